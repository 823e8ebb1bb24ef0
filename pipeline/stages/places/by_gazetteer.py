"""Names that the gazetteer may be trusted with: countries, capitals, well-known cities, regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import Place, find_city, find_place, region_surfaces, state_called_like
from pipeline.stages.places.appositions import country_behind
from pipeline.stages.places.by_head import longer_town, name_with_head
from pipeline.stages.places.evidence import has_evidence, is_blocked, is_name_of_its_own
from pipeline.stages.places.lexicons import heads, words_for
from pipeline.stages.places.model import Context, Found
from pipeline.stages.places.units import of_unit, unit_kind
from pipeline.stages.places.words import ARTICLES


def by_gazetteer(context: Context) -> Iterator[Found]:
    """Known surfaces and names with a place head ("Palacio de Gobierno"), the longest at each word."""
    openings, behind = heads().first_words, 0
    for at in [at for at, word in enumerate(context.words) if at in context.known or word.key in openings]:
        if at < behind:
            continue
        known = context.known.get(at)
        built = name_with_head(context, at)
        if built and (not known or built[0] > known[0]):
            behind, found = built
            if not context.is_taken(found.start, found.end):
                yield found
        elif known:
            end, (source, surface) = known
            longer = longer_town(context, at, end) if source != "country" else None
            if longer is not None:
                end, source, surface = longer, "town", context.surface(at, longer)
            for first, last, part in _parts(context, at, end, surface) if source == "region" else ((at, end, surface),):
                resolved = _resolve(context, first, last, source, part)
                if resolved:
                    yield resolved
            behind = end


def _parts(context: Context, at: int, end: int, surface: str) -> list[tuple[int, int, str]]:
    """Two regions that the lexicon has as one name ("América Latina y el Caribe"), else the one."""
    words = context.words
    y = next((i for i in range(at, end) if words[i].text == "y"), None)
    if y is not None:
        second = y + 1 + (words[y + 1].text.lower() in ARTICLES)
        names = context.surface(at, y), context.surface(second, end)
        if all(i in context.known for i in (at, second)) and set(names) <= set(region_surfaces()):
            return [(at, y, names[0]), (second, end, names[1])]
    return [(at, end, surface)]


def _resolve(context: Context, at: int, end: int, source: str, surface: str) -> Found | None:
    """The mention of a gazetteer surface at words `at:end`, None when the context says it is none."""
    words = context.words
    start, stop = words[at].start, words[end - 1].end
    if context.is_taken(start, stop) or not is_name_of_its_own(context, at, end):
        return None
    unit = unit_kind(words, at)
    place = of_unit(surface, unit) or _state(context, at, source, surface) or find_place(surface, context.near)
    behind = country_behind(words, at, end) if source != "country" else None
    if behind and place is not None and place.country != behind:
        other = find_city(surface, near=(behind,))  # "La Paz, en Baja California Sur"
        place = other if other is not None and other.country == behind else place
    if place is None or (source != "country" and is_blocked(words, at, region=place.kind == "region")):
        return None
    if fold_name(surface) in words_for("doubtful") and not has_evidence(context, at, end, place):
        return None
    doubtful = source == "region" and region_surfaces()[surface].ambiguous and unit != "region"
    if doubtful and not has_evidence(context, at, end, place):
        return None
    if source == "region" and unit == "region" and place.kind == "city":
        place = replace(place, kind="region", geonames_id=None, id="")  # "la provincia de Homs"
    if source == "country" and place.kind == "city" and at > 1 and words[at - 1].text == "de":
        at -= 2  # "ciudad de Panamá" is the name of the city
    return Found(words[at].start, stop, at, end, place, f"gazetteer:{place.id}")


def _state(context: Context, at: int, source: str, surface: str) -> Place | None:
    """The federal state called like a country, behind a town that lies in it: "Savannah, en Georgia"."""
    words = context.words
    state = state_called_like(surface) if source == "country" else None
    comma = at - 1 if at and words[at - 1].text == "," else at - 2
    if state is None or comma < 1 or words[comma].text != "," or (words[comma + 1 : at] and words[at - 1].text != "en"):
        return None
    town = next((n for n in (3, 2, 1) if comma >= n and words[comma - n].capital), 0)
    return state if town and country_behind(words, comma - town, comma) == state.country else None
