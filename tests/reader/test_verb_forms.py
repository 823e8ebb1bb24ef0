"""Forms of the verbs of commitment: lemma, tense and person. No model."""

from __future__ import annotations

import pytest

from pipeline.reader.verb_forms import look_up


@pytest.mark.parametrize(
    ("word", "lemma", "tense", "person"),
    [
        ("firmaron", "firmar", "past", 3),
        ("Firmaron", "firmar", "past", 3),
        ("comprometiéndose", None, None, None),  # the accent is that of the form with "se"
        ("apegarse", "apegar", "infinitive", 3),
        ("mantengo", "mantener", "present", 1),
        ("hago", "hacer", "present", 1),
        ("preveo", "prever", "present", 1),
        ("exijo", "exigir", "present", 1),
        ("proponemos", "proponer", "present", 1),
        ("hicimos", "hacer", "past", 1),
        ("convenimos", "convenir", "past", 1),
        ("firmaremos", "firmar", "future", 1),
    ],
)
def test_what_a_form_is_of(word: str, lemma: str | None, tense: str | None, person: int | None) -> None:
    form = look_up(word)
    assert ((form.lemma, form.tense, form.person) if form else (None, None, None)) == (lemma, tense, person)


@pytest.mark.parametrize("word", ["acuerdo", "uno", "esto", "hazco", "tiengo", "prevo", "ungo", "siguo"])
def test_what_is_no_first_person(word: str) -> None:
    assert look_up(word) is None
