"""One doc as the rules for names see it, what a guess is, and which words cannot be a person's name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.knowledge import gazetteer
from pipeline.knowledge.lexicon import per_lexicon
from pipeline.naming.known_people import fold_person, given_names
from pipeline.naming.title_phrase import TitlePhrase, countries_named, country
from pipeline.naming.title_words import is_adjective, portfolios, words_of_kind
from pipeline.text.attributes import lower_words, offsets_of, openings, text_of, words_of_doc
from pipeline.text.roman import looks_roman

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
    """One doc with its title phrases, by where they start and end, and what the rules often ask of its tokens."""

    def __init__(self, doc: Doc, phrases: list[TitlePhrase]) -> None:
        self.doc = doc
        self.forms = words_of_doc(doc)
        self.words = lower_words(doc)
        self._text = text_of(doc)
        self.offsets = offsets_of(doc)
        #: Whether each token begins a sentence.
        self.openings = openings(doc)
        #: The tagger's names: (start, end, label).
        self.tagged = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
        #: Those by each of their tokens.
        self.tagged_at = {i: ent for ent in self.tagged for i in range(ent[0], ent[1])}
        self.starting = {p.start: p for p in phrases}
        self.ending = {p.end: p for p in phrases}
        self.heads = {i for p in phrases for i in range(p.start, p.head_end)}
        #: What `cannot_be_person` has answered, by tokens: several rules ask the same.
        self.no_persons: dict[tuple[int, int], bool] = {}

    @cached_property
    def countries(self) -> frozenset[str]:
        """ISO codes of the countries that the text names."""
        return countries_named(self.doc)

    def form(self, i: int) -> str:
        """Return token `i` as it is written, empty outside the doc."""
        return self.forms[i] if 0 <= i < len(self.forms) else ""

    def places_of(self, form: str) -> list[int]:
        """Return the tokens with exactly this form."""
        found: list[int] = []
        for _ in range(self.forms.count(form)):
            found.append(self.forms.index(form, found[-1] + 1 if found else 0))
        return found

    def text(self, start: int, end: int) -> str:
        """Return the text of the tokens; `end` may lie beyond the end of the doc."""
        if end > len(self.forms):
            end = len(self.forms)
        return self._text[self.offsets[start] : self.offsets[end - 1] + len(self.forms[end - 1])]

    def label(self, i: int) -> str:
        """Return the tagger's label of a token, empty without one."""
        return self.tagged_at[i][2] if i in self.tagged_at else ""

    def word(self, i: int) -> str:
        """Return token `i` in lower case, empty outside the doc."""
        return self.words[i] if 0 <= i < len(self.words) else ""


@per_lexicon(maxsize=1 << 14)
def known_place(text: str) -> bool:
    """Whether the text is the name of a country, a capital, a well-known city or a region."""
    return bool(
        gazetteer.country_code(text)
        or gazetteer.capital_code(text)
        or text in gazetteer.region_surfaces()
        or text in gazetteer.city_surfaces()
    )


@per_lexicon
def long_place_openers() -> frozenset[str]:
    """Return the first words, folded, of places that have small words inside: "Emiratos", "Trinidad"."""
    surfaces = (
        gazetteer.country_surfaces(),
        gazetteer.capital_surfaces(),
        gazetteer.region_surfaces(),
        gazetteer.city_surfaces(),
    )
    return frozenset(fold_person(s.split()[0]) for group in surfaces for s in group if s.count(" ") > 1)


def only_portfolios(words: list[str]) -> bool:
    """Whether the words are portfolios, as in "secretario de Comercio y Turismo"."""
    return tuple(words) in portfolios() or all((w,) in portfolios() for w in words)


def label_of_run(context: Context, start: int, end: int) -> str:
    """Return the tagger's label of the run, empty if it has none or several, or if its name begins before the run."""
    ent = context.tagged_at.get(start)
    if ent is None or ent[0] != start:
        return ""
    return ent[2] if all(context.label(i) == ent[2] for i in range(ent[1], end)) else ""


def has_body_word(words: Sequence[str]) -> bool:
    """Whether one of the words occurs only in names of bodies; given names ("Fatah") do not count."""
    return any(w in words_of_kind("org") and fold_person(w) not in given_names() for w in words)


def is_called_like_body(context: Context, start: int, end: int) -> bool:
    """Whether the tagger sees a person whose given name is a body too: "Marina Gallego"."""
    return (
        end - start > 1
        and fold_person(context.forms[start]) in given_names()
        and label_of_run(context, start, end) == "PER"
    )


@per_lexicon
def _first_words() -> frozenset[str]:
    """Return the words that names of bodies and things begin with and that are surnames too: "Guerra", "Cruz"."""
    return words_of_kind("org_first") | words_of_kind("misc")


def cannot_be_person(context: Context, start: int, end: int) -> bool:
    """Whether words of bodies, portfolios, a country, a number or an acronym rule a person out."""
    known = context.no_persons.get((start, end))
    if known is None:
        known = context.no_persons[start, end] = _is_ruled_out(context, start, end)
    return known


def _is_ruled_out(context: Context, start: int, end: int) -> bool:
    """Return what `cannot_be_person` remembers."""
    words = tuple(context.words[start:end])
    if _is_something_else(context.text(start, end), words):
        return True
    if is_called_like_body(context, start, end):
        return False
    if _has_word_of_body(words):
        return True
    if end - start > 1:
        return False
    form, word = context.forms[start], words[0]
    if word in words_of_kind("word") or _begins_body(context, start):
        return True
    return (form.isupper() and len(form) > 1) or is_adjective(word)


@per_lexicon(maxsize=1 << 14)
def _is_something_else(text: str, words: tuple[str, ...]) -> bool:
    """Whether the text by itself is a portfolio, a numeral, a country, or has a country or a number in it."""
    if "-" in text and any(country(part) for part in text.replace(" ", "").split("-")):
        return True
    if any(word.isdigit() for word in words):
        return True  # "Ligue 1"
    return only_portfolios(list(words)) or looks_roman(text) or country(text) is not None


@per_lexicon(maxsize=1 << 14)
def _has_word_of_body(words: tuple[str, ...]) -> bool:
    first = words[0]
    return first in words_of_kind("org") or has_body_word(words) or (len(words) > 1 and first in _first_words())


def _begins_body(context: Context, i: int) -> bool:
    """Whether a body's name begins with this one word: "el gobernante Frente para la Victoria"."""
    return context.words[i] in words_of_kind("org_first") and context.word(i + 1) in ("de", "del", "para", "por")


def is_completion(context: Context, start: int, end: int) -> bool:
    """Whether an editor has put a first name in parentheses before the surname: "el presidente (Ana) Paz"."""
    forms = context.forms
    if end - start > 2 or context.word(end) != ")" or end + 1 >= len(forms) or not forms[end + 1][:1].isupper():
        return False
    opened = "(" in forms[max(0, start - _INSERTION) : start]
    return opened and all(fold_person(form) in given_names() for form in forms[start:end])
