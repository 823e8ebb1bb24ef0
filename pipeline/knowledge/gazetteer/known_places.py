"""Places of the lexicons: capitals, seats of government, well-known cities, regions, seas and contested areas.

`lexicons/capitals.csv` and `lexicons/regions.csv` give Spanish names with variants ("Pekín" and "Beijing"), facts from
GeoNames (CC BY 4.0) and, for seats such as "Itamaraty", the state they speak for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pipeline.knowledge.entries import Entry, split_cell
from pipeline.knowledge.folding import fold_name, look_up
from pipeline.knowledge.gazetteer.model import Place
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _place(entry: Entry, kind: str) -> Place:
    country = entry["country"] or None
    return Place(
        name=entry["name"],
        kind=kind,
        country=country,
        admin1=f"{country}.{entry['admin1']}" if country and entry["admin1"] else None,
        latitude=_number(entry["latitude"]),
        longitude=_number(entry["longitude"]),
        geonames_id=int(entry["geonames_id"]) if entry["geonames_id"] else None,
        population=int(entry.get("population") or 0),
        id=f"geo-{entry['geonames_id']}" if kind == "city" and entry["geonames_id"] else entry["id"],
        ambiguous=entry.get("ambiguous") == "yes",
    )


def _surfaces(lexicon: str) -> Iterator[tuple[str, Entry]]:
    """Yield every name and variant of a lexicon with its entry, in the lexicon's order."""
    for entry in read_lexicon(lexicon):
        for name in (entry["name"], *split_cell(entry["variants"])):
            yield name, entry


# ----------------------------------------------------------------------------------------------------------- capitals
@per_lexicon
def _capital_index() -> Mapping[str, Place]:
    index: dict[str, Place] = {}
    for surface, entry in _surfaces("capitals"):
        index.setdefault(fold_name(surface), _place(entry, "other" if entry["kind"] == "seat" else "city"))
    return index


@per_lexicon
def capital_surfaces() -> Mapping[str, str]:
    """Return the ISO codes of capitals and of seats that stand for a government, by surface.

    Such seats are "Itamaraty" and "el Kremlin".
    """
    surfaces: dict[str, str] = {}
    for surface, entry in _surfaces("capitals"):
        if entry["kind"] != "city":
            surfaces.setdefault(surface, entry["country"])
    return MappingProxyType(surfaces)


@per_lexicon
def _capital_codes() -> Mapping[str, str]:
    codes: dict[str, str] = {}
    for surface, code in capital_surfaces().items():
        codes.setdefault(fold_name(surface), code)
    return codes


def capital_code(name: str) -> str | None:
    """Return the ISO code of the state whose capital or seat of government is called so, else None.

    So of "Brasilia" and "Casa Blanca".
    """
    return look_up(_capital_codes(), name)


def is_seat(name: str) -> bool:
    """Return whether the name is that of a seat of government ("Casa Blanca"), not of a town."""
    place = look_up(_capital_index(), name)
    return place is not None and place.kind == "other"


@per_lexicon
def _main_cities() -> Mapping[str, Place]:
    cities: dict[str, Place] = {}
    for entry in read_lexicon("capitals"):
        if entry["kind"] == "capital":
            cities.setdefault(entry["country"], _place(entry, "city"))
    return cities


def main_city(code: str) -> Place | None:
    """Return the capital of a state by ISO code, None for a territory.

    Of South Africa it is the first that the lexicon has.
    """
    return _main_cities().get(code)


@per_lexicon
def city_surfaces() -> Mapping[str, Place]:
    """Return the surfaces of capitals and other well-known cities of the lexicons.

    They may be trusted without a tagger.
    """
    surfaces: dict[str, Place] = {}
    for lexicon, kinds in (("capitals", ("capital", "city")), ("regions", ("city",))):
        for surface, entry in _surfaces(lexicon):
            if entry["kind"] in kinds:
                surfaces.setdefault(surface, _place(entry, "city"))
    return MappingProxyType(surfaces)


# ------------------------------------------------------------------------------------------------------------ regions
@per_lexicon
def region_surfaces() -> Mapping[str, Place]:
    """Return the regions, seas, straits and contested areas by surface (kind region or other; some are towns)."""
    surfaces: dict[str, Place] = {}
    for surface, entry in _surfaces("regions"):
        surfaces.setdefault(surface, _place(entry, entry["kind"]))
    return MappingProxyType(surfaces)


@per_lexicon
def _region_index() -> Mapping[str, Place]:
    index: dict[str, Place] = {}
    for surface, place in region_surfaces().items():
        index.setdefault(fold_name(surface), place)
    return index


def known_place(name: str) -> Place | None:
    """Return the capital, seat or region called so with or without its article, else None.

    So of "el Kremlin" and "Asia Central".
    """
    return look_up(_capital_index(), name) or look_up(_region_index(), name)


def state_called_like(country: str) -> Place | None:
    """Return the federal state that shares its name with a country: the "estado de Georgia" for "Georgia"."""
    return _region_index().get(f"estado de {fold_name(country)}")
