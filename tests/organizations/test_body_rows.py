"""Which mentions are of one body, and its name, kind and country."""

from __future__ import annotations

import pytest

from tests.organizations.bodies import rows


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("dijo el Ministerio de Minas peruano", "PE"),
        ("dijo el Ministerio de Minas", None),
        ("dijo el Ministerio de Minas del Perú", "PE"),
        ("dijo el Ministerio peruano de Minas de Chile", "PE"),  # the adjective goes before
        ("dijo el Partido Liberal, peruano", None),
        ("dijo el Partido Liberal peruano", "PE"),
        ("dijo el Partido Liberal en Perú", None),
        ("dijo el Partido Liberal y dos peruanos", None),
        ("dijo la Universidad de Arequipa", "PE"),
        ("dijo la Universidad Nacional de Arequipa", "PE"),
        ("dijo la Universidad de Sonda", None),
        ("dijo el Instituto de Arequipa", None),  # of how many towns is one?
        ("dijo el Partido Liberal. Y el Partido Liberal peruano", "PE"),
    ],
)
def test_countries(text: str, country: str | None) -> None:
    (row,) = rows(text)
    assert row["country"] == country


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("dijo el Ministerio de Minas", "ministry"),
        ("dijo la Comisión Mixta", "other"),
        ("dijo la Comisión de la Unión Africana", "igo"),
        ("dijo la Comisión de Petrobras", "other"),
        ("dijo la firma Sonda Azul", "company"),
        ("firmó Llano SA", "company"),
        ("la CGTX calla", "other"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    (row,) = [row for row in rows(text) if row["name"] != "Petrobras"]
    assert row["kind"] == kind


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("El Ministerio del Petróleo y el Ministerio de Petróleo callan", "Ministerio del Petróleo", 2),
        ("El Partido Liberal y el Partido Liberal peruano callan", "Partido Liberal peruano", 2),
        ("El Partido Liberal y el Partido Rural callan", "Partido Liberal", 1),
        ("El Consejo Nacional (CNX) calla; el CNX, el Consejo", "Consejo Nacional", 4),
    ],
)
def test_mentions_of_one_body(text: str, name: str, count: int) -> None:
    assert [row["n_mentions"] for row in rows(text) if row["name"] == name] == [count]


def test_acronyms_of_rows() -> None:
    assert [(r["name"], r["acronym"]) for r in rows("El Consejo Nacional (CNX) calla")] == [("Consejo Nacional", "CNX")]
    assert [(r["name"], r["acronym"]) for r in rows("Ayer la CNX calla")] == [("CNX", None)]
    assert [r["acronym"] for r in rows("La Organización de los Estados Americanos calla")] == ["OEA"]
    assert [(r["name"], r["acronym"]) for r in rows("El Kremlin calla")] == [("Kremlin", None)]


def test_the_brackets_behind_a_known_name() -> None:
    (row,) = rows("Petrobras (PBX) calla")
    assert (row["organization_id"], row["n_mentions"]) == ("petrobras", 2)
