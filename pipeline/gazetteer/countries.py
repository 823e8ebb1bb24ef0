"""Spanish names of states and territories, and their ISO 3166-1 alpha-2 codes.

Names come from Babel's CLDR `es` territories and `lexicons/countries.csv` (spelling variants and official names that
news prose uses: "Kazajstán", "EE.UU.", "Federación Rusa").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipeline.gazetteer.folding import fold, look_up
from pipeline.lexicon import Entry, read_lexicon, split_cell

#: CLDR lists these among its territories: unions, leftovers, test codes, and parts of states that ISO 3166-1 reserves
#: codes for without counting them (IC is the Canaries).
PSEUDO_TERRITORIES = frozenset("EU EZ UN QO XA XB ZZ AC CP DG EA IC TA".split())  # noqa: SIM905


@cache
def _entries() -> Mapping[str, Entry]:
    return {entry["id"]: entry for entry in read_lexicon("countries")}


@cache
def country_names() -> Mapping[str, str]:
    """ISO code -> the name used in the tables: the lexicon's, else CLDR's."""
    # Imported here: Babel's locale data are not needed to import the package.
    from babel import Locale

    names = {
        code: str(name)
        for code, name in Locale("es").territories.items()
        if len(code) == 2 and code.isalpha() and code not in PSEUDO_TERRITORIES
    }
    names.update((code, entry["name"]) for code, entry in _entries().items())
    return MappingProxyType(dict(sorted(names.items())))


@cache
def country_surfaces() -> Mapping[str, str]:
    """Every known surface of a country or territory in its usual spelling -> ISO code.

    Names that are ordinary words or persons' names at least as often ("Reunión", "San Martín") are left out; ask
    `country_code` when the context has made clear that a country is meant.
    """
    surfaces: dict[str, str] = {}
    for code, name in country_names().items():
        entry = _entries().get(code)
        names = (name, *split_cell(entry["variants"])) if entry else (name,)
        if entry and entry["status"] == "territory" and entry["ambiguous"] == "yes":
            names = names[1:]
        surfaces.update((surface, code) for surface in names)
    return MappingProxyType(surfaces)


@cache
def _index() -> Mapping[str, str]:
    index = {fold(name): code for code, name in country_names().items()}
    index.update((fold(surface), code) for surface, code in country_surfaces().items())
    return index


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a Spanish country name ("el Perú", "EE. UU.", "MEXICO"), None for anything else."""
    return look_up(_index(), name)


def country_name(code: str) -> str | None:
    """Usual Spanish name of an ISO 3166-1 alpha-2 code: `country_name("KZ")` is "Kazajistán"."""
    return country_names().get(code)


def is_state(code: str) -> bool:
    """Whether the code is that of a state (also Palestine, Kosovo, Taiwan) and not of a dependent territory."""
    entry = _entries().get(code)
    return entry is not None and entry["status"] == "state"


def is_ambiguous_country(code: str) -> bool:
    """Whether the country is called like a town, region or surname: "Granada", "Georgia", "Israel"."""
    entry = _entries().get(code)
    return entry is not None and entry["ambiguous"] == "yes"
