"""What stands around a place in a text: sentences, days named before, capitals; and what patterns need."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.stages.dates import guards, proper_names
from pipeline.stages.dates.context import DateContext, TimeExpression, Timex
from pipeline.stages.dates.find import no_direction
from pipeline.stages.dates.needs import needs_of
from pipeline.stages.dates.patterns import DatePattern, date_patterns
from pipeline.text.folding import fold

WEDNESDAY = dt.date(2013, 6, 12)


def context(text: str, *values: str | tuple[str, str], timeml: bool = False) -> DateContext:
    """The context of a text in which dates of these values have been found, one every ten characters.

    A value may have its type with it: ("P2D", "DURATION").
    """
    made = DateContext(text, fold(text), WEDNESDAY, no_direction, timeml=timeml)
    for number, value in enumerate(values):
        value, kind = value if isinstance(value, tuple) else (value, "DATE")
        timex = Timex(kind, value, WEDNESDAY)
        made.seen.append(TimeExpression(10 * number, 10 * number + 5, timex, "test"))
    return made


def pattern(name: str) -> DatePattern:
    return next(p for p in date_patterns(timeml=True) if p.id == name)


def placed(marked: str) -> tuple[DateContext, int, int]:
    """Context, start and end of the part of a text in brackets."""
    before, rest = marked.split("[")
    inside, after = rest.split("]")
    return context(before + inside + after), len(before), len(before) + len(inside)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("[Cien días]", True),
        ("«[Cien días]", True),
        ("— [Cien días]", True),
        ("El «[Cien días]", False),
        ("Fin. [Cien días]", True),
        ("Fin.) [Cien días]", True),
        ("(EFE).- [Cien días]", True),
        ("Dijo: «[Cien días]", True),
        ("Fin\n[Cien días]", True),
        ("¿Fin? ¡[Cien días]", True),
        ("El [Cien días]", False),
        ("En esta otra [Cien días]", False),
        ("Fin, [Cien días]", False),
    ],
)
def test_what_opens_a_sentence(text: str, opens: bool) -> None:
    made, start, _ = placed(text)
    assert made.opens_sentence(start) is opens


@pytest.mark.parametrize(
    ("values", "day", "date"),
    [
        ([], None, None),
        (["2012-05-03"], dt.date(2012, 5, 3), dt.date(2012, 5, 3)),
        (["2012-05-03", "2012-06"], None, dt.date(2012, 6, 1)),
        (["2012-05-03", "PAST_REF"], None, dt.date(2012, 5, 3)),
        (["2012-05-03", ("P2D", "DURATION")], dt.date(2012, 5, 3), dt.date(2012, 5, 3)),
        (["2012-05-03", ("2012-05-04TNI", "TIME")], dt.date(2012, 5, 4), dt.date(2012, 5, 4)),
        (["2012-05-03/2012-05-05"], None, dt.date(2012, 5, 3)),
    ],
)
def test_the_last_day_and_the_last_date(values: list[str], day: dt.date | None, date: dt.date | None) -> None:
    made = context("", *values)
    assert made.last_day() == day
    assert made.last_date() == date


def test_a_month_that_was_said_before_is_the_last_one_that_fits() -> None:
    made = context("", "2011-04", "2012-04", "2012-05", "2012-04-03")
    assert made.said_before("M", lambda day: day.month == 4) == dt.date(2012, 4, 1)
    assert made.said_before("M", lambda day: day.month == 6) is None
    assert made.said_before("D", lambda day: day.month == 4) == dt.date(2012, 4, 3)
    made.seen = [found._replace(timex=found.timex._replace(anchor=None)) for found in made.seen]
    assert made.said_before("M", lambda day: day.month == 4) is None  # "abril de 2012" says nothing of another April


@pytest.mark.parametrize(
    ("before", "within", "day"),
    [(25, 10, dt.date(2012, 5, 4)), (24, 9, dt.date(2012, 5, 4)), (25, 9, None), (25, 20, dt.date(2012, 5, 4))],
)
def test_a_previous_date_is_as_near_as_told(before: int, within: int, day: dt.date | None) -> None:
    made = context("", "2012-05-03", "2012-05-04")
    assert made.previous("D", within=within, before=before) == day
    assert made.previous("M", within=within, before=before) is None


def test_a_previous_date_has_one_of_the_lengths() -> None:
    made = context("", "2012-05-03", "2012-05", "2012")
    assert made.previous("D", before=30) == dt.date(2012, 5, 3)
    assert made.previous("D", "M", before=30) == dt.date(2012, 5, 1)
    assert made.previous("W", before=30) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("el 3, y el 5", True),
        ("el 3. y el 5", False),
        ("el 3; y el 5", False),
        ("el 3\ny el 5", False),
        ("el 3? y el 5", False),
        ("el 3.5 y el 5", True),
        ("A. B el 3 y 5", True),
    ],
)
def test_a_day_of_the_sentence(text: str, day: bool) -> None:
    made = context(text)
    start = text.index("3")
    made.seen.append(TimeExpression(start, start + 1, Timex("DATE", "2012-05-03"), "test"))
    assert made.day_in_sentence(before=text.index(" 5")) == (dt.date(2012, 5, 3) if day else None)


@pytest.mark.parametrize(
    ("text", "values", "value"),
    [
        ("mayo      lunes     ", ["2012-05", "2012-05-07"], "2012-05-07"),
        ("3.5.12    lunes     ", ["2012-05-03", "2012-05-07"], "2012-05-03"),
        ("3.5.12    4.5.12    ", ["2012-05-03", "2012-05-04"], "2012-05-04"),
        ("lunes     martes    ", ["2012-05-07", "2012-05-08"], "2012-05-08"),
        ("lunes     la semana ", ["2012-05-07", "2012-W20"], "2012-05-07"),
        ("lunes     este año  ", ["2012-05-07", "2013"], "2012-05-07"),
        ("lunes     la noche  ", ["2012-05-07", ("2012-05-08TNI", "TIME")], "2012-05-08"),
        ("3.5.12    ", [("2012-05-03TNI", "TIME")], "2012-05-03"),
        ("hace poco ", ["PAST_REF"], None),
        ("", [], None),
    ],
)
def test_what_that_date_means(text: str, values: list[str], value: str | None) -> None:
    assert context(text, *values).antecedent(before=len(text)) == value


def test_that_date_may_be_a_year_that_was_named() -> None:
    made = context("1998      ", "1998")
    assert made.antecedent(before=10) is None
    made.seen[0] = made.seen[0]._replace(timex=Timex("DATE", "1998"))
    assert made.antecedent(before=10) == "1998"


@pytest.mark.parametrize(
    ("between", "kind", "joined"),
    [
        (" y ", "DATE", True), (" o ", "DATE", True), (" hasta ", "DATE", True), (" o el ", "DATE", True),
        (", ", "DATE", False), (" y otro y otro ", "DATE", True), (" y uno dos tres cuatro cinco ", "DATE", False),
        (" y ", "DURATION", False),
    ],
)  # fmt: skip
def test_what_is_joined_to_a_date(between: str, kind: str, joined: bool) -> None:
    made = context("lunes" + between + "martes", "2012-05-01", ("2012-05-07/2012-05-09", kind))
    made.seen[1] = made.seen[1]._replace(start=0, end=5)
    assert made.day_joined_to(5 + len(between)) == (dt.date(2012, 5, 7) if joined else None)
    made.seen.clear()
    assert made.day_joined_to(5 + len(between)) is None


@pytest.mark.parametrize(
    ("check", "rule", "text", "is_name"),
    [
        ("follows_name", "date.day_month", "en la Casa [5 de mayo]", True),
        ("follows_name", "date.day_month", "el Mar [5 de mayo]", False),  # too short for a name of a street
        ("follows_name", "date.day_month", "Lima [5 de mayo]", False),
        ("follows_name", "date.day_month", "Fin. Lima [5 de mayo]", False),
        ("follows_name", "date.day_month", "el Martes [5 de mayo]", False),
        ("follows_name", "date.day_month", "la UNESCO [5 de mayo]", False),
        ("follows_name", "date.day_month", "en la Casa [cinco de mayo]", False),
        ("follows_name", "date.day_month", "en la casa [5 de mayo]", False),
        ("follows_name", "date.day_abbr", "en la Casa [5 may]", False),
        ("is_day_name", "date.day_month", "en el club [9 de Julio]", True),
        ("is_day_name", "date.day_month", "en el club [9 de julio]", False),
        ("is_day_name", "date.day_month", "EN EL CLUB [9 DE JULIO]", False),
        ("is_day_name", "date.day_month", "el [9 de Julio]", False),
        ("is_day_name", "date.day_month", "(hoy, [9 de Julio]", False),
        ("is_day_name", "date.day_month", "[9 de Julio]", False),
        ("is_day_name", "date.day_month", "Fin. [9 de Julio]", False),
        ("is_day_name", "date.day_month", "el club [nueve de Julio]", False),
        ("is_day_name", "date.day_month", "el club [Nueve de Julio]", True),
        ("is_day_name", "date.day_month", "Fin. [Nueve de Julio]", False),
        ("is_day_name", "timeml.day_ordinal", "el club [1.º de Julio]", True),
        ("is_day_name", "date.day_abbr", "el club [9 de Julio]", False),
        ("is_day_name", "date.full", "sito en [9 de Julio 2016]", True),
        ("is_day_name", "date.full", "el acta [9 de Julio 2016]", False),
        ("is_day_name", "date.full", "sito en [9 de Julio de 2016]", False),
        ("is_month_name", "month.bare", "en [Mayo]", False),
        ("is_month_name", "month.bare", "de [Mayo]", True),
        ("is_month_name", "month.bare", "de [mayo]", False),
        ("is_month_name", "month.bare", "en [Mayo] Ruiz", True),
        ("is_month_name", "month.bare", "EL PLAN DE [MAYO] ES", False),
        ("is_month_name", "month.year", "de [Mayo de 2012]", False),
        ("is_month_name", "timeml.month", "[Julio] y Domingo son hermanos", True),
        ("is_month_name", "timeml.month", "[Julio] y agosto son largos", False),
        ("is_month_name", "timeml.month", "[Julio].", False),
        ("is_month_name", "timeml.month", "Son Enero, [Febrero]", False),
        ("is_month_name", "timeml.month", "Son Ana, [Abril]", True),
        ("is_weekday_name", "weekday.bare", "el [Domingo]", False),
        ("is_weekday_name", "weekday.bare", "con [Domingo]", True),
        ("is_weekday_name", "weekday.bare", "con [domingo]", False),
        ("is_weekday_name", "weekday.bare", "el [Domingo] Savio", True),
        ("is_weekday_name", "weekday.bare", "el [Domingo] de Ramos", False),
        ("is_weekday_name", "weekday.bare", "el [Domingo], Savio", False),
        ("is_weekday_name", "weekday.when", "con [Domingo]", False),
        ("is_unit_name", "unit.when", "[esta Semana] Nacional", True),
        ("is_unit_name", "unit.when", "[esta Semana] nacional", False),
        ("is_unit_name", "unit.when", "[esta semana] Nacional", False),
        ("is_unit_name", "unit.when", "[ESTA SEMANA] NACIONAL", False),
        ("is_event_name", "year.subject", "la Copa Brasil [2014]", True),
        ("is_event_name", "year.subject", "la copa [2014]", False),
        ("is_event_name", "year.prep", "la Copa Brasil [2014]", False),
        ("is_century_name", "century.number", "el hotel [Siglo XX]", True),
        ("is_century_name", "century.number", "el [Siglo XX]", False),
        ("is_century_name", "century.number", "el hotel [siglo XX]", False),
        ("is_century_name", "century.number", "[Siglo XX]", False),
        ("is_feast_name", "holiday", "la isla de [Navidad]", True),
        ("is_feast_name", "holiday", "las islas de la [navidad]", True),
        ("is_feast_name", "holiday", "Puerto [Navidad]", True),
        ("is_feast_name", "holiday", "ante [Navidad] Quintero", True),
        ("is_feast_name", "holiday", "Feliz [Navidad]", False),
        ("is_feast_name", "holiday", "Puerto [navidad]", False),
        ("is_feast_name", "holiday", "Puerto [Semana Santa]", False),
        ("is_length_name", "duration", "el canal [24 Horas]", True),
        ("is_length_name", "duration", "la obra [Cien años]", True),
        ("is_length_name", "duration", "[Cien años]", False),
        ("is_length_name", "duration", "la obra [cien años]", False),
        ("is_length_name", "duration", "LA OBRA [CIEN AÑOS]", False),
        ("is_length_name", "ago", "la obra [Cien Años]", False),
        ("is_surname", "deictic", "dijo Daniel [Mañana]", True),
        ("is_surname", "deictic", "dijo Daniel [mañana]", False),
        ("is_surname", "deictic", "dijo daniel [Mañana]", False),
        ("is_newspaper", "deictic", "el diario [Hoy]", True),
        ("is_newspaper", "deictic", "el diario [hoy]", False),
        ("is_newspaper", "deictic", "el plan [Hoy]", False),
    ],
)
def test_names(check: str, rule: str, text: str, is_name: bool) -> None:
    made, start, end = placed(text)
    assert getattr(proper_names, check)(pattern(rule), start, end, made) is is_name


@pytest.mark.parametrize(
    ("text", "touches"),
    [
        ("en [2012] y", False),
        ("$[2012]", True), ("€[2012]", True), ("#[2012]", True), ("/[2012]", True), ("°[2012]", True),
        ("1.[2012]", True), ("1,[2012]", True), ("1-[2012]", True), ("1–[2012]", True),
        ("a.[2012]", False), (".[2012]", False), ("26.\n[2012]", False), ("26. [2012]", False),
        ("[2012]/4", True), ("[2012]-4", True), ("[2012].4", True), ("[2012],4", True), ("[2012]:4", True),
        ("[2012].", False), ("[2012], 4", False), ("[2012]4", False), ("[mayo]-4", False),
    ],
)  # fmt: skip
def test_a_longer_number(text: str, touches: bool) -> None:
    made, start, end = placed(text)
    assert guards._touches_number(made, start, end) is touches


@pytest.mark.parametrize(
    ("written", "needs"),
    [
        ("[0-9]?mayo", [{"mayo"}]),
        (r"(\)|[)])mayo", [{"mayo"}]),
        (r"(?:\(|abril)mayo", [{"mayo"}]),
        ("[])]mayo", [{"mayo"}]),
        ("(?=a|b)mayo|junio", [{"mayo", "junio"}]),
        ("(?<!a|b)mayo", [{"mayo"}]),
        ("(?P<x>mayo)(?P=x)", [{"mayo"}]),
        ("dos? {month}", [{"{month}"}]),
        ("años? {month}", [{"año"}, {"{month}"}]),
        ("(?:mayo|junio)?abril", [{"abril"}]),
        ("(?:mayo){0,2}abril", [{"abril"}]),
        ("mayo|", []),
        ("mayo|junio|abril", [{"mayo", "junio", "abril"}]),
        (r"\d{4}-mayo", [{"{digit}"}, {"mayo"}]),
        ("[a-z] mayo mayo", [{"mayo"}]),
        ("el la", []),
        ("", []),
    ],
)
def test_what_a_pattern_needs(written: str, needs: list[set[str]]) -> None:
    assert [set(clause) for clause in needs_of(written)] == needs
