"""Cues of a verb and of the infinitive that belongs to it are one. No model."""

from __future__ import annotations

import pytest
import spacy

from pipeline.stages.agreements.actions import with_infinitives


def joined(text: str, *cues: str, sentences: tuple[int, ...] = ()) -> list[str]:
    """Words of the cues of a text, each one word, all in one sentence unless told."""
    doc = spacy.blank("es").make_doc(text)
    words = [token.text for token in doc]
    rows = [
        {"token": words.index(cue), "words": [words.index(cue)], "sentence": sentences[n] if sentences else 0}
        for n, cue in enumerate(cues)
    ]
    return [" ".join(words[i] for i in row["words"]) for row in with_infinitives(doc, rows)]


@pytest.mark.parametrize(
    ("between", "together"),
    [
        ("", True),
        ("hoy", True),
        ("ayer en Lima por fin juntos", True),  # six words
        ("ayer en Lima por fin ambos juntos", False),  # seven
        ("un plan y", False),
        (",", False),
        ("que van a", False),
        ("un plan para", False),
        ("que", False),
        ("firmaron", False),  # another verb
        ("firmarán", False),
        ("firmado", True),  # no finite form
        ("(", False),
        ("«", False),
    ],
)
def test_what_parts_a_verb_and_its_infinitive(between: str, together: bool) -> None:
    found = joined(f"Acordaron {between} ampliar obras", "Acordaron", "ampliar")
    assert found == (["Acordaron ampliar"] if together else ["Acordaron", "ampliar"])


def test_a_finite_verb_is_another_cue() -> None:
    assert joined("Acordaron hoy ampliaron obras", "Acordaron", "ampliaron") == ["Acordaron", "ampliaron"]
    assert joined("Acordaron hoy silencio", "Acordaron", "silencio") == ["Acordaron", "silencio"]


def test_an_infinitive_of_another_sentence() -> None:
    assert joined("Acordaron ampliar", "Acordaron", "ampliar", sentences=(0, 1)) == ["Acordaron", "ampliar"]


def test_it_belongs_to_the_nearest_cue_before_it() -> None:
    found = joined("Firmaron un plan y acordaron ampliar obras", "Firmaron", "acordaron", "ampliar")
    assert found == ["Firmaron", "acordaron ampliar"]


def test_infinitives_in_a_row() -> None:
    assert joined("Acordaron buscar ampliar obras", "Acordaron", "buscar", "ampliar") == ["Acordaron buscar ampliar"]


def test_no_cues() -> None:
    assert joined("Acordaron") == []
    assert joined("ampliar obras", "ampliar") == ["ampliar"]
