"""Compiled `lexicons/date_patterns.csv`: one row is one way to write a time, with an example that a test runs.

A pattern is a regular expression for folded text (lower case, no accents but ñ). A blank stands for any white space.
`{month}` and the other macros below stand for the words of a lexicon and capture them in a group of that name;
`{month:b}` captures in `month_b`. A group `x` marks the part that is the span, where the pattern needs words around it
("en 2012" has the span "2012").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.stages.dates.needs import needs_of
from pipeline.stages.dates.triggers import triggers
from pipeline.text.folding import fold
from pipeline.text.numbers import count_regex, word_regex
from pipeline.text.word_values import alternatives, surfaces, word_macros

#: Any white space: no pattern sees an empty line, where a passage ends. A group, so that " ?" may be none.
_BLANK = r"(?:\s+)"
#: "hora de Roma", "hora de Nueva York": the time of a place, whose zone a value cannot hold.
_PLACE_TIME = (
    r"hora (?:de|del|en) (?:(?:nueva|nuevo|san|santa|santo|la|el|los|las|buenos|puerto|ciudad de|rio de) )?[a-zñ]+"
)
#: Words whose needs are remembered at most, so that a large corpus does not fill the memory.
_MOST_WORDS = 1 << 17
#: Marks a part of a word, "año" of "años": words are asked for as a whole, parts in any word.
_PART = "*"
_DIGIT_YEAR = r"(?:1\d{3}|20\d\d)(?![\d]|[.,]\d)"


class Need(NamedTuple):
    """One of these words, or one of these strings anywhere."""

    words: frozenset[str]
    parts: tuple[str, ...]

    def signs(self) -> frozenset[str]:
        """Return the words, and the strings marked as parts of words."""
        return self.words | {_PART + part for part in self.parts}


class DatePattern(NamedTuple):
    """A pattern and the name of the function that resolves it."""

    id: str
    resolver: str
    pattern: str
    #: What a passage needs for the pattern to fit: something of each.
    needs: tuple[Need, ...]

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern compiled, at the first passage that it may fit: all of them take a while, and few are needed."""
        return _compile(self.pattern)


@per_lexicon
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(expand(pattern))


@per_lexicon
def macros() -> dict[str, str]:
    """Return the regular expression of every macro, without its group."""
    words = {name: alternatives(forms) for name, forms in word_macros().items()}
    months, short, any_unit = words["month"], words["abbr"], words["unit"]
    few = r"un[oa]s (?:poc[oa]s|cuant[oa]s)|un[oa]s|poc[oa]s"
    count = rf"(?:varios|varias|algun[oa]s|{few}|much[oa]s|numeros[oa]s|larg[oa]s)"
    number = count_regex()
    # treaties write "treinta (30) días"
    single = (
        rf"(?:(?:{number}(?: \((?:\d+|{word_regex()})\))? |\d+){any_unit}\b(?: y medi[oa]\b| y (?:tres )?cuartos?\b)?)"
    )
    vague = rf"(?:(?:{count}|un par de) {any_unit}\b)"
    half = (
        rf"(?:medi[oa] {any_unit}|(?:un cuarto|tres cuartos|3 cuartos) de (?:hora|siglo)"
        r"|(?:año|mes|siglo|hora|dia) y medi[oa])"
    )
    tens = "sesenta|setenta|ochenta|noventa"
    return words | {
        "mon": rf"(?:{months}|{short}\b\.?)",
        # captions and embedded posts keep their English date: "April 14, 2025"
        "anymonth": rf"(?:{months}|{short}\b\.?|{alternatives(surfaces('date_months', forms='english'))})",
        "day": rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:\.?[º°]|(?:er|ro|ero)\b\.?)?(?!\d|[.,:]\d|º)|primero|{word_regex()})",
        "daynum": r"(?:(?:0?[1-9]|[12]\d|3[01])(?!\d|[.,:/]\d))",
        "year": rf"(?:{_DIGIT_YEAR}|(?:dos )?mil(?: {word_regex()})\b|dos mil\b)",
        "digyear": _DIGIT_YEAR,
        "wordyear": (
            rf"(?:mil (?=\w*cientos\b|quinientos\b){word_regex()}|dos mil (?!\w*cientos\b|quinientos\b){word_regex()})"
        ),
        "tens": rf"(?:(?:veinte|treinta|cuarenta|cincuenta|{tens})s?|(?:1[6-9]|20)\d0|['’]?[2-9]0)",
        # twenty to fifty of something are counted more often than they are decades
        "tenword": rf"(?:{tens})s?",
        "christ": (r"(?:[ad]\. ?c\b\.?|[ad]c\b|(?:antes|despues) de cristo|antes de nuestra era|[ad]\. ?n\. ?e\.)"),
        "n": number,
        "zone": rf"(?:{alternatives(surfaces('date_zones'))}|{_PLACE_TIME})",
        "roman": r"(?:[ivx]+|[1-9]|1\d|2[01])",
        "dur": rf"(?:{half}|{single}(?:(?:, | y |, y |, e | e )(?:{single}|{half}))*|{vague})",
        "about": (
            r"(?:(?:ya|apenas|solo|tan solo|casi|como|(?:poco |algo )?mas de|(?:poco )?menos de|unos|unas"
            r"|aproximadamente|alrededor de|cerca de) )*"
            rf"(?:{number} [oau] )?"
        ),
    }


