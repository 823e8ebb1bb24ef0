"""Resolvers of longer stretches and named days: decades, centuries, quarters, seasons, holidays, eras."""

from __future__ import annotations

import datetime as dt
import re

from pipeline import timex
from pipeline.lexicon import read_lexicon, split_cell
from pipeline.temporal import groups
from pipeline.temporal.context import Context, Timex, dated
from pipeline.temporal.folding import fold
from pipeline.temporal.lexicons import surfaces
from pipeline.temporal.numbers import parse_number

Match = re.Match[str]


def decade(match: Match, context: Context) -> Timex | None:
    """ "años noventa", "década de 1990", "década de los 90"; two digits are of the last century, "veinte" too."""
    return dated(_decade_value(match["tens"]))


def decade_two(match: Match, context: Context) -> Timex | None:
    """ "años ochenta y noventa"."""
    first, last = _decade_value(match["tens"]), _decade_value(match["tens_b"])
    return dated(timex.interval(first, last)) if first < last else None


def _decade_value(word: str) -> str:
    number = int(parse_number(word.strip("'’")) or 0)
    return timex.decade_value(number if number > 99 else 1900 + number)


def century(match: Match, context: Context) -> Timex | None:
    """ "siglo XVI" is `15`; "siglos XIX y XX" an interval."""
    first = groups.century_number(match["roman_a"])
    last = groups.century_number(match["roman_b"]) if match["roman_b"] else first
    if not first or not last or last < first:
        return None
    return dated(timex.interval(timex.century_value(first), timex.century_value(last)))


def part_of(match: Match, context: Context) -> Timex | None:
    """ "primer trimestre de 2013", "segunda mitad del año", "tercer trimestre" (of the year of the reference)."""
    letter = {"trimestre": "Q", "cuatrimestre": "T", "semestre": "H", "mitad": "H"}[match["piece"]]
    year = groups.year_of(match) or groups.relative_year(match, context)
    if match["piece"] == "mitad" and not (year or match["of"]):
        return None
    anchor = None if groups.year_of(match) else context.reference
    if year is None:
        if context.reference is None:
            return None
        said = groups.when_of(match) or ("proximo" in (match["of"] or ""))
        year = context.reference.year + said
    number, last = groups.ordinal_of(match), {"Q": 4, "T": 3, "H": 2}[letter]
    number = last if number == -1 else number
    return dated(f"{year:04d}-{letter}{number}" if number <= last else None, anchor)


def part_of_month(match: Match, context: Context) -> Timex | None:
    """ "primera quincena de octubre" as two days; "segunda semana de mayo" as days 8 to 14."""
    first_day = _month_meant(match, context)
    if first_day is None:
        return None
    number, size = groups.ordinal_of(match), 7 if match["piece"] == "semana" else 15
    end = timex.add_months(first_day, 1) - dt.timedelta(days=1)
    if number == -1:
        first, last = end.day - 6 if size == 7 else 16, end.day
    else:
        first, last = (number - 1) * size + 1, end.day if (size, number) == (15, 2) else number * size
    if last > end.day:
        return None
    value = timex.interval(first_day.replace(day=first).isoformat(), first_day.replace(day=last).isoformat())
    return dated(value, None if groups.year_of(match) else context.reference)


def _month_meant(match: Match, context: Context) -> dt.date | None:
    """First day of the month in the match: named, or "este mes"."""
    month, year = groups.month_of(match), groups.year_of(match) or groups.relative_year(match, context)
    if month is None or year is None:
        if context.reference is None:
            return None
        if month is None:
            return timex.add_months(context.reference.replace(day=1), groups.month_offset(match))
        year = timex.month_near(context.reference, month, groups.direction_of(match, context))
    return dt.date(year, month, 1)


