"""Reading the captured groups of a rule: month names to numbers, "veinticinco" to 25."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.stages.dates.context import DateContext, TimeExpression
from pipeline.stages.dates.tense import has_future
from pipeline.text import timex
from pipeline.text.numbers import parse_number
from pipeline.text.roman import roman_value
from pipeline.text.word_values import surfaces, units

#: Characters on both sides of a date where a future shows that it lies ahead.
_AROUND = 80


def first(match: re.Match[str], *names: str) -> str | None:
    """Return the text of the first of the groups that took part in the match.

    Groups that the pattern does not have count as empty.
    """
    groups = match.groupdict()
    return next((text for name in names if (text := groups.get(name))), None)


def one_blank(text: str) -> str:
    """Return the text with one blank for any white space in it, as the lexicons write their forms."""
    return " ".join(text.split())


def whole_number(word: str | None) -> int:
    """Return the whole number in a word or digits, 0 where there is none."""
    return int(parse_number(word or "") or 0)


def unit_of(match: re.Match[str], *names: str) -> tuple[str, float, str]:
    """Return the `units` entry of the first filled group: TIMEX3 unit, how many of it, unit of the calendar."""
    return units()[one_blank(first(match, *(names or ("calunit", "calunit_b"))) or "")]


def place(match: re.Match[str]) -> tuple[int, int]:
    """Return the span of the expression, without the words around it that its pattern needs."""
    return match.span("x" if first(match, "x") else 0)


def month_of(match: re.Match[str], *names: str) -> int | None:
    """Return the number of the month in the first filled group, whole or abbreviated ("sept.")."""
    word = first(match, *(names or ("month", "month_a", "month_b", "abbr_m")))
    if word is None:
        return None
    word = word.rstrip(".")
    return int(surfaces("date_months", forms="forms,abbreviations,english")[word])


def year_of(match: re.Match[str], *names: str) -> int | None:
    """Return the year in digits or words ("dos mil veinticinco"), of two digits in `yy` ("mayo del 68")."""
    word = first(match, *(names or ("year", "year_a", "year_b")))
    number = parse_number(word) if word and not word.isdigit() else (float(word) if word else None)
    if number is None and (short := first(match, "yy")):
        return timex.full_year(int(short))
    return int(number) if number else None


def day_of(match: re.Match[str], *names: str) -> int | None:
    """Return the day of the month: "25", "1º", "primero", "veinticinco"."""
    word = first(match, *(names or ("day", "daynum", "day_a")))
    if word is None:
        return ordinal_of(match) if not names and first(match, "ordinal") else None
    return day_number(word)


def day_number(word: str) -> int | None:
    """Return the day of the month that a word alone says; None for what is none ("cuarenta")."""
    if digits := re.match(r"\d+", word):
        return int(digits[0])
    number = 1 if word == "primero" else whole_number(word)
    return number if 1 <= number <= 31 else None


def weekday_of(match: re.Match[str], *names: str) -> int | None:
    """Return the ISO number of the weekday."""
    word = first(match, *(names or ("weekday", "weekday_a", "weekday_b")))
    return int(surfaces("date_weekdays")[word]) if word else None


def when_of(match: re.Match[str]) -> int | None:
    """Return the direction that words like "pasado" (-1), "este" (0), "que viene" (1) give; None without any."""
    if word := first(match, "when"):
        return int(surfaces("date_directions", "direction", "before")[one_blank(word)])
    if first(match, "past"):
        return -1
    if first(match, "next"):
        return 1
    if word := first(match, "after"):
        return int(surfaces("date_directions", "direction", "after")[one_blank(word)])
    return None


def relative_year(match: re.Match[str], context: DateContext) -> int | None:
    """Return the year that is meant by "de este año", "del año pasado", "de ese año".

    None without such words or without a day to count from.
    """
    word = first(match, "relyear")
    if word is None:
        return None
    offset = surfaces("date_years")[one_blank(word)]
    anaphoric = offset.startswith("same")
    day = (context.last_date() or context.reference) if anaphoric else context.reference
    return day.year + int(offset.removeprefix("same") or "0") if day else None


def year_and_anchor(match: re.Match[str], context: DateContext) -> tuple[int | None, dt.date | None]:
    """Return the year said, else that of "este año", else the current one; and the day it was counted from.

    The day is None for a year that was said.
    """
    if year := year_of(match):
        return year, None
    year = relative_year(match, context)
    if year is None and context.reference is not None:
        year = context.reference.year
    return year, context.reference


def month_offset(match: re.Match[str]) -> int:
    """Return how many months away from now "este mes", "mes pasado" or "próximo mes" is."""
    words = first(match, "rel") or ""
    return -1 if "pasado" in words else (1 if re.search("proximo|viene", words) else 0)


def direction_of(match: re.Match[str], context: DateContext) -> int:
    """Return the direction in words ("próximo"), else that of the verb."""
    said = when_of(match)
    return context.direction(*place(match)) if said is None else said


def says_future(match: re.Match[str], context: DateContext) -> bool:
    """Whether there is a future around the match: a present tense is no sure sign that a date lies ahead."""
    return has_future(context.text[max(0, match.start() - _AROUND) : match.end() + _AROUND])


def month_direction(match: re.Match[str], context: DateContext, month: int, verb: int) -> int:
    """Return where a month without a year lies.

    Without any hint it lies behind us, since news report, but for the next three.

    `verb` is the direction of the verb. A present tense is no sure sign of the future: "el dato de mayo supera al de
    abril" in June is about last May. What "o" joins to another date lies on its side.
    """
    assert context.reference is not None
    if beside := context.day_joined_to(match.start()):
        return timex.FUTURE if beside > context.reference else timex.PAST
    ahead = (month - context.reference.month) % 12
    if verb == timex.FUTURE and ahead >= 9:
        return verb if says_future(match, context) else timex.PAST
    if verb != timex.NEAREST:
        return verb
    return timex.FUTURE if 1 <= ahead <= 3 else timex.PAST


def ordinal_of(match: re.Match[str]) -> int:
    """Return the value of an ordinal in words, Roman ("IV trimestre") or digits ("4T").

    It is -1 for "último" and 0 for no number.
    """
    if word := first(match, "ordinal"):
        return int(surfaces("date_ordinals")[word])
    return century_number(first(match, "roman", "num", "num_b") or "0") or 0


def century_number(word: str) -> int | None:
    """Return the number of a century in digits or in Roman numerals of any case: "XVI" and "16" are 16.

    None for what is no Roman number ("iiii").
    """
    return int(word) if word.isdigit() else roman_value(word.upper())


def ends_apart(match: re.Match[str], found: TimeExpression) -> list[TimeExpression] | None:
    """Return the two ends of a range ("del 2 | al 15 de julio") as two DATEs; None for what is no range of DATEs.

    The groups of a pattern that end in `_a` belong to its first end, those in `_b` to the second.
    """
    ends = (found.timex.value or "").split("/")
    groups = [name for name, text in match.groupdict().items() if text]
    first_end = max((match.end(name) for name in groups if name.endswith("_a")), default=found.start)
    second_start = min((match.start(name) for name in groups if name.endswith("_b")), default=first_end)
    if found.timex.type != "DATE" or len(ends) != 2 or not found.start < first_end < second_start < found.end:
        return None
    if not re.search(r"[a-z]", match.string[first_end:second_start]):  # "2014-2018" is one word
        return None
    return [
        found._replace(end=first_end, timex=found.timex._replace(value=ends[0])),
        found._replace(start=second_start, timex=found.timex._replace(value=ends[1])),
    ]
