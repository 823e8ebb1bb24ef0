"""Which of the tagger's bodies the text bears out."""

from __future__ import annotations

import pytest

from pipeline.stages.organizations.component import Organizations, find_organizations
from pipeline.stages.organizations.evidence import (
    is_announced,
    is_craft,
    is_definite,
    is_in_place_name,
    is_in_text_name,
    names_a_place,
)
from pipeline.text.attributes import Row
from pipeline.text.surfaces import words_of
from tests.organizations.bodies import NLP, doc_of, surfaces
from tests.places.barred import barred


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        ("ayer Mesa Redonda Azul calla", "Mesa Redonda Azul", ["Mesa Redonda Azul"]),
        ("ayer PetroSonda calla", "PetroSonda", ["PetroSonda"]),
        ("ayer Sonda calla", "Sonda", []),  # a word
        ("ayer Sonda calla, dijo Sonda", "Sonda", ["Sonda"]),  # which comes back
        ("ayer Sonda calla, dijo Sondas", "Sonda", []),
        ("el grupo azul Sonda", "Sonda", ["Sonda"]),
        ("el grupo azul mayor Sonda", "Sonda", []),
        ("DOSX calla", "DOSX", ["DOSX"]),
        ("DOSX: el refrán", "DOSX", []),  # a heading
        ("Sonda: calla Sonda", "Sonda", ["Sonda"]),
        ("ayer «PetroSonda», calla", "«PetroSonda»,", ["PetroSonda"]),
        ("ayer PetroSonda.", "PetroSonda.", ["PetroSonda"]),
        ("ayer la Mesa Azul calla", "la Mesa Azul", ["Mesa Azul"]),
        ("ayer X calla X", "X", []),
        # something else
        ("ayer Sonda Mayo calla", "Sonda Mayo", []),
        ("ayer cantidad Azul calla", "cantidad Azul", []),
        ("ayer TP-01 calla", "TP-01", []),
        ("ayer B2B calla", "B2B", []),
        ("EVAX ALEJANDRA calla", "EVAX ALEJANDRA", []),  # who wrote it
        ("EVAX Alejandra calla", "EVAX Alejandra", ["EVAX Alejandra"]),
        ("ayer XXI Azul calla", "XXI Azul", []),
        ("ayer Centro Histórico Azul calla", "Centro Histórico Azul", []),
        ("ayer Cumbre Azul calla", "Cumbre Azul", []),
        ("ayer Relaciones Exteriores calla", "Relaciones Exteriores", []),
        ("ayer Iglesia y Estado callan", "Iglesia y Estado", []),
        ("ayer Médicos bajo Fronteras calla", "Médicos bajo Fronteras", []),
        ("ayer Sonda por Mares calla", "Sonda por Mares", ["Sonda por Mares"]),
        ("ayer Sonda 21 calla", "Sonda 21", ["Sonda 21"]),
        ("Zambia y Rusos callan, Rusos", "Rusos", []),
        ("ayer Interior calla, Interior", "Interior", []),
        ("ayer Instituto calla, Instituto", "Instituto", []),
        ("juega Baviera Azul y Baviera", "Baviera", []),
        ("ayer Lugo calla, dijo Lugo", "Lugo", ["Lugo"]),  # 98,000 people: its club rather
        ("ayer Sirte calla, dijo Sirte", "Sirte", []),  # 107,000: the town
        # a piece of another name
        ("ayer Gran Sonda Azul calla", "Sonda Azul", []),
        ("ayer. Gran Sonda Azul calla", "Sonda Azul", ["Sonda Azul"]),
        ("ayer gran Sonda Azul calla", "Sonda Azul", ["Sonda Azul"]),
        ("la Convención Marco de las Azules Rojas", "Azules Rojas", []),
        ("la Convención de las Azules Rojas", "Azules Rojas", []),
        ("la convención de las Azules Rojas", "Azules Rojas", ["Azules Rojas"]),
        ("las Azules Rojas", "Azules Rojas", ["Azules Rojas"]),
        ("las Azules Rojas de la Convención", "Azules Rojas", ["Azules Rojas"]),
    ],
)
def test_what_the_tagger_says(text: str, tagged: str, expected: list[str]) -> None:
    assert surfaces(text, tagged=[tagged]) == expected


@pytest.mark.parametrize(
    ("surface", "place"),
    [
        ("Chile", True),
        ("chilenos", True),
        ("Asia Central", True),
        ("Baviera", True),
        ("Palacio de Miraflores", True),
        ("Guayaquil", True),
        ("México Chile", True),
        ("México - Chile", True),
        ("China-Asia Central", True),
        ("China-Sonda", False),
        ("Asia Central Norte", False),
        ("GUAYAQUIL", False),  # so clubs are written
        ("Tudela", False),
        ("Sonda", False),
    ],
)
def test_names_of_places(surface: str, place: bool) -> None:
    assert names_a_place(surface, words_of(surface)) is place


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("la Carta de las |Naciones Unidas|", True),
        ("Carta de |Naciones Unidas|", True),
        ("la Convención Marco de las |Naciones Unidas|", True),
        ("la Convención marco de las |Naciones Unidas|", False),
        ("la carta de la |ONU|", False),
        ("la Carta |ONU|", False),
        ("la Carta a la |ONU|", False),
        ("Casa de la |ONU|", False),
        ("Marco de la |ONU| y la Carta", False),
        ("de la |ONU| y la Carta", False),
        ("|ONU| y la Carta", False),
        ("convención Marco de las |Naciones Unidas|", False),
    ],
)
def test_pieces_of_names_of_texts(text: str, inside: bool) -> None:
    words, at, _ = barred(text)
    assert is_in_text_name(words, at) is inside


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Palacio de |La Moneda|", True),
        ("la provincia del |Granma|", True),
        ("Palacio con |La Moneda|", False),
        ("casa de |La Moneda|", False),
        ("de |La Moneda| al palacio", False),
        ("|La Moneda| es un palacio", False),
    ],
)
def test_pieces_of_names_of_places(text: str, inside: bool) -> None:
    words, at, _ = barred(text)
    assert is_in_place_name(words, at) is inside


