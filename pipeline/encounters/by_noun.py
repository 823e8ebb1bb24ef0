"""Meetings that a noun tells of: "sostuvo una reunión con Vera", "la II Cumbre Andina comenzó"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.actors import Actor
from pipeline.encounters.attendance import attendants_of, is_owned, is_relative_after, visitors_of
from pipeline.encounters.by_verb import group_type
from pipeline.encounters.model import Encounter, is_finite
from pipeline.encounters.participants import bodies_of, group_after
from pipeline.encounters.phrases import Gathering, find_gatherings
from pipeline.encounters.places import place_of, visited
from pipeline.encounters.status import AFTER, status_of_mention
from pipeline.encounters.verbs import Use, subject_by_verb
from pipeline.speech.scenes import Scene

_LEG = re.compile(r"\b(?:marco|parte|etapa|escala|parada|tramo) de su$")
#: "una nueva ronda de negociaciones" is not the one spoken of before.
_ANOTHER = frozenset(("nueva", "nuevas", "otra", "precedente", "anterior", "pasada", "primera", "última"))


def by_noun(scene: Scene, uses: list[Use]) -> Iterator[Encounter]:
    """Encounters of the sentence that a noun names; `uses` are its verbs of meeting."""
    for gathering in find_gatherings(scene.doc, scene.sentence, scene.quotes):
        use = _governing(scene, gathering, [u for u in uses if u.entry["class"] != "confer"])
        encounter = _from_noun(scene, gathering, use)
        if encounter is not None:
            yield encounter


def _governing(scene: Scene, gathering: Gathering, uses: list[Use]) -> Use | None:
    """The meeting verb the noun belongs to: "sostuvo una reunión", "la cumbre comenzó", "la visita que Vera hará"."""
    doc = scene.doc
    before = [u for u in uses if u.end <= gathering.start and gathering.start - u.end <= 12]
    if before:
        between = doc[before[-1].end : gathering.start]
        far = before[-1].entry["class"] in ("cancel", "propose") and len(between) > 3
        if not far and not any(
            t.text in (";", ":") or t.lower_ in ("que", "quien") or t.pos_ == "VERB" for t in between
        ):
            return before[-1]
    classes = ("begin", "cancel", "hold", "attend", "host")
    after = [u for u in uses if 0 <= u.start - gathering.end <= 8 and u.entry["class"] in classes]
    if after and (is_relative_after(doc, gathering) or after[0].entry["class"] == "attend"):
        return after[0]
    if after and any(t.text == "," for t in doc[gathering.end : after[0].start]):
        return None
    free = [
        a for a in scene.actors if after and gathering.end <= a.start and a.end <= after[0].start and not a.governed
    ]
    return after[0] if after and not free else None


def _here(scene: Scene, head: int) -> Actor | None:
    place = place_of(scene, head)
    return place if place is not None and place.kind != "region" and abs(place.start - head) < 10 else None


def _is_body(scene: Scene, gathering: Gathering) -> bool:
    """The name is an organization's ("Foro de Cooperación Asia-Pacífico") and nothing tells when and where it met."""
    bodies = [a for a in scene.actors if a.start <= gathering.head < a.end and a.kind == "organization"]
    if any(a.start < gathering.start for a in bodies):
        return True  # "la Organización de la Conferencia Andina"
    named = bool(bodies) and gathering.type != "visit"
    return named and gathering.ordinal is None and place_of(scene, gathering.end) is None


def _frames(scene: Scene, gathering: Gathering) -> bool:
    """ "en el marco de su gira por Asia", "última etapa de su gira": the tour goes on beyond what is told."""
    left = scene.doc[max(scene.sentence.start, gathering.start - 5) : gathering.start].text.lower()
    return gathering.own and scene.doc[gathering.head].lower_ == "gira" and bool(_LEG.search(left))


def _later_leg(scene: Scene, gathering: Gathering) -> bool:
    """ "viajará a Quito, segunda y última etapa de su gira": the tour began before."""
    left = scene.doc[max(scene.sentence.start, gathering.start - 6) : gathering.start].text.lower()
    return bool(
        re.search(r"\b(?:segunda|tercera|cuarta|quinta|última|siguiente|próxima) (?:etapa|escala|parada)", left)
    )


