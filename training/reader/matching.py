"""Whether what the gold names is a mention of the article: parties, people, places, days and amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from evaluation.matching import words
from pipeline.knowledge.entries import split_cell
from pipeline.knowledge.gazetteer import capital_code, country_code, country_name
from pipeline.knowledge.lexicon import read_lexicon
from pipeline.reader.actors import Actor
from pipeline.schemas import Row
from pipeline.text.timex import bounds

#: Words of a person's name that are no surname.
_PARTICLES = frozenset("de del la las los y e da das do dos di von van bin ibn al el jr".split())  # noqa: SIM905
_CODE = re.compile("[A-Z]{2}")


def same_party(gold: str, party: Row, bodies: Mapping[str, Row]) -> bool:
    """Return whether the gold's name or code of a party is that of `party`, a row of `candidates.find_candidates`.

    `bodies` are the article's rows of organizations by their ids. A capital is its state: "Brasilia" is Brazil.
    """
    code = _code_of(gold) or capital_code(gold)
    if party["kind"] == "country":
        return code is not None and code == party["country"]
    if _CODE.fullmatch(gold) or (code and party["kind"] != "organization"):
        return False
    body = bodies.get(party["organization_id"]) or {}
    names = (party["name"], body.get("name"), body.get("acronym"))
    return any(name and _same_body(gold, name) for name in names)


def same_speaker(gold: str, actor: Actor) -> bool:
    """Return whether an actor is the gold's speaker: a person by the surname, or one name within the other."""
    return _same_person(gold, actor.name) or _holds(gold, actor.name)


def same_participant(gold: str, actor: Actor) -> bool:
    """Return whether an actor is a participant of the gold, which names states by their codes."""
    code = _code_of(gold)
    if _CODE.fullmatch(gold) or (code and actor.kind == "country"):
        return actor.kind == "country" and code is not None and code == actor.country
    return _same_person(gold, actor.name) if actor.kind == "person" else _holds(gold, actor.name)


def same_place(gold: str, actor: Actor) -> bool:
    """Return whether a place is the gold's: one name within the other, or the same state."""
    code = _code_of(gold)
    return _holds(gold, actor.name) or (code is not None and actor.kind == "country" and code == actor.country)


def same_day(gold: str, actor: Actor) -> bool:
    """Return whether a date has the gold's value, or its first and last day."""
    return gold == actor.name or (bounds(gold) is not None and bounds(gold) == bounds(actor.name))


def same_amount(gold: str, actor: Actor) -> bool:
    """Return whether one amount stands in the words of the other."""
    return _holds(gold, actor.name)


def _code_of(name: str) -> str | None:
    """Return the ISO code of a state that is named so.

    Two capitals are a code and nothing else, so that "EU" is no state.
    """
    if _CODE.fullmatch(name):
        return name if country_name(name) else None
    return country_code(name)


def _holds(one: str, other: str) -> bool:
    """Return whether the words of one name stand side by side in the other: "Consejo" in "Consejo de Seguridad"."""
    short, long = sorted((words(one), words(other)), key=len)
    return bool(short) and any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def _same_person(one: str, other: str) -> bool:
    """Return whether the surname of one is among the words of the other."""
    ours, theirs = _surname(words(one)), _surname(words(other))
    return bool(ours and theirs) and (ours in words(other) or theirs in words(one))


def _surname(name: Sequence[str]) -> str:
    return next((word for word in reversed(name) if word not in _PARTICLES), "")


def _same_body(one: str, other: str) -> bool:
    """Return whether one name stands in the other, or both are names of one known body: "OEA"."""
    return _holds(one, other) or bool(_body_ids(one) & _body_ids(other))


def _body_ids(name: str) -> set[str]:
    return _known_bodies().get(tuple(words(name)), set())


@cache
def _known_bodies() -> Mapping[tuple[str, ...], set[str]]:
    """Return the ids of known bodies by the words of their names."""
    found: dict[tuple[str, ...], set[str]] = {}
    for entry in read_lexicon("organizations"):
        for name in (entry["name"], entry["acronym"], *split_cell(entry["variants"])):
            if name:
                found.setdefault(tuple(words(name)), set()).add(entry["id"])
    return found
