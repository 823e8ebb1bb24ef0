"""Resolvers of longer stretches and named days: decades, centuries, quarters, seasons, holidays, eras."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.stages.dates import groups
from pipeline.stages.dates.context import DateContext, Timex, date_of
from pipeline.text import timex
from pipeline.text.folding import fold
from pipeline.text.word_values import surfaces

Match = re.Match[str]


def decade(match: Match, context: DateContext) -> Timex | None:
    """Return a decade: "años noventa", "década de 1990", "década de los 90".

    Two digits are of the last century, "veinte" too.
    """
    return date_of(_decade_value(groups.first(match, "tens", "tenword", "wordyear") or ""))


def decade_two(match: Match, context: DateContext) -> Timex | None:
    """Return two decades as an interval: "años ochenta y noventa"."""
    first, last = _decade_value(match["tens_a"]), _decade_value(match["tens_b"])
    return date_of(timex.interval(first, last)) if first < last else None


def _decade_value(word: str) -> str:
    number = groups.whole_number(word.strip("'’").removesuffix("s"))
    return timex.decade_value(number if number > 99 else 1900 + number)


def century(match: Match, context: DateContext) -> Timex | None:
    """Return a century, or an interval of two: "siglo XVI" is `15`, "siglos XIX y XX" is `18/19`."""
    first = groups.century_number(match["roman_a"])
    last = groups.century_number(match["roman_b"]) if match["roman_b"] else first
    if not first or not last or last < first:
        return None
    return date_of(timex.interval(timex.century_value(first), timex.century_value(last)))


def century_ordinal(match: Match, context: DateContext) -> Timex | None:
    """Return a century whose number is written in words: "siglo primero", "siglo diecinueve"."""
    word = groups.first(match, "n")
    number = groups.whole_number(word) if word else groups.ordinal_of(match)
    return date_of(timex.century_value(number)) if 0 < number <= 21 else None


#: TIMEX3 letter and number a year of the parts of a year; a two-month stretch has no letter.
_PIECES = {
    "trimestre": ("Q", 4), "cuatrimestre": ("T", 3), "semestre": ("H", 2), "mitad": ("H", 2), "cuarto": ("Q", 4),
    "bimestre": ("", 6),
}  # fmt: skip


def part_of(match: Match, context: DateContext) -> Timex | None:
    """Return a quarter, third or half of a year, in the reference's year where none is given.

    "primer trimestre de 2013", "II semestre de 2013", "4T23".
    """
    piece = groups.first(match, "piece") or "trimestre"
    year, anchor = _year_of_part(match, context)
    if year is None or (piece == "mitad" and not _names_its_year(match, context)):
        return None
    letter, last = _PIECES[piece]
    number = groups.ordinal_of(match)
    number = last if number == -1 else number
    if not 1 <= number <= last:
        return None
    if letter:
        return date_of(f"{timex.year_value(year)}-{letter}{number}", anchor)
    return date_of(timex.interval(timex.month_value(year, 2 * number - 1), timex.month_value(year, 2 * number)), anchor)


def _year_of_part(match: Match, context: DateContext) -> tuple[int | None, dt.date | None]:
    """Return the year of a part of a year, and the day it was counted from: None for a year in digits."""
    if said := groups.year_of(match):
        return said, None
    if year := groups.relative_year(match, context):
        return year, context.reference
    if context.reference is None:
        return None, None
    is_next = "proximo" in (groups.first(match, "of") or "")
    return context.reference.year + (groups.when_of(match) or is_next), context.reference


def _names_its_year(match: Match, context: DateContext) -> bool:
    """Whether words give the year of a half: "la primera mitad" alone may be the half of anything."""
    return bool(groups.year_of(match) or groups.relative_year(match, context) or groups.first(match, "of"))


def part_of_month(match: Match, context: DateContext) -> Timex | None:
    """Return a week or half of a month.

    A half is an interval of two days, or in TimeML a `mod` of the month.

    "primera quincena de octubre", "segunda semana de mayo".
    """
    first_day = _first_day_of_month(match, context)
    if first_day is None:
        return None
    number, anchor = groups.ordinal_of(match), None if groups.year_of(match) else context.reference
    end = timex.add_months(first_day, 1) - dt.timedelta(days=1)
    if match["piece"] == "semana":
        return date_of(timex.nth_week(first_day, end, number), anchor)
    if number not in (1, 2, -1):
        return None
    if context.timeml:
        return Timex("DATE", first_day.isoformat()[:7], anchor, "START" if number == 1 else "END")
    first, last = (first_day, first_day.replace(day=15)) if number == 1 else (first_day.replace(day=16), end)
    return date_of(timex.interval(first.isoformat(), last.isoformat()), anchor)


def week_of_year(match: Match, context: DateContext) -> Timex | None:
    """Return a week of a year by its number.

    "tercera semana de 2027", "semana 31 de 2018", "primera semana del año".
    """
    year, anchor = groups.year_and_anchor(match, context)
    if year is None:
        return None
    number = int(match["week"]) if groups.first(match, "week") else groups.ordinal_of(match)
    return date_of(timex.nth_week(dt.date(year, 1, 1), dt.date(year, 12, 31), number), anchor)


def decade_of_century(match: Match, context: DateContext) -> Timex | None:
    """Return a decade of a century: "primera década del siglo XXI" is `200`.

    Without a number it is the century of the reference.
    """
    number = groups.ordinal_of(match)
    century_said = groups.century_number(groups.first(match, "roman_a") or "0")
    if not century_said and context.reference is None:
        return None
    if century_said:
        first = century_said - 1
    else:  # "este siglo", "el siglo pasado"
        assert context.reference is not None
        first = context.reference.year // 100 - bool(match["past"])
    anchor = None if century_said else context.reference
    return date_of(f"{first:02d}{9 if number < 0 else number - 1}", anchor) if number <= 10 else None


def before_christ(match: Match, context: DateContext) -> Timex | None:
    """Return a year or century before or after Christ.

    "el 999 AC" is BCE0999, "el siglo XI AC" BCE10; after Christ a year is padded, "79 d. C." is 0079.
    """
    word = groups.first(match, "roman")
    before = match["christ"].startswith("a")
    if "siglo" in match[0] or (word and not word.isdigit()):
        number = (groups.century_number(word) if word else groups.ordinal_of(match)) or 0
        return date_of(f"{'BCE' if before else ''}{number - 1:02d}") if number > 0 else None
    year = groups.whole_number(groups.first(match, "n", "roman"))
    if not 1 <= year <= 9999:
        return None
    if not before:
        return date_of(f"{year:04d}")
    # "el 20 antes de Cristo" is read as a century by those who annotate, "el año 44 a. C." is not
    return date_of(f"BCE{year - 1:02d}" if year < 22 and "año" not in match[0] else f"BCE{year:04d}")


def _first_day_of_month(match: Match, context: DateContext) -> dt.date | None:
    """Return the first day of the month in the match: named, or "este mes"."""
    month, year = groups.month_of(match), groups.year_of(match) or groups.relative_year(match, context)
    if month is None or year is None:
        if context.reference is None:
            return None
        if month is None:
            return timex.add_months(context.reference.replace(day=1), groups.month_offset(match))
        said = groups.when_of(match)
        if said is None and context.timeml:
            return dt.date(context.reference.year, month, 1)
        if said is None:
            said = groups.month_direction(match, context, month, context.direction(*groups.place(match)))
        year = timex.month_near(context.reference, month, said)
    return dt.date(year, month, 1)


def nth_weekday(match: Match, context: DateContext) -> Timex | None:
    """Return a weekday of a month by its number: "primer viernes de julio", "último lunes de este mes"."""
    first_day, weekday = _first_day_of_month(match, context), groups.weekday_of(match)
    if first_day is None or weekday is None:
        return None
    day = timex.nth_weekday(first_day.year, first_day.month, weekday, groups.ordinal_of(match))
    return date_of(day.isoformat(), None if groups.year_of(match) else context.reference)


def edge_day(match: Match, context: DateContext) -> Timex | None:
    """Return the first or last day of a month: "último día de octubre", "primer día del mes"."""
    day = _first_day_of_month(match, context)
    if day is None:
        return None
    if match["edge"] != "primer":
        day = timex.add_months(day, 1) - dt.timedelta(days=1)
    return date_of(day.isoformat(), None if groups.year_of(match) else context.reference)


def first_months(match: Match, context: DateContext) -> Timex | None:
    """Return the first months of a year as an interval: "primeros cinco meses del año"."""
    number = groups.whole_number(groups.first(match, "n_a", "n_b"))
    year, anchor = groups.year_and_anchor(match, context)
    if year is None or not 1 <= number <= 12:
        return None
    return date_of(timex.interval(timex.month_value(year, 1), timex.month_value(year, number)), anchor)


def season(match: Match, context: DateContext) -> Timex | None:
    """Return a season with its year: "verano de 2013", "próximo otoño".

    Only the year is resolved: its months depend on the hemisphere.
    """
    word = groups.first(match, "season", "season_b")
    letter = surfaces("date_seasons")[word or ""]
    if year := groups.year_of(match):
        return date_of(f"{timex.year_value(year)}-{letter}")
    if context.reference is None:
        return date_of(f"XXXX-{letter}")
    year = groups.relative_year(match, context)
    if year is None:
        said = groups.when_of(match)
        said = context.direction(*groups.place(match)) if said is None else said
        # a winter has the number of the year in which it begins, in the north; in the south it has no other
        middle = {"SP": 5, "SU": 8, "FA": 11, "WI": 12}[letter]
        year = timex.month_near(context.reference, middle, said, same=False) if said else context.reference.year
    return date_of(f"{timex.year_value(year)}-{letter}", context.reference)


def season_in(match: Match, context: DateContext) -> Timex | None:
    """Return a season whose year the verb shows: "se reunirá en otoño".

    None without such a verb: "en verano llueve" is no date.
    """
    if context.reference is None or context.direction(*groups.place(match)) == timex.NEAREST:
        return None
    return season(match, context)


def every_season(match: Match, context: DateContext) -> Timex | None:
    """Return the set of a season of every year: "cada verano"."""
    return Timex("SET", f"XXXX-{surfaces('date_seasons')[match['season']]}")


#: Days within which a feast is the nearest one, whatever the verb says ("el regalo de Navidad" on 28 December).
_NEAR_HOLIDAY = 45


def holiday(match: Match, context: DateContext) -> Timex | None:
    """Return a day with a rule.

    It is fixed ("Navidad"), from Easter ("Semana Santa"), an n-th weekday, or one day of history.
    """
    entry, reference = _holidays()[match["holiday"]], context.reference
    if entry["rule"] == "exact":
        return date_of(entry["first"])
    if year := groups.year_of(match):
        return date_of(_holiday_value(entry, year))
    if reference is None:
        return None
    if context.timeml and groups.when_of(match) is None:
        return date_of(_holiday_value(entry, reference.year), reference)
    values = [_holiday_value(entry, reference.year + n) for n in (-1, 0, 1)]
    spans = {value: span for value in values if (span := timex.bounds(value))}
    near = groups.when_of(match) is None and _days_to_nearest(spans, reference) <= _NEAR_HOLIDAY
    if not near:
        spans = _in_direction(spans, reference, groups.direction_of(match, context))
    return date_of(min(spans, key=lambda value: abs((spans[value][0] - reference).days)), reference)


def _days_to_nearest(spans: dict[str, timex.Bounds], reference: dt.date) -> int:
    return min(abs((first - reference).days) for first, _ in spans.values())


def _in_direction(spans: dict[str, timex.Bounds], reference: dt.date, direction: int) -> dict[str, timex.Bounds]:
    """Return the spans that have begun (PAST), that are not over (FUTURE), or all of them, by their values."""
    if direction == timex.PAST:
        return {value: span for value, span in spans.items() if span[0] <= reference}
    if direction == timex.FUTURE:
        return {value: span for value, span in spans.items() if span[1] >= reference}
    return spans


@per_lexicon
def _holidays() -> dict[str, dict[str, str]]:
    return {fold(form): entry for entry in read_lexicon("date_holidays") for form in split_cell(entry["forms"])}


def _holiday_value(entry: dict[str, str], year: int) -> str:
    if entry["rule"] == "fixed":
        return f"{timex.year_value(year)}-{entry['first']}"
    if entry["rule"] == "weekday":
        month, weekday, number = (int(part) for part in entry["first"].split("-"))
        return timex.nth_weekday(year, month, weekday, number).isoformat()
    sunday = timex.easter(year)
    ends = [sunday + dt.timedelta(days=int(entry[k])) for k in ("first", "last") if entry[k]]
    return timex.interval(ends[0].isoformat(), ends[-1].isoformat())


def reference(match: Match, context: DateContext) -> Timex | None:
    """Return a vague past or future for an era too long and too loose for a value ("Edad Media")."""
    return date_of(surfaces("date_eras")[match["era"]])


RESOLVERS = {
    f.__name__: f
    for f in (
        decade, decade_two, decade_of_century, century, century_ordinal, part_of, part_of_month, week_of_year,
        nth_weekday,
        edge_day, first_months, season, season_in, every_season, holiday, reference, before_christ,
    )
}  # fmt: skip
