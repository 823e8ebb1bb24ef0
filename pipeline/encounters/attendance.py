"""Who attends a meeting that a noun names, and whose visit a visit is."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.actors import Actor
from pipeline.encounters.by_verb import is_delegation
from pipeline.encounters.model import unique
from pipeline.encounters.participants import (
    after_preposition,
    agents,
    country_pair,
    free_pair,
    free_states,
    listed,
    people_of_sentence,
)
from pipeline.encounters.phrases import Gathering
from pipeline.encounters.status import AFTER
from pipeline.encounters.verbs import Use, last_person, subject_by_verb
from pipeline.speech.scenes import Scene

#: Nouns of a ceremony that stand before its person: "la ceremonia de asunción de mando de Vera".
_OF_OFFICE = ("asunción", "investidura", "toma", "transmisión", "posesión", "mando", "poder", "la", "firma")
_MEDIA = frozenset(("media", "organization"))
_OF_BODIES = frozenset(("summit", "session"))
_TWO_SIDED = frozenset(("meeting", "talks", "call", "bilateral_meeting"))


def is_relative_after(doc: Doc, gathering: Gathering) -> bool:
    """A relative clause follows the phrase: "la visita que Vera hará"."""
    words = [t.lower_ for t in doc[gathering.end : gathering.end + 2]]
    return words[:1] == ["que"] or words == [",", "que"]


def visitors_of(scene: Scene, gathering: Gathering, use: Use | None) -> list[Actor]:
    """Who visits: "la visita del canciller", the subject of "realizó una visita", the owner of "su visita"."""
    owners = after_preposition(
        scene, gathering.head + 1, ("de", "del"), reach=4, across=("oficial", "estado", "trabajo")
    )
    owners = [a for a in owners if a.kind == "person" or is_delegation(a)]
    if owners:
        return unique(owners)[:3]
    if use is not None and use.start >= gathering.end and is_relative_after(scene.doc, gathering):
        between = [a for a in scene.actors if gathering.end <= a.start and a.end <= use.start and a.person_id]
        return unique(between) or [a for a in listed(scene, use.end) if a.person_id][:1]
    if not gathering.own and _of_others(scene, gathering):
        return []
    subject = subject_by_verb(scene, use) if use is not None and use.entry["class"] != "propose" else []
    subject = [a for a in subject if a.kind == "person"]
    if subject:
        return subject
    return _host(scene, gathering) if gathering.own or use is None else []


def _of_others(scene: Scene, gathering: Gathering) -> bool:
    """ "la visita de los turistas": of somebody no stage knows, not of the subject."""
    words = [t.lower_ for t in scene.doc[gathering.head + 1 : gathering.end]]
    return "de" in words and not {"estado", "trabajo", "días", "cortesía", "estudio", "horas"} & set(words)


def _with_unknown(scene: Scene, at: int) -> bool:
    """ "en una entrevista con Tele Sol": a name that no stage knows, mostly a paper or a channel."""
    for token in scene.doc[at : min(scene.sentence.end - 1, at + 6)]:
        if token.lower_ == "con":
            following = scene.doc[token.i + 1]
            return following.text[0].isupper() and not any(a.start <= following.i < a.end for a in scene.actors)
    return False


def _host(scene: Scene, gathering: Gathering) -> list[Actor]:
    """The person a mention without subject is about: of its sentence, else the last one spoken of."""
    near = [a for a in scene.actors if a.person_id and 0 < gathering.start - a.end <= 4]
    if gathering.own and near and scene.doc[near[-1].end].text == ",":
        return near[-1:]  # "el avión del presidente, Ana Vera, en su viaje a Lima"
    people = people_of_sentence(scene, gathering.head)
    before = [a for a in people if a.end <= gathering.start]
    return before[-1:] or (last_person(scene) if gathering.definite else []) or people[:1] or last_person(scene)


def is_owned(scene: Scene, gathering: Gathering) -> bool:
    """ "la visita del canciller Vera": the phrase itself says whose visit it is."""
    owners = after_preposition(scene, gathering.head + 1, ("de", "del"), reach=3)
    return any(a.kind == "person" for a in owners)


def attendants_of(scene: Scene, gathering: Gathering, use: Use | None) -> list[Actor]:
    """Who takes part: "entre A y B", "con B", the subject of its verb; in a named meeting those of its sentence."""
    between = after_preposition(scene, gathering.end, ("entre",), reach=14)
    if between:
        return unique(between)
    interview = scene.doc[gathering.head].lower_ == "entrevista"
    others = _with_whom(scene, gathering, use)
    if interview and (any(a.kind in _MEDIA for a in others) or _with_unknown(scene, gathering.end)):
        return []  # to a newspaper
    found = [*_subject(scene, gathering, use), *others, *agents(scene, gathering.end)] or _pair_after(scene, gathering)
    people = [a for a in found if a.kind == "person"]
    if not people:
        found += country_pair(gathering.name) or (free_states(scene) if gathering.specific else [])
    if not found and gathering.type in _OF_BODIES and (body := _body_of(scene, gathering)) is not None:
        return [body]
    if gathering.specific:
        return unique([*found, *people_of_sentence(scene, gathering.head)])
    if len(unique(found)) == 1 and (others or (gathering.own and found[0].kind == "person")):
        # "Además, está previsto un encuentro con Vera": of the person spoken of before
        named = [a for a in people_of_sentence(scene, gathering.head) if a.end <= gathering.start]
        # "El encuentro con Vera" that no mention came before is nobody's in particular
        guessed = named[-1:] if gathering.definite else [*_host(scene, gathering), *last_person(scene)]
        found += [a for a in guessed if a.name != found[0].name][:1]
    return unique([a for a in found if not interview or a.kind in ("person", "country")])


def _body_of(scene: Scene, gathering: Gathering) -> Actor | None:
    """ "En su XI cumbre, el Mercosur pidió …", "el bloque, cuya segunda cumbre será en Lima": the body that meets."""
    if gathering.own and gathering.ordinal is not None:
        free = [a for a in scene.actors if a.kind == "organization" and not a.governed]
        return free[0] if free else None
    before = scene.doc[gathering.start - 1].lower_ if gathering.start > scene.sentence.start else ""
    named = [a for a in scene.actors if a.kind == "organization" and a.end <= gathering.start]
    return (named[-1] if named else scene.memory.body) if before == "cuya" else None


def _subject(scene: Scene, gathering: Gathering, use: Use | None) -> list[Actor]:
    """Subject of the meeting's verb; after the phrase also what follows that verb: "En la cita participaron …"."""
    if use is None:
        return []
    subject = subject_by_verb(scene, use) if use.entry["class"] not in ("cancel", "host") else []
    return subject or (listed(scene, use.end) if use.start >= gathering.end else [])


