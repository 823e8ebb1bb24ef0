"""Markers of speech and the small words that may stand between a verb and what was said."""

from __future__ import annotations

from functools import cache, lru_cache

from spacy.tokens import Doc

from pipeline.lexicon import read_lexicon

_DAYS = frozenset(("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"))
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


def skip_fillers(doc: Doc, at: int, end: int) -> int:
    """First token from `at` that is no filler ("además", "en rueda de prensa") nor the comma round one."""
    while at < end:
        size = _filler_at(doc, at, end)
        if size:
            at += size
        elif doc[at].text == "," and at + 1 < end and _filler_at(doc, at + 1, end):
            at += 1
        else:
            break
    return at


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
