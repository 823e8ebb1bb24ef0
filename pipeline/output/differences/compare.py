"""Two output folders table by table, an article at a time: memory holds the changes, not the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.output.differences.keys import MENTIONED, NUMBERS, REFERENCES, Paired, compared_columns, pair_rows
from pipeline.output.views import open_views, rows_of
from pipeline.schemas import DOCUMENT_TABLES, Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Tables in an order in which what others point to comes first.
_ORDER = (*(name for name in DOCUMENT_TABLES if name not in ("mentions", "failures")), "mentions", "failures")
#: (table, article, number after) -> number before, of rows that are the same.
_Same = dict[tuple[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs. `columns` are (before, after) by name: of a changed row those that changed, else all."""

    table: str
    kind: str  # added, lost, changed
    article_id: str
    row: Row  # as it is after, of a lost row as it was
    columns: Mapping[str, tuple[Any, Any]]


@dataclass(slots=True)
class Counts:
    """Rows of one table in the articles that both folders have."""

    before: int = 0
    after: int = 0
    same: int = 0
    changed: int = 0
    added: int = 0
    lost: int = 0


@dataclass(slots=True)
class Comparison:
    """What differs: articles of one folder only, counts by table, and the first changes of each."""

    only_before: list[str]
    only_after: list[str]
    counts: dict[str, Counts] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        found = any(c.changed or c.added or c.lost for c in self.counts.values())
        return found or bool(self.only_before or self.only_after)


def compare(
    before: Path, after: Path, tables: Sequence[str] = tuple(DOCUMENT_TABLES), *, limit: int | None = None
) -> Comparison:
    """Return what differs between two output folders; `limit` is the most changes kept of a table, all when None.

    Rows of articles that only one folder has are not looked at, nor events, which are made of the other tables.
    Raises NoOutputError, DamagedTableError.
    """
    old, new = open_views(before), open_views(after)
    ids = [{row["article_id"] for row in rows_of(c, "SELECT article_id FROM articles")} for c in (old, new)]
    done = Comparison(sorted(ids[0] - ids[1]), sorted(ids[1] - ids[0]))
    common = ids[0] & ids[1]
    same: _Same = {}
    needed = _with_parents(tables)
    for name in _ORDER:
        if name in needed:
            counts, changes = _table(name, old, new, common, same, limit)
            if name in tables:
                done.counts[name] = counts
                done.changes += changes
    done.counts = {name: done.counts[name] for name in DOCUMENT_TABLES if name in done.counts}
    done.changes.sort(key=lambda change: list(DOCUMENT_TABLES).index(change.table))
    return done


def _with_parents(tables: Sequence[str]) -> set[str]:
    parents = {REFERENCES[name][1] for name in tables if name in REFERENCES}
    return {*tables, *parents, *(MENTIONED.values() if "mentions" in tables else ())}


def _table(
    name: str, old: DuckDBPyConnection, new: DuckDBPyConnection, common: set[str], same: _Same, limit: int | None
) -> tuple[Counts, list[Change]]:
    counts = Counts()
    changes: list[Change] = []
    for article, before, after in _side_by_side(_by_article(name, old), _by_article(name, new)):
        if article not in common and name != "failures":
            continue
        referring = [_as_before(name, row, same) for row in after]
        found = pair_rows(name, before, referring)
        if name in NUMBERS:
            number = NUMBERS[name]
            same.update({(name, article, after_row[number]): row[number] for row, after_row in found.both})
        counts.before += len(before)
        counts.after += len(after)
        as_read = {id(row): own for row, own in zip(referring, after, strict=True)}
        for change in _changes(name, article, found, counts):
            if limit is None or len(changes) < limit:
                changes.append(replace(change, row=as_read.get(id(change.row), change.row)))
    return counts, changes


def _changes(name: str, article: str, found: Paired, counts: Counts) -> Iterator[Change]:
    columns = compared_columns(name)
    for before, after in found.both:
        differing = {c: (before.get(c), after.get(c)) for c in columns if before.get(c) != after.get(c)}
        counts.changed += bool(differing)
        counts.same += not differing
        if differing:
            yield Change(name, "changed", article, after, differing)
    counts.lost += len(found.lost)
    counts.added += len(found.added)
    for row in found.lost:
        yield Change(name, "lost", article, row, {c: (row.get(c), None) for c in columns})
    for row in found.added:
        yield Change(name, "added", article, row, {c: (None, row.get(c)) for c in columns})


def _as_before(name: str, row: Row, same: _Same) -> Row:
    """Return a row after with its reference to a numbered row as it was before; `+a004` for one that was not there."""
    column, target = REFERENCES.get(name, ("", ""))
    if name == "mentions" and row["kind"] in MENTIONED:
        column, target = "entity_id", MENTIONED[row["kind"]]
    if not column:
        return row
    number = row[column]
    return row | {column: same.get((target, row["article_id"], number), f"+{number}")}


def _by_article(name: str, connection: DuckDBPyConnection) -> Iterator[tuple[str, list[Row]]]:
    # In the order of the key within an article; what is compared first in first out must not depend on the file.
    order = ", ".join(f'"{column}"' for column in DOCUMENT_TABLES[name].key or ("article_id", "source", "error"))
    rows = rows_of(connection, f"SELECT * FROM {name} ORDER BY coalesce(article_id, ''), {order}")
    for article, group in groupby(rows, key=lambda row: row["article_id"] or ""):
        yield article, list(group)


def _side_by_side(
    old: Iterator[tuple[str, list[Row]]], new: Iterator[tuple[str, list[Row]]]
) -> Iterator[tuple[str, list[Row], list[Row]]]:
    """Yield the rows of both by article, from two streams in the order of articles."""
    before = ((article, "before", rows) for article, rows in old)
    after = ((article, "after", rows) for article, rows in new)
    for article, found in groupby(merge(before, after, key=itemgetter(0)), key=itemgetter(0)):
        sides = {side: rows for _, side, rows in found}
        yield article, sides.get("before", []), sides.get("after", [])
