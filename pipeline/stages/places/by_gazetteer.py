"""Names that the gazetteer may be trusted with: countries, capitals, well-known cities, regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import Place, find_city, find_place, region_surfaces, state_called_like
from pipeline.stages.places.appositions import country_after
from pipeline.stages.places.by_head import longer_town, name_with_head
from pipeline.stages.places.evidence import has_evidence, is_blocked, is_name_of_its_own
from pipeline.stages.places.lexicons import heads, words_for
from pipeline.stages.places.model import Context, Found, Known
from pipeline.stages.places.units import of_unit, unit_kind
from pipeline.text.function_words import ARTICLES


class _Name(NamedTuple):
    """A name in the text: words `at` to `end` (exclusive), its sort (country, city …) and spelling in the gazetteer."""

    at: int
    end: int
    source: str
    surface: str


def by_gazetteer(context: Context) -> Iterator[Found]:
    """Yield known surfaces and names with a place head ("Palacio de Gobierno"), the longest at each word."""
    openings, done = heads().first_words, 0
    for at in [at for at, word in enumerate(context.words) if at in context.known or word.key in openings]:
        if at < done:
            continue
        known = context.known.get(at)
        built = name_with_head(context, at)
        if built and (not known or built[0] > known[0]):
            done, found = built
            if not context.is_taken(found.start, found.end):
                yield found
        elif known:
            name = _known_name(context, at, known)
            yield from filter(None, (_mention(context, part) for part in _parts(context, name)))
            done = name.end


def _known_name(context: Context, at: int, known: Known) -> _Name:
    """Return the gazetteer's name at word `at`, or a town's longer one: "Santiago | de los Caballeros"."""
    end, (source, surface) = known
    longer = longer_town(context, at, end) if source != "country" else None
    return _Name(at, end, source, surface) if longer is None else _Name(at, longer, "town", context.surface(at, longer))


def _parts(context: Context, name: _Name) -> list[_Name]:
    """Return the two regions that the lexicon has as one name ("América Latina y el Caribe"), else the one name."""
    words = context.words
    joint = next((i for i in range(name.at, name.end) if words[i].text == "y"), None)
    if name.source != "region" or joint is None:
        return [name]
    second = joint + 1 + (words[joint + 1].text.lower() in ARTICLES)
    surfaces = context.surface(name.at, joint), context.surface(second, name.end)
    if not set(surfaces) <= set(region_surfaces()):
        return [name]
    return [_Name(name.at, joint, "region", surfaces[0]), _Name(second, name.end, "region", surfaces[1])]


def _mention(context: Context, name: _Name) -> Found | None:
    """Return the mention that a name of the gazetteer is, or None where the context says that it is none."""
    words, at = context.words, name.at
    stop = words[name.end - 1].end
    if context.is_taken(words[at].start, stop) or not is_name_of_its_own(context, at, name.end):
        return None
    unit = unit_kind(words, at)
    place = _place_meant(context, name, unit)
    if place is None or not _is_borne_out(context, name, place, unit):
        return None
    if name.source == "region" and unit == "region" and place.kind == "city":
        place = replace(place, kind="region", geonames_id=None, id="")  # "la provincia de Homs"
    if name.source == "country" and place.kind == "city" and at > 1 and words[at - 1].text == "de":
        at -= 2  # "ciudad de Panamá" is the name of the city
    return Found(words[at].start, stop, at, name.end, place, f"gazetteer:{place.id}")


def _place_meant(context: Context, name: _Name, unit: str | None) -> Place | None:
    """Return the place of that name which the words around ask for, else the nearest to the article, else None.

    `unit` is the kind of place that the noun in front says.
    """
    place = of_unit(name.surface, unit) or _state(context, name) or find_place(name.surface, context.near)
    country = country_after(context.words, name.at, name.end) if name.source != "country" else None
    if country is None or place is None or place.country == country:
        return place
    other = find_city(name.surface, near=(country,))  # "La Paz, en Baja California Sur"
    return other if other is not None and other.country == country else place


def _is_borne_out(context: Context, name: _Name, place: Place, unit: str | None) -> bool:
    """Whether the text means the place: it is no piece of another name, and where the name is doubtful, shows it."""
    if name.source != "country" and is_blocked(context.words, name.at, region=place.kind == "region"):
        return False
    doubtful = fold_name(name.surface) in words_for("doubtful")
    if name.source == "region" and unit != "region":
        doubtful = doubtful or region_surfaces()[name.surface].ambiguous
    return not doubtful or has_evidence(context, name.at, name.end, place)


def _state(context: Context, name: _Name) -> Place | None:
    """Return the federal state called like a country, after a town in it, or None: "Savannah, en | Georgia"."""
    words, at = context.words, name.at
    state = state_called_like(name.surface) if name.source == "country" else None
    comma = at - 2 if words[at - 1].text == "en" else at - 1
    if state is None or words[comma].text != ",":
        return None
    town = next((n for n in (3, 2, 1) if comma >= n and words[comma - n].capital), 0)
    return state if town and country_after(words, comma - town, comma) == state.country else None
