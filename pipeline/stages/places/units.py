"""Nouns that say what a name names: "provincia de Mendoza" is a region, "ciudad de Guatemala" a city."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import Place, country_code, region_surfaces
from pipeline.stages.places.lexicons import city_called_like, words_for
from pipeline.stages.places.words import LINKS
from pipeline.text.surfaces import Word

#: Nouns that stand right before the name, without "de": "río Magdalena". After the others it is one of two names.
_WITHOUT_OF = frozenset(("río", "lago", "mar", "hotel", "aeropuerto", "océano"))


def unit_kind(words: Sequence[Word], at: int) -> str | None:
    """Return the kind of place by the noun in front of the name at `words[at]`, or None without such a noun."""
    back = _noun_before(words, at)
    if back < 0 or "\n" in words[at].gap:
        return None
    for noun in (f"{words[back - 1].text} {words[back].text}" if back else "", words[back].text):
        if fold_name(noun) in words_for("unit"):
            linked = at - back > 1 or noun in _WITHOUT_OF
            return words_for("unit")[fold_name(noun)] if linked else None
    return None


def _noun_before(words: Sequence[Word], at: int) -> int:
    """Index of the noun before links and an adjective ("la | aldea vecina de Jobar"), -1 where there is none."""
    back = at - 1
    while back >= 0 and words[back].text in LINKS:
        back -= 1
    if back > 0 and at - back > 1 and words[back].text.islower() and words[back].key not in words_for("unit"):
        back -= 1
    return back


def of_unit(surface: str, unit: str | None) -> Place | None:
    """Return the reading of a shared name that the noun in front asks for ("ciudad de Panamá"), or None."""
    if unit == "region":
        region = region_surfaces().get(surface)
        if region and region.kind == "region":
            return region
    if unit == "city" and country_code(surface):
        return city_called_like(surface)
    return None
