"""The vocabulary of titles, from the lexicons `title_…` and `portfolios`, indexed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.text.longest import PhraseIndex


@dataclass(frozen=True, slots=True)
class NounForm:
    """One form of an office noun: "ministras" is the feminine plural of `ministro`."""

    id: str
    role: str
    # alone: a title by itself before a name; complement: only with one, or with a name right after; calling: only with
    # a body ("profesor de la Universidad de Lima")
    use: str
    anaphor: str  # alone: "el X" is a later mention of its holder; adj: only with a country or complement; no
    gender: str | None  # None: the form is the same for both
    plural: bool
    means: frozenset[str]  # roles besides its own of persons who may be meant by a later "el X"
    traits: frozenset[str]  # what else is known of it: see the README of the lexicons


@dataclass(frozen=True, slots=True)
class Modifier:
    """One form of a word around the noun; `qualifier` is the code it gives the title, if any."""

    kind: str
    qualifier: str | None


@per_lexicon
def noun_forms() -> PhraseIndex[NounForm]:
    """Return the forms of office nouns by their words (lower case)."""
    index: dict[tuple[str, ...], NounForm] = {}
    for row in read_lexicon("title_nouns"):
        both = not row["feminine"]
        means, traits = frozenset(split_cell(row["means"])), frozenset(split_cell(row["traits"]))
        for column, gender, plural in (
            ("masculine", None if both else "male", False),
            ("plural_masculine", None, True),
            ("feminine", "female", False),
            ("plural_feminine", "female", True),
        ):
            words = tuple(row[column].casefold().split())
            # "vecinos canadiense y mexicana": a feminine that looks like the masculine says nothing about gender
            if words and words not in index:
                known = row["id"], row["role"], row["use"], row["anaphor"]
                index[words] = NounForm(*known, gender, plural, means, traits)
    return PhraseIndex(index)


@per_lexicon
def modifiers(*kinds: str) -> PhraseIndex[Modifier]:
    """Return the modifiers of the given kinds by the words of each of their forms (lower case)."""
    index: dict[tuple[str, ...], Modifier] = {}
    for row in read_lexicon("title_modifiers"):
        if row["kind"] in kinds:
            for column in ("masculine", "feminine", "plural_masculine", "plural_feminine"):
                words = tuple(row[column].casefold().split())
                if words:
                    index.setdefault(words, Modifier(row["kind"], row["qualifier"] or None))
    return PhraseIndex(index)


@per_lexicon
def prefixes() -> tuple[tuple[str, str | None], ...]:
    """Return the prefixes of office nouns with their qualifier, longest first: `ex-`, `vice`, `sub` …"""
    found = [(words[0], modifier.qualifier) for words, modifier in modifiers("prefix").items()]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@per_lexicon
def portfolios() -> PhraseIndex[str | None]:
    """Return the role that a portfolio gives a minister, or None, by the portfolio's words (lower case)."""
    rows = read_lexicon("portfolios")
    return PhraseIndex({tuple(row["form"].casefold().split()): row["role"] or None for row in rows})


@per_lexicon(maxsize=1 << 15)
def is_adjective(word: str) -> bool:
    """Whether the word (lower case) is an adjective of offices and bodies: "municipal", "jurídico", "chino"."""
    return (word,) in modifiers("adjective", "qualifier", "demonym", "regional")


@per_lexicon
def title_words(name: str) -> frozenset[str]:
    """Return the words of one list of `title_words.csv`: `title_words("posts")` has "cargo" and "puesto"."""
    return frozenset(word_list("title_words", name))


@per_lexicon
def title_openings(name: str) -> tuple[str, ...]:
    """Return a list of `title_words.csv` that has beginnings of words, to be passed to `str.startswith`."""
    return word_list("title_words", name)


@per_lexicon
def words_of_kind(kind: str) -> frozenset[str]:
    """Return the words of `not_names.csv` of one kind (`word`, `org`, `misc`, `loc`, `title`), lower case."""
    return frozenset(row["word"].casefold() for row in read_lexicon("not_names") if row["kind"] == kind)


@per_lexicon
def state_bodies() -> Mapping[str, str]:
    """Return the ISO codes of the bodies that only one state has: "Knéset" is IL, "Petrobras" BR."""
    bodies = {row["form"]: row["country"] for row in read_lexicon("title_bodies")}
    for row in read_lexicon("organizations"):
        if row["country"] and row["kind"] not in ("media", "ngo", "igo"):
            for form in (row["name"], row["acronym"], *split_cell(row["variants"])):
                if form:
                    bodies.setdefault(form, row["country"])
    return bodies
