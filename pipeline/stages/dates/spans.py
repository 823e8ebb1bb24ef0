"""Expressions of time as spans, in the conventions of TimeML corpora such as HourGlass or in those of the tables.

What TimeML has otherwise than the tables (`conventions="timeml"`):

- the leading article and "más de" are inside the span: "el lunes", "más de dos días";
- the two ends of a range are two dates: "del 2" and "al 15 de agosto";
- a day and the hour beside it are one time: "el lunes a las 9:30";
- a day or month without a year is in the current year;
- vague adverbs ("actualmente"), bare hours ("las 10"), ages and adjectives ("informe trimestral") are marked;
- "dentro de dos meses" is the length "dos meses", "hace un año y dos meses" a length, "los últimos años" PXY;
- hours have no leading zero, "mediodía" is T12:00, "dos años y medio" P2.5Y.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Literal

import spacy
from spacy.language import Language

from pipeline.stages.dates.context import TimeExpression
from pipeline.stages.dates.find import find_timexes
from pipeline.stages.dates.tense import direction_finder

Span = tuple[int, int, str, str | None]
Conventions = Literal["timeml", "news"]

#: Names of the two sets of conventions.
CONVENTIONS: tuple[Conventions, ...] = ("timeml", "news")

_ARTICLE = re.compile(r"\b(?:el|la|los|las|del|al|un)\s+$", re.IGNORECASE)
_PLURAL_ARTICLE = re.compile(r"\b(?:los|las)\s+$", re.IGNORECASE)
#: Words before a length that belong to it, with the `mod` of TIMEX3 they stand for.
_ABOUT = (
    (re.compile(r"\b(?:(?:poco|algo) )?más de\s+$", re.IGNORECASE), "MORE_THAN"),
    (re.compile(r"\bmenos de\s+$", re.IGNORECASE), "LESS_THAN"),
    (re.compile(r"\b(?:al menos|por lo menos|como mínimo)\s+$", re.IGNORECASE), "EQUAL_OR_MORE"),
    (re.compile(r"\b(?:como máximo|a lo sumo)\s+$", re.IGNORECASE), "EQUAL_OR_LESS"),
    (re.compile(r"\b(?:casi|unos|unas|alrededor de|cerca de|aproximadamente)\s+$", re.IGNORECASE), "APPROX"),
)
#: No article before these: an adjective, and the second of two days that share a month.
_NO_ARTICLE = re.compile(r"recientes?$", re.IGNORECASE)
_SHARED = ("timeml.day_pair",)

_DAY = re.compile(r"\d{4}-\d\d-\d\d|XXXX-WXX-\d|XXXX-XX-XX")
_HOUR = re.compile(r"T\d\d:\d\d(?::\d\d)?Z?$")
#: Between a day and its hour, and between an hour and its day.
_AT = re.compile(
    r",?\s+(?:a|sobre|hacia|desde)\s+(?:eso\s+de\s+)?(?:la|las)?\s*|,\s+(?:las|la)\s+|,?\s+", re.IGNORECASE
)
_OF = re.compile(r"\s+(?:del?|de\s+este|de\s+la)\s+|,?\s+(?:el\s+)?", re.IGNORECASE)


def timex_spans(
    text: str, reference: dt.date | dt.datetime | None, *, conventions: Conventions = "timeml"
) -> list[Span]:
    """Return start, end, type and value of every expression of time in `text`, type and value as in TIMEX3.

    `conventions` are "timeml", where a span is "el lunes", or "news", those of the tables: "lunes". `reference` is the
    day of publication; without one the value of a relative expression is None. Offsets are characters of `text`, which
    should be NFC. Raises ValueError for unknown conventions and TypeError for a reference that is no date.
    """
    return [(f.start, f.end, f.timex.type, f.timex.value) for f in annotate(text, reference, conventions=conventions)]


def annotate(
    text: str, reference: dt.date | dt.datetime | None, *, conventions: Conventions = "timeml"
) -> list[TimeExpression]:
    """Return what `timex_spans` does, with the anchor, `mod` and rule of each.

    Raises ValueError and TypeError as it does.
    """
    if conventions not in CONVENTIONS:
        raise ValueError(f"unknown conventions '{conventions}': choose {' or '.join(CONVENTIONS)}")
    if isinstance(reference, dt.datetime):
        reference = reference.date()
    if not (reference is None or isinstance(reference, dt.date)):
        raise TypeError(f"the reference must be a datetime.date or None, not {type(reference).__name__}")
    timeml = conventions == "timeml"
    found = find_timexes(text, reference, direction=direction_finder(_blank_pipeline()(text)), timeml=timeml)
    return _follow_timeml(text, found) if timeml else found


@cache
def _blank_pipeline() -> Language:
    return spacy.blank("es")


def _follow_timeml(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    out: list[TimeExpression] = []
    for item in found:
        item = _add_lead(text, item, out[-1].end if out else 0)
        if out and (joined := _join_day_and_hour(text, out[-1], item)):
            out[-1] = joined
            continue
        if out:
            out[-1] = _move_to_afternoon(text, out[-1], item)
        out.append(item)
    return [item._replace(timex=item.timex._replace(value=_hourglass_value(item.timex.value))) for item in out]


def _add_lead(text: str, found: TimeExpression, after: int) -> TimeExpression:
    """Return the span with its article or "más de"."""
    at = max(after, found.start - 20)
    if found.timex.type == "DURATION":
        for pattern, mod in _ABOUT:
            if before := pattern.search(text, at, found.start):
                return found._replace(start=before.start(), timex=found.timex._replace(mod=mod))
        before = _PLURAL_ARTICLE.search(text, at, found.start)
    elif found.rule in _SHARED or _NO_ARTICLE.match(text, found.start, found.end):
        before = None
    else:
        before = _ARTICLE.search(text, at, found.start)
    return found._replace(start=before.start()) if before else found


def _join_day_and_hour(text: str, first: TimeExpression, second: TimeExpression) -> TimeExpression | None:
    """Return a day and the hour beside it as one time; None for what stands apart.

    "el lunes a las 9:30", "las 9:30 del lunes".
    """
    between = text[first.end : second.start]
    if _is_hour(second) and _is_day(first) and _AT.fullmatch(between):
        day, hour = first, second
    elif _is_hour(first) and _is_day(second) and _OF.fullmatch(between):
        day, hour = second, first
    else:
        return None
    date, _, part = (day.timex.value or "").partition("T")
    clock = (hour.timex.value or "").partition("T")[2]
    if part in ("AF", "NI", "EV") and int(clock[:2]) < 12:
        clock = f"{int(clock[:2]) + 12:02d}{clock[2:]}"
    kind = "SET" if day.timex.type == "SET" else "TIME"
    joined = day.timex._replace(type=kind, value=f"{date}T{clock}")
    return TimeExpression(first.start, second.end, joined, day.rule)


def _move_to_afternoon(text: str, first: TimeExpression, second: TimeExpression) -> TimeExpression:
    """Return the first hour, of the afternoon where the second hour of its range is.

    "entre las cinco y las ocho de la tarde".
    """
    if not (_is_hour(first) and _is_hour(second)) or not re.fullmatch(
        r"\s+(?:y|a|hasta)\s+", text[first.end : second.start]
    ):
        return first
    date, _, clock = (first.timex.value or "").partition("T")
    hour, until = int(clock[:2]) + 12, int((second.timex.value or "").partition("T")[2][:2])
    if not 13 <= hour < until or re.search(r"mañana|madrugada|[ap]\.?m", text[first.start : first.end]):
        return first
    return first._replace(timex=first.timex._replace(value=f"{date}T{hour:02d}{clock[2:]}"))


def _is_day(found: TimeExpression) -> bool:
    """Whether the expression is one day, or one weekday of every week, with a part of the day or none."""
    date, _, part = (found.timex.value or "").partition("T")
    return found.timex.type in ("DATE", "TIME", "SET") and bool(_DAY.fullmatch(date)) and not part[:1].isdigit()


def _is_hour(found: TimeExpression) -> bool:
    return found.timex.type == "TIME" and _HOUR.search(found.timex.value or "") is not None


def _hourglass_value(value: str | None) -> str | None:
    """Return hours as HourGlass writes them: `T3:00`, and `T12:00` for noon."""
    if value is None:
        return None
    return re.sub(r"T0(\d:)", r"T\1", re.sub(r"TMI$", "T12:00", value))
