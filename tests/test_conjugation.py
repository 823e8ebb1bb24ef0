"""Third-person forms a grammar book agrees with."""

from __future__ import annotations

import pytest

from pipeline.text.conjugation import TENSES, conjugate, first_person

FORMS = [
    ("hablar", "", "past", "habló habló hablaron"),
    ("explicar", "", "subj", "explique expliquen"),
    ("pagar", "", "subj", "pague paguen"),
    ("alcanzar", "", "subj", "alcance alcancen"),
    ("averiguar", "", "subj", "averigüe averigüen"),
    ("pedir", "i", "pres", "pide piden"),
    ("pedir", "i", "past", "pidió pidieron"),
    ("pedir", "i", "ger", "pidiendo"),
    ("advertir", "ie", "pres", "advierte advierten"),
    ("advertir", "ie", "past", "advirtió advirtieron"),
    ("recordar", "ue", "pres", "recuerda recuerdan"),
    ("recordar", "ue", "past", "recordó recordaron"),
    ("concluir", "uy", "pres", "concluye concluyen"),
    ("concluir", "uy", "past", "concluyó concluyeron"),
    ("concluir", "uy", "ger", "concluyendo"),
    ("confiar", "í", "pres", "confía confían"),
    ("evaluar", "ú", "pres", "evalúa evalúan"),
    ("creer", "", "past", "creyó creyeron"),
    ("creer", "", "part", "creído"),
    ("reconocer", "", "subj", "reconozca reconozcan"),
    ("exigir", "", "subj", "exija exijan"),
    ("vencer", "", "subj", "venza venzan"),
    ("decir", "", "past", "dijo dijeron"),
    ("decir", "", "fut", "dirá dirán"),
    ("proponer", "", "past", "propuso propusieron"),
    ("sostener", "", "pres", "sostiene sostienen"),
    ("sostener", "", "fut", "sostendrá sostendrán"),
    ("prever", "", "pres", "prevé prevén"),
    ("reunir", "", "pres", "reúne reúnen"),
    ("manifestar", "ie", "pres", "manifiesta manifiestan"),
    ("manifestar", "ie", "past", "manifestó manifestaron"),
    ("contestar", "", "past", "contestó contestaron"),
    ("aducir", "", "past", "adujo adujeron"),
    ("visitar", "", "fut", "visitará visitarán"),
    ("visitar", "", "cond", "visitaría visitarían"),
]


@pytest.mark.parametrize(("lemma", "change", "tense", "forms"), FORMS)
def test_forms(lemma: str, change: str, tense: str, forms: str) -> None:
    assert {f.text for f in conjugate(lemma, change) if f.tense == tense} == set(forms.split())


def test_numbers() -> None:
    forms = {f.text: f.plural for f in conjugate("hablar")}
    assert (forms["habló"], forms["hablaron"], forms["hablado"], forms["hablar"]) == (False, True, None, None)


@pytest.mark.parametrize("lemma", ["hablar", "pedir", "decir", "creer"])
def test_every_tense_has_both_numbers(lemma: str) -> None:
    for tense in TENSES:
        assert {f.plural for f in conjugate(lemma) if f.tense == tense} == {True, False}


@pytest.mark.parametrize("word", ["", "mesa", "habló", "x"])
def test_no_infinitive_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="no infinitive"):
        conjugate(word)


FIRST = """
    firmar firmo, recordar:ue recuerdo, encomendar:ie encomiendo, continuar:ú continúo, confiar:í confío, dar doy,
    estar estoy, hacer hago, tener tengo, mantener mantengo, sostener sostengo, obtener obtengo, detener detengo,
    convenir convengo, prevenir prevengo, poner pongo, proponer propongo, prever preveo, ver veo, traer traigo,
    contraer contraigo, decir digo, ser soy, ir voy, conducir conduzco, ofrecer ofrezco, vencer venzo, exigir exijo,
    proteger protejo, seguir:i sigo, pedir:i pido, sugerir:ie sugiero, resolver:ue resuelvo, concluir:uy concluyo,
    unir uno, reunir reúno, abrir abro
"""


@pytest.mark.parametrize("pair", [pair.strip() for pair in FIRST.split(",")])
def test_first_persons(pair: str) -> None:
    verb, form = pair.split()
    lemma, _, change = verb.partition(":")
    assert first_person(lemma, change) == form
