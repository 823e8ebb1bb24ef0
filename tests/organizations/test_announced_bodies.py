"""Bodies behind a noun that announces them, companies by their form, heads that stand for a whole name."""

from __future__ import annotations

import pytest

from tests.organizations.bodies import rows, surfaces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la petrolera Sonda calla", ["Sonda"]),
        ("la petrolera estatal angoleña privada Sonda", ["Sonda"]),  # three adjectives
        ("la petrolera comunitaria Sonda", ["Sonda"]),
        ("la petrolera enorme Sonda", []),
        ("la petrolera Estatal", ["Estatal"]),
        ("la petrolera “Sonda Azul” calla", ["Sonda Azul"]),
        ("la petrolera “Sonda am Sonntag” calla", ["Sonda am Sonntag"]),
        ("la revista “Sonda am de la del Sonntag” calla", ["Sonda am de la del Sonntag"]),  # six words
        ("la revista “Sonda, si es que algo tan raro existe” calla", ["Sonda"]),
        ("la revista “sonda” calla", []),
        ("la revista “Sonda", ["Sonda"]),
        ("la revista “", []),
        ("las firmas Sonda y Llano", ["Sonda", "Llano"]),
        ("las firmas Sonda e Isla", ["Sonda", "Isla"]),
        ("las firmas Sonda, Llano y Berg", ["Sonda", "Llano", "Berg"]),
        ("las firmas Sonda, ayer", ["Sonda"]),
        ("las firmas Sonda y", ["Sonda"]),
        ("las firmas Sonda con Llano", ["Sonda"]),
        ("las firmas Sonda y Chile", ["Sonda"]),
        ("la firma Sonda y Llano", ["Sonda"]),
        ("el grupo Reunión", []),  # a meeting rather
        ("el partido Iniciativa Palestina", ["Iniciativa Palestina"]),
        ("la revista Semana", ["Semana"]),
        ("la revista Mayo", []),
        ("el grupo B", []),
        ("el diario La", []),
        ("el diario La Estrella", ["La Estrella"]),
        ("la empresa Sonda\nLlano", ["Sonda"]),
        ("la empresa Sonda  Llano", ["Sonda"]),
        ("la empresa\nSonda", []),
        ("la empresa Chile", []),
        ("la petrolera", []),
        ("la petrolera estatal", []),
        ("Petrolera calla", []),
    ],
)
def test_announced(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_persons_are_not_announced() -> None:
    assert surfaces("la empresa Juan Paz", people=["Juan Paz"]) == []
    assert surfaces("la empresa Sonda Juan", people=["Juan"]) == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("firmó Petróleo Llano SA ayer", "Petróleo Llano SA", "company"),
        ("Petróleo Llano SA", "Petróleo Llano SA", "company"),
        ("Petróleo  Llano SA", "Llano SA", "company"),
        ("ayer Uno Dos Tres Cuatro Cinco SA", "Uno Dos Tres Cuatro Cinco SA", "company"),  # five words
        ("ayer Uno Dos Tres Cuatro Cinco, SA", "Uno Dos Tres Cuatro Cinco, SA", "company"),
        ("ayer Viajó Llano SA", "Llano SA", "company"),
        ("ayer uno Llano SA", "Llano SA", "company"),
        ("el Grupo Sonda C.A. calla", "Grupo Sonda C.A.", "company"),
        ("el Grupo Sonda AG calla", "Grupo Sonda AG", "company"),
        ("el Grupo Sonda calla", "Grupo Sonda", "other"),
        ("el Banco Sonda C.A. calla", "Banco Sonda C.A.", "bank"),
        ("el Ministerio Azul C.A. calla", "Ministerio Azul", "ministry"),
        ("YPFB C.A. calla", "Yacimientos Petrolíferos Fiscales Bolivianos", "company"),
    ],
)
def test_companies_by_form(text: str, name: str, kind: str) -> None:
    (row,) = rows(text)
    assert (row["name"], row["kind"]) == (name, kind)


@pytest.mark.parametrize("text", ["ayer UNO DOS SA", "ayer De SA", "ayer uno SA", "SA", "uno - SA", "El Llano sa"])
def test_no_companies(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("El Consejo Nacional exporta. Ayer el Consejo calla.", 2),
        ("El Consejo Nacional exporta, dijo al Consejo", 2),
        ("El Consejo Nacional exporta, dijo Consejo", 1),  # no article
        ("El Consejo Nacional exporta. Consejo calla.", 1),
        ("El Consejo Nacional exporta, dijo al Consejo-x", 1),
        ("El Consejo Nacional exporta, dijo el Consejo para todo", 1),
        ("El Consejo Nacional exporta, dijo el Consejo ONU", 1),
        ("Al Consejo llegó el Consejo Nacional", 1),  # nobody was named yet
        ("El Consejo Nacional, el Consejo", 2),
        ("El Sonda Nacional exporta, dijo el Sonda", 0),
    ],
)
def test_a_head_for_a_name(text: str, count: int) -> None:
    found = [row for row in rows(text) if row["name"] == "Consejo Nacional"]
    assert sum(row["n_mentions"] for row in found) == count


def test_the_first_of_two_names_is_meant() -> None:
    found = rows("El Consejo Nacional y el Consejo Mayor callan, dijo el Consejo.")
    assert [(row["name"], row["n_mentions"]) for row in found] == [("Consejo Nacional", 2), ("Consejo Mayor", 1)]
