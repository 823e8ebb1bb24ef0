"""Spanish names of states and territories, and their ISO 3166-1 alpha-2 codes.

Names are in `lexicons/countries.csv`: those of CLDR, which the tests hold it to, and the spelling variants and official
names that news prose uses ("Kazajstán", "EE.UU.", "Federación Rusa"). To read CLDR itself takes Babel longer than all
else that the gazetteer reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pipeline.knowledge.entries import Entry, split_cell
from pipeline.knowledge.folding import fold_name, look_up
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon


@per_lexicon
def _entries() -> Mapping[str, Entry]:
    return {entry["id"]: entry for entry in read_lexicon("countries")}


@per_lexicon
def country_names() -> Mapping[str, str]:
    """Return the names of countries that the tables use, by ISO code."""
    return MappingProxyType({code: entry["name"] for code, entry in sorted(_entries().items())})


@per_lexicon
def country_surfaces() -> Mapping[str, str]:
    """Return the ISO codes of all known surfaces of countries and territories, by surface in its usual spelling.

    Names that are ordinary words or persons' names at least as often ("Reunión", "San Martín") are left out; ask
    `country_code` when the context has made clear that a country is meant.
    """
    surfaces: dict[str, str] = {}
    for code, name in country_names().items():
        entry = _entries()[code]
        names = (name, *split_cell(entry["variants"]))
        if entry["status"] == "territory" and entry["ambiguous"] == "yes":
            names = names[1:]
        surfaces.update((surface, code) for surface in names)
    return MappingProxyType(surfaces)


@per_lexicon
def _index() -> Mapping[str, str]:
    index = {fold_name(name): code for code, name in country_names().items()}
    index.update((fold_name(surface), code) for surface, code in country_surfaces().items())
    return index


def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a Spanish country name, None for anything else.

    So of "el Perú", "EE. UU." and "MEXICO".
    """
    return look_up(_index(), name)


def country_name(code: str) -> str | None:
    """Return the usual Spanish name of an ISO 3166-1 alpha-2 code: `country_name("KZ")` is "Kazajistán"."""
    return country_names().get(code)


def country_wikidata(code: str) -> str | None:
    """Return the Wikidata id of an ISO 3166-1 alpha-2 code, None where the lexicon has none."""
    entry = _entries().get(code)
    return (entry["wikidata"] or None) if entry else None


def is_state(code: str) -> bool:
    """Return whether the code is that of a state (also Palestine, Kosovo, Taiwan) and not of a dependent territory."""
    entry = _entries().get(code)
    return entry is not None and entry["status"] == "state"


def is_ambiguous_country(code: str) -> bool:
    """Return whether the country is called like a town, region or surname: "Granada", "Georgia", "Israel"."""
    entry = _entries().get(code)
    return entry is not None and entry["ambiguous"] == "yes"
