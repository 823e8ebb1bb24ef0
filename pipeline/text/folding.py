"""Text folded for matching: lower case, no accents, every character still at its own offset.

Newspapers drop accents ("sabado", "proximo") and shout in capitals; patterns need not know. ñ stays: "año" is no "ano".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Few characters of a Spanish text are, and only these are looked at one by one.
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    if char in "ñÑ":
        return "ñ"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def fold(text: str) -> str:
    """Return the text in lower case and without accents, of the same length as the (NFC) text."""
    return text.lower() if text.isascii() else _NOT_ASCII.sub(lambda match: _fold_character(match[0]), text).lower()
