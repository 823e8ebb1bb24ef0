"""Resolvers of what TimeML corpora mark beyond the news conventions: "actualmente", "las 10", "tres veces al día"."""

from __future__ import annotations

import datetime as dt
import re

from pipeline import timex
from pipeline.temporal import groups
from pipeline.temporal.clock_rules import clock
from pipeline.temporal.context import Context, Found, Timex
from pipeline.temporal.duration_rules import parse_duration
from pipeline.temporal.lexicons import surfaces, units
from pipeline.temporal.numbers import parse_number

Match = re.Match[str]


def fixed_past(match: Match, context: Context) -> Timex | None:
    """ "últimamente"."""
    return Timex("DATE", "PAST_REF")


def fixed_present(match: Match, context: Context) -> Timex | None:
    """ "actualmente"."""
    return Timex("DATE", "PRESENT_REF")


def fixed_future(match: Match, context: Context) -> Timex | None:
    """ "el día de mañana"."""
    return Timex("DATE", "FUTURE_REF")


def times_in(match: Match, context: Context) -> Timex | None:
    """ "tres veces al día", "una vez cada semana": the value is the stretch that repeats."""
    word = groups.first(match, "one", "one_b", "one_c")
    parts = parse_duration(match["dur"]) if word is None else [(units()[word][1], units()[word][0])]
    return Timex("SET", timex.duration_value(list(parts))) if parts else None


def weekday_name(match: Match, context: Context) -> Timex | None:
    """ "Martes." by itself is any Tuesday."""
    if not re.search(r"(?:^|[.!?\n])\s*$", context.text[: match.start()]):
        return None
    return Timex("DATE", f"XXXX-WXX-{groups.weekday_of(match)}")


def whole_unit(match: Match, context: Context) -> Timex | None:
    """ "todo el año", "un gran día"."""
    name, size, _ = units()[match["one"]]
    return Timex("DURATION", timex.duration_value([(size, name)]))


def days_of_now(match: Match, context: Context) -> list[Found] | None:
    """ "los días 1 y 2" without a month: of the current one."""
    if context.reference is None:
        return None
    found: list[Found] = []
    for name in ("daynum_a", "daynum_b", "daynum_c", "daynum_d"):
        if match[name] and (day := timex.make_day(context.reference.year, context.reference.month, int(match[name]))):
            found.append(Found(*match.span(name), Timex("DATE", day.isoformat(), context.reference), ""))
    return found


def after_tomorrow(match: Match, context: Context) -> Timex | None:
    """ "lo veremos pasado", short for "pasado mañana"."""
    if context.reference is None:
        return None
    return Timex("DATE", (context.reference + dt.timedelta(days=2)).isoformat(), context.reference)


def daypart_same(match: Match, context: Context) -> Timex | None:
    """ "esa noche" of the last day named."""
    day = context.last_day()
    part = surfaces("date_dayparts")[match["part"]]
    return Timex("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}", day)


def midnight(match: Match, context: Context) -> Timex | None:
    """ "la medianoche" of any day."""
    return Timex("TIME", "T24:00")


RESOLVERS = {
    f.__name__: f
    for f in (
        fixed_past, fixed_present, fixed_future, times_in, whole_unit, days_of_now, after_tomorrow, daypart_same,
        midnight, weekday_name, clock,
    )
}  # fmt: skip
