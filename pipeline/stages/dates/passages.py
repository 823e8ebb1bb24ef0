"""A text cut where no expression of time goes on: most of it holds none and need not be searched."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The end of a sentence, not of an abbreviation ("s. XIX", "sept. 2013", "EE.UU. El"), or an empty line.
#: The class comes first because the engine skips to it; the mark is looked back from.
_END = re.compile(r"[.!?…\n](?:(?<=[\w)”\"»]{3}[.!?…])[.!?…]*[”\"»)]*\s+(?=[\"“«¿¡]*[A-ZÁÉÍÓÚÑ])|(?<=\n)\s*\n)")


def passages(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each passage of a text, in order; together they are the whole text."""
    start = 0
    for match in _END.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)
