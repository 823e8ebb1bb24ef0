"""The `date_*` lexicons as mappings of folded surface to value, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.text.folding import fold

#: Words by their characters; the key "" is where one ends.
Tree = dict[str, "Tree"]


@per_lexicon
def surfaces(lexicon: str, column: str = "value", forms: str = "forms") -> dict[str, str]:
    """Return one column of a lexicon, by its folded forms."""
    return {
        fold(form): entry[column]
        for entry in read_lexicon(lexicon)
        for name in forms.split(",")
        for form in split_cell(entry[name])
    }


@per_lexicon
def date_words(use: str) -> frozenset[str]:
    """Return the folded words of `date_words` with that use. Raises KeyError for one the lexicon does not have."""
    return frozenset(map(fold, word_list("date_words", use, "forms")))


def alternatives(words: Iterable[str]) -> str:
    """Return a group of words for a regular expression, which takes the longest that fits.

    Words that begin alike share their beginning ("enero", "ene" are `ene(?:ro)?`), which compiles and matches faster.
    """
    tree: Tree = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return f"(?:{_tree_pattern(tree)})"


def _tree_pattern(tree: Tree) -> str:
    ends = "" in tree
    branches = [_escape(char) + _tree_pattern(rest) for char, rest in sorted(tree.items()) if char]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return "(?:" + "|".join(branches) + (")?" if ends else ")")


def _escape(char: str) -> str:
    return char if char == " " else re.escape(char)


@per_lexicon
def units() -> dict[str, tuple[str, float, str]]:
    """Return the unit nouns, singular and plural.

    With each: TIMEX3 unit, how many of it, unit of the calendar ('' when it has none).
    """
    return {
        fold(entry[number]): (entry["unit"], float(entry["number"]), entry["calendar"])
        for entry in read_lexicon("date_units")
        for number in ("singular", "plural")
    }


@per_lexicon
def unit_words(number: str, *, calendar: bool = False) -> tuple[str, ...]:
    """Return the unit nouns in `singular` or `plural`.

    With `calendar` only those that are stretches of the calendar.
    """
    return tuple(fold(e[number]) for e in read_lexicon("date_units") if e["calendar"] or not calendar)


@per_lexicon
def word_macros() -> dict[str, tuple[str, ...]]:
    """Return the macros of `date_patterns` that stand for the words of a lexicon, with their folded forms."""
    return {
        "month": tuple(surfaces("date_months")),
        "abbr": tuple(surfaces("date_months", forms="abbreviations")),
        "weekday": tuple(surfaces("date_weekdays")),
        "weekdays": tuple(surfaces("date_weekdays", forms="plural")),
        "unit": (*unit_words("singular"), *unit_words("plural")),
        "one": unit_words("singular"),
        "many": unit_words("plural"),
        "calunit": unit_words("singular", calendar=True),
        "part": tuple(surfaces("date_dayparts")),
        "parts": tuple(surfaces("date_dayparts", forms="plural")),
        "season": tuple(surfaces("date_seasons")),
        "seasons": tuple(surfaces("date_seasons", forms="plural")),
        "deictic": tuple(surfaces("date_deictics", "days")),
        "holiday": tuple(surfaces("date_holidays", "id")),
        "ordinal": tuple(surfaces("date_ordinals")),
        "frequency": tuple(surfaces("date_frequencies")),
        "often": tuple(surfaces("date_frequencies", forms="adjectives")),
        "era": tuple(surfaces("date_eras")),
        "when": tuple(surfaces("date_directions", "direction", "before")),
        "after": tuple(surfaces("date_directions", "direction", "after")),
        "relyear": tuple(surfaces("date_years")),
    }
