"""What titles add to the persons who have them, and the rows of the stage, with names set by hand. No model."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc

from pipeline.stages.titles.component import Titles, find_titles, read_titles
from pipeline.stages.titles.described_country import described_countries
from pipeline.stages.titles.surroundings import Surroundings
from pipeline.text.attributes import Row, mentions_of
from tests.stages.named import named, names_of

MERKEL = {"Angela Merkel": {"country": "DE", "role": "head_of_government"}}


def people(doc: Doc) -> list[Row]:
    return read_titles(doc)[1]


ROLES: list[tuple[str, dict[str, Any], str | None]] = [
    # the most important one
    ("El ministro de Pesca y presidente del Senado, [Juan Paz], viajó.", {}, "minister"),
    # of those held now
    ("El expresidente y senador [Juan Paz] viajó.", {}, "legislator"),
    ("El expresidente [Juan Paz] viajó.", {}, "head_of_state"),
    # of those with a name
    ("El alcalde [Juan Paz] viajó. Habló el funcionario.", {}, "mayor"),
    # what was known, where no title says more
    ("[Juan Paz] viajó.", {}, None),
    ("[Juan Paz] viajó.", {"Juan Paz": {"role": "judge"}}, "judge"),
    ("[Juan Paz] viajó. El presidente del Senado calló.", {"Juan Paz": {"role": "legislator"}}, "legislator"),
]


@pytest.mark.parametrize(("text", "known", "role"), ROLES)
def test_role_of_a_person(text: str, known: dict[str, Any], role: str | None) -> None:
    assert [row["role"] for row in people(named(text, known=known))] == [role]


QUALIFIERS: list[tuple[str, str | None]] = [
    ("[Ana Paz] fue ministra de Salud.", "former"),
    ("[Ana Paz], quien fuera ministra de Salud, viajó.", "former"),
    ("[Ana Paz] es ministra de Salud.", None),
    ("[Ana Paz] fue presidenta interina de Bolivia.", "acting"),
]


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIERS)
def test_what_somebody_was_is_over(text: str, qualifier: str | None) -> None:
    assert [row["qualifier"] for row in find_titles(named(text))] == [qualifier]


IDS: list[tuple[str, dict[str, Any], tuple[str, str | None, str | None]]] = [
    # outside the registry an id ends in the country
    ("El canciller peruano [Juan Paz] viajó.", {}, ("juan-paz-pe", "PE", "foreign_minister")),
    ("El canciller [Juan Paz] viajó.", {}, ("juan-paz", None, "foreign_minister")),
    ("[Juan Paz] viajó.", {"Juan Paz": {"country": "PE"}}, ("juan-paz-pe", "PE", None)),
    (
        "El ministro [Juan Paz] viajó. El embajador de Perú, [Paz|Juan Paz], habló.",
        {},
        ("juan-paz-pe", "PE", "minister"),
    ),
    # what the title says outweighs what is known, and that what stands beside the name
    (
        "El canciller peruano [Juan Paz] viajó.",
        {"Juan Paz": {"country": "CL"}},
        ("juan-paz-pe", "PE", "foreign_minister"),
    ),
    ("El joven peruano [Juan Paz] viajó.", {"Juan Paz": {"country": "CL"}}, ("juan-paz-cl", "CL", None)),
    ("El joven peruano [Juan Paz] viajó.", {}, ("juan-paz-pe", "PE", None)),
    # an office holder of the registry
    ("[Angela Merkel] viajó.", MERKEL, ("angela-merkel", "DE", "head_of_government")),
    ("La ministra alemana [Angela Merkel] viajó.", MERKEL, ("angela-merkel", "DE", "minister")),
    ("La ministra [Angela Merkel] viajó.", MERKEL, ("angela-merkel", "DE", "minister")),
    # a namesake who acts for another state
    ("La ministra chilena [Angela Merkel] viajó.", MERKEL, ("angela-merkel-cl", "CL", "minister")),
    # of whom the registry has no state, or an office of an international body, the title may name one
    ("La ministra chilena [Angela Merkel] viajó.", {"Angela Merkel": {}}, ("angela-merkel", None, "minister")),
    (
        "La ministra chilena [Angela Merkel] viajó.",
        {"Angela Merkel": {"country": "DE", "role": "igo_official"}},
        ("angela-merkel", "DE", "minister"),
    ),
]


@pytest.mark.parametrize(("text", "known", "wanted"), IDS)
def test_id_country_and_role(text: str, known: dict[str, Any], wanted: tuple[str, str | None, str | None]) -> None:
    (row,) = people(named(text, known=known))
    assert (row["person_id"], row["country"], row["role"]) == wanted


def test_a_list_says_the_state_too_loosely_for_a_namesake() -> None:
    doc = named("Los ministros [Angela Merkel], de Chile, y [Juan Paz], de Cuba, viajaron.", known=MERKEL)
    assert [(row["person_id"], row["country"]) for row in people(doc)] == [
        ("angela-merkel", "DE"),
        ("juan-paz-cu", "CU"),
    ]


def test_a_later_mention_tells_no_state() -> None:
    doc = named("El ministro [Juan Paz] viajó. El ministro chileno, que es joven, habló. El ministro calló.")
    assert [(row["country"], row["n_mentions"]) for row in people(doc)] == [(None, 3)]


GENDERS: list[tuple[str, dict[str, Any], str | None]] = [
    ("La presidente [Ana Paz] viajó.", {}, "female"),
    ("El presidente [Juan Paz] viajó.", {}, "male"),
    ("[Ana Paz], canciller de Chile, viajó.", {}, None),
    ("[Ana Paz], canciller de Chile, viajó.", {"Ana Paz": {"gender": "female"}}, "female"),
    ("[Ana Paz], canciller de Chile y ministra de Salud, viajó.", {}, "female"),
]


@pytest.mark.parametrize(("text", "known", "gender"), GENDERS)
def test_gender_by_the_title(text: str, known: dict[str, Any], gender: str | None) -> None:
    assert [row["gender"] for row in people(named(text, known=known))] == [gender]


def test_the_canciller_of_germany_leads_the_government() -> None:
    assert [row["role"] for row in find_titles(named("La canciller [Angela Merkel] viajó.", known=MERKEL))] == [
        "head_of_government"
    ]


def test_a_name_without_letters_of_ours_is_a_person() -> None:
    doc = named("El ministro peruano [王毅] viajó.")
    assert [row["person_id"] for row in people(doc)] == ["person-pe"]


def test_the_component_leaves_rows_and_mentions() -> None:
    doc = Titles()(named("El canciller peruano [Juan Paz] viajó. El canciller habló."))
    assert [row["title_id"] for row in doc._.titles] == ["t001", "t002"]
    assert [(m["entity_id"], m["rule"]) for m in mentions_of(doc, "person")] == [
        ("juan-paz-pe", "test"),
        ("juan-paz-pe", "title:canciller:mention"),
    ]
    assert [(m["entity_id"], m["rule"]) for m in mentions_of(doc, "title")] == [
        ("t001", "canciller:name_after"),
        ("t002", "canciller:mention"),
    ]


def test_a_mention_by_title_is_no_name() -> None:
    doc = Titles()(named("El canciller peruano [Juan Paz] viajó. El canciller habló."))
    titles = doc._.titles
    assert Titles()(doc)._.titles == titles


BESIDE: list[tuple[str, str | None]] = [
    ("El chileno [Juan Paz] habló.", "CL"),
    ("El Chileno [Juan Paz] habló.", None),
    ("Vio a su par chileno ([Juan Paz]) ayer.", "CL"),
    ("El joven chileno ([Juan Paz]) habló.", None),
    ("La calle chilena [Juan Paz] cerró.", None),
    ("La agencia chilena [Juan Paz] cerró.", None),
    ("Habló [Juan Paz] (Chile)", "CL"),
    ("Habló [Juan Paz] (República Democrática y Popular de Argelia).", "DZ"),
    ("Habló [Juan Paz] (República Democrática de Santo Tomé y Príncipe).", None),
    ("Habló [Juan Paz], Chile.", None),
    ("Habló [Juan Paz] (Chile", None),
    ("Habló [Juan Paz] (", None),
    ("[Juan Paz]", None),
    (", [Juan Paz]", None),
]


@pytest.mark.parametrize(("text", "country"), BESIDE)
def test_country_beside_a_name(text: str, country: str | None) -> None:
    doc = named(text)
    assert described_countries(doc, names_of(doc)).get("juan-paz") == country


def test_there_are_no_words_outside_of_the_text() -> None:
    here = Surroundings(named("Habló Ana"), [], [], [])
    assert [here.word(i) for i in (-2, -1, 0, 1, 2)] == ["", "", "habló", "ana", ""]
