"""Lexicons of speech and meetings: every verb is found in its own example."""

from __future__ import annotations

import pytest

from pipeline.conjugation import conjugate
from pipeline.encounters.phrases import ordinal_value
from pipeline.lexicon import read_lexicon, split_cell

VERBS = [(row["lemma"], row["change"], row["example"]) for row in read_lexicon("speech_verbs")]
MEETING_VERBS = [(row["lemma"], row["change"], row["example"]) for row in read_lexicon("meeting_verbs")]
FRAMES = frozenset(
    ("que", "par", "np", "inf", "en", "por", "para", "sobre", "con", "contra", "de", "a", "como", "label")
    + ("stance", "stance_adj", "en_que", "a_favor", "en_contra", "si")
)


@pytest.mark.parametrize(("lemma", "change", "example"), VERBS + MEETING_VERBS)
def test_a_form_of_the_verb_is_in_its_example(lemma: str, change: str, example: str) -> None:
    words = {word.strip("«»¡!¿?.,").lower() for word in example.split()}
    assert words & {form.text for form in conjugate(lemma.removesuffix("se"), change)}


def test_there_are_enough_speech_verbs() -> None:
    assert len(VERBS) >= 150


def test_frames_are_known_ones() -> None:
    assert {frame for row in read_lexicon("speech_verbs") for frame in split_cell(row["frames"])} <= FRAMES


@pytest.mark.parametrize("row", read_lexicon("meeting_nouns"), ids=lambda row: row["id"])
def test_a_noun_is_in_its_example(row: dict[str, str]) -> None:
    assert row["noun"] in row["example"].lower()


@pytest.mark.parametrize(
    ("word", "value"),
    [("II", 2), ("IV", 4), ("XIX", 19), ("XII", 12), ("23", 23), ("5ª", 5), ("3.ª", 3), ("primera", 1), ("tercer", 3),
     ("segundo", 2), ("Vigésima", 20), ("duodécima", 12), ("la", None), ("MIL", None), ("2013-14", None), ("", None)],
)  # fmt: skip
def test_ordinals(word: str, value: int | None) -> None:
    assert ordinal_value(word) == value
