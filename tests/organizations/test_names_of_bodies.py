"""How far the name of a body reaches that begins with its noun."""

from __future__ import annotations

import pytest

from tests.organizations.bodies import surfaces


@pytest.mark.parametrize(
    "name",
    [
        "Secretaría de Energía",
        "Comisión Mixta",
        "Comunidad del Agua",
        "Comunidad Andina Mundial",
        "Fuerzas Armadas peruanas",
        "Ministerio sirio de Asuntos Exteriores",  # a list may follow, of one
        "Gobierno español",
        "Instituto Benito Paz",
        "Instituto de la Vivienda y el Desarrollo",
        "Instituto para América Latina y el Caribe",
        "Embajada de Chile en Quito",
        "Consejo de Negocios Perú-Italia",
        "Consejo de Negocios Perú–Italia",
        "Ministerio de la República",
        "Ministerio de Chile",
        "Ministerio de Agricultura, Ganadería y Pesca",
        "Ministerio de Agricultura, Ganadería e Industria",
        "Ministerio de Agricultura, Ganadería Azul y Pesca",
        "Ministerio de Agricultura, Ganadería, Minas y Pesca",
        "Congreso de los Diputados de España",
        "Senado de Chile",
        "Centro para la Paz",
        "Consejo sobre Drogas",
        "Unión Industrial do Brasil",
    ],
)
def test_whole_names(name: str) -> None:
    assert surfaces(f"dijo ayer la {name} hoy") == [name]
    assert surfaces(name) == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("el Ministerio de Salud J. Paz", ["Ministerio de Salud"]),
        ("el Ministerio de Salud J", ["Ministerio de Salud J"]),
        ("el Ministerio de Minas\nPaz calla", ["Ministerio de Minas"]),
        ("el Instituto Nacional de\nMinas", ["Instituto Nacional"]),
        ("el Instituto Nacional de la\nVivienda", ["Instituto Nacional"]),
        ("el Instituto Nacional de", ["Instituto Nacional"]),
        ("el Instituto Nacional de la", ["Instituto Nacional"]),
        ("el Instituto Nacional El Sol", ["Instituto Nacional"]),
        ("el Instituto Nacional XYZ de hoy", ["Instituto Nacional"]),  # the acronym names it again
        ("el Instituto de Minas y la Sonda", ["Instituto de Minas"]),
        ("el Ministerio de Minas y Petrobras", ["Ministerio de Minas", "Petrobras"]),
        ("el Ministerio de Minas y ONU", ["Ministerio de Minas", "ONU"]),
        ("el Ministerio de Minas y XYZW", ["Ministerio de Minas"]),
        ("el Ministerio de Minas y la Corte Suprema", ["Ministerio de Minas", "Corte Suprema"]),
        ("el Ministerio de Minas y Cancillería Azul", ["Ministerio de Minas", "Cancillería Azul"]),
        ("el Ministerio de Minas de Filipinas y España", ["Ministerio de Minas de Filipinas"]),
        ("el Ministerio de Minas de la República Italiana", ["Ministerio de Minas"]),
        ("el Ministerio de Minas en Quito", ["Ministerio de Minas"]),
        ("el Partido Popular y Vox", ["Partido Popular", "Vox"]),
        ("el Partido Azul y Sonda", ["Partido Azul"]),
        ("el Consejo de Negocios Perú - Italia", ["Consejo de Negocios Perú"]),
        ("el Consejo de Negocios Perú- Italia", ["Consejo de Negocios Perú"]),
        ("el Consejo de Negocios Perú -Italia", ["Consejo de Negocios Perú"]),
        ("el Consejo de Negocios Perú-ONU", ["Consejo de Negocios Perú", "ONU"]),
        ("el Consejo de Negocios Perú-italia", ["Consejo de Negocios Perú"]),
        ("el Consejo de Negocios Perú-", ["Consejo de Negocios Perú"]),
        ("Ministerio de Agricultura, Ganadería", ["Ministerio de Agricultura"]),
        ("Ministerio de Agricultura, Ganadería y", ["Ministerio de Agricultura"]),
        ("Ministerio de Agricultura, Ganadería y pesca", ["Ministerio de Agricultura"]),
        ("Ministerio de Agricultura, Ganadería y Chile", ["Ministerio de Agricultura"]),
        ("Ministerio de Agricultura, Chile y Pesca", ["Ministerio de Agricultura"]),
        ("Ministerio de Agricultura, ONU y Pesca", ["Ministerio de Agricultura", "ONU"]),
        ("Ministerio de Minas, Cancillería Azul y Pesca", ["Ministerio de Minas", "Cancillería Azul y Pesca"]),
        ("Ministerio de Agricultura, Ganadería XYZW y Pesca", ["Ministerio de Agricultura"]),
        ("Ministerio de Agricultura, y Pesca", ["Ministerio de Agricultura"]),
        ("Ministerio de Agricultura,", ["Ministerio de Agricultura"]),
        ("Partido Azul, Verde y Rojo", ["Partido Azul"]),
        ("la Cancillería peruanas", ["Cancillería"]),
        ("la Cancillería azul", ["Cancillería"]),
        ("la Cancillería\nperuana", ["Cancillería"]),
        ("el Departamento de Defensa de Estados Unidos calla", ["Departamento de Defensa de Estados Unidos"]),
        ("el Departamento de Defensa del Perú calla", ["Departamento de Defensa del Perú"]),
        ("el Congreso de los Diputados de\nEspaña", ["Congreso de los Diputados"]),
        ("el Congreso de los Diputados de", ["Congreso de los Diputados"]),
        ("el Congreso de los Diputados de la", ["Congreso de los Diputados"]),
        ("el Congreso de los Diputados y España", ["Congreso de los Diputados"]),
    ],
)
def test_where_names_end(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "la Secretaria de Energía",  # a woman
        "la Subsecretaria de Energía",
        "el Acuerdo de Asociación Transpacífico",
        "el VI Congreso Mundial",
        "VI Congreso Mundial",
        "el vi Congreso Mundial",
        "el 6 Congreso Mundial",
        "la segunda Comisión Mixta",
        "jefe del Gobierno español",
        "jefe de Gobierno español",
        "el Gobierno calla",
        "el Gobierno\nespañol",
        "los ministros de Gobierno peruanos",
        "Cancillería",
        "dijo. Cancillería calla",
        "la Comisión calla",
        "el Departamento de Potosí",
        "la Comunidad de Madrid",
        "la Comunidad de La Paz",
        "la Unión Americana calla",
        "el Ministerio de\nMinas",
        "el Ministerio de la\nVivienda",
        "el Ministerio de",
        "MINISTERIO de Minas",
        "ministerio de Minas",
    ],
)
def test_no_bodies(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("el acuerdo de Asociación Transpacífico", ["Asociación Transpacífico"]),
        ("el Acuerdo con Asociación Transpacífico", ["Asociación Transpacífico"]),
        ("de Asociación Transpacífico es el Acuerdo", ["Asociación Transpacífico"]),
        ("el VI Ministerio de Minas", ["Ministerio de Minas"]),
        ("Congreso Mundial del Agua VI", ["Congreso Mundial del Agua"]),
        ("Dijo. La Cancillería calla", ["Cancillería"]),
        ("el jefe y el Gobierno español", ["Gobierno español"]),
        ("Gobierno español y su jefe", ["Gobierno español"]),
        ("los de la Cancillería peruana", ["Cancillería peruana"]),
        ("el Gobierno español y su jefe", ["Gobierno español"]),
        ("Aerolíneas Azul peruanas", ["Aerolíneas Azul peruanas"]),
        ("la Cancillería comunitaria", ["Cancillería comunitaria"]),
    ],
)
def test_bodies_all_the_same(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_persons_end_names_but_of_institutes() -> None:
    assert surfaces("el Instituto de Juan Paz", people=["Juan Paz"]) == ["Instituto de Juan Paz"]
    assert surfaces("el Instituto Juan Paz", people=["Juan Paz"]) == ["Instituto Juan Paz"]
    assert surfaces("el Ministerio de Minas Juan Paz", people=["Juan Paz"]) == ["Ministerio de Minas"]
    assert surfaces("el Ministerio de Minas Juan Paz", persons=["Juan Paz"]) == ["Ministerio de Minas"]
    assert surfaces("el Ministerio de Minas de Juan Paz", people=["Juan Paz"]) == ["Ministerio de Minas"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MINISTERIO DE ASUNTOS DEL MAR", ["MINISTERIO DE ASUNTOS DEL MAR"]),
        ("Nada\n MINISTERIO DE ASUNTOS DEL MAR.\nNada", ["MINISTERIO DE ASUNTOS DEL MAR"]),
        ("MINISTERIO DE LA MAR Y DE LOS RÍOS", ["MINISTERIO DE LA MAR Y DE LOS RÍOS"]),  # eight words
        ("MINISTERIO DE LA MAR AZUL Y DE LOS RÍOS", []),
        ("MINISTERIO DE ASUNTOS DEL MAR: NADA", []),
        ("Ministro: MINISTERIO DE ASUNTOS DEL MAR", []),
        ("MINISTERIO", []),
        ("BANCO DE ASUNTOS DEL MAR", []),
        ("ASUNTOS DEL MAR", []),
    ],
)
def test_letterheads(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # known bodies
        ("el general Abdel Fatah calla", []),
        ("Abdel Fatah calla", ["Fatah"]),  # "Abdel" may have its capital from the sentence only
        ("dijo: Abdel Fatah calla", ["Fatah"]),
        ("dijo, Abdel Fatah calla", []),
        ("el BCX Fatah calla", ["BCX", "Fatah"]),
        ("el Abdel\nFatah calla", ["Fatah"]),
        ("dijo El Fatah", ["Fatah"]),
        ("dijo el Frente Fatah", ["Frente Fatah"]),
        ("dijo Fatah", ["Fatah"]),
        ("la Carta de las Naciones Unidas", []),
        ("el Palacio de La Moneda", []),
        ("Departamento de Defensa de Filipinas", ["Departamento de Defensa de Filipinas"]),
        ("según Chevron Andina calla", ["Chevron Andina"]),
        ("según Chevron X calla", ["Chevron"]),
        ("según Chevron XYZW calla", ["Chevron"]),
        ("según Chevron\nAndina calla", ["Chevron"]),
        ("Chevron Uno Dos Tres Cuatro Cinco calla", ["Chevron Uno Dos Tres Cuatro Cinco"]),  # six words
        ("Chevron Uno Dos Tres Cuatro Cinco Seis calla", ["Chevron"]),  # a headline
    ],
)
def test_known_bodies(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_a_person_is_no_division_of_a_company() -> None:
    assert surfaces("según Chevron Juan Paz calla", people=["Juan Paz"]) == ["Chevron"]
