"""Resolvers of what TimeML corpora mark beyond the news conventions: "actualmente", "las 10", "tres veces al día"."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.stages.dates import groups
from pipeline.stages.dates.context import DateContext, TimeExpression, Timex, date_of
from pipeline.text import timex
from pipeline.text.numbers import parse_number
from pipeline.text.word_values import surfaces

Match = re.Match[str]


def fixed_past(match: Match, context: DateContext) -> Timex | None:
    """Return a vague past: "últimamente"."""
    return Timex("DATE", "PAST_REF")


def fixed_present(match: Match, context: DateContext) -> Timex | None:
    """Return a vague present: "actualmente"."""
    return Timex("DATE", "PRESENT_REF")


def fixed_future(match: Match, context: DateContext) -> Timex | None:
    """Return a vague future: "el día de mañana"."""
    return Timex("DATE", "FUTURE_REF")


def weekday_name(match: Match, context: DateContext) -> Timex | None:
    """Return the set of a weekday that stands by itself: "Martes." is any Tuesday."""
    alone = context.opens_sentence(match.start())
    return Timex("DATE", f"XXXX-WXX-{groups.weekday_of(match)}") if alone else None


def month_name(match: Match, context: DateContext) -> Timex | None:
    """Return any month of that name, for one that stands by itself: "Junio." is any June."""
    return Timex("DATE", f"XXXX-{groups.month_of(match):02d}") if context.opens_sentence(match.start()) else None


def whole_unit(match: Match, context: DateContext) -> Timex | None:
    """Return the length of one whole unit or part of the day: "todo el año", "un gran día", "toda la noche" (PT1NI)."""
    if part := groups.first(match, "part"):
        return Timex("DURATION", f"PT1{surfaces('date_dayparts')[part]}")
    name, size, _ = groups.unit_of(match, "one")
    return Timex("DURATION", timex.duration_value([(size, name)]))


def part_count(match: Match, context: DateContext) -> Timex | None:
    """Return a number of parts of the day as a length, as HourGlass writes it.

    "dos noches" is PT2NI, "varias mañanas" PTXTMO.
    """
    part = surfaces("date_dayparts", forms="plural")[match["parts"]]
    number = parse_number(match["n"]) if match["n"] else None
    return Timex("DURATION", f"PT{timex.number_value(number)}{part}" if number else f"PTXT{part}")


def some_time(match: Match, context: DateContext) -> Timex | None:
    """Return a length of some minutes ("un rato") or some months ("un tiempo")."""
    return Timex("DURATION", "PXM" if match[0].endswith("tiempo") else "PTXM")


def duration_short(match: Match, context: DateContext) -> Timex | None:
    """Return a length with abbreviated units: "45 min", "3 hrs", "3 h y 20 min"."""
    units_of = {"h": "H", "m": "MIN", "s": "S"}
    parts = [
        (parse_number(match[f"number{suffix}"], decimal=","), units_of[match[f"short{suffix}"][0]])
        for suffix in ("", "_b")
        if groups.first(match, f"number{suffix}")
    ]
    return Timex("DURATION", timex.duration_value(parts))


# ------------------------------------------------------------------------------------------------ sets
def every_part(match: Match, context: DateContext) -> Timex | None:
    """Return the set of a part of the day or a season that comes again.

    "todas las tardes", "cada noche", "los veranos".
    """
    if season := groups.first(match, "seasons"):
        return Timex("SET", f"XXXX-{surfaces('date_seasons', forms='plural')[season]}")
    plural = groups.first(match, "parts")
    part = surfaces("date_dayparts", forms="plural")[plural] if plural else surfaces("date_dayparts")[match["part"]]
    return Timex("SET", f"XXXX-XX-XXT{part}")


def every_weekend(match: Match, context: DateContext) -> Timex | None:
    """Return the set of all weekends: "los fines de semana"."""
    return Timex("SET", "XXXX-WXX-WE")


def weekdays_set(match: Match, context: DateContext) -> list[TimeExpression]:
    """Return both ends of a range of weekdays as sets: "de lunes a viernes"."""
    return [
        TimeExpression(*match.span(name), Timex("SET", f"XXXX-WXX-{groups.weekday_of(match, name)}"), "")
        for name in ("weekday_a", "weekday_b")
    ]


# ------------------------------------------------------------------------------------------------ days
def next_day(match: Match, context: DateContext) -> Timex | None:
    """Return the next or the last day, seen from that of publication: "el próximo día", "el último día"."""
    said = groups.when_of(match)
    step = 1 if said is None else said
    if context.reference is None or step == 0:
        return None
    return date_of(timex.shift(context.reference, step, "D").isoformat(), context.reference)


def deictic_today(match: Match, context: DateContext) -> Timex | None:
    """Return the day of publication: "en el día"."""
    return date_of(context.reference.isoformat(), context.reference) if context.reference else None


def days_of_now(match: Match, context: DateContext) -> list[TimeExpression] | None:
    """Return the days of the current month, named without it: "los días 1 y 2"."""
    if context.reference is None:
        return None
    found: list[TimeExpression] = []
    for name in ("daynum_a", "daynum_b", "daynum_c", "daynum_d"):
        if match[name] and (day := timex.make_day(context.reference.year, context.reference.month, int(match[name]))):
            start = match.start(name) if found else match.start()
            found.append(TimeExpression(start, match.end(name), Timex("DATE", day.isoformat(), context.reference), ""))
    return found


def after_tomorrow(match: Match, context: DateContext) -> Timex | None:
    """Return the day after tomorrow, for which "pasado" is short: "lo veremos pasado"."""
    if context.reference is None:
        return None
    return Timex("DATE", (context.reference + dt.timedelta(days=2)).isoformat(), context.reference)


def daypart_same(match: Match, context: DateContext) -> Timex | None:
    """Return a part of the last day named ("esa noche"), or a length of time ("aquella noche")."""
    day = context.last_day()
    part = surfaces("date_dayparts")[match["part"]]
    if match[0].startswith("aquel"):
        return Timex("DURATION", f"PT1{part}")
    return Timex("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}", day)


def midnight(match: Match, context: DateContext) -> Timex | None:
    """Return midnight of any day: "la medianoche"."""
    return Timex("TIME", "T24:00")


# ------------------------------------------------------------------------------------------------ longer stretches
def other_unit(match: Match, context: DateContext) -> Timex | None:
    """Return the next unit, or the last one where the verb looks back: "la otra semana"."""
    if context.reference is None:
        return None
    name = groups.unit_of(match)[2]
    step = -1 if context.direction(*groups.place(match)) == timex.PAST else 1
    return date_of(timex.unit_value(timex.shift(context.reference, step, name), name), context.reference)


def year_two(match: Match, context: DateContext) -> Timex | None:
    """Return a year of two digits: "el 92"."""
    return date_of(f"{groups.year_of(match):04d}")


def year_any(match: Match, context: DateContext) -> Timex | None:
    """Return a year of three or four digits, or in words: "el año 247", "año mil doscientos"."""
    number = groups.whole_number(match["number"])
    return date_of(f"{number:04d}") if 100 <= number <= 2100 else None


def month_numeric(match: Match, context: DateContext) -> Timex | None:
    """Return a month in digits: "11/2016", "2016-11"."""
    return date_of(timex.month_value(int(match["y"]), int(match["m"])))


def season_alone(match: Match, context: DateContext) -> Timex | None:
    """Return a season without a year, as days and months of the current one: "en verano"."""
    letter = surfaces("date_seasons")[groups.first(match, "season", "season_b") or ""]
    return date_of(f"{context.reference.year:04d}-{letter}", context.reference) if context.reference else None


def part_of_week(match: Match, context: DateContext) -> Timex | None:
    """Return a week with its beginning or end as `mod`: "los primeros días de la semana"."""
    said = groups.when_of(match)
    if context.reference is None or said is None:
        return None
    start = groups.first(match, "first") or (groups.first(match, "ordinal") and groups.ordinal_of(match) == 1)
    value = timex.week_value(timex.shift(context.reference, said, "W"))
    return Timex("DATE", value, context.reference, "START" if start else "END")


def half_months(match: Match, context: DateContext) -> Timex | None:
    """Return a half or a quarter of a year, counted in months.

    "los primeros 6 meses del año" is a half, "los últimos tres meses de 2013" a quarter.
    """
    year, anchor = groups.year_and_anchor(match, context)
    letter = {3: "Q", 6: "H"}.get(groups.whole_number(match["n"]))
    if year is None or letter is None:
        return None
    number = 1 if match["side"].startswith("primer") else {"Q": 4, "H": 2}[letter]
    return date_of(f"{timex.year_value(year)}-{letter}{number}", anchor)


def two_weeks(match: Match, context: DateContext) -> Timex | None:
    """Return an interval of weeks of the current year, by their numbers: "la semana 31 a la semana 35"."""
    if context.reference is None:
        return None
    first, last = context.reference.replace(month=1, day=1), context.reference.replace(month=12, day=31)
    weeks = [timex.nth_week(first, last, int(match[name])) for name in ("week_a", "week_b")]
    return date_of(timex.interval(*weeks), context.reference)


def rest_of(match: Match, context: DateContext) -> Timex | None:
    """Return the interval from the day of publication to the end of a unit: "el resto de la semana"."""
    if context.reference is None:
        return None
    span = timex.bounds(timex.unit_value(context.reference, groups.unit_of(match)[2]))
    return (
        date_of(timex.interval(context.reference.isoformat(), span[1].isoformat()), context.reference) if span else None
    )


RESOLVERS = {
    f.__name__: f
    for f in (
        fixed_past, fixed_present, fixed_future, weekday_name, month_name, whole_unit, part_count, some_time,
        duration_short, every_part, every_weekend, weekdays_set, next_day, deictic_today,
        days_of_now, after_tomorrow, daypart_same, midnight, other_unit, year_two, year_any, month_numeric,
        season_alone, part_of_week, half_months, rest_of, two_weeks,
    )
}  # fmt: skip
