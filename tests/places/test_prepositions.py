"""Towns that a word in front, a state behind or a list of towns shows; populations are those of GeoNames."""

from __future__ import annotations

import pytest

from tests.places.barred import found


def towns(text: str, **names: list[str]) -> list[str]:
    """Surfaces of what is no country."""
    return [surface for surface, kind, _ in found(text, **names) if kind != "country"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vive en Penza.", ["Penza"]),
        ("Desde Penza llegó.", ["Penza"]),
        ("Va hacia Penza.", ["Penza"]),
        ("Viajó a Penza.", ["Penza"]),
        ("Viajó a Lugo, no a Vigo.", ["Lugo"]),
        ("Llegada a Penza", ["Penza"]),
        ("la ciudad de Penza", ["Penza"]),
        ("vive en Huesca", ["Huesca"]),  # 54,000 people
        ("cree en Kamen", []),  # 46,000, and a surname
        ("España: vive en Tudela", ["Tudela"]),  # small, but in the country that the article names
        ("China: vive en Tudela", []),
        ("China: vive en Posadas", ["Posadas"]),  # 306,000 people
        ("China: cree en Plano", []),  # 284,000
        ("vive en Santa Rosa Grande", ["Santa Rosa"]),
        ("vive en Penza del Campo", []),  # one word of several
        ("vive en Penza Grande", []),
        ("vive en Santa Cruz de la", ["Santa Cruz"]),
        ("ayer Penza", []),
        ("Penza", []),
        ("a Penza", []),
        ("Va a Penza", []),  # whom or where to?
        ("llegada de Penza a", []),
        ("vive en\nPenza", []),
        ("vive en penza", []),
        ("vive en PENZA", []),
        ("habló en Ana Penza", []),
    ],
)
def test_words_that_lead_to_a_town(text: str, expected: list[str]) -> None:
    assert towns(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China: ayer visitó Tudela, España", ["Tudela"]),
        ("China: ayer visitó Tudela (España)", ["Tudela"]),
        ("China: ayer visitó Tudela, en el sur de España", ["Tudela"]),
        ("China: ayer visitó Tudela, Perú", []),
        ("China: ayer visitó León, Nicaragua", ["León"]),
        ("China: ayer visitó Santa Tudela, España", []),
        ("Perú: entre Puno y el lago", ["Puno"]),
        ("China: entre Penza y el lago", []),  # "entre" stands before anybody
        ("Rusia: en Kazán, Oremburgo y Penza", ["Kazán", "Oremburgo", "Penza"]),
        ("Rusia: en Kazán e Izhevsk", ["Kazán", "Izhevsk"]),
        ("Rusia: en Kazán. Penza", ["Kazán"]),
        ("Rusia: en Kazán, y Penza", ["Kazán"]),
        ("China: en Chicago y Penza", ["Chicago"]),  # joined, but far from the article
        ("Rusia: con Rusia y Penza", []),  # a state is no town
        ("Perú: en el Palacio de Gobierno y Puno", ["Palacio de Gobierno", "Puno"]),
        ("Perú: entre la sierra y Puno, Cuzco y Tacna", []),
    ],
)
def test_lists_and_states(text: str, expected: list[str]) -> None:
    assert towns(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vive en la localidad estadunidense de Aspen.", ["Aspen"]),
        ("Localidad estadunidense de Aspen", ["Aspen"]),
        ("la localidad estadunidense de Santa Rita del Sur", ["Santa Rita del Sur"]),
        ("la localidad pequeña de Aspen", []),
        ("la mina estadunidense de Aspen", []),
        ("la localidad estadunidense con Aspen", []),
        ("estadunidense de Aspen", []),
        ("la localidad estadunidense de Chile", []),
    ],
)
def test_small_places_of_a_state(text: str, expected: list[str]) -> None:
    assert towns(text) == expected
    for surface, kind, country in found(text):
        assert kind == "country" or (surface, country) == (expected[0], "US")


def test_persons_and_bodies_are_no_towns() -> None:
    assert towns("cree en Penza", people=["Penza"]) == []
    assert towns("cree en Penza", bodies=["Penza"]) == []
    assert towns("vive en la ciudad de Penza", people=["Penza"]) == ["Penza"]  # the noun knows better
    assert towns("vive en la ciudad de Penza", bodies=["Penza"]) == []
    assert towns("vive en la localidad estadunidense de Aspen", people=["Aspen"]) == []
