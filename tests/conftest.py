"""Shared fixtures. The pipeline is loaded, and the samples are run, once for the whole session."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The whole pipeline on the installed base model."""
    from pipeline.process import default_nlp

    return default_nlp()


@pytest.fixture(scope="session")
def sample_run() -> tuple[Mapping[str, list[dict[str, Any]]], str]:
    """Every table of the sample articles, and the name of the base model."""
    from pipeline.evaluation.checkout import sample_tables

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
    from pipeline.extraction import finish
    from pipeline.process import process_with
    from pipeline.read import read_records

    return finish(rows for _, rows in process_with(read_records(shared_corpus)))


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

    from pipeline.batch import executors
    from pipeline.batch.child import processed
    from pipeline.batch.documents import unpacked
    from pipeline.batch.identity import model_of
    from pipeline.batch.sandbox import Result
    from pipeline.process import default_nlp

    def run(task: Any) -> Result:
        nlp = default_nlp(model_of(task.identity)[0])
        return Result(*processed(unpacked(task.documents), nlp, at=lambda number: None), ())

    @contextmanager
    def pool(workers: int) -> Any:
        with ThreadPoolExecutor(1) as executor:
            yield executors.Pool(executor, run, lambda: 1)

    monkeypatch.setattr(executors, "_processes", pool)
