"""Resolvers of days, months and years by name or number: "25 de abril", "mayo pasado", "28 al 30 de julio"."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.stages.dates import groups
from pipeline.stages.dates.context import DateContext, TimeExpression, Timex, date_of
from pipeline.stages.dates.neighbours import has_word_before
from pipeline.text import timex

Match = re.Match[str]


#: Days within which the verb decides about a year: the day of another year is then more than two months away.
_FAR = 300


def calendar(match: Match, context: DateContext) -> Timex | None:
    """Return a day of a month, with or without a year, a weekday and words of direction."""
    month, day = groups.month_of(match), groups.day_of(match)
    if month is None or day is None:
        return None
    return day_in_month(match, context, month, day, groups.year_of(match))


def day_in_month(match: Match, context: DateContext, month: int, day: int, year: int | None) -> Timex | None:
    """Complete the year of a day: the one said, else counted from the reference, else unknown (`XXXX-04-25`)."""
    if year is not None:
        found = timex.make_day(year, month, day)
        return date_of(found.isoformat()) if found else None
    year = groups.relative_year(match, context)
    if context.reference is None and year is None:
        return date_of(f"XXXX-{month:02d}-{day:02d}") if timex.make_day(2000, month, day) else None
    if year is not None:
        found = timex.make_day(year, month, day)
    else:
        assert context.reference is not None
        found = _nearest_year(match, context, month, day)
    return date_of(found.isoformat(), context.reference) if found else None


def _nearest_year(match: Match, context: DateContext, month: int, day: int) -> dt.date | None:
    """Return the day in the year that is meant, mostly the nearest one, for news speak of what is near.

    The verb decides only where both years are about as far.
    """
    reference, said = context.reference, groups.when_of(match)
    assert reference is not None
    if said:
        return timex.day_near(reference, month, day, said)
    if context.timeml and (found := timex.make_day(reference.year, month, day)):
        return found
    nearest = timex.day_near(reference, month, day, timex.NEAREST)
    towards = timex.day_near(reference, month, day, context.direction(*groups.place(match)))
    if nearest is None or towards is None or said == 0:
        return nearest
    on_weekday = _on_weekday(match, nearest, towards)
    if len(on_weekday) == 1:
        return on_weekday.pop()
    if towards > reference and not groups.says_future(match, context):
        return nearest
    return towards if abs((towards - reference).days) <= _FAR else nearest


def _on_weekday(match: Match, *days: dt.date) -> list[dt.date]:
    """Return those of the days that are on the weekday beside the date, none where no weekday is said."""
    weekday = groups.weekday_of(match)
    return [day for day in days if day.isoweekday() == weekday]


def numeric(match: Match, context: DateContext) -> Timex | None:
    """Return a day in digits: 25/04/2013, 25-04-2013, 2013-04-25.

    A year of two digits is of this century up to 2049.
    """
    year = timex.full_year(int(groups.first(match, "y", "y_b") or "0"))
    month, number = _month_and_day(int(groups.first(match, "m", "m_b") or "0"), int(match["d"]))
    day = timex.make_day(year, month, number)
    return date_of(day.isoformat()) if day else None


def _month_and_day(month: int, day: int) -> tuple[int, int]:
    """Return month and day; the American order is read only where nothing else makes sense: 04/25/2013."""
    return (month, day) if month <= 12 else (day, month)


def numeric_roman(match: Match, context: DateContext) -> Timex | None:
    """Return a day whose month is a Roman numeral, as on monuments and in treaties: 14-IV-1931."""
    month = groups.century_number(match["roman"]) or 0
    day = timex.make_day(timex.full_year(int(match["y"])), month, int(match["d"])) if month <= 12 else None
    return date_of(day.isoformat()) if day and not match["roman"].isdigit() else None


def range_days(match: Match, context: DateContext) -> Timex | None:
    """Return the interval between two days of one month."""
    month, first, last = groups.month_of(match), groups.day_of(match, "day_a"), groups.day_of(match, "day_b")
    if month is None or first is None or last is None or first == last:
        return None
    end = day_in_month(match, context, month, last, groups.year_of(match))
    return _interval_from(first, end)


def _interval_from(first: int, end: Timex | None) -> Timex | None:
    """Return the interval that ends with a day and begins on another day of its month, or of the one before.

    An example is "31 al 3".
    """
    if end is None or end.value is None:
        return None
    if first > int(end.value[-2:]) and not end.value.startswith("XXXX"):
        month_before = dt.date.fromisoformat(end.value).replace(day=1) - dt.timedelta(days=1)
        start = timex.make_day(month_before.year, month_before.month, first)
        return end._replace(value=timex.interval(start.isoformat(), end.value)) if start else None
    return end._replace(value=timex.interval(f"{end.value[:-2]}{first:02d}", end.value))


def range_full(match: Match, context: DateContext) -> Timex | None:
    """Return the interval between days of two months.

    An end without a year takes that of the other: the first may be in the year before, the last in the one after.
    """
    first, last = _month_and_day_of(match, "a"), _month_and_day_of(match, "b")
    if first is None or last is None:
        return None
    over_new_year, year = first > last, groups.year_of(match, "year_a")
    end = day_in_month(match, context, *last, _year_of_last(match, over_new_year))
    if end is None or end.value is None or end.value.startswith("XXXX"):
        return None
    value = end.value
    if context.timeml and over_new_year and end.anchor:  # the current year may be that of either end
        value = _end_nearer_to(end.anchor, value, *first)
    start = timex.make_day(year or int(value[:4]) - over_new_year, *first)
    return end._replace(value=timex.interval(start.isoformat(), value)) if start else None


def _year_of_last(match: Match, over_new_year: bool) -> int | None:
    """Return the year of a range's last end, its own or by that of the first; None where neither has one."""
    year = groups.year_of(match, "year_a")
    return groups.year_of(match, "year_b") or (year + over_new_year if year else None)


