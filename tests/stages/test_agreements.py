"""Agreements on short articles of our own, through the whole pipeline."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.reading.read import read_records
from pipeline.running.process import process_with

LEAD = (
    "El presidente de Perú, Martín Vizcarra, recibió este martes en Lima al presidente de Chile, Sebastián Piñera. "
    "El encuentro entre Perú y Chile duró dos horas.\n\n"
)

Rows = list[dict[str, Any]]


def agreements(nlp: Any, text: str, date: str = "2019-10-08") -> Rows:
    """Affirmed rows of an article, each with its `parties` (codes of states, else names)."""
    [(_, tables)] = process_with(read_records([{"id": "t", "text": text, "date": date, "language": "es"}]), nlp)
    for row in tables["agreements"]:
        row["parties"] = {
            p["country"] if p["kind"] == "country" else p["name"]
            for p in tables["agreement_parties"]
            if p["agreement_id"] == row["agreement_id"]
        }
    return [r for r in tables["agreements"] if r["polarity"] == "affirmed"]


def only(rows: Rows, words: str) -> dict[str, Any]:
    """The one row whose predicate holds `words`."""
    found = [r for r in rows if words in r["predicate"]]
    assert len(found) == 1, [r["predicate"] for r in rows]
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "predicate", "status"),
    [
        ("Los dos países firmaron un convenio de extradición.", "firmaron", "signed"),
        ("Ambas partes suscribieron un memorándum de entendimiento sobre turismo.", "suscribieron", "signed"),
        ("Los cancilleres de Perú y Chile rubricaron un protocolo sobre aduanas.", "rubricaron", "signed"),
        ("Los dos países acordaron abrir un paso fronterizo.", "acordaron abrir", "agreed"),
        ("Los dos presidentes convinieron en crear un grupo de trabajo sobre minería.", "convinieron", "agreed"),
        ("Ambos gobiernos se comprometieron a combatir el contrabando.", "comprometieron combatir", "agreed"),
        ("Los dos países alcanzaron un acuerdo sobre el uso del agua.", "alcanzaron", "agreed"),
        ("Los dos gobiernos llegaron a un acuerdo sobre pesca.", "llegaron", "agreed"),
        ("Perú y Chile se pusieron de acuerdo para reabrir los consulados.", "pusieron", "agreed"),
        ("Las dos partes ampliarán la cooperación energética.", "ampliarán", "intended"),
        ("Los dos países seguirán aumentando el comercio.", "seguirán aumentando", "intended"),
        ("Perú está dispuesto a trabajar con Chile para construir un ferrocarril.", "dispuesto trabajar", "intended"),
        ("Ambos mandatarios tienen previsto suscribir una declaración conjunta.", "previsto suscribir", "intended"),
        ("Perú y Chile firmarán en mayo un acuerdo de seguridad social.", "firmarán", "intended"),
        ("Ambas partes reafirmaron su compromiso con la integración regional.", "reafirmaron", "reaffirmed"),
        ("Perú y Chile reiteraron su apoyo al multilateralismo.", "reiteraron", "reaffirmed"),
        ("Piñera abogó por crear un fondo regional contra los incendios.", "abogó", "called_for"),
        ("Vizcarra instó a los países vecinos a respetar la tregua.", "instó", "called_for"),
        ("El presidente de Chile llamó a reforzar el multilateralismo.", "llamó", "called_for"),
        ("Piñera propuso a Perú crear un banco de desarrollo regional.", "propuso", "proposed"),
        ("Chile ofreció enviar observadores a la frontera con Perú.", "ofreció", "proposed"),
        ("Los dos países podrían firmar un tratado de libre comercio.", "firmar", "proposed"),
        ("El tratado de límites entre Perú y Chile entró en vigor ayer.", "entró", "in_force"),
        ("Perú y Chile tienen vigente un convenio de doble tributación.", "vigente", "in_force"),
    ],
)
def test_status(nlp: Any, sentence: str, predicate: str, status: str) -> None:
    assert only(agreements(nlp, LEAD + sentence), predicate)["status"] == status


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Perú y Chile revisaron la agenda bilateral.",
        "Los dos países no firmaron ningún acuerdo.",
        "La tercera ronda de negociaciones entre Perú y Chile concluyó sin acuerdo.",
        "Piñera elogió los avances de Perú en la lucha contra la pobreza.",
        "En 1904 Perú y Chile firmaron un tratado de comercio.",
        "El presidente de Chile condenó el atentado de Kabul.",
        "Si Perú y Chile firman el convenio, bajarán los aranceles.",
        "¿Firmarán Perú y Chile un nuevo acuerdo?",
        "Piñera ofreció una rueda de prensa al término de la visita.",
        "Vizcarra pidió disculpas por el retraso.",
        "Perú y Chile comparten una frontera de 168 kilómetros.",
        "Piñera tiene previsto viajar a Bolivia el jueves.",
        "El comercio entre Perú y Chile creció un 5 por ciento.",
        "La firma chilena compró tres tiendas en Lima.",
    ],
)
def test_no_agreement(nlp: Any, sentence: str) -> None:
    assert agreements(nlp, LEAD + sentence) == []


def test_negated_deal_is_kept_as_negated(nlp: Any) -> None:
    record = {"id": "t", "text": LEAD + "Los dos países no firmaron el acuerdo de pesca.", "date": "2019-10-08"}
    [(_, tables)] = process_with(read_records([record]), nlp)
    assert [r["polarity"] for r in tables["agreements"]] == ["negated"]


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Ambas partes firmaron un convenio.", {"PE", "CL"}),
        ("Los dos mandatarios acordaron ampliar el comercio.", {"PE", "CL"}),
        ("Ambos acordaron ampliar el comercio.", {"PE", "CL"}),
        ("Chile y Bolivia firmaron un convenio.", {"CL", "BO"}),
        ("El convenio fue suscrito por los cancilleres de Ecuador y Colombia.", {"EC", "CO"}),
        ("Brasil firmó con Argentina un convenio.", {"BR", "AR"}),
        ("Se celebró el acuerdo alcanzado entre Estados Unidos y China.", {"US", "CN"}),
        ("Los gobiernos de México y Cuba acordaron reanudar los vuelos.", {"MX", "CU"}),
        ("El gobierno boliviano se comprometió a reducir los aranceles.", {"BO"}),
        ("La Unión Europea y Japón firmaron un acuerdo de comercio.", {"Unión Europea", "JP"}),
    ],
)
def test_parties(nlp: Any, sentence: str, parties: set[str]) -> None:
    [row] = agreements(nlp, LEAD + sentence)
    assert row["parties"] == parties


def test_words_of_an_anaphor_stay_in_resolved_from(nlp: Any) -> None:
    record = {"id": "t", "text": LEAD + "Ambas partes firmaron un convenio.", "date": "2019-10-08"}
    [(_, tables)] = process_with(read_records([record]), nlp)
    assert {p["resolved_from"] for p in tables["agreement_parties"]} == {"Ambas partes"}


def test_subject_carried_to_the_next_sentence(nlp: Any) -> None:
    text = LEAD + "Las dos partes ampliarán el comercio. También reforzarán la cooperación energética."
    assert only(agreements(nlp, text), "reforzarán")["parties"] == {"PE", "CL"}


def test_coordinated_actions_are_rows_of_their_own(nlp: Any) -> None:
    text = LEAD + "Los dos países acordaron ampliar el comercio, abrir dos consulados y crear un fondo de becas."
    assert [r["lemma"] for r in agreements(nlp, text)] == ["ampliar", "abrir", "crear"]


def test_a_purpose_is_no_commitment_of_its_own(nlp: Any) -> None:
    text = LEAD + "Perú está dispuesto a reforzar los lazos con Chile para lograr una mayor prosperidad."
    assert [r["lemma"] for r in agreements(nlp, text)] == ["reforzar"]


@pytest.mark.parametrize(
    ("obj", "theme"),
    [
        ("el comercio de frutas", "trade"),
        ("la inversión en puertos secos y el crédito", "investment_finance"),
        ("la cooperación energética", "energy"),
        ("la construcción de una carretera", "infrastructure_connectivity"),
        ("la cooperación en inteligencia artificial", "technology_digital"),
        ("la lucha contra el terrorismo", "security_counterterrorism"),
        ("la cooperación militar", "defence"),
        ("la exención de visados", "migration_visas"),
        ("los intercambios culturales", "culture_education_health"),
        ("la lucha contra el cambio climático", "environment_climate"),
        ("la coordinación en las Naciones Unidas", "multilateral_coordination"),
        ("la cooperación bilateral", "general_cooperation"),
    ],
)
def test_theme(nlp: Any, obj: str, theme: str) -> None:
    [row] = agreements(nlp, LEAD + f"Los dos países acordaron ampliar {obj}.")
    assert row["theme"] == theme


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("Las dos partes combatirán las «tres fuerzas malignas».", "three_evil_forces"),
        ("Se esforzarán por alcanzar el objetivo de volumen de comercio bilateral.", "trade_goal"),
        ("Ambas partes reforzarán la coordinación en la Organización de Cooperación de Shanghái.", "sco_coordination"),
        ("Ambas partes reforzarán la coordinación en las Naciones Unidas.", "un_coordination"),
        ("Los dos países firmaron un memorándum de entendimiento.", "memorandum_signed"),
        ("Los dos países acordaron negociar un tratado de libre comercio.", "free_trade_agreement"),
    ],
)
def test_topic(nlp: Any, sentence: str, topic: str) -> None:
    text = LEAD + "Ambas partes firmaron un acta. " + sentence
    assert topic in (agreements(nlp, text)[-1]["topics"] or "").split(";")


def test_instrument_amount_and_deadline(nlp: Any) -> None:
    text = (
        LEAD + "Los dos países firmaron un convenio por 50 millones de dólares para construir un puente antes de 2025."
    )
    [row] = agreements(nlp, text)
    assert (row["instrument"], row["amount_value"], row["amount_unit"]) == ("convenio", 5e7, "USD")
    assert row["deadline"] == "2025"


def test_the_kind_of_document_says_more_than_documento(nlp: Any) -> None:
    text = LEAD + "Ambas partes firmaron documentos, incluyendo un memorándum de entendimiento sobre minería."
    assert only(agreements(nlp, text), "firmaron")["instrument"] == "memorándum de entendimiento"


def test_list_of_signed_documents(nlp: Any) -> None:
    text = LEAD + (
        "Al término de la reunión, Perú y Chile firmaron los siguientes documentos:\n\n"
        "Memorándum de entendimiento sobre turismo sostenible.\n\n"
        "Convenio de cooperación en materia de energía solar.\n"
    )
    rows = agreements(nlp, text)[-2:]
    assert [(r["instrument"], r["status"]) for r in rows] == [
        ("Memorándum de entendimiento", "signed"),
        ("Convenio de cooperación", "signed"),
    ]
    assert all(r["parties"] == {"PE", "CL"} for r in rows)


@pytest.mark.parametrize(
    ("sentence", "plover", "cameo"),
    [
        ("Los dos países firmaron un convenio.", "SUPPORT", "057"),
        ("Los dos países acordaron ampliar el comercio.", "AGREE", "0311"),
        ("Los dos países acordaron ampliar la cooperación militar.", "AGREE", "0312"),
        ("Piñera abogó por crear un mercado regional.", "REQUEST", "1011"),
        ("Chile donó a Perú veinte ambulancias.", "AID", "071"),
        ("Chile respaldó la candidatura de Perú.", "SUPPORT", "051"),
        ("Perú y Chile reafirmaron su compromiso con la paz.", "SUPPORT", "050"),
        ("El tratado de límites entre Perú y Chile entró en vigor ayer.", "COOPERATE", "060"),
        ("Chile enviará a Perú doscientos médicos.", "AGREE", "033"),
    ],
)
def test_event_codes(nlp: Any, sentence: str, plover: str, cameo: str) -> None:
    [row] = agreements(nlp, LEAD + sentence)
    assert (row["plover"], row["cameo"]) == (plover, cameo)


def test_what_did_not_happen_is_no_event(nlp: Any) -> None:
    record = {"id": "t", "text": LEAD + "Los dos países no firmaron el acuerdo de pesca.", "date": "2019-10-08"}
    [(_, tables)] = process_with(read_records([record]), nlp)
    assert [(r["plover"], r["cameo"]) for r in tables["agreements"]] == [(None, None)]


@pytest.mark.parametrize(
    ("sentence", "obj", "key"),
    [
        ("Perú y Chile acordaron este martes la venta de gas.", "la venta de gas", "CL+PE/acordar/venta"),
        ("Perú y Chile pactaron el pasado lunes la compra de trigo.", "la compra de trigo", "CL+PE/pactar/compra"),
        ("Perú y Chile acordaron dos años de tregua.", "dos años de tregua", None),
        ("Perú y Chile acordaron el 5 de mayo como fecha de la cita.", "el 5 de mayo como fecha de la cita", None),
    ],
)
def test_the_day_of_an_agreement_is_not_what_it_is_about(nlp: Any, sentence: str, obj: str, key: str | None) -> None:
    (row,) = [r for r in agreements(nlp, LEAD + sentence) if r["start"] >= len(LEAD)]
    assert row["object"] == obj
    assert key is None or row["agreement_key"] == key


def test_a_body_named_in_full_and_by_its_acronym_is_one_party(nlp: Any) -> None:
    text = (
        "LIMA, 8 oct (Agencia).- Los ministros de Perú y Chile firmaron dos documentos:\n\n- Memorando de "
        "Entendimiento sobre la fabricación de piezas, suscrito entre Korea Aerospace Industries y el Servicio "
        "Industrial de la Aeronáutica (SINDA)."
    )
    row = only(agreements(nlp, text), "suscrito")
    assert row["scope"] == "bilateral"
    assert row["parties"] == {"Korea Aerospace Industries", "Servicio Industrial de la Aeronáutica"}
    assert row["agreement_key"].count("servicio-industrial") == 1


def test_where_nothing_is_of_foreign_affairs_nobody_unnamed_agrees_to_anything(nlp: Any) -> None:
    match = (
        "Panamá y México empataron a un gol en el estadio de la capital, ante treinta mil personas. El primer tanto "
        "llegó a los diez minutos, con un remate desde fuera del área que sorprendió al guardameta. "
    )
    text = (
        match * 3
        + "Tras el descanso decidieron seguir atacando. Esperamos que la afición tenga paciencia, y pedimos su apoyo."
    )
    assert len(text.split()) > 120
    assert agreements(nlp, text) == []


def test_evidence_is_in_the_text(nlp: Any) -> None:
    text = LEAD + "Los dos países acordaron ampliar el comercio y abrir dos consulados."
    for row in agreements(nlp, text):
        assert row["text"] in text
        assert 0 < row["confidence"] <= 1
        assert re.fullmatch(r"reader\.\d+\|who\.\d+\|theme\.\d+", row["rule"])


def test_the_rule_names_the_entry_of_the_verb(nlp: Any) -> None:
    row = only(agreements(nlp, LEAD + "Los dos países firmaron un convenio de extradición."), "firmaron")
    assert re.fullmatch(r"reader\.\d+\|verb\.firmar\|who\.\d+\|theme\.\d+", row["rule"])


def test_what_was_not_read_has_no_rows() -> None:
    import spacy

    from pipeline.stages.agreements.component import find_agreements

    assert find_agreements(spacy.blank("es")("Los dos países firmaron un convenio.")) == []


def test_headline_that_begins_with_its_verb(nlp: Any) -> None:
    text = (
        "Firman México y Cuba acuerdo migratorio\n\nMéxico y Cuba revisaron este martes la agenda bilateral en Mérida."
    )
    row = only(agreements(nlp, text), "Firman")
    assert (row["status"], row["parties"]) == ("signed", {"MX", "CU"})


@pytest.mark.parametrize(
    ("sentence", "predicate", "theme"),
    [
        ("Chile respaldó la candidatura de Perú a la secretaría de la OEA.", "respaldó", "political_support"),
        ("Chile expresó su apoyo a la candidatura de Perú.", "expresó", "political_support"),
        ("La próxima reunión entre Perú y Chile se celebrará en Santiago.", "celebrará", "mechanism_meeting"),
    ],
)
def test_themes_of_kinds(nlp: Any, sentence: str, predicate: str, theme: str) -> None:
    assert only(agreements(nlp, LEAD + sentence), predicate)["theme"] == theme


def test_a_private_person_commits_nobody(nlp: Any) -> None:
    sentence = "El excontratista de la Agencia de Seguridad Nacional Peter Walsh está dispuesto a declarar en Lima."
    assert agreements(nlp, LEAD + sentence) == []


def test_the_future_of_a_relative_clause_is_none_of_its_own(nlp: Any) -> None:
    rows = agreements(nlp, LEAD + "Los dos países firmaron un convenio que ampliará el comercio.")
    assert [r["predicate"] for r in rows] == ["firmaron"]


def test_what_a_speaker_calls_for(nlp: Any) -> None:
    text = LEAD + "Piñera dijo que las dos partes deben respetar los acuerdos."
    row = only(agreements(nlp, text), "deben respetar")
    assert (row["status"], row["parties"]) == ("called_for", {"CL"})


def test_a_summit_calls_by_its_name_and_those_called_on_do_not(nlp: Any) -> None:
    text = (
        "Panamá. La Cumbre Iberoamericana exigió este sábado en una resolución el fin del bloqueo de Estados Unidos a "
        "Cuba.\n\nLos mandatarios pidieron a Estados Unidos poner fin a las sanciones contra Cuba."
    )
    rows = agreements(nlp, text)
    assert [r["predicate"] for r in rows] == ["exigió", "pidieron poner"]
    assert all(r["parties"] == {"Cumbre Iberoamericana"} for r in rows)
