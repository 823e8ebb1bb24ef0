"""Mentions of meetings in one sentence, by noun ("sostuvo una reunión con …") or by verb ("se reunió con …").

An `Encounter` is one mention with what its sentence says of it; the stage joins the mentions of one meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Token

from pipeline.actors import Actor
from pipeline.attributes import Row
from pipeline.conjugation import Form, conjugate
from pipeline.gatherings import Gathering, find_gatherings
from pipeline.lexicon import Entry, read_lexicon
from pipeline.participants import (
    after_preposition,
    agents,
    bodies_of,
    country_pair,
    free_pair,
    free_states,
    listed,
    people_of_sentence,
    place_of,
    sides,
    visited,
)
from pipeline.speakers import Scene, subject_of
from pipeline.speech import CLITICS, Speech

_TELEPHONE = re.compile(r"\b(?:por teléfono|telefónic|vía telefónica|por videoconferencia|por videollamada)")
_PLANNED = re.compile(
    r"\b(?:próxim[oa]s?|previst[oa]s?|prevé|prevén|planea|planean|programad[oa]s?|agendad[oa]s?|está confirmado|"
    r"convocad[oa]s? para|preparativos|preparación|siguiente|tiene previsto|tienen previsto|futur[oa]|de cara a|rumbo a|con miras a|venider[oa])\b"
)
_OVER = re.compile(r"\b(?:cierre|clausura|término|conclusión|final)\b")
_AGENDA = re.compile(r"\b(?:incluye|incluirá|contempla|contempló|comprende|agenda)\b")
_UNDER_WAY = re.compile(r"\b(?:apertura|inauguración|en curso|en marcha)\b")
_SUBJECTS = frozenset(("person", "country", "organization", "institution"))
_GROUP_TYPES = {"ministros": "ministerial", "cancilleres": "ministerial", "presidentes": "summit", "mandatarios": "summit",
                "líderes": "summit", "jefes": "summit", "gobernantes": "summit"}  # fmt: skip
_NOT_DONE = frozenset(("no", "nunca", "sin", "evitar", "evitara", "evitó", "rechazó", "descartó", "rehusó", "negó"))
_AFTER = frozenset(("tras", "después", "luego", "al"))


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


@dataclass(frozen=True)
class Use:
    """A verb of `meeting_verbs.csv` in the text: tokens `start` (its auxiliary or clitic) to `end`."""

    entry: Entry
    form: Form
    start: int
    end: int


@lru_cache(maxsize=1)
def _verbs() -> dict[str, list[tuple[Entry, Form]]]:
    table: dict[str, list[tuple[Entry, Form]]] = {}
    for entry in read_lexicon("meeting_verbs"):
        for form in conjugate(entry["lemma"].removesuffix("se"), entry["change"]):
            table.setdefault(form.text, []).append((entry, form))
            if form.tense in ("inf", "ger") and entry["lemma"].endswith("se"):
                table.setdefault(_enclitic(form), []).append((entry, form))
    return table


def _enclitic(form: Form) -> str:
    """"reunirse", "reuniéndose"."""
    return f"{form.text}se" if form.tense == "inf" else re.sub("ndo$", "ndose", re.sub("ando$", "ándo", form.text))


def find_encounters(scene: Scene) -> list[Encounter]:
    """Mentions of meetings in the sentence, in order; each with the participants, place and status it shows."""
    uses = list(_uses(scene))
    found = [*_by_noun(scene, uses), *_by_verb(scene, uses)]
    return sorted(found, key=lambda e: e.token)


def _uses(scene: Scene) -> Iterator[Use]:
    doc = scene.doc
    for token in scene.sentence:
        if any(q.closed and q.start <= token.idx < q.end for q in scene.quotes) or token.pos_ in ("NOUN", "PROPN"):
            continue
        if _met_already(token) and (entries := _verbs().get("reunido")):
            yield Use(entries[0][0], Form(token.lower_, "ger", True), token.i, token.i + 1)
        for entry, form in _verbs().get(token.lower_, ()):
            use = _use(doc, scene, token, entry, form)
            if use is not None:
                yield use
                break


def _met_already(token: Token) -> bool:
    """"…, reunidos en Lima, …": a participle that stands for "se reunieron"."""
    return bool(re.fullmatch(r"reunid[oa]s", token.lower_))


def _use(doc: Doc, scene: Scene, token: Token, entry: Entry, form: Form) -> Use | None:
    start = token.i
    before = doc[start - 1].lower_ if start > scene.sentence.start else ""
    if form.tense == "part":
        if before not in ("ha", "han", "había", "habían", "fue", "fueron", "será", "serán", "sido", "haber"):
            return None
        start -= 1
        before = doc[start - 1].lower_ if start > scene.sentence.start else ""
    reflexive = before == "se" or token.lower_.endswith("se")
    if form.tense == "inf" and not reflexive:  # "se iba a reunir"
        reflexive = "se" in [t.lower_ for t in doc[max(scene.sentence.start, start - 4) : start]]
    if entry["lemma"].endswith("se") != reflexive and entry["class"] in ("meet", "phone"):
        return None
    if form.tense == "inf" and entry["class"] in ("travel", "visit") and before != "a":
        return None  # "quería llegar a México" is no journey, "va a viajar", "lo invitó a visitar Perú" are
    if before in CLITICS:
        start -= 1
    if _NOT_DONE & {t.lower_ for t in doc[max(scene.sentence.start, start - 2) : start]}:
        return None
    return Use(entry, form, start, token.i + 1)


def _subject(scene: Scene, use: Use) -> list[Actor]:
    """Subject of a meeting verb, by the rules of speech verbs; of an infinitive, the nearest person before it."""
    if use.form.tense in ("inf", "ger"):
        people = [a for a in scene.actors if a.person_id is not None and a.end <= use.start and not a.governed]
        if use.form.plural:
            return free_pair(scene)
        groups = [a for a in scene.actors if a.end <= use.start and sides(scene, a)]
        if groups:
            return list(scene.memory.pair)  # "Los cancilleres quedaron en encontrarse"
        return people[-1:] or _last(scene)
    speech = Speech(use.start, use.end, use.entry, use.form.tense, use.form.plural, "np", use.end)
    found = subject_of(scene, speech)
    if found and sides(scene, found[0]):
        return list(scene.memory.pair)  # "Ambos ministros se reunieron"
    if not found and use.form.plural and _opens(scene, use):
        return list(scene.memory.pair)  # "También se reunirán con …"
    return [a for a in found if a.kind in _SUBJECTS and (a.kind != "person" or a.person_id is not None)]


def _opens(scene: Scene, use: Use) -> bool:
    """Only adverbs and clitics stand before the verb in its sentence."""
    return all(t.pos_ in ("ADV", "PRON", "PUNCT", "SPACE") for t in scene.doc[scene.sentence.start : use.start])


def _last(scene: Scene) -> list[Actor]:
    last = scene.memory.singular
    return [last] if last is not None and last.person_id else []


def _status(scene: Scene, use: Use | None, start: int, end: int) -> str:
    """Held, ongoing or planned, by the verb's tense and the words around the mention."""
    doc = scene.doc
    left = doc[max(scene.sentence.start, start - 8) : start].text.lower()
    near = doc[max(scene.sentence.start, start - 8) : min(scene.sentence.end, end + 8)].text.lower()
    if use is not None and use.entry["class"] in ("cancel", "propose"):
        return "cancelled" if use.entry["class"] == "cancel" else "proposed"
    if _PLANNED.search(near) or _AGENDA.search(left):
        return "planned"
    if use is None:
        return _status_by_tense(scene, start, end)
    return _status_of(scene, use)


