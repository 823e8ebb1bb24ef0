"""Sentences with nested markup: `[ministra de [Perú](place country=PE)](title person="Ana Paz")`.

Spans are person, title, organization and place; `key=value` are columns of the span's row, quoted around blanks.
A kind with a question mark (`title?`) may come out or not. Everything else that comes out is one too many.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, Span

_CLOSING = re.compile(r"\]\(([a-z]+)(\?)?((?:\s+[a-z_]+=(?:\"[^\"]*\"|[^\s)]*))*)\s*\)")
_FIELD = re.compile(r"([a-z_]+)=(\"[^\"]*\"|[^\s)]*)")


@dataclass(frozen=True)
class Mark:
    """A marked span of the plain text and the columns it must have."""

    start: int
    end: int
    kind: str
    optional: bool
    fields: dict[str, str] = field(hash=False)


def read_marked(line: str) -> tuple[str, list[Mark]]:
    """The plain text of a line and its marks, in order. Raises ValueError where brackets do not balance."""
    plain: list[str] = []
    length = 0
    opened: list[int] = []
    marks: list[Mark] = []
    i = 0
    while i < len(line):
        closing = _CLOSING.match(line, i) if line[i] == "]" else None
        if line[i] == "[":
            opened.append(length)
            i += 1
        elif closing:
            fields = {key: value.strip('"') for key, value in _FIELD.findall(closing[3])}
            marks.append(Mark(opened.pop(), length, closing[1], bool(closing[2]), fields))
            i = closing.end()
        else:
            plain.append(line[i])
            length += 1
            i += 1
    if opened:
        raise ValueError(f"a bracket is not closed: {line}")
    return "".join(plain), sorted(marks, key=lambda m: (m.start, -m.end))


def read_lines(path: Path) -> list[tuple[str, str]]:
    """(phenomenon, marked line) of a file; a line that begins with `#` names the phenomenon of those below it."""
    topic, found = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            topic = line.lstrip("# ")
        elif line.strip():
            found.append((topic, line))
    return found


def span_of(doc: Doc, surface: str, label: str) -> Span:
    """The tokens of a text in which a surface first occurs."""
    start = doc.text.index(surface)
    span = doc.char_span(start, start + len(surface), label=label, alignment_mode="expand")
    assert span is not None
    return span
