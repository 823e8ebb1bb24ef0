"""What a text must not hold because the tokenizer would take hours over it."""

from __future__ import annotations

import re

#: A tokenizer takes signs off the ends of a word one by one, and looks at the whole word each time: 2,000 signs without
#: a space take a second, 20,000 a minute, a million days. This is the limit of signs times characters, in all words.
MAX_SIGN_WORK = 8_000_000
_LONG_WORD = 200
_SIGN = r"(?:[^\w\s]|_)"
_ENDS = (re.compile(f"{_SIGN}*"), re.compile(f"(?<!{_SIGN}){_SIGN}*\\Z"))


def glued_signs(text: str) -> str | None:
    """Return why `text` cannot be tokenized in reasonable time, for a message.

    None when it can, as all articles can.
    """
    work = sum(_signs(word) * len(word) for word in text.split() if len(word) >= _LONG_WORD)
    if work <= MAX_SIGN_WORK:
        return None
    return "the text has thousands of signs without a space between them; take them out"


def _signs(word: str) -> int:
    """Return the number of signs at the ends of a word."""
    return sum(len(found.group()) for end in _ENDS if (found := end.search(word)))
