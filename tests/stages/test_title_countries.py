"""Titles in lists with countries, and the state of persons whose title names none."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.text.attributes import rows_of

COUNTRIES = [
    # one row of countries, as many names
    (
        "Los viceministros de Comercio de Perú y de Colombia, Aldo Ruiz y Berta Paz, se reunieron.",
        {"Aldo Ruiz": "PE", "Berta Paz": "CO"},
    ),
    # the country behind each name
    (
        "Los ministros Aldo Ruiz, de México, y Berta Paz, de Chile, firmaron.",
        {"Aldo Ruiz": "MX", "Berta Paz": "CL"},
    ),
    (
        "Saludó a las ministras Ana Ruiz de Argentina y Berta Paz de Uruguay.",
        {"Ana Ruiz": "AR", "Berta Paz": "UY"},
    ),
    # the country before each name
    (
        "Los cancilleres de Perú, Aldo Ruiz, y de Chile, Berta Paz, firmaron.",
        {"Aldo Ruiz": "PE", "Berta Paz": "CL"},
    ),
    # a province, a company and an agency are of one state; so is what is signed in its capital
    ("El gobernador de Jalisco, Aldo Ruiz, viajó a Lima.", {"Aldo Ruiz": "MX"}),
    ("El ex contratista de la CIA Aldo Ruiz huyó.", {"Aldo Ruiz": "US"}),
    ("El director de la CIA, Aldo Ruiz, calló.", {"Aldo Ruiz": "US"}),
    (
        "El viceministro de Industria, Aldo Ruiz, recibió a la delegación boliviana.\n\nAsunción, 3 de mayo de 2019",
        {"Aldo Ruiz": "PY"},
    ),
    # "ese país" is the one named last
    (
        "Chile protestó ante Bolivia. La fiscal general de ese país, Berta Paz, respondió.",
        {"Berta Paz": "BO"},
    ),
    # whose spokesperson
    (
        "El presidente de Perú, Aldo Ruiz, llegó a Quito. Su portavoz, Berta Paz, habló después.",
        {"Aldo Ruiz": "PE", "Berta Paz": "PE"},
    ),
    (
        "El secretario general de la ONU, Ban Ki-moon, llegó a Quito. Su portavoz, Berta Paz, habló después.",
        {"Ban Ki-moon": None, "Berta Paz": None},
    ),
    # the article's own country outweighs a nearer one
    (
        "QUITO. Ecuador reclamó. Ecuador rechazó la respuesta de Noruega, dijo el ministro de Pesca, Aldo Ruiz.",
        {"Aldo Ruiz": "EC"},
    ),
    (
        "QUITO. Ecuador firmó con varios países de Asia. Por Noruega, el ministro de Pesca, Aldo Ruiz, firmó.",
        {"Aldo Ruiz": "NO"},
    ),
    ("Su par hondureña, Berta Paz, estuvo de acuerdo con Ecuador.", {"Berta Paz": "HN"}),
]


@pytest.mark.parametrize(("text", "wanted"), COUNTRIES)
def test_country_of_persons(name_stages: Language, text: str, wanted: dict[str, str | None]) -> None:
    assert {p["name"]: p["country"] for p in rows_of(name_stages(text), "people")} == wanted


def test_countries_in_one_row_belong_to_the_title(name_stages: Language) -> None:
    doc = name_stages("Los cancilleres de Perú y de Colombia, Aldo Ruiz y Berta Paz, se reunieron.")
    assert {doc.text[t["start"] : t["end"]] for t in rows_of(doc, "titles")} == {"cancilleres de Perú y de Colombia"}


MENTIONS = [
    (
        "El secretario general de las Naciones Unidas, Ban Ki-moon, llegó. El jefe de la ONU habló.",
        "jefe de la ONU",
        True,
    ),
    (
        "El presidente del Consejo Coordinador Empresarial, Aldo Ruiz, llegó. El presidente del CCE habló.",
        "presidente del CCE",
        True,
    ),
    (
        "El presidente del Consejo Coordinador Empresarial, Aldo Ruiz, llegó. El presidente del CNI habló.",
        "presidente del CNI",
        False,
    ),
    ("La presidenta Dilma Rousseff llegó a Lima. La presidente brasileña habló.", "presidente brasileña", True),
    ("El presidente de Perú, Aldo Ruiz, llegó. Lo dijo el propio mandatario.", "mandatario", True),
    ("Según la Secretaria de Comercio, Aldo Ruiz llegó.", "Secretaria de Comercio", False),
]


@pytest.mark.parametrize(("text", "title", "found"), MENTIONS)
def test_titles_found(name_stages: Language, text: str, title: str, found: bool) -> None:
    doc = name_stages(text)
    assert (title in {doc.text[t["start"] : t["end"]] for t in rows_of(doc, "titles")}) == found


ROLES = [
    ("La asesora de la Casa Blanca, Berta Paz, habló.", "other"),
    ("El presidente de la Cámara Nacional de la Industria, Aldo Ruiz, habló.", "executive"),
    ("El presidente de la Cámara de Diputados, Aldo Ruiz, habló.", "legislator"),
    ("El presidente de la Autoridad Nacional Palestina, Aldo Ruiz, habló.", "head_of_state"),
    ("El presidente municipal de Torreón, Aldo Ruiz, habló. El presidente salió.", "mayor"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_role_of_the_person(name_stages: Language, text: str, role: str) -> None:
    (person,) = rows_of(name_stages(text), "people")
    assert person["role"] == role
