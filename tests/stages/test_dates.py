"""Dates in sentences of our own: "[lunes|2013-06-10]" marks the span and the value that must be found, nothing else.

The texts are dated Wednesday, 12 June 2013; what is not marked must not be found. `-` stands for no value.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import timex
from pipeline.attributes import mentions_of, rows_of
from pipeline.stages.dates import find_dates, make_dates, published_day

REFERENCE = dt.date(2013, 6, 12)
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("es")


def read_markup(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The plain text of a marked sentence and its (surface, value) pairs."""
    return MARK.sub(r"\1", marked), [(m[1], m[2]) for m in MARK.finditer(marked)]


def found_in(doc: Doc, reference: dt.date | None = REFERENCE) -> list[tuple[str, str]]:
    return [(doc.text[r["start"] : r["end"]], r["value"] or "-") for r in find_dates(doc, reference=reference)]


ABSOLUTE = """
El tratado se firmó el [25 de abril de 2013|2013-04-25] en Quito.
El tratado se firmó el [jueves 25 de abril de 2013|2013-04-25].
El tratado se firmó el [25 de abril del año 2013|2013-04-25].
El tratado se firmó el [25 de Abril del 2013|2013-04-25].
El tratado se firmó el [primero de mayo de 2010|2010-05-01].
El tratado se firmó el [1º de mayo de 2010|2010-05-01].
El tratado se firmó el [1.º de mayo de 2010|2010-05-01].
El tratado se firmó el [dos de mayo de 2010|2010-05-02].
El tratado se firmó el [treinta y uno de mayo de dos mil diez|2010-05-31].
Fecha: [25/04/2013|2013-04-25].
Fecha: [25-04-2013|2013-04-25].
Fecha: [25.04.2013|2013-04-25].
Fecha: [5/4/13|2013-04-05].
Fecha: [2013-04-25|2013-04-25].
Fecha: [04/25/2013|2013-04-25].
La inversión crecerá de aquí a [2030|2030].
El tratado se firmó el [2 de oct. de 2012|2012-10-02].
Fecha: [Abril 25, 2013|2013-04-25].
QUITO, [25 abr 2013|2013-04-25] (Agencia) -- El canciller partió.
El pacto es de [abril de 2010|2010-04].
El pacto es de [abril del 2010|2010-04].
El pacto es de [abril del año 2010|2010-04].
El pacto es del [año 2010|2010].
El pacto se firmó en [1998|1998] y se renovó en [2008|2008].
El comercio creció entre [2003|2003] y [2012|2012].
El comercio creció de [2003|2003] a [2012|2012].
El comercio creció en [2010|2010], [2011|2011] y [2012|2012].
El plan [2013-2016|2013/2016] fue aprobado.
El bienio [2013-14|2013/2014] fue bueno.
El informe ([1998|1998]) se perdió.
La frontera data del [siglo XIX|18].
La disputa viene de los [siglos XVIII y XIX|17/18].
La guerra fue en los [años noventa|199].
La guerra fue en la [década de 1980|198].
La guerra fue en la [década de los 80|198].
La guerra fue en las [décadas de 1970 y 1980|197/198].
Dado en Quito, a los [25 días del mes de abril de 2013|2013-04-25].
El rito viene de la [Edad Media|PAST_REF].
"""

