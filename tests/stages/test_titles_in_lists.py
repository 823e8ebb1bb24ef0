"""Lists of persons who share a plural title: phrase, country and portfolio of each. No model."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stages.named import listed_in, named

LISTS: list[tuple[str, list[str], dict[str, Any]]] = [
    # the country before each name
    (
        "Los cancilleres de Perú, [Ana Paz], y de Chile, [Juan Ruiz], viajaron.",
        ["Juan Ruiz: cancilleres, CL, None", "Ana Paz: cancilleres de Perú, PE, None"],
        {},
    ),
    (
        "Los cancilleres de Perú, [Ana Paz]; Chile, [Juan Ruiz], y Cuba, [Luis Mora], viajaron.",
        [
            "Juan Ruiz: cancilleres, CL, None",
            "Luis Mora: cancilleres, CU, None",
            "Ana Paz: cancilleres de Perú, PE, None",
        ],
        {},
    ),
    (
        "Los cancilleres de Perú, [Ana Paz], y del Reino Unido, [Juan Ruiz], viajaron.",
        ["Juan Ruiz: cancilleres, GB, None", "Ana Paz: cancilleres de Perú, PE, None"],
        {},
    ),
    (
        "Los cancilleres de Perú, [Ana Paz], y de la Argentina, [Juan Ruiz], viajaron.",
        ["Juan Ruiz: cancilleres, AR, None", "Ana Paz: cancilleres de Perú, PE, None"],
        {},
    ),
    (
        "Los cancilleres de Perú, [Ana Paz], y de la República Popular Democrática de Corea, [Juan Ruiz], viajaron.",
        ["Juan Ruiz: cancilleres, KP, None", "Ana Paz: cancilleres de Perú, PE, None"],
        {},
    ),
    (
        "Los cancilleres de Perú, [Ana Paz], y de la República de la Unión de Myanmar, [Juan Ruiz], viajaron.",
        ["Ana Paz: cancilleres de Perú, PE, None"],
        {},
    ),
    (
        "Los cancilleres de Perú, [Ana Paz], y de Chile ([Juan Ruiz]) viajaron.",
        ["Juan Ruiz: cancilleres, CL, None", "Ana Paz: cancilleres de Perú, PE, None"],
        {},
    ),
    # once each has a country, a name without one is in the list no more
    (
        "Los cancilleres de Perú, [Ana Paz], de Chile, [Juan Ruiz], y [Luis Mora] viajaron.",
        ["Juan Ruiz: cancilleres, CL, None", "Ana Paz: cancilleres de Perú, PE, None"],
        {},
    ),
    (
        "Los cancilleres de Perú, [Ana Paz], y [Luis Mora] viajaron.",
        ["Ana Paz: cancilleres de Perú, PE, None", "Luis Mora: cancilleres de Perú, PE, None"],
        {},
    ),
    # a sentence or another word ends the list
    (
        "Llegaron los cancilleres de Perú, [Ana Paz], y de Chile. Volvió [Juan Ruiz].",
        ["Ana Paz: cancilleres de Perú, PE, None"],
        {},
    ),
    ("Los cancilleres [Ana Paz] con [Juan Ruiz] viajaron.", ["Ana Paz: cancilleres, None, None"], {}),
    ("Los cancilleres [Ana Paz] [Juan Ruiz] viajaron.", ["Ana Paz: cancilleres, None, None"], {}),
    ("Los cancilleres [Ana Paz] (Perú) [Juan Ruiz] viajaron.", ["Ana Paz: cancilleres, PE, None"], {}),
    ("Los cancilleres de Perú, [Ana Paz], y de Chile viajaron.", ["Ana Paz: cancilleres de Perú, PE, None"], {}),
    # the country behind each name
    (
        "Los presidentes [Ana Paz], de México, y [Juan Ruiz], de Chile, viajaron.",
        ["Ana Paz: presidentes, MX, None", "Juan Ruiz: presidentes, CL, None"],
        {},
    ),
    (
        "Los presidentes [Ana Paz] de México y [Juan Ruiz] de Chile viajaron.",
        ["Ana Paz: presidentes, MX, None", "Juan Ruiz: presidentes, CL, None"],
        {},
    ),
    (
        "Los presidentes [Ana Paz], de la India, y [Juan Ruiz], del Perú, viajaron.",
        ["Ana Paz: presidentes, IN, None", "Juan Ruiz: presidentes, PE, None"],
        {},
    ),
    (
        "Los presidentes [Ana Paz], de los Países Bajos, y [Juan Ruiz], de Chile, viajaron.",
        ["Ana Paz: presidentes, NL, None", "Juan Ruiz: presidentes, CL, None"],
        {},
    ),
    (
        "Los presidentes [Ana Paz], de la República Democrática y Popular de Argelia, y [Juan Ruiz], de Chile, "
        "viajaron.",
        ["Ana Paz: presidentes, DZ, None", "Juan Ruiz: presidentes, CL, None"],
        {},
    ),
    (
        "Los presidentes [Ana Paz], de México, [Juan Ruiz], de Chile, y [Luis Mora] viajaron.",
        ["Ana Paz: presidentes, MX, None", "Juan Ruiz: presidentes, CL, None"],
        {},
    ),
    ("Los presidentes [Ana Paz], de méxico, y [Juan Ruiz] viajaron.", ["Ana Paz: presidentes, None, None"], {}),
    ("Los presidentes [Ana Paz], de viaje, y [Juan Ruiz] comieron.", ["Ana Paz: presidentes, None, None"], {}),
    (
        "Los presidentes chilenos [Ana Paz], de México, y [Juan Ruiz] viajaron.",
        ["Ana Paz: presidentes chilenos, CL, None"],
        {},
    ),
    # the country in brackets says where the list goes on
    (
        "Los presidentes [Ana Paz] (México), [Juan Ruiz] (Costa Rica) y [Luis Mora] viajaron.",
        ["Ana Paz: presidentes, MX, None", "Juan Ruiz: presidentes, CR, None", "Luis Mora: presidentes, None, None"],
        {},
    ),
    (
        "Los presidentes [Ana Paz] (de muy lejos), [Juan Ruiz] y [Luis Mora] viajaron.",
        ["Ana Paz: presidentes, None, None"],
        {},
    ),
    # as many countries in one row as names
    (
        "Los cancilleres de Perú y de Chile, [Ana Paz] y [Juan Ruiz], viajaron.",
        ["Ana Paz: cancilleres de Perú y de Chile, PE, None", "Juan Ruiz: cancilleres de Perú y de Chile, CL, None"],
        {},
    ),
    (
        "Los cancilleres de Perú, de Chile y de Cuba, [Ana Paz] y [Juan Ruiz], viajaron.",
        [
            "Ana Paz: cancilleres de Perú, de Chile y de Cuba, None, None",
            "Juan Ruiz: cancilleres de Perú, de Chile y de Cuba, None, None",
        ],
        {},
    ),
    (
        "Los cancilleres de Perú y de Chile, [Ana Paz], [Juan Ruiz] y [Luis Mora], viajaron.",
        [
            "Ana Paz: cancilleres de Perú y de Chile, None, None",
            "Juan Ruiz: cancilleres de Perú y de Chile, None, None",
        ],
        {},
    ),
    (
        "Los cancilleres de Perú y de Chile, [Ana Paz] y [Juan Ruiz], y de Cuba, [Luis Mora], viajaron.",
        ["Ana Paz: cancilleres de Perú y de Chile, PE, None", "Juan Ruiz: cancilleres de Perú y de Chile, CL, None"],
        {},
    ),
    # coordinated titles of one person are of one country
    (
        "El presidente y ministro de Obras de Malta [Juan Paz] habló.",
        ["Juan Paz: presidente, MT, None", "Juan Paz: ministro de Obras de Malta, MT, None"],
        {},
    ),
    (
        "[Juan Paz], presidente de Malta y ministro de Obras, habló.",
        ["Juan Paz: presidente de Malta, MT, None", "Juan Paz: ministro de Obras, MT, None"],
        {},
    ),
    # portfolios
    (
        "Los ministros de Economía, [Ana Paz], y de Defensa, [Juan Ruiz], viajaron.",
        ["Juan Ruiz: ministros, None, Defensa", "Ana Paz: ministros de Economía, None, Economía"],
        {},
    ),
    (
        "Los ministros de Economía, [Ana Paz], y de Defensa [Juan Ruiz] viajaron.",
        ["Juan Ruiz: ministros, None, Defensa", "Ana Paz: ministros de Economía, None, Economía"],
        {},
    ),
    (
        "Los ministros de Defensa [Ana Paz] y [Juan Ruiz] viajaron.",
        ["Ana Paz: ministros de Defensa, None, Defensa", "Juan Ruiz: ministros de Defensa, None, Defensa"],
        {},
    ),
    (
        "Los ministros de Defensa de Perú, [Ana Paz], y de Chile, [Juan Ruiz], viajaron.",
        ["Juan Ruiz: ministros de Defensa, CL, Defensa", "Ana Paz: ministros de Defensa de Perú, PE, Defensa"],
        {},
    ),
    # a rank before a name
    (
        "Los ministros de Economía, general [Ana Paz], y de Defensa, coronel [Juan Ruiz], viajaron.",
        [
            "Juan Ruiz: ministros, None, Defensa",
            "Ana Paz: ministros de Economía, None, Economía",
            "Ana Paz: general, None, None",
            "Juan Ruiz: coronel, None, None",
        ],
        {},
    ),
    (
        "Los ministros de Economía, [Ana Paz], y de Defensa, embajador [Juan Ruiz], viajaron.",
        ["Ana Paz: ministros de Economía, None, Economía", "Juan Ruiz: embajador, None, None"],
        {},
    ),
]


@pytest.mark.parametrize(("text", "wanted", "given"), LISTS)
def test_titles_in_lists(text: str, wanted: list[str], given: dict[str, Any]) -> None:
    assert sorted(listed_in(named(text, **given))) == sorted(wanted)
