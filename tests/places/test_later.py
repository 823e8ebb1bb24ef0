"""What the places found explain: abbreviations of states, later mentions."""

from __future__ import annotations

import pytest

from tests.places.barred import found

TOLUCA, STATE = ("Toluca", "city", "MX"), ("Méx", "region", "MX")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Toluca, Méx", [TOLUCA, STATE]),
        ("Toluca, Méx. Llovió.", [TOLUCA, STATE]),
        ("Toluca, Méx. Llovió, Méx.", [TOLUCA, STATE]),  # alone it means nothing
        ("Toluca,", [TOLUCA]),
        ("Toluca", [TOLUCA]),
        ("Ayer en Toluca y Méx", [TOLUCA]),
        ("Lima, Méx.", [("Lima", "city", "PE")]),
        ("Toluca, Min.", [TOLUCA]),
    ],
)
def test_states_behind_their_towns(text: str, places: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Vive en Jirvah. Ayer calló.", 1),
        ("Vive en Jirvah. Ayer Jirvah calló.", 2),
        ("Vive en Jirvah. Jirvah", 2),
        ("Vive en Jirvah. Jirvah calla. Ayer, Jirvah.", 3),
        ("Vive en Jirvah. Ayer Jirvahón calló.", 1),
        ("Vive en Jirvah. Ayer XJirvah calló.", 1),
        ("Vive en Jirvah. Ayer la empresa Telesur Jirvah calló.", 1),
    ],
)
def test_later_mentions_of_a_name(text: str, times: int) -> None:
    assert found(text, sites=["Jirvah"]) == [("Jirvah", "other", None)] * times


def test_a_later_person_or_state_is_no_mention() -> None:
    assert found("Vive en Lugo Norte. Ayer Ana Lugo Norte calló.", people=["Ana Lugo Norte"], sites=["Lugo Norte"]) == [
        ("Lugo Norte", "other", None)
    ]
    assert found("Chile ganó. La empresa Telefónica Chile calló.") == [("Chile", "country", "CL")]