def _without_people(scene: Scene, gathering: Gathering) -> Gathering:
    """ "estuvo en el encuentro Ana Vera": the name after the noun is no name of the meeting."""
    inside = [a for a in scene.actors if a.person_id and gathering.head < a.start < gathering.end]
    of = scene.doc[gathering.head + 1].lower_ in ("de", "del") if inside else False  # "el encuentro de Vera con Gil"
    if gathering.type != "meeting" or not inside or inside[0].start != gathering.head + 1 + of:
        return gathering
    end = gathering.head + 1
    return replace(
        gathering, end=end, name=scene.doc[gathering.start : end].text, specific=gathering.ordinal is not None
    )


def _with_region(scene: Scene, gathering: Gathering) -> Gathering:
    """ "Foro sobre Puertos en América Latina y el Caribe": the region is part of the name, not where it meets."""
    doc, end = scene.doc, gathering.end
    if not gathering.specific or end >= scene.sentence.end or doc[end].lower_ != "en":
        return gathering
    for region in (a for a in scene.actors if a.kind == "region" and a.country is None):
        gap = [t.lower_ for t in doc[end : region.start]]
        if gap in (["en"], ["y", "el"], ["y"], ["en", "el"]):
            end = region.end
    if end == gathering.end:
        return gathering
    return replace(gathering, end=end, name=doc[gathering.start : end].text)


def _is_denied(scene: Scene, gathering: Gathering) -> bool:
    """ "no tuvo una reunión con Vera", "no se pidió un encuentro": there was none, unless the phrase names one."""
    doc = scene.doc
    if gathering.specific or gathering.definite:
        return False
    for at in range(gathering.start - 1, max(scene.sentence.start, gathering.start - 13), -1):
        token = doc[at]
        if token.text in (";", ":") or token.lower_ in ("que", "en", "durante", "tras", "sobre", "desde", "antes"):
            return False
        if is_finite(token):
            words = [t.lower_ for t in doc[max(scene.sentence.start, at - 3) : at]]
            return bool({"no", "nunca", "tampoco", "ni"} & set(words))
    return False


def _in_title(scene: Scene, gathering: Gathering) -> bool:
    """ "Ana Vera, directora del Foro de Puertos": the forum is where she works."""
    titled = [a for a in scene.actors if a.person_id and a.start < gathering.head < a.end]
    return bool(titled) and gathering.ordinal is None


def _from_noun(scene: Scene, gathering: Gathering, use: Use | None) -> Encounter | None:
    doc = scene.doc
    gathering = _with_region(scene, _without_people(scene, gathering))
    if _is_body(scene, gathering) or _in_title(scene, gathering) or (use is None and _is_denied(scene, gathering)):
        return None
    encounter = Encounter(
        gathering.type, doc[gathering.start].idx, doc[gathering.end - 1].idx + len(doc[gathering.end - 1]),
        gathering.head, gathering.rule, name=_name(gathering), ordinal=gathering.ordinal, specific=gathering.specific,
        definite=gathering.definite or (gathering.own and gathering.type == "visit"), sentence=scene.sentence.start,
        status=status_of_mention(scene, use, gathering.start, gathering.end),
    )  # fmt: skip
    if gathering.type == "visit" and use is not None and use.entry["class"] in ("receive", "welcome"):
        return None  # "recibió en visita oficial a Vera": the verb tells whose visit it is
    if gathering.type == "visit":
        relative = use is not None and use.start >= gathering.end and is_relative_after(doc, gathering)
        encounter.place = visited(scene, use.end if use is not None and relative else gathering.head + 1)
        encounter.participants = visitors_of(scene, gathering, use)
        encounter.named = gathering.definite and is_owned(scene, gathering)
        encounter.named |= use is not None and use.entry["class"] in ("hold", "begin") and use.form.tense != "inf"
        encounter.place = encounter.place or _here(scene, gathering.head)
    else:
        encounter.place = place_of(scene, gathering.end)
        if encounter.place is None and use is not None and use.start >= gathering.end:
            encounter.place = place_of(scene, use.end)
        encounter.participants = attendants_of(scene, gathering, use)
        _held_by_group(scene, gathering, use, encounter)
    before = doc[gathering.start - 1].lower_ if gathering.start > scene.sentence.start else ""
    encounter.following = before in ("próxima", "próximo", "siguiente") or (
        encounter.type == "negotiation" and before in _ANOTHER
    )
    encounter.last = encounter.type == "visit" and before in ("última", "último", "anterior", "pasada", "pasado")
    encounter.status = "held" if encounter.last and use is None else encounter.status
    encounter.status = "planned" if before == "siguiente" else encounter.status
    encounter.tail = gathering.end
    encounter.to_come = use is not None and use.form.tense == "fut"
    if gathering.type == "visit" and _frames(scene, gathering):
        encounter.frame = True
        if encounter.status == "held" or _later_leg(scene, gathering):
            encounter.status = "ongoing"
    if encounter.type in ("meeting", "talks") and not gathering.specific and len(encounter.participants) < 2:
        encounter = _with_group(scene, gathering, use, encounter)
    if encounter.type == "meeting":
        encounter.type = _settled(encounter)
    inside = [a for a in scene.actors if gathering.start <= a.start < gathering.end and a.kind == "organization"]
    encounter.done = encounter.status == "held" and use is not None and use.form.tense == "past"
    encounter.weak = frozenset(a.name for a in encounter.participants if not _near(scene, a, gathering))
    encounter.aliases = frozenset(word for a in inside for word in a.name.lower().split())
    return encounter


