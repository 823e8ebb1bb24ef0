"""Bodies in a line of capitals by itself: the letterhead "MINISTERIO DE RELACIONES EXTERIORES" of a communiqué."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.stages.organizations.lexicons import heads
from pipeline.stages.organizations.model import Found
from pipeline.text.surfaces import words_of

_LINE = re.compile(r"^[ \t]*([^\n]+?)[ \t.]*$", re.MULTILINE)
#: Words of a letterhead; more are a headline.
_LONGEST = 8
_KINDS = frozenset(("ministry", "government", "legislature"))


def letterheads(text: str) -> Iterator[Found]:
    """Yield the mentions that are a whole line in capitals and begin with the head noun of a state's body."""
    for match in _lines_in_capitals(text):
        line = match[1]
        if len(line.split()) > _LONGEST or not all(c.isalpha() or c == " " for c in line):
            continue
        usual = words_of(line.title())
        hit = heads().longest(usual, 0)
        if hit is not None and hit[0] < len(usual) and hit[1]["kind"] in _KINDS:
            rule = f"organization_words:{hit[1]['id']}"
            yield Found(match.start(1), match.end(1), rule, None, hit[1]["kind"])


def _lines_in_capitals(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of the lines all in capitals; group 1 is without the space and stops around."""
    position = 0
    for line in text.split("\n"):
        if line.isupper() and (match := _LINE.match(text, position)):
            yield match
        position += len(line) + 1
