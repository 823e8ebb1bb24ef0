"""How names are compared: without regard to case, and mostly without regard to accents ("MEXICO" is "México")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

_ARTICLE = re.compile(r"^(?:el|la|los|las)\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def fold_case(name: str) -> str:
    """Return `name` without regard to case and runs of space.

    Accents count, for in towns' names they tell words apart.
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """Return `name` for comparison: case, accents, curly apostrophes and runs of space do not count; `ñ` stays."""
    text = fold_case(name).replace("’", "'")
    if text.isascii():
        return text
    parts = (c if c == "ñ" else unicodedata.normalize("NFD", c) for c in text)
    return "".join(c for c in "".join(parts) if not unicodedata.combining(c))


def look_up(table: Mapping[str, T], name: str) -> T | None:
    """Return the value of a name with or without its article.

    It is looked up without it in "el Perú", as it is in "El Salvador" and "La Habana".
    """
    key = fold_name(name)
    if key in table:
        return table[key]
    return table.get(_ARTICLE.sub("", key))