def _month_and_day_of(match: Match, end: str) -> tuple[int, int] | None:
    """Return month and day of one end of a range ("a" or "b"), None where one of them is no month or no day."""
    month, day = groups.month_of(match, f"month_{end}"), groups.day_of(match, f"day_{end}")
    return None if month is None or day is None else (month, day)


def _end_nearer_to(reference: dt.date, value: str, month: int, day: int) -> str:
    """Return the end of a range over New Year's Eve.

    It is a year later when its first day is then nearer to the reference.
    """
    last, first = dt.date.fromisoformat(value), timex.make_day(reference.year, month, day)
    if first is None or abs((first - reference).days) > abs((last - reference).days):
        return value
    return timex.add_months(last, 12).isoformat()


def list_days(match: Match, context: DateContext) -> list[TimeExpression] | Timex | None:
    """Return the days of a list that share a month: an interval when they follow one another, else each by itself.

    "3 y 4 de junio" is one interval, "3, 10 y 17 de junio" are three days, "3 o 4 de junio" two.
    """
    month, days = groups.month_of(match), _days_of_list(match)
    if month is None or days is None:
        return None
    numbers = list(days.values())
    last = day_in_month(match, context, month, numbers[-1], groups.year_of(match))
    if last is None or last.value is None:
        return None
    if not context.timeml and match["link"] in "ye" and _follow_one_another(numbers):
        return _interval_from(numbers[0], last)
    if timex.make_day(2000, month, max(numbers)) is None:
        return None
    values = [*_values_before(last.value, numbers), last.value]
    spans = _spans_of_list(match, list(days), context)
    return [TimeExpression(*span, last._replace(value=value), "") for span, value in zip(spans, values, strict=True)]


def _days_of_list(match: Match) -> dict[str, int] | None:
    """Return the days of a list by their groups in the pattern, None where one is no day of a month."""
    names = [name for name in ("day_a", "day_b", "day_c", "day_d") if match[name]]
    days = {name: day for name in names if (day := groups.day_number(match[name])) is not None}
    return days if len(days) == len(names) else None


def _follow_one_another(numbers: list[int]) -> bool:
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _values_before(last: str, numbers: list[int]) -> list[str]:
    """Return the values of the days of a list but the last, in the month of the `last` value."""
    return [f"{last[:-2]}{number:02d}" for number in numbers[:-1]]


def _spans_of_list(match: Match, names: list[str], context: DateContext) -> list[tuple[int, int]]:
    """Return the span of each day of a list.

    The last goes on to the month, and in TimeML the first begins with "los días".
    """
    lead = re.search(r"(?:\blos\s+)?\bdias\s+$", context.before(match.start())) if context.timeml else None
    spans = [match.span(name) for name in names]
    if lead:
        spans[0] = match.start() - len(lead[0]), spans[0][1]
    return [*spans[:-1], (match.start(names[-1]), match.end())]


