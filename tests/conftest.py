"""Shared fixtures. The pipeline is loaded, and the samples are run, once for the whole session."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The same examples in every run, and no stop-watch: the first one may load a lexicon.
settings.register_profile("comunicado", derandomize=True, deadline=None)
settings.load_profile("comunicado")

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "raw"
SHARED = ROOT.parent / "shared"
#: Tests of what the reader does not get right yet, one id a line.
GAPS = Path(__file__).with_name("gaps.txt")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Expect the tests in `gaps.txt` to fail: one that begins to pass fails, so that it leaves the list."""
    known = set(GAPS.read_text(encoding="utf-8").splitlines())
    for item in items:
        if item.nodeid in known:
            item.add_marker(pytest.mark.xfail(strict=True, reason="known gap, see tests/gaps.txt"))


@pytest.fixture(scope="session", autouse=True)
def extensions() -> None:
    """Docs have the extensions that components and `load_nlp` declare, so that any test file runs by itself."""
    from pipeline.text.attributes import register

    register()


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The whole pipeline on the installed base model."""
    from pipeline.running.process import default_nlp

    return default_nlp()


@pytest.fixture
def knowing() -> Iterator[Callable[[Mapping[str, str]], None]]:
    """Put own entries, texts by name of the lexicon, in force until the end of the test."""
    from pipeline.knowledge.lexicon import Lexicon, using

    with ExitStack() as stack:
        yield lambda own: stack.enter_context(using(Lexicon.of(own)))


@pytest.fixture(scope="session")
def sample_run() -> tuple[Mapping[str, list[dict[str, Any]]], str]:
    """Every table of the sample articles, and the name of the base model."""
    from evaluation.checkout import sample_tables

    return sample_tables()


@pytest.fixture(scope="session")
def samples(sample_run: Any) -> Mapping[str, list[dict[str, Any]]]:
    """Every table of the sample articles."""
    return sample_run[0]


@pytest.fixture(scope="session")
def shared_corpus() -> Sequence[Mapping[str, Any]]:
    """Records of the 45 real texts beside the checkout; a test that wants them is skipped where they are not."""
    path = SHARED / "corpus" / "articles.jsonl"
    if not path.is_file():
        pytest.skip("../shared/corpus is not there")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def corpus(shared_corpus: Sequence[Mapping[str, Any]]) -> Mapping[str, list[dict[str, Any]]]:
    """Every table of the 45 real texts."""
    from pipeline.reading.read import read_records
    from pipeline.running.extraction import finish
    from pipeline.running.process import process_with

    return finish(rows for _, rows in process_with(read_records(shared_corpus)))


@pytest.fixture(scope="session")
def tables_of_samples() -> dict[str, list[dict[str, Any]]]:
    """The golden tables of the sample articles, which need no model; with one article whose cells are made to trip."""
    from evaluation.checkout import GOLDEN
    from pipeline.output.folder import read_tables
    from pipeline.schemas import TABLES

    tables = read_tables(GOLDEN)
    text = '\'-5 grados.\r\n=1+1; "coma, y comillas"\u00a0@Namibia \U0001f91d'
    odd = dict.fromkeys(TABLES["articles"].column_names) | {
        "article_id": "zz/odd:1", "sha256": "0" * 64, "published_from": "none", "language": "es", "n_chars": len(text),
        "n_sentences": 1, "n_tokens": 9, "text": text, "title": "=HYPERLINK(\"http://a.b\")", "agency": "'@x",
        "bylines": "NA", "source": "\u3000-1", "language_score": 0.5,
    }  # fmt: skip
    place = dict.fromkeys(TABLES["places"].column_names) | {
        "article_id": "zz/odd:1", "place_id": "NA", "name": "Namibia", "kind": "country", "country": "NA",
        "latitude": -22.0, "longitude": 17.25, "n_mentions": 1, "start": 41, "end": 48,
    }  # fmt: skip
    return {**tables, "articles": [*tables["articles"], odd], "places": [*tables["places"], place]}


@pytest.fixture(scope="session")
def folder(tables_of_samples: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with those tables, as `extract` writes it: CSV and Parquet. Not to be changed."""
    from pipeline.output.write import write_tables

    out = tmp_path_factory.mktemp("tables")
    write_tables(tables_of_samples, out, formats=["csv", "parquet"])
    return out


@pytest.fixture(scope="session")
def only(tables_of_samples: Any, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The same tables in folders of one kind of file: `escaped` and `exact` CSV, `parquet`. Not to be changed."""
    from pipeline.output.write import write_tables

    folders = {name: tmp_path_factory.mktemp(name) for name in ("escaped", "exact", "parquet")}
    for name, out in folders.items():
        cells = "exact" if name == "exact" else "escaped"
        write_tables(tables_of_samples, out, formats=["parquet" if name == "parquet" else "csv"], csv_cells=cells)
    return folders


@pytest.fixture
def in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards are processed in this process, where the models are loaded; tests/batch has the real ones."""
    from concurrent.futures import ThreadPoolExecutor
    from contextlib import contextmanager

    from pipeline.running.batch import executors
    from pipeline.running.batch.child import process_shard
    from pipeline.running.batch.documents import unpack
    from pipeline.running.batch.identity import model_of
    from pipeline.running.batch.sandbox import Result
    from pipeline.running.process import default_nlp

    def run(task: Any) -> Result:
        nlp = default_nlp(model_of(task.identity)[0])
        return Result(*process_shard(unpack(task.documents), nlp), ())

    @contextmanager
    def pool(workers: int) -> Any:
        with ThreadPoolExecutor(1) as executor:
            yield executors.Pool(executor, run, lambda: 1)

    monkeypatch.setattr(executors, "_processes", pool)
