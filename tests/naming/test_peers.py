"""Who is somebody's peer is a person, of the state that the words name. No model."""

from __future__ import annotations

import pytest
import spacy

from pipeline.naming.peers import country_of_peer, is_after_peer

_BLANK = spacy.blank("es")

AFTER = [
    # the words before "Zork"
    ("Recibió a su homólogo marroquí, Zork", True),
    ("Recibió a su homólogo marroquí Zork", True),
    ("Recibió a su homólogo (Zork", True),
    ("Recibió a su homólogo Zork", True),
    ("Recibió a su par de Perú, Zork", True),
    ("homólogo Zork", False),  # nothing stands before the peer
    ("par peruano Zork", True),
    ("su par Zork", True),
    ("Recibió a su homólogo Marroquí, Zork", False),
    ("Recibió a su homólogo viejo, Zork", False),
    ("Recibió a su amigo marroquí, Zork", False),
    ("Recibió a su amigo de Perú, Zork", False),
    ("Zork", False),
    (", Zork", False),
]


@pytest.mark.parametrize(("text", "after"), AFTER)
def test_whether_a_peer_stands_before(text: str, after: bool) -> None:
    doc = _BLANK(text)
    assert is_after_peer(doc, len(doc) - 1) == after


COUNTRIES = [
    ("su homólogo de Perú", "PE"),
    ("par de Perú", "PE"),
    ("su homólogo del Reino Unido", "GB"),
    ("su homólogo de la India", "IN"),
    ("su homólogo de los Países Bajos", "NL"),
    ("su homólogo de la República Democrática y Popular de Argelia", "DZ"),
    ("su homólogo de República Democrática de Santo Tomé y Príncipe", None),
    ("su homólogo en Perú", None),
    ("su amigo de Perú", None),
    ("su homólogo de perú", None),
    ("su homólogo de Arequipa", None),
    ("su homólogo y el canciller de Perú", None),
    ("Perú", None),
]


@pytest.mark.parametrize(("text", "code"), COUNTRIES)
def test_country_of_the_peer(text: str, code: str | None) -> None:
    doc = _BLANK(text)
    assert country_of_peer(doc, len(doc) - 1) == code
