"""The longest lexicon entry at a token."""

from __future__ import annotations

import pytest

from pipeline.text.longest import PhraseIndex, ends_from_longest

INDEX = PhraseIndex({("jefe",): 1, ("jefe", "de", "estado"): 2, ("jefe", "de", "estado", "mayor"): 3, ("rey",): 4})


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [
        ("el jefe de estado mayor habló", 1, (5, 3)),
        ("el jefe de estado habló", 1, (4, 2)),
        ("el jefe de gobierno", 1, (2, 1)),
        ("jefe de estado", 0, (3, 2)),
        ("el jefe", 0, None),
        ("el jefe", 2, None),
    ],
)
def test_longest_entry(text: str, at: int, wanted: tuple[int, int] | None) -> None:
    assert INDEX.longest(text.split(), at) == wanted


def test_entries_come_longest_first() -> None:
    assert [value for _, value in INDEX.entries_at(["jefe", "de", "estado", "mayor"], 0)] == [3, 2, 1]


def test_another_first_word_is_looked_up() -> None:
    assert list(INDEX.entries_at(["exjefe", "de", "estado"], 0, first="jefe")) == [(3, 2), (1, 1)]


def test_first_words() -> None:
    assert set(INDEX.first_words) == {"jefe", "rey"}


def test_ends_stay_within_the_words() -> None:
    assert list(ends_from_longest(2, 5, 6)) == [5, 4, 3]
    assert list(ends_from_longest(2, 9, 3, shortest=2)) == [5, 4]
    assert list(ends_from_longest(5, 5, 3)) == []
