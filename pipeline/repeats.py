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
    """`text` without paragraphs that repeat an earlier one almost word for word, and these paragraphs."""
    lines = text.split("\n")
    kept: list[str] = []
    earlier: list[list[str]] = []
    removed: list[str] = []
    for line in lines:
        words = _WORD.findall(_POSITION.sub("", line)) if len(line) >= MIN_LENGTH else []
        if words and any(_same(words, other) for other in earlier):
            removed.append(line.strip())
            continue
        kept.append(line)
        if words:
            earlier.append(words)
    return ("\n".join(kept), removed) if removed else (text, [])


def _same(words: list[str], others: list[str]) -> bool:
    if words == others:
        return True
    longer = max(len(words), len(others))
    # Cheap upper bounds first: almost all pairs end here.
    if min(len(words), len(others)) < SAME * longer or (Counter(words) & Counter(others)).total() < SAME * longer:
        return False
    matcher = SequenceMatcher(None, others, words, autojunk=False)
    return matcher.ratio() >= SAME and not any(
        _telling(others[a:b]) or _telling(words[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"
    )


def _telling(words: list[str]) -> bool:
    """Whether differing words carry facts: a name or a number makes two sentences two ("3 de marzo", "4 de marzo")."""
    return any(word[0].isupper() or word[0].isdigit() for word in words)
