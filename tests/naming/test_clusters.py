"""Which mentions are one person, and which office holder that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pipeline.naming.clusters import Mention, cluster_mentions, known_person, unique_id

#: A president of two terms, and a namesake.
OWN = {
    "people": "id,name,variants,country,gender,role,organization,from,to\n"
    "zork-elder,Zork Plonk,,PE,male,head_of_state,,1990,1994\n"
    "zork-younger,Zork Plonk,,PE,male,head_of_state,,2000,2004\n"
    "zork-open,Zork Plonk,,CL,male,minister,,2010,\n"
    "blub-elder,Blub Plonk,,PE,male,minister,,1990,1994\n"
    "blub-younger,Blub Plonk,,PE,male,minister,,2000,2004\n"
}


def mentions(*texts: str, rule: str = "x") -> list[Mention]:
    return [Mention(text, 100 * i, 100 * i + len(text), rule) for i, text in enumerate(texts)]


CLUSTERS = [
    # all words of the shorter name, in order
    (("Ana Ruiz Gil", "Ana Gil"), [["Ana Ruiz Gil", "Ana Gil"]]),
    (("Ana Ruiz Gil", "Gil Ana"), [["Ana Ruiz Gil"], ["Gil Ana"]]),
    (("Ana de la Torre", "Ana Torre"), [["Ana de la Torre", "Ana Torre"]]),
    # a slip of the pen in a word of six letters, not of five
    (("Ana Morodo", "Ana Moroda"), [["Ana Morodo", "Ana Moroda"]]),
    (("Ana Prado", "Ana Prada"), [["Ana Prado"], ["Ana Prada"]]),
    (("Ana Morodo", "Ana Morodoy"), [["Ana Morodo", "Ana Morodoy"]]),
    (("Ana Prado", "Ana Pradoy"), [["Ana Prado"], ["Ana Pradoy"]]),
    # one letter, not two, and of one word
    (("Ana Fernández", "Ana Hernandes"), [["Ana Fernández"], ["Ana Hernandes"]]),
    (("Ana Morodo Pereira", "Ana Moroda Pereiro"), [["Ana Morodo Pereira"], ["Ana Moroda Pereiro"]]),
    (("Luis Ana Morodo", "Ana Moroda"), [["Luis Ana Morodo", "Ana Moroda"]]),
    # one person of the registry, whatever the words
    (("Luiz Lula da Silva", "Ignacio Lula da Silva"), [["Luiz Lula da Silva", "Ignacio Lula da Silva"]]),
    (("Luiz Mora da Silva", "Ignacio Mora da Silva"), [["Luiz Mora da Silva"], ["Ignacio Mora da Silva"]]),
    (("AMLO", "Andrés Manuel López Obrador"), [["AMLO", "Andrés Manuel López Obrador"]]),
    # a word alone: the surname before the given name, whoever comes first
    (("Evo Morales", "Evo"), [["Evo Morales", "Evo"]]),
    (("Ana Martín", "Martín Torrijos", "Martín"), [["Ana Martín", "Martín"], ["Martín Torrijos"]]),
    (("Ruiz", "Ruiz"), [["Ruiz", "Ruiz"]]),
    (("Ruiz", "Gil"), [["Ruiz"], ["Gil"]]),
    # the nearest before it, then the nearest behind it
    (("Ana Ruiz", "Ruiz", "Eva Ruiz"), [["Ana Ruiz", "Ruiz"], ["Eva Ruiz"]]),
    (("Ruiz", "Ana Ruiz", "Eva Ruiz"), [["Ruiz", "Ana Ruiz"], ["Eva Ruiz"]]),
    (("Ana Ruiz", "Eva Ruiz", "Ana Ruiz", "Ruiz"), [["Ana Ruiz", "Ana Ruiz", "Ruiz"], ["Eva Ruiz"]]),
    (
        ("Ana Ruiz", "Luis Gil", "Luis Gil", "Ruiz", "Eva Ruiz"),
        [["Ana Ruiz", "Ruiz"], ["Luis Gil", "Luis Gil"], ["Eva Ruiz"]],
    ),
    # a surname with a slip of the pen
    (("Ana Morodo", "Moroda"), [["Ana Morodo", "Moroda"]]),
    (("Morodo", "Moroda"), [["Morodo"], ["Moroda"]]),
    (("Ana Prado", "Prada"), [["Ana Prado"], ["Prada"]]),
    # an office holder who is named before a namesake
    (("Obama", "Michelle Obama"), [["Obama"], ["Michelle Obama"]]),
    (("Michelle Obama", "Obama"), [["Michelle Obama", "Obama"]]),
    (("Obama", "Barack Obama"), [["Obama", "Barack Obama"]]),
    # particles alone are no name to compare
    (("Ana de la Torre", "De la"), [["Ana de la Torre"], ["De la"]]),
]


@pytest.mark.parametrize(("texts", "wanted"), CLUSTERS)
def test_one_person(texts: tuple[str, ...], wanted: list[list[str]]) -> None:
    assert [[m.text for m in c.mentions] for c in cluster_mentions(mentions(*texts))] == wanted


FULLEST = [
    (("Peña", "Enrique Peña Nieto", "Peña Nieto"), "Enrique Peña Nieto", 100),
    (("Ana Gil", "ANA GIL", "Ana Gil."), "Ana Gil.", 200),
    (("Ana Gil", "Ana Gil"), "Ana Gil", 0),
]


@pytest.mark.parametrize(("texts", "text", "start"), FULLEST)
def test_the_fullest_form_is_the_longest_then_the_earliest(texts: tuple[str, ...], text: str, start: int) -> None:
    (cluster,) = cluster_mentions(mentions(*texts))
    assert (cluster.fullest.text, cluster.fullest.start) == (text, start)


YEARS = [
    (1989, None), (1990, "zork-elder"), (1994, "zork-elder"), (1995, None), (2000, "zork-younger"),
    (2004, "zork-younger"), (2009, None), (2010, "zork-open"), (2030, "zork-open"), (None, None),
]  # fmt: skip


@pytest.mark.parametrize(("year", "known"), YEARS)
def test_namesakes_are_told_apart_by_their_years(
    knowing: Callable[[Mapping[str, str]], None], year: int | None, known: str | None
) -> None:
    knowing(OWN)
    (cluster,) = cluster_mentions(mentions("Zork Plonk"))
    found = known_person(cluster, year=year)
    assert (found.id if found is not None else None) == known


def test_two_namesakes_too(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing(OWN)
    (cluster,) = cluster_mentions(mentions("Blub Plonk"))
    assert [person and person.id for person in (known_person(cluster, year=y) for y in (1992, 1997, 2002))] == [
        "blub-elder",
        None,
        "blub-younger",
    ]


def test_ids_of_namesakes_are_numbered() -> None:
    assert [unique_id("paz", taken) for taken in (set(), {"paz"}, {"paz", "paz-2"})] == ["paz", "paz-2", "paz-3"]


KNOWN = [
    (("Angela Merkel",), "x", "angela-merkel"),
    (("Merkel",), "x", "angela-merkel"),
    (("Ana Ruiz",), "x", None),
    # the whole name says who it is, not a part of it
    (("Michelle Obama", "Obama"), "x", None),
    (("Merkel", "Angela Merkel"), "x", "angela-merkel"),
    # further words, where the registry was seen in the name
    (("Angela Merkel Zork",), "registry", "angela-merkel"),
    (("Angela Merkel Zork Plonk",), "registry", "angela-merkel"),
    (("Angela Merkel Zork",), "x", None),
    (("Merkel Zork",), "registry", None),
    (("Juan Carlos Soto",), "registry", None),  # given names alone are not the king's
    # an office holder of one year needs none
    (("Marco Rubio",), "x", "marco-rubio"),
]


@pytest.mark.parametrize(("texts", "rule", "known"), KNOWN)
def test_office_holders(texts: tuple[str, ...], rule: str, known: str | None) -> None:
    (cluster,) = cluster_mentions(mentions(*texts, rule=rule))
    found = known_person(cluster)
    assert (found.id if found is not None else None) == known


def test_a_year_outside_the_office_does_not_matter_for_a_single_name() -> None:
    (cluster,) = cluster_mentions(mentions("Marco Rubio"))
    found = known_person(cluster, year=1950)
    assert found is not None
