"""Precision on articles of which only some rows were checked.

What is missing in such an article is not known, so that there is no recall. A row of a table counts when it is one that
was checked: it has a counterpart in the gold, or among what was rejected. Rows that nobody looked at do not count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from evaluation.matching import Counts, contains, fold, pairs
from evaluation.scorer import (
    Gold,
    Tables,
    gold_sentence,
    same_meeting,
    same_person,
    same_predicate,
    same_statement,
    score,
)
from pipeline.reading.sentences import sentence_spans
from pipeline.schemas import Row

Same = Callable[[Any, Row], bool]


def score_partial(partial: Mapping[str, Gold], tables: Tables) -> dict[str, Counts]:
    """Return the counts by metric over the checked rows; only their precision means something."""
    return score(partial, tables, of_them=checked_rows)


def checked_rows(gold: Gold, tables: Tables) -> dict[str, Sequence[Row]]:
    """Return the tables of an article with its checked rows alone."""
    rows = dict(tables)
    for section, (table, same) in _comparisons(tables).items():
        rows[table] = [
            *(r for r in rows[table] if not _is_of(section, r)),
            *_rows_with_counterpart(section, gold, rows[table], same),
        ]
    known = {row["name"] for row in rows["people"]}
    rows["titles"] = [row for row in tables["titles"] if row["person"] in known]
    return rows


def _rows_with_counterpart(section: str, gold: Gold, table: Sequence[Row], same: Same) -> list[Row]:
    """Return the rows with a counterpart; one that could be a right one or a rejected one is the right one."""
    own = [row for row in table if _is_of(section, row)]
    right, wrong = gold[section], gold["rejected"][section]
    judged = [*((record, 2.0) for record in right), *((record, 1.0) for record in wrong)]
    found = {j for _, j in pairs(judged, own, lambda g, row: g[1] * same(g[0], row))}
    if section in ("places", "organizations"):  # a surface is in the gold once, however often in the text
        found = {j for j, row in enumerate(own) if any(same(record, row) for record, _ in judged)}
    return [own[j] for j in sorted(found)]


def _is_of(section: str, row: Row) -> bool:
    kinds = {"places": "place", "organizations": "organization"}
    return section not in kinds or row["kind"] == kinds[section]


def _comparisons(tables: Tables) -> dict[str, tuple[str, Same]]:
    return {
        "people": ("people", lambda record, row: same_person(record, row["name"])),
        "places": ("mentions", lambda record, row: fold(record["mention"]) == fold(row["text"])),
        "organizations": ("mentions", lambda record, row: fold(record) == fold(row["text"])),
        "dates": ("dates", lambda record, row: contains(record["mention"], row["text"])),
        "agreements": ("agreements", _same_agreement(tables)),
        "meetings": ("meetings", same_meeting(tables, typed=False)),
        "statements": ("statements", same_statement),
    }


def _same_agreement(tables: Tables) -> Same:
    text = str(tables["articles"][0]["text"]) if tables["articles"] else ""
    starts = [start for start, _ in sentence_spans(text)]

    def same(record: Gold, row: Row) -> bool:
        sentence = gold_sentence(text, starts, record["sentence_start"], record.get("start", 0))
        return sentence == bisect_right(starts, int(row["start"])) - 1 and same_predicate(record, row)

    return same


def report_partial(scores: Mapping[str, Counts]) -> str:
    """Return the precision by metric as a table of text; metrics without a checked row are left out."""
    lines = [f"{'':22}{'P':>7}{'right':>7}{'checked':>9}"]
    for metric, counts in scores.items():
        if counts.predicted:
            lines.append(f"{metric:22}{counts.precision:7.3f}{counts.right:7}{counts.predicted:9}")
    return "\n".join(lines)
