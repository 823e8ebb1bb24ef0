"""Which rows of two runs are the same row: by what they say and where they stand, for their numbers shift.

`a003` of one run is `a004` of the next when a row is found before it. So rows of an article are matched by their
content, first as a whole, then by ever fewer columns; numbers count for nothing, and a reference is as good as the row
that it points to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.schemas import TABLES, Row

_SPAN = ("start", "end")

#: Running numbers in an article, by table: they tell rows apart and say nothing.
NUMBERS: Mapping[str, str] = {
    "titles": "title_id",
    "dates": "date_id",
    "amounts": "amount_id",
    "meetings": "meeting_id",
    "meeting_participants": "participant_id",
    "statements": "statement_id",
    "agreements": "agreement_id",
    "agreement_parties": "party_id",
    "mentions": "mention_id",
}
#: Columns that point to a numbered row, and its table.
REFERENCES: Mapping[str, tuple[str, str]] = {
    "meeting_participants": ("meeting_id", "meetings"),
    "agreement_parties": ("agreement_id", "agreements"),
}
#: What `mentions.entity_id` points to, where that is a numbered row.
MENTIONED: Mapping[str, str] = {"title": "titles", "date": "dates", "amount": "amounts"}
#: Columns by which rows are matched that are not the same as a whole, the strictest first; else the table's own key.
_STAGES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "mentions": (("kind", *_SPAN, "entity_id"), ("kind", *_SPAN), ("kind", "text", "sentence")),
    "titles": ((*_SPAN, "person_id"), _SPAN, ("text", "sentence"), ("text",)),
    "dates": (_SPAN, ("text", "sentence"), ("text",)),
    "amounts": (_SPAN, ("text", "sentence"), ("text",)),
    "meetings": ((*_SPAN, "type"), _SPAN, ("type", "name", "sentence"), ("type", "sentence"), ("text",)),
    "meeting_participants": (("meeting_id", "name"), ("meeting_id", "kind", "country")),
    "statements": ((*_SPAN, "verb"), ("verb", "sentence", "content"), ("verb", "sentence"), ("verb", "content")),
    "agreements": (
        (*_SPAN, "predicate", "object"),
        (*_SPAN, "predicate"),
        ("sentence", "predicate"),
        ("sentence", "lemma"),
        _SPAN,
        ("predicate", "object"),
    ),
    "agreement_parties": (("agreement_id", "name"), ("agreement_id", "kind", "country")),
    "failures": (("source", "article_id"),),
}


class Paired(NamedTuple):
    """Rows of one article and table: the same row before and after, rows only before, rows only after."""

    both: list[tuple[Row, Row]]
    lost: list[Row]
    added: list[Row]


def compared_columns(table: str) -> tuple[str, ...]:
    """Return the columns whose values count: all but the article and the running number."""
    return tuple(name for name in TABLES[table].column_names if name not in ("article_id", NUMBERS.get(table)))


def pair_rows(table: str, old: Sequence[Row], new: Sequence[Row]) -> Paired:
    """Match the rows of one article of a table; references of `new` must be those of `old` already.

    Rows with one key are matched in their order.
    """
    both: list[tuple[Row, Row]] = []
    lost, added = list(old), list(new)
    own = tuple(name for name in TABLES[table].key if name != "article_id")
    for columns in (compared_columns(table), *_STAGES.get(table, (own,))):
        if not lost or not added:
            break
        found, lost, added = _stage(columns, lost, added)
        both += found
    return Paired(both, lost, added)


def _stage(columns: Sequence[str], old: Sequence[Row], new: Sequence[Row]) -> Paired:
    waiting: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in old:
        waiting[tuple(row.get(name) for name in columns)].append(row)
    both, added = [], []
    for row in new:
        same = waiting.get(tuple(row.get(name) for name in columns))
        if same:
            both.append((same.pop(0), row))
        else:
            added.append(row)
    matched = {id(before) for before, _ in both}
    return Paired(both, [row for row in old if id(row) not in matched], added)