@pytest.mark.parametrize(
    ("text", "definite"),
    [
        ("dijo la |Cancillería|", True),
        ("la |Cancillería|", True),
        ("|Cancillería|", False),
        ("|Cancillería| la", False),
        ("dijo |Cancillería|", False),
    ],
)
def test_definite_names(text: str, definite: bool) -> None:
    words, at, _ = barred(text)
    assert is_definite(text.replace("|", ""), words, at) is definite


@pytest.mark.parametrize(
    ("before", "announced", "craft"),
    [
        ("la petrolera ", True, False),
        ("el diario español ", True, False),
        ("el diario tan español ", False, False),
        ("petrolera ", True, False),
        ("", False, False),
        ("un avión ", False, True),
        ("avión ", False, True),
        ("el avión presidencial ", False, True),
        ("el avión presidencial “", False, True),
        ("el avión con ", False, False),
        ("el avión, ", False, False),
        ("la casa presidencial ", False, False),
    ],
)
def test_nouns_in_front(before: str, announced: bool, craft: bool) -> None:
    assert is_announced(f"{before}Sonda", len(before)) is announced
    assert is_craft(f"{before}Sonda", len(before)) is craft


def in_title(
    text: str, title: str, *, portfolio: str | None = None, body: str | None = None, tagged: str = ""
) -> list[str]:
    """Bodies of a text with a title in it."""
    doc = doc_of(text, tagged=[tagged] if tagged else [])
    start = text.index(title)
    row: Row = {"start": start, "end": start + len(title), "portfolio": portfolio, "organization": body}
    doc._.titles = [row]
    return [text[m["start"] : m["end"]] for m in find_organizations(doc)[1]]


def test_portfolios_are_no_bodies() -> None:
    portfolio = "Exteriores, Unión Europea y Cosas"
    text, title = f"el ministro de {portfolio}, Juan Paz", f"ministro de {portfolio}"
    assert in_title(text, title) == ["Unión Europea"]
    assert in_title(text, title, portfolio=portfolio) == []
    assert in_title(text, "Unión Europea y Cosas", portfolio=portfolio) == ["Unión Europea"]  # no title of a person
    assert in_title(text, "ministro de Exteriores, Unión", portfolio=portfolio) == ["Unión Europea"]
    assert in_title(text, "ministro de Exteriores, Unión Europea", portfolio=portfolio) == []
    assert in_title(text, title, portfolio="Unión Europea") == ["Unión Europea"]


def test_what_the_tagger_calls_a_body_in_a_title() -> None:
    title, tagged = "jefa de Mesa Redonda Azul Mayor", "Mesa Redonda Azul"
    text = f"la {title}, Ana Paz"
    assert in_title(text, title, tagged=tagged) == [tagged]
    assert in_title(text, title, tagged=tagged, body="Mesa Redonda Azul Mayor") == []  # a piece of it
    assert in_title(text, title, tagged=tagged, body="Mesa Redonda Azul") == [tagged]
    assert in_title(text, title, tagged=tagged, portfolio="Minas") == []
    assert in_title(text, title, tagged=tagged, portfolio="Minas", body="Casa") == [tagged]


def test_a_union_ends_where_a_portfolio_goes_on() -> None:
    assert surfaces("dijo la Unión Europea y Cosas") == ["Unión Europea"]
    assert surfaces("dijo la Unión Europea para Cosas") == ["Unión Europea"]
    assert surfaces("dijo la Unión Europea de Cosas") == ["Unión Europea de Cosas"]


def test_a_body_may_be_a_part_of_no_persons_name() -> None:
    assert surfaces("vino Ana Petrobras", people=["Ana Petrobras"]) == []
    assert surfaces("vino Petrobras Paz", people=["Petrobras Paz"]) == []
    assert surfaces("vino la OEA Paz", people=["Paz"]) == ["OEA"]


def test_the_longer_of_two_readings() -> None:
    assert surfaces("según Mesa Redonda OEA", tagged=["Mesa Redonda OEA"]) == ["OEA"]  # the lexicon before the tagger
    assert surfaces("según Mesa OEA", tagged=["Mesa OEA"]) == ["OEA"]
    assert surfaces("la firma OEA Azul") == ["OEA"]  # and before a noun
    assert surfaces("la firma Sonda y Mar calla", tagged=["Sonda y Mar"]) == ["Sonda y Mar"]
    assert surfaces("la firma Sonda Azul", tagged=["Sonda"]) == ["Sonda Azul"]


def test_the_tagger_counts_unless_it_is_left_aside() -> None:
    stage = NLP.create_pipe("comunicado_organizations")
    text = "Según PetroSonda, sube."
    assert [r["name"] for r in stage(doc_of(text, tagged=["PetroSonda"]))._.organizations] == ["PetroSonda"]
    assert [r["name"] for r in Organizations()(doc_of(text, tagged=["PetroSonda"]))._.organizations] == ["PetroSonda"]
    assert Organizations(use_entities=False)(doc_of(text, tagged=["PetroSonda"]))._.organizations == []
