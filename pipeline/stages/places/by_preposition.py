"""Towns that the gazetteer knows, after "en" or a unit noun: "en Ufá", "la ciudad de Arequipa", "entre Puno e Ica"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.knowledge.gazetteer import Place, country_code, demonym_code, find_city
from pipeline.stages.places.appositions import country_after
from pipeline.stages.places.by_head import name_end
from pipeline.stages.places.evidence import KNOWN_ABROAD
from pipeline.stages.places.lexicons import words_for
from pipeline.stages.places.model import Context, Found
from pipeline.stages.places.units import unit_kind
from pipeline.text.function_words import AND
from pipeline.text.overlap import overlaps
from pipeline.text.surfaces import Word

#: A town that only its name speaks for, in an article that names no country, must have this many people: smaller ones
#: are too often words or surnames.
_MIN_POPULATION = 50_000
_SHORTEST = 4
#: Nouns of small places, and how far one stands before the name: "localidad | estadunidense | de".
_LOCALITIES = frozenset(("localidad", "ciudad", "aldea", "pueblo", "poblado", "municipio", "poblacion"))
_NOUN_BACK = 3
#: What joins one place to the next in a list.
_JOINS = AND | {","}


def by_preposition(context: Context, known: Sequence[Found]) -> Iterator[Found]:
    """Yield towns by the word in front of them or the state that follows, and those joined to one in a list.

    `known` are the places found so far: "Iquique, Mejillones y Antofagasta" goes on where one of them ends.
    """
    words = context.words
    ends = {f.last for f in known if f.place.kind in ("city", "other")}
    done = 0
    for at in _starts_of_names(words):
        if at < done:
            continue
        joined = at - 1 in ends and words[at - 1].text in _JOINS
        end = name_end(words, at + 1)
        state = country_after(words, at, end)
        leads = joined or state is not None or _leads_to_place(words, at)
        town = _longest_town(context, at, end, joined=joined, state=state) if leads else None
        town = town or _small_locality(context, at, end)
        done = end if leads else at + 1
        if town:
            ends.add(town.last)
            done = town.last
            yield town


def _starts_of_names(words: list[Word]) -> list[int]:
    """Return the indexes of the words with which a town's name may begin."""
    return [at for at, word in enumerate(words) if word.capital and word.text[1:].islower()]


def _small_locality(context: Context, at: int, end: int) -> Found | None:
    """Return a place too small for the gazetteer, by its noun and adjective: "la localidad estadunidense de Aspen"."""
    words = context.words
    if at < _NOUN_BACK or words[at - 1].text != "de" or words[at - _NOUN_BACK].key not in _LOCALITIES:
        return None
    start, stop, name = words[at].start, words[end - 1].end, context.surface(at, end)
    country = demonym_code(words[at - 2].text)
    if country is None or context.is_taken(start, stop) or country_code(name):
        return None
    return Found(start, stop, at, end, Place(name=name, kind="city", country=country), "place_words:locality")


def _leads_to_place(words: list[Word], at: int) -> bool:
    """Whether "en", "desde", "entre", "viajó a" or "ciudad de" stands before the word."""
    if at == 0 or "\n" in words[at].gap:
        return False
    before = words[at - 1].text.lower()
    if before == "a" and at > 1:
        return words[at - 2].key in words_for("journey")
    return before in ("en", "desde", "hacia", "entre") or unit_kind(words, at) == "city"


def _longest_town(context: Context, at: int, end: int, *, joined: bool, state: str | None) -> Found | None:
    """Return the town whose name begins at word `at` and reaches furthest, at most to `end`.

    `state` is named after it. One word of several is too little: "en Santa" of "en Santa Lucía de la Sierra".
    """
    words = context.words
    for stop in range(end, at, -1):
        if len(context.surface(at, stop)) < _SHORTEST or not words[stop - 1].capital:
            continue
        town = _town(context, at, stop, state if stop == end else None)
        if town is None or (stop != end and stop - at == 1):
            continue
        if (joined or words[at - 1].text == "entre") and town.country not in (state, *context.near):
            continue
        return Found(words[at].start, words[stop - 1].end, at, stop, town, f"gazetteer:{town.id}")
    return None


def _town(context: Context, at: int, stop: int, state: str | None) -> Place | None:
    """Return the town called like the words `at:stop`, big enough for how near it is to the article."""
    words = context.words
    # "la ciudad de Sucre" is no marshal, whatever the tagger thinks
    taken = context.bodies if unit_kind(words, at) == "city" else context.taken
    if overlaps(taken, words[at].start, words[stop - 1].end):
        return None
    name = context.surface(at, stop)
    town = find_city(name, near=(state,) if state else context.near)
    if town is None or country_code(name):
        return None
    if state is not None:
        return town if town.country == state else None
    least = KNOWN_ABROAD if context.near else _MIN_POPULATION
    return town if town.country in context.near or town.population >= least else None
