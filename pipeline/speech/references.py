""" "el funcionario", "la dependencia", "el comunicado": whom they stand for."""

from __future__ import annotations

from dataclasses import replace

from pipeline.actors import Actor
from pipeline.speech.scenes import Scene, can_speak
from pipeline.speech.verbs import Speech


def carried_speakers(scene: Scene, speech: Speech) -> tuple[Actor, ...]:
    """Speakers a verb without subject goes back to."""
    return scene.memory.last(speech.plural)


def resolved_speaker(scene: Scene, actor: Actor) -> Actor:
    """ "la dependencia", "el comunicado" and "el funcionario" stand for the one named before."""
    if actor.kind == "document":
        return _issuer(scene, actor)
    bare = len(actor.name.split()) <= 2 and " de" not in f" {actor.name}".lower()[1:]
    if actor.kind == "anaphor" and actor.definite and scene.memory.body is not None:
        return scene.memory.body
    if actor.kind == "person" and actor.person_id is None and bare and actor.definite and not actor.plural:
        last = scene.memory.singular
        return last if last is not None and last.kind == "person" else actor
    return actor


def _issuer(scene: Scene, document: Actor) -> Actor:
    """Who issued a document: named right after it ("publicada por la cancillería"), else who spoke last."""
    for actor in scene.actors:
        gap = scene.doc[document.end : actor.start].text.split() if actor.start >= document.end else None
        if gap is not None and len(gap) <= 5 and any(word in ("por", "de", "del") for word in gap) and can_speak(actor):
            return replace(actor, preposition=None)
    return scene.memory.latest or document
