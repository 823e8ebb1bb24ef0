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
    """Return (country, city, seat or region, the gazetteer's spelling) by surfaces that need no tagger."""
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
    """Return the kinds of place, often "", by the folded words of place_words.csv with one use ("unit", "office" …)."""
    return {fold_name(e["word"]): e["kind"] for e in read_lexicon("place_words") if e["use"] == use}


@per_lexicon
def heads() -> SurfaceIndex[str]:
    """Return the kinds of place by the nouns that begin a place's name ("Palacio", "Isla")."""
    index: SurfaceIndex[str] = SurfaceIndex()
    for entry in read_lexicon("place_words"):
        if entry["use"] == "head":
            index.add(entry["word"], entry["kind"])
    return index


@per_lexicon
def state_abbreviations() -> Mapping[str, tuple[str, str]]:
    """Return (federal state, ISO code of its country) by abbreviation without the full stop ("Méx")."""
    entries = (e for e in read_lexicon("place_words") if e["use"] == "abbreviation")
    return {e["word"].rstrip("."): (e["target"], e["country"]) for e in entries}


@per_lexicon
def city_called_like(country: str) -> Place | None:
    """Return the capital called like its state ("Panamá", "Guatemala"), for datelines and after "ciudad de"."""
    city = find_place(f"Ciudad de {country}")
    return city if city and city.country == country_code(country) else None
