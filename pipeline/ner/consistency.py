"""One name, one class: what an article says elsewhere about a name corrects a reading from its sentence alone.

"Daniyar Sagintáyev llegó ayer. … Para Sagintáyev, el acuerdo …": the first sentence shows a person, the second could be
a town or a company. Readings of one article are brought together; nothing is added or taken away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

#: A name: index of its first word, index after its last word, label.
Entity = tuple[int, int, str]


def one_class_per_name(paragraphs: Sequence[Sequence[str]], found: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
    """Names of an article, given by paragraph, with the classes of repeated names made equal.

    A single word that ends a person's longer name in the article is that person; any other name gets the class it has
    most often in the article, and keeps its own when there is a tie.
    """
    surnames = _surnames(paragraphs, found)
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for words, entities in zip(paragraphs, found, strict=True):
        for start, end, label in entities:
            votes[tuple(words[start:end])][label] += 1
    return [
        [(start, end, _agreed(tuple(words[start:end]), label, surnames, votes)) for start, end, label in entities]
        for words, entities in zip(paragraphs, found, strict=True)
    ]


def _surnames(paragraphs: Sequence[Sequence[str]], found: Sequence[Sequence[Entity]]) -> set[str]:
    # A small word before the last one makes it a place more often than a surname: "Abdalá II de Jordania".
    return {
        words[end - 1]
        for words, entities in zip(paragraphs, found, strict=True)
        for start, end, label in entities
        if label == "PER" and end - start > 1 and not words[end - 2][0].islower()
    }


def _agreed(name: tuple[str, ...], label: str, surnames: set[str], votes: dict[tuple[str, ...], Counter[str]]) -> str:
    if len(name) == 1 and name[0] in surnames:
        return "PER"
    best = max(votes[name].values())
    return label if votes[name][label] == best else min(k for k, n in votes[name].items() if n == best)
