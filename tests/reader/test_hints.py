"""Hints: forms of own verbs and nouns of commitment, and what was not signed or agreed. No model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pytest
import spacy
from spacy.language import Language

from pipeline.reader.hints import NEGATED, find_hints, hint_entry, is_taken_away, own_forms

OWN = {
    "commitment_verbs": "id,lemma,status,confidence,plover,cameo\napalabrar,apalabrar;apabular,agreed,0.6,AGREE,057\n",
    "commitment_nouns": "id,lemma,verb,status,confidence,plover,cameo\napreton,apretón,acordar,agreed,0.6,AGREE,057\n",
}


@cache
def _blank() -> Language:
    return spacy.blank("es")


def hints(text: str, kind: str = "agreement") -> dict[str, str]:
    doc = _blank().make_doc(text)
    return {doc[token].text: hint for token, hint in find_hints(doc, kind).items()}


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Los ministros no firmaron el convenio.", "firmaron"),
        ("El ministro no firmó el convenio.", "firmó"),
        ("No firmaba convenios.", "firmaba"),
        ("Perú todavía no ha firmado el tratado.", "firmado"),
        ("El tratado no fue firmado.", "firmado"),
        ("El tratado no ha sido firmado.", "firmado"),
        ("No pudieron firmar el convenio.", "firmar"),
        ("No lograron acordar la fecha.", "acordar"),
        ("Las partes no acordaron nada.", "acordaron"),
        ("No se convino en la fecha.", "convino"),
        ("Los delegados no rubricaron el protocolo.", "rubricaron"),
        ("NO SUSCRIBIERON el acta.", "SUSCRIBIERON"),
        ("Las partes no pactaron una tregua.", "pactaron"),
        ("Los ministros no sellaron la alianza.", "sellaron"),
        ("El Senado no ratificó el tratado.", "ratificó"),
        ("Las delegaciones no consensuaron un plan.", "consensuaron"),
        ("El país no se comprometió.", "comprometió"),
        ("El convenio no se llegó a suscribir.", "suscribir"),
        ("Los ministros no llegaron a firmar el convenio.", "firmar"),
        ("Nunca firmaron el tratado.", "firmaron"),
        ("Perú tampoco suscribió el acta.", "suscribió"),
        ("Se fueron sin firmar el acta.", "firmar"),
        ("Partieron sin haber firmado el acta.", "firmado"),
        ("Se despidieron sin llegar a acordar nada.", "acordar"),
        ("Chile se negó a suscribir el acta.", "suscribir"),
        ("La presidenta se niega a firmar el acta.", "firmar"),
        ("El canciller rechazó firmar el acta.", "firmar"),
        ("Los delegados rehusaron ratificar el pacto.", "ratificar"),
        ("Bolivia se abstuvo de suscribir el acta.", "suscribir"),
        ("El portavoz negó haber firmado un acta.", "firmado"),
    ],
)
def test_what_was_not_signed_or_agreed(text: str, verb: str) -> None:
    assert hints(text) == {verb: NEGATED}


@pytest.mark.parametrize(
    "text",
    [
        "Los ministros firmaron el convenio.",
        "Perú no firma convenios.",
        "Perú no firmará el convenio.",
        "Perú no firmaría el convenio.",
        "Piden que Perú no firme el convenio.",
        "No están firmando el convenio.",
        "No solo firmaron el convenio.",
        "No, firmaron el convenio.",
        "Los que no viajaron firmaron el convenio.",
        "Firmaron, pero no en Lima.",
        "No",
    ],
)
def test_what_is_no_negated_deed(text: str) -> None:
    assert hints(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Los ministros no reafirmaron su apoyo.",
        "El avión no llegó a tiempo.",
        "El equipo no alcanzó la meta.",
        "No se puso el abrigo.",
        "Las partes no alcanzaron un acuerdo.",  # the noun agrees, not the verb
        "No decidieron nada.",
    ],
)
def test_only_verbs_that_sign_or_agree_by_themselves(text: str) -> None:
    assert hints(text) == {}


BETWEEN = (
    "se lo la los las le les ha han había habían fue fueron hubo sido llegó llegaron a pudo pudieron logró lograron"
)


@pytest.mark.parametrize("word", BETWEEN.split())
def test_words_between_no_and_its_verb(word: str) -> None:
    assert hints(f"no {word} firmado") == {"firmado": NEGATED}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No se lo ha firmado.", {"firmado": NEGATED}),
        ("no se lo la le firmaron", {}),  # no Spanish, but four words
    ],
)
def test_at_most_three_words_between(text: str, found: dict[str, str]) -> None:
    assert hints(text) == found


def test_no_denies_the_next_verb_alone_and_ni_another() -> None:
    assert hints("No firmaron el acta y acordaron la fecha.") == {"firmaron": NEGATED}
    assert hints("No firmaron el acta ni acordaron la fecha.") == {"firmaron": NEGATED, "acordaron": NEGATED}


@pytest.mark.parametrize("kind", ["agreement", "statement", "meeting"])
def test_without_own_entries_nothing_is_asked_for(kind: str) -> None:
    assert own_forms(kind) == {}
    assert hints("Los cancilleres apalabraron la venta, rebatió Paz en la tertulia.", kind) == {}


def test_forms_of_own_entries(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing(OWN)
    assert hints("Los cancilleres apalabraron la venta.") == {"apalabraron": "verb.apalabrar"}
    assert hints("Apalabrarán la venta con un apretón de manos.") == {
        "Apalabrarán": "verb.apalabrar",
        "apretón": "noun.apreton",
    }


def test_verbs_of_the_package_are_no_own_ones(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing(OWN)
    assert hints("Firmaron y acordaron.") == {}


def test_what_is_denied_is_told_beside_own_entries(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing(OWN)
    assert hints("No firmaron, pero apalabraron la venta.") == {"firmaron": NEGATED, "apalabraron": "verb.apalabrar"}


@pytest.mark.parametrize(
    ("status", "hint"),
    [("agreed", NEGATED), ("signed", NEGATED), ("proposed", "verb.apalabrar"), ("intended", "verb.apalabrar")],
)
def test_an_own_verb_that_signs_or_agrees_may_be_denied(
    status: str, hint: str, knowing: Callable[[Mapping[str, str]], None]
) -> None:
    knowing({"commitment_verbs": f"id,lemma,status,confidence\napalabrar,apalabrar,{status},0.9\n"})
    assert hints("No apalabraron la venta.") == {"apalabraron": hint}


def test_only_agreements_are_denied() -> None:
    assert hints("Los ministros no firmaron el convenio.", "meeting") == {}
    assert hints("Los ministros no firmaron el convenio.", "statement") == {}


def test_a_changed_entry_of_the_package_is_an_own_one(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing({"commitment_verbs": "id,confidence\nfirmar,0.95\n"})
    assert hints("Firmaron el acta.") == {"Firmaron": "verb.firmar"}
    assert hints("No firmaron el acta.") == {"firmaron": NEGATED}


def test_an_own_noun_may_look_like_a_verb(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing({"commitment_nouns": "id,lemma,verb,status,confidence\ncompra,compra,comprar,signed,0.6\n"})
    assert hints("Anunciaron la compra de trigo.") == {"compra": "noun.compra"}


def test_own_verbs_of_speech_and_nouns_of_meetings(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing(
        {
            "speech_verbs": "id,lemma\nspeech_rebatir,rebatir\n",
            "meeting_nouns": "id,noun,type\nm_tertulia,tertulia,other\n",
        }
    )
    assert hints("«No es así», rebatió Paz.", "statement") == {"rebatió": "speech.speech_rebatir"}
    assert hints("Asistió a dos tertulias.", "meeting") == {"tertulias": "meeting.m_tertulia"}
    assert hint_entry("speech.speech_rebatir")["lemma"] == "rebatir"


NOUNS = "id,noun,type\nm_cenar,cenar,other\nm_luz,luz,other\nm_careo,careo,other\nm_pleitesion,pleitesión,other\n"


def test_nouns_of_an_own_entry_have_two_numbers_whatever_they_end_in(
    knowing: Callable[[Mapping[str, str]], None],
) -> None:
    knowing({"meeting_nouns": NOUNS})
    assert set(own_forms("meeting")) == {
        "cenar", "cenares", "luz", "luces", "careo", "careos", "pleitesión", "pleitesiones",
    }  # fmt: skip


def test_a_noun_that_is_taken_away_is_no_verb(knowing: Callable[[Mapping[str, str]], None]) -> None:
    doc = _blank().make_doc("Los talleres que tallan madera son un taller.")
    knowing({"meeting_nouns": "id,noun\n-meeting_taller,\n"})
    assert [token.text for token in doc if is_taken_away(doc, token.i, "meeting")] == ["talleres", "taller"]


def test_stems_of_own_verbs_change(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing(
        {
            "commitment_verbs": "id,lemma,status,confidence\ndesacordar,desacordar,agreed,0.9\n",
            "stem_changes": "id,change\ndesacordar,ue\n",
        }
    )
    assert hints("Chile y el Perú desacuerdan la venta.") == {"desacuerdan": "verb.desacordar"}


def test_the_word_of_a_verb_that_is_no_infinitive_is_its_only_form(
    knowing: Callable[[Mapping[str, str]], None],
) -> None:
    knowing({"commitment_verbs": "id,lemma,status,confidence\nx,apalabrado,agreed,0.9\n"})
    assert set(own_forms("agreement")) == {"apalabrado"}


def test_an_entry_that_is_taken_away_makes_no_cue(knowing: Callable[[Mapping[str, str]], None]) -> None:
    doc = _blank().make_doc("Sellaron y firmaron el acta.")
    assert not is_taken_away(doc, 0, "agreement")
    knowing({"commitment_verbs": "id,lemma\n-sellar,\n"})
    assert is_taken_away(doc, 0, "agreement")
    assert not is_taken_away(doc, 2, "agreement")


@pytest.mark.parametrize("hint", [None, NEGATED])
def test_no_entry_of_no_hint(hint: str | None) -> None:
    assert hint_entry(hint) == {}


def test_the_entry_of_a_hint(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing(OWN)
    assert hint_entry("verb.apalabrar")["status"] == "agreed"
    assert hint_entry("noun.apreton")["verb"] == "acordar"
    assert hint_entry("noun.firma")["lemma"] == "firma"