def _status_of(scene: Scene, use: Use) -> str:
    tense, kind = use.form.tense, use.entry["class"]
    if tense in ("fut", "cond"):
        return "planned"
    if kind == "begin" or (tense == "ger" and not use.form.plural):
        return "ongoing"
    if tense == "inf":
        return _status_of_infinitive(scene, use)
    if tense == "pres":
        return "planned" if kind in ("travel", "visit") else "ongoing"
    return "held"


def _status_by_tense(scene: Scene, start: int, end: int) -> str:
    """Status of a noun without a meeting verb: its predicate ("tendrá lugar"), or words such as "apertura"."""
    doc = scene.doc
    words = [t.lower_ for t in doc[max(scene.sentence.start, start - 4) : start]]
    if _AFTER & set(words[-3:]):
        return "held"
    if _UNDER_WAY.search(" ".join(words)):
        return "ongoing"
    relative = end < scene.sentence.end and doc[end].lower_ == "que"
    if _OVER.search(" ".join(words)) or (not relative and _finite_before(scene, start) == "Past"):
        return "held"
    for token in doc[end : min(scene.sentence.end, end + 18)]:
        if (token.pos_ in ("VERB", "AUX") or token.lower_.endswith("rá")) and (tense := _tense(token)):
            return {"Fut": "planned", "Pres": "ongoing"}.get(tense, "held")
    return "held"


