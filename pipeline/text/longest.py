"""The longest lexicon entry at a token: `PhraseIndex` for entries of words, `ends_from_longest` for any test.

For words cut from the text and surfaces in their usual spelling there is `SurfaceIndex` (`text.surfaces`).
"""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class PhraseIndex(dict[tuple[str, ...], T]):
    """Entries of one or several words with a value each; it is not changed once made.

    Words are compared as they are: entries and tokens must be written alike, most often in lower case.
    """

    def __init__(self, entries: Mapping[tuple[str, ...], T]) -> None:
        super().__init__(entries)
        self._reach: dict[str, int] = {}
        for words in entries:
            self._reach[words[0]] = max(self._reach.get(words[0], 0), len(words))

    @property
    def first_words(self) -> KeysView[str]:
        """First words of all entries: at no other word does one begin."""
        return self._reach.keys()

    def entries_at(self, words: Sequence[str], at: int, *, first: str | None = None) -> Iterator[tuple[int, T]]:
        """Yield the end (exclusive) and value of each entry that begins at `words[at]`, the longest first.

        `first` is looked up in the place of `words[at]`: "ministro" for "viceministro".
        """
        if first is None:
            first = words[at] if at < len(words) else ""
        for end in ends_from_longest(at, len(words), self._reach.get(first, 0)):
            key = (first, *words[at + 1 : end])
            if key in self:
                yield end, self[key]

    def longest(self, words: Sequence[str], at: int) -> tuple[int, T] | None:
        """Return the end (exclusive) and value of the longest entry that begins at `words[at]`, None for none."""
        return next(self.entries_at(words, at), None)


def ends_from_longest(start: int, size: int, longest: int, *, shortest: int = 1) -> range:
    """Return the ends (exclusive) of the stretches of words that begin at `start`, the longest stretch first.

    They have `shortest` to `longest` words and end within the `size` words that there are.
    """
    return range(min(start + longest, size), start + shortest - 1, -1)
