"""Both sides of the boundaries of the rules of amounts; for the marks see `test_amounts.py`."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc
from test_amounts import found_in, read_markup

from pipeline.stages.amounts.component import find_amounts
from pipeline.stages.amounts.currencies import money_of
from pipeline.stages.amounts.find import decimal_sign, find_quantities

BLANK = spacy.blank("es")


@pytest.mark.parametrize(
    "marked",
    [
        # the preposition of a range, with articles behind it or none, and as the first word
        "Entre [3|3e6 EUR] y [5 millones de euros|5e6 EUR] costará.",
        "Creció entre un [3|3 %] y un [4 por ciento|4 %].",
        "Creció entre el [3|3 %] y el [4 por ciento|4 %].",
        "El [3 por ciento|3 %] creció.",
        "Un [3 por ciento|3 %] creció.",
        "Creció del [3|3 %] al [5 por ciento|5 %] y de [7|7 %] a [9 por ciento|9 %].",
        "Creció desde el [3|3 %] hasta el [5 por ciento|5 %].",
        "Creció del [3|3 %] por ciento al [5 por ciento|5 %].",
        "Creció un [3|3 %]-[5 por ciento|5 %].",
        "Entre ellos creció un [3 por ciento|3 %].",
        # the lower end of a range has the scale of the upper one unless it has its own, or would be more
        "Costará entre [300|300 USD] y [5 millones de dólares|5e6 USD] más.",
        "Costará entre [3 mil|3000 USD] y [5 millones de dólares|5e6 USD] más.",
        "Costará entre [3|3000 USD] y [5 mil dólares|5000 USD] más.",
        "Costará entre [3|3e12 USD] y [5 billones de dólares|5e12 USD] más.",
        "Costará entre [3|3e9 USD] y [5 mil millones de dólares|5e9 USD] más.",
        # a year is no lower end, but where both are as small
        "Creció de 2012 a [300 millones de euros|3e8 EUR].",
        "Creció de [2000|2000 EUR] a [2800 euros|2800 EUR].",
        "Creció de [2000|2000 EUR] a [3000 euros|3000 EUR].",
        "Creció de [300|3e8 EUR] a [400 millones de euros|4e8 EUR].",
        # none, one, two
        "Hubo 0 toneladas.",
        "Mide [1 kilómetro|1 kilómetros].",
        "Mide un kilómetro y pesa una tonelada.",
        "Firmaron [dos acuerdos|2 acuerdos].",
        "Firmaron un acuerdos.",
        # what was named before, up to twenty in words
        "Los diecinueve acuerdos y estas dos normas rigen.",
        "Los [veinte acuerdos|20 acuerdos] rigen.",
        "Los [28 acuerdos|28 acuerdos] rigen.",
        "Rigen [diecinueve acuerdos|19 acuerdos].",
        # numbers of something, and years
        "Según la resolución 2254 sanciones caen.",
        "Según la página 30 casos son nuevos.",
        "Cayeron [30 casos|30 casos].",
        "En 2012 toneladas de oro salieron.",
        "Salieron [2012 toneladas|2012 toneladas].",
        "En [2112 toneladas|2112 toneladas] de oro.",
        "En [2.012 toneladas|2012 toneladas] de oro.",
        # codes of currencies stand apart and in capitals
        "Costó [EUR 500|500 EUR], no EUR500 ni eur 500.",
        "Costó [500 EUR|500 EUR], no 500EUR ni 500 eur.",
        "Costó [€500|500 EUR], [500€|500 EUR] y [$500|500 ?].",
        "Ganó un euros y una libras.",
        # shares
        "Creció un [5pct|5 %] y un [5%|5 %].",
        "Creció un [12.345 %|12345 %].",
        # nouns that are counted
        "Vio [tres nuevos trenes|3 trenes] y tres Trenes.",
        "Vio tres veces y [tres trenes|3 trenes].",
    ],
    ids=lambda line: line[:60],
)
def test_sentence(marked: str) -> None:
    text, wanted = read_markup(marked)
    assert found_in(BLANK(text)) == wanted


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Entre 3 y 5 billones de euros.", [3e12, 5e12]),
        ("Entre 3 y 5 mil millones de euros.", [3e9, 5e9]),
        ("Entre 3 y 5 millones de euros.", [3e6, 5e6]),
        ("Entre 3 y 5 mil euros.", [3e3, 5e3]),
        ("Entre 3 y 5 euros.", [3, 5]),
    ],
)
def test_scales_are_exact(text: str, values: list[float]) -> None:
    assert [amount.value for amount in find_quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Subió 5,7 y 5.7.", None), ("Subió 5,7, 6,2 y 5.7.", ","), ("Subió 5.7, 6.2 y 5,7.", "."),
        ("Subió 5,777.", None), ("Subió 5,77.", ","), ("Subió 1,5,7.", None),
    ],
)  # fmt: skip
def test_decimal_sign(text: str, sign: str | None) -> None:
    assert decimal_sign(text) == sign


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Dio 3 pesos chilenos y 5 pesos.", ["CLP", "CLP"]),
        ("Dio 3 pesos chilenos, 3 pesos mexicanos y 5 pesos.", ["CLP", "MXN", None]),
        ("Dio 3 dólares y 5 pesos.", ["USD", None]),
        ("Dio 3 pesos chilenos y 5 trenes y $ 7.", ["CLP", "trenes", "CLP"]),
    ],
)
def test_pesos_are_the_only_ones_that_are_named(text: str, units: list[str | None]) -> None:
    assert [amount.unit for amount in find_quantities(text)] == units


def test_the_money_of_a_country_has_the_name() -> None:
    assert money_of("GB", "libras esterlinas") == "GBP"
    assert money_of("CL", "Pesos") == "CLP"
    assert money_of("PE", "soles") == "PEN"


@pytest.mark.parametrize(
    ("text", "start", "end", "kept"),
    [
        ("Costó 2012 dólares.", 6, 10, 1),  # money is no date whatever stands there
        ("Vio 2012 trenes.", 4, 8, 0),
        ("Vio 2012 trenes.", 0, 4, 1),
        ("Vio 2012 trenes.", 15, 16, 1),
    ],
)
def test_what_is_a_date_counts_nothing(text: str, start: int, end: int, kept: int) -> None:
    doc = BLANK(text)
    doc._.dates = [{"start": start, "end": end}]
    assert len(find_amounts(doc)) == kept


@pytest.mark.parametrize(
    ("words", "tags", "wanted"),
    [
        ("tres trenes", "NUM NOUN", [("tres trenes", "trenes")]),
        ("tres trenes", "NUM PROPN", [("tres trenes", "trenes")]),
        ("tres trenes", "NUM SYM", [("tres trenes", "trenes")]),
        ("tres trenes", "NUM ADJ", [("tres trenes", "trenes")]),
        ("tres trenes", "NUM VERB", []),
        ("tres amplias reformas", "NUM ADJ NOUN", [("tres amplias reformas", "reformas")]),
        ("tres amplias reforma", "NUM ADJ NOUN", [("tres amplias", "amplias")]),
        ("tres amplias reformas", "NUM NOUN NOUN", [("tres amplias", "amplias")]),
        ("tres amplias hablas", "NUM ADJ VERB", [("tres amplias", "amplias")]),
        ("tres toneladas netas", "NUM VERB ADJ", [("tres toneladas", "toneladas")]),  # a measure needs no tag
        ("tres euros", "NUM VERB", [("tres euros", "EUR")]),
    ],
)
def test_tagged_words(words: str, tags: str, wanted: list[tuple[str, str]]) -> None:
    doc = Doc(BLANK.vocab, words.split(), pos=tags.split())
    assert [(doc.text[row["start"] : row["end"]], row["unit"]) for row in find_amounts(doc)] == wanted
