"""One mention of a meeting, with what its sentence says of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from pipeline.actors import Actor
from pipeline.attributes import Row


@dataclass
class Encounter:
    """One mention: characters `start` to `end` within a sentence, and what is known of the meeting."""

    type: str
    start: int
    end: int
    token: int
    rule: str
    name: str | None = None
    ordinal: int | None = None
    specific: bool = False
    definite: bool = False
    status: str = "held"
    participants: list[Actor] = field(default_factory=list)
    place: Actor | None = None
    date: Row | None = None
    sentence: int = 0
    aliases: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    following: bool = False
    named: bool = False
    done: bool = False
    last: bool = False
    #: Token where the phrase ends; 0 when the mention is a verb.
    tail: int = 0
    #: ISO code of the state that receives.
    host: str | None = None
    #: The tour that a visit is a leg of: "en el marco de su gira por Asia".
    frame: bool = False
    #: The verb is in the future: no day gone by makes the meeting held.
    to_come: bool = False


def is_finite(token: Token) -> bool:
    """A verb with a person and a tense; a model may leave out the verb form of such, so the others are told apart."""
    return token.pos_ in ("VERB", "AUX") and token.morph.get("VerbForm", [""])[0] not in ("Inf", "Ger", "Part")


def unique(actors: list[Actor]) -> list[Actor]:
    """The actors without repetition: one person under title and name is one participant."""
    kept: list[Actor] = []
    starts = [a.start for a in actors if a.person_id]
    for actor in actors:
        if actor.kind == "person" and not actor.person_id and any(0 <= s - actor.end <= 2 for s in starts):
            continue  # "su homólogo iraní, Luis Paz"
        if not any(
            actor.name == other.name or (actor.person_id and actor.person_id == other.person_id) for other in kept
        ):
            kept.append(actor)
    return kept