def expand(pattern: str) -> str:
    """Return the regular expression behind a pattern of the lexicon. Raises KeyError for an unknown macro."""

    def group(match: re.Match[str]) -> str:
        name, _, suffix = match[1].partition(":")
        label = ("month" if name in ("mon", "anymonth") else name) + (f"_{suffix}" if suffix else "")
        return f"(?P<{label}>{macros()[name]})"

    whole = re.sub(r"\{([a-z]+(?::[a-z0-9]+)?)\}", group, _drop_accents(pattern))
    return r"(?<![\w])(?:" + whole.replace(" ", _BLANK) + r")(?![\w])"


def _drop_accents(pattern: str) -> str:
    """Drop the accents of a pattern but not its capitals, which mean something in a regular expression (\\S, ?P)."""
    return "".join(char if char.isascii() else fold(char) for char in pattern)


@per_lexicon
def date_patterns(*, timeml: bool = False) -> tuple[DatePattern, ...]:
    """Return the patterns, in the order of the file; the earlier one wins between spans of the same length.

    With `timeml`, before them, those of `date_patterns_timeml.csv`: what TimeML marks beyond the news conventions.
    """
    entries = (read_lexicon("date_patterns_timeml") if timeml else ()) + read_lexicon("date_patterns")
    return tuple(
        DatePattern(e["id"], e["resolver"], e["pattern"], _needs(_drop_accents(e["pattern"]))) for e in entries
    )


def _needs(pattern: str) -> tuple[Need, ...]:
    """Return the clauses of a pattern with their macros in words, those that are met least often first."""
    found = []
    for clause in needs_of(pattern):
        macros_named = [need[1:-1] for need in clause if need[0] == "{"]
        words = frozenset().union(*(triggers()[name] for name in macros_named))
        found.append(Need(words, tuple(sorted(need for need in clause if need[0] != "{"))))
    return tuple(sorted(found, key=lambda need: (len(need.words), len(need.parts))))


class Index:
    """Which rules may fit a passage, by the words and parts of words that they need."""

    def __init__(self, rules: Sequence[DatePattern]) -> None:
        self._needs = [tuple(need.signs() for need in rule.needs) for rule in rules]
        self._needed = frozenset().union(*(need for needs in self._needs for need in needs))
        self._parts = sorted(need for need in self._needed if need.startswith(_PART))
        self._always = [number for number, needs in enumerate(self._needs) if not needs]
        self._numbers: dict[str, list[int]] = {}
        for number, needs in enumerate(self._needs):
            for sign in needs[0] if needs else ():
                self._numbers.setdefault(sign, []).append(number)
        #: Needs that a word meets: most words of a text have been asked for before.
        self._met: dict[str, frozenset[str]] = {}

    def of(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of the rules, in order, whose needs are all met by the words of a folded passage."""
        met = set().union(*map(self._met_by, words))
        asked = {number for need in met for number in self._numbers.get(need, ())}
        fitting = (n for n in asked if not any(need.isdisjoint(met) for need in self._needs[n][1:]))
        return sorted([*self._always, *fitting])

    def _met_by(self, word: str) -> frozenset[str]:
        found = self._met.get(word)
        if found is None:
            found = frozenset(part for part in self._parts if part[1:] in word) | (self._needed & {word})
            if len(self._met) < _MOST_WORDS:
                self._met[word] = found
        return found


@per_lexicon
def pattern_index(*, timeml: bool = False) -> Index:
    """Return the index of `date_patterns`."""
    return Index(date_patterns(timeml=timeml))
