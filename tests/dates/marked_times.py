"""Sentences with marked expressions of time: `2013-06-12 | Llegó el [lunes|DATE|2013-06-10].`, the day first.

The day is the reference, `-` for none. A mark is surface, TIMEX3 type and value, `-` for no value; what is not marked
must not be found. Lines that begin with `#` name the group below them.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "sentences"

_MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\|([^\]]+)\]")

Span = tuple[int, int, str, str | None]


class Sentence(NamedTuple):
    """A plain sentence with the spans that must be found in it: start, end, type, value."""

    group: str
    reference: dt.date | None
    text: str
    spans: tuple[Span, ...]


def read_sentences(name: str) -> list[Sentence]:
    """The sentences of a file in `tests/dates/sentences`. Raises ValueError for a line without a day."""
    group, found = "", []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            group = line.lstrip("# ")
        elif line.strip():
            day, _, marked = line.partition(" | ")
            found.append(read_marked(group, None if day == "-" else dt.date.fromisoformat(day), marked))
    return found


def read_marked(group: str, reference: dt.date | None, marked: str) -> Sentence:
    """One sentence, its marks taken out."""
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        value = None if mark[3] == "-" else mark[3]
        spans.append((len(text), len(text) + len(mark[1]), mark[2], value))
        text, at = text + mark[1], mark.end()
    return Sentence(group, reference, text + marked[at:], tuple(spans))
