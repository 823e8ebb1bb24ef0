"""Offsets of tools and our own.

Ours count code points. A browser's strings count UTF-16 code units, so an emoji before a span moves it by one.
Combining characters are code points of their own in both.
"""

from __future__ import annotations

import re


def from_utf16(text: str, offset: int) -> int | None:
    """Return an offset in UTF-16 code units as one in code points; None inside a character or beyond the text."""
    if text.isascii():
        return offset if 0 <= offset <= len(text) else None
    units = 0
    for index, character in enumerate(text):
        if units >= offset:
            return index if units == offset else None
        units += 1 + (ord(character) > 0xFFFF)
    return len(text) if units == offset else None


def span_of_words(text: str, start: int, end: int, words: str) -> tuple[int, int] | None:
    """Return the span that holds `words`, if `start`, `end` count code points or UTF-16 code units; None if neither.

    White space does not count in the comparison: tools show line ends in their own ways.
    """
    wanted = _letters(words)
    if 0 <= start < end <= len(text) and _letters(text[start:end]) == wanted:
        return start, end
    first, last = from_utf16(text, start), from_utf16(text, end)
    if first is not None and last is not None and first < last and _letters(text[first:last]) == wanted:
        return first, last
    return None


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """Return the first place where `words` stand as whole words in `text`, with any white space between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text) if pattern else None
    return found.span() if found else None


def _letters(text: str) -> str:
    return "".join(text.split())