def _status_of_infinitive(scene: Scene, use: Use) -> str:
    """"volvió a reunirse" and "viajó para reunirse" were held, "acordaron reunirse" was not yet."""
    words = [t.lower_ for t in scene.doc[max(scene.sentence.start, use.start - 8) : use.start]]
    if any(w.startswith("invit") for w in words):
        return "proposed"
    if _AFTER & set(words[-4:]):
        return "held"
    goes_on = bool({"para", "volvió", "volvieron", "lograron", "logró"} & set(words[-3:]))
    return "held" if goes_on and _finite_before(scene, use.start) == "Past" else "planned"


def _finite_before(scene: Scene, at: int) -> str:
    """Tense of the nearest finite verb before an infinitive: "volvió a reunirse"."""
    for token in reversed(scene.doc[scene.sentence.start : at]):
        if token.pos_ in ("VERB", "AUX") and (tense := _tense(token)):
            return tense
    return ""


def _tense(token: Token) -> str:
    if re.search(r"(?:[aei]rá|[aei]rán|drá|drán|brá|brán)$", token.lower_):
        return "Fut"
    return str((token.morph.get("Tense") or [""])[0])


def _by_noun(scene: Scene, uses: list[Use]) -> Iterator[Encounter]:
    for gathering in find_gatherings(scene.doc, scene.sentence, scene.quotes):
        use = _governing(scene, gathering, uses)
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
        if not far and not any(t.text in (";", ":") or t.lower_ in ("que", "quien") or t.pos_ == "VERB" for t in between):
            return before[-1]
    classes = ("begin", "cancel", "hold", "attend", "host")
    after = [u for u in uses if 0 <= u.start - gathering.end <= 8 and u.entry["class"] in classes]
    if after and (_relative(doc, gathering) or after[0].entry["class"] == "attend"):
        return after[0]
    if after and any(t.text == "," for t in doc[gathering.end : after[0].start]):
        return None
    free = [a for a in scene.actors if after and gathering.end <= a.start and a.end <= after[0].start and not a.governed]
    return after[0] if after and not free else None


def _relative(doc: Doc, gathering: Gathering) -> bool:
    return gathering.end < len(doc) and doc[gathering.end].lower_ == "que"


def _here(scene: Scene, head: int) -> Actor | None:
    place = place_of(scene, head)
    return place if place is not None and place.kind != "region" and abs(place.start - head) < 10 else None


def _is_body(scene: Scene, gathering: Gathering) -> bool:
    """The name is an organization's ("Foro de Cooperación Asia-Pacífico") and nothing tells when and where it met."""
    named = any(a.start <= gathering.head < a.end and a.kind == "organization" for a in scene.actors)
    return named and gathering.ordinal is None and place_of(scene, gathering.end) is None


def _from_noun(scene: Scene, gathering: Gathering, use: Use | None) -> Encounter | None:
    doc = scene.doc
    if _is_body(scene, gathering):
        return None
    encounter = Encounter(
        gathering.type, doc[gathering.start].idx, doc[gathering.end - 1].idx + len(doc[gathering.end - 1]),
        gathering.head, gathering.rule, name=_name(gathering), ordinal=gathering.ordinal, specific=gathering.specific,
        definite=gathering.definite, sentence=scene.sentence.start,
        status=_status(scene, use, gathering.start, gathering.end),
    )  # fmt: skip
    if gathering.type == "visit":
        relative = use is not None and use.start >= gathering.end and _relative(doc, gathering)
        encounter.place = visited(scene, use.end if use is not None and relative else gathering.head + 1)
        encounter.participants = _visitors(scene, gathering, use)
        encounter.named = gathering.definite and _owned(scene, gathering)
        encounter.named |= use is not None and use.entry["class"] in ("hold", "begin") and use.form.tense != "inf"
        encounter.place = encounter.place or _here(scene, gathering.head)
    else:
        encounter.place = place_of(scene, gathering.end)
        encounter.participants = _attendants(scene, gathering, use)
    before = doc[gathering.start - 1].lower_ if gathering.start > scene.sentence.start else ""
    encounter.following = before in ("próxima", "próximo", "siguiente")
    if encounter.type == "meeting":
        encounter.type = _settled(encounter)
    inside = [a for a in scene.actors if gathering.start <= a.start < gathering.end and a.kind == "organization"]
    encounter.done = encounter.status == "held" and use is not None and use.form.tense == "past"
    encounter.weak = frozenset(a.name for a in encounter.participants if not _near(scene, a, gathering))
    encounter.aliases = frozenset(word for a in inside for word in a.name.lower().split())
    return encounter


