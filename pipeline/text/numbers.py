"""Spanish numbers in digits, in words and mixed: "6 mil 765 millones", "dos millones y medio", "veintiún mil".

The word list is `lexicons/number_words.csv`. text2num reads pure words, but neither "veintiún", nor numbers that mix
digits and words, nor decimal commas, which is how newspapers write the larger half of their figures; so the small
grammar is here and the tests hold it against num2words.

How separators are read (newspapers of Spain and South America write 1.200,5; of Mexico and Central America 1,200.5):
- two different separators: the last one is the decimal sign ("1.200,5" and "1,200.5" are both 1200.5);
- the same separator more than once, or once before exactly three digits: thousands ("1.200" and "1,200" are 1200),
  unless the number starts with a zero ("0,125") or the caller says which sign is decimal;
- anything else: decimal ("661.6", "5,25");
- blanks before groups of three digits: thousands ("57 000").
"""

from __future__ import annotations

import re

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.text.folding import fold
from pipeline.text.word_values import alternatives

#: A number in digits, without sign.
DIGITS = r"(?:\d{1,3}(?:[\x20\u00a0\u202f]\d{3})+(?![\d])|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)(?:[.,]\d+)?"

_THOUSANDS = re.compile(r"(?!0)\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


@per_lexicon
def _words() -> dict[str, tuple[float, str]]:
    return {
        fold(form): (float(entry["value"]), entry["kind"])
        for entry in read_lexicon("number_words")
        for form in split_cell(entry["forms"])
    }


def _alternatives(*kinds: str) -> str:
    return alternatives(word for word, (_, kind) in _words().items() if kind in kinds)


@per_lexicon
def word_regex() -> str:
    """Return the regular expression of the whole numbers from 1 to 999 in words, for folded text."""
    units, tens, hundreds = (_alternatives(kind) for kind in ("unit", "tens", "hundreds"))
    small = rf"(?:(?:{tens} y )?{units}|{tens})"
    return rf"(?:(?:{hundreds} )?{small}|{hundreds})\b"


@per_lexicon
def count_regex() -> str:
    """Return the regular expression of the numbers that time is counted with, up to thousands.

    It is shorter and so faster.
    """
    return rf"(?:(?:{DIGITS}|{word_regex()})(?: mil\b)?|mil\b)"


@per_lexicon
def number_regex() -> str:
    """Return the regular expression of any number, for folded text: digits, words or both.

    Every part stands in it as seldom as can be, for it is long and takes a while to compile.
    """
    below = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?(?![\d.,]*\d)|{word_regex()})"
    thousand = rf"(?:{count_regex()}(?:(?<=mil) {below})?)"
    million = _alternatives("million") + r"\b"
    halves = rf"{word_regex()} y medio {million}"  # "dos y medio millones"
    return rf"(?:{halves}|{thousand}(?: {million}(?: y media?o\b)?(?: {thousand}(?! {million}))?)?)"


@per_lexicon
def number_words() -> frozenset[str]:
    """Return the words with which a number may begin, folded."""
    return frozenset(form.split()[0] for form in _words())


def parse_digits(text: str, *, decimal: str | None = None) -> float | None:
    """Return the value of a number in digits ("1.200,5").

    `decimal` says which sign of `.` and `,` is the decimal one if known.
    """
    text = re.sub(r"[ \u00a0\u202f]", "", text)
    if not re.fullmatch(r"\d+(?:[.,]\d+)*", text):
        return None
    signs = re.findall(r"[.,]", text)
    if len(set(signs)) == 2:
        decimal = signs[-1]
    elif _THOUSANDS.fullmatch(text) and (len(signs) > 1 or signs[0] != decimal):
        decimal = "," if signs[0] == "." else "."
    elif signs:
        decimal = signs[-1]
    thousands = "." if decimal == "," else ","
    try:
        return float(text.replace(thousands, "").replace(decimal or ".", "."))
    except ValueError:  # 1,2,3
        return None


def parse_number(text: str, *, decimal: str | None = None) -> float | None:
    """Return the value of a number in digits, words or both; None for anything else.

    Long scale: "un billón" is 1e12.
    """
    # the group being read, the thousands closed before it, and the millions closed before both
    group, total = 0.0, 0.0
    seen = False
    scale = 1.0
    for word in _tokens(fold(text)):
        value, kind = _words().get(word, (None, ""))
        if value is None:
            value = parse_digits(word, decimal=decimal)
            if value is None:
                return None
        if kind == "thousand":
            group = (group or 1.0) * 1000
        elif kind == "million":
            total, group, scale = total + (group or 1.0) * value, 0.0, value
        elif kind == "fraction":
            total += value * scale if not group else 0.0
            group += value if group else 0.0
        else:
            group += value
        seen = True
    return round(total + group, 6) if seen else None


def _tokens(text: str) -> list[str]:
    joined = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", text)
    return [word for word in joined.split() if word not in ("y", "de")]