RANGES = """
La feria será del [28 al 30 de julio|2013-07-28/2013-07-30].
La feria será del [28 al 30 de julio de 2014|2014-07-28/2014-07-30].
La feria será del [28 de julio al 2 de agosto|2013-07-28/2013-08-02].
La feria será del [28 de diciembre de 2013 al 2 de enero de 2014|2013-12-28/2014-01-02].
La feria será del [lunes 1 al viernes 5 de julio|2013-07-01/2013-07-05].
La feria será el [3 y 4 de julio|2013-07-03/2013-07-04].
La feria será los días [3, 4 y 5 de julio|2013-07-03/2013-07-05].
La feria será el [3|2013-07-03] y el [10 de julio|2013-07-10].
La feria será entre el [3 y el 6 de julio|2013-07-03/2013-07-06].
La feria será desde el [3 hasta el 6 de julio|2013-07-03/2013-07-06].
Las ventas crecieron entre [enero y marzo de 2013|2013-01/2013-03].
Las ventas crecieron de [enero a mayo|2013-01/2013-05].
Las ventas crecieron en el [primer trimestre de 2013|2013-Q1].
Las ventas crecieron en el [segundo semestre de 2012|2012-H2].
Las ventas crecieron en la [segunda mitad del año|2013-H2].
Las ventas crecieron en los [primeros cinco meses del año|2013-01/2013-05].
Las ventas crecieron en los [tres primeros meses de este año|2013-01/2013-03].
La gira será en la [primera quincena de octubre|2013-10-01/2013-10-15].
La gira será en la [segunda semana de octubre|2013-W41].
La gira será del [17 al 20 de este mes|2013-06-17/2013-06-20].
La gira será en la [segunda semana de este mes|2013-W24].
La gira será la [semana del 16 de diciembre|2013-W51].
La visita será del [lunes al miércoles|2013-06-17/2013-06-19].
"""

RELATIVE = """
El acuerdo se firmó [hoy|2013-06-12].
El acuerdo se firmó [ayer|2013-06-11].
El acuerdo se firmó [anteayer|2013-06-10].
El acuerdo se firmará [mañana|2013-06-13].
El acuerdo se firmará [pasado mañana|2013-06-14].
El acuerdo se firmó [ayer martes|2013-06-11].
El acuerdo se firmó [hoy miércoles 12 de junio|2013-06-12].
El acuerdo se firmó la [víspera|2013-06-11].
El ministro llegó [anoche|2013-06-11TNI].
El ministro llegó [esta mañana|2013-06-12TMO].
El ministro llegó [ayer por la tarde|2013-06-11TAF].
El ministro llegó [hoy en la noche|2013-06-12TNI].
El ministro llegó la [noche del lunes|2013-06-10TNI].
El ministro llegó el [lunes|2013-06-10].
El ministro llegó el [miércoles|2013-06-12].
El ministro llegará el [lunes|2013-06-17].
El ministro llegó [este martes|2013-06-11].
El ministro llegará [este viernes|2013-06-14].
El ministro llegó el [lunes pasado|2013-06-10].
El ministro llegó el [pasado miércoles|2013-06-05].
El ministro llega el [próximo miércoles|2013-06-19].
El ministro llega el [lunes que viene|2013-06-17].
El ministro llegará el [lunes 17|2013-06-17] a Lima.
El ministro llegará para la cumbre del [15 de julio|2013-07-15].
El ministro llegó el [15 de mayo|2013-05-15].
El ministro llegó el [pasado 15 de mayo|2013-05-15].
El ministro llegará el [próximo 3 de enero|2014-01-03].
El ministro llegó el [15 de mayo del año pasado|2012-05-15].
El ministro llegó el [5 de este mes|2013-06-05].
El ministro llegó el [pasado 5|2013-06-05].
El ministro llega el [3 de julio|2013-07-03] y se va el [5|2013-07-05].
La cumbre fue la [semana pasada|2013-W23].
La cumbre será la [próxima semana|2013-W25].
La cumbre será [esta semana|2013-W24].
La cumbre será la [semana entrante|2013-W25].
La cumbre será [este fin de semana|2013-W24-WE].
La cumbre será el [próximo fin de semana|2013-W25-WE].
La cumbre fue el [mes pasado|2013-05].
La cumbre será el [año que viene|2014].
La cumbre será [este año|2013].
La cumbre será en [septiembre próximo|2013-09].
La cumbre fue en [septiembre pasado|2012-09].
La cumbre fue el [pasado mes de abril|2013-04].
La cumbre fue en [enero de este año|2013-01].
La cumbre fue en [octubre del año pasado|2012-10].
La cumbre será en [junio del próximo año|2014-06].
El consejo se reunirá el [primer viernes de julio|2013-07-05].
El consejo se reunió el [último lunes de mayo|2013-05-27].
El consejo se reunió el [último domingo|2013-06-09].
El consejo se reunió el [jueves de la semana pasada|2013-06-06].
La cumbre fue en [marzo|2013-03].
La cumbre será en [noviembre|2013-11].
La cumbre será a [principios de octubre|2013-10].
La cumbre será a [finales del próximo año|2014].
La cumbre estaba prevista para [mayo|2013-05], pero se aplazó.
La cumbre está prevista para [mayo|2014-05].
El balance de [mayo|2013-05] supera al de [abril|2013-04].
La cumbre se celebrará en [mayo|2014-05].
La cumbre de [julio|2013-07] en Lima y la de [octubre|2012-10] en Quito.
La cumbre será el [próximo otoño|2013-FA].
La cumbre será en el [tercer trimestre|2013-Q3].
El pacto se firmó [hace 20 años|1993].
El pacto se firmó [hace un mes|2013-05].
El pacto se firmó [hace dos semanas|2013-W22].
El pacto se firmó [hace tres días|2013-06-09].
El pacto se firmó [hace más de un año|2012].
El pacto se firmó [hace unos días|PAST_REF].
El pacto se firmó [hace medio siglo|1963].
El pacto se firmará [dentro de dos semanas|2013-W26].
El pacto se firmará [dentro de cinco años|2018].
El pacto se firmará a [fin de año|2013].
El pacto se firmará antes de [Navidad|2013-12-25].
El pacto se firmó en [Semana Santa|2013-03-24/2013-03-31].
El pacto se firmó el [Viernes Santo de 2012|2012-04-06].
El pacto se firmó el [Día del Trabajo|2013-05-01].
"""

