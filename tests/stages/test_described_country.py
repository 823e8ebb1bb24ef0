"""The country that words beside a name give."""

from __future__ import annotations

import pytest
import spacy

from pipeline.stages.titles.described_country import described_countries
from pipeline.stages.titles.model import Name

CASES = [
    ("El informante estadounidense Aldo Ruiz huyó.", "US"),
    ("Habló con su par argentino, Aldo Ruiz, en Lima.", "AR"),
    ("Llamó a su homólogo de Perú, Aldo Ruiz, el lunes.", "PE"),
    ("Llamó a su homólogo de la República Dominicana, Aldo Ruiz.", "DO"),
    ("Faltó Aldo Ruiz (Chile) en la foto.", "CL"),
    ("El joven boliviano Aldo Ruiz ganó.", "BO"),
    ("Según el diario argentino, Aldo Ruiz viajó.", None),
    ("La empresa alemana Aldo Ruiz cerró.", None),
    ("En Perú, Aldo Ruiz habló.", None),
    ("El señor Aldo Ruiz habló.", None),
    ("Aldo Ruiz (izquierda) habló.", None),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_country_beside_the_name(text: str, wanted: str | None) -> None:
    doc = spacy.blank("es")(text)
    start = next(t.i for t in doc if t.text == "Aldo")
    found = described_countries(doc, [Name(start, start + 2, "aldo-ruiz")])
    assert found.get("aldo-ruiz") == wanted


def test_the_first_mention_with_a_country_counts() -> None:
    doc = spacy.blank("es")("Aldo Ruiz llegó. El chileno Aldo Ruiz habló. El peruano Aldo Ruiz calló.")
    starts = [t.i for t in doc if t.text == "Aldo"]
    assert described_countries(doc, [Name(i, i + 2, "a") for i in starts]) == {"a": "CL"}
