"""Names from lexicons in running text: words with offsets, and an index that finds the longest surface at a word.

Works on characters, not on spaCy tokens: "EE.UU." is cut into tokens in three ways depending on what stands around it,
and "China-Kazajistán" not at all. Comparison is lenient where news is ("MÉXICO", "MEXICO", "Asia  Central") and strict
where leniency would make names out of words: "chile" is a pepper, "ue" is nothing, "Para" is not Pará.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pipeline.gazetteer import fold

T = TypeVar("T")

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]|_")
_FROM_THIS_LENGTH_ACCENTS_MAY_BE_MISSING = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or punctuation mark: `text[start:end]`.

    `gap` is the white space in front of it, `capital` whether it begins with a capital letter, `acronym` whether it is
    written in capitals and longer than a letter.
    """

    text: str
    start: int
    end: int
    gap: str
    capital: bool
    acronym: bool


def words_of(text: str) -> list[Word]:
    """Words, numbers and punctuation marks of `text`, in order."""
    return list(_cut(text))


@lru_cache(maxsize=256)
def _cut(text: str) -> tuple[Word, ...]:
    """Cached, since several stages cut the same article one after the other."""
    words: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        word, (start, end) = match.group(), match.span()
        capital = word[0].isupper()
        words.append(Word(word, start, end, text[last:start], capital, capital and end - start > 1 and word.isupper()))
        last = end
    return tuple(words)


class SurfaceIndex(Generic[T]):
    """Surfaces with a value each; `longest` finds the longest one that begins at a word."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, surface: str, value: T) -> None:
        """Add a surface in its usual spelling. The first value wins when one surface comes twice."""
        pattern = tuple(word.text for word in words_of(surface))
        if not pattern:
            return
        node = self._root
        for word in pattern:
            node = node.setdefault(fold(word), {})
        node.setdefault("", []).append((pattern, value))

    def longest(self, words: Sequence[Word], at: int) -> tuple[int, T] | None:
        """End (exclusive word index) and value of the longest surface beginning at `words[at]`, None for none."""
        node: dict[str, Any] = self._root
        found: tuple[int, T] | None = None
        for position in range(at, len(words)):
            if position > at and "\n\n" in words[position].gap:
                break
            key = fold(words[position].text)
            if not key or key not in node:  # accents without a letter fold to nothing, the place of the values
                break
            node = node[key]
            for pattern, value in node.get("", ()):
                if all(spelled_like(p, w.text) for p, w in zip(pattern, words[at : position + 1], strict=True)):
                    found = (position + 1, value)
                    break
        return found


def spelled_like(pattern: str, word: str) -> bool:
    """Whether `word` may stand for the lexicon's `pattern`, which is the same but for case and accents.

    A capital stays a capital, an acronym stays in capitals, and anything may be in capitals as in headlines. Accents
    may be missing in longer words ("MEXICO", "Japon"), but "PARA" is not Pará.
    """
    if word == pattern:
        return True
    if len(pattern) > 1 and pattern.isupper():
        return word.isupper()
    if pattern[:1].isupper() and not word[:1].isupper():
        return False
    if pattern.casefold() != word.casefold() and not _lacks_accents(word):
        return False
    if word.isupper() and len(word) > 1:
        return True
    return word[1:].islower() and (pattern[:1].isupper() or word[:1].islower())


def _lacks_accents(word: str) -> bool:
    """Whether accents may have been left out: none stands elsewhere ("Indicó" is not the Índico) and it is long."""
    return len(word) >= _FROM_THIS_LENGTH_ACCENTS_MAY_BE_MISSING and fold(word) == word.casefold()


def starts_sentence(text: str, start: int) -> bool:
    """Whether only opening marks stand between `start` and the end of the sentence before."""
    before = text[:start].rstrip(" \t«“\"'‘¿¡(—–-[")
    return not before or before[-1] in ".!?…:\n"