def day_of_month(match: Match, context: DateContext) -> Timex | None:
    """Return a day without a month.

    "el pasado 5", "el día 5" (one named before), "5 de este mes", "5 del mismo mes".
    """
    day = groups.day_of(match)
    reference = context.reference
    relative = groups.first(match, "rel") or ""
    if reference is None or day is None:
        return None
    if not relative and context.timeml and groups.when_of(match) is None:
        found = timex.make_day(reference.year, reference.month, day)
    elif not relative:
        again = context.said_before("D", lambda d: d.day == day) if groups.when_of(match) is None else None
        found = again or timex.day_of_month_near(reference, day, groups.direction_of(match, context))
    else:
        reference, found = _day_of_that_month(match, day, context.last_date() or reference, reference)
    return date_of(found.isoformat() if found else None, reference)


def _day_of_that_month(match: Match, day: int, last: dt.date, reference: dt.date) -> tuple[dt.date, dt.date | None]:
    """Return the day that a day of the month is counted from, and the day itself, None where the month has none.

    "5 de este mes" counts from the reference, "5 del mismo mes" from the last date of the text.
    """
    if re.search("mismo|ese", match["rel"]):
        reference = last
    moved = timex.add_months(reference.replace(day=1), groups.month_offset(match))
    return reference, timex.make_day(moved.year, moved.month, day)


def range_rel(match: Match, context: DateContext) -> Timex | None:
    """Return an interval between two days of a month that is only pointed at: "17 al 20 de este mes"."""
    if context.reference is None:
        return None
    last = context.last_date() or context.reference
    _, start = _day_of_that_month(match, int(match["daynum_a"]), last, context.reference)
    _, end = _day_of_that_month(match, int(match["daynum_b"]), last, context.reference)
    if start is None or end is None or start >= end:
        return None
    return date_of(timex.interval(start.isoformat(), end.isoformat()), context.reference)


def numeric_short(match: Match, context: DateContext) -> Timex | None:
    """Return a day and month in digits, in the nearest year: "el 25/04"."""
    month, day = _month_and_day(int(match["m"]), int(match["d"]))
    year = groups.first(match, "y")
    return day_in_month(match, context, month, day, timex.full_year(int(year)) if year else None)


def day_again(match: Match, context: DateContext) -> Timex | None:
    """Return the day that a bare number means, which is one only after a day of the same sentence.

    "… el 3 de julio y se clausura el 5".
    """
    start = match.start("x")
    day = context.day_in_sentence(before=start)
    if day is None or int(match["daynum"]) <= day.day:
        return None
    found = timex.make_day(day.year, day.month, int(match["daynum"]))
    return date_of(found.isoformat() if found else None, day)


def day_alone(match: Match, context: DateContext) -> Timex | None:
    """Return the day that a number without a month means, in the month that the verb points to: "viajará el 25 a Lima".

    TimeML corpora take the month of the text before.
    """
    reference, day = context.reference, int(match["daynum"])
    if reference is None:
        return None
    direction = context.direction(*groups.place(match))
    if not context.timeml:
        if direction == timex.NEAREST or has_word_before("before another number", match.start(), context):
            return None
        found = timex.day_of_month_near(reference, day, direction)
        return date_of(found.isoformat() if found else None, reference)
    named = context.previous("D", "M", within=200, before=match.start())
    if named is None and direction != timex.NEAREST:
        found = timex.day_of_month_near(reference, day, direction)
    else:
        month = named or reference
        found = timex.make_day(month.year, month.month, day)
    return date_of(found.isoformat() if found else None, reference)


def month(match: Match, context: DateContext) -> Timex | None:
    """Return a month, its year said or counted from the reference."""
    number = groups.month_of(match)
    assert number is not None
    year = groups.year_of(match, "year")
    if year is not None:
        return date_of(timex.month_value(year, number))
    relative = groups.relative_year(match, context)
    if context.reference is None:
        return date_of(f"XXXX-{number:02d}")
    if relative is not None:
        return date_of(timex.month_value(relative, number), context.reference)
    year = _year_of_month(match, context, number)
    return date_of(timex.month_value(year, number), context.reference)


