"""The same expressions in the conventions of TimeML corpora: the leading article belongs to the span."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.temporal.find import find_timexes

Span = tuple[int, int, str, str | None]

_ARTICLE = re.compile(r"\b(?:el|la|los|las|del|al)\s+$", re.IGNORECASE)


def timex_spans(text: str, reference: dt.date | None) -> list[Span]:
    """(start, end, type, value) of every expression of time, as TIMEX3 has them: "el lunes" and not "lunes".

    `reference` is the day of publication. Offsets are characters of `text`, which should be NFC.
    """
    spans: list[Span] = []
    for found in find_timexes(text, reference):
        start = found.start
        if article := _ARTICLE.search(text, max(0, start - 5), start):
            start = article.start()
        spans.append((start, found.end, found.timex.type, found.timex.value))
    return spans
