"""Meetings: summits, ministerials, dialogues, visits, bilateral meetings, calls, conferences, sessions.

"Rojas se reunirá mañana con Vera en Lima" is one planned bilateral meeting with two participants; all mentions of it in
the article are one row.

Reads: tokens, sentences, parts of speech and tense where there are any, mentions, people, titles, organizations,
places, dates, the dateline. Writes: `doc._.meetings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.actors import DETERMINERS, Actor, covering, find_actors
from pipeline.attributes import Row, mentions_of, register, row_id, rows_of, text_of
from pipeline.encounters.by_verb import group_type
from pipeline.encounters.days import plus, take_date
from pipeline.encounters.find import find_encounters
from pipeline.encounters.joining import enter
from pipeline.encounters.model import Encounter, unique
from pipeline.encounters.participants import bodies_of
from pipeline.gazetteer import capital_code
from pipeline.offices.roles import HEADS
from pipeline.quotes import find_quotes
from pipeline.speech.scenes import Memory, Scene, scene_of

_KINDS = {"institution": "organization", "media": "organization", "region": "group", "place": "country"}
#: Types where the dateline tells the place when the sentence does not: the reporter is there.
_ON_THE_SPOT = frozenset(
    ("meeting", "talks", "summit", "conference", "session", "ministerial", "dialogue", "bilateral_meeting")
)
#: Codes of types that only the search tells apart.
_CODES = {
    "meeting": "other", "date": "bilateral_meeting", "talks": "bilateral_meeting", "negotiation": "dialogue",
    "ceremony": "other",
}  # fmt: skip
#: Types a lower-case description can name: "la conferencia de paz", "la cumbre de gobernantes".
_DESCRIBED = frozenset(("summit", "conference", "ministerial"))
_MINISTERS = frozenset(("foreign_minister", "minister"))
_KIN = frozenset(
    ("esposo", "esposa", "marido", "mujer", "hijo", "hija", "hermano", "hermana", "padre", "madre", "viuda", "viudo")
)
#: Tokens of a lead, in which the day of the news stands.
_LEAD = 90
#: Tokens of a text in which the dateline still tells where things without a day were; days the news goes back.
_BODY, _NEWS = 270, 10
#: Tokens between a visit and a meeting on it.
_NEAR_VISIT = 60


class Opening(NamedTuple):
    """The officials a lead is about: what a meeting of theirs is, and of which bodies they are."""

    type: str
    bodies: tuple[Actor, ...]


def find_meetings(doc: Doc) -> list[Row]:
    """Meeting rows of `doc`, by first mention; one that is told of several times is one row.

    A row has the columns of the `meetings` table but article_id, text and sentence, and `participants`, a list of rows
    with those of `meeting_participants`. Dates are ISO days; `start` and `end` are characters, end exclusive.
    """
    quotes, actors, memory = find_quotes(text_of(doc)), find_actors(doc), Memory()
    meetings: list[Encounter] = []
    dates, opening = _dates(doc), None
    titled = frozenset(row["person_id"] for row in rows_of(doc, "titles") if row.get("person_id"))
    for sentence in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
        scene = scene_of(doc, sentence, actors, quotes, memory)
        found = find_encounters(scene)
        opening = opening or _opening_group(scene)
        for encounter in found:
            others = [e.token for e in found if e.token > encounter.token and _has_its_own_day(doc, encounter, e)]
            near = [(span, row) for span, row in dates if not any(token < span.start for token in others)]
            if opening is not None and not meetings:
                _adopt(scene, encounter, opening)
            take_date(encounter, sentence, near, _published(doc))
            enter(meetings, encounter, memory.body if _is_of_states(doc, memory.body) else None)
        _remember(scene, titled)
    for meeting in meetings:
        _settle(doc, meeting)
        _place_of_visit(meetings, meeting)
        _day_of_visit(meetings, meeting)
        if meeting.date is None and _may_be_news(meeting):
            meeting.date = _news_day(doc, meeting, dates)
    kept = [m for m in meetings if _is_meeting(m)]
    return [_row(doc, meeting, number) for number, meeting in enumerate(kept, 1)]


def _has_its_own_day(doc: Doc, encounter: Encounter, later: Encounter) -> bool:
    """ "en la cita se hablará de la cumbre que será en junio": a day after the later mention is not of the earlier."""
    bare = encounter.definite and encounter.name is None and not encounter.participants
    # "en esta II Cumbre, rumbo a la III Cumbre, que será en mayo"; not "el III Foro y el IV Taller serán en mayo"
    both = encounter.specific and later.specific and not _joined(doc, encounter.tail, later.token)
    return encounter.type == later.type == "visit" or both or (bare and later.name is not None)


def _joined(doc: Doc, start: int, end: int) -> bool:
    return all(t.lower_ in ("y", "e", ",") or t.lower_ in DETERMINERS for t in doc[start : max(start, end - 1)])


def _is_of_states(doc: Doc, body: Actor | None) -> bool:
    """ "el Mercosur", whose summits are told as "la cumbre"; a ministry or a company has none."""
    kinds = {row["organization_id"]: row.get("kind") for row in rows_of(doc, "organizations")}
    return body is not None and kinds.get(body.entity_id or "", "igo") == "igo"


def _opening_group(scene: Scene) -> Opening | None:
    """ "Los cancilleres del Mercosur aprobaron hoy …": who the lead is about, with their body."""
    if scene.sentence.start > _LEAD:
        return None
    groups = [a for a in scene.actors if a.kind == "group" and not a.governed and group_type(a)]
    bodies = bodies_of(scene, groups[0]) if groups else []
    bodies = [a for a in bodies if a.kind == "organization"]
    return Opening(group_type(groups[0]) or "meeting", tuple(bodies)) if bodies else None


def _adopt(scene: Scene, encounter: Encounter, opening: Opening) -> None:
    """ "…, dijo Vera al término de la reunión": the first meeting told of is that of the ministers of the lead."""
    bare = encounter.definite and not encounter.specific and encounter.name is None and not encounter.following
    if not bare or encounter.type not in ("meeting", "bilateral_meeting", "date", opening.type):
        return
    if len(encounter.participants) < 2 and encounter.status in ("held", "ongoing"):
        people = [a for a in scene.actors if a.person_id and not a.governed]
        encounter.type, encounter.participants = opening.type, unique([*opening.bodies, *people])
        encounter.specific = True


def _settle(doc: Doc, meeting: Encounter) -> None:
    """A named "reunión" is what its participants are: of leaders a summit, of ministers a ministerial."""
    if meeting.type != "conference" or not meeting.rule.startswith("meeting_reuni"):
        return
    roles = {row["person_id"]: row.get("role") for row in rows_of(doc, "people")}
    held = [roles.get(a.person_id) for a in meeting.participants if a.person_id]
    if any(role in HEADS for role in held):
        meeting.type = "summit"
    elif any(role in _MINISTERS for role in held):
        meeting.type = "ministerial"


def _remember(scene: Scene, titled: frozenset[str]) -> None:
    """Keep the sentence's subject and its last two persons for "su visita" and "ambos ministros"."""
    people = [a for a in scene.actors if a.person_id is not None]
    free = next((a for a in people if not a.governed), None)
    if free is not None:
        scene.memory.remember([free])
    scene.memory.body = scene.memory.body or next((a for a in scene.actors if a.kind == "organization"), None)
    if not people:
        return
    pair = [a for a in people if a.person_id in titled or not _is_relative(scene.doc, a)]
    different = {a.person_id: a for a in [*scene.memory.pair, *pair]}
    scene.memory.pair = tuple(different.values())[-2:]