ANAPHORIC = """
La cumbre fue el [3 de mayo de 2012|2012-05-03]. [Tres días más tarde|2012-05-06] se firmó el acta.
La cumbre fue el [3 de mayo de 2012|2012-05-03]. [Ese mismo día|2012-05-03] se firmó el acta.
La cumbre fue el [3 de mayo de 2012|2012-05-03]. El [día siguiente|2012-05-04] se firmó el acta.
La cumbre fue el [3 de mayo de 2012|2012-05-03]. [Ese año|2012] se firmó el acta.
La cumbre fue en [1998|1998]. Al [año siguiente|1999] se firmó el acta.
La cumbre fue en [1998|1998]. [Ese día|-] se firmó el acta.
La cumbre fue en [1998|1998] y el acta se firmó en [mayo del año siguiente|1999-05].
"""

LENGTHS = """
La visita durará [tres días|P3D].
La visita durará [dos semanas|P2W].
El pacto regirá [dos años y medio|P2Y6M].
El pacto regirá [dos meses y medio|P2.5M].
El pacto regirá [un lustro|P5Y].
El pacto regirá [treinta años|P30Y].
El pacto regirá [un año y tres meses|P1Y3M].
El pacto regirá [medio siglo|P50Y].
El vuelo duró [dos horas y media|PT2H30M].
El vuelo duró más de [23 horas|PT23H].
El pacto regirá [varios meses|PXM].
El pacto regirá los [próximos cinco años|P5Y].
El pacto regirá los [siguientes 30 años|P30Y].
El comercio creció en los [últimos diez años|P10Y].
El comercio creció en la [última década|P10Y].
El comercio creció en los [últimos años|PAST_REF].
El comercio creció en [años recientes|PAST_REF].
El comercio crecerá en los [próximos años|FUTURE_REF].
El comercio crecerá en el [próximo período|FUTURE_REF].
En el [futuro|FUTURE_REF], el comercio crecerá.
El litigio duró por [décadas|PXY] de desencuentros.
La embajada está cerrada desde hace [dos meses|P2M].
El acta se firmó [un día|P1D] después de la cumbre.
El foro se reúne [cada dos años|P2Y].
El foro se reúne [cada año|P1Y].
El foro se reúne [todos los años|P1Y].
El foro se reúne [anualmente|P1Y].
El foro se reúne los [lunes|XXXX-WXX-1].
El foro se reúne [cada lunes|XXXX-WXX-1].
La asamblea se reúne [cada mes de septiembre|XXXX-09].
La fiesta es [cada 15 de septiembre|XXXX-09-15].
"""