def _year_of_month(match: Match, context: DateContext, number: int) -> int:
    """Return the year of a month without one.

    It is that of "pasado" or "próximo", of the same month before, or of the verb.
    """
    assert context.reference is not None
    said = groups.when_of(match)
    if said is not None:
        return timex.month_near(context.reference, number, said, same=not said)
    if context.timeml:
        return context.reference.year
    verb = context.direction(*groups.place(match))
    if verb == timex.NEAREST and (again := context.said_before("M", lambda d: d.month == number)):
        return again.year
    return timex.month_near(context.reference, number, groups.month_direction(match, context, number, verb))


def range_months(match: Match, context: DateContext) -> Timex | list[TimeExpression] | None:
    """Return the months from one to another as an interval, or as two dates where each has its year.

    "enero a marzo de 2013", "entre enero y marzo"; "entre mayo de 2012 y enero de 2013" are two months.
    """
    first, last = groups.month_of(match, "month_a"), groups.month_of(match, "month_b")
    assert first and last
    years = _years_of_months(match, context, first, last)
    if years is None:
        return None
    start, year, anchor = years
    is_reversed = (start, first) > (year, last)  # "diciembre del 2013 y enero del presente año" in a text of 2013
    whole = date_of(timex.interval(timex.month_value(start, first), timex.month_value(year, last)), anchor)
    apart = whole and groups.year_of(match, "year_a") and (match[0].startswith("entre") or is_reversed)
    return groups.ends_apart(match, TimeExpression(*groups.place(match), whole, "")) if whole and apart else whole


def _years_of_months(
    match: Match, context: DateContext, first: int, last: int
) -> tuple[int, int, dt.date | None] | None:
    """Return the years of the months at the ends of a range, and the day that these were worked out from, if any."""
    start, year = groups.year_of(match, "year_a"), _year_of_last(match, first > last)
    anchor = None if year else context.reference
    if not groups.year_of(match, "year_b") and (relative := groups.relative_year(match, context)):
        year, anchor = relative, context.reference
    if year is None and context.reference:
        year = _year_near(match, context, context.reference, last)
    return None if year is None else (start or year - (first > last), year, anchor)


def _year_near(match: Match, context: DateContext, reference: dt.date, month: int) -> int:
    """Return the year of a month that is said without one: in TimeML the current one, else that of the nearest."""
    if context.timeml:
        return reference.year
    verb = context.direction(*groups.place(match))
    return timex.month_near(reference, month, groups.month_direction(match, context, month, verb))


def year(match: Match, context: DateContext) -> Timex | None:
    """Return a year by its number."""
    number = groups.year_of(match, "digyear", "year", "wordyear")
    return date_of(f"{number:04d}") if number and number <= 2100 else None


def year_fiscal(match: Match, context: DateContext) -> Timex | None:
    """Return a fiscal year, FY2011 in TimeML: "año fiscal 2011".

    The tables have the year, as which days it has depends on the country.
    """
    return date_of(f"{'FY' if context.timeml else ''}{groups.year_of(match):04d}")


def year_short(match: Match, context: DateContext) -> Timex | None:
    """Return a year of two digits after an apostrophe: "el año '98"."""
    return date_of(str(timex.full_year(int(match["x"][1:]))))


def range_years(match: Match, context: DateContext) -> Timex | list[TimeExpression] | None:
    """Return the years from one to another as an interval, or as two dates where "a" joins them.

    "2013-2016", "2013-14" are one interval; "de 2003 a 2012" are two years.
    """
    first, last = int(match["digyear_a"]), int(match["year_b"])
    last += first // 100 * 100 if last < 100 else 0
    if not first < last <= first + 150:
        return None
    if re.search(r"\sal?\s", match[0]):
        return [
            TimeExpression(*match.span("digyear_a"), Timex("DATE", f"{first:04d}"), ""),
            TimeExpression(*match.span("year_b"), Timex("DATE", f"{last:04d}"), ""),
        ]
    return date_of(timex.interval(f"{first:04d}", f"{last:04d}"))


RESOLVERS = {
    f.__name__: f
    for f in (
        calendar, numeric, numeric_roman, range_days, range_full, list_days, day_of_month, range_rel, numeric_short,
        day_again, day_alone, month, range_months, year, year_fiscal, year_short, range_years,
    )
}  # fmt: skip
