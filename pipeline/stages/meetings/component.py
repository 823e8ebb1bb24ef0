"""Meetings: summits, ministerials, dialogues, visits, bilateral meetings, calls, conferences, sessions.

"Rojas se reunirá mañana con Vera en Lima" is one planned bilateral meeting with two participants; all mentions of it in
the article are one row. The reader tells which words tell of a meeting, of which type and status, who takes part, where
and when.

Reads: the reader's cues, rows of dates, the dateline and its place. Writes: `doc._.meetings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.gazetteer import capital_code
from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.stages.meetings.joining import joined
from pipeline.stages.meetings.model import Meeting
from pipeline.stages.meetings.phrases import MeetingPhrase, find_meeting_phrases
from pipeline.text.attributes import Row, dateline_country, offsets_of, row_id, rows_of, text_of, words_of_doc
from pipeline.text.component import Component
from pipeline.text.quotes import find_quotes

#: Meetings less sure than this do not come out.
MIN_CONFIDENCE = 0.3
#: Who, where and when are taken from this probability on.
WHO, WHERE, WHEN = 0.16, 0.3, 0.3
_KINDS = {"institution": "organization", "media": "organization", "region": "group", "place": "country"}
_PARTICIPANTS = ("person", "country", "organization", "group")
#: Types where the dateline tells the place when the text does not: the reporter is there.
_ON_THE_SPOT = frozenset(("summit", "conference", "session", "ministerial", "dialogue", "bilateral_meeting"))


def find_meetings(doc: Doc, *, min_confidence: float = MIN_CONFIDENCE, lexicon: Lexicon | None = None) -> list[Row]:
    """Return the meeting rows of a `doc` that was read, by first mention; one told of several times is one row.

    A row has the columns of the `meetings` table but article_id, text and sentence, and `participants`, a list of rows
    with those of `meeting_participants`. Dates are ISO days; `start` and `end` are characters, end exclusive. Rows
    under `min_confidence` (0 to 1) are left out.

    `lexicon` is what names and words are looked up in; None for that in force, which is the package's.
    """
    with using(lexicon):
        return _meetings(doc, min_confidence)


def _meetings(doc: Doc, min_confidence: float) -> list[Row]:
    cues = [c for c in rows_of(doc, "cues") if c["kind"] == "meeting" and c["sure"] >= min_confidence]
    if not cues:
        return []
    phrases, dates = _phrases(doc, cues), {row["date_id"]: row for row in rows_of(doc, "dates")}
    meetings = joined(_meeting(doc, cue, phrases.get(cue["token"]), dates) for cue in cues)
    return [_row(doc, meeting, number) for number, meeting in enumerate(filter(_is_told, meetings), 1)]


def _phrases(doc: Doc, cues: Iterable[Row]) -> dict[int, MeetingPhrase]:
    """Return the noun phrases that name a meeting, by their heads, in the sentences of the cues."""
    wanted = {cue["from"] for cue in cues}
    sentences = doc.sents if doc.has_annotation("SENT_START") else [doc[:]]
    quotes = find_quotes(text_of(doc))
    return {
        phrase.noun: phrase
        for s in sentences
        if s.start_char in wanted
        for phrase in find_meeting_phrases(doc, s, quotes)
    }


def _meeting(doc: Doc, cue: Row, phrase: MeetingPhrase | None, dates: Mapping[str, Row]) -> Meeting:
    """Return what a cue says of a meeting, with the name and number of its phrase if it has one."""
    tokens = (cue["words"][0], cue["token"]) if phrase is None else (phrase.start, max(phrase.end - 1, cue["token"]))
    start, end = _characters(doc, *tokens)
    day = next((d for d in cue["day"] if d["sure"] >= WHEN), None)
    meeting = Meeting(
        type=cue["type"],
        status=cue["status"],
        start=start,
        end=end,
        rule=f"reader.{round(100 * cue['score'])}" + (f"|{cue['hint']}" if cue["hint"] else ""),
        sure=cue["sure"],
        participants=[p for p in cue["participant"] if p["sure"] >= WHO],
        place=next((p for p in cue["place"] if p["sure"] >= WHERE), None),
        day=dates.get(day["row"]) if day is not None else None,
    )
    if phrase is None:
        return meeting
    name = phrase.name if phrase.end - phrase.start > 1 else None
    return replace(meeting, name=name, ordinal=phrase.ordinal, specific=phrase.specific, definite=phrase.definite)


def _characters(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Return where two tokens and what is between them begin and end."""
    offsets = offsets_of(doc)
    return offsets[first], offsets[last] + len(words_of_doc(doc)[last])


def _is_told(meeting: Meeting) -> bool:
    """Whether a meeting has a name of its own, a named participant, or both a place and a day: precision first."""
    named = any(p["kind"] != "anaphor" for p in meeting.participants)
    return meeting.specific or named or bool(meeting.place and meeting.day)


def _row(doc: Doc, meeting: Meeting, number: int) -> Row:
    place, country = _where(doc, meeting)
    return {
        "meeting_id": row_id("m", number),
        "type": meeting.type,
        "name": meeting.name,
        "ordinal": meeting.ordinal,
        "status": meeting.status,
        "place": place,
        "country": country,
        "start_date": meeting.day["start_date"] if meeting.day else None,
        "end_date": meeting.day["end_date"] if meeting.day else None,
        "plover": "CONSULT",
        "start": meeting.start,
        "end": meeting.end,
        "rule": meeting.rule,
        "confidence": round(meeting.sure, 2),
        "participants": list(_participants(meeting.participants)),
    }


def _where(doc: Doc, meeting: Meeting) -> tuple[str | None, str | None]:
    """Return place and country as told, else those of the dateline for what was held where the reporter is."""
    if meeting.place is not None:
        return meeting.place["name"], meeting.place["country"]
    dateline = rows_of(doc, "dateline")
    place = dateline[0].get("place") if dateline else None
    if place and "/" not in place and meeting.type in _ON_THE_SPOT and meeting.status in ("held", "ongoing"):
        return place, dateline_country(doc)
    return None, None


def _participants(found: Iterable[Row]) -> Iterable[Row]:
    ordered = sorted(found, key=lambda p: (p["first"], p["last"]))
    for number, actor in enumerate(ordered, 1):
        kind = _KINDS.get(actor["kind"], actor["kind"])
        yield {
            "participant_id": f"p{number}",
            "name": actor["name"],
            "kind": kind if kind in _PARTICIPANTS else "organization",
            "person_id": actor["person_id"],
            "country": actor["country"] or (capital_code(actor["name"]) if actor["kind"] == "place" else None),
        }


class Meetings(Component):
    """Component: leaves the rows of `find_meetings` in `doc._.meetings`."""

    def __init__(self, *, min_confidence: float = MIN_CONFIDENCE, lexicon: Lexicon | None = None) -> None:
        super().__init__(lexicon)
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        """Write the meetings of `doc`, in place."""
        doc._.meetings = find_meetings(doc, min_confidence=self.min_confidence, lexicon=self.lexicon)
        return doc


@Language.factory(
    "comunicado_meetings",
    requires=["doc._.cues", "doc._.dates", "doc._.dateline", "doc._.places", "doc._.mentions"],
    assigns=["doc._.meetings"],
    default_config={"min_confidence": MIN_CONFIDENCE, "lexicon": None},
)
def make_meetings(nlp: Language, name: str, min_confidence: float, lexicon: Lexicon | None = None) -> Meetings:
    """Make the component."""
    return Meetings(min_confidence=min_confidence, lexicon=lexicon)