def _with_whom(scene: Scene, gathering: Gathering, use: Use | None) -> list[Actor]:
    """ "con Vera", "una llamada de Vera", "la investidura de Vera", "la charla que tuvo ayer con Vera"."""
    others = after_preposition(scene, gathering.end, ("con",), reach=10)
    if not others and use is not None and use.start >= gathering.end and is_relative_after(scene.doc, gathering):
        others = after_preposition(scene, use.end, ("con",), reach=8)
    if gathering.type == "call":
        return others or after_preposition(scene, gathering.end, ("de", "del"), reach=6)
    if gathering.type == "ceremony":
        owners = after_preposition(scene, gathering.head + 1, ("de", "del"), reach=8, across=_OF_OFFICE)
        return [*others, *[a for a in owners if a.person_id]]
    if others and gathering.type in _TWO_SIDED:
        owners = after_preposition(scene, gathering.head + 1, ("de", "del"), reach=3)
        return [*[a for a in owners if a.person_id], *others]  # "la reunión del presidente Paz con Vera"
    return others


def _pair_after(scene: Scene, gathering: Gathering) -> list[Actor]:
    """ "Tras una reunión de dos horas, Vera y Gil anunciaron …"."""
    words = {t.lower_ for t in scene.doc[max(scene.sentence.start, gathering.start - 5) : gathering.start]}
    if gathering.specific or gathering.type not in _TWO_SIDED or not words & {*AFTER, "durante", "término"}:
        return []
    return free_pair(scene)
