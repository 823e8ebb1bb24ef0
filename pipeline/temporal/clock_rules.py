"""Resolver of the time of day: "a las 14:30 hora local", "0800 GMT", "a las tres de la tarde"."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from pipeline import timex
from pipeline.temporal import groups
from pipeline.temporal.context import Context, Timex
from pipeline.temporal.lexicons import surfaces
from pipeline.temporal.numbers import parse_number
from pipeline.temporal.patterns import expand

_FRACTIONS = {"y media": 30, "y cuarto": 15, "menos cuarto": -15}
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


def clock(match: re.Match[str], context: Context) -> Timex | None:
    """A time of day on the day named before in the sentence, else on the day of publication."""
    hour = int(parse_number(match["h"]) or 0)
    minute = int(groups.first(match, "min", "min_b") or 0) + _fraction(match)
    if not context.timeml and not _marked(match, context):
        return None
    hour = _afternoon(match, hour)
    hour, minute = divmod(hour * 60 + minute, 60)
    if not 0 <= hour <= 24:
        return None
    day = _day_behind(match, context)
    if day is None:
        day = context.previous("D", within=120, before=match.start())
        if day is None or _SENTENCE_END.search(context.text[context.seen[-1].end : match.start()]):
            day = context.reference
    zone = surfaces("date_zones").get(" ".join((groups.first(match, "zone") or "").split()), "")
    return Timex("TIME", f"{day.isoformat() if day else ''}T{hour:02d}:{minute:02d}{zone}", context.reference)


@cache
def _day_pattern() -> re.Pattern[str]:
    return re.compile(expand(r"del (?:dia )?{daynum} de {month}"))


def _day_behind(match: re.Match[str], context: Context) -> dt.date | None:
    """The day that follows the time: "las 00:00 horas del 1 de mayo"."""
    after = _day_pattern().match(context.folded, match.end() + 1)
    if after is None or context.reference is None:
        return None
    month, day = groups.month_of(after), groups.day_of(after)
    return timex.day_near(context.reference, month, day, timex.NEAREST) if month and day else None


def _fraction(match: re.Match[str]) -> int:
    words = groups.first(match, "frac") or ""
    minutes = int(parse_number(groups.first(match, "n_off") or "") or 0)
    return _FRACTIONS.get(words, -minutes if words.startswith("menos") else minutes)


def _marked(match: re.Match[str], context: Context) -> bool:
    """A bare number needs more: "a las 10" at the end of a clause, never "a las 10 economías"."""
    if groups.first(match, "min", "min_b", "frac", "zone", "part", "noon", "ampm"):
        return True
    before = context.folded[max(0, match.start() - 12) : match.start() + 2]
    if re.search(r"\bh(?:oras|s|rs)?\b", match[0]):  # "a las 14 horas"; "las 24 horas" are a day
        return re.search(r"\b(?:a|desde|hasta|sobre|hacia|entre|de|para|tras|y)\s*(?:las?)?$", before) is not None
    ends = re.match(r"\s*(?:[,.;)]|$)", context.folded[match.end() :]) is not None
    return match[0].startswith("a ") and ends


def _afternoon(match: re.Match[str], hour: int) -> int:
    half = groups.first(match, "ampm") or re.sub(r"[\d:. ]", "", match[0])
    later = groups.first(match, "part") in ("tarde", "noche") or half.startswith("p")
    return hour + 12 if later and hour < 12 else hour


RESOLVERS = {"clock": clock}
