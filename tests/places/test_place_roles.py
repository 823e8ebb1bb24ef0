"""What a place is in the story."""

from __future__ import annotations

import pytest

from pipeline.stages.places.component import find_places
from tests.places.barred import doc_of


def roles(text: str) -> dict[str, str]:
    """Name and role of the places of a text."""
    return {row["name"]: row["role"] for row in find_places(doc_of(text))[0]}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Reunión en Lima", "event"),
        ("la reunión en la Lima de hoy", "event"),
        ("la reunión de la Lima de hoy", "event"),
        ("la visita a Lima", "event"),
        ("la cumbre en la capital de Lima", "event"),
        ("la cumbre en la ciudad Lima", "event"),
        # eleven words between
        ("reunión que los ministros de ambas partes tuvieron ayer por sorpresa en Lima", "event"),
        ("la cumbre en\nLima", "event"),
        ("la cumbre con Lima", "mention"),
        ("la cumbre con la Lima de hoy", "mention"),
        ("En Lima se habló de la reunión", "mention"),
        ("la reunión siguió; vive en Lima", "mention"),
        ("la reunión siguió. Vive en Lima", "mention"),
        ("la reunión siguió\nVive en Lima", "mention"),
        ("Vive en Lima", "mention"),
    ],
)
def test_a_town_where_something_is_held(text: str, role: str) -> None:
    assert roles(text) == {"Lima": role}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("la reunión en Chile", "event"),
        ("la reunión con Chile", "mention"),
        ("Chile instó a todos", "actor"),
        ("Chile ha callado", "actor"),
        ("un Chile azul", "mention"),
        ("Chile", "mention"),
        ("vende carne a Chile", "mention"),
        ("según el trato con Chile pidió paz", "mention"),  # somebody asked for it
        ("Presidente de Chile", "actor"),
        ("el presidente del Chile", "actor"),
        ("la carta de Chile", "mention"),
        ("el presidente, en carta a Chile", "mention"),
        ("la ministra de Ciencia y Tecnología de Chile", "actor"),
        ("vive en Chile", "mention"),
    ],
)
def test_a_state_that_acts(text: str, role: str) -> None:
    assert roles(text) == {"Chile": role}


@pytest.mark.parametrize(
    ("text", "chile", "israel"),
    [
        ("el pacto entre Chile e Israel", "actor", "actor"),
        ("el pacto de Chile e Israel", "mention", "mention"),
        ("Chile e Israel acordaron la paz", "actor", "actor"),
        ("Chile e Israel", "mention", "mention"),
        ("Chile, Israel acordaron la paz", "mention", "actor"),
    ],
)
def test_two_states(text: str, chile: str, israel: str) -> None:
    assert roles(text) == {"Chile": chile, "Israel": israel}


def test_the_strongest_role_counts() -> None:
    assert roles("Vende carne a Chile. Chile pidió paz. Vive en Chile.") == {"Chile": "actor"}


def test_the_dateline_ends_where_the_story_begins() -> None:
    doc = doc_of("LIMA -Chile calla")
    doc._.dateline = [{"start": 0, "end": 6, "place_start": 0, "place_end": 4}]
    assert [(row["country"], row["role"]) for row in find_places(doc)[0]] == [("PE", "dateline"), ("CL", "mention")]
