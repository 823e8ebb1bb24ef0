"""A comparison as text, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pipeline.output.csv_cells import escaped_cell
from pipeline.output.differences.compare import Change, Comparison

_LONGEST = 100
_MARKS = {"added": "+", "lost": "-", "changed": "~"}
#: Columns that say which row it is, where the table has them.
_TELLING = (
    "predicate",
    "object",
    "name",
    "text",
    "verb",
    "content",
    "source",
    "error",
    "kind",
    "theme",
    "status",
    "country",
)
_TOLD = 4


def text_lines(found: Comparison) -> Iterator[str]:
    """Yield a summary by table, then each change: `+` added, `-` lost, `~` changed with its columns, old -> new."""
    yield from _articles(found)
    yield f"{'table':<21}{'before':>8}{'after':>8}{'same':>8}{'changed':>8}{'added':>8}{'lost':>8}"
    for name, count in found.counts.items():
        numbers = (count.before, count.after, count.same, count.changed, count.added, count.lost)
        yield f"{name:<21}" + "".join(f"{number:>8}" for number in numbers)
    listed = Counter(change.table for change in found.changes)
    table = ""
    for change in found.changes:
        if change.table != table:
            table = change.table
            count = found.counts[table]
            total = count.changed + count.added + count.lost
            cut = f", the first {listed[table]} of {total} (--limit N)" if listed[table] < total else ""
            yield f"\n{table}{cut}"
        yield from _change(change)


def json_text(found: Comparison) -> str:
    """Return a comparison as one JSON document: articles of one folder only, counts by table, changes."""
    changes = [
        {
            "table": change.table,
            "change": change.kind,
            "article_id": change.article_id,
            "row": change.row,
            "columns": {name: {"old": old, "new": new} for name, (old, new) in change.columns.items()}
            if change.kind == "changed"
            else {},
        }
        for change in found.changes
    ]
    content = {
        "differs": found.differs,
        "only_before": found.only_before,
        "only_after": found.only_after,
        "tables": {name: asdict(counts) for name, counts in found.counts.items()},
        "changes": changes,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def csv_lines(found: Comparison) -> Iterator[str]:
    """Yield a line for each cell that changed, and for each row that was added or lost one without column and value."""
    yield _csv_line(("table", "article_id", "change", "row", "column", "old", "new"))
    for change in found.changes:
        row = _label(change)
        cells = change.columns.items() if change.kind == "changed" else [("", (None, None))]
        for column, (old, new) in cells:
            yield _csv_line((change.table, change.article_id, change.kind, row, column, old, new))


def _articles(found: Comparison) -> Iterator[str]:
    for which, ids in (("first", found.only_before), ("second", found.only_after)):
        if ids:
            noun = "article is" if len(ids) == 1 else "articles are"
            some = ", ".join(ids[:3]) + (", …" if len(ids) > 3 else "")
            yield f"{len(ids)} {noun} only in the {which} folder, and not compared: {some}"


def _change(change: Change) -> Iterator[str]:
    yield f"{_MARKS[change.kind]} {change.article_id}  {_label(change)}"
    if change.kind == "changed":
        for name, (old, new) in change.columns.items():
            yield f"    {name}: {_short(old)} -> {_short(new)}"


def _label(change: Change) -> str:
    row = change.row
    where = f"[{row['start']}:{row['end']}] " if row.get("start") is not None else ""
    told = [_short(row[name]) for name in _TELLING if row.get(name) is not None][:_TOLD]
    return where + " · ".join(told)


def _short(value: Any) -> str:
    if value is None:
        return "(empty)"
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _csv_line(cells: tuple[Any, ...]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerow([escaped_cell(c) if isinstance(c, str) else c for c in cells])
    return buffer.getvalue()