def _held_by_group(scene: Scene, gathering: Gathering, use: Use | None, encounter: Encounter) -> None:
    """ "los cancilleres del Mercosur sostendrán una reunión en Lima": a ministerial of that body."""
    if use is None or use.start >= gathering.start or encounter.type not in ("meeting", "summit", "ministerial"):
        return
    groups = [a for a in scene.actors if a.kind == "group" and not a.governed and 0 <= use.start - a.end <= 4]
    if encounter.participants or not groups or use.entry["class"] not in ("hold", "begin", "attend"):
        return
    kind, bodies = group_type(groups[-1]), bodies_of(scene, groups[-1])
    if kind and bodies:
        encounter.type = kind if encounter.type == "meeting" else encounter.type
        encounter.participants = bodies


def _with_group(scene: Scene, gathering: Gathering, use: Use | None, encounter: Encounter) -> Encounter:
    """ "sostuvo un encuentro con empresarios": one person and a group without names meet."""
    met = group_after(scene, gathering.end)
    if met is None or (use is not None and use.entry["class"] not in ("hold", "attend")):
        return encounter
    if use is not None:
        subject = [a for a in subject_by_verb(scene, use) if a.person_id]
    else:  # "En una reunión con empresarios, Vera dijo"
        words = {t.lower_ for t in scene.doc[max(scene.sentence.start, gathering.start - 4) : gathering.start]}
        free = [a for a in scene.actors if a.person_id and not a.governed] if words & {*AFTER, "en", "durante"} else []
        subject = free[:1]
    if subject:
        encounter.type, encounter.participants = "other", [*subject, met]
    return encounter


def _near(scene: Scene, actor: Actor, gathering: Gathering) -> bool:
    """The sentence itself names the participant after the mention, so that it was not only guessed."""
    return any(a.name == actor.name and gathering.head <= a.start for a in scene.actors)


def _name(gathering: Gathering) -> str | None:
    named = gathering.specific or gathering.ordinal is not None or gathering.end - gathering.head > 1
    return gathering.name if named else None


def _is_numbered(encounter: Encounter) -> bool:
    """ "la XXII Reunión" is one of a series with a name, "su cuarto encuentro" is not."""
    somewhere = not encounter.participants and encounter.place is not None
    return encounter.ordinal is not None and ("Reunión" in (encounter.name or "") or somewhere)


def _settled(encounter: Encounter) -> str:
    """Type of "reunión" and "encuentro": two sides meet bilaterally, a named one is a conference."""
    if [a.kind for a in encounter.participants] in (["institution"], ["organization"]):
        return "session"  # "El consejo sostendrá su primera reunión"
    if len(encounter.participants) >= 2 or not (encounter.specific or _is_numbered(encounter)):
        return "bilateral_meeting"
    return "conference"
