"""Scores of the tables against gold: precision, recall and F1 a table, micro over all articles.

Gold of an article is a JSON object with the lists `people, places, organizations, dates, agreements, meetings,
statements` (see `gold.read_gold`). What is right:

- people: distinct names, the surname of one among the words of the other, or one of the gold's mentions
- titles: distinct (person, phrase), the phrase alike; a row without person is wrong
- places, organizations: distinct surfaces; dates: distinct (surface, value), one surface within the other
- agreements.sentences: sentences that hold one; .records: sentence and predicate (a word with the same first four
  letters); .theme, .status: also these; .parties: parties of the records in sentences both have
- meetings: type, and a participant or the place in common; statements: speaker and verb
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from evaluation.gold import SECTIONS
from evaluation.matching import Counts, are_alike, contains, count, fold, pairs, without_repeats, words
from pipeline.reading.sentences import sentence_spans
from pipeline.schemas import Row

Gold = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


def score(
    gold: Mapping[str, Gold], tables: Tables, *, of_them: Callable[[Gold, Tables], Tables] = lambda article, rows: rows
) -> dict[str, Counts]:
    """Return the counts by metric over the articles of `gold`; rows of other articles do not count.

    `of_them` gives the rows of an article, with its gold, that are to be scored; all when not given.
    """
    total: dict[str, Counts] = {}
    for article_id, article, rows in by_article(gold, tables):
        for metric, counts in score_article(article, of_them(article, rows)).items():
            total[metric] = total.get(metric, Counts()) + counts.of_article(article_id)
    return total


def by_article(gold: Mapping[str, Gold], tables: Tables) -> Iterator[tuple[str, Gold, Tables]]:
    """Yield (id, gold, rows by table) of each article of `gold`.

    The tables are gone through once, however many there are.
    """
    rows: dict[str, dict[str, list[Row]]] = {article_id: {name: [] for name in tables} for article_id in gold}
    for name, table in tables.items():
        for row in table:
            if (own := rows.get(row.get("article_id") or "")) is not None:
                own[name].append(row)
    for article_id, article in gold.items():
        yield article_id, article, rows[article_id]


def score_article(gold: Gold, tables: Tables) -> dict[str, Counts]:
    """Return the counts by metric for one article and its rows.

    They are only of the tables that the gold says it is of, if it does.
    """
    found = {
        "people": count(
            gold["people"],
            without_repeats([r["name"] for r in tables["people"]]),
            same_person,
            show_gold=lambda p: p["name"],
        ),
        "titles": _titles(gold, tables),
        "places": _surfaces([p["mention"] for p in gold["places"]], tables, "place"),
        "organizations": _surfaces(gold["organizations"], tables, "organization"),
        "dates": _dates(gold, tables),
        "meetings": _meetings(gold, tables),
        "statements": _statements(gold, tables),
    }
    found |= _agreements(gold, tables)
    annotated = gold.get("tables") or SECTIONS
    return {metric: counts for metric, counts in found.items() if section_of(metric) in annotated}


def section_of(metric: str) -> str:
    """Return the list of the gold that a metric is about."""
    section = metric.partition(".")[0]
    return "people" if section == "titles" else section


def same_person(gold: Mapping[str, Any], name: str) -> bool:
    """Return whether a name is that of a person of the gold, or one of the mentions, or has the same surname."""
    if not words(name):
        return False
    mentions = [fold(m) for m in gold.get("mentions", ())]
    return fold(name) in mentions or words(gold["name"])[-1] in words(name) or words(name)[-1] in words(gold["name"])


def _titles(gold: Gold, tables: Tables) -> Counts:
    wanted = [(person, title) for person in gold["people"] for title in without_repeats(person["titles"])]
    rows = without_repeats([(r["person"], fold(r["text"])) for r in tables["titles"]])
    return count(
        wanted,
        rows,
        lambda g, p: bool(p[0]) and same_person(g[0], p[0]) and are_alike(g[1], p[1]),
        show_gold=lambda g: f"{g[1]} ({g[0]['name']})",
        show_row=lambda p: f"{p[1]} ({p[0] or 'nobody'})",
    )


def _surfaces(wanted: Sequence[str], tables: Tables, kind: str) -> Counts:
    article = re.compile(r"^(?:el|la|los|las) ")
    gold = without_repeats([article.sub("", fold(surface)) for surface in wanted])
    rows = without_repeats([article.sub("", fold(m["text"])) for m in tables["mentions"] if m["kind"] == kind])
    return count(gold, rows, lambda g, p: bool(g == p))


def _dates(gold: Gold, tables: Tables) -> Counts:
    wanted = without_repeats([(fold(d["mention"]), _day(d["value"])) for d in gold["dates"]])
    rows = without_repeats([(fold(r["text"]), _day(r["value"])) for r in tables["dates"]])
    return count(
        wanted, rows, lambda g, p: contains(g[0], p[0]) and g[1] == p[1], show_gold=" = ".join, show_row=" = ".join
    )


def _day(value: str | None) -> str:
    """Return a TIMEX3 value at day level.

    Empty for a vague one ("los próximos años" is nothing that could be wrong).
    """
    day = re.sub(r"T[\d:MAENIVOGFTD]+$", "", value or "") if not (value or "").startswith("P") else value or ""
    return "" if "X" in day or day.endswith("_REF") else day


def _meetings(gold: Gold, tables: Tables) -> Counts:
    same = same_meeting(tables)
    return count(gold["meetings"], tables["meetings"], same, show_gold=_show_meeting, show_row=_show_meeting)


def same_meeting(tables: Tables, *, typed: bool = True) -> Callable[[Mapping[str, Any], Row], bool]:
    """Return a function that tells whether a row is a meeting of the gold.

    They share a participant, the place or the name, and the type.

    Without `typed` the type may differ, as where types are compared.
    """
    who: dict[str, list[Row]] = {}
    for participant in tables["meeting_participants"]:
        who.setdefault(participant["meeting_id"], []).append(participant)

    def same(meeting: Mapping[str, Any], row: Row) -> bool:
        if typed and meeting["type"] != row["type"]:
            return False
        here = who.get(row["meeting_id"], [])
        shared = any(same_party(name, p) for name in meeting["participants"] for p in here)
        return shared or contains(meeting["place"], row["place"]) or contains(meeting["name"], row["name"])

    return same


def _show_meeting(meeting: Mapping[str, Any]) -> str:
    return " · ".join(str(meeting[key]) for key in ("type", "name", "place") if meeting[key])


def _statements(gold: Gold, tables: Tables) -> Counts:
    return count(
        gold["statements"], tables["statements"], same_statement, show_gold=_show_statement, show_row=_show_statement
    )


def same_statement(statement: Mapping[str, Any], row: Row) -> bool:
    """Return whether a row has the speaker and the verb of a statement of the gold."""
    verb = contains(statement["verb"], row["verb"]) or fold(statement["verb"]) == fold(row["verb"])  # ":" is one too
    return are_alike(statement["speaker"], row["speaker"]) and verb


def _show_statement(statement: Mapping[str, Any]) -> str:
    return f"{statement['speaker']}: {statement['verb']}"


def match_agreements(gold: Gold, tables: Tables) -> list[tuple[Gold, Row]]:
    """Return (record of the gold, row) of each pair in the same sentence, the likest first choice.

    Only affirmed rows count.
    """
    wanted, rows = _in_sentences(gold, tables)
    return [(wanted[i][1], rows[j][1]) for i, j in pairs(wanted, rows, _agreement_weight)]


def _in_sentences(gold: Gold, tables: Tables) -> tuple[list[tuple[int, Gold]], list[tuple[int, Row]]]:
    """Return the records and affirmed rows, each with the index of its sentence."""
    text = str(tables["articles"][0]["text"]) if tables["articles"] else ""
    starts = [start for start, _ in sentence_spans(text)]
    wanted = [(gold_sentence(text, starts, a["sentence_start"], a.get("start", 0)), a) for a in gold["agreements"]]
    affirmed = [r for r in tables["agreements"] if r["polarity"] == "affirmed"]
    return wanted, [(bisect_right(starts, int(r["start"])) - 1, r) for r in affirmed]


def _agreements(gold: Gold, tables: Tables) -> dict[str, Counts]:
    wanted, rows = _in_sentences(gold, tables)
    matched = pairs(wanted, rows, _agreement_weight)
    records = [(i, j) for i, j in matched if same_predicate(wanted[i][1], rows[j][1])]

    def count_right(field: str, column: str) -> Counts:
        same = sum(wanted[i][1][field] == rows[j][1][column] for i, j in records)
        return Counts(same, len(wanted), len(rows))

    sentences = count(
        without_repeats([s for s, _ in wanted]), without_repeats([s for s, _ in rows]), lambda g, p: bool(g == p)
    )
    return {
        "agreements.sentences": replace(sentences, missed=(), extra=()),  # which ones is told by the records
        "agreements.records": _count_records(wanted, rows, records),
        "agreements.theme": count_right("category", "theme"),
        "agreements.status": count_right("status", "status"),
        "agreements.parties": _parties([(wanted[i][1], rows[j][1]) for i, j in matched], tables),
    }


def _count_records(
    wanted: Sequence[tuple[int, Gold]], rows: Sequence[tuple[int, Row]], records: Sequence[tuple[int, int]]
) -> Counts:
    """Return the counts of agreements with the right predicate, of which `records` are the pairs of indexes."""
    found, known = {i for i, _ in records}, {j for _, j in records}
    missed = tuple(_show_record(record, "category") for i, (_, record) in enumerate(wanted) if i not in found)
    extra = tuple(_show_record(row, "theme") for j, (_, row) in enumerate(rows) if j not in known)
    return Counts(len(records), len(wanted), len(rows), missed, extra)


def _show_record(record: Mapping[str, Any], theme: str) -> str:
    return f"{record['predicate']} ({record['status']}, {record[theme]})"


def _agreement_weight(gold: tuple[int, Gold], row: tuple[int, Row]) -> float:
    """Return how well a record and a row go together.

    Nothing in another sentence; the predicate decides there, theme and status between rows of one predicate.
    """
    if gold[0] != row[0]:
        return 0.0
    fields = (("category", "theme"), ("status", "status"))
    same = sum(bool(gold[1][field] == row[1][column]) for field, column in fields)
    return 1.0 + (4.0 if same_predicate(gold[1], row[1]) else 0.0) + 0.5 * same


def same_predicate(gold: Gold, row: Row) -> bool:
    """Return whether a word of the gold's predicate begins like one of the row's predicate or its lemma."""
    ours = {w[:4] for w in [*words(row["predicate"]), *words(row["lemma"])] if len(w) > 2}
    same = fold(gold["predicate"]) == fold(row["predicate"])
    return same or any(w[:4] in ours for w in words(gold["predicate"]) if len(w) > 2)


def gold_sentence(text: str, starts: Sequence[int], beginning: str, near: int = 0) -> int:
    """Return the index of the sentence that holds `beginning`, sought by its words; -1 when the text does not have it.

    Of several places the one nearest to the character `near`: a sentence may be repeated.
    """
    pattern = r"\W+".join(map(re.escape, re.findall(r"\w+", beginning)))
    found = [match.start() for match in re.finditer(pattern, text)] if pattern else []
    return bisect_right(starts, min(found, key=lambda start: abs(start - near))) - 1 if found else -1


def _parties(matched: Sequence[tuple[Gold, Row]], tables: Tables) -> Counts:
    total = Counts()
    for gold, row in matched:
        rows = [p for p in tables["agreement_parties"] if p["agreement_id"] == row["agreement_id"]]
        total += count(gold["parties"], rows, same_party, show_row=lambda p: str(p["name"]))
    return total


def same_party(gold: str, row: Row) -> bool:
    """Return whether a party or participant is the one of the gold: an ISO code, a person or a body."""
    if re.fullmatch("[A-Z]{2}", gold) and gold != row["name"]:  # "UE" is a name
        return bool(row["country"] == gold and row["kind"] != "organization")
    return are_alike(gold, row["name"])


def report(scores: Mapping[str, Counts]) -> str:
    """Return the scores as a table of text, one metric a line."""
    lines = [f"{'':22}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}"]
    for metric, counts in scores.items():
        lines.append(
            f"{metric:22}{counts.precision:7.3f}{counts.recall:7.3f}{counts.f1:7.3f}{counts.gold:7}{counts.predicted:7}"
        )
    return "\n".join(lines)


def errors(scores: Mapping[str, Counts]) -> str:
    """Return the misses (-) and extras (+) behind the scores, by metric: what is weak."""
    lines: list[str] = []
    for metric, counts in scores.items():
        marked = [f"  - {item}" for item in counts.missed] + [f"  + {item}" for item in counts.extra]
        lines += (
            [f"{metric}: {len(counts.missed)} missed (-), {len(counts.extra)} too many (+)", *marked] if marked else []
        )
    return "\n".join(lines)
