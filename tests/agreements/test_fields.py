"""Fields of an agreement row: action, lemma, amount, deadline, event codes and topics. No model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.stages.agreements.actions import action_of, entry_of, event_codes, lemma_of
from pipeline.stages.agreements.terms import find_amount, find_deadline, topics_of


def doc_of(text: str, pos: Mapping[str, str] | None = None, **lemmas: str) -> Doc:
    """A Doc of words, with the lemmas and parts of speech that a model would give them."""
    words = text.split()
    tags = [(pos or {}).get(word, "") for word in words]
    return Doc(spacy.blank("es").vocab, words, pos=tags, lemmas=[lemmas.get(word, "") for word in words])


@pytest.mark.parametrize(
    ("text", "predicate", "action"),
    [
        ("Perú y Chile firmaron un convenio", "firmaron", "firmaron"),
        ("Perú y Chile acordaron acelerar las obras", "acordaron acelerar", "acelerar"),
        ("Chile acordó permitir ampliar las obras", "acordó permitir ampliar", "ampliar"),
        ("Perú acordó ayer concluirlas pronto", "acordó concluirlas", "concluirlas"),
        ("Acordaron reunirse en mayo", "Acordaron reunirse", "reunirse"),
        ("Acordaron reabrir y freír pescado", "Acordaron freír", "freír"),
        ("Chile dijo que ampliarían las obras", "dijo ampliarían", "dijo"),
        ("Acordaron obras para el mar", "Acordaron mar", "Acordaron"),  # too short
    ],
)
def test_the_word_that_tells_what_is_done(text: str, predicate: str, action: str) -> None:
    words = [i for i, word in enumerate(text.split()) if word in predicate.split()]
    doc = doc_of(text)
    assert doc[action_of(doc, words, words[0])].text == action


@pytest.mark.parametrize(
    ("text", "predicate", "action"),
    [
        ("Acordaron ampliar las obras", "Acordaron", "ampliar"),
        ("Se comprometieron a ampliar las obras", "Se comprometieron", "ampliar"),
        ("Acordaron también conjuntamente ampliar las obras", "Acordaron", "ampliar"),
        ("Acordaron también hoy no ampliar las obras", "Acordaron", "Acordaron"),  # three words are between
        ("Acordaron este martes ampliar las obras", "Acordaron", "Acordaron"),  # other words are between
        ("Firmaron . Ampliar obras", "Firmaron", "Firmaron"),
        ("Quito y Lima acordaron", "acordaron", "acordaron"),  # nothing is behind
        ("Firmaron y acordaron ampliar las obras", "Firmaron", "Firmaron"),
    ],
)
def test_an_infinitive_right_behind_the_predicate_tells_what_is_done(text: str, predicate: str, action: str) -> None:
    words = [i for i, word in enumerate(text.split()) if word in predicate.split()]
    doc = doc_of(text)
    assert doc[action_of(doc, words, words[-1])].text == action


@pytest.mark.parametrize(
    ("word", "pos"), [("mujer", "NOUN"), ("lugar", "NOUN"), ("Gaspar", "PROPN"), ("mejor", "ADJ"), ("ayer", "ADV")]
)
@pytest.mark.parametrize("words", [[0], [0, 2]])
def test_a_word_that_ends_like_an_infinitive(word: str, pos: str, words: list[int]) -> None:
    doc = doc_of(f"Acordaron para {word} obras", {word: pos})
    assert action_of(doc, words, 0) == 0


@pytest.mark.parametrize("words", [[0], [0, 2]])
def test_an_infinitive_by_its_part_of_speech(words: list[int]) -> None:
    assert action_of(doc_of("Acordaron no viajar pronto", {"viajar": "VERB"}), words, 0) == 2


def test_an_infinitive_before_the_anchor_tells_nothing() -> None:
    assert action_of(doc_of("Al firmar acordaron obras"), [1, 2], 2) == 2


@pytest.mark.parametrize(
    ("word", "given", "lemma"),
    [
        ("Firmaron", "firmaronar", "firmar"),  # the lexicon knows more than the model
        ("reunirse", "", "reunirse"),
        ("suscripción", "suscripción", "suscribir"),
        ("envío", "envío", "enviar"),
        ("donaciones", "donación", "donar"),
        ("zarparon", "zarpar", "zarpar"),
        ("llevarlo", "Llevar él", "llevar"),
        ("Zarparon", "", "zarparon"),
    ],
)
def test_the_lemma_of_an_action(word: str, given: str, lemma: str) -> None:
    assert lemma_of(doc_of(word, **{word: given}), 0) == lemma


AMOUNTS = [
    ("a1", 10, 20, "count", "becas"),
    ("a2", 30, 40, "money", "USD"),
    ("a3", 50, 60, "money", "EUR"),
    ("a4", 70, 80, "count", "países"),
    ("a5", 90, 95, "count", "miembros"),
]
CELLS = ("amount_id", "start", "end", "kind", "unit")
ROWS = {row[0]: dict(zip(CELLS, row, strict=True)) for row in AMOUNTS}


@pytest.mark.parametrize(
    ("told", "clause", "amount"),
    [
        ([], (0, 100), "a2"),  # the first money
        ([], (30, 40), "a2"),
        ([], (31, 100), "a3"),
        ([], (0, 39), None),
        ([], (0, 29), None),  # a count is none
        ([("a1", 0.5)], (0, 100), "a1"),
        ([("a1", 0.49)], (0, 100), "a2"),
        ([("a3", 0.9)], (0, 45), "a3"),  # outside of the clause
        ([("a4", 0.9)], (0, 100), "a2"),  # "189 países" are sides
        ([("a4", 0.9), ("a1", 0.6)], (0, 100), "a1"),
        ([("a1", 0.3), ("a3", 0.6)], (0, 100), "a3"),
        ([("a5", 0.9)], (60, 100), None),
        ([("a9", 0.9)], (0, 100), "a2"),
    ],
)
def test_the_amount(told: list[tuple[str, float]], clause: tuple[int, int], amount: str | None) -> None:
    found = find_amount(ROWS, [{"row": row, "sure": sure} for row, sure in told], clause)
    assert (found["amount_id"] if found else None) == amount


def limit(text: str, date: str, sure: float | None = None, clause: tuple[int, int] | None = None, **row: Any) -> Any:
    """The deadline of a text with one date, which the reader is `sure` of; `row` are other cells of it."""
    start = text.index(date)
    cells = {"start": start, "end": start + len(date), "type": "DATE", "value": "V", **row}
    told = [{"row": "d1", "sure": sure}] if sure is not None else []
    return find_deadline(text, {"d1": cells}, told, clause or (0, len(text)))


LIMITS = (
    "antes de", "antes del", "antes de la", "antes de los", "antes de las", "a más tardar", "a más tardar el",
    "a más tardar en", "hasta", "hasta el", "para", "para el", "para la", "hacia", "hacia el", "en el transcurso de",
    "en el transcurso del año", "en el trascurso de", "antes de finales de", "hasta fines del", "para mediados de",
    "para el año", "hasta fines del año", "antes del año", "hasta finales de año", "HASTA",
)  # fmt: skip


@pytest.mark.parametrize("words", LIMITS)
def test_a_date_with_a_word_of_limit(words: str) -> None:
    assert limit(f"Abrirán el puente {words} 2030.", "2030") == "V"


@pytest.mark.parametrize(
    "text",
    [
        "Abrirán el puente en 2030.",
        "Abrirán el puente desde 2030.",
        "Abrirán el puente durante 2030.",
        "Abrirán el puente para Lima en 2030.",
        "Abrirán el puente dentro de 2030.",
    ],
)
def test_a_date_without_one(text: str) -> None:
    assert limit(text, "2030") is None


TERMS = ("en un plazo de", "en un plazo máximo de", "en un plazo no mayor a", "dentro de", "en los próximos",
         "durante los próximos", "de aquí a", "DENTRO DE")  # fmt: skip


@pytest.mark.parametrize("words", TERMS)
def test_a_term_with_a_word_of_limit(words: str) -> None:
    assert limit(f"Abrirán el puente {words} seis meses.", "seis meses", type="DURATION") == "V"


@pytest.mark.parametrize("text", ["Trabajarán por seis meses.", "Trabajarán antes de seis meses."])
def test_a_term_without_one(text: str) -> None:
    assert limit(text, "seis meses", type="DURATION") is None


def test_other_kinds_of_time_are_no_limit() -> None:
    assert limit("Abrirán antes de las 8.", "8", type="TIME") is None
    assert limit("Se reunirán para cada mes.", "cada mes", type="SET") is None


@pytest.mark.parametrize(("value", "deadline"), [("2030", "2030"), ("FUTURE_REF", None), (None, None), ("", None)])
@pytest.mark.parametrize("sure", [None, 0.9])
def test_what_is_vague_is_no_deadline(value: str | None, deadline: str | None, sure: float | None) -> None:
    assert limit("Abrirán antes de 2030.", "2030", sure, value=value) == deadline


def test_the_word_of_limit_stands_in_the_clause() -> None:
    text = "Abrirán antes de 2030."
    assert limit(text, "2030", clause=(text.index("antes"), len(text))) == "V"
    assert limit(text, "2030", clause=(text.index("de 2030"), len(text))) is None
    assert limit(text, "2030", clause=(0, len(text) - 1)) == "V"
    assert limit(text, "2030", clause=(0, len(text) - 2)) is None


@pytest.mark.parametrize(("gap", "deadline"), [(32, "V"), (33, None)])
def test_the_word_of_limit_is_looked_for_in_forty_characters(gap: int, deadline: str | None) -> None:
    assert limit("Abrirán antes de" + " " * gap + "2030.", "2030") == deadline


@pytest.mark.parametrize(("sure", "deadline"), [(0.6, "V"), (0.59, None)])
def test_a_date_the_reader_is_sure_of(sure: float, deadline: str | None) -> None:
    assert limit("Abrirán el puente en 2030.", "2030", sure) == deadline
    assert limit("Abrirán el puente en 2030.", "2030", sure, clause=(0, 7)) == deadline, "outside of the clause too"


@pytest.mark.parametrize(
    "words",
    [
        "desde",
        "desde el",
        "a partir de",
        "a partir del",
        "tras",
        "tras la",
        "después de",
        "a",
        "desde los",
        "desde este",
    ],
)
def test_a_start_or_a_duration_is_no_deadline(words: str) -> None:
    assert limit(f"Abrirán el puente {words} 2030.", "2030", 0.9) is None


@pytest.mark.parametrize(("gap", "deadline"), [(25, None), (26, "V")])
def test_the_word_of_start_is_looked_for_in_thirty_characters(gap: int, deadline: str | None) -> None:
    assert limit("Abren desde" + " " * gap + "2030.", "2030", 0.9) == deadline


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Entregarán las naves en la primavera de 2027.", "primavera de 2027"),
        ("Entregarán las naves cada 2 de mayo.", "2 de mayo"),
    ],
)
def test_a_word_that_ends_in_a_is_no_start(text: str, date: str) -> None:
    assert limit(text, date, 0.9) == "V"


@pytest.mark.parametrize("text", ["Perú prepara el lunes la cita.", "Perú separa el lunes las carteras."])
def test_a_word_that_ends_in_para_is_no_limit(text: str) -> None:
    assert limit(text, "lunes") is None


def test_a_date_with_a_word_of_limit_comes_first() -> None:
    text = "Abrirán en mayo, a más tardar en junio."
    dates = {
        name: {"start": text.index(name), "end": text.index(name) + len(name), "type": "DATE", "value": name}
        for name in ("mayo", "junio")
    }
    assert find_deadline(text, dates, [{"row": "mayo", "sure": 0.9}], (0, len(text))) == "junio"


@pytest.mark.parametrize(
    ("status", "theme", "lemma", "codes"),
    [
        ("signed", "trade", "otorgar", ("SUPPORT", "057")),
        ("in_force", "", "otorgar", ("COOPERATE", "060")),
        ("in_force", "trade", "otorgar", ("COOPERATE", "061")),
        ("called_for", "defence", "otorgar", ("REQUEST", "1012")),
        ("proposed", "trade", "otorgar", ("AGREE", "0311")),
        ("agreed", "trade", "otorgar", ("AID", "071")),  # the verb itself
        ("intended", "trade", "otorgar", ("AID", "071")),
        ("reaffirmed", "trade", "otorgar", ("AID", "071")),
        ("agreed", "trade", "ampliar", ("AGREE", "0311")),  # AGREE 03 and the theme
        ("agreed", "general_cooperation", "ampliar", ("AGREE", "030")),
        ("agreed", "trade", "instar", ("REQUEST", "100")),  # REQUEST 10, and no theme of 03
        ("reaffirmed", "political_support", "reafirmar", ("SUPPORT", "051")),
        ("agreed", "mechanism_meeting", "zarpar", ("AGREE", "036")),  # a verb of no lexicon
        ("agreed", "unheard_of", "zarpar", ("AGREE", "030")),
    ],
)
def test_event_codes(status: str, theme: str, lemma: str, codes: tuple[str, str]) -> None:
    assert event_codes(status, theme, lemma) == codes


def test_an_unknown_status_has_no_event_code() -> None:
    with pytest.raises(KeyError):
        event_codes("dreamt_of", "trade", "firmar")


@pytest.mark.parametrize(
    ("lemma", "entry"),
    [
        ("firmar", "verb.firmar"),
        ("subscribir", "verb.suscribir"),
        ("anunciar", "verb.anunciar-accion"),  # the first of two
        ("zarpar", None),
    ],
)
def test_the_entry_of_a_verb(lemma: str, entry: str | None) -> None:
    assert entry_of(lemma) == entry


@pytest.mark.parametrize(
    ("about", "instrument", "status", "theme", "topics"),
    [
        ("la extradición de reos", "", "agreed", "security_counterterrorism", ("extradition",)),
        ("la pesca", "", "agreed", "trade", ()),
        ("la pesca", "free_trade_agreement", "agreed", "trade", ("free_trade_agreement",)),
        ("un tratado de libre comercio", "free_trade_agreement", "agreed", "trade", ("free_trade_agreement",)),
        ("la extradición", "memorandum_signed", "signed", "trade", ("extradition", "memorandum_signed")),
        ("la extradición", "memorandum_signed", "agreed", "trade", ("extradition",)),
        ("la paz", "", "agreed", "multilateral_coordination", ("un_coordination", "brics_coordination")),
        ("el BRICS", "", "agreed", "multilateral_coordination", ("brics_coordination", "un_coordination")),
        ("la paz", "", "agreed", "trade", ()),  # only of coordination do the parties tell
    ],
)
def test_topics(about: str, instrument: str, status: str, theme: str, topics: tuple[str, ...]) -> None:
    parties = [{"name": "ONU"}, {"name": "BRICS"}]
    assert topics_of(about, instrument, status, theme, parties) == topics
