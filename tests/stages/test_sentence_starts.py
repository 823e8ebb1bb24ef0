"""Which token opens a sentence, where tokens and sentences do not meet."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.stages.sentences import Sentences

NLP = spacy.blank("es")


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        (["Uno", "."], ["Uno"]),
        (["  ", "Uno", "."], ["  ", "Uno"]),  # a Doc begins with a sentence, be it white space
        (["Uno", ".", "\n\n", "Dos", "."], ["Uno", "Dos"]),
        (["Uno.", "Dos", "."], ["Uno.", "Dos"]),
        (["Uno", ".", "\n"], ["Uno"]),
        (["\n"], ["\n"]),
        (["Uno", ".", "Dos", ".", "Tres", "."], ["Uno", "Dos", "Tres"]),
        ([], []),
    ],
)
def test_tokens_that_open_a_sentence(words: list[str], opening: list[str]) -> None:
    doc = Sentences()(Doc(NLP.vocab, words=words))
    assert [token.text for token in doc if token.is_sent_start] == opening
    assert all(token.is_sent_start is not None for token in doc)


def test_a_token_of_two_sentences_opens_none_but_its_own() -> None:
    doc = Sentences()(Doc(NLP.vocab, words=["Uno", "calla.\n\nDos", "habla", "."], spaces=[True, True, False, False]))
    assert [token.text for token in doc if token.is_sent_start] == ["Uno", "calla.\n\nDos"]


def test_an_empty_token_is_in_the_sentence_behind_it() -> None:
    doc = Sentences()(Doc(NLP.vocab, words=["Uno", ".", "Dos", "."], spaces=[False, True, False, False]))
    assert [token.i for token in doc if token.is_sent_start] == [0, 2]
