"""Keys that join mentions of one agreement."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.reading.read import read_records
from pipeline.running.process import process_with
from pipeline.stages.agreements.keys import agreement_key

STATES = [{"kind": "country", "country": "PE", "name": "Perú"}, {"kind": "country", "country": "CL", "name": "Chile"}]
UNION = {"kind": "organization", "country": None, "name": "Unión Europea"}
THEME = "security_counterterrorism"


@pytest.mark.parametrize("instrument", ["convenio de extradición", "tratado", "Acuerdo", "convenios"])
def test_kinds_of_accord_are_one(instrument: str) -> None:
    assert agreement_key(STATES, instrument, THEME, ["extradition"], "firmar/convenio") == "CL+PE/accord/extradition"


def test_a_memorandum_is_another_document() -> None:
    key = agreement_key(STATES, "memorando de entendimiento", "energy", ["memorandum_signed"], "firmar/memorando")
    assert key == "CL+PE/memorandum/energy"


def test_without_a_document_the_deed_tells() -> None:
    assert agreement_key([UNION], None, "trade", [], "ampliar/comercio") == "union-europea/ampliar/comercio"


def test_mentions_of_one_treaty_share_a_key(nlp: Any) -> None:
    text = (
        "El presidente de Perú, Martín Vizcarra, recibió este martes en Lima al presidente de Chile, Sebastián Piñera. "
        "Perú y Chile firmaron un tratado de extradición. Los dos países suscribieron el convenio de extradición en "
        "Lima.\n\n"
        "Los dos países ampliarán el comercio."
    )
    [(_, tables)] = process_with(read_records([{"id": "t", "text": text, "date": "2019-10-08", "language": "es"}]), nlp)
    keys = {r["lemma"]: r["agreement_key"] for r in tables["agreements"]}
    assert keys == {
        "firmar": "CL+PE/accord/extradition",
        "suscribir": "CL+PE/accord/extradition",
        "ampliar": "CL+PE/ampliar/comercio",
    }
