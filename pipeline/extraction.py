"""The whole main job: articles in, tables out; for the command line (`run_extract`) and notebooks (`extract`)."""

from __future__ import annotations

import hashlib
import platform
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pandas as pd
from spacy.language import Language

from pipeline.attributes import Row
from pipeline.config import Settings
from pipeline.duplicates import find_duplicates
from pipeline.lexicon import lexicon_digest
from pipeline.nlp import find_model
from pipeline.process import Outcome, process, process_with
from pipeline.read import read_articles, read_records
from pipeline.tables import merge_rows, to_frame
from pipeline.write import prepare_folder, write_run, write_tables


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles and failures, rows by table, seconds."""

    articles: int
    failures: int
    rows: Mapping[str, int]
    seconds: float
    messages: tuple[str, ...] = field(default=())


def run_extract(
    inputs: Sequence[str | Path],
    out: Path,
    settings: Settings,
    *,
    on_article: Callable[[str], None] | None = None,
) -> Summary:
    """Read `inputs`, write every table to `out`; `on_article` is called with each id as it is done.

    Raises ModelNotFoundError when no base model is installed and OutputError when `out` cannot be written.
    """
    started = time.perf_counter()
    model = find_model(settings.model)
    prepare_folder(out)
    parts: list[Outcome] = []
    for article_id, rows in process(read_articles(inputs), workers=settings.workers, model=model):
        parts.append(rows)
        if on_article:
            on_article(article_id)
    tables = finish(parts)
    processed = time.perf_counter()
    write_tables(tables, out, formats=settings.formats, csv_cells=settings.csv_cells)
    counts = {name: len(rows) for name, rows in tables.items()}
    finished = time.perf_counter()
    timings = {"process_seconds": round(processed - started, 3), "write_seconds": round(finished - processed, 3)}
    write_run(describe_run(settings, model, counts, timings), out)
    return Summary(
        articles=counts["articles"],
        failures=counts["failures"],
        rows=counts,
        seconds=finished - started,
        messages=tuple(row["message"] for row in tables["failures"]),
    )


def finish(parts: Iterable[Outcome]) -> dict[str, list[Row]]:
    """All tables of a run from the rows of its articles: sorted, duplicates marked."""
    tables = merge_rows(parts)
    articles = tables["articles"]
    duplicates = find_duplicates((row["article_id"], row["text"], row["published"]) for row in articles)
    for row in articles:
        row["duplicate_of"] = duplicates.get(row["article_id"])
    return tables


def describe_run(
    settings: Settings, model: str, counts: Mapping[str, int], timings: Mapping[str, float]
) -> dict[str, Any]:
    """Content of `run.json`."""
    return {
        "package": {"name": "comunicado", "version": _version("comunicado")},
        "python": platform.python_version(),
        "spacy": _version("spacy"),
        "model": {"name": model, "version": _version(model)},
        "name_recogniser": {"name": "comunicado_ner", "sha256": recogniser_digest()},
        "lexicon_digest": lexicon_digest(),
        "settings": asdict(settings),
        "counts": dict(counts),
        "timings": dict(timings),
    }


def recogniser_digest() -> str:
    """SHA-256 over the files of the name recogniser: the same digest, the same names."""
    digest = hashlib.sha256()
    with as_file(files("pipeline").joinpath("ner", "model")) as folder:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def extract(
    items: str | Mapping[str, Any] | Iterable[str | Mapping[str, Any]], nlp: Language | None = None
) -> dict[str, pd.DataFrame]:
    """Every table, as DataFrames, for texts or records in memory.

    `items`: one or several texts (`str`) or records (mappings with the input fields `id, text` or `html`, and
    optionally `title, date, url, source, language`). `nlp`: a pipeline of `load_nlp`, loaded when None. A text without
    id is named by its content. What cannot be processed is in `failures`.
    """
    several = [items] if isinstance(items, (str, Mapping)) else list(items)
    records = [_record(item) for item in several]
    parts = [rows for _, rows in process_with(read_records(records), nlp)]
    return {name: to_frame(name, rows) for name, rows in finish(parts).items()}


def _record(item: str | Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(item, Mapping):
        return item
    return {"id": f"text-{hashlib.sha256(item.encode()).hexdigest()[:12]}", "text": item}
