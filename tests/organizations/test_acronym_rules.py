"""Acronyms: which stand for a body, and which the text explains."""

from __future__ import annotations

import pytest

from tests.organizations.bodies import rows, surfaces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la CGTX", ["CGTX"]),
        ("la CGX", ["CGX"]),
        ("la CGTXYZW", ["CGTXYZW"]),  # seven letters
        ("a la CGTX", ["CGTX"]),
        ("la CGTX de la INEX", ["CGTX", "INEX"]),
        ("DIJO hoy la CGTX", ["CGTX"]),  # the headline is two words away
        ("la AB", []),
        ("la CGTXYZWV", []),
        ("la CGT1", []),
        ("la XXI", []),
        ("la PIB", []),  # GDP
        ("el EEUU de hoy", []),
        ("CGTX", []),
        ("CGTX en la", []),
        ("de CGTX", []),
        ("una CGTX", []),
        # headlines
        ("LA CGTX", []),
        ("DIJO la CGTX", []),
        ("dijo AYER la CGTX", []),
        ("la CGTX INEX", []),
        ("la CGTX de INEX", []),
    ],
)
def test_unknown_acronyms(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "acronym", "count"),
    [
        ("La Asociación Rural del Norte (ARUN) calla. ARUN calla; ARUN-X y XARUN no", "ARUN", 3),
        ("La Asociación Rural del Norte (ACNX) calla", "ACNX", 2),
        ("El Instituto Nacional del Arroz (Inarroz) cerró", "Inarroz", 2),  # three words for a made one
        ("El Instituto Arroz (Inarroz) cerró", None, 1),
        ("El Instituto Nacional del Arroz (InArroz) cerró", "InArroz", 2),
        ("La Asociación Rural (ArU) cerró", "ArU", 2),
        ("La Asociación Rural del Norte (Xarun) calla", None, 1),
        ("La Asociación Rural del Norte (arun) calla", None, 1),
        ("La Asociación Rural del Norte (PIB) calla", None, 1),
        ("La Asociación Rural del Norte (Rusa) calla", None, 1),
        ("La Asociación Rural del Norte (Rusia) calla", None, 1),
        ("La Asociación Rural del Norte, ARUN calla", None, 1),
        ("La Asociación Rural del Norte (ARUN calla", None, 1),
    ],
)
def test_acronyms_in_brackets(text: str, acronym: str | None, count: int) -> None:
    (row,) = rows(text)
    assert (row["acronym"], row["n_mentions"]) == (acronym, count)


def test_the_first_name_with_an_acronym_has_it() -> None:
    found = rows("La Asociación Rural (ARX) y el Ateneo Rural. La Alianza Roja (ARX) calla, dijo la ARX.")
    assert [(row["name"], row["n_mentions"]) for row in found] == [("Asociación Rural", 4), ("Alianza Roja", 1)]


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        ("El PE votó", [], []),
        ("El PE votó", ["PE"], []),  # two letters are too many things, whatever the tagger says
        ("El MAS votó", [], []),
        ("El MAS votó", ["MAS"], ["MAS"]),
        ("El Parlamento Europeo calla. El PE votó", [], ["Parlamento Europeo", "PE"]),
        ("La UE votó", [], ["UE"]),
        ("MADRID (PL) — Llueve.", [], ["PL"]),  # an agency is credited
        ("Con PL.", [], []),
        ("MADRID (PE) — Llueve.", [], []),
    ],
)
def test_acronyms_that_are_words(text: str, tagged: list[str], expected: list[str]) -> None:
    assert surfaces(text, tagged=tagged) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("una lista nueva (LNE) y la LNE de hoy", []),  # two of three letters
        ("una lista (LNE) y la LNE de hoy", ["LNE"]),
        ("lista nacional de excepciones (LNEX) y la LNEX de hoy", []),  # three of four
        ("lista nacional (LNEX) y la LNEX de hoy", ["LNEX"]),
        ("una “lista nueva” (LNE) y la LNE de hoy", []),
        ("(LNE) y la LNE de hoy", ["LNE"]),
        ("una lista nueva (LNA) y la LNE de hoy", ["LNE"]),
        ("nueva lista (LNE) y la LNE de hoy", ["LNE"]),  # in order
        ("el Frente Nuevo Unido (FNU del Sur) y la FNU de hoy", ["Frente Nuevo Unido", "FNU"]),  # a body
        ("el “Frente Nuevo Unido” (FNU del Sur) y la FNU de hoy", ["Frente Nuevo Unido", "FNU"]),
        ("el Frente Azul ve una lista nueva (LNE) y la LNE de hoy", ["Frente Azul"]),
    ],
)
def test_acronyms_that_the_text_explains(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected
