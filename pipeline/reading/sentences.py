"""Where sentences begin and end in a text, by rule; no model is needed.

`EE. UU.`, `Sr. Wang`, `No. 123` and a dateline's `México, DF.` end no sentence; a headline without full stop does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.reading.datelines import find_dateline
from pipeline.reading.words import words_for

#: Longest sentence in characters. The preambles of joint declarations reach some 2,000; more is a list or a dump
#: without full stops, and what looks at every pair of words in a sentence would take minutes.
MAX_SENTENCE = 4_000

_END = re.compile(r"""[.!?…]+[)"\]»”’']*(?=\s|$)|\n+""")
_SPACE = re.compile(r"\s*")
_WORD_BEFORE = re.compile(r"[\w.ºª]*$")
_FIRST_WORD = re.compile(r"\s+[«“\"¿¡]?(\w+)")
_OPENING = "«“\"'‘¿¡(—–-["


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the character ranges (start, end exclusive) of the sentences of `text`.

    Surrounding white space is left out.
    """
    dateline = find_dateline(text)
    opening = (dateline["start"], dateline["end"]) if dateline else (0, 0)
    cuts = {0, len(text), *opening}
    for match in _END.finditer(text):
        if _ends_sentence(text, match) and not opening[0] < match.end() < opening[1]:
            cuts.add(match.end())
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(sorted(cuts)):
        part = text[start:end]
        if part.strip():
            spans += _split_long(text, start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
    return spans


def _split_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentence, or parts of at most MAX_SENTENCE characters, cut at their last semicolon, else space."""
    while end - start > MAX_SENTENCE:
        part = text[start : start + MAX_SENTENCE]
        cut = part.rfind(";")
        cut = cut if cut > 0 else part.rfind(" ")
        here = start + (cut + 1 if cut > 0 else MAX_SENTENCE)
        yield start, start + len(text[start:here].rstrip())
        start = here + len(text[here:end]) - len(text[here:end].lstrip())
    yield start, end


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a match of `_END`, a mark or line ends, ends a sentence."""
    following = _SPACE.match(text, match.end()).end()  # type: ignore[union-attr]
    rest = text[following : following + 2]
    mark = match.group()
    if mark.startswith("\n"):
        before = _last_before(text, match.start())
        return len(mark) > 1 or not (before in ",;" or rest[:1].islower())
    follower = rest[1:2] if rest[:1] in _OPENING else rest[:1]
    if follower.islower() and "\n" not in text[match.end() : match.end() + 2]:
        return False  # "«¿Quién?» preguntó", "EE. UU. y China"
    if mark == ".":
        word = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
        return not _is_abbreviation(word.group() if word else "", text[match.end() : match.end() + 20])
    return True


def _last_before(text: str, end: int) -> str:
    """Return the last character before `end` that is no space."""
    while end and text[end - 1].isspace():
        end -= 1
    return text[end - 1 : end]


def _is_abbreviation(word: str, after: str) -> bool:
    """Whether the full stop between a word and the text `after` it ends no sentence."""
    if after[:1] == "\n" or after[:2] == " \n":
        return False
    if word.casefold() == "uu" or re.fullmatch(r"(?:[A-ZÁÉÍÓÚÑ]\.)+[A-ZÁÉÍÓÚÑ]", word):
        # "viajó a EE. UU. En Washington ..." ends a sentence, "a EE. UU. Barack Obama ..." does not
        return not _opens_sentence(after)
    if word.casefold() in words_for("abbreviation before a figure"):
        return after.lstrip()[:1].isdigit()
    is_initial = len(word) == 1 and word.isupper()
    return is_initial or word.casefold() in words_for("abbreviation")


def _opens_sentence(after: str) -> bool:
    """Whether a word follows that begins a sentence and hardly ever a proper name."""
    first = _FIRST_WORD.match(after)
    return first is not None and first[1] in words_for("sentence opener")
