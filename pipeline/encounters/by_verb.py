"""Meetings that a verb tells of: "se reunió con Vera", "viajará a Lima", "recibió al canciller"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.actors import Actor
from pipeline.encounters.model import Encounter, unique
from pipeline.encounters.participants import after_preposition, bodies_of, group_after, is_counterpart
from pipeline.encounters.places import place_of, visited, where
from pipeline.encounters.status import status_of_mention
from pipeline.encounters.verbs import Use, last_person, subject_by_verb
from pipeline.speech.scenes import Scene

_TELEPHONE = re.compile(r"\b(?:por teléfono|telefónic|vía telefónica|por videoconferencia|por videollamada)")
#: "concentrados", "reunida"; not "cada" or "nada".
_PARTICIPLE = re.compile(r"\w{2,}[ai]d[oa]s?")
_DELEGATIONS = frozenset(("delegación", "misión", "comitiva", "comisión", "representación"))
_GROUP_TYPES = {
    "ministros": "ministerial",
    "cancilleres": "ministerial",
    "presidentes": "summit",
    "mandatarios": "summit",
    "líderes": "summit",
    "jefes": "summit",
    "gobernantes": "summit",
}


def by_verb(scene: Scene, uses: list[Use]) -> Iterator[Encounter]:
    """Encounters of the sentence that its verbs of meeting (`uses`) tell of."""
    for use in uses:
        handler = {
            "meet": _met,
            "phone": _phoned,
            "receive": _received,
            "visit": _visited,
            "travel": _travelled,
            "stay": _stayed,
            "welcome": _welcomed,
            "present": _presented,
            "confer": _conferred,
        }.get(use.entry["class"])
        encounter = handler(scene, use) if handler else None
        if encounter is not None:
            encounter.sentence = scene.sentence.start
            yield encounter


def _encounter(scene: Scene, use: Use, kind: str, participants: list[Actor], place: Actor | None) -> Encounter:
    doc = scene.doc
    ends = [a.end for a in participants if use.end <= a.end <= scene.sentence.end and a.start >= use.start]
    ends += [place.end] if place is not None and place.start >= use.end else []
    last = doc[min(max([use.end, *[e for e in ends if e - use.end < 25]]), scene.sentence.end) - 1]
    return Encounter(
        kind, doc[use.start].idx, last.idx + len(last), use.start, use.entry["id"],
        status=status_of_mention(scene, use, use.start, use.end), participants=unique(participants), place=place,
    )  # fmt: skip


def _met(scene: Scene, use: Use) -> Encounter | None:
    others = after_preposition(scene, use.end, ("con",), reach=12)
    subject = subject_by_verb(scene, use)
    participants = unique([*subject, *others])
    group = None if others or any(a.kind == "person" for a in participants) else _group_meeting(scene, use)
    if group is not None:
        group.participants = participants if len(participants) > 1 else group.participants
        return group
    if len(participants) < 2:
        met = group_after(scene, use.end)
        if met is not None and participants and participants[0].person_id:
            return _encounter(scene, use, "other", [*participants, met], place_of(scene, use.end))
        bodies = [a for a in participants if a.kind in ("organization", "institution")]
        if not bodies or others or use.entry["lemma"] != "reunirse":
            return None
        return _encounter(scene, use, "session", bodies, place_of(scene, use.end))
    if use.entry["lemma"] == "encontrarse" and _is_location(scene, use, participants, others):
        return None
    kind = "call" if _TELEPHONE.search(scene.sentence.text) else "bilateral_meeting"
    if kind != "call" and others and all(a.kind == "organization" for a in others) and group_after(scene, use.end):
        kind = "other"  # "se reunió con los integrantes del Consejo Empresarial"
    return _encounter(scene, use, kind, participants, place_of(scene, use.end))


def _is_location(scene: Scene, use: Use, participants: list[Actor], others: list[Actor]) -> bool:
    """ "las plantas se encuentran en Chile", "Paz y Vera se encuentran alojados en Lima": they are there or so, nobody
    meets.
    """
    if others:
        return not any(a.kind == "person" for a in participants)
    following = scene.doc[use.end].lower_ if use.end < scene.sentence.end else ""
    if _PARTICIPLE.fullmatch(following):
        return True
    return following in ("en", "entre") and not any(a.kind == "person" for a in participants)


def _group_meeting(scene: Scene, use: Use) -> Encounter | None:
    """ "los cancilleres del Mercosur se reunieron en Lima": a ministerial of that body."""
    before = [a for a in scene.actors if a.kind == "group" and a.end <= use.start and use.start - a.end <= 6]
    if not before or not use.form.plural:
        return None
    group = before[-1]
    kind = _GROUP_TYPES.get(group.name.split()[0].lower())
    bodies = bodies_of(scene, group)
    return _encounter(scene, use, kind, bodies, place_of(scene, use.end)) if kind and bodies else None


def _conferred(scene: Scene, use: Use) -> Encounter | None:
    """ "tratará el martes en Quito con su colega Vera los efectos": with a person, and said so."""
    others = [a for a in after_preposition(scene, use.end, ("con",), reach=10) if a.kind == "person"]
    subject = [a for a in subject_by_verb(scene, use) if a.kind == "person"]
    participants = unique([*subject, *others])
    if not others or len(participants) < 2:
        return None
    kind = "call" if _TELEPHONE.search(scene.sentence.text) else "bilateral_meeting"
    return _encounter(scene, use, kind, participants, place_of(scene, use.end))


def _phoned(scene: Scene, use: Use) -> Encounter | None:
    lemma = use.entry["lemma"]
    calling = lemma == "llamar"
    others = after_preposition(
        scene, use.end, ("a", "al") if calling else ("con", "a", "al"), reach=3 if calling else 12
    )
    subject = subject_by_verb(scene, use)
    participants = unique([*subject, *others])
    if len(participants) < 2:
        return None
    near = scene.doc[use.end : min(scene.sentence.end, use.end + 14)].text
    if lemma == "telefonear" or _TELEPHONE.search(near) or (calling and _rings(scene, subject, others)):
        return _encounter(scene, use, "call", participants, None)
    if lemma != "hablar" or not others or use.form.tense not in ("past", "part") or not _of_two_states(participants):
        return None
    place = place_of(scene, use.end)
    return _encounter(scene, use, "bilateral_meeting" if place else "call", participants, place)


def _rings(scene: Scene, subject: list[Actor], others: list[Actor]) -> bool:
    """ "llamó a la presidenta Vera para darle explicaciones", not "llamó a Vera a votar" or "traidora"."""
    if not all(a.person_id for a in [*subject, *others]):
        return False
    same = [a.end for a in scene.actors if a.person_id == others[-1].person_id and a.start >= others[-1].start]
    end = min([e for e in same if scene.doc[e - 1 : e + 1] and e - others[-1].end <= 4] or [others[-1].end])
    end = max([end, *[e for e in same if e - end <= 4]])
    following = scene.doc[end] if end < scene.sentence.end else None
    return following is None or following.lower_ in (".", ",", "para", "por", "el", "este", "ayer", "hoy", "tras")


def _of_two_states(participants: list[Actor]) -> bool:
    """Persons of different states: who speaks with a colleague abroad calls or meets."""
    states = {a.country for a in participants if a.kind == "person"}
    return len(states) >= 2 and None not in states and len(participants) == 2


def _received(scene: Scene, use: Use) -> Encounter | None:
    if use.form.tense in ("part", "fut") and scene.doc[use.end - 2].lower_ in ("fue", "fueron", "será", "sido"):
        others = after_preposition(scene, use.end, ("por",), reach=6)
    else:
        others = after_preposition(scene, use.end, ("a", "al"), reach=8)
    others = [a for a in others if a.kind == "person" or is_counterpart(scene, a)]
    subject = [a for a in subject_by_verb(scene, use) if a.kind in ("person", "country")]
    participants = unique([*subject, *others])
    if not subject and others and where(scene, use.start):
        free = [a for a in scene.actors if a.person_id and not a.governed and a.end <= use.start]
        subject = free[:1] or last_person(scene)  # "…, Quito, donde será recibido por Vera"
        participants = unique([*subject, *others])
    if not others or len(participants) <= len(unique(others)):
        return None
    place = place_of(scene, use.end) or next(iter(where(scene, use.start)), None)
    return _encounter(scene, use, "bilateral_meeting", participants, place)


def _welcomed(scene: Scene, use: Use) -> Encounter | None:
    """ "dio la bienvenida a Vera", "dará a Vera la bienvenida"."""
    near = scene.doc[use.end : min(scene.sentence.end, use.end + 8)]
    return _received(scene, use) if any(t.lower_ == "bienvenida" for t in near) else None


def _presented(scene: Scene, use: Use) -> Encounter | None:
    """ "presentó sus cartas credenciales al presidente Vera"."""
    near = [t.lower_ for t in scene.doc[use.end : min(scene.sentence.end, use.end + 9)]]
    if "credenciales" not in near:
        return None
    others = after_preposition(scene, use.end + near.index("credenciales"), ("a", "al", "ante"), reach=16)
    participants = unique([*subject_by_verb(scene, use), *[a for a in others if a.kind == "person"]])
    if len(participants) < 2 or not others:
        return None
    return _encounter(scene, use, "other", participants, place_of(scene, use.end))


def _visited(scene: Scene, use: Use) -> Encounter | None:
    place = _first_place(scene, use.end)
    visitors = [a for a in subject_by_verb(scene, use) if a.kind == "person" or is_delegation(a)]
    return _encounter(scene, use, "visit", visitors, place) if place is not None and visitors else None


def is_delegation(actor: Actor) -> bool:
    """A delegation travels and visits like a person."""
    return actor.name.split()[0].lower() in _DELEGATIONS


def _first_place(scene: Scene, at: int) -> Actor | None:
    """The place right after a transitive verb, dates and "el" skipped: "visitó el pasado agosto Colombia"."""
    for token in scene.doc[at : min(scene.sentence.end, at + 6)]:
        actor = next((a for a in scene.actors if a.start == token.i), None)
        if actor is not None:
            return actor if actor.kind in ("country", "place", "region") else None
        if token.is_punct or token.lower_ in ("a", "al", "con", "que"):
            return None
    return None


def _travelled(scene: Scene, use: Use) -> Encounter | None:
    place = visited(scene, use.end)
    visitors = [a for a in subject_by_verb(scene, use) if a.kind == "person" or is_delegation(a)]
    return _encounter(scene, use, "visit", visitors, place) if place is not None and visitors else None


def _stayed(scene: Scene, use: Use) -> Encounter | None:
    """ "Vera estará en Lima hasta el lunes": a visit of somebody who holds an office."""
    place = next((a for a in scene.actors if use.end < a.start <= use.end + 2 and a.preposition == "en"), None)
    visitors = [a for a in subject_by_verb(scene, use) if a.kind == "person"]
    if place is None or place.kind not in ("country", "place") or not visitors:
        return None
    return _encounter(scene, use, "visit", visitors, place)
