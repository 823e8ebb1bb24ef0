"""Markers of speech and the small words that may stand between a verb and what was said."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

from pipeline.attributes import Row, lower_words, offsets_of, rows_of
from pipeline.lexicon import read_lexicon

_DAYS = frozenset(("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"))
#: What may lead to a date: "en la mañana del lunes", "este lunes", "a principios de mayo".
_TO_DATES = frozenset(("el", "la", "los", "este", "esta", "en", "durante", "desde", "pasado", "pasada", "mismo"))
_DATES: WeakKeyDictionary[Doc, tuple[list[Row], _Dates]] = WeakKeyDictionary()
CLITICS = frozenset(("me", "te", "se", "nos", "lo", "la", "los", "las", "le", "les"))


@cache
def markers(kind: str) -> frozenset[str]:
    """Markers of one kind in `speech_markers.csv`, as written."""
    return frozenset(row["marker"] for row in read_lexicon("speech_markers") if row["kind"] == kind)


@lru_cache(maxsize=1)
def _fillers() -> dict[str, list[tuple[str, ...]]]:
    return _by_first(markers("filler"))


def _by_first(phrases: frozenset[str]) -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True):
        table.setdefault(words[0], []).append(words)
    return table


@cache
def _last_words() -> frozenset[str]:
    """Last words of fillers and of what names their day."""
    return frozenset(words[-1] for phrases in _fillers().values() for words in phrases) | _DAYS | {"pasado"}


def may_end_filler(doc: Doc, at: int, *, dates: bool) -> bool:
    """Whether a filler or, with `dates`, a date can end at a token: most tokens need not be tried."""
    word = lower_words(doc)[at]
    return word in _last_words() or word.endswith("mente") or (dates and at in _dates(doc).covered)


def skip_fillers(doc: Doc, at: int, end: int, *, dates: bool = True) -> int:
    """First token from `at` that is no filler ("además", "el mes pasado") nor the comma round one."""
    words = lower_words(doc)
    while at < end:
        size = _filler_at(words, at, end) or (dates and _date_at(doc, words, at, end))
        if size:
            at += size
        elif words[at] == "," and at + 1 < end and _filler_at(words, at + 1, end):
            at += 1
        else:
            break
    return at


def _date_at(doc: Doc, words: list[str], at: int, end: int) -> int:
    """Tokens of a date that begins at `at`, with what leads to it: "confirmó | el pasado 3 de mayo | que …"."""
    lead = at
    while lead < end and lead - at < 3 and words[lead] in _TO_DATES:
        lead += 1
    ends = _dates(doc).ends
    for start in range(at, min(lead + 1, end)):
        if start in ends:
            return min(end, ends[start]) - at
    return 0


class _Dates(NamedTuple):
    """Dates of a text by tokens: the end of each by its start, and all tokens inside of one."""

    ends: dict[int, int]
    covered: frozenset[int]


def _dates(doc: Doc) -> _Dates:
    rows = rows_of(doc, "dates")
    known = _DATES.get(doc)
    if known is None or known[0] is not rows:
        known = _DATES[doc] = rows, _by_tokens(offsets_of(doc), rows)
    return known[1]


def _by_tokens(offsets: list[int], rows: list[Row]) -> _Dates:
    ends: dict[int, int] = {}
    for row in rows:
        start = bisect_left(offsets, row["start"])
        if row["type"] in ("DATE", "TIME") and offsets[start] == row["start"]:
            ends[start] = max(start, bisect_left(offsets, row["end"], hi=len(offsets) - 1))
    return _Dates(ends, frozenset(i for start, end in ends.items() for i in range(start, end)))


def _filler_at(words: list[str], at: int, end: int) -> int:
    for phrase in _fillers().get(words[at], ()):
        stop = at + len(phrase)
        if stop <= end and (len(phrase) == 1 or tuple(words[at:stop]) == phrase):
            return len(phrase) + _day_details(words, stop, end, phrase[-1])
    return 1 if words[at].endswith("mente") else 0


def _day_details(words: list[str], at: int, end: int, last: str) -> int:
    """Words that go on naming the day: "hoy | jueves", "el lunes | pasado"."""
    following = words[at] if at < end else ""
    if last in ("hoy", "ayer") and following in _DAYS:
        return 1
    return int(last in _DAYS and following == "pasado")