CLOCK = """
El acto será a las [14:30 hora local|2013-06-12T14:30].
Publicado: [25 abr 2013|2013-04-25], [10:32 PM|2013-04-25T22:32].
El acto empezó a las [10.15 horas|2013-06-12T10:15].
El acto fue breve ([0800 GMT|2013-06-12T08:00Z]).
La norma rige desde las [00:00 horas|2013-07-01T00:00] del [1 de julio|2013-07-01].
El acto será a las [tres de la tarde|2013-06-12T15:00].
El acto será a las [tres y media de la tarde|2013-06-12T15:30].
El acto será el [3 de julio|2013-07-03] a las [10 horas|2013-07-03T10:00].
El acto será el [3 de julio|2013-07-03] y habrá otro por la [noche|2013-07-03TNI].
"""

NONE = """
Julio Pérez saludó a Domingo Ruiz.
El ministro Abril y la ministra Mayo se saludaron.
La cita fue en Santo Domingo.
Las Madres de Plaza de Mayo marcharon por la avenida 9 de Julio.
La Agenda 2030 guía el trabajo.
El Plan 2030 avanza.
La resolución 2254 sigue vigente.
Rige la Ley 19.542 en el país.
Llegaron 2000 toneladas de arroz.
Llegaron cerca de 2000 soldados.
Recorrieron más de 1.500 km.
El G20 se reunió y ganó 2-1.
El teléfono es 2012-3456.
Perdió la II Guerra y el 25 por ciento.
El ministro, de 45 años, sonrió.
Es una mujer de 28 años de edad.
Los niños de cinco años estudian.
El pacto cuida el futuro de los niños y el futuro compartido.
Hoy en día hay más comercio.
Actualmente hay más comercio que ahora.
La mayor parte de la comunidad marcha.
El segundo mandatario habló un segundo.
Los 28 se sumaron a las 10 economías.
Dijo que algún día volverá la paz.
Costó 2012 dólares y $2013.
Trabajan día a día por un mañana mejor.
"""


def sentences(block: str) -> list[str]:
    return [line for line in block.splitlines() if line]


@pytest.mark.parametrize(
    "marked", sentences(ABSOLUTE + RANGES + RELATIVE + ANAPHORIC + LENGTHS + CLOCK + NONE), ids=lambda line: line[:60]
)
def test_sentence(marked: str, blank: Language) -> None:
    text, wanted = read_markup(marked)
    assert found_in(blank(text)) == wanted


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


WORDS = [
    "el",
    "la",
    "los",
    "de",
    "del",
    "al",
    "y",
    "en",
    "hasta",
    "25",
    "3",
    "31",
    "99",
    "1998",
    "2013",
    "abril",
    "mayo",
    "Julio",
    "lunes",
    "domingo",
    "pasado",
    "próximo",
    "que",
    "viene",
    "este",
    "hace",
    "dos",
    "mil",
    "años",
    "meses",
    "semana",
    "siglo",
    "XVI",
    "noche",
    "tarde",
    "ayer",
    "hoy",
    "mañana",
    ":",
    ".",
    ",",
    "(",
    ")",
    "/",
    "-",
    "GMT",
    "horas",
    "cada",
    "todos",
    "últimos",
    "futuro",
    "firmó",
    "firmará",
    "primer",
    "trimestre",
    "Navidad",
    "día",
    "siguiente",
    "más",
    "tarde",
    "después",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)))
def test_any_heap_of_words_gives_sound_rows(words: list[str], reference: dt.date) -> None:
    text = " ".join(words)
    rows: list[dict[str, Any]] = find_dates(spacy.blank("es")(text), reference=reference)
    at = 0
    for row in rows:
        assert at <= row["start"] < row["end"] <= len(text)
        assert text[row["start"] : row["end"]].strip() == text[row["start"] : row["end"]]
        assert row["type"] in ("DATE", "TIME", "DURATION", "SET")
        span = timex.bounds(row["value"]) if row["type"] in ("DATE", "TIME") else None
        assert (row["start_date"], row["end_date"]) == (
            (span[0].isoformat(), span[1].isoformat()) if span else (None, None)
        )
        at = row["end"]
