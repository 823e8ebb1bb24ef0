"""Words without which a macro of `date_patterns` fits nowhere: a passage is asked for them before it is matched.

`DIGIT` stands for any digit, `YEAR` for a year in digits. A form of several words is asked for its longest one:
"día de los muertos" needs "muertos".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.knowledge.lexicon import per_lexicon
from pipeline.text.numbers import number_words
from pipeline.text.roman import roman
from pipeline.text.word_values import surfaces, word_macros

DIGIT = "0"
YEAR = "2000"

_WORD = re.compile(r"[a-zñ]+")
_DIGITS = re.compile(r"\d")
_YEARS = re.compile(r"1\d{3}|20\d\d")


def words_in(folded: str) -> set[str]:
    """Return the words of a folded text, DIGIT where it has a digit and YEAR where it has a year."""
    words = set(_WORD.findall(folded))
    if _DIGITS.search(folded):
        words.add(DIGIT)
        if _YEARS.search(folded):
            words.add(YEAR)
    return words


def _trigger_words(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(DIGIT if _DIGITS.search(form) else max(_WORD.findall(form), key=len) for form in forms)


@per_lexicon
def triggers() -> dict[str, frozenset[str]]:
    """Return the trigger words of every macro that does not fit an empty text."""
    numbers = frozenset((*number_words(), "mil"))
    tens = frozenset(word + s for word in ("sesenta", "setenta", "ochenta", "noventa") for s in ("", "s"))
    low_tens = frozenset(word + s for word in ("veinte", "treinta", "cuarenta", "cincuenta") for s in ("", "s"))
    words = word_macros()
    lexicons = words | {
        "mon": (*words["month"], *words["abbr"]),
        "anymonth": (*words["month"], *words["abbr"], *surfaces("date_months", forms="english")),
        "dur": words["unit"],
        "zone": (*surfaces("date_zones"), "hora"),
    }
    return {name: _trigger_words(forms) for name, forms in lexicons.items()} | {
        "day": numbers | {DIGIT, "primero"},
        "digit": frozenset((DIGIT,)),
        "daynum": frozenset((DIGIT,)),
        "year": frozenset((YEAR, "mil")),
        "digyear": frozenset((YEAR,)),
        "wordyear": frozenset(("mil",)),
        "n": numbers | {DIGIT},
        "roman": frozenset((DIGIT, *(roman(n).lower() for n in range(1, 40)))),
        "tens": tens | low_tens | {DIGIT},
        "tenword": tens,
        "christ": frozenset(("c", "n", "ac", "dc", "cristo", "era")),  # "a. C.", "d. n. e."
    }
