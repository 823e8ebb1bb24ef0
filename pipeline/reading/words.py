"""The word lists of `lexicons/reading_words.csv`, for looking up and for regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.knowledge.lexicon import per_lexicon, word_list

#: Newspapers drop accents: each vowel with an accent stands for the plain one too.
_LENIENT = str.maketrans({accented: f"[{accented}{plain}]" for accented, plain in zip("áéíóú", "aeiou", strict=True)})


@per_lexicon
def words_for(use: str) -> frozenset[str]:
    """Return the words of that use, as they are written in the lexicon.

    Raises KeyError for a use it does not have.
    """
    return frozenset(word_list("reading_words", use))


@per_lexicon
def word_pattern(use: str) -> str:
    """Return a regular expression of the words of that use, in lower case, with or without their accents."""
    return one_of(word_list("reading_words", use))


def one_of(words: Iterable[str]) -> str:
    """Return a regular expression of some words in lower case, the longest first, with or without their accents."""
    return "(?:" + "|".join(re.escape(word).translate(_LENIENT) for word in sorted(words, key=len, reverse=True)) + ")"
