"""Characters of a text repaired, each step a function from text to text; `clean_characters` is all of them in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable


def repair_controls(text: str) -> str:
    """C1 control characters read as Windows-1252, which is what they were: `\\x93hola\\x94` is “hola”."""
    return re.sub("[\x80-\x9f]", lambda m: m.group().encode("latin-1").decode("cp1252", errors="ignore"), text)


def normalize_newlines(text: str) -> str:
    """Every kind of line end as a newline; a form feed between pages too."""
    return re.sub("\r\n|[\r\x0b\x0c\u2028\u2029]", "\n", text)


def drop_invisible(text: str) -> str:
    """Soft hyphens, zero-width and direction marks removed; a soft hyphen between digits was meant as a hyphen."""
    text = re.sub("(?<=\\d)\u00ad(?=\\d)", "-", text)
    return re.sub(
        "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufe0f]", "", text
    )


def plain_spaces(text: str) -> str:
    """Tabs, non-breaking and typographic spaces as plain ones, runs of them as one."""
    return re.sub("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+", " ", text)


def drop_controls(text: str) -> str:
    """Control characters that are left, and surrogates, which no file can hold."""
    return re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "", text)


def normalize_unicode(text: str) -> str:
    """NFC: `é` is one character, as in the lexicons."""
    return unicodedata.normalize("NFC", text)


#: Order matters: C1 line ends first become text, spaces are last to swallow what the others leave.
CHARACTER_STEPS: tuple[Callable[[str], str], ...] = (
    repair_controls,
    normalize_newlines,
    drop_invisible,
    plain_spaces,
    drop_controls,
    normalize_unicode,
)


def clean_characters(text: str) -> str:
    """All character steps in their order."""
    for step in CHARACTER_STEPS:
        text = step(text)
    return text
