"""Which office a title phrase is, and whom a later one may mean. No model."""

from __future__ import annotations

import pytest
import spacy

from pipeline.naming.title_grammar import find_title_phrases
from pipeline.naming.title_roles import RANKING, may_mean, role_of
from pipeline.naming.title_words import noun_forms
from pipeline.schemas import ROLES as ROLES_OF_TABLES

_BLANK = spacy.blank("es")

ROLES: list[tuple[str, str | None, str]] = [
    # a minister by the portfolio
    ("ministro", None, "minister"),
    ("ministro de Exteriores", None, "foreign_minister"),
    ("ministro de Salud", None, "minister"),
    # the secretary of State of the United States
    ("secretario de Estado de Estados Unidos", None, "foreign_minister"),
    ("secretario de Estado de Perú", None, "minister"),
    ("secretario de Salud de Estados Unidos", None, "minister"),
    ("secretario de Estado", "US", "foreign_minister"),
    ("secretario de Estado", "PE", "minister"),
    ("secretario de Estado de Perú", "US", "minister"),
    ("ministro de Estado de Estados Unidos", None, "minister"),
    # a chancellor
    ("canciller", None, "foreign_minister"),
    ("canciller alemana", None, "head_of_government"),
    ("canciller peruana", None, "foreign_minister"),
    ("canciller", "AT", "head_of_government"),
    ("canciller", "CH", "foreign_minister"),
    ("canciller peruana", "DE", "foreign_minister"),
    ("vicecanciller alemán", None, "deputy_minister"),
    # a leader: of a state, a party, a side
    ("líder", None, "other"),
    ("líder cubano", None, "head_of_state"),
    ("líder cubano opositor", None, "party_leader"),
    ("líder laborista", None, "party_leader"),
    ("líder de la oposición", None, "party_leader"),
    ("líder rebelde", None, "other"),
    ("dirigente cubano", None, "head_of_state"),
    ("dirigente laborista", None, "party_official"),
    ("jefe cubano", None, "other"),
    ("presidente municipal", None, "mayor"),
    ("presidente municipal de Toluca", None, "mayor"),
    ("mandatario estatal", None, "governor"),
    ("presidente regional", None, "governor"),
    ("mandatario peruano", None, "head_of_state"),
    # by the body
    ("presidente", None, "head_of_state"),
    ("presidente del Senado", None, "legislator"),
    ("presidente de la República", None, "head_of_state"),
    ("presidente de la República Argentina", None, "head_of_state"),
    ("presidente del país", None, "head_of_state"),
    ("presidente del gremio", None, "executive"),
    ("presidente de Comercio", None, "executive"),
    ("presidente del Consejo de Ministros", None, "head_of_government"),
    ("vicepresidente del Banco Sur", None, "executive"),
    ("secretario general del Partido Socialista", None, "party_leader"),
    ("secretario general de la ONU", None, "secretary_general"),
    ("miembro del Senado", None, "legislator"),
    ("miembro del Consejo de Ministros", None, "other"),
    ("ministro del Gobierno", None, "minister"),
    # at the head of a seat of power, or in it
    ("jefe de la Casa Blanca", None, "head_of_state"),
    ("jefe del Kremlin", None, "head_of_state"),
    ("portavoz de la Casa Blanca", None, "spokesperson"),
    ("asesora de la Casa Blanca", None, "other"),
    ("jefe de la casa blanca", None, "other"),
    ("líder del Kremlin", None, "head_of_state"),
    ("miembro del Kremlin", None, "other"),
    ("miembro del Gobierno", None, "other"),
]


@pytest.mark.parametrize(("text", "country", "role"), ROLES)
def test_role_of_a_phrase(text: str, country: str | None, role: str) -> None:
    doc = _BLANK(text)
    assert role_of(find_title_phrases(doc)[0], doc, country=country) == role


MEANT = [
    # the noun and its role here, roles and nouns of the person
    ("mandatario", "head_of_state", {"monarch"}, [], True),
    ("mandatario", "head_of_state", {"governor"}, [], True),
    ("mandatario", "head_of_state", {"mayor"}, [], False),
    ("presidente", "legislator", {"mayor"}, ["presidente"], True),
    ("vocero", "spokesperson", {"spokesperson"}, ["portavoz"], True),
    ("vocero", "spokesperson", {"minister"}, ["ministro"], False),
    # "other" and "minister" say too little
    ("asesor", "other", {"other"}, ["portavoz"], False),
    ("secretario", "minister", {"minister"}, ["ministro"], False),
    ("ministro", "minister", {"foreign_minister"}, ["canciller"], True),
    # only a pope is a pope
    ("pontífice", "head_of_state", {"head_of_state"}, ["presidente"], False),
    ("pontífice", "head_of_state", {"head_of_state"}, ["papa"], True),
    ("pontífice", "head_of_state", {"head_of_state"}, [], False),
]


@pytest.mark.parametrize(("word", "role", "roles", "called", "meant"), MEANT)
def test_whom_a_later_title_may_mean(word: str, role: str, roles: set[str], called: list[str], meant: bool) -> None:
    nouns = {form.id: form for form in (noun_forms()[name,] for name in called)}
    assert may_mean(noun_forms()[word,], role, roles, nouns) == meant


def test_every_role_of_the_tables_has_its_rank() -> None:
    assert sorted(RANKING) == sorted(ROLES_OF_TABLES)
