"""Confusion tables: what a field of a matched record says, against what the gold says.

Fields with a fixed list of values are compared value by value; free text (instrument, amount, deadline, parties) by how
it differs: `same`, `other`, `missing` where only the gold has it, `extra` where only the row has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from evaluation.matching import contains, count, pairs
from evaluation.scorer import Gold, Tables, by_article, match_agreements, same_meeting, same_party, same_statement
from pipeline.schemas import Row

#: Counts of (gold, row) by field, as in {"agreements.status": {("agreed", "intended"): 2}}.
Confusion = Mapping[str, Counter[tuple[str, str]]]


def confusion(gold: Mapping[str, Gold], tables: Tables) -> dict[str, Counter[tuple[str, str]]]:
    """Return the confusion counts by field over the articles of `gold`.

    Records and rows without a counterpart do not count.
    """
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for _, article, rows in by_article(gold, tables):
        _agreements(article, rows, found)
        for record, row in _match(article, rows, "meetings"):
            for field in ("type", "status"):
                found[f"meetings.{field}"][_cell(record.get(field)), _cell(row[field])] += 1
        for record, row in _match(article, rows, "statements"):
            found["statements.kind"][_cell(record.get("kind")), _cell(row["kind"])] += 1
    return dict(found)


def _agreements(gold: Gold, tables: Tables, found: dict[str, Counter[tuple[str, str]]]) -> None:
    for record, row in match_agreements(gold, tables):
        found["agreements.theme"][record["category"], row["theme"]] += 1
        found["agreements.status"][record["status"], row["status"]] += 1
        for field in ("instrument", "amount", "deadline"):
            found[f"agreements.{field}"][_difference(record.get(field), row[field])] += 1
        parties = [p for p in tables["agreement_parties"] if p["agreement_id"] == row["agreement_id"]]
        shared = count(record["parties"], parties, same_party)
        fewer, more = shared.right < shared.gold, shared.right < shared.predicted
        outcome = {(False, False): "same", (True, False): "fewer", (False, True): "more", (True, True): "other"}
        sides = {1: "one party", 2: "two parties"}.get(len(record["parties"]), "several parties")
        found["agreements.parties"][sides, outcome[fewer, more]] += 1


def _difference(gold: str | None, ours: str | None) -> tuple[str, str]:
    if not gold:
        return "none", "extra" if ours else "same"
    return "given", "missing" if not ours else "same" if contains(gold, ours) else "other"


def _match(gold: Gold, tables: Tables, table: str) -> list[tuple[Mapping[str, object], Row]]:
    same = same_statement if table == "statements" else same_meeting(tables, typed=False)
    rows = tables[table]
    return [(gold[table][i], rows[j]) for i, j in pairs(gold[table], rows, lambda g, r: float(same(g, r)))]


def _cell(value: object) -> str:
    return str(value or "none")


def show_confusion(found: Confusion) -> str:
    """Return the counts as text, one line a value of the gold: what came out for it, the most frequent first."""
    lines: list[str] = []
    for field in sorted(found):
        counts = found[field]
        right = sum(n for (gold, ours), n in counts.items() if gold == ours or ours == "same")
        lines.append(f"{field}: {right} of {counts.total()} right")
        for value in sorted({gold for gold, _ in counts}):
            told = Counter({ours: n for (gold, ours), n in counts.items() if gold == value})
            lines.append(f"  {value:26} {', '.join(f'{ours} {n}' for ours, n in told.most_common())}")
    return "\n".join(lines)
