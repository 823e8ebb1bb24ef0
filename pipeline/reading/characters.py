"""Characters of a text repaired, each step a function from text to text; `clean_characters` is all of them in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

#: Sets of characters, as they stand in a regular expression.
_LINE_ENDS = "\r\x0b\x0c\u2028\u2029"
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufe0f"
_OTHER_SPACES = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff"


def repair_controls(text: str) -> str:
    """Read C1 control characters as Windows-1252, which is what they were: `\\x93hola\\x94` is “hola”."""
    return re.sub("[\x80-\x9f]", lambda m: m.group().encode("latin-1").decode("cp1252", errors="ignore"), text)


def normalize_newlines(text: str) -> str:
    """Return the text with every kind of line end as a newline; a form feed between pages too."""
    return re.sub(f"\r\n|[{_LINE_ENDS}]", "\n", text)


def drop_invisible(text: str) -> str:
    """Drop soft hyphens, zero-width and direction marks; a soft hyphen between digits was meant as a hyphen."""
    text = re.sub("(?<=\\d)\u00ad(?=\\d)", "-", text)
    return re.sub(f"[{_INVISIBLE}]", "", text)


#: A run of spaces, or one that is no plain space: nearly all are single and plain, and stay as they are.
_SPACES = re.compile(f"[ {_OTHER_SPACES}]{{2,}}|[{_OTHER_SPACES}]")


def plain_spaces(text: str) -> str:
    """Return the text with tabs, non-breaking and typographic spaces as plain ones, runs of them as one."""
    return _SPACES.sub(" ", text)


def drop_controls(text: str) -> str:
    """Drop the control characters that are left, and surrogates, which no file can hold."""
    return re.sub(f"[{_CONTROLS}]", "", text)


def normalize_unicode(text: str) -> str:
    """Return the text in NFC: `é` is one character, as in the lexicons."""
    return unicodedata.normalize("NFC", text)


#: Order matters: C1 line ends first become text, spaces are joined after what stands between them is gone.
CHARACTER_STEPS: tuple[Callable[[str], str], ...] = (
    repair_controls,
    normalize_newlines,
    drop_invisible,
    plain_spaces,
    drop_controls,
    normalize_unicode,
)


#: What a step may change, but for what is not in NFC.
_TO_REPAIR = re.compile(f"[{_CONTROLS}{_LINE_ENDS}{_INVISIBLE}{_OTHER_SPACES}]|  ")


def clean_characters(text: str) -> str:
    """Run all character steps in their order; most texts need no repair."""
    if _TO_REPAIR.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text
    for step in CHARACTER_STEPS:
        text = step(text)
    return text