def _near(scene: Scene, actor: Actor, gathering: Gathering) -> bool:
    """The sentence itself names the participant after the mention, so that it was not only guessed."""
    return any(a.name == actor.name and gathering.head <= a.start for a in scene.actors)


def _name(gathering: Gathering) -> str | None:
    return gathering.name if gathering.specific or gathering.end - gathering.head > 1 else None


def _settled(encounter: Encounter) -> str:
    """Type of "reunión" and "encuentro": two sides meet bilaterally, a named one is a conference."""
    if len(encounter.participants) >= 2 or not encounter.specific:
        return "bilateral_meeting"
    return "conference"


def _visitors(scene: Scene, gathering: Gathering, use: Use | None) -> list[Actor]:
    """Who visits: "la visita del canciller", the subject of "realizó una visita", the owner of "su visita"."""
    owners = after_preposition(scene, gathering.head + 1, ("de", "del"), reach=4, across=("oficial", "estado", "trabajo"))
    owners = [a for a in owners if a.kind == "person" or _is_delegation(a)]
    if owners:
        return _unique(owners)[:3]
    if use is not None and use.start >= gathering.end and _relative(scene.doc, gathering):
        between = [a for a in scene.actors if gathering.end <= a.start and a.end <= use.start and a.person_id]
        return between or [a for a in listed(scene, use.end) if a.person_id][:1]
    if not gathering.own and _of_others(scene, gathering):
        return []
    subject = _subject(scene, use) if use is not None and use.entry["class"] != "propose" else []
    subject = [a for a in subject if a.kind == "person"]
    if subject:
        return subject
    return _host(scene, gathering) if gathering.own or use is None else []


def _of_others(scene: Scene, gathering: Gathering) -> bool:
    """"la visita de los turistas": of somebody no stage knows, not of the subject."""
    words = [t.lower_ for t in scene.doc[gathering.head + 1 : gathering.end]]
    return "de" in words and not {"estado", "trabajo", "días", "cortesía", "estudio", "horas"} & set(words)


def _host(scene: Scene, gathering: Gathering) -> list[Actor]:
    """The person a mention without subject is about: of its sentence, else the last one spoken of."""
    people = people_of_sentence(scene, gathering.head)
    before = [a for a in people if a.end <= gathering.start]
    return before[-1:] or people[:1] or _last(scene)


def _owned(scene: Scene, gathering: Gathering) -> bool:
    """"la visita del canciller Vera": the phrase itself says whose visit it is."""
    owners = after_preposition(scene, gathering.head + 1, ("de", "del"), reach=3)
    return any(a.kind == "person" for a in owners)


def _attendants(scene: Scene, gathering: Gathering, use: Use | None) -> list[Actor]:
    between = after_preposition(scene, gathering.end, ("entre",), reach=8)
    if between:
        return between
    others = after_preposition(scene, gathering.end, ("con",), reach=10)
    subject = _subject(scene, use) if use is not None and use.entry["class"] not in ("cancel", "host") else []
    if use is not None and use.start >= gathering.end:
        subject = subject or listed(scene, use.end)
    if gathering.type == "call":
        others = others or after_preposition(scene, gathering.end, ("de", "del"), reach=6)
    found = [*subject, *others, *agents(scene, gathering.end)]
    words = {t.lower_ for t in scene.doc[max(scene.sentence.start, gathering.start - 5) : gathering.start]}
    if not found and words & {*_AFTER, "durante", "término"} and not gathering.specific and gathering.type in ("meeting", "talks", "call"):
        found = free_pair(scene)
    people = [a for a in found if a.kind == "person"]
    if not people:
        found += country_pair(gathering.name) or (free_states(scene) if gathering.specific else [])
    if gathering.specific:
        return _unique([*found, *people_of_sentence(scene, gathering.head)])
    if len(_unique(found)) == 1 and (others or gathering.own):
        # "Además, está previsto un encuentro con Vera": of the person spoken of before
        found += [a for a in [*_host(scene, gathering), *_last(scene)] if a.name != found[0].name][:1]
    if scene.doc[gathering.head].lower_ == "entrevista":  # to a newspaper, mostly
        found = [a for a in found if a.kind in ("person", "country")]
    return _unique(found)