def _is_relative(doc: Doc, actor: Actor) -> bool:
    """ "su esposa, Ana Gil", "su hijo Luis": no side of "ambos presidentes"."""
    return bool(_KIN & {t.lower_ for t in doc[max(0, actor.start - 2) : actor.start]})


def _dates(doc: Doc) -> list[tuple[Span, Row]]:
    rows = {row["date_id"]: row for row in rows_of(doc, "dates")}
    spans = [(covering(doc, m), rows.get(m["entity_id"])) for m in mentions_of(doc, "date")]
    return [(span, row) for span, row in spans if span is not None and row is not None]


def _published(doc: Doc) -> str:
    return (doc._.article or {}).get("published") or ""


def _place_of_visit(meetings: list[Encounter], meeting: Encounter) -> None:
    """ "visitará Turquía, donde se entrevistará con Vera": who meets on a visit meets there."""
    if meeting.place is not None or meeting.type not in ("bilateral_meeting", "talks", "other", "meeting"):
        return
    visitors = {a.name for a in meeting.participants}
    done = meeting.status in ("held", "ongoing")
    hosts = [m for m in meetings if m.sentence == meeting.sentence and m.type in ("summit", "conference") and m.place]
    if hosts:
        meeting.place = hosts[0].place  # "se reunió con Vera en el marco de la cumbre de Lima"
        return
    visits = [
        v for v in meetings
        if v.type == "visit" and v.place is not None and v.place.kind in ("country", "place")
        and visitors & {a.name for a in v.participants} and -_NEAR_VISIT < meeting.token - v.token < _NEAR_VISIT
        and v.status != "cancelled" and (v.status in ("held", "ongoing")) >= done and not _apart(meeting, v)
    ]  # fmt: skip
    if visits:
        meeting.place = min(visits, key=lambda v: abs(meeting.token - v.token)).place


