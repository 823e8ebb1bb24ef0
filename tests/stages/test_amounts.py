"""Amounts in sentences of our own: "[300 toneladas|300 toneladas]" marks the span, its value and its unit.

What is not marked must not be found. A unit `?` is money whose currency the text does not tell.
"""

from __future__ import annotations

import re

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.stages.amounts.component import find_amounts, make_amounts
from pipeline.stages.amounts.currencies import currency_code, money_of
from pipeline.stages.amounts.find import decimal_sign, find_quantities
from pipeline.text.attributes import mentions_of, rows_of

MARK = re.compile(r"\[([^|\]]+)\|(\S+) ([^\]]+)\]")


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("es")


def read_markup(marked: str) -> tuple[str, list[tuple[str, float, str]]]:
    """The plain text of a marked sentence and its (surface, value, unit) triples."""
    return MARK.sub(r"\1", marked), [(m[1], float(m[2]), m[3]) for m in MARK.finditer(marked)]


def found_in(doc: Doc) -> list[tuple[str, float, str]]:
    return [(doc.text[r["start"] : r["end"]], r["value"], r["unit"] or "?") for r in find_amounts(doc)]


MONEY = """
La meta es de [100.000 millones de dólares|1e11 USD].
La meta es de [6 mil 765 millones de dólares|6.765e9 USD].
La meta es de [US$ 5,2 mil millones|5.2e9 USD].
La meta es de [US$5.2 mil millones|5.2e9 USD].
La meta es de [661.6 millones de dólares|661.6e6 USD].
La meta es de [mil millones de dólares|1e9 USD].
La meta es de [35 mil 188.4 millones de dólares|35.1884e9 USD].
La meta es de [un millón de dólares|1e6 USD].
La meta es de [dos millones y medio de dólares|2.5e6 USD].
La meta es de [2,5 billones de pesos mexicanos|2.5e12 MXN].
La meta es de [300 millones de pesos argentinos|3e8 ARS].
La meta es de [300 millones de pesos|3e8 ?].
La meta es de [300 millones de pesos chilenos|3e8 CLP] y no de [20 millones de pesos|2e7 CLP].
La meta es de [1.200 euros|1200 EUR].
La meta es de [€ 50.000 millones|5e10 EUR].
La meta es de [50 millones €|5e7 EUR].
La meta es de [EUR 50.000 millones|5e10 EUR].
La meta es de [50 millones USD|5e7 USD].
La meta es de [$ 500 millones|5e8 ?].
La meta es de [R$ 300 millones|3e8 BRL].
La meta es de [800 millones de yuanes|8e8 CNY].
La meta es de [800 millones de reales|8e8 BRL].
La meta es de [800 millones de bolívares|8e8 VES].
La meta es de [800 millones de bolivianos|8e8 BOB].
La meta es de [800 millones de soles|8e8 PEN].
La meta es de [800 millones de rublos|8e8 RUB].
La meta es de [800 millones de yenes|8e8 JPY].
La meta es de [800 millones de libras esterlinas|8e8 GBP].
La meta es de [800 millones de dólares canadienses|8e8 CAD].
La meta es de [800 millones de dólares estadounidenses|8e8 USD].
La meta es de [800 millones de dólares|8e8 USD] anuales.
La meta es de [800 millones de rupias indias|8e8 INR].
La meta es de [800 millones de coronas suecas|8e8 SEK].
La meta es de entre [3.000|3e9 USD] y [5.000 millones de dólares|5e9 USD].
El gasto pasó de [200 millones|2e8 USD] a [300 millones de dólares|3e8 USD].
La meta es de [20|2e7 USD] o [30 millones de dólares|3e7 USD].
"""

SHARES = """
Creció un [14 por ciento|14 %].
Creció un [5,7 %|5.7 %] y luego un [6.5%|6.5 %].
Creció [diez por ciento|10 %].
Creció entre [40|40 %] y [45 por ciento|45 %].
El arancel va del [0|0 %] al [35%|35 %].
La tasa bajó [dos puntos porcentuales|2 puntos porcentuales].
La cuota es de 5.5 y llegó al [12.345 por ciento|12.345 %].
"""

THINGS = """
Irán unos [6 mil médicos|6000 médicos] cubanos.
Irán [seis mil médicos|6000 médicos] cubanos.
Enviarán [300 toneladas|300 toneladas] de arroz.
Comprarán [20 aviones|20 aviones] y [16 nuevos trenes|16 trenes].
La vía mide [1.200 kilómetros|1200 kilómetros].
La vía mide [1,200 km|1200 kilómetros].
Darán [500 becas|500 becas].
Bombean [61,2 millones de metros cúbicos|61.2e6 metros cúbicos] al día.
Venden [130 mil barriles|130000 barriles] de petróleo.
Viven allí [350 millones de personas|3.5e8 personas].
La planta da [500 MW|500 megavatios].
Firmaron [seis acuerdos|6 acuerdos].
Cultivan [57 000 hectáreas|57000 hectáreas].
Participan [47 naciones|47 naciones].
"""

