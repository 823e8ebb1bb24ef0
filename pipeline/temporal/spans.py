"""The same expressions in the conventions of TimeML corpora such as HourGlass.

Beyond the news conventions, the leading article and "más de" belong to the span, the ends of a range are two dates, a
day without a year is in the current year, vague adverbs ("actualmente") are marked, and hours have no leading zero.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import spacy
from spacy.language import Language

from pipeline.temporal.find import find_timexes
from pipeline.temporal.tense import direction_finder

Span = tuple[int, int, str, str | None]

_ARTICLE = re.compile(r"\b(?:el|la|los|las|del|al)\s+$", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:más de|menos de|casi|unos|unas|alrededor de|cerca de)\s+$", re.IGNORECASE)


def timex_spans(text: str, reference: dt.date | None) -> list[Span]:
    """(start, end, type, value) of every expression of time, as TIMEX3 has them: "el lunes" and not "lunes".

    `reference` is the day of publication. Offsets are characters of `text`, which should be NFC.
    """
    if isinstance(reference, dt.datetime):
        reference = reference.date()
    spans: list[Span] = []
    at = 0
    for found in find_timexes(text, reference, direction=direction_finder(_blank()(text)), timeml=True):
        lead = _ABOUT if found.timex.type == "DURATION" else _ARTICLE
        before = lead.search(text, max(at, found.start - 15), found.start)
        start = before.start() if before else found.start
        spans.append((start, found.end, found.timex.type, _hours(found.timex.value)))
        at = found.end
    return spans


@cache
def _blank() -> Language:
    return spacy.blank("es")


def _hours(value: str | None) -> str | None:
    """The hour as HourGlass writes it, `T3:00`."""
    return re.sub(r"T0(\d:)", r"T\1", value) if value else value
