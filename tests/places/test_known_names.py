"""Names of the gazetteer in running text and in datelines."""

from __future__ import annotations

import pytest

from tests.places.barred import found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # a city called like its state
        ("Vive en la ciudad de Panamá.", [("ciudad de Panamá", "city", "PA")]),
        ("ciudad de Panamá", [("ciudad de Panamá", "city", "PA")]),
        ("la capital de la Guatemala", [("Guatemala", "city", "GT")]),
        ("España calla. De Granada llegó", [("España", "country", "ES"), ("Granada", "city", "ES")]),
        ("España calla en Granada", [("España", "country", "ES"), ("Granada", "city", "ES")]),
        ("de Panamá", [("Panamá", "country", "PA")]),
        # two regions in one
        ("Habló de América Latina y el Caribe.", [("América Latina", "region", None), ("Caribe", "region", None)]),
        ("Habló de América Latina y Caribe.", [("América Latina", "region", None), ("Caribe", "region", None)]),
        ("Habló de Castilla y León.", [("Castilla y León", "region", "ES")]),
        ("Habló de Trinidad y Tobago.", [("Trinidad y Tobago", "country", "TT")]),
        # Georgia
        ("Savannah, en Georgia, crece.", [("Savannah", "city", "US"), ("Georgia", "region", "US")]),
        ("Savannah, Georgia", [("Savannah", "city", "US"), ("Georgia", "region", "US")]),
        ("Warner Robins, en Georgia", [("Warner Robins", "city", "US"), ("Georgia", "region", "US")]),
        ("Salt Lake City, Georgia", [("Salt Lake City", "city", "US"), ("Georgia", "region", "US")]),
        ("Hubo fiesta en Tiflis, en Georgia", [("Tiflis", "city", "GE"), ("Georgia", "country", "GE")]),
        ("Savannah no, en Georgia", [("Georgia", "country", "GE")]),
        ("Savannah, de Georgia", [("Georgia", "country", "GE")]),
        ("Savannah y Georgia", [("Georgia", "country", "GE")]),
        ("Ayer, en Georgia", [("Georgia", "country", "GE")]),
        ("Georgia", [("Georgia", "country", "GE")]),
        ("en Georgia", [("Georgia", "country", "GE")]),
        ("llovió ayer, en México", [("México", "country", "MX")]),
        # the state behind a town
        ("La Paz, en España", [("La Paz", "city", "ES"), ("España", "country", "ES")]),
        ("Quito, en España", [("Quito", "city", "EC"), ("España", "country", "ES")]),
        ("el Palacio de Nariño, en España", [("Palacio de Nariño", "other", "CO"), ("España", "country", "ES")]),
        # words that are names too
        ("Habló de Victoria.", []),
        ("Vive en Victoria.", [("Victoria", "city", "SC")]),
        ("Habló de Florida.", []),
        ("Habló del estado de Florida.", [("Florida", "region", "US")]),
        ("Habló en Florida.", [("Florida", "region", "US")]),
        # pieces of other names
        ("la Copa de Hamburgo", []),
        ("la Copa Grande de Hamburgo", [("Hamburgo", "city", "DE")]),
        ("la Copa Grande de Asia Central", []),
        ("el Acuerdo de Chile con todos", [("Chile", "country", "CL")]),  # a state makes agreements
        ("la empresa Telefónica Chile ganó", []),
        # the longest name at a word
        ("Santiago de los Caballeros Lima", [("Santiago de los Caballeros", "city", "DO")]),
        ("Fue al Palacio de Lima y a Lima", [("Palacio de Lima", "other", "PE"), ("Lima", "city", "PE")]),
        ("Fue al Palacio de Chile y Perú", [("Palacio de Chile", "other", "CL"), ("Perú", "country", "PE")]),
    ],
)
def test_names(text: str, places: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == places


def test_a_name_with_a_head_may_be_a_body() -> None:
    assert found("Fue al Hotel Sol de Lima.") == [("Hotel Sol de Lima", "other", "PE")]
    assert found("Fue al Hotel Sol de Lima.", bodies=["Hotel Sol de Lima"]) == []


def test_a_part_of_a_person_is_no_place() -> None:
    assert found("Vino Ana Chile ayer.", people=["Ana Chile"]) == []


def of_dateline(text: str, place: str, region: str | None = None) -> list[tuple[str, str, str | None]]:
    """Places of a text that begins with a dateline."""
    start = text.index(place)
    row = {"start": 0, "end": text.index("--"), "place_start": start, "place_end": start + len(place), "region": region}
    return found(text, dateline=row)


@pytest.mark.parametrize(
    ("text", "place", "kind", "country"),
    [
        ("ALMATY, 25 abr -- Nada", "ALMATY", "city", "KZ"),
        ("PANAMÁ, 3 may -- Nada", "PANAMÁ", "city", "PA"),  # the capital, not its state
        ("Guatemala -- Nada", "Guatemala", "city", "GT"),
        ("Perú -- Nada", "Perú", "country", "PE"),
        ("SANTIAGO DE CHILE -- Nada", "SANTIAGO DE CHILE", "city", "CL"),
        ("El Cairo -- Nada", "El Cairo", "city", "EG"),
        ("(TASS) GUADALAJARA -- Nada", "GUADALAJARA", "city", "MX"),
    ],
)
def test_the_place_of_a_dateline(text: str, place: str, kind: str, country: str) -> None:
    assert of_dateline(text, place) == [(place, kind, country)]


def test_the_article_chooses_among_namesakes_of_a_dateline() -> None:
    spain = ("España", "country", "ES")
    jalisco = ("Jal", "region", "MX")
    assert of_dateline("GUADALAJARA -- España calla", "GUADALAJARA") == [("GUADALAJARA", "city", "ES"), spain]
    found_there = of_dateline("GUADALAJARA, Jal. -- España calla", "GUADALAJARA", "Jal.")
    assert found_there == [("GUADALAJARA", "city", "MX"), jalisco, spain]


@pytest.mark.parametrize("name", ["BAEZA", "Baeza"])
def test_a_small_town_is_in_the_state_of_the_dateline(name: str) -> None:
    text = f"{name}, Chih. -- España calla"
    expected = [(name, "city", "MX"), ("Chih", "region", "MX"), ("España", "country", "ES")]
    assert of_dateline(text, name, "Chih.") == expected


def test_a_dateline_whose_place_nobody_knows() -> None:
    assert of_dateline("JIRVAH, 3 may -- Nada", "JIRVAH") == []
    without = {"start": 0, "end": 8, "place_start": None, "place_end": None}
    assert found("(Xinhua) -- Lima", dateline=without) == [("Lima", "city", "PE")]
