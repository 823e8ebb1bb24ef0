"""One doc as the rules of names see it, a reading of its words, and what no person can be called."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline import gazetteer
from pipeline.attributes import lower_words
from pipeline.offices.phrase import TitlePhrase, countries_named, country
from pipeline.offices.words import is_adjective, portfolios, words_of_kind
from pipeline.persons.known import fold, given_names

TAGGER = 45
#: Farthest opening bracket before an editor's insertion, in tokens.
_INSERTION = 6


class Guess(NamedTuple):
    """A reading of the tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    label: str
    strength: int
    rule: str


class Context:
    """One doc with its title phrases, by where they start and end."""

    def __init__(self, doc: Doc, phrases: list[TitlePhrase]) -> None:
        self.doc = doc
        self.words = lower_words(doc)
        self.starting = {p.start: p for p in phrases}
        self.ending = {p.end: p for p in phrases}
        self.heads = {i for p in phrases for i in range(p.start, p.head_end)}
        self.countries = countries_named(doc)
        self.inside = {i: p for p in phrases for i in range(p.start, p.end)}

    def word(self, i: int) -> str:
        """Lower-case token `i`, empty outside the doc."""
        return self.words[i] if 0 <= i < len(self.words) else ""


@lru_cache(maxsize=1 << 14)
def known_place(text: str) -> bool:
    """Whether the text is the name of a country, a capital, a well-known city or a region."""
    return bool(
        gazetteer.country_code(text)
        or gazetteer.capital_code(text)
        or text in gazetteer.region_surfaces()
        or text in gazetteer.city_surfaces()
    )


@cache
def long_place_openers() -> frozenset[str]:
    """First words, folded, of places that have small words inside: "Emiratos", "Trinidad"."""
    surfaces = (
        gazetteer.country_surfaces(),
        gazetteer.capital_surfaces(),
        gazetteer.region_surfaces(),
        gazetteer.city_surfaces(),
    )
    return frozenset(fold(s.split()[0]) for group in surfaces for s in group if s.count(" ") > 1)


def only_portfolios(words: list[str]) -> bool:
    """Whether the words are portfolios, as in "secretario de Comercio y Turismo"."""
    return tuple(words) in portfolios() or all((w,) in portfolios() for w in words)


def tagged(context: Context, start: int, end: int) -> str:
    """The tagger's label of the run, empty when it has none or several or began it before the run."""
    if context.doc[start].ent_iob_ != "B":
        return ""
    labels = {t.ent_type_ for t in context.doc[start:end]}
    return labels.pop() if len(labels) == 1 else ""


def has_body_word(words: list[str]) -> bool:
    """Whether a word only bodies have is inside; "Fatah" after a given name is a name."""
    return any(w in words_of_kind("org") and fold(w) not in given_names() for w in words)


def is_roman(text: str) -> bool:
    """Whether the word can be a Roman numeral: "XVI"."""
    return set(text) <= set("IVXLC")


def is_called_like_body(context: Context, start: int, end: int) -> bool:
    """Whether the tagger sees a person whose given name is a body too: "Marina Gallego"."""
    return end - start > 1 and fold(context.doc[start].text) in given_names() and tagged(context, start, end) == "PER"


@cache
def _first_words() -> frozenset[str]:
    """Words with which names of bodies and things begin, but which are surnames too: "Guerra", "Cruz"."""
    return words_of_kind("org_first") | words_of_kind("misc")


def cannot_be_person(context: Context, start: int, end: int) -> bool:
    """Whether words of bodies, portfolios, a country, a number or an acronym rule a person out."""
    text = context.doc[start:end].text
    if "-" in text and any(country(part) for part in text.replace(" ", "").split("-")):
        return True
    if any(token.is_digit for token in context.doc[start:end]):
        return True  # "Ligue 1"
    if only_portfolios(context.words[start:end]) or is_roman(text) or country(text):
        return True
    words = context.words[start:end]
    if is_called_like_body(context, start, end):
        return False
    if words[0] in words_of_kind("org") or has_body_word(words) or (len(words) > 1 and words[0] in _first_words()):
        return True
    token = context.doc[start]
    if end - start == 1 and (token.lower_ in words_of_kind("word") or _begins_body(context, start)):
        return True
    return end - start == 1 and ((token.is_upper and len(token.text) > 1) or is_adjective(token.lower_))


def _begins_body(context: Context, i: int) -> bool:
    """Whether one word is the head of a body's name: "el gobernante Frente para la Victoria"."""
    return context.words[i] in words_of_kind("org_first") and context.word(i + 1) in ("de", "del", "para", "por")


def is_completion(context: Context, start: int, end: int) -> bool:
    """Whether an editor has put a first name in parentheses before the surname: "el presidente (Ana) Paz"."""
    doc = context.doc
    if end - start > 2 or context.word(end) != ")" or end + 1 >= len(doc) or not doc[end + 1].text[:1].isupper():
        return False
    opened = any(t.text == "(" for t in doc[max(0, start - _INSERTION) : start])
    return opened and all(fold(t.text) in given_names() for t in doc[start:end])
