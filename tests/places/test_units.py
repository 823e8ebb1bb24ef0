"""What the noun in front of a name says of it: a region, a city, another place."""

from __future__ import annotations

import pytest

from pipeline.stages.places.lexicons import city_called_like
from pipeline.stages.places.units import of_unit, unit_kind
from tests.places.barred import barred


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("la provincia de |Homs|", "region"),
        ("La provincia de la |Rioja|", "region"),
        ("la provincia argentina de la |Rioja|", "region"),
        ("provincia de |Homs|", "region"),  # the noun is the first word
        ("la región autónoma de |Tíbet|", "region"),
        ("el presidente y el gobernador de |Salta|", "region"),
        ("La Ciudad de |Homs|", "city"),
        ("la ciudad francesa de |Niza|", "city"),
        ("aldea vecina de |Jobar|", "city"),
        ("el río |Magdalena|", "other"),  # rivers and hotels need no "de"
        ("el hotel |Nacional|", "other"),
        ("río |Magdalena|", "other"),
        ("|Homs|", None),
        ("de |Homs|", None),
        ("vecina de |Homs|", None),
        ("el canciller de |Chile|", None),
        ("en la ciudad |Juan Paz| habló", None),  # two names side by side
        ("la ciudad vieja |Homs|", None),  # an adjective is no "de"
        ("la provincia de\n|Homs| cayó", None),  # another line begins
        ("la provincia Vecina de |Homs|", None),  # a name stands between
    ],
)
def test_the_noun_in_front_tells_the_kind(text: str, kind: str | None) -> None:
    words, at, _ = barred(text)
    assert unit_kind(words, at) == kind


@pytest.mark.parametrize(
    ("name", "unit", "place"),
    [
        ("Mendoza", "region", ("region", "Mendoza")),
        ("Guatemala", "city", ("city", "Ciudad de Guatemala")),
        ("Mendoza", "city", None),
        ("Mendoza", None, None),
        ("Guatemala", None, None),
        ("Guatemala", "other", None),
        ("Atlántico", "region", None),  # of that name the ocean alone is listed, and no ocean is meant
        ("Homs", "region", None),
        ("Perú", "city", None),
    ],
)
def test_the_noun_chooses_among_namesakes(name: str, unit: str | None, place: tuple[str, str] | None) -> None:
    found = of_unit(name, unit)
    assert (found and (found.kind, found.name)) == place


@pytest.mark.parametrize(
    ("country", "capital"),
    [("Panamá", "PA"), ("México", "MX"), ("Perú", None), ("Benín", None)],  # Benin City is in Nigeria
)
def test_capitals_called_like_their_state(country: str, capital: str | None) -> None:
    city = city_called_like(country)
    assert (city and city.country) == capital
