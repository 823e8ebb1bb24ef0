"""Marked sentences of agreements: `[firmaron](agreement status=signed theme=energy parties=BO+RU)`.

A line is an article: context, ` || `, and what is tested. Brackets hold the words of a predicate; `parties` are codes
of states and names of bodies (blanks as `_`), joined by `+`. Rows of the tested part that are not marked are too many;
a mark `agreement?` may come out or not.
"""

from __future__ import annotations

import re
from typing import Any

from markup import Mark, read_marked

from evaluation.matching import contains, words
from pipeline.reading.read import read_records
from pipeline.running.process import process_with

#: Day of publication of every line, a Tuesday.
PUBLISHED = "2019-10-08"


def problems(nlp: Any, line: str) -> list[str]:
    """What the rows of a marked line have too much, too little or wrong."""
    context, _, tested = line.rpartition(" || ")
    plain, marks = read_marked(tested)
    text = f"{context} {plain}".strip()
    record = {"id": "t", "text": text, "date": PUBLISHED, "language": "es"}
    [(_, tables)] = process_with(read_records([record]), nlp)
    assert "agreements" in tables, tables["failures"]
    start = len(text) - len(plain)
    rows = [r for r in tables["agreements"] if r["end"] > start and r["polarity"] == "affirmed"]
    parties: dict[str, set[str]] = {r["agreement_id"]: set() for r in rows}
    acronyms = {o["organization_id"]: o["acronym"] for o in tables["organizations"]}
    for party in tables["agreement_parties"]:
        if party["agreement_id"] in parties:
            acronym = acronyms.get(party["organization_id"])
            name = f"{party['name']} {acronym}" if acronym else party["name"]
            parties[party["agreement_id"]].add(party["country"] if party["kind"] == "country" else name)
    said = []
    for mark in sorted(marks, key=lambda m: m.optional):
        surface = plain[mark.start : mark.end]
        row = _best(surface, mark, rows, parties)
        if row is None:
            said += [] if mark.optional else [f"missed {surface!r}"]
            continue
        rows.remove(row)
        said += [] if mark.optional else [f"{surface!r}: {p}" for p in _wrong(mark, row, parties[row["agreement_id"]])]
    return said + [f"too much: {r['predicate']!r} ({r['status']}, {r['rule']})" for r in rows]


def _best(surface: str, mark: Mark, rows: list[dict[str, Any]], parties: dict[str, set[str]]) -> dict[str, Any] | None:
    """The row with the most of the mark's words, and with the fewest wrong fields among those."""
    stems = {w[:4] for w in words(surface) if len(w) > 2}
    shared = {r["agreement_id"]: len(stems & {w[:4] for w in words(r["predicate"])}) for r in rows}
    return max(
        (r for r in rows if shared[r["agreement_id"]]),
        key=lambda r: (shared[r["agreement_id"]], -len(_wrong(mark, r, parties[r["agreement_id"]]))),
        default=None,
    )


def _wrong(mark: Mark, row: dict[str, Any], parties: set[str]) -> list[str]:
    said = []
    for field, value in mark.fields.items():
        if field == "parties":
            wanted = {name.replace("_", " ") for name in value.split("+")}
            if not _same_parties(wanted, parties):
                said.append(f"parties {sorted(parties)}, not {sorted(wanted)}")
        elif field in ("instrument", "amount"):
            if not contains(value, row[field]):
                said.append(f"{field} {row[field]!r}, not {value!r}")
        elif (row[field] or "") != value:
            said.append(f"{field} {row[field]!r}, not {value!r} [{row['rule']}]")
    return said


def _same_parties(wanted: set[str], found: set[str]) -> bool:
    """Codes as they are, names by containment, one for one."""
    codes = {w for w in wanted if re.fullmatch("[A-Z]{2}", w)}
    if codes != {f for f in found if re.fullmatch("[A-Z]{2}", f)}:
        return False
    names, ours = wanted - codes, {f for f in found if not re.fullmatch("[A-Z]{2}", f)}
    return len(names) == len(ours) and all(any(contains(n, o) for o in ours) for n in names)
