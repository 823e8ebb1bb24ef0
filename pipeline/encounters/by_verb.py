"""Meetings that a verb tells of: "se reunió con Vera", "viajará a Lima", "recibió al canciller"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline import gazetteer
from pipeline.actors import DETERMINERS, Actor
from pipeline.encounters.model import Encounter, is_finite, unique
from pipeline.encounters.participants import after_preposition, bodies_of, group_after, is_counterpart, state_of_group
from pipeline.encounters.places import place_of, visited, where
from pipeline.encounters.status import status_of_mention
from pipeline.encounters.verbs import MET_ALREADY, TIME_WORDS, Use, last_person, subject_by_verb
from pipeline.speech.scenes import Scene

_TELEPHONE = re.compile(r"\b(?:por teléfono|telefónic|vía telefónica|por videoconferencia|por videollamada)")
#: "concentrados", "reunida"; not "cada" or "nada".
_PARTICIPLE = re.compile(r"\w{2,}[ai]d[oa]s?")
#: Tokens of an adjunct that opens its sentence: "Reunidos en Lima, Vera y Gil firmaron …".
_AT_HEAD = 3
_PASSIVE = frozenset(("fue", "fueron", "será", "serán", "sido"))
_ON_VISIT = re.compile(r"^(?:\w+ ){0,3}en (?:una )?visita\b")
_DELEGATIONS = frozenset(("delegación", "misión", "comitiva", "comisión", "representación"))
_BODIES = frozenset(("organization", "country", "region"))
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
    if scene.doc[use.start].lower_ in MET_ALREADY and use.start - scene.sentence.start > _AT_HEAD:
        subject = [a for a in subject if a.end <= use.start]  # not "jinetes reunidos frente a la estatua de Vera"
    participants = unique([*subject, *others])
    group = None if others or any(a.kind == "person" for a in participants) else _group_meeting(scene, use)
    if group is not None:
        group.participants = participants if len(participants) > 1 else group.participants
        return group
    if len(participants) < 2:
        met = group_after(scene, use.end)
        if met is not None and participants and participants[0].person_id:
            state = state_of_group(met)
            if state is not None and state.country != participants[0].country:
                return _encounter(scene, use, "bilateral_meeting", [*participants, state], place_of(scene, use.end))
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
    if use.form.tense == "ger" and (met := _gathered(scene, use)) is not None:
        return met
    before = [a for a in scene.actors if a.kind == "group" and a.end <= use.start and use.start - a.end <= 6]
    if not before or not use.form.plural:
        return None
    group = before[-1]
    kind = group_type(group)
    bodies = bodies_of(scene, group) or _states_of(scene, group)
    return _encounter(scene, use, kind, bodies, place_of(scene, use.end)) if kind and bodies else None


def group_type(group: Actor) -> str | None:
    """What a meeting of such people is: of "cancilleres" a ministerial, of "mandatarios" a summit."""
    return _GROUP_TYPES.get(group.name.split()[0].lower())


def _gathered(scene: Scene, use: Use) -> Encounter | None:
    """ "los ministros de Chile y la OEA reunidos hoy en Lima": all who are named from the group on."""
    begin = use.start
    while begin > scene.sentence.start and not is_finite(scene.doc[begin - 1]):
        begin -= 1
    groups = [a for a in scene.actors if a.kind == "group" and begin <= a.start < use.start and not a.governed]
    kinds = [kind for a in groups if (kind := group_type(a))]
    place = place_of(scene, use.end)
    if not kinds or place is None:
        return None
    first = next(a for a in groups if group_type(a))
    named = [a for a in scene.actors if first.start < a.start < use.start and a.kind in _BODIES]
    mixed = any(group_type(a) is None and a.name.split()[0].lower() == "representantes" for a in groups)
    kind = "conference" if mixed else kinds[0]  # "los ministros de Chile, representantes de la ONU y la OEA"
    return _encounter(scene, use, kind, named, place) if named else None


def _states_of(scene: Scene, group: Actor) -> list[Actor]:
    """ "acordaron que sus cancilleres se reúnan": of the states of the two spoken of before."""
    owned = group.start > scene.sentence.start and scene.doc[group.start - 1].lower_ in ("sus", "ambos", "respectivos")
    codes = list(dict.fromkeys(a.country for a in scene.memory.pair if a.country))
    if not owned or len(codes) != 2:
        return []
    return [replace(group, name=gazetteer.country_name(code) or code, kind="country", country=code) for code in codes]


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
    at = _past_time(scene, use.end) if calling else use.end
    others = after_preposition(scene, at, ("a", "al") if calling else ("con", "a", "al"), reach=3 if calling else 12)
    others = unique(others)
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


def _past_time(scene: Scene, at: int) -> int:
    """ "llamó la víspera a Vera", "llamó este lunes a Vera": the token after the words of time."""
    end = at
    while end < scene.sentence.end and (
        scene.doc[end].lower_ in TIME_WORDS or scene.doc[end].lower_ in DETERMINERS or scene.doc[end].pos_ == "ADV"
    ):
        end += 1
    return end if TIME_WORDS & {t.lower_ for t in scene.doc[at:end]} or scene.doc[end - 1].pos_ == "ADV" else at


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
    if use.form.tense in ("part", "fut") and scene.doc[use.end - 2].lower_ in _PASSIVE:
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
    encounter = _encounter(scene, use, "bilateral_meeting", participants, place)
    passive = scene.doc[use.end - 2].lower_ in _PASSIVE
    hosts = {a.country for a in (others if passive else subject)}
    encounter.host = next(iter(hosts)) if len(hosts) == 1 else None
    if _ON_VISIT.search(scene.doc[use.end : min(scene.sentence.end, use.end + 8)].text):
        encounter.type, encounter.named = "visit", True  # "recibió hoy en visita oficial a Vera"
    return encounter


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
    if place is None and visitors:
        return _called_on(scene, use, visitors)
    return _encounter(scene, use, "visit", visitors, place) if place is not None and visitors else None


def _called_on(scene: Scene, use: Use, visitors: list[Actor]) -> Encounter | None:
    """ "Vera había visitado al canciller austriaco, Luis Gil": a visit to a person of another state."""
    hosts = unique(after_preposition(scene, use.end, ("a", "al"), reach=3))
    hosts = [a for a in hosts if a.person_id and a.country]
    strangers = [a for a in visitors if a.person_id and a.country not in {h.country for h in hosts}]
    if not hosts or not strangers:
        return None
    encounter = _encounter(scene, use, "visit", [*strangers, *hosts], place_of(scene, use.end))
    encounter.named = True
    return encounter


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
