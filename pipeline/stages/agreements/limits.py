"""The time limit of an agreement: "antes de 2030", "en un plazo de seis meses"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pipeline.knowledge.lexicon import per_lexicon, word_list
from pipeline.text.attributes import Row

#: What the reader needs for a deadline that no word of limit leads to.
SURE_DEADLINE = 0.6
#: Characters before a date in which a word of limit or of start is looked for.
_LIMIT_REACH, _START_REACH = 40, 30
#: What may stand between a word of limit or of start and a date: "antes de | finales del año | 2030", "tras | el | 3".
_LIMIT_BETWEEN = r"(?:(?<=de)l\b)?(?:\s+(?:el|la|los|las|en|al|año|finales|fines|mediados|de|del))*"
_START_BETWEEN = r"(?: el| la| los| este)?"


def find_deadline(text: str, dates: Mapping[str, Row], told: Iterable[Row], clause: tuple[int, int]) -> str | None:
    """Return the TIMEX3 value of the limit, None for a start ("desde 2026"), a vague time and the term of a loan.

    `told` are the reader's rows of dates, the likeliest first, `clause` is a range of characters. A date of the clause
    with a word of limit in front comes first, then what the reader is sure of.
    """
    inside = [row for row in dates.values() if clause[0] <= row["start"] and row["end"] <= clause[1]]
    for row in filter(_is_exact, inside):
        if _is_limit(text[max(clause[0], row["start"] - _LIMIT_REACH) : row["start"]], row["type"]):
            return str(row["value"])
    sure = [dates[found["row"]] for found in told if found["sure"] >= SURE_DEADLINE and found["row"] in dates]
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