def _unique(actors: list[Actor]) -> list[Actor]:
    kept: list[Actor] = []
    for actor in actors:
        if not any(actor.name == other.name or (actor.person_id and actor.person_id == other.person_id) for other in kept):
            kept.append(actor)
    return kept


def _by_verb(scene: Scene, uses: list[Use]) -> Iterator[Encounter]:
    for use in uses:
        handler = {"meet": _met, "phone": _phoned, "receive": _received, "visit": _visited, "travel": _travelled}.get(
            use.entry["class"]
        )
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
        status=_status(scene, use, use.start, use.end), participants=_unique(participants), place=place,
    )  # fmt: skip


def _met(scene: Scene, use: Use) -> Encounter | None:
    others = after_preposition(scene, use.end, ("con",), reach=12)
    subject = _subject(scene, use)
    participants = _unique([*subject, *others])
    if len(participants) < 2 and not others and (group := _group_meeting(scene, use)) is not None:
        return group
    if len(participants) < 2:
        bodies = [a for a in participants if a.kind in ("organization", "institution")]
        if not bodies or others or use.entry["lemma"] != "reunirse":
            return None
        return _encounter(scene, use, "session", bodies, place_of(scene, use.end))
    kind = "call" if _TELEPHONE.search(scene.sentence.text) else "bilateral_meeting"
    return _encounter(scene, use, kind, participants, place_of(scene, use.end))


def _group_meeting(scene: Scene, use: Use) -> Encounter | None:
    """"los cancilleres del Mercosur se reunieron en Lima": a ministerial of that body."""
    before = [a for a in scene.actors if a.kind == "group" and a.end <= use.start and use.start - a.end <= 6]
    if not before or not use.form.plural:
        return None
    group = before[-1]
    kind = _GROUP_TYPES.get(group.name.split()[0].lower())
    bodies = bodies_of(scene, group)
    return _encounter(scene, use, kind, bodies, place_of(scene, use.end)) if kind and bodies else None


def _phoned(scene: Scene, use: Use) -> Encounter | None:
    others = after_preposition(scene, use.end, ("con", "a", "al"), reach=12)
    near = scene.doc[use.end : min(scene.sentence.end, use.end + 14)].text
    if use.entry["lemma"] != "telefonear" and not _TELEPHONE.search(near):
        return None
    participants = _unique([*_subject(scene, use), *others])
    return _encounter(scene, use, "call", participants, None) if len(participants) >= 2 else None


def _received(scene: Scene, use: Use) -> Encounter | None:
    if use.form.tense == "part" and scene.doc[use.end - 2].lower_ in ("fue", "fueron", "será", "sido"):
        others = after_preposition(scene, use.end, ("por",), reach=6)
    else:
        others = after_preposition(scene, use.end, ("a", "al"), reach=8)
    others = [a for a in others if a.kind == "person"]
    subject = [a for a in _subject(scene, use) if a.kind in ("person", "country")]
    participants = _unique([*subject, *others])
    if not others or len(participants) < 2:
        return None
    return _encounter(scene, use, "bilateral_meeting", participants, place_of(scene, use.end))


def _visited(scene: Scene, use: Use) -> Encounter | None:
    place = _first_place(scene, use.end)
    visitors = [a for a in _subject(scene, use) if a.kind == "person" or _is_delegation(a)]
    return _encounter(scene, use, "visit", visitors, place) if place is not None and visitors else None


def _is_delegation(actor: Actor) -> bool:
    return actor.name.split()[0].lower() in ("delegación", "misión", "comitiva")


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
    visitors = [a for a in _subject(scene, use) if a.kind == "person" or _is_delegation(a)]
    return _encounter(scene, use, "visit", visitors, place) if place is not None and visitors else None

