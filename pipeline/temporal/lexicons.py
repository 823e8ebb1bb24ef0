"""The `date_*` lexicons as mappings of folded surface to value, read once."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import read_lexicon, split_cell
from pipeline.temporal.folding import fold


@cache
def surfaces(lexicon: str, column: str = "value", forms: str = "forms") -> dict[str, str]:
    """Folded forms of a lexicon with one of its columns."""
    return {
        fold(form): entry[column]
        for entry in read_lexicon(lexicon)
        for name in forms.split(",")
        for form in split_cell(entry[name])
    }


@cache
def date_words(use: str) -> frozenset[str]:
    """Folded words of `date_words` with that use. Raises KeyError for one the lexicon does not have."""
    uses = {entry["id"]: entry["forms"] for entry in read_lexicon("date_words")}
    return frozenset(fold(form) for form in split_cell(uses[use]))


def alternatives(words: list[str] | dict[str, str]) -> str:
    """A group of words, longest first, so that a regular expression takes the longest."""
    return "(?:" + "|".join(re.escape(w).replace("\\ ", " ") for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def units() -> dict[str, tuple[str, float, str]]:
    """Unit nouns, singular and plural: TIMEX3 unit, how many of it, unit of the calendar ('' when it has none)."""
    return {
        fold(entry[number]): (entry["unit"], float(entry["number"]), entry["calendar"])
        for entry in read_lexicon("date_units")
        for number in ("singular", "plural")
    }


@cache
def unit_words(number: str, *, calendar: bool = False) -> tuple[str, ...]:
    """Unit nouns in `singular` or `plural`; with `calendar` only those that are stretches of the calendar."""
    return tuple(fold(e[number]) for e in read_lexicon("date_units") if e["calendar"] or not calendar)
