"""Lemmas of verbs of speech: by the lexicon, else by the model, else the words themselves. No model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.stages.statements.lemmas import lemma_of


def lemma(text: str, verb: str, *, tag: str = "NOUN", given: str = "", last: str | None = None) -> str:
    """Lemma of the statement from the `verb` to the `last` of its words, with the tag and lemma of a model."""
    words = text.split()
    at = words.index(verb)
    tags = [tag if word == verb else "NOUN" for word in words]
    lemmas = [given if word == verb else "" for word in words]
    doc = Doc(spacy.blank("es").vocab, words, pos=tags, lemmas=lemmas)
    return lemma_of(doc, at, words.index(last) if last else at, at)


@pytest.mark.parametrize(
    ("verb", "found"),
    [
        ("dijo", "decir"),
        ("DIJERON", "decir"),
        ("dirá", "decir"),
        ("diga", "decir"),
        ("diciendo", "decir"),
        ("reiteró", "reiterar"),
        ("pidió", "pedir"),
        ("advierten", "advertir"),
        ("propuso", "proponer"),
    ],
)
def test_forms_of_the_lexicon(verb: str, found: str) -> None:
    assert lemma(f"Vera {verb} algo", verb) == found
    assert lemma(f"Vera {verb} algo", verb, tag="VERB", given="errar") == found, "the model knows less"


@pytest.mark.parametrize(
    ("verb", "found"), [("quejó", "quejarse"), ("jactaron", "jactarse"), ("disculpará", "disculparse")]
)
def test_a_reflexive_verb_keeps_its_pronoun(verb: str, found: str) -> None:
    assert lemma(f"Vera se {verb} ayer", verb) == found


def test_of_two_lemmas_the_first_in_the_lexicon() -> None:
    assert lemma("Vera preguntó ayer", "preguntó") == "preguntar"


@pytest.mark.parametrize(
    ("tag", "given", "found"),
    [
        ("VERB", "zarpar", "zarpar"),
        ("AUX", "zarpar", "zarpar"),
        ("VERB", "Zarpar él", "zarpar"),
        ("VERB", "", "zarparon"),
        ("NOUN", "zarpar", "zarparon"),
    ],
)
def test_verbs_of_no_lexicon(tag: str, given: str, found: str) -> None:
    assert lemma("Ambos Zarparon ayer", "Zarparon", tag=tag, given=given) == found


def test_a_marker_is_itself() -> None:
    assert lemma("De acuerdo con Vera", "De", last="con") == "de acuerdo con"
    assert lemma("Según Vera", "Según", tag="ADP", given="según") == "según"


def test_own_verbs(knowing: Callable[[Mapping[str, str]], None]) -> None:
    assert lemma("Vera cuchicheó ayer", "cuchicheó") == "cuchicheó"
    knowing({"speech_verbs": "id,lemma\ncuchichear,cuchichear\n"})
    assert lemma("Vera cuchicheó ayer", "cuchicheó") == "cuchichear"
