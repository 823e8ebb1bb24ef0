"""Whether the tables of a large corpus are sound: what `fuzzing.check` asks of every table, some articles at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from fuzzing.check import broken_promises, wrong_events
from pipeline.output.folder import plain_rows
from pipeline.schemas import DOCUMENT_STAGES, DOCUMENT_TABLES, Row

#: Articles whose rows are looked at together.
_SLICE = 2_000
#: What events are checked by, of all articles at once.
_TOLD = {
    "agreements": ["article_id", "agreement_id", "polarity"],
    "meetings": ["article_id", "meeting_id"],
    "events": ["event_id", "n_articles"],
    "event_articles": ["event_id", "article_id", "row_id"],
}


def broken_in(folder: Path, ids: Collection[str]) -> Iterator[str]:
    """What is wrong with the Parquet tables in `folder`, made of documents with these ids.

    Each is in `articles` or, as a whole, in `failures`, once; all rows keep what the tables promise; no stage failed.
    """
    articles = _column(folder, "articles", "article_id")
    yield from _lost(folder, articles, ids)
    known = set(articles)
    yield from (f"articles: duplicate_of {other!r} is not there" for other in _others(folder) - known)
    ordered = sorted(known)
    for at in range(0, len(ordered), _SLICE):
        yield from broken_promises(_slice(folder, ordered[at], ordered[min(at + _SLICE, len(ordered)) - 1]))
    yield from wrong_events(
        {
            name: pq.read_table(folder / f"{name}.parquet", columns=columns).to_pylist()
            for name, columns in _TOLD.items()
        }
    )


def failed_stages(folder: Path) -> Counter[str]:
    """How many rows of `failures` each stage has."""
    return Counter(_column(folder, "failures", "stage"))


def _lost(folder: Path, articles: list[str], ids: Collection[str]) -> Iterator[str]:
    failures = pq.read_table(folder / "failures.parquet").to_pylist()
    whole = [row["source"] for row in failures if row["stage"] in DOCUMENT_STAGES]
    yield from (f"failure: {row['message']}" for row in failures if row["stage"] not in ("read", "language", "clean"))
    given, got = Counter(ids), Counter(articles)
    if len(articles) + len(whole) != len(ids):
        yield f"lost: {len(ids)} documents, {len(articles)} articles and {len(whole)} failures of whole documents"
    yield from (
        f"lost: {extra!r} came out {got[extra]} times, and went in {given[extra]} times" for extra in got - given
    )


def _others(folder: Path) -> set[str]:
    return {other for other in _column(folder, "articles", "duplicate_of") if other}


def _column(folder: Path, table: str, column: str) -> list[Any]:
    found: list[Any] = pq.read_table(folder / f"{table}.parquet", columns=[column])[column].to_pylist()
    return found


def _slice(folder: Path, first: str, last: str) -> dict[str, list[Row]]:
    """The rows of the articles from the id `first` to `last`."""
    between = (pc.field("article_id") >= first) & (pc.field("article_id") <= last)
    return {name: plain_rows(pq.read_table(folder / f"{name}.parquet", filters=between)) for name in DOCUMENT_TABLES}
