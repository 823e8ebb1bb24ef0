"""The terms of an agreement: its amount, its deadline ("antes de 2030", "en un plazo de seis meses") and its topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.knowledge.lexicon import per_lexicon, word_list
from pipeline.reader.themes import topics_in
from pipeline.text.attributes import Row

#: What the reader needs for an amount.
SURE_AMOUNT = 0.5
#: What the reader needs for a deadline that no word of limit leads to.
SURE_DEADLINE = 0.6
#: Characters before a date in which a word of limit or of start is looked for.
_LIMIT_REACH, _START_REACH = 40, 30
#: What may stand between a word of limit or of start and a date: "antes de | finales del año | 2030", "tras | el | 3".
_LIMIT_BETWEEN = r"(?:(?<=de)l\b)?(?:\s+(?:el|la|los|las|en|al|año|finales|fines|mediados|de|del))*"
_START_BETWEEN = r"(?: el| la| los| este)?"


def find_amount(amounts: Mapping[str, Row], pointed: Iterable[Row], clause: tuple[int, int]) -> Row | None:
    """Return the amount that the reader points to, else the first money of the clause (a range of characters).

    `pointed` are the reader's rows, the likeliest first. A count of sides ("189 países") is none.
    """
    sides = word_list("commitment_words", "counted_sides")
    for found in pointed:
        row = amounts.get(found["row"])
        if row is not None and found["sure"] >= SURE_AMOUNT and row["unit"] not in sides:
            return row
    inside = [a for a in amounts.values() if clause[0] <= a["start"] and a["end"] <= clause[1]]
    return next((a for a in inside if a["kind"] == "money"), None)


def amount_columns(text: str, amount: Row | None) -> dict[str, Any]:
    """Return the columns of an amount in a row of agreements, all None for none."""
    if amount is None:
        return dict.fromkeys(("amount", "amount_value", "amount_unit"))
    words = text[amount["start"] : amount["end"]]
    return {"amount": words, "amount_value": amount["value"], "amount_unit": amount["unit"]}


def find_deadline(text: str, dates: Mapping[str, Row], pointed: Iterable[Row], clause: tuple[int, int]) -> str | None:
    """Return the TIMEX3 value of the limit, None for a start ("desde 2026"), a vague time and the term of a loan.

    `pointed` are the reader's rows of dates, the likeliest first, `clause` is a range of characters. A date of the
    clause with a word of limit in front comes first, then what the reader is sure of.
    """
    inside = [row for row in dates.values() if clause[0] <= row["start"] and row["end"] <= clause[1]]
    for row in filter(_is_exact, inside):
        if _is_limit(text[max(clause[0], row["start"] - _LIMIT_REACH) : row["start"]], row["type"]):
            return str(row["value"])
    sure = [dates[found["row"]] for found in pointed if found["sure"] >= SURE_DEADLINE and found["row"] in dates]
    likeliest = next(filter(_is_exact, sure), None)
    return str(likeliest["value"]) if likeliest is not None and not _is_start(text, likeliest) else None


def _is_start(text: str, row: Row) -> bool:
    """Whether the words before a time make it a start or a duration: "desde 2026"."""
    before = text[max(0, row["start"] - _START_REACH) : row["start"]]
    return _leads("start_leads", _START_BETWEEN).search(before) is not None


def _is_exact(row: Row) -> bool:
    """Whether a time has a value that is no "FUTURE_REF"."""
    return bool(row["value"]) and "_REF" not in row["value"]


def _is_limit(before: str, kind: str) -> bool:
    """Whether the words before a day or a duration make it a limit."""
    if kind == "DATE":
        return _leads("limit_leads", _LIMIT_BETWEEN).search(before) is not None
    return kind == "DURATION" and _leads("term_leads", "").search(before) is not None


@per_lexicon
def _leads(words: str, between: str) -> re.Pattern[str]:
    """Return a pattern of words of `commitment_words` at the end of a text, with what may stand between."""
    phrases = "|".join(map(re.escape, word_list("commitment_words", words)))
    return re.compile(rf"\b(?:{phrases}){between}\s*$", re.IGNORECASE)


def topics_of(about: str, instrument_topic: str, status: str, theme: str, parties: Sequence[Row]) -> tuple[str, ...]:
    """Return the topics by the words of the object and the kind of instrument; a memorandum is one only once signed.

    "El Consejo de Seguridad de la ONU adoptó": of coordination the parties tell whose it is.
    """
    topics = list(topics_in(about))
    if theme == "multilateral_coordination":
        topics += topics_in(" ; ".join(str(p["name"]) for p in parties))
    if instrument_topic and (instrument_topic != "memorandum_signed" or status == "signed"):
        topics.append(instrument_topic)
    return tuple(dict.fromkeys(topics))
