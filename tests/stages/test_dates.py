"""The dates stage: rows, types, bounds, anchors, and what it does without a day of reference.

The sentences with their dates are in `tests/dates`. The texts here are dated Wednesday, 12 June 2013.
"""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.stages.dates.component import find_dates, make_dates, published_day
from pipeline.text.attributes import mentions_of, rows_of

REFERENCE = dt.date(2013, 6, 12)


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("es")


def found_in(doc: Doc, reference: dt.date | None = REFERENCE) -> list[tuple[str, str]]:
    return [(doc.text[r["start"] : r["end"]], r["value"] or "-") for r in find_dates(doc, reference=reference)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Llegó ayer.", "DATE"),
        ("Llegó anoche.", "TIME"),
        ("Llegó a las 14:30 horas.", "TIME"),
        ("Duró dos semanas.", "DURATION"),
        ("Se ven cada año.", "SET"),
        ("Crecerá en los próximos años.", "DATE"),
    ],
)
def test_type(text: str, kind: str, blank: Language) -> None:
    assert [row["type"] for row in find_dates(blank(text), reference=REFERENCE)] == [kind]


@pytest.mark.parametrize(
    ("text", "first", "last", "anchor"),
    [
        ("Fue la semana pasada.", "2013-06-03", "2013-06-09", "2013-06-12"),
        ("Fue en abril de 2010.", "2010-04-01", "2010-04-30", None),
        ("Será del 28 al 30 de julio.", "2013-07-28", "2013-07-30", "2013-06-12"),
        ("Fue en 1998.", "1998-01-01", "1998-12-31", None),
        ("Llegó anoche.", "2013-06-11", "2013-06-11", "2013-06-12"),
        ("Duró dos semanas.", None, None, None),
        ("Será en el futuro.", None, None, None),
    ],
)
def test_bounds_and_anchor(text: str, first: str | None, last: str | None, anchor: str | None, blank: Language) -> None:
    (row,) = find_dates(blank(text), reference=REFERENCE)
    assert (row["start_date"], row["end_date"], row["anchor"]) == (first, last, anchor)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Se firmó el 25 de abril.", [("25 de abril", "XXXX-04-25")]),
        ("Se firmó en abril.", [("abril", "XXXX-04")]),
        ("Se firmó el martes.", [("martes", "-")]),
        ("Se firmó el 25 de abril de 2013.", [("25 de abril de 2013", "2013-04-25")]),
    ],
)
def test_without_a_reference(text: str, wanted: list[tuple[str, str]], blank: Language) -> None:
    assert found_in(blank(text), reference=None) == wanted


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Llegó ayer.", "deictic: no reference date"),
        ("Llegó el martes.", "weekday.bare: no reference date"),
        ("Llegó la semana pasada.", "unit.when: no reference date"),
        ("Llegó hace tres días.", "ago: no reference date"),
        ("Llegará esta noche.", "daypart.this: no reference date"),
        ("Ese día se firmó el acta.", "unit.same: no date to refer to"),
    ],
)
def test_what_has_no_value_says_why(text: str, rule: str, blank: Language) -> None:
    (row,) = find_dates(blank(text))
    assert (row["value"], row["start_date"], row["anchor"], row["rule"]) == (None, None, None, rule)


def test_a_text_that_calls_another_day_today_counts_from_it(blank: Language) -> None:
    rows = find_dates(blank("Anunció hoy martes que mañana viajará."), reference=REFERENCE)
    assert [row["value"] for row in rows] == ["2013-06-11", "2013-06-12"]


@pytest.mark.parametrize(
    "text", ["Esperan firmar antes de que acabe el día.", "Al concluir el día firmaron el convenio."]
)
def test_the_end_of_the_day_is_the_day(text: str, blank: Language) -> None:
    assert found_in(blank(text)) == [("día", REFERENCE.isoformat())]


def test_a_future_in_another_clause_does_not_move_the_day(blank: Language) -> None:
    text = "El ministro anunció el lunes que su colega viajará a Lima."
    assert found_in(blank(text)) == [("lunes", "2013-06-10")]


def test_published_is_the_reference(blank: Language) -> None:
    doc = blank("El acuerdo se firmó ayer.")
    doc._.article = {"article_id": "x", "published": "2013-06-12"}
    assert published_day(doc) == REFERENCE
    assert found_in(doc, reference=None) == [("ayer", "2013-06-11")]


def test_published_must_be_a_date(blank: Language) -> None:
    doc = blank("El acuerdo se firmó ayer.")
    doc._.article = {"article_id": "x", "published": "12 de junio"}
    with pytest.raises(ValueError, match="12 de jun"):
        find_dates(doc)


def test_dateline_takes_its_year_from_published(blank: Language) -> None:
    doc = blank("ASTANÁ, 25 abr (Agencia) -- El canciller partió.")
    assert found_in(doc, reference=dt.date(2025, 4, 26)) == [("25 abr", "2025-04-25")]


def test_component_writes_rows_spans_and_mentions(blank: Language) -> None:
    doc = blank("El ministro llegó el lunes y se irá mañana.")
    doc._.article = {"article_id": "x", "published": "2013-06-12"}
    make_dates(blank, "dates")(doc)
    rows = rows_of(doc, "dates")
    assert [row["date_id"] for row in rows] == ["d001", "d002"]
    assert [span.text for span in doc.spans["dates"]] == ["lunes", "mañana"]
    assert [m["entity_id"] for m in mentions_of(doc, "date")] == ["d001", "d002"]


def test_runs_as_a_pipe() -> None:
    nlp = spacy.blank("es")
    nlp.add_pipe("comunicado_dates")
    assert rows_of(nlp("Se reúnen cada año."), "dates")[0]["type"] == "SET"


def test_a_demonym_taken_for_a_verb_tells_no_direction(blank: Language) -> None:
    words = ["Atacaron", "a", "la", "fuerza", "libia", "ocurrido", "el", "martes", "."]
    doc = Doc(
        blank.vocab,
        words,
        pos=["VERB", "ADP", "DET", "NOUN", "VERB", "ADJ", "DET", "NOUN", "PUNCT"],
        morphs=["Tense=Past|VerbForm=Fin", "", "", "", "Tense=Pres|VerbForm=Fin", "VerbForm=Part", "", "", ""],
    )
    assert found_in(doc) == [("martes", "2013-06-11")]
