"""The dateline: its forms in agencies and ministries of the Spanish-speaking world, and what only looks like one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.clean import clean_text
from pipeline.reading.datelines import find_dateline, region_code

SHARED = Path(__file__).parents[3] / "shared"
REST = "El canciller se reunió con su homólogo para hablar de comercio y de visados."


@pytest.mark.parametrize(
    ("head", "place", "region", "day", "month", "year", "agency"),
    [
        # place, date and agency
        ("ALMATY, 25 abr (Xinhua) --", "Almaty", None, 25, 4, None, "Xinhua"),
        ("BEIJING, 3 may (Xinhua) --", "Beijing", None, 3, 5, None, "Xinhua"),
        ("Beijing, 12 de mayo de 2024 (Xinhua).—", "Beijing", None, 12, 5, 2024, "Xinhua"),
        ("La Habana, 3 mar (Prensa Latina)", "La Habana", None, 3, 3, None, "Prensa Latina"),
        ("Naciones Unidas, 23 sep (PL)", "Naciones Unidas", None, 23, 9, None, "Prensa Latina"),
        ("Madrid, 3 mar (EFE).-", "Madrid", None, 3, 3, None, "EFE"),
        ("Santiago de Chile, 25 abr (EFE).-", "Santiago de Chile", None, 25, 4, None, "EFE"),
        ("San José, Costa Rica, 4 may (EFE) -", "San José", "Costa Rica", 4, 5, None, "EFE"),
        ("Cochabamba (Bolivia), 3 mar (EFE).-", "Cochabamba", "Bolivia", 3, 3, None, "EFE"),
        ("Nueva York (EE.UU.), 3 mar (EFE).-", "Nueva York", "EE.UU.", 3, 3, None, "EFE"),
        ("Washington, 3 sep. (AFP) -", "Washington", None, 3, 9, None, "AFP"),
        ("El Cairo, 3 feb (Reuters) -", "El Cairo", None, 3, 2, None, "Reuters"),
        ("Moscú, 5 sep (Sputnik).", "Moscú", None, 5, 9, None, "Sputnik"),
        ("Teherán, 5 de agosto de 2016, IRNA –", "Teherán", None, 5, 8, 2016, "IRNA"),
        ("Bruselas, 6 de junio de 2025 (Europa Press)", "Bruselas", None, 6, 6, 2025, "Europa Press"),
        ("Caracas, 03 de mayo de 2023 (MPPRE).-", "Caracas", None, 3, 5, 2023, "MPPRE"),
        ("Roma, 1º ene (ANSA) -", "Roma", None, 1, 1, None, "ANSA"),
        ("París, 29 feb (AFP) -", "París", None, 29, 2, None, "AFP"),
        ("Washington D.C., 13 de marzo de 2023 (OEA).-", "Washington D.C.", None, 13, 3, 2023, "OEA"),
        # place and date
        ("Lima, 3 de marzo de 2021.-", "Lima", None, 3, 3, 2021, None),
        ("Bogotá, D. C., 3 de mayo de 2023.", "Bogotá, D. C.", None, 3, 5, 2023, None),
        ("Bogotá D.C. (abr. 25/2024).", "Bogotá D.C.", None, 25, 4, 2024, None),
        ("México, DF, 19 de noviembre.", "México, DF", None, 19, 11, None, None),
        ("Teotihuacán, Méx., 8 de abril.", "Teotihuacán", "Méx", 8, 4, None, None),
        ("Ciudad de México, a 3 de marzo de 2021.-", "Ciudad de México", None, 3, 3, 2021, None),
        ("Caracas, viernes 3 de mayo de 2024.-", "Caracas", None, 3, 5, 2024, None),
        ("Ginebra / Nueva York, 3 de mayo de 2022.-", "Ginebra / Nueva York", None, 3, 5, 2022, None),
        ("Montevideo, 3/5/2022 –", "Montevideo", None, 3, 5, 2022, None),
        ("Quito, mayo 3 de 2022.-", "Quito", None, 3, 5, 2022, None),
        ("Londres, 3 mar.", "Londres", None, 3, 3, None, None),
        # place and agency
        ("BUENOS AIRES (AP) —", "Buenos Aires", None, None, None, None, "AP"),
        ("ADÍS ABEBA, Etiopía (AP) —", "Adís Abeba", "Etiopía", None, None, None, "AP"),
        ("Caracas (AVN).-", "Caracas", None, None, None, None, "AVN"),
        ("EFE | Madrid.", "Madrid", None, None, None, None, "EFE"),
        # place alone
        ("México, DF.", "México, DF", None, None, None, None, None),
        ("México, D.F.", "México, D.F.", None, None, None, None, None),
        ("Washington/Ciudad de México.", "Washington/Ciudad de México", None, None, None, None, None),
        ("Brasilia.", "Brasilia", None, None, None, None, None),
        ("Toluca, Méx.", "Toluca", "Méx", None, None, None, None),
        ("Cancún, Q. Roo.", "Cancún", "Q. Roo", None, None, None, None),
        ("Tegucigalpa, Honduras.", "Tegucigalpa", "Honduras", None, None, None, None),
        ("Naciones Unidas.", "Naciones Unidas", None, None, None, None, None),
        ("Jerusalén.", "Jerusalén", None, None, None, None, None),
        ("México.", "México", None, None, None, None, None),
        ("GUADALUPE, ZAC.-", "Guadalupe", "ZAC", None, None, None, None),
        ("LA HABANA, Cuba. —", "La Habana", "Cuba", None, None, None, None),
        ("Ginebra (Suiza) –", "Ginebra", "Suiza", None, None, None, None),
        ("Quito (Andes).-", "Quito", None, None, None, None, "Andes"),
        ("SANTIAGO DE CHILE.-", "Santiago de Chile", None, None, None, None, None),
        ("Caracas, 03 May. AVN.-", "Caracas", None, 3, 5, None, "AVN"),
        ("Lima, abr. 3 (ANDINA).", "Lima", None, 3, 4, None, "Andina"),
        ("Lima, Perú.-", "Lima", "Perú", None, None, None, None),
    ],
)
def test_forms(
    head: str,
    place: str,
    region: str | None,
    day: int | None,
    month: int | None,
    year: int | None,
    agency: str | None,
) -> None:
    text = f"{head} {REST}"
    row = find_dateline(text)
    assert row is not None
    assert (row["place"], row["region"], row["agency"]) == (place, region, agency)
    assert (row["day"], row["month"], row["year"]) == (day, month, year)
    assert text[row["start"] : row["end"]] == head
    assert text[row["place_start"] : row["place_end"]].casefold() == place.casefold()
    assert (row["date_start"] is None) == (day is None)
    if day is not None:
        assert str(day) in text[row["date_start"] : row["date_end"]]


@pytest.mark.parametrize(
    "text",
    [
        f"Obama. {REST}",
        f"Gracias. {REST}",
        f"Atención. {REST}",
        f"José F. {REST}",
        f"Ana Ruiz. {REST}",
        f"Pregunta.- {REST}",
        f"Ana Ruiz.- {REST}",
        f"PRIMERO.- {REST}",
        f"Artículo 3.- {REST}",
        f"Canciller: {REST}",
        f"Uruguay: {REST}",
        f"Uruguay – {REST}",
        "México firmó el acuerdo el 3 de mayo.",
        "Argentina, Brasil y Chile firmaron el acuerdo. El texto entra en vigor hoy.",
        "Managua, 19 de julio, los ministros firman el acuerdo.",
        "Vladímir Putin (RT) dijo que viajará a Minsk.",
        "Alianza País (AP) no tenga mayoría. El partido lo negó.",
        "París, 31 feb (AFP) - El canciller viajó.",
        "Lima, 45 de marzo de 2021.- El canciller viajó.",
        "Brasil. Chile.",
        "Brasil",
        "",
        "\n\n",
        "El canciller viajó a Lima. Quito, 3 mar (EFE).- no empieza nada aquí.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


def test_after_a_caption_and_a_headline() -> None:
    caption = "La canciller Ana Ruiz firma el acuerdo en Quito, el 3 de mayo de 2024."
    text = f"Ecuador y Finlandia firman\n\n{caption}\n\nQUITO, 3 may (Xinhua) -- {REST}"
    row = find_dateline(text)
    assert row is not None
    assert text[row["start"] : row["end"]] == "QUITO, 3 may (Xinhua) --"
    assert text[row["date_start"] : row["date_end"]] == "3 may"


def test_not_after_the_story_has_begun() -> None:
    assert find_dateline("\n".join([REST] * 6 + [f"Madrid, 3 mar (EFE).- {REST}"])) is None


def test_an_unknown_village_is_a_place_when_the_text_says_so() -> None:
    assert find_dateline(f"Vilnagrande. {REST}") is None
    row = find_dateline(f"Vilnagrande. {REST} La reunión en Vilnagrande duró una hora.")
    assert row is not None
    assert row["place"] == "Vilnagrande"


def test_a_line_of_its_own_heads_a_communique() -> None:
    text = f"Comunicado conjunto\nBogotá, D. C., 16 de abril de 2024\n{REST}"
    row = find_dateline(text)
    assert row is not None
    assert (row["place"], row["day"], row["month"], row["year"]) == ("Bogotá, D. C.", 16, 4, 2024)


@pytest.mark.parametrize(
    ("name", "code"), [("Zac", "MX"), ("EE. UU.", "US"), ("Costa Rica", "CR"), ("Q.Roo", "MX"), ("Ana Ruiz", None)]
)
def test_regions(name: str, code: str | None) -> None:
    assert region_code(name) == code


def test_component_writes_plain_rows() -> None:
    import pipeline.stages.dateline  # noqa: F401  (registers the factory)

    nlp = spacy.blank("es")
    nlp.add_pipe("comunicado_dateline")
    docs = list(nlp.pipe([f"Madrid, 3 mar (EFE).- {REST}", REST]))
    assert [row["place"] for row in docs[0]._.dateline] == ["Madrid"]
    assert docs[1]._.dateline == []
    assert all(isinstance(value, (str, int, type(None))) for value in docs[0]._.dateline[0].values())


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=120)
    | st.from_regex(
        r"[A-ZÁ][a-zé]{2,8}(, [A-Z][a-z]+)?(, \d{1,2} (de )?[a-z]{3,5})?( \([A-Z]+\))? ?[.–-]{0,2} [A-Z]",
        fullmatch=True,
    )
)
def test_offsets_lie_in_the_text(text: str) -> None:
    row = find_dateline(text)
    if row is not None:
        assert 0 <= row["start"] <= row["place_start"] < row["place_end"] <= row["end"] <= len(text)
        assert text[row["start"] : row["end"]].strip() == text[row["start"] : row["end"]]


def _shared(path: str) -> Any:
    if not (SHARED / path).exists():
        pytest.skip("../shared is not there")
    return (SHARED / path).read_text(encoding="utf-8")


def test_model_article() -> None:
    text = clean_text(_shared("gold/seed/000_0c1d86c61138dfca.txt")).text
    row = find_dateline(text)
    assert row is not None
    assert (row["place"], row["day"], row["month"], row["year"], row["agency"]) == ("Almaty", 25, 4, None, "Xinhua")


def test_shared_corpus_datelines_are_places() -> None:
    rows = [find_dateline(json.loads(line)["text"]) for line in _shared("corpus/articles.jsonl").splitlines()]
    places = {row["place"] for row in rows if row}
    assert places == {
        "Washington/Ciudad de México", "La Paz", "Jerusalén", "Bruselas", "Naciones Unidas", "México, DF", "Panamá",
        "Toluca", "La Habana", "Teherán", "Montevideo", "Vladivostok", "Santiago",
    }  # fmt: skip
