"""Names from lexicons in running text: words with offsets, and an index that finds the longest surface at a word.

Works on characters, not on spaCy tokens: "EE.UU." is cut into tokens in three ways depending on what stands around it,
and "China-Kazajistán" not at all. Comparison is lenient where news is ("MÉXICO", "MEXICO", "Asia  Central") and strict
where leniency would make names out of words: "chile" is a pepper, "ue" is nothing, "Para" is not Pará.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, KeysView, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from typing import Any, Generic, NamedTuple, TypeVar

from pipeline.knowledge.folding import fold_name

T = TypeVar("T")

_WORD = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]|_)")
_FROM_THIS_LENGTH_ACCENTS_MAY_BE_MISSING = 5
#: Where a node of a SurfaceIndex keeps the surfaces that end there; no word has a space.
_HERE = " "
#: Characters of what is cut anew each time: a name, a line.
_LONGEST_PIECE = 200


class Word(NamedTuple):
    """A word, number or punctuation mark: `text[start:end]`.

    `gap` is the white space in front of it, `key` the word folded, as lexicons are asked for it, `capital` whether it
    begins with a capital letter, `acronym` whether it is written in capitals and longer than a letter.
    """

    text: str
    start: int
    end: int
    gap: str
    key: str
    capital: bool
    acronym: bool


def words_of(text: str) -> list[Word]:
    """Return the words, numbers and punctuation marks of `text`, in order."""
    return list(_article_words(text) if len(text) > _LONGEST_PIECE else _cut_words(text))


@lru_cache(maxsize=64)
def _article_words(text: str) -> tuple[Word, ...]:
    """Return the words of an article.

    Cached, since several stages cut the same article one after the other; pieces of it must not push it out.
    """
    return tuple(_cut_words(text))


def _cut_words(text: str) -> Iterator[Word]:
    parts = _WORD.split(text)  # gap, word, gap, word, ..., gap
    words = parts[1::2]
    if not words:
        return iter(())
    ends = list(accumulate(map(len, parts)))
    shapes = zip(*map(_shape_of, words), strict=True)
    # no word after the last gap
    return map(_make_word, zip(words, ends[::2], ends[1::2], parts[::2], *shapes, strict=False))


#: What `Word._make` does, but without a function in Python for every word.
_make_word = partial(tuple.__new__, Word)


@lru_cache(maxsize=1 << 15)
def _shape_of(word: str) -> tuple[str, bool, bool]:
    """Return what the letters of a Word say by themselves: key, capital, acronym."""
    capital = word[0].isupper()
    return fold_name(word), capital, capital and len(word) > 1 and word.isupper()


class SurfaceIndex(Generic[T]):
    """Surfaces with a value each; `longest` finds the longest one that begins at a word."""

    def __init__(self) -> None:
        self._surfaces: dict[str, list[tuple[str, T]]] = {}
        self._nodes: dict[str, dict[str, Any]] = {}

    def add(self, surface: str, value: T) -> None:
        """Add a surface in its usual spelling, before any is looked for. The first value wins when one comes twice."""
        first = _WORD.search(surface)
        if first is not None:
            self._surfaces.setdefault(fold_name(first[0]), []).append((surface, value))

    @property
    def first_words(self) -> KeysView[str]:
        """Folded first words of all surfaces: where the key of a word is none of them, no surface begins."""
        return self._surfaces.keys()

    def _node(self, key: str) -> dict[str, Any] | None:
        """Return the surfaces that begin with a word as a tree.

        It is made at the first question: most are never asked for.
        """
        node = self._nodes.get(key)
        if node is None and key in self._surfaces:
            node = self._nodes[key] = _tree(self._surfaces[key])
        return node

    def everywhere(self, words: Sequence[Word]) -> dict[int, tuple[int, T]]:
        """Return the longest surface at every word where one begins, with its end and value, by index of the word."""
        openings = [at for at, word in enumerate(words) if word.key in self._surfaces]
        return {at: hit for at in openings if (hit := self.longest(words, at)) is not None}

    def longest(self, words: Sequence[Word], at: int) -> tuple[int, T] | None:
        """Return the end (exclusive word index) and value of the longest surface at `words[at]`, None for none."""
        node: dict[str, Any] | None = self._node(words[at].key) if at < len(words) else None
        found: tuple[int, T] | None = None
        end = at + 1
        while node is not None:
            for pattern, value in node.get(_HERE, ()):
                if all(spelled_like(p, w.text) for p, w in zip(pattern, words[at:end], strict=True)):
                    found = (end, value)
                    break
            node = node.get(words[end].key) if end < len(words) and "\n\n" not in words[end].gap else None
            end += 1
        return found


def _tree(surfaces: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return surfaces with one first word by their further words, folded.

    At _HERE are those that end, with their values.
    """
    tree: dict[str, Any] = {}
    for surface, value in surfaces:
        pattern = tuple(_WORD.findall(surface))
        node = tree
        for word in pattern[1:]:
            node = node.setdefault(fold_name(word), {})
        node.setdefault(_HERE, []).append((pattern, value))
    return tree


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
    return len(word) >= _FROM_THIS_LENGTH_ACCENTS_MAY_BE_MISSING and fold_name(word) == word.casefold()


def starts_sentence(text: str, start: int) -> bool:
    """Whether only opening marks stand between `start` and the end of the sentence before."""
    before = text[:start].rstrip(" \t«“\"'‘¿¡(—–-[")
    return not before or before[-1] in ".!?…:\n"
