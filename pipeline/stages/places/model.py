"""One mention of a place, and what the article says as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.knowledge.gazetteer import Place
from pipeline.text.surfaces import Word


@dataclass(frozen=True, slots=True)
class Found:
    """A mention: characters and words (end exclusive), the place meant, what made it, and its role."""

    start: int
    end: int
    first: int
    last: int
    place: Place
    rule: str
    role: str = "mention"


Known = tuple[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Context:
    """What the article says as a whole.

    `known` are the gazetteer's surfaces, longest first, by the word they begin at: end (exclusive), sort and spelling.
    `near` are the ISO codes it names, the most frequent first, and `home` the one it comes from. `bodies` and `taken`
    (these and persons) are ranges of characters that are no places, `body_ends` the characters where the bodies end,
    `people` those where persons' names begin, `surnames` all words of these but the first, `sites` the characters where
    the tagger's places begin. `dateline` is its range, None for none.
    """

    text: str
    words: list[Word]
    known: Mapping[int, Known]
    near: tuple[str, ...]
    home: str | None
    taken: tuple[tuple[int, int], ...]
    bodies: tuple[tuple[int, int], ...]
    people: frozenset[int]
    surnames: frozenset[str]
    body_ends: frozenset[int]
    sites: frozenset[int]
    dateline: tuple[int, int] | None

    def is_taken(self, start: int, end: int) -> bool:
        """Whether a person or body has one of these characters: "Israel Paz", "Banco Central de Chile"."""
        for first, last in self.taken:
            if first >= end:
                return False  # they are sorted
            if start < last:
                return True
        return False

    def surface(self, first: int, last: int) -> str:
        """Return the text of the words `first:last`, with what stands between them."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def lower(self, at: int) -> str:
        """Return the word at `at` in lower case, "" outside of the text."""
        return self.words[at].text.lower() if 0 <= at < len(self.words) else ""
