"""Which of the tagger's places the text bears out: Jirvah is in no gazetteer, Lugo has 98,000 people."""

from __future__ import annotations

import pytest

from tests.places.barred import found

CHILE, SPAIN, PERU = ("Chile", "country", "CL"), ("España", "country", "ES"), ("Perú", "country", "PE")


@pytest.mark.parametrize(
    ("text", "site", "places"),
    [
        # one word needs more than the tagger
        ("Ayer Volgograd calló.", "Volgograd", [("Volgograd", "city", "RU")]),  # a million people
        ("Ayer Perm calló.", "Perm", []),  # 982,000
        ("Ayer Kennedy calló.", "Kennedy", []),  # a quarter of Bogota with 980,000
        ("cerca de Jirvah", "Jirvah", [("Jirvah", "other", None)]),
        ("habló de Jirvah en Jirvahón", "Jirvah", []),  # "en" leads to another name
        ("ayer PENZA calló, no en PENZA", "PENZA", [("PENZA", "city", "RU"), ("PENZA", "city", "RU")]),
        # "los puertos de"
        ("techos de Lugo", "Lugo", [("Lugo", "city", "ES")]),
        ("los techos del Lugo", "Lugo", [("Lugo", "city", "ES")]),
        ("los techos en pie: Lugo", "Lugo", []),
        ("los techos de Jirvah", "Jirvah", []),
        ("el presidente de Lugo", "Lugo", []),
        ("el hijo de Lugo", "Lugo", []),
        ("los Techos de Lugo", "Lugo", []),
        ("de Lugo", "Lugo", []),
        ("de Lugo llegó", "Lugo", []),
        ("un techo Lugo", "Lugo", []),
        # several words
        ("ayer Jirvah Norte calló", "Jirvah Norte", [("Jirvah Norte", "other", None)]),
        ("el virus de Jirvah Norte", "Jirvah Norte", []),
        # a list
        ("Lima, Jirvah", "Jirvah", [("Lima", "city", "PE"), ("Jirvah", "other", "PE")]),
        ("Lima y Jirvah", "Jirvah", [("Lima", "city", "PE"), ("Jirvah", "other", "PE")]),
        ("Lima. Jirvah", "Jirvah", [("Lima", "city", "PE")]),
        ("Lima y ayer, Jirvah", "Jirvah", [("Lima", "city", "PE")]),
        ("y Jirvah y Lima", "Jirvah", [("Lima", "city", "PE")]),
        # nouns
        ("el estado de Jirvah", "Jirvah", [("Jirvah", "region", None)]),
        ("el puerto de Jirvah", "Jirvah", [("Jirvah", "city", None)]),
        ("España: el estado de Lugo", "Lugo", [SPAIN, ("Lugo", "region", "ES")]),
        ("España: la mina de Lugo", "Lugo", [SPAIN, ("Lugo", "other", "ES")]),
        ("la región de Perm", "Perm", [("Perm", "region", "RU")]),  # a town's name is its region's
        ("la región de Volgograd", "Volgograd", [("Volgograd", "city", "RU")]),  # too big a town
        # far from the article
        ("Chile: el campo La Ceiba", "La Ceiba", [CHILE, ("La Ceiba", "other", "CL")]),
        ("Chile: la ciudad de La Ceiba", "La Ceiba", [CHILE, ("La Ceiba", "city", "HN")]),
        ("el campo La Ceiba", "La Ceiba", [("La Ceiba", "city", "HN")]),
        ("Chile: los techos de Posadas", "Posadas", [CHILE, ("Posadas", "city", "AR")]),  # 306,000 people
        ("Chile: los techos de Plano", "Plano", [CHILE]),  # 284,000, and a word
        ("Perú: habló de Loreto", "Loreto", [PERU, ("Loreto", "region", "PE")]),
        ("España: habló de Loreto", "Loreto", [SPAIN]),
        ("Chile: cerca de Jirvah, Perú", "Jirvah", [CHILE, ("Jirvah", "other", "PE"), PERU]),
        ("Chile: el campo Jirvah de Perú", "Jirvah de Perú", [CHILE, ("Jirvah de Perú", "other", "PE")]),
        # where a name begins and ends
        ("en La Ceiba", "Ceiba", [("La Ceiba", "city", "HN")]),
        ("ayer La Ceiba, en zona de Ceiba", "Ceiba", [("La Ceiba", "city", "HN")]),
        ("La Ceiba", "Ceiba", []),
        ("Hay paz en San Jirvah", "Jirvah", [("San Jirvah", "other", None)]),
        ("Hay paz en zona San, en Jirvah", "Jirvah", [("Jirvah", "other", None)]),
        ("Hay paz en zona Gran Jirvah, en Jirvah", "Jirvah", [("Jirvah", "other", None)] * 2),
        ("en La ceiba", "ceiba", []),
        ("en jirvah", "jirvah", []),
        ("ayer ''Jirvah Norte'' calló", "''Jirvah Norte''", [("Jirvah Norte", "other", None)]),
        ("ayer '' calló", "''", []),
        ("ayer Santiago de los Caballeros", "Santiago", [("Santiago de los Caballeros", "city", "DO")]),
        # more than one name, or none
        ("ayer ante México y Chile", "México y Chile", [("México", "country", "MX"), CHILE]),
        ("la zona Jirvah Chile", "Jirvah Chile", [("Jirvah Chile", "other", "CL")]),
        ("la zona Jirvah de Chile y Perú", "Jirvah de Chile y Perú", [CHILE, PERU]),
        ("la Chile Jirvah", "Chile Jirvah", [CHILE]),
        ("ayer El Vaticano", "El Vaticano", [("Vaticano", "country", "VA")]),
        ("en rusos", "rusos", []),
        ("en Rusos", "Rusos", []),
        ("en COP20", "COP20", []),
        ("en web.Jirvah", "web.Jirvah", []),
        ("está en Chih", "Chih", []),
        ("está en Chih Norte", "Chih Norte", [("Chih Norte", "other", None)]),
    ],
)
def test_what_the_tagger_says(text: str, site: str, places: list[tuple[str, str, str | None]]) -> None:
    assert found(text, sites=[site]) == places


def test_surnames_of_the_article_are_no_places() -> None:
    assert found("Ana Jirvah vive cerca de Jirvah.", people=["Ana Jirvah"], sites=["Jirvah"]) == []
    assert found("vive cerca de Jirvah Norte.", people=["Jirvah"], sites=["Jirvah Norte"]) == []
