"""Meetings: summits, ministerials, dialogues, visits, bilateral meetings, calls, conferences, sessions.

"Rojas se reunirá mañana con Vera en Lima" is one planned bilateral meeting with two participants; all mentions of it in
the article are one row.

Reads: tokens, sentences, parts of speech and tense where there are any, mentions, people, titles, organizations,
places, dates, the dateline. Writes: `doc._.meetings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.actors import Actor, covering, find_actors
from pipeline.attributes import Row, mentions_of, register, row_id, rows_of
from pipeline.encounters import Encounter, find_encounters
from pipeline.gazetteer import capital_code
from pipeline.quotes import find_quotes
from pipeline.speakers import Memory, Scene, scene_of

_KINDS = {"institution": "organization", "media": "organization", "region": "group", "place": "country"}
#: Types where the dateline tells the place when the sentence does not: the reporter is there.
_ON_THE_SPOT = frozenset(("meeting", "talks", "summit", "conference", "session", "ministerial", "dialogue", "bilateral_meeting"))
_FAMILIES = {"talks": "meeting", "bilateral_meeting": "meeting", "ministerial": "meeting", "dialogue": "meeting", "session": "meeting",
             "conference": "conference", "summit": "summit"}  # fmt: skip
#: Types a lower-case description can name: "la conferencia de paz", "la cumbre de gobernantes".
_DESCRIBED = frozenset(("summit", "conference", "ministerial"))
_LEADERS = frozenset(("head_of_state", "head_of_government", "monarch"))
_MINISTERS = frozenset(("foreign_minister", "minister"))
_DATE_REACH = 40


def find_meetings(doc: Doc) -> list[Row]:
    """Meeting rows of `doc` with their `participants`, by first mention."""
    quotes, actors, memory = find_quotes(doc.text), find_actors(doc), Memory()
    meetings: list[Encounter] = []
    dates = _dates(doc)
    for sentence in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
        scene = scene_of(doc, sentence, actors, quotes, memory)
        for encounter in find_encounters(scene):
            encounter.date = _date_of(encounter, sentence, dates)
            _enter(meetings, encounter, memory.body)
        _remember(scene)
    for meeting in meetings:
        _settle(doc, meeting)
    kept = [m for m in meetings if _is_meeting(m)]
    return [_row(doc, meeting, number) for number, meeting in enumerate(kept, 1)]


def _settle(doc: Doc, meeting: Encounter) -> None:
    """A named "reunión" is what its participants are: of leaders a summit, of ministers a ministerial."""
    if meeting.type != "conference" or not meeting.rule.startswith("meeting_reuni"):
        return
    roles = {row["person_id"]: row.get("role") for row in rows_of(doc, "people")}
    held = [roles.get(a.person_id) for a in meeting.participants if a.person_id]
    if any(role in _LEADERS for role in held):
        meeting.type = "summit"
    elif any(role in _MINISTERS for role in held):
        meeting.type = "ministerial"


def _remember(scene: Scene) -> None:
    """Keep the sentence's subject and its last two persons for "su visita" and "ambos ministros"."""
    people = [a for a in scene.actors if a.person_id is not None]
    free = [a for a in people if not a.governed]
    if free:
        scene.memory.remember(free[:1])
    bodies = [a for a in scene.actors if a.kind == "organization"]
    scene.memory.body = scene.memory.body or (bodies[0] if bodies else None)
    different = {a.person_id: a for a in [*scene.memory.pair, *people]}
    scene.memory.pair = tuple(different.values())[-2:]


def _dates(doc: Doc) -> list[tuple[Span, Row]]:
    rows = {row["date_id"]: row for row in rows_of(doc, "dates")}
    spans = [(covering(doc, m), rows.get(m["entity_id"])) for m in mentions_of(doc, "date")]
    return [(span, row) for span, row in spans if span is not None and row is not None]


