"""Whom a speaker told by a noun stands for, in sentences of our own. No model and no network."""

from __future__ import annotations

import pytest

from pipeline.reader.actors import Actor, actor_row, find_actors
from pipeline.stages.statements.references import Memory, resolved
from pipeline.text.attributes import Row
from tests.stages.marked import marked

PAZ, VERA = "[Juan Paz](person)", "[Ana Vera](person)"


def row(actor: Actor) -> Row:
    return actor_row(actor) | {"first": actor.start, "last": actor.end, "sure": 0.9}


def speaker(text: str) -> str:
    """Whom the last actor of a marked text stands for, where all others have spoken in their order."""
    doc = marked(text)
    *others, last = map(row, find_actors(doc))
    memory = Memory()
    for other in others:
        memory.keep(other)
    return str(resolved(doc, last, memory)["name"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{PAZ} dijo que sí. El funcionario agregó que no.", "Juan Paz"),
        (f"{PAZ} dijo que sí. El diplomático agregó que no.", "Juan Paz"),
        ("La [OEA](organization) dijo que sí. El organismo agregó que no.", "OEA"),
        ("La [Conagua](organization) dijo que sí. La dependencia agregó que no.", "Conagua"),
        ("[El Faro](media) dijo que sí. El diario agregó que no.", "El Faro"),
    ],
)
def test_a_noun_goes_back_to_whoever_spoke(text: str, name: str) -> None:
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{PAZ} dijo que sí. Un funcionario agregó que no.", "funcionario"),
        (f"{PAZ} dijo que sí. La fuente agregó que no.", "fuente"),
        (f"{PAZ} dijo que sí. Los funcionarios agregaron que no.", "funcionarios"),
        (f"{PAZ} dijo que sí. El funcionario que firmó agregó que no.", "funcionario"),
        (f"{PAZ} dijo que sí. El organismo agregó que no.", "organismo"),
        ("La [Conagua](organization) dijo que sí. Una dependencia agregó que no.", "dependencia"),
        ("La [OEA](organization) dijo que sí. El diario agregó que no.", "diario"),
    ],
)
def test_a_noun_that_stands_for_somebody_else_stays(text: str, name: str) -> None:
    assert speaker(text) == name


def test_the_words_stay_where_they_are() -> None:
    doc = marked(f"{PAZ} dijo que sí. El funcionario agregó que no.")
    first, last = map(row, find_actors(doc))
    memory = Memory()
    memory.keep(first)
    found = resolved(doc, last, memory)
    assert (found["person_id"], found["first"], found["last"]) == (first["person_id"], last["first"], last["last"])


def test_the_visitor_of_another_country_is_not_the_last_speaker() -> None:
    doc = marked(f"{PAZ} dijo que sí. El visitante chino agregó que no.")
    first, last = map(row, find_actors(doc))
    memory = Memory()
    memory.keep({**first, "country": "MX"})
    assert resolved(doc, last, memory)["name"] == "visitante chino"
    memory.keep({**first, "country": "CN"})
    assert resolved(doc, last, memory)["name"] == "Juan Paz"


@pytest.mark.parametrize(
    ("office", "name"),
    [
        ("canciller", "titular de Salud"),
        ("ministro de Salud", "Juan Paz"),
    ],
)
def test_a_holder_of_an_office_is_the_one_with_that_office(office: str, name: str) -> None:
    assert speaker(f"El [{office}](title:Juan Paz) {PAZ} dijo que sí. El titular de Salud agregó que no.") == name


def test_the_agency_of_the_dateline_is_no_paper_whatever_its_capitals() -> None:
    doc = marked("La [Efe](media) dijo que sí. El diario agregó que no.")
    doc._.article = {**(doc._.article or {}), "agency": "EFE"}
    first, last = map(row, find_actors(doc))
    memory = Memory()
    memory.keep(first)
    assert resolved(doc, last, memory)["name"] == "diario"


def test_an_organization_is_called_as_the_article_calls_it_most_fully() -> None:
    doc = marked("La [ONU](organization) y la [OEA](organization) hablaron; [Naciones Unidas](organization) calló.")
    united, states, other = doc._.organizations
    same = {other["organization_id"]: united["organization_id"]}
    doc._.organizations = [{**united, "name": "Organización de las Naciones Unidas"}, states]
    doc._.mentions = [{**m, "entity_id": same.get(m["entity_id"], m["entity_id"])} for m in doc._.mentions]
    assert [actor.name for actor in find_actors(doc)] == ["Naciones Unidas", "OEA", "Naciones Unidas"]
