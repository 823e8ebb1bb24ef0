"""The registry of office holders, given names and media."""

from __future__ import annotations

import pytest

from pipeline.naming.capitals import has_capital
from pipeline.naming.known_people import (
    gender_of_given_name,
    given_names,
    in_office,
    known_media,
    known_openers,
    known_people,
    longest_known_name,
    may_rule,
    people_named,
)

YEARS = [
    # Rafael Correa was president of Ecuador from 2007 to 2017
    ("Correa", 2006, {"EC"}, None),
    ("Correa", 2007, {"EC"}, "rafael-correa"),
    ("Correa", 2017, {"EC", "PE"}, "rafael-correa"),
    ("Correa", 2018, {"EC"}, None),
    ("Correa", 2010, {"PE"}, None),
    ("Correa", None, {"EC"}, None),
    ("correa", 2010, {"EC"}, "rafael-correa"),
    ("Zork", 2010, {"EC"}, None),
    # Claudia Sheinbaum's term has no end yet
    ("Sheinbaum", 2023, {"MX"}, None),
    ("Sheinbaum", 2090, {"MX"}, "claudia-sheinbaum"),
    # Fidel Castro until 2008, Raúl Castro from 2008 on
    ("Castro", 2007, {"CU"}, "fidel-castro"),
    ("Castro", 2008, {"CU"}, None),
    ("Castro", 2009, {"CU"}, "raul-castro"),
]


@pytest.mark.parametrize(("surname", "year", "countries", "person"), YEARS)
def test_who_of_a_surname_was_in_office(
    surname: str, year: int | None, countries: set[str], person: str | None
) -> None:
    found = in_office(surname, year=year, countries=countries)
    assert (found.id if found is not None else None) == person


def test_only_presidents_premiers_and_foreign_ministers_rule() -> None:
    assert may_rule("Correa")
    assert may_rule("MERKEL")
    assert may_rule("Lavrov")
    assert not may_rule("Cepeda")  # a senator
    assert not may_rule("Rafael")


def test_what_the_registry_leaves_open_is_none() -> None:
    people = {person.id: person for person in known_people()}
    sheinbaum, correa = people["claudia-sheinbaum"], people["rafael-correa"]
    assert (sheinbaum.since, sheinbaum.until, sheinbaum.organization) == (2024, None, None)
    assert (correa.since, correa.until, correa.country, correa.gender) == (2007, 2017, "EC", "male")
    assert correa.variants == ("Rafael Correa Delgado",)
    assert people["juan-carlos-salazar"].organization == "Organización de Aviación Civil Internacional"


NAMED = [
    ("Rafael Correa", ["rafael-correa"]),
    ("Rafael Correa Delgado", ["rafael-correa"]),
    ("Rafael X. Correa", ["rafael-correa"]),  # a middle initial
    ("Rafael X Correa", ["rafael-correa"]),
    ("Rafael Xe. Correa", []),
    ("X. Rafael Correa", []),
    ("Correa", []),
]


@pytest.mark.parametrize(("name", "ids"), NAMED)
def test_full_names(name: str, ids: list[str]) -> None:
    assert [person.id for person in people_named(name)] == ids


def test_first_words_and_length_of_the_registry() -> None:
    assert {"rafael", "merkel", "amlo"} <= known_openers()
    assert "obrador" not in known_openers()
    assert 5 <= longest_known_name() <= 12


def test_given_names_of_both_genders_tell_none() -> None:
    assert given_names()["alix"] == ""
    assert gender_of_given_name("Alix Morel") is None
    assert gender_of_given_name("Ana Paz") == "female"
    assert gender_of_given_name("Paz Ana Zork") != "male"
    assert gender_of_given_name("  ") is None


def test_media_speak_but_no_person_and_no_town_is_one() -> None:
    assert {"afp", "xinhua", "efe", "agencia efe"} <= known_media()
    assert not known_media() & given_names().keys()
    assert "pemex" not in known_media()


CAPITALS = [
    ("Assad", True), ("al-Assad", True), ("el-Sisi", True), ("Álvarez", True), ("assad", False), ("al-assad", False),
    ("", False), ("pal-Assad", False), ("x-Assad", False), ("3M", False),
]  # fmt: skip


@pytest.mark.parametrize(("word", "capital"), CAPITALS)
def test_capitals(word: str, capital: bool) -> None:
    assert has_capital(word) == capital
