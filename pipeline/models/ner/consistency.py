"""One name, one class: what an article says elsewhere about a name corrects a reading from its sentence alone.

"Daniyar Sagintáyev llegó ayer. … Para Sagintáyev, el acuerdo …": the first sentence shows a person, the second could be
a town or a company. Readings of one article are brought together; no name is added but acronyms that the article
explains: "la Organización Panamericana de la Salud (OPAS) … según OPAS".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pipeline.text.folding import fold
from pipeline.text.function_words import SINGULAR_ARTICLES

_ARTICLES = SINGULAR_ARTICLES | {word.capitalize() for word in SINGULAR_ARTICLES}

#: A name: index of its first word, index after its last word, label.
Entity = tuple[int, int, str]


def one_class_per_name(paragraphs: Sequence[Sequence[str]], found: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
    """Return the names of an article, given by paragraph, with the classes of repeated names made equal.

    A word that the article explains as the acronym of an organisation is an organisation, and a name wherever it
    stands. A single word that ends a person's longer name in the article is that person; any other name gets the class
    it has most often in the article, and keeps its own when there is a tie.
    """
    pairs = list(zip(paragraphs, found, strict=True))
    acronyms = {word for words, entities in pairs for word in _explained_acronyms(words, entities)}
    known = dict.fromkeys(_surnames(paragraphs, found), "PER") | dict.fromkeys(acronyms, "ORG")
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for words, entities in pairs:
        for start, end, label in entities:
            votes[tuple(words[start:end])][label] += 1
    return [
        _with_words(
            [
                (start, end, _class_of_name(tuple(words[start:end]), label, known, votes))
                for start, end, label in entities
            ],
            words,
            acronyms,
        )
        for words, entities in pairs
    ]


def join_registered(found: Sequence[Entity], registered: Iterable[Entity]) -> list[Entity]:
    """Return the names of a paragraph, with each registered name whole that was found in pieces or in part.

    "Comisión Económica para América Latina" and "Caribe" become "Comisión Económica para América Latina y el Caribe".
    What was found longer than it is registered stays, and so does a name of which only a part is registered.
    """
    names = list(found)
    for start, end, label in registered:
        touching = [name for name in names if name[0] < end and start < name[1]]
        if touching and all(start <= name[0] and name[1] <= end for name in touching):
            names = [name for name in names if name not in touching] + [(start, end, label)]
    return sorted(names)


def acting_cities(
    paragraphs: Sequence[Sequence[str]], found: Sequence[Sequence[Entity]], is_city: Callable[[str], bool]
) -> list[list[Entity]]:
    """Return the names of an article, with the cities that stand for a government as places: "Washington lo negó ayer".

    A team is called like a city too, but has an article somewhere: "el Madrid".
    `is_city` says of a name whether it is a well-known city's.
    """
    pairs = list(zip(paragraphs, found, strict=True))
    teams = {
        tuple(words[start:end])
        for words, names in pairs
        for start, end, _ in names
        if start and words[start - 1] in _ARTICLES
    }
    return [
        [
            (start, end, "LOC" if label == "ORG" and _is_acting_city(words[start:end], teams, is_city) else label)
            for start, end, label in names
        ]
        for words, names in pairs
    ]


def _is_acting_city(name: Sequence[str], teams: set[tuple[str, ...]], is_city: Callable[[str], bool]) -> bool:
    return tuple(name) not in teams and is_city(" ".join(name))


def _explained_acronyms(words: Sequence[str], entities: Sequence[Entity]) -> Iterator[str]:
    """Yield the words in brackets after the name of an organisation that are its acronym."""
    places = {word for start, end, label in entities if label == "LOC" for word in words[start:end]}
    for start, end, label in entities:
        if label == "ORG" and end - start > 1 and _in_brackets(words, end + 1):
            word = words[end + 1]
            if _is_acronym(word, "".join(words[start:end])) or (_is_capitals(word) and word not in places):
                yield word


def _in_brackets(words: Sequence[str], index: int) -> bool:
    return index + 1 < len(words) and words[index - 1] == "(" and words[index + 1] == ")"


def _is_capitals(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _is_acronym(word: str, name: str) -> bool:
    """Return whether the letters of a word occur in a name in this order, its first one first, as in "Celac".

    Neither "España" after "Universidad de Salamanca" nor a year does.
    """
    letters = _plain_letters(word)
    rest = iter(_plain_letters(name))
    return (
        word[0].isupper()
        and 1 < len(letters) < len(name) / 2
        and letters[0] == next(rest, "")
        and all(letter in rest for letter in letters[1:])
    )


def _plain_letters(text: str) -> str:
    """Return the letters of a text in lower case, without accents."""
    return "".join(filter(str.isalpha, fold(text)))


def _with_words(entities: list[Entity], words: Sequence[str], acronyms: set[str]) -> list[Entity]:
    """Return the names, and as organisations those acronyms that are in none of them."""
    inside = {index for start, end, _ in entities for index in range(start, end)}
    more = [(i, i + 1, "ORG") for i, word in enumerate(words) if word in acronyms and i not in inside]
    return sorted(entities + more)


def _surnames(paragraphs: Sequence[Sequence[str]], found: Sequence[Sequence[Entity]]) -> set[str]:
    # A small word before the last one makes it a place more often than a surname: "Abdalá II de Jordania".
    return {
        words[end - 1]
        for words, entities in zip(paragraphs, found, strict=True)
        for start, end, label in entities
        if label == "PER" and end - start > 1 and not words[end - 2][0].islower()
    }


def _class_of_name(
    name: tuple[str, ...], label: str, known: Mapping[str, str], votes: Mapping[tuple[str, ...], Counter[str]]
) -> str:
    """Return the class of a name.

    Of a single word that of `known`, of others the most frequent one among their `votes`.
    """
    if len(name) == 1 and name[0] in known:
        return known[name[0]]
    best = max(votes[name].values())
    return label if votes[name][label] == best else min(k for k, n in votes[name].items() if n == best)