def _day_of_visit(meetings: list[Encounter], meeting: Encounter) -> None:
    """ "Vera viajó el martes a Austria. En Viena se reunió con …": on a visit of one day all was that day."""
    if meeting.date is not None or meeting.status != "held" or meeting.place is None or meeting.type == "visit":
        return
    visitors = {a.name for a in meeting.participants if a.person_id}
    days = [
        v.date for v in meetings
        if v.type == "visit" and v.status == "held" and v.date is not None and v.place is not None
        and visitors & {a.name for a in v.participants} and v.place.country == meeting.place.country
        and v.date["start_date"] == v.date["end_date"] and -_NEAR_VISIT < meeting.token - v.token < _NEAR_VISIT
    ]  # fmt: skip
    meeting.date = days[0] if len(days) == 1 else None


def _apart(a: Encounter, b: Encounter) -> bool:
    if a.date is None or b.date is None:
        return False
    return bool(a.date["start_date"] > b.date["end_date"] or a.date["end_date"] < b.date["start_date"])


def _may_be_news(meeting: Encounter) -> bool:
    """What the lead reports as done is the news of the day; a call may have been on any day before."""
    told = meeting.type != "call" and (meeting.type != "dialogue" or bool(meeting.participants))
    return meeting.status in ("held", "ongoing") and meeting.sentence <= _LEAD and told


def _news_day(doc: Doc, meeting: Encounter, dates: list[tuple[Span, Row]]) -> Row | None:
    """The day of the news, if the lead has told it before ("hoy", "este martes"): what the lead reports was then."""
    published = (doc._.article or {}).get("published")
    for span, row in dates:
        if span.start <= meeting.token and row.get("start_date") == row.get("end_date") == published and published:
            return row
    return None


def _is_meeting(meeting: Encounter) -> bool:
    """Precision first: a meeting has a name of its own, two participants, or a visitor and a goal."""
    people = [a for a in meeting.participants if a.kind != "group"]
    if meeting.type == "talks":
        return len([a for a in people if a.kind == "person"]) >= 2
    if meeting.type == "visit":
        return bool(people) and (meeting.place is not None or meeting.named)
    if meeting.type == "other":
        return bool(people)
    if meeting.type == "negotiation":
        return _is_negotiation(meeting, people)
    if meeting.type == "ceremony":
        return bool(people) and bool(meeting.date or meeting.place)
    if meeting.type == "signing":
        ceremony = meeting.rule in ("meeting_acto", "meeting_ceremonia") and bool(people)
        return bool(meeting.date or meeting.place) and (meeting.status == "planned" or ceremony)
    if meeting.rule.startswith("meet_"):
        return bool(people)
    if meeting.following and not meeting.specific:
        return bool(people) and bool(meeting.place or meeting.date)
    described = _is_described(meeting, people)
    if meeting.type == "dialogue" and not (people or meeting.place or meeting.ordinal or meeting.date):
        return False  # "tres ejes: Frontera Próspera y Diálogo y Cooperación"
    numbered = meeting.ordinal is not None and bool(people or meeting.place)
    return meeting.specific or len(people) >= 2 or described or numbered


def _is_described(meeting: Encounter, people: list[Actor]) -> bool:
    """ "la conferencia de paz" with somebody, somewhere or on a day; "una cumbre en Lima en mayo"."""
    if meeting.type == "summit" and meeting.place is not None and (people or meeting.date is not None):
        return True
    return meeting.type in _DESCRIBED and meeting.name is not None and bool(people or meeting.place or meeting.date)


def _is_negotiation(meeting: Encounter, people: list[Actor]) -> bool:
    """Negotiations that sit somewhere, or a round or peace talks with a day or two sides; others are mere topics."""
    name = (meeting.name or "").lower()
    if meeting.place is not None:
        return meeting.place.kind != "region"
    a_round = name.startswith(("ronda", "fase", "etapa"))
    peace = " paz" in name and not name.startswith("proceso")
    return (a_round and meeting.date is not None) or ((a_round or peace) and len(people) >= 2)


def _row(doc: Doc, meeting: Encounter, number: int) -> Row:
    place, country = _where(doc, meeting)
    return {
        "meeting_id": row_id("m", number),
        "type": _CODES.get(meeting.type, meeting.type),
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
    at_home = meeting.host is not None and meeting.type in ("bilateral_meeting", "visit")
    at_home = at_home and meeting.host == capital_code(place or "")  # "recibió a Vera": the host is where he lives
    if (
        place
        and "/" not in place
        and not _long_ago(doc, meeting)
        and (meeting.type in _ON_THE_SPOT or at_home)
        and meeting.status in ("held", "ongoing")
        and (meeting.date is not None or meeting.sentence <= _BODY or at_home)
    ):
        return place, capital_code(place)
    return None, None


def _long_ago(doc: Doc, meeting: Encounter) -> bool:
    """More than some days before the article: the dateline says nothing of where it was."""
    published = _published(doc)
    return bool(meeting.date and published and meeting.date["start_date"] < plus(published, -_NEWS))


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


@Language.factory(
    "comunicado_meetings", requires=["token.pos", "doc._.people", "doc._.dates"], assigns=["doc._.meetings"]
)
def make_meetings(nlp: Language, name: str) -> Meetings:
    """Factory of the component."""
    register()
    return Meetings()
