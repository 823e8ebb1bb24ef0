"""Where a meeting is and where a journey goes."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline import gazetteer
from pipeline.actors import Actor
from pipeline.attributes import lower_words
from pipeline.encounters.model import is_finite
from pipeline.encounters.verbs import TIME_WORDS
from pipeline.speech.scenes import Scene

_LOCALITIES = frozenset(
    ("ciudad", "capital", "localidad", "puerto", "balneario", "isla", "provincia", "región", "sede", "país")
)
_STAYS = frozenset(("estancia", "estadía", "escala", "visita", "presencia", "gira", "reunión", "encuentro", "cita"))
_PARTICIPLE = re.compile(r"[ai]d[oa]s?$")
_PLACE_REACH = 18


def place_of(scene: Scene, at: int) -> Actor | None:
    """Where: "en Quito" soon after the mention, the city in its name, "…, donde …", else "en Lima" before it."""
    doc = scene.doc
    places = [a for a in scene.actors if a.kind in ("place", "country") and _in_place(doc, a)]
    after = [a for a in places if at <= a.start < at + _PLACE_REACH and not _breaks(doc, at, a.start)]
    named = [a for a in scene.actors if a.kind == "place" and a.end == at and doc[a.start - 1].lower_ == "de"]
    provinces = [a for a in scene.actors if a.kind == "region" and a.country and _in_place(doc, a)]
    before = [a for a in [*places, *provinces] if a.end <= at and not _breaks(doc, a.end, at) and not _of_noun(doc, a)]
    before.sort(key=lambda a: a.start)
    sites = [
        a
        for a in scene.actors
        if (a.kind in ("site", "region") or is_residence(a)) and _in_place(doc, a) and at <= a.start < at + _PLACE_REACH
    ]
    return next(iter([*after, *named, *where(scene, at), *before[-1:], *sites]), None)


def is_residence(actor: Actor) -> bool:
    """ "en la Casa Rosada", "en el Kremlin": a seat of government is a body and a building."""
    return actor.kind == "organization" and gazetteer.is_seat(actor.name)


def with_capitals(scene: Scene) -> Scene:
    """The scene with the towns told as "la capital peruana" and "la capital de Perú" as places."""
    words, sentence = lower_words(scene.doc), scene.sentence
    if "capital" not in words[sentence.start : sentence.end]:
        return scene
    places = (i for i in range(sentence.start, sentence.end) if words[i] == "capital")
    towns = [town for i in places if (town := _capital_at(scene, i))]
    if not towns:
        return scene
    taken = {i for town in towns for i in range(town.start, town.end)}
    others = [a for a in scene.actors if not taken & set(range(a.start, a.end))]
    return replace(scene, actors=sorted([*others, *towns], key=lambda a: a.start))


def _capital_at(scene: Scene, at: int) -> Actor | None:
    doc = scene.doc
    if at < scene.sentence.start + 2 or doc[at - 1].lower_ != "la" or at + 1 >= scene.sentence.end:
        return None
    code, end = gazetteer.demonym_code(doc[at + 1].text), at + 2
    if doc[at + 1].lower_ in ("de", "del"):
        state = next((a for a in scene.actors if a.kind == "country" and 0 < a.start - at <= 3), None)
        code, end = (state.country, state.end) if state is not None else (None, end)
    town = gazetteer.main_city(code) if code else None
    if town is None:
        return None
    return Actor(at, end, town.name, "place", country=code, preposition=doc[at - 2].lower_)


def _of_noun(doc: Doc, place: Actor) -> bool:
    """ "la guerra en Siria, un día después de la cumbre": where something else is."""
    at = place.start - 1
    while at > 0 and doc[at].lower_ not in ("en", "desde"):
        at -= 1
    before = doc[at - 1] if at > doc[at].sent.start else None
    if before is None or before.lower_ in TIME_WORDS or _PARTICIPLE.search(before.lower_):
        return False
    return before.pos_ in ("NOUN", "ADJ") and before.lower_ not in _STAYS


def _breaks(doc: Doc, start: int, end: int) -> bool:
    """Another clause begins in between; "que se celebra en" goes on about the same meeting."""
    words = [t.lower_ for t in doc[start:end]]
    if any(w in (";", ":", "según") for w in words):
        return True
    verbs = [t for t in doc[start:end] if t.pos_ == "VERB"]
    return len(verbs) > 1 or ("y" in words and bool(verbs))


def where(scene: Scene, at: int) -> list[Actor]:
    """ "de Cuba, donde realizó una visita": the place before "donde"."""
    doc = scene.doc
    for position in range(at - 1, max(scene.sentence.start, at - 14), -1):
        if doc[position].lower_ == "donde":
            places = [a for a in scene.actors if a.kind in ("place", "country") and 0 <= position - a.end <= 1]
            return places[-1:]
    return []


def _in_place(doc: Doc, actor: Actor) -> bool:
    """After "en" or "desde", also "en la ciudad peruana de Cusco"."""
    at = actor.start - 1
    while at >= 0 and (doc[at].lower_ in ("la", "el", "los", "las", "de", "del") or doc[at].pos_ in ("NOUN", "ADJ")):
        if actor.start - at > 5:
            return False
        if doc[at].pos_ == "NOUN" and doc[at].lower_ not in _LOCALITIES:
            return False
        at -= 1
    return at >= 0 and doc[at].lower_ in ("en", "desde")


def visited(scene: Scene, at: int) -> Actor | None:
    """The goal of a visit or journey: "visita oficial a México", "viajará el lunes a Lima", "gira por Asia"."""
    doc = scene.doc
    for position in range(at, min(scene.sentence.end, at + 14)):
        token = doc[position]
        if token.lower_ == "que" and any(t.lower_.startswith("llev") for t in doc[position + 1 : position + 8]):
            at = position + 1  # "una gira que hasta el lunes lo llevará a Lima"
            continue
        if token.text in (";", ":") or token.lower_ in ("que", "quien", "para", "no", "como") or _begins_clause(token):
            return next(iter(where(scene, at)), None)
        if token.lower_ not in ("a", "al", "por", "en", "hacia", "hasta"):
            continue
        actor = next((a for a in scene.actors if position < a.start <= position + 5), None)
        if actor is None or not _is_goal(doc, position + 1, actor.start):
            continue
        if actor.kind in ("country", "place", "region"):
            return actor
        if actor.kind == "site" and (city := _city_of(actor)) is not None:
            return city
        if actor.kind != "institution" and actor.kind != "organization":
            return None
    return next(iter(where(scene, at)), None)


def _begins_clause(token: Token) -> bool:
    """A clause of its own begins: "durante su visita, Vera viajó a Lima" does not say whom she visited."""
    return token.pos_ == "VERB" and is_finite(token) and not token.lower_.startswith("llev")


def _is_goal(doc: Doc, start: int, end: int) -> bool:
    """Nothing but articles and "la ciudad de" lies between: "viajó a la cumbre de Lima" names no goal."""
    return all(t.lower_ in _LOCALITIES or t.pos_ != "NOUN" for t in doc[start:end])


def _city_of(site: Actor) -> Actor | None:
    """ "Aeropuerto Internacional de Quito": the city a site is named after."""
    _, found, name = site.name.rpartition(" de ")
    place = gazetteer.find_place(name) if found else None
    return replace(site, name=name, kind="place", country=place.country) if place is not None else None
