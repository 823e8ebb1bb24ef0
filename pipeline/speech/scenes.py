"""A sentence with its actors, and the memory of who spoke before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span

from pipeline.actors import DETERMINERS, Actor
from pipeline.attributes import lower_words, offsets_of, words_of_doc
from pipeline.quotes import Quote
from pipeline.speech.verbs import Speech

SPEAKING = frozenset(
    ("person", "organization", "country", "institution", "media", "group", "document", "anaphor", "place")
)
NOT_SPEAKERS = frozenset(("partes", "países", "pueblos", "naciones"))


@dataclass
class Memory:
    """Who spoke, or was the subject, last: what a verb without subject goes back to."""

    singular: Actor | None = None
    person: Actor | None = None
    plural: tuple[Actor, ...] = ()
    body: Actor | None = None
    latest: Actor | None = None
    pair: tuple[Actor, ...] = ()
    medium: Actor | None = None

    def remember(self, actors: Sequence[Actor]) -> None:
        """Keep the speakers of a statement for the next verb without subject."""
        self.latest = actors[0] if actors else self.latest
        if len(actors) > 1 or (actors and actors[0].plural):
            self.plural = tuple(actors)
        elif actors:
            self.singular = actors[0]
            self.person = actors[0] if actors[0].kind == "person" else self.person
            if actors[0].kind in ("organization", "institution"):
                self.body = actors[0]

    def last(self, plural: bool | None) -> tuple[Actor, ...]:
        """The last speakers of that number."""
        if plural:
            return self.plural
        return (self.singular,) if self.singular else ()


@dataclass
class Scene:
    """A sentence with its actors outside of quotes, and what was said before."""

    doc: Doc
    sentence: Span
    actors: list[Actor]
    quotes: list[Quote]
    memory: Memory
    previous: tuple[Speech, tuple[Actor, ...]] | None = field(default=None)
    #: Actors of the whole text, quotes included.
    all_actors: Sequence[Actor] = ()


def scene_of(doc: Doc, sentence: Span, actors: list[Actor], quotes: list[Quote], memory: Memory) -> Scene:
    """The scene of one sentence; `actors` by position."""
    first = bisect_left(actors, sentence.start, key=_start)
    here = actors[first : bisect_left(actors, sentence.end, lo=first, key=_start)]
    if here:
        offsets = offsets_of(doc)
        begin, end = offsets[sentence.start], offsets[sentence.end]
        near = [q for q in quotes if q.closed and q.start < end and q.end > begin]
        here = [a for a in here if not any(q.start < offsets[a.start] < q.end for q in near)] if near else here
        here = [a for a in here if not _is_acronym(doc, a, here)]
        here = [replace(a, preposition="como") if _is_role(doc, a) else a for a in here]
    return Scene(doc, sentence, here, quotes, memory, all_actors=actors)


def _start(actor: Actor) -> int:
    return actor.start


def _is_acronym(doc: Doc, actor: Actor, others: list[Actor]) -> bool:
    """ "en la sede de Puertos Unidos (PU), Vera dijo": the short form in brackets is the name before it."""
    at = actor.start - 1
    return at >= 0 and lower_words(doc)[at] == "(" and any(a.end == at and is_same_actor(a, actor) for a in others)


def _is_role(doc: Doc, actor: Actor) -> bool:
    """ "viajó con Vera como testigo de honor": what somebody is there as."""
    at = actor.start - 1
    return at >= 0 and lower_words(doc)[at] == "como" and words_of_doc(doc)[actor.start][0].islower()


def in_relative_clause(scene: Scene, actor: Actor) -> bool:
    """ "la gira que el jefe del Estado hará": its subject is not that of the sentence."""
    title = next((a for a in scene.actors if a.end == actor.start and is_same_actor(a, actor)), actor)
    at = title.start - 1
    while at > scene.sentence.start and scene.doc[at].lower_ in DETERMINERS:
        at -= 1
    return at >= scene.sentence.start and scene.doc[at].lower_ in ("que", "cual", "donde", "cuando")


def is_same_actor(a: Actor, b: Actor) -> bool:
    """The same name or the same person."""
    return a.name == b.name or (a.person_id is not None and a.person_id == b.person_id)


def can_speak(actor: Actor) -> bool:
    """Whether it is somebody who speaks; "las partes" do not, they agree."""
    return actor.kind in SPEAKING and actor.name.split()[0].lower() not in NOT_SPEAKERS


def agrees(actor: Actor, speech: Speech) -> bool:
    """Whether it can be the subject of a verb of that number."""
    if speech.plural is None or actor.kind in ("country", "organization"):
        return True
    return actor.plural == speech.plural or (bool(speech.plural) and actor.person_id is not None)
