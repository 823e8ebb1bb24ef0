"""Calendar arithmetic: facts from the wall calendar, and properties that hold for every day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import timex

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
UNITS = st.sampled_from(["D", "W", "M", "Q", "T", "H", "Y", "DE", "CE"])
WEDNESDAY = dt.date(2013, 6, 12)


def test_wednesday_is_a_wednesday() -> None:
    assert WEDNESDAY.isoweekday() == 3


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("D", "2013-06-12"), ("W", "2013-W24"), ("WE", "2013-W24-WE"), ("M", "2013-06"), ("Q", "2013-Q2"),
        ("T", "2013-T2"), ("H", "2013-H1"), ("Y", "2013"), ("DE", "201"), ("CE", "20"),
    ],
)  # fmt: skip
def test_unit_value(unit: str, value: str) -> None:
    assert timex.unit_value(WEDNESDAY, unit) == value


def test_unit_value_refuses_unknown_units() -> None:
    with pytest.raises(KeyError):
        timex.unit_value(WEDNESDAY, "fortnight")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-04-25", "2025-04-25", "2025-04-25"),
        ("2013-09-26TNI", "2013-09-26", "2013-09-26"),
        ("2013-09-26T14:30", "2013-09-26", "2013-09-26"),
        ("2013-W28", "2013-07-08", "2013-07-14"),
        ("2013-W28-WE", "2013-07-13", "2013-07-14"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2013-02", "2013-02-01", "2013-02-28"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2013-Q4", "2013-10-01", "2013-12-31"),
        ("2013-T2", "2013-05-01", "2013-08-31"),
        ("2013-H2", "2013-07-01", "2013-12-31"),
        ("2013", "2013-01-01", "2013-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("15", "1500-01-01", "1599-12-31"),
        ("2013-07-28/2013-08-02", "2013-07-28", "2013-08-02"),
        ("2013-01/2013-03", "2013-01-01", "2013-03-31"),
        ("2021/2025", "2021-01-01", "2025-12-31"),
    ],
)
def test_bounds(value: str, first: str, last: str) -> None:
    assert timex.bounds(value) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    [None, "", "PAST_REF", "P2W", "XXXX-04-25", "2013-SU", "2013-02-30", "2013-13", "2013-W54", "0000", "2013-Q7"],
)
def test_no_bounds(value: str | None) -> None:
    assert timex.bounds(value) is None


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("2013-09-26", "D"), ("2013-09-26TNI", "D"), ("2013-W28", "W"), ("2013-W28-WE", "WE"), ("2013-09", "M"),
        ("2013-Q3", "Q"), ("2013-H1", "H"), ("2013", "Y"), ("199", "DE"), ("19", "CE"), ("P2W", None),
        ("2013/2014", None), ("PAST_REF", None), (None, None),
    ],
)  # fmt: skip
def test_granularity(value: str | None, unit: str | None) -> None:
    assert timex.granularity(value) == unit


@pytest.mark.parametrize(
    ("year", "day"),
    [(2000, "2000-04-23"), (2013, "2013-03-31"), (2019, "2019-04-21"), (2024, "2024-03-31"), (2025, "2025-04-20")],
)
def test_easter(year: int, day: str) -> None:
    assert timex.easter(year) == dt.date.fromisoformat(day)


def test_nth_weekday() -> None:
    assert timex.nth_weekday(2013, 11, 4, 4) == dt.date(2013, 11, 28)
    assert timex.nth_weekday(2013, 5, 1, -1) == dt.date(2013, 5, 27)
    with pytest.raises(ValueError, match="2013-02"):
        timex.nth_weekday(2013, 2, 5, 5)


@pytest.mark.parametrize(
    ("weekday", "direction", "today", "day"),
    [
        (1, timex.PAST, True, "2013-06-10"),
        (1, timex.FUTURE, True, "2013-06-17"),
        (1, timex.NEAREST, True, "2013-06-10"),
        (6, timex.NEAREST, True, "2013-06-15"),
        (3, timex.PAST, True, "2013-06-12"),
        (3, timex.PAST, False, "2013-06-05"),
        (3, timex.FUTURE, False, "2013-06-19"),
    ],
)
def test_weekday_near(weekday: int, direction: int, today: bool, day: str) -> None:
    assert timex.weekday_near(WEDNESDAY, weekday, direction, today=today) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("month", "direction", "year"),
    [
        (5, timex.PAST, 2013), (6, timex.PAST, 2013), (9, timex.PAST, 2012),
        (5, timex.FUTURE, 2014), (6, timex.FUTURE, 2013), (9, timex.FUTURE, 2013),
        (1, timex.NEAREST, 2013), (11, timex.NEAREST, 2013), (12, timex.NEAREST, 2013),
    ],
)  # fmt: skip
def test_month_near(month: int, direction: int, year: int) -> None:
    assert timex.month_near(WEDNESDAY, month, direction) == year


def test_month_near_across_the_year() -> None:
    assert timex.month_near(dt.date(2014, 1, 12), 11, timex.NEAREST) == 2013
    assert timex.month_near(dt.date(2013, 12, 1), 2, timex.NEAREST) == 2014


def test_day_near_knows_leap_days() -> None:
    assert timex.day_near(dt.date(2013, 3, 1), 2, 29, timex.PAST) == dt.date(2012, 2, 29)
    assert timex.day_near(dt.date(2013, 3, 1), 6, 31, timex.NEAREST) is None


def test_day_of_month_near() -> None:
    assert timex.day_of_month_near(WEDNESDAY, 25, timex.PAST) == dt.date(2013, 5, 25)
    assert timex.day_of_month_near(WEDNESDAY, 25, timex.FUTURE) == dt.date(2013, 6, 25)


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        ([(2, "W")], "P2W"),
        ([(30, "Y")], "P30Y"),
        ([(2, "Y"), (6, "M")], "P2Y6M"),
        ([(6, "M"), (2, "Y")], "P2Y6M"),
        ([(2.5, "M")], "P2.5M"),
        ([(23, "H")], "PT23H"),
        ([(1, "D"), (12, "H"), (30, "MIN")], "P1DT12H30M"),
        ([(None, "Y")], "PXY"),
        ([(1, "Y"), (None, "Y")], "PXY"),
        ([(2e10, "Y")], "P20000000000Y"),
    ],
)
def test_duration_value(parts: list[tuple[float | None, str]], value: str) -> None:
    assert timex.duration_value(parts) == value


@pytest.mark.parametrize("parts", [[], [(1, "fortnight")]])
def test_duration_value_refuses(parts: list[tuple[float | None, str]]) -> None:
    with pytest.raises(ValueError, match="unit"):
        timex.duration_value(parts)


def test_century_and_interval() -> None:
    assert timex.century_value(16) == "15"
    assert timex.interval("2013", "2013") == "2013"
    assert timex.interval("2013", "2014") == "2013/2014"


def test_shift_stops_at_the_end_of_the_calendar() -> None:
    with pytest.raises(ValueError, match="range"):
        timex.shift(WEDNESDAY, -5000, "Y")
    with pytest.raises(ValueError, match=r"\w"):
        timex.shift(WEDNESDAY, 10**9, "D")


@given(DAYS, UNITS)
def test_a_day_lies_in_the_bounds_of_each_of_its_units(day: dt.date, unit: str) -> None:
    span = timex.bounds(timex.unit_value(day, unit))
    assert span is not None
    assert span[0] <= day <= span[1]


@given(DAYS, UNITS)
def test_granularity_is_the_unit_it_was_made_with(day: dt.date, unit: str) -> None:
    assert timex.granularity(timex.unit_value(day, unit)) == unit


@given(DAYS, st.integers(-500, 500))
def test_weeks_and_days_move_there_and_back(day: dt.date, number: int) -> None:
    assert timex.shift(timex.shift(day, number, "W"), -number, "W") == day
    assert timex.shift(day, 7 * number, "D") == timex.shift(day, number, "W")


@given(DAYS, st.integers(-600, 600))
def test_months_move_by_whole_months(day: dt.date, number: int) -> None:
    moved = timex.add_months(day, number)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == number
    assert moved.day <= day.day


@given(DAYS, st.integers(1, 7), st.sampled_from([timex.PAST, timex.NEAREST, timex.FUTURE]), st.booleans())
def test_weekday_near_is_near(day: dt.date, weekday: int, direction: int, today: bool) -> None:
    found = timex.weekday_near(day, weekday, direction, today=today)
    away = (found - day).days
    assert found.isoweekday() == weekday
    assert abs(away) <= (3 if direction == timex.NEAREST else 7)
    assert away * direction >= 0


@given(DAYS, st.integers(1, 12), st.sampled_from([timex.PAST, timex.NEAREST, timex.FUTURE]))
def test_month_near_is_within_a_year(day: dt.date, month: int, direction: int) -> None:
    away = (timex.month_near(day, month, direction) * 12 + month) - (day.year * 12 + day.month)
    assert abs(away) <= (6 if direction == timex.NEAREST else 12)
    assert away * direction >= 0


@given(DAYS, st.integers(1, 12), st.integers(1, 28))
def test_day_near_is_at_most_half_a_year_away(day: dt.date, month: int, number: int) -> None:
    found = timex.day_near(day, month, number, timex.NEAREST)
    assert found is not None
    assert abs((found - day).days) <= 183


@given(st.integers(1600, 2400))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    sunday = timex.easter(year)
    assert sunday.isoweekday() == 7
    assert dt.date(year, 3, 22) <= sunday <= dt.date(year, 4, 25)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("DATE", "2025-04-25"), ("DATE", "2013-W28-WE"), ("DATE", "2013-T2"), ("DATE", "199"), ("DATE", "19"),
        ("DATE", "XXXX-04-25"), ("DATE", "2013-07-28/2013-07-30"), ("DATE", "PAST_REF"), ("DATE", "FY2011"),
        ("DATE", "BCE0999"), ("DATE", "2020-SU"), ("TIME", "2013-06-12T14:30"), ("TIME", "T24:00"), ("TIME", "T8:00Z"),
        ("TIME", "2013-06-12TMO"), ("DURATION", "P2Y6M"), ("DURATION", "PXD"), ("DURATION", "PT1.5H"),
        ("DURATION", "P1DT12H"), ("DURATION", "PT2NI"), ("SET", "P1Y"), ("SET", "XXXX-WXX-1"), ("SET", "XXXX-09-15"),
        ("SET", "XXXX-WXX-1/XXXX-WXX-5"), ("SET", "XXXX-WXX-1T10:00"),
    ],
)  # fmt: skip
def test_is_timex3(kind: str, value: str) -> None:
    assert timex.is_timex3(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("DATE", ""), ("DATE", "2013-02-30"), ("DATE", "2013-13"), ("DATE", "2015-W54"), ("DATE", "2013-Q5"),
        ("DATE", "25/04/2013"), ("DATE", "2013/2014/2015"), ("DATE", "P2Y"), ("DATE", "hoy"), ("TIME", "2013-06-12"),
        ("TIME", "2013-02-30T10:00"), ("DURATION", "P"), ("DURATION", "PT"), ("DURATION", "2Y"), ("SET", "PAST_REF"),
        ("EVENT", "2013"),
    ],
)  # fmt: skip
def test_is_no_timex3(kind: str, value: str) -> None:
    assert not timex.is_timex3(kind, value)


def test_the_number_of_a_week_is_that_of_its_thursday() -> None:
    november = dt.date(2016, 11, 1), dt.date(2016, 11, 30)
    assert timex.nth_week(*november, 1) == "2016-W44"
    assert timex.nth_week(*november, -1) == "2016-W47"
    assert timex.nth_week(dt.date(2027, 1, 1), dt.date(2027, 12, 31), 3) == "2027-W03"
    with pytest.raises(ValueError, match="no week number 5"):
        timex.nth_week(*november, 5)