def nth_weekday(match: Match, context: Context) -> Timex | None:
    """ "primer viernes de julio", "último lunes de este mes"."""
    first_day, weekday = _month_meant(match, context), groups.weekday_of(match)
    if first_day is None or weekday is None:
        return None
    try:
        day = timex.nth_weekday(first_day.year, first_day.month, weekday, groups.ordinal_of(match))
    except ValueError:
        return None
    return dated(day.isoformat(), None if groups.year_of(match) else context.reference)


def first_months(match: Match, context: Context) -> Timex | None:
    """ "primeros cinco meses del año"."""
    number = int(parse_number(groups.first(match, "n_a", "n_b") or "") or 0)
    year = groups.year_of(match) or (context.reference.year if context.reference else None)
    if year is None or not 1 <= number <= 12:
        return None
    anchor = None if groups.year_of(match) else context.reference
    return dated(timex.interval(timex.month_value(year, 1), timex.month_value(year, number)), anchor)


def season(match: Match, context: Context) -> Timex | None:
    """ "verano de 2013", "próximo otoño"; only the year is resolved: its months depend on the hemisphere."""
    word = groups.first(match, "season", "season_b")
    letter = surfaces("date_seasons")[word or ""]
    if year := groups.year_of(match):
        return dated(f"{year:04d}-{letter}")
    if context.reference is None:
        return dated(f"XXXX-{letter}")
    year = groups.relative_year(match, context)
    if year is None:
        said = groups.when_of(match)
        said = context.direction(*groups.place(match)) if said is None else said
        middle = {"SP": 5, "SU": 8, "FA": 11, "WI": 2}[letter]
        year = timex.month_near(context.reference, middle, said, same=False) if said else context.reference.year
    return dated(f"{year:04d}-{letter}", context.reference)


#: Days within which a feast is the nearest one, whatever the verb says ("el regalo de Navidad" on 28 December).
_NEAR_HOLIDAY = 45


def holiday(match: Match, context: Context) -> Timex | None:
    """Days with a rule: fixed ("Navidad"), from Easter ("Semana Santa"), n-th weekday, or one day of history."""
    entry = _holidays()[match["holiday"]]
    if entry["rule"] == "exact":
        return dated(entry["first"])
    if year := groups.year_of(match):
        return dated(_holiday_value(entry, year))
    if context.reference is None:
        return None
    reference = context.reference
    direction = groups.direction_of(match, context)
    days = [(_holiday_value(entry, context.reference.year + n)) for n in (-1, 0, 1)]
    spans = [(value, span) for value in days if (span := timex.bounds(value))]
    near = min(abs((s[1][0] - reference).days) for s in spans) <= _NEAR_HOLIDAY and groups.when_of(match) is None
    if direction == timex.PAST and not near:
        spans = [s for s in spans if s[1][0] <= reference]
    elif direction == timex.FUTURE and not near:
        spans = [s for s in spans if s[1][1] >= reference]
    value, _ = min(spans, key=lambda s: abs((s[1][0] - reference).days))
    return dated(value, context.reference)


def _holidays() -> dict[str, dict[str, str]]:
    return {fold(form): entry for entry in read_lexicon("date_holidays") for form in split_cell(entry["forms"])}


def _holiday_value(entry: dict[str, str], year: int) -> str:
    if entry["rule"] == "fixed":
        return f"{year:04d}-{entry['first']}"
    if entry["rule"] == "weekday":
        month, weekday, number = (int(part) for part in entry["first"].split("-"))
        return timex.nth_weekday(year, month, weekday, number).isoformat()
    sunday = timex.easter(year)
    ends = [sunday + dt.timedelta(days=int(entry[k])) for k in ("first", "last") if entry[k]]
    return timex.interval(ends[0].isoformat(), ends[-1].isoformat())


def reference(match: Match, context: Context) -> Timex | None:
    """Eras too long and too loose for a value ("Edad Media")."""
    return dated(surfaces("date_eras")[match["era"]])


RESOLVERS = {
    f.__name__: f
    for f in (
        decade, decade_two, century, part_of, part_of_month, nth_weekday, first_months,
        season, holiday, reference,
    )
}  # fmt: skip
