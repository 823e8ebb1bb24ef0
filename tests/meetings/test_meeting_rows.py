"""Rows of meetings: place, country, participants, name and edges. The reader's cues are made by hand, no model."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc

from pipeline.stages.meetings.component import find_meetings
from tests.stages.marked import marked

Row = dict[str, Any]


def actor(doc: Doc, name: str, kind: str = "person", sure: float = 0.9, country: str | None = None) -> Row:
    words = name.split()
    first = next(t.i for t in doc if t.text == words[0])
    return {
        "name": name, "kind": kind, "sure": sure, "country": country, "first": first, "last": first + len(words),
        "person_id": "p1" if kind == "person" else None,
    }  # fmt: skip


def with_cues(text: str, *cues: Row, dateline: str | None = None) -> Doc:
    """The Doc of a marked text with a cue at each `word`, in the order told, behind a dateline of that place."""
    doc, found = marked(f"[{dateline}](dateline) -- {text}" if dateline else text), []
    for cue in cues:
        token = next(t.i for t in doc if t.text == cue["word"])
        sentence = next(s for s in doc.sents if s.start <= token < s.end)
        base = {"kind": "meeting", "type": "bilateral_meeting", "status": "held", "sure": 0.9, "score": 0.876}
        place = {"token": token, "words": [token], "from": sentence.start_char, "to": sentence.end_char, "sentence": 0}
        row = base | place | {"hint": None, "day": []} | cue
        row["participant"] = [actor(doc, *((who,) if isinstance(who, str) else who)) for who in cue.get("who", ())]
        row["place"] = [actor(doc, *cue["place"])] if "place" in cue else []
        found.append(row)
    doc._.cues = found
    return doc


def one(text: str, *cues: Row, dateline: str | None = None) -> Row:
    (row,) = find_meetings(with_cues(text, *cues, dateline=dateline))
    return row


MET = "[Juan Paz](person) tuvo una reunión con [Ana Vera](person)."
WHO = ("Juan Paz", "Ana Vera")


@pytest.mark.parametrize(
    ("kind", "name", "country", "row"),
    [
        ("person", "Juan Paz", None, ("person", None)),
        ("person", "Juan Paz", "CL", ("person", "CL")),
        ("country", "Chile", "CL", ("country", "CL")),
        ("organization", "OEA", None, ("organization", None)),
        ("group", "UE", None, ("group", None)),
        ("region", "UE", None, ("group", None)),
        ("institution", "OEA", None, ("organization", None)),
        ("media", "OEA", None, ("organization", None)),
        ("anaphor", "OEA", None, ("organization", None)),
        ("place", "Lima", None, ("country", "PE")),  # the capital acts for its country
        ("place", "Lima", "CL", ("country", "CL")),
        ("place", "Arica", None, ("country", None)),
        ("organization", "Lima", None, ("organization", None)),  # no place
    ],
)
def test_kind_and_country_of_a_participant(kind: str, name: str, country: str | None, row: tuple[Any, Any]) -> None:
    text = f"{name} y [Ana Vera](person) tuvieron una reunión."
    meeting = one(text, {"word": "reunión", "who": [(name, kind, 0.9, country), "Ana Vera"]})
    (found,) = [p for p in meeting["participants"] if p["name"] == name]
    assert (found["kind"], found["country"]) == row


def test_participants_stand_in_the_order_of_the_text() -> None:
    meeting = one(MET, {"word": "reunión", "who": ["Ana Vera", "Juan Paz"]})
    assert [(p["participant_id"], p["name"]) for p in meeting["participants"]] == [
        ("p1", "Juan Paz"),
        ("p2", "Ana Vera"),
    ]


@pytest.mark.parametrize(
    ("fields", "dateline", "where"),
    [
        ({"type": "summit"}, "Lima", ("Lima", "PE")),
        ({"type": "conference"}, "Lima", ("Lima", "PE")),
        ({"type": "session"}, "Lima", ("Lima", "PE")),
        ({"type": "ministerial"}, "Lima", ("Lima", "PE")),
        ({"type": "dialogue"}, "Lima", ("Lima", "PE")),
        ({"type": "bilateral_meeting"}, "Lima", ("Lima", "PE")),
        ({"status": "ongoing"}, "Lima", ("Lima", "PE")),
        ({}, "Guayaquil", ("Guayaquil", "EC")),  # no capital
        ({}, "Baeza", ("Baeza", None)),  # its country is not known
        ({"type": "visit"}, "Lima", (None, None)),  # may be to another place than the reporter's
        ({"type": "call"}, "Lima", (None, None)),
        ({"status": "planned"}, "Lima", (None, None)),
        ({}, "Lima/Quito", (None, None)),  # two places are none
        ({}, None, (None, None)),
        ({"place": ("Ana", "place", 0.9, "EC")}, "Lima", ("Ana", "EC")),  # what is told comes first
    ],
)
def test_where_it_was(fields: Row, dateline: str | None, where: tuple[str | None, str | None]) -> None:
    row = one(MET, {"word": "reunión", "who": WHO, **fields}, dateline=dateline)
    assert (row["place"], row["country"]) == where


@pytest.mark.parametrize(
    ("text", "word", "name", "words"),
    [
        ("Ana tuvo la segunda reunión bilateral.", "reunión", "segunda reunión bilateral", "segunda reunión bilateral"),
        ("Ana tuvo una reunión con Juan.", "reunión", None, "reunión"),  # a noun alone is no name
        ("Ana dialogó con Juan.", "dialogó", None, "dialogó"),
    ],
)
def test_name_and_place_in_the_text(text: str, word: str, name: str | None, words: str) -> None:
    row = one(text, {"word": word, "who": ["Ana"]})
    assert (row["name"], text[row["start"] : row["end"]]) == (name, words)


def test_a_name_is_of_the_sentence_of_its_cue() -> None:
    text = "Ana tuvo una reunión bilateral con Juan. Luis pidió otra reunión total con Eva."
    row = one(text, {"word": "reunión", "who": ["Ana", "Juan"]})
    assert row["name"] == "reunión bilateral"


def test_all_words_of_a_cue_are_in_the_row() -> None:
    text = "Ana se reunió ayer con Juan."
    row = one(text, {"word": "reunió", "words": [1, 2], "who": ["Ana", "Juan"]})
    assert text[row["start"] : row["end"]] == "se reunió"


def test_the_rule_tells_how_sure_the_reader_is_and_which_entry_asked() -> None:
    assert one(MET, {"word": "reunión", "who": WHO})["rule"] == "reader.88"
    row = one(MET, {"word": "reunión", "who": WHO, "hint": "meeting.meeting_cónclave", "sure": 0.8765})
    assert (row["rule"], row["confidence"]) == ("reader.88|meeting.meeting_cónclave", 0.88)


@pytest.mark.parametrize(
    ("text", "cue", "rows"),
    [
        (MET, {"word": "reunión", "who": ["Ana Vera"]}, 1),
        (MET, {"word": "reunión"}, 0),  # nobody, nowhere
        (MET, {"word": "reunión", "who": [("Ana Vera", "anaphor")]}, 0),
        (MET, {"word": "reunión", "place": ("Juan", "place", 0.9, "CL")}, 0),  # a place without a day
        ("Habrá una Cumbre Andina.", {"word": "Cumbre"}, 1),  # a name of its own
        ("Habrá una cumbre.", {"word": "cumbre"}, 0),
    ],
)
def test_what_is_too_little_for_a_meeting(text: str, cue: Row, rows: int) -> None:
    assert len(find_meetings(with_cues(text, cue))) == rows


@pytest.mark.parametrize("value", ["place", "day", "both"])
def test_place_and_day_together_tell_a_meeting(value: str) -> None:
    doc = with_cues("Hubo una reunión en [Lima](city) [ayer](date:2024-05-02).", {"word": "reunión"})
    if value != "day":
        doc._.cues[0]["place"] = [actor(doc, "Lima", "place")]
    if value != "place":
        (row,) = doc._.dates
        doc._.cues[0]["day"] = [{"row": row["date_id"], "sure": 0.9}]
    assert len(find_meetings(doc)) == (value == "both")


def test_meetings_are_numbered_as_they_come_out() -> None:
    doc = with_cues(
        "Hubo una cita. Ana tuvo una reunión con Juan. Eva hará una visita a Luis.",
        {"word": "cita"},  # too little
        {"word": "reunión", "who": ["Ana", "Juan"]},
        {"word": "visita", "who": ["Eva", "Luis"], "type": "visit"},
    )
    assert [(r["meeting_id"], r["type"]) for r in find_meetings(doc)] == [
        ("m001", "bilateral_meeting"),
        ("m002", "visit"),
    ]


def test_other_cues_are_no_meetings() -> None:
    assert find_meetings(with_cues(MET, {"word": "reunión", "who": WHO, "kind": "agreement"})) == []
    assert find_meetings(marked(MET)) == []
