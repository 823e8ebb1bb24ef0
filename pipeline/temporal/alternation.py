"""Regular expressions of word lists that share their beginnings: "(?:a(?:bril|gosto)|mayo)" instead of three words.

Tried at every character of a text, a list of fifty words is slow; of a tree the engine looks at one branch only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


def alternation(words: Sequence[str]) -> str:
    """A group that fits what `(?:first|second|…)` fits, and prefers what that prefers: the longer ones come first.

    Words with different first letters never fit at one place, so that only the order among those that share it counts.
    """
    return f"(?:{_tree(tuple(dict.fromkeys(words)))})"


def _tree(words: tuple[str, ...]) -> str:
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(_escape(letter) + _branch(tuple(rest)) for letter, rest in rests.items())


def _branch(rests: tuple[str, ...]) -> str:
    """What may follow a letter; a word that ends with it comes after the longer ones that go on."""
    if rests == ("",):
        return ""
    if len(rests) == 1:
        return "".join(map(_escape, rests[0]))
    tree = _tree(tuple(rest for rest in rests if rest))
    if "" in rests:
        return f"(?:{tree})?"
    return f"(?:{tree})" if len({rest[0] for rest in rests}) > 1 else tree


def _escape(letter: str) -> str:
    return " " if letter == " " else re.escape(letter)
