"""What around or in a capitalised name says whether it is a body's.

"Carta de las Naciones Unidas" is a text, "Palacio de La Moneda" a building, "México - Chile" a pair of states, and in
"la petrolera Sonda" the noun says that a body follows.
"""

from __future__ import annotations

import re

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import country_code, demonym_codes, find_place, region_surfaces
from pipeline.stages.organizations.lexicons import announcers, countries, no_bodies, regions, with_trait
from pipeline.stages.organizations.words import LEADING, SMALL_WORDS
from pipeline.text.function_words import ARTICLES, OF
from pipeline.text.surfaces import Word, starts_sentence

#: A city of this size is what its name means, even where the tagger thinks of its football club.
_BIG_CITY = 100_000
#: Characters in front of a name in which its announcing noun stands, and how many words of them count.
_ANNOUNCED_WITHIN = 40
_ANNOUNCED_WORDS = 2
#: The word right in front of a name, perhaps in quotation marks, and the one before that.
_CRAFT_BEFORE = re.compile(r"(?:([^\W\d_]+) )?\b([^\W\d_]+) [\"'“«]?$")
#: Words that join a body's name to that of a text; "el" does so in "del".
TEXT_LINKS = (*OF, *ARTICLES - {"el"})


def is_definite(text: str, words: list[Word], at: int) -> bool:
    """Whether an article or the like is in front and no sentence begins: "la Cancillería informó"."""
    return at > 0 and words[at - 1].text.lower() in LEADING and not starts_sentence(text, words[at].start)


def is_in_text_name(words: list[Word], at: int) -> bool:
    """Whether the name stands in that of a text or event: "Carta de las | Naciones Unidas", "Convención de la ONU"."""
    back = at - 1
    while back >= 0 and words[back].text in TEXT_LINKS:
        back -= 1
    if back < 0 or back == at - 1 or not words[back].capital:
        return False
    return any(words[i].key in with_trait("text") for i in (back, back - 1) if i >= 0 and words[i].capital)


def is_in_place_name(words: list[Word], at: int) -> bool:
    """Whether the name stands in that of a place: "Palacio de | La Moneda", "la provincia de Granma"."""
    return at > 1 and words[at - 1].text in OF and words[at - 2].key in with_trait("place")


def opens_no_body(words: list[Word]) -> bool:
    """Whether the words begin with a name of two words that is no body's: "Centro Histórico | de Lima"."""
    return fold_name(" ".join(word.text for word in words[:2])) in no_bodies()


def is_announced(text: str, start: int) -> bool:
    """Whether a lower-case noun in front says that a body's name follows: "la petrolera", "el diario español"."""
    before = re.findall(r"[^\W\d_]+", text[max(0, start - _ANNOUNCED_WITHIN) : start])[-_ANNOUNCED_WORDS:]
    return any(fold_name(word) in announcers() for word in before)


def is_craft(text: str, start: int) -> bool:
    """Whether a name is that of an aircraft, a ship or a vehicle: "el avión presidencial Air Force One"."""
    before = _CRAFT_BEFORE.search(text[max(0, start - _ANNOUNCED_WITHIN) : start])
    if before is None:
        return False
    first, last = before.groups()
    crafts = with_trait("craft")
    return fold_name(last) in crafts or (bool(first) and fold_name(first) in crafts and last not in SMALL_WORDS)


def names_a_place(surface: str, words: list[Word]) -> bool:
    """Whether the name is a known place or only strings known places together ("México - Chile").

    `words` are those of `surface`. Small towns do not count: many a firm is called like one.
    """
    if _is_country_or_region(surface, words) or _strings_places_together(surface, words):
        return True
    place = None if surface.isupper() else find_place(surface)
    return place is not None and (place.kind != "city" or place.population >= _BIG_CITY)


def _is_country_or_region(surface: str, words: list[Word]) -> bool:
    """Whether the name is that of a country or region, or a word for somebody from there."""
    if country_code(surface) or demonym_codes(surface):
        return True
    return regions().longest(words, 0) == (len(words), surface)


def _strings_places_together(surface: str, words: list[Word]) -> bool:
    """Whether the name is made of countries, or of countries and regions joined by dashes: "China-Asia Central"."""
    if all(countries().longest(words, i) for i, w in enumerate(words) if w.capital):
        return True
    parts = re.split(r"\s*[-–—]\s*", surface)
    return len(parts) > 1 and all(country_code(part) or part in region_surfaces() for part in parts)
