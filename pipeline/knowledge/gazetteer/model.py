"""What the gazetteer knows of a place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A known place, such as the city Almaty or the strait of Ormuz.

    `kind` is country, city, region or other; `country` an ISO 3166-1 alpha-2 code, None where it is contested or where
    the place lies in many; `admin1` the GeoNames code of the first-level division ("KZ.02"); coordinates are WGS84
    degrees, those of the capital for a country; `population` is 0 where unknown; `ambiguous` says that the name is an
    ordinary word or surname as often ("Guerrero"); `wikidata` is the id there ("Q419"), None where no list has it.
    """

    name: str
    kind: str
    country: str | None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    population: int = 0
    id: str = ""
    ambiguous: bool = False
    wikidata: str | None = None
