"""Page furniture: whole lines that belong to a web page and not to its story ("Leer más", "Compartir en Facebook")."""

from __future__ import annotations

import re

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon

#: Longest line that can be furniture; a paragraph of the story that begins like it is longer or does not match whole.
_LONGEST = 240
#: A sentence of more words than this is the story's ("Vea también la canciller…"), but for notices of the law.
_MOST_WORDS = 12
_NOTICES = frozenset(("copyright", "cookies"))


@per_lexicon
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the ids and compiled patterns of `furniture.csv`; a line is furniture when one matches all of it."""
    return tuple((row["id"], re.compile(row["pattern"], re.IGNORECASE)) for row in read_lexicon("furniture"))


@per_lexicon
def _any_pattern() -> re.Pattern[str]:
    """Return all patterns in one, which most lines do not match: one search instead of one for each."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in read_lexicon("furniture")), re.IGNORECASE)


def furniture_id(line: str) -> str | None:
    """Return the id of the furniture a line is, None for a line of the story."""
    stripped = line.strip()
    bare = stripped.strip("|•·►▶»*-– ").strip()
    if not stripped or len(bare) > _LONGEST or not any(map(_any_pattern().fullmatch, (bare, stripped))):
        return None
    sentence = line.rstrip().endswith(".") and len(bare.split()) > _MOST_WORDS
    for name, pattern in patterns():
        if sentence and name not in _NOTICES:
            continue
        if pattern.fullmatch(bare) or pattern.fullmatch(stripped):
            return name
    return None


def drop_furniture(text: str) -> tuple[str, list[str]]:
    """Return the text without furniture lines, and these lines."""
    lines = text.split("\n")
    found = [furniture_id(line) for line in lines]
    _mark_related(lines, found)
    removed = [line.strip() for line, name in zip(lines, found, strict=True) if name]
    if not removed:
        return text, []
    return "\n".join(line for line, name in zip(lines, found, strict=True) if not name), removed


def _mark_related(lines: list[str], found: list[str | None]) -> None:
    """Mark the headlines under "Notas relacionadas:", which stand at the foot of a text and end in no full stop."""
    for number, name in enumerate(found):
        if name != "related":
            continue
        rest = [i for i in range(number + 1, len(lines)) if lines[i].strip() and not found[i]]
        if all(len(lines[i]) < 140 and not lines[i].rstrip().endswith((".", ".”", '."', ".»")) for i in rest):
            for i in rest:
                found[i] = name
            return
