"""What follows a town and says where it lies: "San José, California", "Trinidad, en el Beni boliviano".

A shared name means the town in the state named right after it, and a state called like a country is meant where the
town before it lies in that state: "Savannah, en Georgia".
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.knowledge.gazetteer import country_code, demonym_code, find_city, find_place, state_called_like
from pipeline.stages.places.lexicons import known_surfaces, words_for
from pipeline.text.function_words import ARTICLES, OF
from pipeline.text.surfaces import Word

#: Words between the comma and the name of the state: "en el estado venezolano de".
_REACH = 6
_DIRECTIONS = frozenset(("norte", "sur", "este", "oeste", "noreste", "noroeste", "sureste", "suroeste", "centro"))


def country_after(words: Sequence[Word], at: int, end: int) -> str | None:
    """Return the ISO code of the state where the words after the name `words[at:end]` say it lies, or None."""
    if not _opens_apposition(words, end):
        return None
    name = " ".join(w.text for w in words[at:end])
    for position in range(end + 1, min(end + 1 + _REACH, len(words))):
        word = words[position]
        hit = known_surfaces().longest(words, position) if word.capital else None
        if hit is not None:
            listed = position == end + 1 and _goes_on(words, hit[0])
            return None if listed else _country_of(name, hit[1][1])
        if word.text.islower() and (code := demonym_code(word.text)):
            return code if position > end + 1 else None
        if not _may_lead(word, first=position == end + 1):
            return None
    return None


def _opens_apposition(words: Sequence[Word], at: int) -> bool:
    """Whether a comma or a bracket stands at `at`."""
    return at < len(words) and words[at].text in (",", "(")


def _goes_on(words: Sequence[Word], end: int) -> bool:
    """Whether a list goes on with another place: "Santiago, Brasil y Perú" says nothing of Santiago."""
    if end + 1 >= len(words) or words[end].text not in (",", "y", "e"):
        return False
    return words[end + 1].capital and known_surfaces().longest(words, end + 1) is not None


def _may_lead(word: Word, *, first: bool) -> bool:
    """Whether a word may stand between a town and its state: "en el estado de", "departamento del norte de"."""
    unit = words_for("unit").get(word.key) == "region"
    return unit or word.text == "en" or (not first and word.text in OF | ARTICLES | _DIRECTIONS)


def _country_of(town: str, state: str) -> str | None:
    """Return the country of the state named after a town; of two readings ("Georgia") the one that has such a town."""
    code = country_code(state)
    if code is None:
        place = find_place(state)
        return place.country if place is not None and place.kind in ("region", "city") else None
    other = state_called_like(state)
    if other is not None and other.country:
        city = find_city(town, near=(other.country,))
        if city is not None and city.country == other.country:
            return other.country
    return code
