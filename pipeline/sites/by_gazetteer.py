"""Names that the gazetteer may be trusted with: countries, capitals, well-known cities, regions."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.gazetteer import find_place, region_surfaces
from pipeline.sites.by_head import name_with_head
from pipeline.sites.evidence import has_evidence, is_blocked, is_name_of_its_own
from pipeline.sites.lexicons import known_surfaces
from pipeline.sites.model import Context, Found
from pipeline.sites.units import of_unit, unit_kind


def by_gazetteer(context: Context) -> Iterator[Found]:
    """Known surfaces and names with a place head ("Palacio de Gobierno"), the longest at each word."""
    words = context.words
    at = 0
    while at < len(words):
        known = known_surfaces().longest(words, at)
        built = name_with_head(context, at)
        if built and (not known or built[0] > known[0]):
            at, found = built
            if not context.is_taken(found.start, found.end):
                yield found
        elif known:
            end, (source, surface) = known
            resolved = _resolve(context, at, end, source, surface)
            if resolved:
                yield resolved
            at = end
        else:
            at += 1


def _resolve(context: Context, at: int, end: int, source: str, surface: str) -> Found | None:
    """The mention of a gazetteer surface at words `at:end`, None when the context says it is none."""
    words = context.words
    start, stop = words[at].start, words[end - 1].end
    if context.is_taken(start, stop) or not is_name_of_its_own(context, at, end):
        return None
    unit = unit_kind(words, at)
    place = of_unit(surface, unit) or find_place(surface, context.near)
    if place is None or (source != "country" and is_blocked(words, at)):
        return None
    doubtful = source == "region" and region_surfaces()[surface].ambiguous and unit != "region"
    if doubtful and not has_evidence(context, at, end, place):
        return None
    if source == "country" and place.kind == "city" and at > 1 and words[at - 1].text == "de":
        at -= 2  # "ciudad de Panamá" is the name of the city
    return Found(words[at].start, stop, at, end, place, f"gazetteer:{place.id}")
