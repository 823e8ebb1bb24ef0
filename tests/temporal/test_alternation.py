"""Word lists as trees: they fit what the plain lists fit, in the same order of preference."""

from __future__ import annotations

import re

import pytest

from pipeline.temporal.alternation import alternation


def test_words_share_their_beginnings() -> None:
    assert alternation(["agosto", "abril", "mayo"]) == "(?:a(?:gosto|bril)|mayo)"


def test_the_longer_word_is_preferred() -> None:
    assert alternation(["mayor", "mayo", "ma"]) == "(?:ma(?:yo(?:r)?)?)"


@pytest.mark.parametrize("text", ["dos", "doscientos", "doce", "d. c.", "diez y dos", "once", "do", "un año y"])
def test_a_tree_finds_what_the_list_finds(text: str) -> None:
    words = ["doscientos", "diez y", "un año", "d. c.", "doce", "diez", "once", "dos", "un"]
    plain = "(?:" + "|".join(re.escape(word).replace("\\ ", " ") for word in words) + ")"
    for rest in ("", r"\b", "(?! y)"):
        found = [m.span() for m in re.finditer(alternation(words) + rest, text)]
        assert found == [m.span() for m in re.finditer(plain + rest, text)]
