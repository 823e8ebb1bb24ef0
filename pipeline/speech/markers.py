"""Markers of speech and the small words that may stand between a verb and what was said."""

from __future__ import annotations

from functools import cache, lru_cache
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

from pipeline.attributes import Row, rows_of
from pipeline.lexicon import read_lexicon

_DAYS = frozenset(("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"))
#: What may lead to a date: "en la mañana del lunes", "este lunes", "a principios de mayo".
_TO_DATES = frozenset(("el", "la", "los", "este", "esta", "en", "durante", "desde", "pasado", "pasada", "mismo"))
_DATES: WeakKeyDictionary[Doc, tuple[list[Row], dict[int, int]]] = WeakKeyDictionary()
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


def skip_fillers(doc: Doc, at: int, end: int, *, dates: bool = True) -> int:
    """First token from `at` that is no filler ("además", "el mes pasado") nor the comma round one."""
    while at < end:
        size = _filler_at(doc, at, end) or (dates and _date_at(doc, at, end))
        if size:
            at += size
        elif doc[at].text == "," and at + 1 < end and _filler_at(doc, at + 1, end):
            at += 1
        else:
            break
    return at


def _date_at(doc: Doc, at: int, end: int) -> int:
    """Tokens of a date that begins at `at`, with what leads to it: "confirmó | el pasado 3 de mayo | que …"."""
    lead = at
    while lead < end and lead - at < 3 and doc[lead].lower_ in _TO_DATES:
        lead += 1
    for start in range(at, lead + 1):
        stop = _dates(doc).get(doc[start].idx if start < end else -1, -1)
        if stop >= 0:
            after = start
            while after < end and doc[after].idx < stop:
                after += 1
            return after - at
    return 0


def _dates(doc: Doc) -> dict[int, int]:
    """End by start of the dates of the text, in characters."""
    rows = rows_of(doc, "dates")
    known = _DATES.get(doc)
    if known is None or known[0] is not rows:
        known = _DATES[doc] = rows, {row["start"]: row["end"] for row in rows if row["type"] in ("DATE", "TIME")}
    return known[1]


def _filler_at(doc: Doc, at: int, end: int) -> int:
    for words in _fillers().get(doc[at].lower_, ()):
        if at + len(words) <= end and all(doc[at + n].lower_ == word for n, word in enumerate(words)):
            return len(words) + _day_details(doc, at + len(words), end, words[-1])
    return 1 if doc[at].lower_.endswith("mente") else 0


def _day_details(doc: Doc, at: int, end: int, last: str) -> int:
    """Words that go on naming the day: "hoy | jueves", "el lunes | pasado"."""
    following = doc[at].lower_ if at < end else ""
    if last in ("hoy", "ayer") and following in _DAYS:
        return 1
    return int(last in _DAYS and following == "pasado")
