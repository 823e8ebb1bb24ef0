"""Deeds that are no statements, whose words a verb without a known subject are, and what the marks tell. No model."""

from __future__ import annotations

import pytest

from pipeline.quotes import find_quotes
from tests.stages.test_statements import PAZ, VERA, told

PERU, BOLIVIA = "[Perú](country:PE)", "[Bolivia](country:BO)"

DEEDS = [
    f"{PERU} pidió a la ONU una misión de expertos.",
    f"{PERU} solicitó la presencia de los expertos.",
    f"{PERU} cree que habrá tregua.",
    "Los expertos consideran que habrá tregua.",
    f"{PAZ} prometió suministrar gas.",
    f"{PAZ} prometió a {PERU} una red de faros.",
    f"{PAZ} amenazó con represalias.",
    "Ambos gobiernos coincidieron en que el río debe limpiarse.",
    f"{PAZ} había llamado a su colega, a quien vio en Lima para firmar.",
    "[Quito](city) declaró «persona no grata» al cónsul.",
    f"{PAZ} habló del «Toro», como lo llamó ayer.",
    "El taller de Geodesia se refiere a los mapas.",
]


@pytest.mark.parametrize("text", DEEDS)
def test_deeds_views_and_pledges_are_no_statements(text: str) -> None:
    assert told(text) == []


SAID = [
    (f"{PERU} pidió a la ONU que envíe una misión.", "Perú", "pidió"),
    (f"{PERU} estimó que habrá tregua.", "Perú", "estimó"),
    (f"{PAZ} cree que habrá tregua.", "Juan Paz", "cree"),
    (f"{PAZ} pidió una tregua.", "Juan Paz", "pidió"),
    (f"{PAZ} prometió que habrá gas.", "Juan Paz", "prometió"),
    (f"{PAZ} recordó el afecto de los vecinos.", "Juan Paz", "recordó"),
    (f"{PAZ} mencionó, no obstante, el coste de la obra.", "Juan Paz", "mencionó"),
    (f"{PAZ} informó acerca de la obra.", "Juan Paz", "informó"),
    ("[China](country) calló. La parte china afirmó que habrá obra.", "China", "afirmó"),
    ("Hay mil casos, según el recuento de la [OEA](organization).", "OEA", "según"),
    ("Llueve más. Según publicó «El Farol», habrá crecida.", "El Farol", "publicó"),
    (f"{PAZ} dijo que irá, contó este asesor.", "asesor", "contó"),
]


@pytest.mark.parametrize(("text", "speaker", "verb"), SAID)
def test_words_are_statements(text: str, speaker: str, verb: str) -> None:
    assert (speaker, verb) in [row[:2] for row in told(text)]


NOT_CARRIED = [
    (f"{PAZ} dijo que irá. El documento precisó que falta una firma.", "documento", "precisó"),
    (f"{PAZ} dijo que irá. Calló el alcalde, pero los vecinos dicen que es tarde.", "vecinos", "dicen"),
    (f"{PAZ} dijo que irá. «Falta agua», señaló la farera del puerto viejo.", "farera del puerto viejo", "señaló"),
    (f"{PAZ} dijo que irá. Una fuente en Roma, que quiso reserva, confirmó que irá.", "fuente", "confirmó"),
    (f"{VERA} dijo que irá. Saludó al coro que el alcalde {PAZ} fundó y aseguró que volverá.", "Ana Vera", "aseguró"),
    (f"{VERA} dijo que irá. En presencia de {PAZ} como testigo, agregó que volverá.", "Ana Vera", "agregó"),
]


@pytest.mark.parametrize(("text", "speaker", "verb"), NOT_CARRIED)
def test_a_subject_of_its_own_keeps_the_last_speaker_out(text: str, speaker: str, verb: str) -> None:
    assert (speaker, verb) in [row[:2] for row in told(text)]


SILENT = [
    (f"{PAZ} dijo que irá. La naviera Delmar se reunió ayer, pero descartó comprometer cifras.", "descartó"),
    (f"{PAZ} dijo que irá. [Delmar](organization) calló, pero por ahora descartó comprometer cifras.", "descartó"),
    (f"{PAZ} defendió el crédito que el cabildo solicitó a los bancos.", "solicitó"),
    (f"{PAZ} dijo que irá. Se vio con el farero que solicitó la obra.", "solicitó"),
    (f"«{PERU} cree que habrá tregua», dijo {PAZ}.", "cree"),
    (f"{PAZ} rechazó el texto, que fue leído ayer.", "rechazó"),
]


@pytest.mark.parametrize(("text", "verb"), SILENT)
def test_nobody_says_it(text: str, verb: str) -> None:
    assert verb not in [row[1] for row in told(text)]


def test_the_words_of_an_aside_are_not_those_of_the_main_verb() -> None:
    text = f"{VERA} agradeció un texto que, según dijo, «suena bien»."
    assert told(text) == [("Ana Vera", "dijo", "indirect")]


def test_a_straight_quote_goes_on_in_the_next_paragraph() -> None:
    text = '"Unos vinieron.\n\nOtros no", agregó. Un "plan" nuevo.'
    assert [text[q.inner_start : q.inner_end] for q in find_quotes(text)] == ["Unos vinieron.\n\nOtros no", "plan"]
