"""Who speaks: the likeliest mention, and those in one list with it. No model."""

from __future__ import annotations

import pytest
import spacy

from pipeline.stages.statements.component import SECOND, SPEAKER, speakers_of
from pipeline.text.attributes import Row


def speakers(text: str, *told: tuple[str, float], spoken: str = "dijeron") -> list[str]:
    """First words of the speakers of a text, whose mentions are one word each, with how sure the reader is of them."""
    doc = spacy.blank("es").make_doc(text)
    words = [token.text for token in doc]
    rows: list[Row] = [{"first": words.index(w), "last": words.index(w) + 1, "sure": sure} for w, sure in told]
    heard = {number for number, word in enumerate(words) if word == spoken}
    return [words[row["first"]] for row in speakers_of(doc, {"speaker": rows}, heard)]


@pytest.mark.parametrize(("sure", "found"), [(SPEAKER, ["Vera"]), (SPEAKER - 0.001, [])])
def test_a_speaker_is_likely(sure: float, found: list[str]) -> None:
    assert speakers("Vera y Paz dijeron", ("Vera", sure)) == found


def test_nobody_speaks() -> None:
    assert speakers("dijeron") == []


@pytest.mark.parametrize(("sure", "found"), [(SECOND, ["Vera", "Paz"]), (SECOND - 0.001, ["Paz"])])
def test_others_of_the_list_are_surer_and_in_the_order_of_the_text(sure: float, found: list[str]) -> None:
    assert speakers("Vera y Paz dijeron", ("Paz", 0.9), ("Vera", sure)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vera y Paz dijeron", ["Vera", "Paz"]),
        ("Vera e Inés dijeron que Paz", ["Vera"]),
        ("Vera , Paz dijeron", ["Vera", "Paz"]),
        ("Vera con Paz dijeron", ["Vera"]),
        ("Vera Paz dijeron", ["Vera"]),
        ("Vera dijeron y Paz", ["Vera"]),  # a word of speech between them
        ("Vera ; y Paz dijeron", ["Vera"]),
        ("Vera , a b c d e f g h i j y Paz dijeron", ["Vera", "Paz"]),  # twelve words between them
        ("Vera , a b c d e f g h i j k y Paz dijeron", ["Vera"]),
    ],
)
def test_a_list_is_short_and_nothing_cuts_it(text: str, found: list[str]) -> None:
    assert speakers(text, ("Vera", 0.9), ("Paz", 0.9)) == found


def test_a_list_of_three() -> None:
    told = (("Ana", 0.9), ("Paz", 0.9), ("Vera", 0.9))
    assert speakers("Ana , Paz y Vera dijeron", *told) == ["Ana", "Paz", "Vera"]
