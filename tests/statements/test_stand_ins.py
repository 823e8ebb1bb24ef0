"""Persons, bodies and papers that a noun goes back to, with rows of actors made by hand. No model."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.reader.actors import Actor, actor_row, find_actors
from pipeline.stages.statements.references import Memory, resolved
from pipeline.text.attributes import Row
from tests.stages.marked import marked

PAZ, VERA, GIL = "[Juan Paz](person)", "[Ana Vera](person)", "[Luis Gil](person)"


def row(actor: Actor) -> Row:
    return actor_row(actor) | {"first": actor.start, "last": actor.end, "sure": 0.9}


def stand_in(text: str, *, spoke: str | None = None, country: str | None = None, **fields: Any) -> str:
    """Whom the last actor of a text stands for; `spoke` is who spoke before, of a `country`, nobody if not told.

    OEA and ONU are organizations of states.
    """
    doc = marked(text)
    for organization in doc._.organizations:
        organization["kind"] = "igo" if organization["name"] in ("OEA", "ONU") else organization["kind"]
    *before, last = map(row, find_actors(doc))
    memory = Memory()
    for actor in before:
        if actor["name"] == spoke:
            memory.keep({**actor, "country": country})
    return str(resolved(doc, {**last, **fields}, memory)["name"])


BODIES = "La [OEA](organization), la [Conagua](organization) y Chile callaron. El organismo dijo que no."


def test_the_body_that_spoke_comes_before_the_one_that_was_named() -> None:
    assert stand_in(BODIES) == "OEA"  # the last organization of states that was named
    assert stand_in(BODIES, spoke="Conagua") == "Conagua"


def test_an_organization_named_later_is_not_meant() -> None:
    doc = marked("El organismo dijo que no. La [OEA](organization) calló.")
    doc._.organizations[0]["kind"] = "igo"
    first, _ = map(row, find_actors(doc))
    assert resolved(doc, first, Memory())["name"] == "organismo"


def test_of_several_organizations_of_states_the_last() -> None:
    assert stand_in("La [ONU](organization) y la [OEA](organization) callaron. El organismo dijo que no.") == "OEA"


PAPERS = "[El Faro](media) y [El Sol](media) callaron. El diario dijo que no."


def test_the_paper_that_spoke_comes_before_the_one_that_was_named() -> None:
    assert stand_in(PAPERS) == "El Sol"
    assert stand_in(PAPERS, spoke="El Faro") == "El Faro"


@pytest.mark.parametrize("words", ["Un diario", "El organismo"])
def test_what_is_no_known_paper(words: str) -> None:
    assert (
        stand_in(f"[El Faro](media) calló. {words} dijo que no.", kind="media", name=words.split()[1])
        == words.split()[1]
    )


def test_the_agency_that_spoke_is_not_the_paper() -> None:
    doc = marked("[Efe](media) y [El Sol](media) dijeron. El diario dijo que no.")
    doc._.article = {**(doc._.article or {}), "agency": "EFE"}
    agency, _, paper = map(row, find_actors(doc))
    memory = Memory()
    memory.keep(agency)
    assert resolved(doc, paper, memory)["name"] == "El Sol"


NATIONAL = f"{PAZ} y {VERA} callaron. El diario dijo que no."


@pytest.mark.parametrize(
    ("name", "country", "fields", "found"),
    [
        ("chileno", "CL", {}, "Juan Paz"),
        ("chileno", "PE", {}, "chileno"),
        ("chileno", None, {}, "chileno"),
        ("chilenos", "CL", {"plural": True}, "chilenos"),
        ("Chileno", "CL", {}, "Chileno"),  # a name
        ("rubio", "CL", {}, "rubio"),
    ],
)
def test_who_is_told_by_a_demonym(name: str, country: str | None, fields: Row, found: str) -> None:
    told = {"kind": "name", "name": name, "plural": False, "person_id": None, "entity_id": None, **fields}
    assert stand_in(NATIONAL, spoke="Juan Paz", country=country, **told) == found


@pytest.mark.parametrize(
    ("title", "words", "name"),
    [
        ("ministro de Salud", "titular de Salud", "Juan Paz"),
        ("ministro de Salud", "titular de Minas", "titular de Minas"),
        ("ministro de Salud", "ministro de Salud", "Juan Paz"),
        ("ministro de Salud", "ministro", "Juan Paz"),
        ("ministro de Salud", "responsable de Salud", "Juan Paz"),
        ("ministro de Salud", "responsable de Minas", "responsable de Minas"),
        ("ministro de Salud", "funcionario chileno", "Juan Paz"),
        ("director de la UE", "responsable de UE", "responsable de UE"),  # two letters say too little
    ],
)
def test_words_of_a_title(title: str, words: str, name: str) -> None:
    text = f"El [{title}](title:Juan Paz) {PAZ} dijo que sí. El funcionario agregó que no."
    doc = marked(text)
    actors = [row(actor) for actor in find_actors(doc)]
    memory = Memory()
    memory.keep(next(actor for actor in actors if actor["person_id"]))
    assert resolved(doc, {**actors[-1], "name": words}, memory)["name"] == name


@pytest.mark.parametrize(
    ("words", "last", "others", "name"),
    [
        ("visitante chino", None, {"Ana Vera": "CN"}, "Ana Vera"),  # the only one from there
        ("visitante chino", None, {"Ana Vera": "CN", "Luis Gil": "CN"}, "visitante chino"),
        ("visitante chino", None, {"Ana Vera": "PE"}, "visitante chino"),
        ("visitante chino", "CN", {"Ana Vera": "CN"}, "Juan Paz"),  # the last speaker first
        ("visitante chino", "PE", {"Ana Vera": "CN"}, "Ana Vera"),
        ("homólogo chino", "PE", {"Ana Vera": "CN"}, "Ana Vera"),
        ("bailarín chino", "PE", {"Ana Vera": "CN"}, "bailarín chino"),  # not told by his country alone
        ("visitante", "PE", {"Ana Vera": "CN"}, "Juan Paz"),
    ],
)
def test_who_is_of_a_country(words: str, last: str | None, others: dict[str, str], name: str) -> None:
    doc = marked(f"{PAZ}, {VERA} y {GIL} callaron. El {words} dijo que no.")
    for person in doc._.people:
        person["country"] = others.get(person["name"])
    first = row(find_actors(doc)[0])
    memory = Memory()
    if last is not None:
        memory.keep({**first, "country": last})
    at = next(t.i for t in doc if t.text == words.split()[0])
    told = {"name": words, "kind": "person", "person_id": None, "entity_id": None, "plural": False, "definite": True}
    told |= {"first": at, "last": at + len(words.split()), "sure": 0.9}
    assert resolved(doc, told, memory)["name"] == name