def _date_of(encounter: Encounter, sentence: Span, dates: list[tuple[Span, Row]]) -> Row | None:
    """The date nearest to the mention in its sentence; a duration or vague date is none."""
    best: tuple[int, Row] | None = None
    for span, row in dates:
        if not (sentence.start <= span.start < sentence.end) or row["type"] not in ("DATE", "TIME"):
            continue
        if not row.get("start_date"):
            continue
        distance = span.start - encounter.token if span.start >= encounter.token else encounter.token - span.end + 4
        if distance <= _DATE_REACH and (best is None or distance < best[0]):
            best = (distance, row)
    return best[1] if best else None


def _enter(meetings: list[Encounter], new: Encounter, body: Actor | None) -> None:
    """Join a mention with the meeting it repeats, or keep it as another one."""
    if new.following and len(new.participants) < 2 and meetings:
        last = next((m for m in reversed(meetings) if m.specific or _family(m) == _family(new)), None)
        names = {a.name for a in new.participants}
        # "La próxima reunión" is of the same parties
        new.participants += [a for a in (last.participants if last else []) if a.name not in names]
        meetings.append(new)
        return
    for known in reversed(meetings):
        if _is_same(known, new):
            _join(known, new)
            return
    if new.type == "summit" and _is_anaphor(new) and new.name is None and body is not None:
        new.participants, new.specific = _with(new.participants, body), True  # "La cumbre": of the body named before
    meetings.append(new)


def _with(participants: list[Actor], body: Actor) -> list[Actor]:
    return participants if any(a.name == body.name for a in participants) else [body, *participants]


def _is_same(known: Encounter, new: Encounter) -> bool:
    if new.type == "date" and not new.participants:
        return known.type != "call"
    if known.type == new.type == "visit":
        return _same_visit(known, new)
    if known.specific and new.specific:
        return _similar(known, new)
    if "visit" in (known.type, new.type) or "call" in (known.type, new.type):
        return known.type == new.type and (not new.participants or _shares(known, new))
    if known.specific != new.specific:
        return _is_anaphor(new) and _family(known) == _family(new) or (_is_anaphor(new) and new.sentence == known.sentence)
    if _is_anaphor(new) and {a.name for a in new.participants} - new.weak <= {a.name for a in known.participants}:
        return not _different_days(known, new)
    return len(_common(known, new)) >= 2 and not _different_days(known, new)


def _family(meeting: Encounter) -> str:
    return _FAMILIES.get(meeting.type, meeting.type)


def _is_anaphor(meeting: Encounter) -> bool:
    return meeting.definite and not meeting.specific



def _common(a: Encounter, b: Encounter) -> set[str]:
    return {x.name for x in a.participants} & {x.name for x in b.participants}


def _shares(known: Encounter, new: Encounter) -> bool:
    smaller = min(len(known.participants), len(new.participants))
    return len(_common(known, new)) >= max(1, smaller) and not _different_days(known, new)


def _different_days(a: Encounter, b: Encounter) -> bool:
    if a.date is None or b.date is None:
        return False
    return bool(a.date["start_date"] > b.date["end_date"] or a.date["end_date"] < b.date["start_date"])


def _same_visit(known: Encounter, new: Encounter) -> bool:
    if new.participants and known.participants and not _common(known, new):
        return False
    if known.place is None or new.place is None:
        return _is_anaphor(new) or _is_anaphor(known) or known.sentence == new.sentence
    if "region" in (known.place.kind, new.place.kind):
        return True
    return known.place.name == new.place.name or (
        known.place.country is not None and known.place.country == new.place.country
        and "country" in (known.place.kind, new.place.kind)
    )  # fmt: skip


def _similar(known: Encounter, new: Encounter) -> bool:
    if known.ordinal and new.ordinal and known.ordinal != new.ordinal:
        return False
    a, b = _words(known.name or "") | known.aliases, _words(new.name or "") | new.aliases
    return bool(a and b) and (a <= b or b <= a or len(a & b) >= 0.6 * len(a | b))


def _words(name: str) -> set[str]:
    return {w for w in re.findall(r"\w+", name.lower()) if len(w) > 2 and w not in ("del", "las", "los", "sobre")}


