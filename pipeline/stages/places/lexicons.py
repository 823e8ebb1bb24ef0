"""What is known of places' names, from the gazetteer and `place_words.csv`; built once, at the first question."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import (
    Place,
    capital_surfaces,
    city_surfaces,
    country_code,
    country_surfaces,
    find_place,
    region_surfaces,
)
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.text.surfaces import SurfaceIndex


@per_lexicon
def known_surfaces() -> SurfaceIndex[tuple[str, str]]:
    """Surfaces that need no tagger -> (country, city, seat or region, surface in the gazetteer's spelling)."""
    index: SurfaceIndex[tuple[str, str]] = SurfaceIndex()
    for surface in country_surfaces():
        index.add(surface, ("country", surface))
    for surface in city_surfaces():
        index.add(surface, ("city", surface))
    seats = {s for s in capital_surfaces() if s not in city_surfaces()}
    for surface in seats:
        if " " in surface:  # "Palacio de Nariño"; bare "Moncloa" is a government, which organizations knows
            index.add(surface, ("seat", surface))
    for surface in region_surfaces():
        index.add(surface, ("region", surface))
    return index


@per_lexicon
def words_for(use: str) -> Mapping[str, str]:
    """Words of place_words.csv with one use ("unit", "meeting", "office" ...), folded -> kind of place, often ""."""
    return {fold_name(e["word"]): e["kind"] for e in read_lexicon("place_words") if e["use"] == use}


@per_lexicon
def heads() -> SurfaceIndex[str]:
    """Nouns that begin a place's name ("Palacio", "Isla") -> kind of place."""
    index: SurfaceIndex[str] = SurfaceIndex()
    for entry in read_lexicon("place_words"):
        if entry["use"] == "head":
            index.add(entry["word"], entry["kind"])
    return index


@per_lexicon
def state_abbreviations() -> Mapping[str, tuple[str, str]]:
    """Abbreviation of a federal state without its full stop ("Méx") -> (state, ISO code of its country)."""
    entries = (e for e in read_lexicon("place_words") if e["use"] == "abbreviation")
    return {e["word"].rstrip("."): (e["target"], e["country"]) for e in entries}


@per_lexicon
def city_called_like(country: str) -> Place | None:
    """The capital called like its state ("Panamá", "Guatemala"), for datelines and after "ciudad de"."""
    city = find_place(f"Ciudad de {country}")
    return city if city and city.country == country_code(country) else None
