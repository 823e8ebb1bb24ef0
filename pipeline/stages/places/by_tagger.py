"""The tagger's LOC: known to the gazetteer, else a site of the article's home country ("el campo La Ceiba")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from pipeline.knowledge.gazetteer import Place, city_surfaces, country_code, demonym_codes, find_place
from pipeline.stages.places.appositions import country_after
from pipeline.stages.places.by_head import longer_town
from pipeline.stages.places.evidence import KNOWN_ABROAD, adjoins, country_beside, country_inside, is_blocked
from pipeline.stages.places.lexicons import state_abbreviations, words_for
from pipeline.stages.places.model import Context, Found
from pipeline.stages.places.units import unit_kind
from pipeline.text.function_words import ARTICLES, OF
from pipeline.text.surfaces import Word, starts_sentence

#: "Región de San Petersburgo": so big a city is what its name means even after such a noun.
_METROPOLIS = 1_000_000
#: First words of towns that the tagger often leaves out.
_FIRST_WORDS = frozenset(("La", "El", "Los", "Las", "San", "Santa", "Santo", "Nueva", "Nuevo", "Puerto", "Villa"))


def by_tagger(doc: Doc, context: Context, known: list[Found]) -> Iterator[Found]:
    """Yield the mentions by the tagger that the text bears out; `known` are those found without it."""
    found = list(known)
    for ent in doc.ents:
        span = _words_of(ent, context) if ent.label_ == "LOC" else None
        if span is None or _is_left_out(context, *span, found):
            continue
        first, last = span
        place = _place_of(context, first, last, listed=_is_listed(context, first, found))
        if place:
            place = _same_as_before(place, found)
            start, end = context.words[first].start, context.words[last - 1].end
            found.append(Found(start, end, first, last, place, f"ner:{place.id}" if place.id else "ner"))
            yield found[-1]


def _is_left_out(context: Context, first: int, last: int, found: list[Found]) -> bool:
    """Whether the tagger's words `first:last` are no place, or one that is found in another way."""
    start, end = context.words[first].start, context.words[last - 1].end
    if context.is_taken(start, end):
        return True
    return _is_loose(context, first, last, found) or _is_abbreviated(context, first, last)


def _same_as_before(place: Place, found: list[Found]) -> Place:
    """Return the place of that name found before: one that no gazetteer has is the same at every mention."""
    if place.id:
        return place
    return next((f.place for f in found if f.place.name == place.name and not f.place.id), place)


def _is_abbreviated(context: Context, first: int, last: int) -> bool:
    """Whether the words are the abbreviation of a state, which is found after its town: "Baeza, Chih."."""
    return last - first == 1 and context.words[first].text.rstrip(".") in state_abbreviations()


def _words_of(ent: Span, context: Context) -> tuple[int, int] | None:
    """Return the words (start, end) of a tagged span without marks at its edges ("Japón''"), or None."""
    first = bisect_left(context.words, ent.start_char, key=lambda w: w.start)
    stop = bisect_right(context.words, ent.end_char, lo=first, key=lambda w: w.end)
    inside = list(range(first, stop))
    while inside and not context.words[inside[-1]].text[0].isalnum():
        inside.pop()
    while inside and not context.words[inside[0]].text[0].isalnum():
        inside.pop(0)
    if not inside:
        return None
    first, last = inside[0], longer_town(context, inside[0], inside[-1] + 1) or inside[-1] + 1
    return (first - 1 if _lacks_first_word(context, first) else first), last


def _lacks_first_word(context: Context, first: int) -> bool:
    """Whether the tagger took the second word of "La Ceiba" only."""
    before = context.words[first - 1] if first else None
    if before is None or before.text not in _FIRST_WORDS or not adjoins(context.words[first]):
        return False
    return context.words[first].capital and not starts_sentence(context.text, before.start)


def _is_listed(context: Context, first: int, found: list[Found]) -> bool:
    """Whether the name is joined to a place before it: "en Tacna, Ilo y Moquegua"."""
    return context.lower(first - 1) in (",", "y", "e", "o") and any(f.last == first - 1 for f in found)


def _is_loose(context: Context, first: int, last: int, known: list[Found]) -> bool:
    """Whether the tagger's span is a demonym or runs over more than one name the gazetteer finds by itself."""
    surface = context.surface(first, last)
    if _is_demonym(surface) or _has_digit_or_inner_stop(surface) or surface in context.surnames:
        return True
    if _is_article_with_known(context, first, last, known):
        return True
    inside = [f for f in known if f.first >= first and f.last <= last and f.last - f.first < last - first]
    return len(inside) > 1 or any(f.first == first for f in inside)


