"""What holds for any text and any day of reference."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from marked_times import read_sentences

from pipeline.stages.dates.spans import CONVENTIONS, annotate, timex_spans
from pipeline.text import timex

#: Words of which expressions of time are made, and what stands around them.
WORDS = """
el la los las de del al y en hasta a 25 3 31 99 1998 2013 abril mayo Julio lunes domingo pasado próximo que viene este
esta ese hace dos mil años meses semana siglo XVI noche tarde ayer hoy mañana : . , ( ) / - GMT horas cada todos últimos
futuro firmó firmará primer trimestre Navidad día siguiente más después antes a.C. 14:30 30/02/2013 4/22 cuarto media
quincena finales resto fin un rato veces entre enero décadas noventa otoño mediodía Semana Santa n.º % «
""".split()  # noqa: SIM905

DAYS = st.dates()
HEAPS = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


def check(text: str, reference: dt.date | None, conventions: str) -> None:
    at = 0
    for found in annotate(text, reference, conventions=conventions):  # type: ignore[arg-type]
        surface = text[found.start : found.end]
        assert at <= found.start < found.end <= len(text)
        assert surface.strip() == surface
        at = found.end
        if found.timex.value is None:
            assert found.rule.endswith(("no reference date", "no date to refer to")), found
        else:
            assert timex.is_timex3(found.timex.type, found.timex.value), found


@given(HEAPS, DAYS, st.sampled_from(CONVENTIONS))
def test_any_heap_of_words_gives_sound_rows(text: str, reference: dt.date, conventions: str) -> None:
    check(text, reference, conventions)


@given(HEAPS, st.sampled_from(CONVENTIONS))
def test_a_heap_without_a_day_gives_sound_rows(text: str, conventions: str) -> None:
    check(text, None, conventions)


@given(st.text(), DAYS, st.sampled_from(CONVENTIONS))
@example("\x00\ud7ff 25\u00a0de\u202fabril", dt.date(2013, 6, 12), "timeml")
def test_any_text_gives_sound_rows(text: str, reference: dt.date, conventions: str) -> None:
    check(text, reference, conventions)


@given(DAYS, st.sampled_from(CONVENTIONS))
def test_the_sentences_give_sound_rows_on_any_day(reference: dt.date, conventions: str) -> None:
    text = "\n\n".join(sentence.text for sentence in read_sentences("news")[::7])
    check(text, reference, conventions)


@pytest.mark.parametrize(
    "text",
    [
        "hoy", "ayer", "mañana", "anteayer", "pasado mañana", "hoy mismo", "la víspera", "hace tres días",
        "dentro de diez días", "dentro de 48 horas", "hace 24 horas", "esta noche", "anoche", "mañana por la tarde",
    ],
)  # fmt: skip
@given(st.dates(dt.date(2, 1, 1), dt.date(9998, 12, 31)))
def test_a_day_later_every_relative_day_is_a_day_later(text: str, reference: dt.date) -> None:
    values = []
    for day in (reference, reference + dt.timedelta(days=1)):
        ((_, _, _, value),) = timex_spans(f"Fue {text}.", day, conventions="news")
        span = timex.bounds(value)
        assert span is not None
        values.append(span[0])
    assert values[1] - values[0] == dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Llegó el lunes.", "W"), ("Llegará el próximo jueves.", "W"), ("Llegó la semana pasada.", "W"),
        ("Llegará este fin de semana.", "W"), ("Llegó el mes pasado.", "M"), ("Llegará el próximo trimestre.", "Q"),
        ("Llegó el año pasado.", "Y"), ("Llegó en Navidad.", "Y"), ("Llegó hace dos años.", "Y"),
    ],
)  # fmt: skip
@given(st.dates(dt.date(1700, 1, 1), dt.date(2300, 12, 28)).filter(lambda day: day.day <= 28))
def test_a_unit_later_what_is_counted_in_it_is_a_unit_later(text: str, unit: str, reference: dt.date) -> None:
    first, second = (
        timex.bounds(timex_spans(text, day, conventions="news")[0][3])
        for day in (reference, timex.shift(reference, 1, unit))
    )
    assert first
    assert second
    assert timex.shift(first[0], 1, unit) == second[0]


@given(DAYS, DAYS)
def test_an_absolute_date_is_the_same_on_any_day(first: dt.date, second: dt.date) -> None:
    text = "El tratado se firmó el 25 de abril de 2013 y se ratificó en mayo de 2014."
    assert timex_spans(text, first) == timex_spans(text, second)
