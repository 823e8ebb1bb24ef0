"""Text folded for matching: lower case, no accents, every character still at its own offset.

Newspapers drop accents ("sabado", "proximo") and shout in capitals; patterns need not know. ñ stays: "año" is no "ano".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Whatever is no small letter, figure or mark of ASCII.
_TO_FOLD = re.compile(r"[A-Z\x80-\U0010ffff]")


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char in "ñÑ":
        return "ñ"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def _folded_match(match: re.Match[str]) -> str:
    return _folded(match[0])


def fold(text: str) -> str:
    """The text in lower case and without accents, of the same length as the (NFC) text."""
    return text.lower() if text.isascii() else _TO_FOLD.sub(_folded_match, text)