def _is_demonym(surface: str) -> bool:
    """Whether the words are for somebody from a country, and not that country's name."""
    return bool(demonym_codes(surface)) and not country_code(surface)


def _has_digit_or_inner_stop(surface: str) -> bool:
    """Whether the words are a code or run over the end of a sentence: "S.400"."""
    return any(c.isdigit() for c in surface) or re.search(r"\w\.\w", surface) is not None


def _is_article_with_known(context: Context, first: int, last: int, known: list[Found]) -> bool:
    """Whether the words are an article and a place found without it: "El | Vaticano"."""
    if context.lower(first) not in ARTICLES:
        return False
    return any(f.first == first + 1 and f.last == last for f in known)


def _place_of(context: Context, first: int, last: int, *, listed: bool) -> Place | None:
    """Return what the tagger's words `first:last` name; `listed` if they stand in a list with another place."""
    words = context.words
    if not words[first].capital or is_blocked(words, first):
        return None
    name, unit = context.surface(first, last), unit_kind(words, first)
    inside = country_inside(context, first, last)
    place = _known_place(context, name, unit, inside)
    clear = last - first > 1 or unit or listed
    if not clear and not _may_stand_alone(context, first, name, place):
        return None
    if place is None or (unit == "other" and place.kind == "city"):
        return Place(name=name, kind=unit or "other", country=inside or _country_around(context, first, last))
    return _as_unit_says(place, unit)


def _country_around(context: Context, first: int, last: int) -> str | None:
    """Return the country named after the words `first:last`, else before them, else the article's own."""
    return country_after(context.words, first, last) or country_beside(context, first)


def _as_unit_says(place: Place, unit: str | None) -> Place:
    """Return the region around a town where the noun in front asks for one, "la provincia de Homs", else the place."""
    if unit != "region" or place.kind != "city" or place.population >= _METROPOLIS:
        return place
    return replace(place, kind="region", geonames_id=None, id="")


def _known_place(context: Context, name: str, unit: str | None, inside: str | None) -> Place | None:
    """Return the gazetteer's place of that name, or None if it is too far from the article to be meant."""
    near = (inside, *context.near) if inside else context.near
    place = find_place(name, near) or (find_place(name.title(), near) if name.isupper() else None)
    return None if place is None or _is_too_far(place, unit, near) else place


def _is_too_far(place: Place, unit: str | None, near: tuple[str, ...]) -> bool:
    """Whether a small town or one of several regions of a name lies in no country `near` the article.

    An oil field called La Ceiba in Bolivia is not the town in Honduras.
    """
    if place.country in near:
        return False
    if place.kind == "region" and place.ambiguous:
        return unit != "region"
    return unit is None and bool(near) and 0 < place.population < KNOWN_ABROAD


def _may_stand_alone(context: Context, first: int, name: str, place: Place | None) -> bool:
    """Whether a lone word is a place: by its name, or because the text shows it, for words are names of all kinds.

    "Nobel" is one, and many are surnames.
    """
    if place is not None and (_is_well_known(name, place) or _is_governed_by_thing(context.words, first)):
        return True
    return _is_ever_located(context.text, name)


def _is_well_known(name: str, place: Place) -> bool:
    """Whether a word is a place by its name alone: a country, a region, a metropolis, a city of the lexicons."""
    return place.kind != "city" or place.population >= _METROPOLIS or name in city_surfaces()


def _is_ever_located(text: str, name: str) -> bool:
    """Whether the text once says "en X" or the like."""
    lead = r"(?:\ben|\bdesde|\bhacia|\bcerca de|\b(?:zona|área|complejo|recinto)(?:e?s)?(?: \w+)?(?: de)?)"
    pattern = lead + r"(?: el| la| los| las)? " + re.escape(name) + r"(?!\w)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _is_governed_by_thing(words: list[Word], at: int) -> bool:
    """Whether a thing is of that name, and nobody: "los puertos de | Iquique", not "el marqués de Villaverde"."""
    if at < 2 or words[at - 1].text not in OF or not words[at - 2].text.islower():
        return False
    noun = words[at - 2].key
    return noun not in words_for("office") and noun not in words_for("kin")
