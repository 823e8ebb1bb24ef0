"""Which words belong to a cue, by tags of our own. No network."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.reader.cues import _anchors, _of_kind, _with_words

#: Tags of a word: none, inside a cue, its anchor.
TAGS = {".": (1.0, 0.0, 0.0), "i": (0.1, 0.9, 0.0), "A": (0.0, 0.2, 0.8)}


def words(tags: str, kind: str = "agreement", sentences: str | None = None) -> list[list[int]]:
    """Words of each cue, by the tags of the words: `.` none, `i` inside, `A` an anchor."""
    article: Any = SimpleNamespace(
        sentence_rows=[int(n) for n in sentences or "0" * len(tags)], tokens=list(range(len(tags)))
    )
    anchors = [n for n, tag in enumerate(tags) if tag == "A"]
    found = _with_words(article, kind, anchors, np.array([TAGS[tag] for tag in tags], np.float32))
    return [own for _, own in found]


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (".iA..", [[1, 2]]),  # "han acordado"
        ("A..i.", [[0, 3]]),  # "acordaron este martes acelerar"
        ("A........i", [[0]]),  # nine words on
        ("A..iA.", [[0], [3, 4]]),  # "firmaron un convenio, han acordado": the auxiliary is the second one's
        ("AiA", [[0, 1], [2]]),  # nothing parts them: the first has what is behind it
        ("A.i.iA", [[0, 2], [4, 5]]),
    ],
)
def test_each_word_belongs_to_one_cue(tags: str, found: list[list[int]]) -> None:
    assert words(tags) == found


def test_words_of_statements_stand_together() -> None:
    assert words("Ai.i", "statement") == [[0, 1]]


def test_a_cue_ends_with_its_sentence() -> None:
    assert words("iAi", sentences="011") == [[1, 2]]
    assert words("iAi", sentences="001") == [[0, 1]]


@pytest.mark.parametrize(("likely", "found"), [(0.1, [0]), (0.09, [])])
def test_an_anchor_is_at_least_10_likely(likely: float, found: list[int]) -> None:
    article: Any = SimpleNamespace(doc=Doc(Vocab(), ["Firmaron", "todo"]), tokens=[0, 1], rows={0: 0, 1: 1})
    assert _anchors(article, "agreement", np.array([likely, 0.0]), {}) == found


@pytest.mark.parametrize(("sentence", "found"), [(0.21, [0]), (0.19, [])])
def test_anchor_and_sentence_are_20_likely_in_the_mean(sentence: float, found: list[int]) -> None:
    tags = np.log(np.array([[0.7, 0.1, 0.2], [0.98, 0.01, 0.01]], np.float32))
    article: Any = SimpleNamespace(
        doc=Doc(Vocab(), ["Firmaron", "todo"]), tokens=[0, 1], rows={0: 0, 1: 1}, vectors=None, sentence_rows=[0, 0],
        network=SimpleNamespace(head=lambda name, vectors: tags), place_of=lambda sentence: {},
    )  # fmt: skip
    assert [cue["token"] for cue in _of_kind(article, "agreement", np.array([sentence]))] == found
