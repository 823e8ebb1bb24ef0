"""Resolver of the time of day: "a las 14:30 hora local", "0800 GMT", "a las tres de la tarde"."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.knowledge.lexicon import per_lexicon
from pipeline.stages.dates import groups, weekday_rules
from pipeline.stages.dates.context import DateContext, TimeExpression, Timex
from pipeline.stages.dates.neighbours import has_word_before
from pipeline.stages.dates.patterns import expand
from pipeline.text import timex
from pipeline.text.word_values import surfaces

_FRACTIONS = {"y media": 30, "y cuarto": 15, "menos cuarto": -15}


def clock(match: re.Match[str], context: DateContext) -> Timex | None:
    """Return a time of day on the day named before in the sentence, else on the day of publication."""
    is_time = _is_time if context.timeml else _is_marked
    if not is_time(match, context):
        return None
    hour, minute = divmod(_minutes_of_day(match), 60)
    if not 0 <= hour <= 24:
        return None
    day = _day_meant(match, context)
    zone = surfaces("date_zones").get(groups.one_blank(groups.first(match, "zone") or ""), "")
    second = f":{said}" if (said := groups.first(match, "sec")) else ""
    return Timex("TIME", f"{day.isoformat() if day else ''}T{hour:02d}:{minute:02d}{second}{zone}", context.reference)


def _minutes_of_day(match: re.Match[str]) -> int:
    """Return the minutes from midnight to the time said, "quarter past" and the like counted in."""
    hour = _of_24(match, groups.whole_number(match["h"]))
    minute = int(groups.first(match, "min", "min_b") or "0") + _minutes_beside(match)
    if hour == 1 and minute < 0:  # "la una menos diez" is after noon, not after midnight
        hour = 13
    return hour * 60 + minute


def _day_meant(match: re.Match[str], context: DateContext) -> dt.date | None:
    """Return the day of a time.

    It is the one that follows it, else the one named before it in the sentence, else the day of publication.
    """
    day = _day_after(match, context)
    if day is None:
        day = context.day_in_sentence(within=120, before=match.start()) or context.reference
    return day + dt.timedelta(days=1) if day and _is_after_midnight(match, context) else day


def _is_after_midnight(match: re.Match[str], context: DateContext) -> bool:
    """Whether an early hour belongs to the day after the night named before it.

    "anoche estuvieron hasta las dos de la mañana": that is today.
    """
    if groups.first(match, "part") not in ("mañana", "madrugada") or not context.seen:
        return False
    last = context.seen[-1]
    names_night = (last.timex.value or "").endswith("TNI")
    return names_night and "." not in context.text[last.end : match.start()]


@per_lexicon
def _day_pattern() -> re.Pattern[str]:
    return re.compile(expand(r"del (?:dia )?{daynum} de {month}"))


@per_lexicon
def _weekday_pattern() -> re.Pattern[str]:
    return re.compile(expand(r"(?:del|de) (?:{when} )?{weekday}"))


def _day_after(match: re.Match[str], context: DateContext) -> dt.date | None:
    """Return the day that follows the time.

    "las 00:00 horas del 1 de mayo", "a las 16.53 hora local del martes".
    """
    if weekday := _weekday_pattern().match(context.folded, match.end() + 1):
        found = weekday_rules.weekday(weekday, context)
        return dt.date.fromisoformat(found.value) if found and found.value else None
    after = _day_pattern().match(context.folded, match.end() + 1)
    if after is None or context.reference is None:
        return None
    month, day = groups.month_of(after), groups.day_of(after)
    return timex.day_near(context.reference, month, day, timex.NEAREST) if month and day else None


def hour_range(match: re.Match[str], context: DateContext) -> list[TimeExpression] | None:
    """Return both hours of a range as two times: "de 10 a 14 h"."""
    day = context.previous("D", within=120, before=match.start()) or context.reference
    found = []
    for end in ("a", "b"):
        hour, minute = int(match[f"h_{end}"]), int(match[f"min_{end}"] or "0")
        value = f"{day.isoformat() if day else ''}T{hour:02d}:{minute:02d}"
        last = match.end() if end == "b" else max(match.end("h_a"), match.end("min_a"))
        found.append(TimeExpression(match.start(f"h_{end}"), last, Timex("TIME", value, context.reference), ""))
    return found


def _minutes_beside(match: re.Match[str]) -> int:
    """Return the minutes that words beside a time add to it.

    They are less than none for "menos cuarto" and "diez para las ocho".
    """
    if groups.first(match, "quarter"):
        return -15
    if before := groups.first(match, "n_before"):  # "diez para las ocho"
        return -groups.whole_number(before)
    words = groups.first(match, "frac") or ""
    minutes = groups.whole_number(groups.first(match, "n_off"))
    return _FRACTIONS.get(words, -minutes if words.startswith("menos") else minutes)


def _is_marked(match: re.Match[str], context: DateContext) -> bool:
    """Whether a number is marked as an hour, for a bare one is not enough.

    "a las 10" may end a clause, but "a las 10 economías" counts.
    """
    if groups.first(match, "min", "min_b", "frac", "zone", "part", "noon", "ampm"):
        return True
    before = context.before(match.start() + len("a "))
    if re.search(r"\bh(?:oras|s|rs)?\b", match[0]):  # "a las 14 horas"; "las 24 horas" are a day
        return (
            re.search(r"\b(?:a|desde|hasta|sobre|hacia|entre|de|para|tras|y|pasadas|dadas)\s*(?:las?)?$", before)
            is not None
        )
    ends = re.match(r"\s*(?:[,.;)]|$)", context.after(match.end())) is not None
    return match[0].startswith("a ") and ends


def _is_time(match: re.Match[str], context: DateContext) -> bool:
    """Whether a number is a time of day for TimeML corpora, which mark bare hours too.

    "son las 3" does, "las 3 dijeron lo mismo" does not.
    """
    if not re.match(r"(?:a )?las?\s", match[0]) or groups.first(
        match, "min", "frac", "zone", "part", "noon", "ampm", "quarter", "n_before"
    ):
        return True
    if re.search(r"(?:h|hs|hrs|horas|punto|pico|tantos|pasadas)$", match[0]):
        return True
    after = context.after(match.end())
    if re.match(r"\s+\w*[aeo]s\b", after) or _counts_things(after):
        return False
    if match[0].startswith("a ") or has_word_before("before an hour", match.start(), context):
        return True
    return context.opens_sentence(match.start()) and re.match(r"\s*(?:[.!?,;]|$)", after) is not None


def _counts_things(after: str) -> bool:
    """Whether a number before "de" counts things and is no hour: "a las tres de la lista"."""
    return re.match(r"\s+de\s+(?!la\b|ayer|hoy|mañana|este|el|del)", after) is not None


def _of_24(match: re.Match[str], hour: int) -> int:
    """Return the hour of 24 that is meant by one of 12.

    "las 8 de la noche" is 20, "12 de la noche" 24, "12 a.m." 0.
    """
    part, half = groups.first(match, "part"), _half_of_day(match)
    if hour == 12 and part == "noche":
        return 24
    if hour == 12 and (part == "madrugada" or half.startswith("am")):
        return 0
    after_noon = part in ("tarde", "noche") or half.startswith("p")
    return hour + 12 if after_noon and hour < 12 else hour


def _half_of_day(match: re.Match[str]) -> str:
    """Return what the match says of the half of the day, "am" or "pm"; other letters of it where it says nothing."""
    return groups.first(match, "ampm") or re.sub(r"[\d:. ]", "", match[0])


RESOLVERS = {"clock": clock, "hour_range": hour_range}
