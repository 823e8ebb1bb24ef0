"""Both sides of every boundary: marked sentences as in `test_marked_times.py`, and what the marks do not show."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from marked_times import Sentence, read_sentences

from pipeline.stages.dates.component import published_day
from pipeline.stages.dates.find import find_timexes
from pipeline.stages.dates.spans import annotate, timex_spans

WEDNESDAY = dt.date(2013, 6, 12)
MAY_3 = "La cumbre fue el 3 de mayo de 2012"


@pytest.mark.parametrize("sentence", read_sentences("edges"), ids=lambda s: s.text[:50])
def test_news(sentence: Sentence) -> None:
    assert tuple(timex_spans(sentence.text, sentence.reference, conventions="news")) == sentence.spans, sentence.group


@pytest.mark.parametrize("sentence", read_sentences("timeml_edges"), ids=lambda s: s.text[:50])
def test_timeml(sentence: Sentence) -> None:
    assert tuple(timex_spans(sentence.text, sentence.reference)) == sentence.spans, sentence.group


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("Será a principios de mayo.", "START"), ("Será a mediados de mayo.", "MID"), ("Será a fines de mayo.", "END"),
        ("Será a comienzos de 2014.", "START"), ("Será a finales de 2014.", "END"), ("Será en mayo.", None),
        ("Será en la primera mitad de julio.", "START"), ("Será en la segunda quincena de julio.", "END"),
        ("Será en la última quincena de julio.", "END"), ("Será en la primera quincena de julio.", "START"),
        ("Fue los primeros días de la semana pasada.", "START"), ("Fue los últimos días de la semana pasada.", "END"),
        ("Fue en la primera mitad de la semana pasada.", "START"),
        ("Fue en la segunda mitad de la semana pasada.", "END"),
        ("Duró más de dos días.", "MORE_THAN"), ("Duró poco más de dos días.", "MORE_THAN"),
        ("Duró menos de dos días.", "LESS_THAN"), ("Duró al menos dos días.", "EQUAL_OR_MORE"),
        ("Duró como máximo dos días.", "EQUAL_OR_LESS"), ("Duró casi dos días.", "APPROX"), ("Duró dos días.", None),
    ],
)  # fmt: skip
def test_what_stands_beside_a_value(text: str, mod: str | None) -> None:
    (found,) = annotate(text, WEDNESDAY)
    assert found.timex.mod == mod


@pytest.mark.parametrize(
    ("text", "value"),
    [("Será en la primera mitad de julio.", "2013-07"), ("Será en la segunda mitad de mayo.", "2013-05")],
)
def test_a_half_of_a_month_is_the_month_for_timeml(text: str, value: str) -> None:
    (found,) = annotate(text, WEDNESDAY)
    assert found.timex.value == value


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        # what is said in full is counted from nothing, the rest from the day of publication
        ("Fue el 3 de mayo de 2012 y el 3 de mayo.", [None, WEDNESDAY]),
        ("Fue en mayo de 2012 y en mayo.", [None, WEDNESDAY]),
        ("Fue en la primera quincena de mayo de 2012.", [None]),
        ("Fue en la primera quincena de mayo.", [WEDNESDAY]),
        ("Fue en la segunda semana de 2012.", [None]),
        ("Fue en la segunda semana del año.", [WEDNESDAY]),
        ("Fue en la primera década del siglo XXI.", [None]),
        ("Fue en la primera década de este siglo.", [WEDNESDAY]),
        ("Fue el primer lunes de mayo de 2012.", [None]),
        ("Fue el primer lunes de mayo.", [WEDNESDAY]),
        ("Fue el primer día de mayo de 2012.", [None]),
        ("Fue el primer día de mayo.", [WEDNESDAY]),
        ("Fue en el primer trimestre de 2012.", [None]),
        ("Fue en el primer trimestre.", [WEDNESDAY]),
        ("Fue de enero a marzo de 2012.", [None]),
        ("Fue de enero a marzo.", [WEDNESDAY]),
        ("Fue en la Navidad de 2012.", [None]),
        ("Fue en Navidad.", [WEDNESDAY]),
        ("Fue en el verano de 2012.", [None]),
        # from a date of the text
        ("Fue el 3 de mayo de 2012 y tres días más tarde.", [None, dt.date(2012, 5, 3)]),
        ("Fue en mayo de 2012 y la semana siguiente.", [None, dt.date(2012, 5, 1)]),
        ("Fue en mayo de 2012. En esa fecha hubo paz.", [None, dt.date(2012, 5, 1)]),
        ("Fue el 3 de mayo de 2012 y el lunes siguiente.", [None, dt.date(2012, 5, 3)]),
        ("Abre el 3 de mayo de 2012 y cierra el 5.", [None, dt.date(2012, 5, 3)]),
        ("Fue el 3 de mayo de 2012 y el 5 del mismo mes.", [None, dt.date(2012, 5, 3)]),
        ("Fue el 3 de mayo de 2012 y el 5 de este mes.", [None, WEDNESDAY]),
    ],
)
def test_what_a_date_is_counted_from(text: str, anchors: list[dt.date | None]) -> None:
    assert [found.timex.anchor for found in annotate(text, WEDNESDAY, conventions="news")] == anchors


@pytest.mark.parametrize(
    ("phrase", "within", "near", "far"),
    [
        ("| día siguiente firmará.", 300, "2012-05-04", "2013-06-13"),
        ("| noche siguiente firmará.", 300, "2012-05-04TNI", "2013-06-13TNI"),
        ("| lunes siguiente firmará.", 400, "2012-05-07", "2013-06-17"),
        ("| esa fecha firmará.", 400, "2012-05-03", None),
        ("| Ese día firmará.", 400, "2012-05-03", None),
        # in the same sentence
        (" por la noche firmará.", 200, "2012-05-03TNI", None),
        (" a las 10:30 horas firmará.", 120, "2012-05-03T10:30", "2013-06-12T10:30"),
    ],
)
def test_what_is_referred_to_is_not_far(phrase: str, within: int, near: str, far: str | None) -> None:
    stop = ". " if phrase[0] == "|" else " - "
    for value, away in ((near, within), (far, within + 1)):
        gap = stop + "-" * (away - len(stop) - 1) + " "
        found = find_timexes(MAY_3 + gap + phrase.strip("| "), WEDNESDAY)
        assert [item.timex.value for item in found] == ["2012-05-03", value]


@pytest.mark.parametrize(
    ("phrase", "within", "near", "far"),
    [
        ("de 10 a 14 h llovió.", 120, "2012-05-03T10:00", "2013-06-12T10:00"),
        ("el 15, dijo.", 200, "2012-05-15", "2013-06-15"),
    ],
)
def test_what_timeml_refers_to_is_not_far(phrase: str, within: int, near: str, far: str) -> None:
    for value, away in ((near, within), (far, within + 1)):
        found = find_timexes(f"{MAY_3} - {'-' * (away - 4)} {phrase}", WEDNESDAY, timeml=True)
        assert [item.timex.value for item in found[:2]] == ["2012-05-03", value]


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2013-06-12", WEDNESDAY),
        ("2013-06-12T10:00:00Z", WEDNESDAY),
        ("2013-06", None),
        ("2013", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_of_publication_is_known_to_the_day(published: str | None, day: dt.date | None) -> None:
    doc = spacy.blank("es")("Llegó ayer.")
    doc._.article = {"article_id": "x", "published": published}
    assert published_day(doc) == day