def _join(known: Encounter, new: Encounter) -> None:
    names = {a.name for a in known.participants}
    known.participants += [a for a in new.participants if a.name not in names and not _is_anaphor(new)]
    if known.place is None or (new.place is not None and known.place.kind != "place" and new.place.kind == "place"):
        known.place = new.place
    if known.rule.startswith("meet_") and new.rule.startswith("meeting_") and known.type == "visit":
        known.status = new.status if new.status == "ongoing" else known.status
    known.date = known.date or new.date
    if known.status == "ongoing" and new.done:
        known.status = "held"  # the caption says "celebra", the report "celebró"
    known.ordinal = known.ordinal or new.ordinal
    if known.name is None or new.specific and len(new.name or "") > len(known.name or ""):
        known.name = new.name


def _is_meeting(meeting: Encounter) -> bool:
    """Precision first: a meeting has a name of its own, two participants, or a visitor and a goal."""
    people = [a for a in meeting.participants if a.kind != "group"]
    if meeting.type == "talks":
        return len([a for a in people if a.kind == "person"]) >= 2
    if meeting.type == "visit":
        return bool(people) and (meeting.place is not None or meeting.named)
    if meeting.type == "signing":
        return bool(meeting.date or meeting.place) and meeting.status == "planned"
    if meeting.rule.startswith("meet_"):
        return bool(people)
    if meeting.following and not meeting.specific:
        return bool(people) and bool(meeting.place or meeting.date)
    described = meeting.type in _DESCRIBED and meeting.name is not None and bool(people or meeting.place or meeting.date)
    return meeting.specific or len(people) >= 2 or described or (meeting.ordinal is not None and bool(people))


def _row(doc: Doc, meeting: Encounter, number: int) -> Row:
    place, country = _where(doc, meeting)
    return {
        "meeting_id": row_id("m", number),
        "type": {"meeting": "other", "date": "bilateral_meeting", "talks": "bilateral_meeting"}.get(meeting.type, meeting.type),
        "name": meeting.name,
        "ordinal": meeting.ordinal,
        "status": meeting.status,
        "place": place,
        "country": country,
        "start_date": meeting.date["start_date"] if meeting.date else None,
        "end_date": meeting.date["end_date"] if meeting.date else None,
        "plover": "CONSULT",
        "start": meeting.start,
        "end": meeting.end,
        "rule": meeting.rule,
        "participants": list(_participants(meeting.participants)),
    }


def _where(doc: Doc, meeting: Encounter) -> tuple[str | None, str | None]:
    if meeting.place is not None:
        return meeting.place.name, meeting.place.country
    dateline = rows_of(doc, "dateline")
    place = dateline[0].get("place") if dateline else None
    if place and "/" not in place and not _long_ago(doc, meeting) and meeting.type in _ON_THE_SPOT and meeting.status in ("held", "ongoing"):
        return place, capital_code(place)
    return None, None


def _long_ago(doc: Doc, meeting: Encounter) -> bool:
    """Another month than the article's: the dateline says nothing of where it was."""
    published = (doc._.article or {}).get("published") or ""
    return bool(meeting.date and published and meeting.date["start_date"][:7] != published[:7])


def _participants(actors: Iterable[Actor]) -> Iterable[Row]:
    for number, actor in enumerate(actors, 1):
        kind = _KINDS.get(actor.kind, actor.kind)
        yield {
            "participant_id": f"p{number}",
            "name": actor.name,
            "kind": kind if kind in ("person", "country", "organization", "group") else "organization",
            "person_id": actor.person_id,
            "country": actor.country or (capital_code(actor.name) if actor.kind == "place" else None),
        }


class Meetings:
    """Component: leaves the rows of `find_meetings` in `doc._.meetings`."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the meetings of `doc`, in place."""
        doc._.meetings = find_meetings(doc)
        return doc


@Language.factory("comunicado_meetings", requires=["doc._.people", "doc._.dates"], assigns=["doc._.meetings"])
def make_meetings(nlp: Language, name: str) -> Meetings:
    """Factory of the component."""
    register()
    return Meetings()
