"""Words that begin with a capital letter, as names do."""

from __future__ import annotations

import re
from functools import lru_cache

_WITH_ARTICLE = re.compile(r"(?:al|el|as|ad|an|ar|az|ash|at|ed|es)-[A-ZÁÉÍÓÚ]")


@lru_cache(maxsize=1 << 15)
def has_capital(word: str) -> bool:
    """Whether the word begins with a capital letter, an Arabic article aside ("al-Assad")."""
    return bool(word[:1].isupper() or _WITH_ARTICLE.match(word))