NONE = """
En 2012 miles de personas marcharon.
Los dos países y los dos ministros acordaron un plan.
La resolución 2254 y el artículo 15 rigen.
El hombre de 45 años llamó tres veces.
La visita durará tres días y dos semanas.
El 25 de abril de 2013 se firmó.
Ambas partes dieron un paso.
Ganó un peso enorme en la COP16 y el G20.
Fue la reunión número 30 COP tras COP.
Millones de dólares se perdieron.
Se gastaron 1.500 millones en la obra.
El capítulo 7 de la Carta manda.
Es la 23 edición de la cumbre.
"""


def sentences(block: str) -> list[str]:
    return [line for line in block.splitlines() if line]


@pytest.mark.parametrize("marked", sentences(MONEY + SHARES + THINGS + NONE), ids=lambda line: line[:60])
def test_sentence(marked: str, blank: Language) -> None:
    text, wanted = read_markup(marked)
    found = found_in(blank(text))
    assert [(surface, unit) for surface, _, unit in found] == [(surface, unit) for surface, _, unit in wanted]
    assert [value for _, value, _ in found] == pytest.approx([value for _, value, _ in wanted])


@pytest.mark.parametrize(
    ("text", "kind"), [("300 euros", "money"), ("30 por ciento", "percentage"), ("300 toneladas", "quantity")]
)
def test_kind(text: str, kind: str, blank: Language) -> None:
    assert [row["kind"] for row in find_amounts(blank(text))] == [kind]


@pytest.fixture(scope="module")
def with_datelines() -> Language:
    nlp = spacy.blank("es")
    for stage in ("dateline", "places", "amounts"):
        nlp.add_pipe(f"comunicado_{stage}")
    return nlp


@pytest.mark.parametrize(
    ("dateline", "code"),
    [
        ("BOGOTÁ, 3 may (EFE).- ", "COP"),
        ("Santiago de Chile, 3 may (EFE).- ", "CLP"),
        ("GUADALAJARA, México, 3 may (Notimex).- ", "MXN"),
        ("MADRID, 3 may (EFE).- ", None),  # no pesos are Spanish
        ("", None),
    ],
)
def test_pesos_are_those_of_the_dateline(dateline: str, code: str | None, with_datelines: Language) -> None:
    text = f"{dateline}El Gobierno invertirá 300 millones de pesos y 5 millones de euros en obras de riego."
    assert [row["unit"] for row in with_datelines(text)._.amounts] == [code, "EUR"]


def test_a_date_is_no_amount(blank: Language) -> None:
    doc = blank("Fueron 20 jornadas en la capital.")
    assert found_in(doc) == []
    doc = blank("Se vieron 20 lustros después.")
    doc._.dates = [{"start": 11, "end": 21}]
    assert found_in(doc) == []


def test_where_words_are_tagged_only_nouns_are_counted(blank: Language) -> None:
    words = ["Hubo", "tres", "amplias", "reformas", "y", "los", "28", "suspenderes", "la", "cita"]
    tags = ["VERB", "NUM", "ADJ", "NOUN", "CCONJ", "DET", "NUM", "VERB", "DET", "NOUN"]
    doc = Doc(blank.vocab, words=words, pos=tags)
    assert found_in(doc) == [("tres amplias reformas", 3.0, "reformas")]


@pytest.mark.parametrize(
    ("country", "noun", "code"),
    [("MX", "pesos", "MXN"), ("US", "dólares", "USD"), ("GB", "libras", "GBP"), ("MX", "dólares", None)],
)
def test_money_of(country: str, noun: str, code: str | None) -> None:
    assert money_of(country, noun) == code


def test_an_adjective_that_is_no_demonym_is_not_part_of_the_currency() -> None:
    assert currency_code("dólares", "anuales", None) == ("USD", False)
    assert currency_code("dólares", "australianos", None) == ("AUD", True)


@pytest.mark.parametrize(
    ("text", "sign"),
    [("Subió 5,7 puntos.", ","), ("Subió 5.7 puntos.", "."), ("Subió 1.200 puntos.", None), ("Nada.", None)],
)
def test_decimal_sign(text: str, sign: str | None) -> None:
    assert decimal_sign(text) == sign


def test_component_writes_rows_spans_and_mentions(blank: Language) -> None:
    doc = blank("Darán 500 becas y 20 millones de euros.")
    make_amounts(blank, "amounts")(doc)
    assert [row["amount_id"] for row in rows_of(doc, "amounts")] == ["n001", "n002"]
    assert [span.label_ for span in doc.spans["amounts"]] == ["quantity", "money"]
    assert [m["entity_id"] for m in mentions_of(doc, "amount")] == ["n001", "n002"]


WORDS = [
    "entre",
    "3",
    "3.000",
    "5,5",
    "mil",
    "millones",
    "de",
    "y",
    "a",
    "o",
    "dólares",
    "pesos",
    "mexicanos",
    "%",
    "por",
    "ciento",
    "US$",
    "€",
    "toneladas",
    "becas",
    "los",
    "dos",
    "2012",
    ".",
    ",",
    "-",
]


@given(st.lists(st.sampled_from(WORDS), max_size=20))
def test_any_heap_of_words_gives_sound_rows(words: list[str]) -> None:
    text = " ".join(words)
    at = 0
    for amount in find_quantities(text):
        assert at <= amount.start < amount.end <= len(text)
        assert amount.value >= 0
        assert (amount.kind == "percentage") == (amount.unit in ("%", "puntos porcentuales"))
        at = amount.end
