"""CSV for a spreadsheet: one row a thing to check, the least sure first, then one row an article.

A verdict says what a row is: `ok`, `corrected` (cells were changed), `wrong`, `missing` (a row that was added), nothing
for not checked; in the row of an article, `complete`. The last column holds what was found. Reading: `sheet_read`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipeline.output.folder import text_digest
from pipeline.output.review.kinds import KINDS, Kind
from pipeline.output.review.model import Item, Task, record_of
from pipeline.output.review.sheet_cells import flatten, guard, join_cell, write_cells
from pipeline.output.review.tasks import in_order
from pipeline.reading.sentences import sentence_spans

#: Columns before the fields of the tables.
BEFORE = ("verdict", "kind", "confidence", "why", "article_id", "row", "sentence", "text")
#: The column with what was found, as JSON.
FOUND = "found"


def columns(tables: Sequence[str]) -> list[str]:
    """Return the column names of a sheet; a field that several tables have is one column."""
    fields = dict.fromkeys(column_of(kind, name) for kind in map(KINDS.__getitem__, tables) for name in _names(kind))
    return [*BEFORE, *fields, FOUND]


def _names(kind: Kind) -> list[str]:
    return [field.name for field in kind.fields]


def column_of(kind: Kind, name: str) -> str:
    """Return the name of the column of a field.

    `kind` is a column of every row, so that what kind of place or statement it is has another name.
    """
    return f"{kind.label}_kind" if name == "kind" else name


def sheet(tasks: Sequence[Task], tables: Sequence[str]) -> bytes:
    """Return the sheet as a CSV file: a row for each thing to check, then one for each article."""
    names = columns(tables)
    rows = [_row(task, item) for task, item in in_order(tasks)] + [_article(task) for task in tasks]
    return write_cells([names, *([row.get(name, "") for name in names] for row in rows)])


def _row(task: Task, item: Item) -> dict[str, str]:
    kind = KINDS[item.table]
    start, end = next((s for s in reversed(sentence_spans(task.text)) if s[0] <= item.start), (item.start, item.end))
    return {
        "kind": kind.label,
        "confidence": f"{item.confidence:.2f}",
        "why": guard(item.why),
        "article_id": guard(task.article_id),
        "row": guard(item.key),
        "sentence": guard(flatten(task.text[start : max(end, item.end)])),
        "text": guard(flatten(task.text[item.start : item.end])),
        **{column_of(kind, name): join_cell(values) for name, values in item.values.items()},
        FOUND: json.dumps(record_of(item), ensure_ascii=False),
    }


def _article(task: Task) -> dict[str, str]:
    found = {
        "sha256": text_digest(task.text),
        "tables": list(task.tables),
        "rows": len(task.wanted),
        "of": len(task.items),
    }
    return {
        "kind": "article",
        "article_id": guard(task.article_id),
        "sentence": guard(flatten(task.text)[:200]),
        FOUND: json.dumps(found),
    }
