"""CSV cells that a spreadsheet would take for a formula, made harmless in a way that can be undone.

A spreadsheet that opens a CSV file runs a cell that begins with `=`, `+`, `-` or `@` (`=HYPERLINK(...)`, `@SUM(...)`),
also after white space and in full width. An apostrophe in front, as OWASP advises, makes it text. A cell that already
has apostrophes before such a beginning gets one more, so that `exact_cell` gives back every cell as it was.
"""

from __future__ import annotations

import re

#: What would run: white space (which some programs trim), then one of the signs; tab and line ends run by themselves.
_FORMULA = r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"
_TO_ESCAPE = re.compile(f"'*{_FORMULA}")
_ESCAPED = re.compile(f"'+{_FORMULA}")


def escaped_cell(text: str) -> str:
    """Return `text` with an apostrophe in front where a spreadsheet would run it: `=1+1` is `'=1+1`.

    Other texts stay as they are.
    """
    return f"'{text}" if _TO_ESCAPE.match(text) else text


def exact_cell(text: str) -> str:
    """Return the text that `escaped_cell` was given."""
    return text[1:] if _ESCAPED.match(text) else text
