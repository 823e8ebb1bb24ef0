"""Calendar arithmetic and TIMEX3 values: pure functions, no clock, no text.

A *value* is a TIMEX3 string as in TimeML: a day `2025-04-25`, an ISO week `2013-W28` and its weekend `2013-W28-WE`, a
month `2013-09`, a quarter `2013-Q3`, a third of a year `2013-T2`, a half `2013-H1`, a season `2013-SU`, a year `2013`,
a fiscal year `FY2011`, a decade `199`, a century `19` (the twentieth), a year before Christ `BCE0999`, any of them with
a time of day after `T`, or an interval `A/B`. Parts that are not known are `X`: `XXXX-04-25`, `XXXX-WXX-2`.

All weekdays are counted as in ISO 8601, Monday is 1.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal

#: Signs of a direction in time, as used by all functions with `direction`.
PAST, NEAREST, FUTURE = -1, 0, 1

Bounds = tuple[dt.date, dt.date]

_DATE = (
    r"(?:\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-W(?:\d\d|XX)(?:-(?:WE|[1-7X]))?|-(?:Q[1-4X]|T[1-3X]|H[12X])"
    r"|-(?:SP|SU|FA|WI))?|\d{2,3}|FY\d{4}|BCE\d{2,4}"
)
_CLOCK = r"T(?:\d{1,2}:\d\d(?::\d\d)?Z?|MO|MI|AF|EV|NI|DT)"
_SHAPES = {
    "DATE": re.compile(rf"(?:{_DATE})|(?:PAST|PRESENT|FUTURE)_REF"),
    "TIME": re.compile(rf"(?:{_DATE})?{_CLOCK}"),
    "DURATION": re.compile(
        r"P(?=[\dXT])(?:(?:\d+(?:\.\d+)?|X)(?:Y|M|WE|W|D))*(?:T(?:(?:(?:\d+(?:\.\d+)?|X)[HMS])+|\d+(?:MO|MI|AF|EV|NI)|XT(?:MO|MI|AF|EV|NI)))?"
    ),
    "SET": re.compile(rf"(?:{_DATE})(?:{_CLOCK})?"),
}

_TIMED = re.compile(r"\d{4}-\d\d-\d\dT")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-([QTH])(\d)")
_PART_MONTHS = {"Q": 3, "T": 4, "H": 6}


# ------------------------------------------------------------------------------------------------ values of dates
def day_value(day: dt.date) -> str:
    """Return the value of a day: `2025-04-25`."""
    return day.isoformat()


def year_value(year: int) -> str:
    """Return the value of a year: `2025`. Raises ValueError outside of the years 1 to 9999."""
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    return f"{year:04d}"


def month_value(year: int, month: int) -> str:
    """Return the value of a month: `2025-04`. Raises ValueError outside of the years 1 to 9999."""
    return f"{year_value(year)}-{month:02d}"


def week_value(day: dt.date) -> str:
    """Return the ISO week that holds the day: `2013-W28`.

    Its year is the ISO year (30 December 2013 is in `2014-W01`).

    Raises ValueError for the week in which the calendar ends.
    """
    year, week, _ = day.isocalendar()
    dt.date.fromisocalendar(year, week, 7)
    return f"{year_value(year)}-W{week:02d}"


def decade_value(year: int) -> str:
    """Return the value of the decade of a year, its first three digits: `199` for the nineties."""
    return f"{year // 10:03d}"


def century_value(number: int) -> str:
    """Return the value of a century by its number: `15` for the sixteenth.

    TIMEX3 counts centuries by the first two digits of their years (1500-1599).
    """
    return f"{number - 1:02d}"


def full_year(year: int) -> int:
    """Return a year of two digits as four: 2000 to 2049, then 1950 to 1999, our own convention.

    Longer years stay as they are.
    """
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def nth_week(first: dt.date, last: dt.date, number: int) -> str:
    """Return the number-th week of a stretch of days, -1 for its last one: `2027-W03`.

    As in ISO 8601, a week belongs to the month or year that has its Thursday. Raises ValueError where there is none.
    """
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    thursdays = [day for day in days if day.isoweekday() == 4]
    if number == 0 or number > len(thursdays):
        raise ValueError(f"there is no week number {number} from {first} to {last}")
    return week_value(thursdays[number - 1 if number > 0 else number])


def unit_value(day: dt.date, unit: str) -> str:
    """Return the value of the calendar unit that holds the day.

    The unit is one of `D W WE M Q T H Y DE CE`. Raises KeyError for another.
    """
    values = {
        "D": day_value(day),
        "W": week_value(day),
        "WE": week_value(day) + "-WE",
        "M": month_value(day.year, day.month),
        "Y": f"{day.year:04d}",
        "DE": decade_value(day.year),
        "CE": f"{day.year // 100:02d}",
    }
    for letter, months in _PART_MONTHS.items():
        values[letter] = f"{day.year:04d}-{letter}{(day.month - 1) // months + 1}"
    return values[unit]


def interval(first: str, last: str) -> str:
    """Return the value of an interval, `A/B`; one value when both are the same."""
    return first if first == last else f"{first}/{last}"


def bounds(value: str | None) -> Bounds | None:
    """Return the first and last day (both inside) of a DATE value.

    None for durations, seasons, vague and unknown values.

    Seasons have no bounds because they depend on the hemisphere, which a value does not say.
    """
    if not value:
        return None
    ends = [_single_bounds(part[:10] if _TIMED.match(part) else part) for part in value.split("/")]
    first, last = ends[0], ends[-1]
    return (first[0], last[1]) if first and last else None


def _single_bounds(value: str) -> Bounds | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = dt.date.fromisoformat(value)
            return day, day
        if m := _WEEK.fullmatch(value):
            return dt.date.fromisocalendar(int(m[1]), int(m[2]), 6 if m[3] else 1), dt.date.fromisocalendar(
                int(m[1]), int(m[2]), 7
            )
        return _months_of(value)
    except ValueError:  # 2013-02-30, week 53 of a year with 52, year 0
        return None


def _months_of(value: str) -> Bounds | None:
    """Return the bounds of the values that are made of whole months."""
    if m := _MONTH.fullmatch(value):
        return _month_span(int(m[1]), int(m[2]), 1)
    if m := _PART.fullmatch(value):
        size = _PART_MONTHS[m[2]]
        return _month_span(int(m[1]), (int(m[3]) - 1) * size + 1, size)
    if _YEAR.fullmatch(value):
        return _month_span(int(value), 1, 12)
    if re.fullmatch(r"\d{3}", value):
        return dt.date(int(value) * 10, 1, 1), dt.date(int(value) * 10 + 9, 12, 31)
    if re.fullmatch(r"\d{2}", value):
        return dt.date(int(value) * 100, 1, 1), dt.date(int(value) * 100 + 99, 12, 31)
    return None


def _month_span(year: int, month: int, size: int) -> Bounds:
    last = month + size - 1
    return dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def granularity(value: str | None) -> str | None:
    """Return the unit of a DATE value: `D W WE M Q T H Y DE CE`; None for intervals, durations and vague values."""
    if not value or _single_bounds(value[:10] if _TIMED.match(value) else value) is None:
        return None
    if m := _PART.fullmatch(value):
        return m[2]
    shapes = (
        (r"\d{4}-\d\d-\d\d.*", "D"),
        (r".*-WE", "WE"),
        (r"\d{4}-W\d\d", "W"),
        (r"\d{4}-\d\d", "M"),
        (r"\d{4}", "Y"),
        (r"\d{3}", "DE"),
    )
    return next((unit for shape, unit in shapes if re.fullmatch(shape, value)), "CE")


def is_timex3(kind: str, value: str) -> bool:
    """Whether the value is one that TIMEX3 knows for the type DATE, TIME, DURATION or SET, or an interval `A/B` of two.

    Days and weeks that no calendar has (2013-02-30) are refused; other types have no values at all.
    """
    shape = _SHAPES.get(kind)
    if shape is None:
        return False
    ends = value.split("/")
    if len(ends) > 2:
        return False
    return all((shape.fullmatch(end) or _is_period(kind, end)) and _in_calendar(end) for end in ends)


def _is_period(kind: str, value: str) -> bool:
    return kind == "SET" and _SHAPES["DURATION"].fullmatch(value) is not None


def _in_calendar(value: str) -> bool:
    """Whether a value is free of known days, weeks and months that do not exist."""
    date = value.partition("T")[0] if re.match(r"\d{4}-\d\d-\d\dT", value) else value
    whole = re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?|-W\d\d(?:-WE)?)?", date)
    return whole is None or _single_bounds(date) is not None


# ------------------------------------------------------------------------------------------------ moving in time
def make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, or None where the calendar has none (31 June)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of another month, or that month's last day.

    Raises ValueError outside of the years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_UNIT_MONTHS = {"M": 1, "Q": 3, "T": 4, "H": 6, "Y": 12, "DE": 120, "CE": 1200}


def shift(day: dt.date, number: int, unit: str) -> dt.date:
    """Return the day moved by `number` units (`D W WE M Q T H Y DE CE`). Raises ValueError where the calendar ends."""
    try:
        if unit in ("D", "W", "WE"):
            return day + dt.timedelta(days=number * (1 if unit == "D" else 7))
        return add_months(day, number * _UNIT_MONTHS[unit])
    except OverflowError as error:
        raise ValueError(str(error)) from error


def weekday_near(reference: dt.date, weekday: int, direction: int, *, today: bool = True) -> dt.date:
    """Return the nearest day with that weekday: the last one (PAST), the next one (FUTURE) or the closest (NEAREST).

    `today` says whether the reference itself counts for PAST and FUTURE ("el lunes" printed on a Monday).
    """
    ahead = (weekday - reference.isoweekday()) % 7
    if ahead == 0 and (today or direction == NEAREST):
        return reference
    if direction == FUTURE:
        return reference + dt.timedelta(days=ahead or 7)
    if direction == PAST:
        return reference - dt.timedelta(days=(7 - ahead) if ahead else 7)
    return reference + dt.timedelta(days=ahead if ahead <= 3 else ahead - 7)


def month_near(reference: dt.date, month: int, direction: int, *, same: bool = True) -> int:
    """Return the year of the month named without one: the last, the next or the nearest.

    `same`: the current month counts.
    """
    if month == reference.month and (same or direction == NEAREST):
        return reference.year
    if direction == FUTURE:
        return reference.year + (month <= reference.month)
    if direction == PAST:
        return reference.year - (month >= reference.month)
    away = (month - reference.month) % 12
    return reference.year + (reference.month + away > 12) if away <= 6 else reference.year - (month > reference.month)


def day_near(reference: dt.date, month: int, day: int, direction: int, *, today: bool = True) -> dt.date | None:
    """Return the day and month without a year, in the direction, or the nearest.

    None for days no year has (31 June).
    """
    found = [d for year in range(reference.year - 4, reference.year + 5) if (d := make_day(year, month, day))]
    return _nearest(found, reference, direction, today=today)


def _nearest(days: list[dt.date], reference: dt.date, direction: int, *, today: bool) -> dt.date | None:
    """Return the day nearest to the reference, of those in the direction; None where there is none.

    `today` says whether the reference itself counts for PAST and FUTURE.
    """
    if direction == PAST:
        days = [d for d in days if d < reference or (today and d == reference)]
    elif direction == FUTURE:
        days = [d for d in days if d > reference or (today and d == reference)]
    return min(days, key=lambda d: abs((d - reference).days), default=None)


def day_of_month_near(reference: dt.date, day: int, direction: int) -> dt.date | None:
    """Return the day of the current, last or next month ("el 25"); None where no month nearby has it."""
    months = [add_months(reference.replace(day=1), n) for n in range(-2, 3)]
    found = [d for m in months if (d := make_day(m.year, m.month, day))]
    return _nearest(found, reference, direction, today=True)


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the Gregorian calendar (anonymous algorithm, Meeus/Jones/Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return dt.date(year, month, (h - m + r + month + 19) % 32)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> dt.date:
    """Return the number-th weekday of a month, from the end when negative. Raises ValueError where there is none."""
    days = [dt.date(year, month, d) for d in range(1, calendar.monthrange(year, month)[1] + 1)]
    found = [d for d in days if d.isoweekday() == weekday]
    if number == 0 or abs(number) > len(found):
        raise ValueError(f"{year}-{month:02d} has no weekday number {number}")
    return found[number - 1 if number > 0 else number]


# ------------------------------------------------------------------------------------------------ durations
_DURATION_UNITS = ("Y", "M", "W", "WE", "D", "H", "MIN", "S")


def duration_value(parts: list[tuple[float | None, str]]) -> str:
    """Return the value of a duration of number and unit pairs: `P2Y6M`.

    The units are `Y M W WE D H MIN S`; None is a number that is not given (`PXY`). Equal units are added, larger units
    come first. Raises ValueError for an unknown unit or no parts at all.
    """
    sums: dict[str, float | None] = {}
    for number, unit in parts:
        if unit not in _DURATION_UNITS:
            raise ValueError(f"unknown unit of time '{unit}'")
        known = sums.get(unit, 0.0)
        sums[unit] = None if number is None or known is None else known + number
    if not sums:
        raise ValueError("a duration needs a unit")
    days = "".join(f"{number_value(sums[u])}{u}" for u in _DURATION_UNITS[:5] if u in sums)
    clock = "".join(f"{number_value(sums[u])}{u[0]}" for u in _DURATION_UNITS[5:] if u in sums)
    return f"P{days}" + (f"T{clock}" if clock else "")


def number_value(number: float | None) -> str:
    """Return a number as it stands in a value: ten digits that count, never an exponent; X for None."""
    return "X" if number is None else f"{Decimal(f'{number:.10g}'):f}"
