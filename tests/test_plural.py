"""Plurals of nouns, as a grammar book has them."""

from __future__ import annotations

import pytest

from pipeline.text.plural import plural_of

PLURALS = """
    cumbre cumbres, visita visitas, diálogo diálogos, café cafés, comité comités, sofá sofás, israelí israelíes,
    tabú tabúes, taller talleres, papel papeles, unidad unidades, reloj relojes, ley leyes, luz luces, paz paces,
    raíz raíces, voz voces, reunión reuniones, apretón apretones, interés intereses, autobús autobuses, fin fines,
    confín confines, plan planes, país países, mes meses, dios dioses, crisis crisis, lunes lunes, tesis tesis,
    orden órdenes, examen exámenes, volumen volúmenes, imagen imágenes, cárcel cárceles, líder líderes, baúl baúles,
    tórax tórax, club clubs, complot complots
"""


@pytest.mark.parametrize("pair", [pair.strip() for pair in PLURALS.split(",")])
def test_plurals(pair: str) -> None:
    noun, plural = pair.split()
    assert plural_of(noun) == plural
