"""The day of a meeting: the date of its sentence that belongs to it, and what that day says of its status."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from spacy.tokens import Span

from pipeline.actors import DETERMINERS
from pipeline.attributes import Row
from pipeline.conjugation import conjugate
from pipeline.encounters.model import Encounter, is_finite
from pipeline.lexicon import read_lexicon

#: A date row with the tokens it stands at.
Dated = tuple[Span, Row]

#: Tokens from a mention to its date; days of a month, beyond which a date is vague and must stand near.
_DATE_REACH, _VAGUE_REACH, _LONGEST = 40, 10, 31
#: Characters between a mention and a date that tells better than the tense.
_NEAR = 90
#: What stands before the last day.
_ENDS = frozenset(("hasta", "concluirá", "concluye", "finalizará", "finaliza", "terminará", "termina", "culminará"))
#: What stands between two days of one meeting.
_JOINING = frozenset(("y", "el", "este", "por", "la", "noche", "tarde", "mañana", "en"))
_ARRIVALS = frozenset(("meet_llegar", "meet_arribar"))


def take_date(encounter: Encounter, sentence: Span, dates: list[Dated], published: str) -> None:
    """Give a mention the nearest date of its sentence, first of those its status allows; mend the status by the day."""
    found: list[tuple[bool, int, Dated]] = []
    for span, row in dates:
        if not sentence.start <= span.start < sentence.end or _is_of_another(encounter, span, row, published):
            continue
        after = span.start - max(encounter.token, encounter.tail - 1)  # a long name is no distance
        distance = max(0, after) if span.start >= encounter.token else encounter.token - span.end + 4
        if distance <= _reach(row) or (
            _opens(span, sentence, encounter) and _reach(row) >= 0 and distance <= _DATE_REACH
        ):
            found.append((_contradicts(encounter, row, published), distance, (span, row)))
    if not found:
        return
    against, _, (span, row) = min(found, key=lambda one: one[:2])
    if against and not _mend_status(encounter, span, row, published):
        return
    if encounter.rule in _ARRIVALS and encounter.status == "held" and _is_fresh(row, published):
        encounter.status = "ongoing"  # who arrived yesterday is there
    encounter.date = _until(row, sentence, dates)


def _opens(span: Span, sentence: Span, encounter: Encounter) -> bool:
    """ "El año pasado, poco antes de las elecciones, Vera visitó Perú": the time at the head is that of the verb."""
    doc = span.doc
    if span.start - sentence.start > 2 or any(t.pos_ in ("VERB", "NOUN") for t in doc[sentence.start : span.start]):
        return False
    clauses = any(is_finite(t) or t.lower_ in ("que", ";") for t in doc[span.end : encounter.token])
    return span.end <= encounter.token and not clauses


def _mend_status(encounter: Encounter, span: Span, row: Row, published: str) -> bool:
    """Change the status to what a day close after the mention says: "la reunión del 5 de mayo" to come is planned."""
    short = row["end_date"] <= plus(row["start_date"], _LONGEST)
    if not short or encounter.done or encounter.to_come or encounter.status == "proposed":
        return not short
    gap = span.start_char - encounter.end if span.start >= encounter.token else encounter.start - span.end_char
    if gap > _NEAR:
        return False
    if encounter.rule.startswith("meeting_") or encounter.status == "ongoing":
        encounter.status = "planned" if row["start_date"] > published else "held"
    return True


def _until(first: Row, sentence: Span, dates: list[Dated]) -> Row:
    """ "del viernes … hasta el lunes", "comenzará el 3 y concluirá el 5": the days from the first date to the last."""
    for span, row in dates:
        if not sentence.start <= span.start < sentence.end or not row.get("end_date") or row["end_date"] is None:
            continue
        words = {t.lower_ for t in span.doc[max(sentence.start, span.start - 4) : span.start]}
        later = first["end_date"] < row["start_date"] <= plus(first["end_date"], _LONGEST)
        if later and first["start_date"] == first["end_date"] and (words & _ENDS or _next_day(first, span, row, dates)):
            return {**first, "end_date": row["end_date"]}
    return first


def _next_day(first: Row, span: Span, row: Row, dates: list[Dated]) -> bool:
    """ "este domingo y lunes", "el viernes por la noche y el sábado por la mañana": two days on end, told together."""
    if row["start_date"] != plus(first["end_date"], 1):
        return False
    before = next((known for known, other in dates if other is first), None)
    if before is None or not 0 < span.start - before.end <= 6:
        return False
    between = [t.lower_ for t in span.doc[before.end : span.start]]
    return "y" in between and set(between) <= _JOINING


def _is_fresh(row: Row, published: str) -> bool:
    return bool(published) and row["start_date"] >= plus(published, -2)


def plus(day: str, days: int) -> str:
    """The day so many days after `day`, in ISO 8601; `day` itself at the ends of the calendar."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return day


def _contradicts(encounter: Encounter, row: Row, published: str) -> bool:
    """A day gone by of a planned meeting, a day to come of one held; two days of doubt about the day of the news."""
    if not published or not row.get("start_date") or not row.get("end_date"):
        return False
    today = date.fromisoformat(published)
    if encounter.status in ("planned", "proposed"):
        return date.fromisoformat(row["end_date"]) < today - timedelta(days=2)
    if encounter.status == "ongoing" and date.fromisoformat(row["end_date"]) < today - timedelta(days=5):
        return True
    if encounter.status not in ("held", "ongoing"):
        return False
    return date.fromisoformat(row["start_date"]) > today + timedelta(days=1)


def _is_of_another(encounter: Encounter, span: Span, row: Row, published: str) -> bool:
    """The day of something else: "el incidente del 2 de julio", "anunció hoy"."""
    doc = span.doc
    planned = encounter.status in ("planned", "proposed")
    at = span.start - 1
    while at > span.sent.start and doc[at].lower_ in DETERMINERS:
        at -= 1
    before = doc[at] if at >= span.sent.start else None
    if before is None:
        return False
    if {"quien", "quienes"} & {t.lower_ for t in doc[max(encounter.token, encounter.tail) : span.start]}:
        return True  # "la visita de Vera, quien asumió el 28 de agosto"
    if planned and row.get("start_date") == published and before.lower_ in _said():
        return True
    stretch = row.get("start_date") != row.get("end_date") and before.lower_ == "del"  # "una visita al sur del 2 al 5"
    if stretch or before.lower_ not in ("del", "de") or at - 1 < span.sent.start:
        return False
    at -= 1
    while at > span.sent.start and doc[at].pos_ == "ADJ":
        at -= 1
    noun = doc[at]
    return noun.pos_ == "NOUN" and not encounter.start <= noun.idx < encounter.end


@lru_cache(maxsize=1)
def _said() -> frozenset[str]:
    """ "dijo", "anunció": what stands before the day of an announcement."""
    lemmas = [(entry["lemma"], entry["change"]) for entry in read_lexicon("speech_verbs")]
    return frozenset(
        form.text for lemma, change in lemmas for form in conjugate(lemma.removesuffix("se"), change)
        if form.tense in ("pres", "past")
    )  # fmt: skip


def _reach(row: Row) -> int:
    """Tokens within which a date may belong to a meeting: few for a year or season, none for a duration."""
    first, last = row.get("start_date"), row.get("end_date")
    if row["type"] not in ("DATE", "TIME") or not first or not last:
        return -1
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return _DATE_REACH if days <= _LONGEST else _VAGUE_REACH
