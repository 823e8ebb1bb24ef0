"""Paragraphs that come twice: wire services send the caption of a photo before and after the story."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

#: Shortest paragraph, in characters, whose repeat is a copy and not a refrain ("¡Viva la paz!").
MIN_LENGTH = 80
#: Share of words two paragraphs must have in common, in order. Copies of captions differ in "(i)" for "izquierda" or a
#: word of the desk, which is 0.95 and more; sister sentences of a communiqué are below 0.85.
SAME = 0.92
_WORD = re.compile(r"\w+")
#: What may differ: marks of where a person stands in the picture.
_POSITION = re.compile(r"\s*\((?:i|d|c|izq|der|izda|dcha|izquierda|derecha|centro|arriba|abajo)\.?\)", re.IGNORECASE)


def drop_repeats(text: str) -> tuple[str, list[str]]:
    """Return the text without paragraphs that repeat an earlier one almost word for word, and these paragraphs."""
    kept: list[str] = []
    removed: list[str] = []
    # Paragraphs by the words that must be the same in a copy, so that a long text is not compared with itself whole.
    earlier: dict[tuple[str, ...], list[list[str]]] = {}
    for line in text.split("\n"):
        words = _words(line) if len(line) >= MIN_LENGTH else []
        alike = earlier.setdefault(_names_and_numbers(words), []) if words else []
        if any(_is_copy(words, other) for other in alike):
            removed.append(line.strip())
            continue
        kept.append(line)
        alike.append(words)
    return ("\n".join(kept), removed) if removed else (text, [])


def _words(line: str) -> list[str]:
    return _WORD.findall(_POSITION.sub("", line) if "(" in line else line)


def _names_and_numbers(words: list[str]) -> tuple[str, ...]:
    """Return the names and numbers, in order.

    One that differs makes two sentences two ("3 de marzo", "4 de marzo").
    """
    # nearly all words begin in lower case, which is one quick test
    others = [word for word in words if not word[0].islower()]
    return tuple(word for word in others if word[0].isupper() or word[0].isdigit())


def _is_copy(words: list[str], others: list[str]) -> bool:
    if words == others:
        return True
    longer = max(len(words), len(others))
    # A cheap upper bound first: what is not shared at all is not shared in order.
    if min(len(words), len(others)) < SAME * longer or (Counter(words) & Counter(others)).total() < SAME * longer:
        return False
    return SequenceMatcher(None, others, words, autojunk=False).ratio() >= SAME
