"""Verbs of speech that tell a deed here, by who does it: acts of all, pledges, a state's requests, standing views.

"Ana Vera pidió calma" is speech; "ambos gobiernos coincidieron en abrir la vía" is an agreement, "Lima pidió una
prórroga" a request filed, "Lima confía en que llueva" what a capital is held to think, and nobody said it.
"""

from __future__ import annotations

from pipeline.actors import OFFICES, Actor
from pipeline.speech.frames import INFINITIVE
from pipeline.speech.scenes import Scene
from pipeline.speech.verbs import Speech

#: Constructions that need words: what was said follows, whoever says it.
_WORDS = frozenset(("que", "par", "quote", "phrase", "label"))
_BODIES = frozenset(("country", "place", "institution", "group"))
_STATES = frozenset(("country", "place"))
_FILED = frozenset(("pedir", "solicitar", "requerir"))
_SIDES = frozenset(("ambos", "ambas", "dos"))


def is_deed(scene: Scene, speech: Speech, speakers: tuple[Actor, ...]) -> bool:
    """Whether the verb tells what the speakers did or think, not what they said."""
    if _is_held_view(speech, speakers) or _is_concord(scene, speech, speakers):
        return True
    return speech.frame not in _WORDS and all(_is_act(scene, speech, actor) for actor in speakers)


def _is_act(scene: Scene, speech: Speech, actor: Actor) -> bool:
    """ "los ministros reiteraron su apoyo", "la resolución exige el cese": an act of all, not somebody's words."""
    if actor.kind == "document" or _is_both_sides(actor):
        return True
    lemma = speech.entry["lemma"]
    if actor.kind != "person" and (lemma, speech.frame) in (("descartar", "inf"), ("reiterar", "np")):
        return True  # "El Cairo descartó firmar": a government that will not is no person who says so
    told_by = actor.end == speech.start - 1 and scene.doc[actor.end].lower_ == "que"  # "el vecino que solicitó la obra"
    filed = actor.kind in _BODIES or told_by
    return filed and lemma in _FILED and _asks_for_thing(scene, speech)


def _is_both_sides(actor: Actor) -> bool:
    return actor.kind == "group" and actor.name.lower() in OFFICES


def _is_concord(scene: Scene, speech: Speech, speakers: tuple[Actor, ...]) -> bool:
    """ "Ambos gobiernos coincidieron en que …": what two sides agree on."""
    return speech.entry["lemma"] in ("coincidir", "concordar") and all(
        _is_both_sides(a) and a.start > 0 and scene.doc[a.start - 1].lower_ in _SIDES for a in speakers
    )


def _is_held_view(speech: Speech, speakers: tuple[Actor, ...]) -> bool:
    """ "Quito cree que …", "los expertos consideran que …": a standing view; "Quito estimó que …" was said once."""
    if speech.entry["class"] != "opinion" or speech.frame not in ("que", "en_que") or speech.tense != "pres":
        return False
    return all(a.kind in _STATES or (a.kind == "group" and a.plural) for a in speakers)


def _asks_for_thing(scene: Scene, speech: Speech) -> bool:
    """ "Lima pidió (a la ONU) una misión": neither words nor an action follow, as in "pidió a la ONU que vaya"."""
    if speech.frame not in ("np", "a"):
        return False
    rest = scene.doc[speech.at : scene.sentence.end]
    asked = rest[: next((n for n, t in enumerate(rest) if t.text in (",", ";")), len(rest))]
    if any(asked.start_char <= q.start < asked.end_char for q in scene.quotes):
        return False
    return speech.frame == "np" or not any(
        t.lower_ == "que" or (t.pos_ in ("VERB", "AUX") and INFINITIVE.match(t.lower_)) for t in asked
    )
