"""What the groups of a pattern say: numbers, days, units; and whether a future stands near."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from pipeline.stages.dates import groups
from pipeline.stages.dates.context import DateContext
from pipeline.stages.dates.duration_rules import parse_duration
from pipeline.stages.dates.find import no_direction
from pipeline.stages.dates.triggers import words_in
from pipeline.text.folding import fold


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("1", 1), ("1º", 1), ("25", 25), ("primero", 1), ("uno", 1), ("treinta y uno", 31), ("treinta y dos", None),
        ("cuarenta", None), ("nada", None),
    ],
)  # fmt: skip
def test_days_of_a_month(word: str, day: int | None) -> None:
    assert groups.day_number(word) == day


@pytest.mark.parametrize(("word", "number"), [("12", 12), ("doce", 12), ("nada", 0), ("", 0), (None, 0)])
def test_whole_numbers(word: str | None, number: int) -> None:
    assert groups.whole_number(word) == number


def test_a_pattern_without_a_day_has_none() -> None:
    nothing = re.match("(?P<day>x)?(?P<ordinal>x)?", "")
    assert nothing
    assert groups.day_of(nothing) is None
    assert groups.day_of(nothing, "day") is None
    ordinal = re.match("(?P<day>x)?(?P<ordinal>tercer)", "tercer")
    assert ordinal
    assert groups.day_of(ordinal) == 3
    assert groups.day_of(ordinal, "day") is None  # asked for that group alone


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("(?P<ordinal>tercer)", 3), ("(?P<ordinal>ultimo)", -1), ("(?P<roman>iv)", 4), ("(?P<num>4)", 4),
        ("(?P<roman>iiii)", 0),
    ],
)  # fmt: skip
def test_ordinals(written: str, number: int) -> None:
    match = re.match(written, re.sub(r"\(\?P<\w+>|\)", "", written))
    assert match
    assert groups.ordinal_of(match) == number


@pytest.mark.parametrize(
    ("words", "offset"),
    [("del mes pasado", -1), ("del proximo mes", 1), ("del mes que viene", 1), ("de este mes", 0), ("", 0)],
)
def test_months_away(words: str, offset: int) -> None:
    match = re.match("(?P<rel>.+)?", words)
    assert match
    assert groups.month_offset(match) == offset


@pytest.mark.parametrize(("away", "seen"), [(1, True), (76, True), (77, False)])
def test_a_future_is_seen_up_to_80_characters_away(away: int, seen: bool) -> None:
    for text in ("será" + " " * away + "X", "X" + " " * away + "será", "." * 90 + "será" + " " * away + "X"):
        match = re.search("X", text)
        assert match
        made = DateContext(text, fold(text), dt.date(2013, 6, 12), no_direction)
        assert groups.says_future(match, made) is seen


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("dos años", [(2, "Y")]), ("dos años y medio", [(2, "Y"), (6, "M")]), ("medio año", [(6, "M")]),
        ("media hora", [(30, "MIN")]), ("tres cuartos de hora", [(45, "MIN")]), ("un cuarto de hora", [(15, "MIN")]),
        ("dos horas y cuarto", [(2, "H"), (15, "MIN")]), ("dos horas y tres cuartos", [(2, "H"), (45, "MIN")]),
        ("dos meses y medio", [(2.5, "M")]), ("año y medio", [(1, "Y"), (6, "M")]), ("un par de dias", [(2, "D")]),
        ("varios dias", [(None, "D")]), ("una quincena", [(15, "D")]), ("un año y tres dias", [(1, "Y"), (3, "D")]),
        ("nada", []),
    ],
)  # fmt: skip
def test_lengths(text: str, parts: list[tuple[float | None, str]]) -> None:
    assert parse_duration(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [("dos años y medio", [(2.5, "Y")]), ("media hora", [(0.5, "H")]), ("dos horas y tres cuartos", [(2.75, "H")])],
)
def test_lengths_in_decimals(text: str, parts: list[tuple[float | None, str]]) -> None:
    assert parse_duration(text, decimal=True) == parts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("en mayo", {"en", "mayo"}),
        ("el 3 de mayo", {"el", "de", "mayo", "0"}),
        ("en 2012", {"en", "0", "2000"}),
        ("en 2112", {"en", "0"}),
        ("en 812", {"en", "0"}),
    ],
)
def test_words_that_patterns_are_asked_for(text: str, words: set[str]) -> None:
    assert words_in(text) == words
