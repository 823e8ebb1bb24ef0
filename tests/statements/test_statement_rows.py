"""Rows of statements: verb, content, edges, kind and reasons. The reader's cues are made by hand, no model."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc

from pipeline.stages.statements.component import find_statements
from tests.stages.marked import marked

Row = dict[str, Any]


def with_cues(text: str, *cues: Row) -> Doc:
    """The Doc of a text with a cue for the `words` of each; `who` are the words of its speakers."""
    doc = marked(text)
    doc._.cues = [_cue(doc, **cue) for cue in cues]
    return doc


def _cue(doc: Doc, words: str, who: str, anchor: str | None = None, **fields: Any) -> Row:
    tokens = [next(t.i for t in doc if t.text == word) for word in words.split()]
    token = tokens[0] if anchor is None else next(t.i for t in doc if t.text == anchor)
    sentence = next(s for s in doc.sents if s.start <= token < s.end)
    base = {"kind": "statement", "sure": 0.9, "score": 0.876, "hint": None, "direct": 0.1, "sentence": sentence.start}
    place = {"token": token, "words": tokens, "from": sentence.start_char, "to": sentence.end_char}
    return base | place | {"speaker": [speaker(doc, who)]} | fields


def speaker(doc: Doc, name: str, kind: str = "person", sure: float = 0.9) -> Row:
    first = next(t.i for t in doc if t.text == name.split()[0])
    return {
        "name": name, "kind": kind, "sure": sure, "person_id": "p001", "entity_id": None, "country": None,
        "plural": False, "definite": False, "first": first, "last": first + len(name.split()),
    }  # fmt: skip


def one(text: str, words: str, who: str, **fields: Any) -> Row:
    (row,) = find_statements(with_cues(text, {"words": words, "who": who, **fields}))
    return row


@pytest.mark.parametrize(
    ("text", "words", "who", "verb", "lemma"),
    [
        ("Ana Vera dijo que habrá tregua.", "dijo", "Ana Vera", "dijo", "decir"),
        ("Ana Vera dio a conocer que habrá tregua.", "dio a conocer", "Ana Vera", "dio a conocer", "dar"),
        ("Habrá tregua, según Ana Vera.", "según", "Ana Vera", "según", "según"),
        ("Habrá tregua, de acuerdo con Ana Vera.", "acuerdo con", "Ana Vera", "de acuerdo con", "de acuerdo con"),
        ("Habrá tregua, de acuerdo a Ana Vera.", "acuerdo", "Ana Vera", "de acuerdo", "de acuerdo"),
        ("A juicio de Ana Vera, habrá tregua.", "juicio", "Ana Vera", "A juicio", "a juicio"),
        ("Acuerdo de Ana Vera: habrá tregua.", "Acuerdo", "Ana Vera", "Acuerdo", "acuerdo"),  # no preposition
        ("Habrá tregua, otro juicio de Ana Vera.", "juicio", "Ana Vera", "juicio", "juicio"),
        ("Ana Vera dijo hoy y reiteró su sí.", "dijo reiteró", "Ana Vera", "dijo", "decir"),  # not side by side
    ],
)
def test_the_words_of_the_verb(text: str, words: str, who: str, verb: str, lemma: str) -> None:
    doc = with_cues(text, {"words": words, "who": who})
    doc[doc._.cues[0]["token"]].pos_ = "VERB" if lemma in ("decir", "dar") else "X"
    if lemma == "dar":
        doc[doc._.cues[0]["token"]].lemma_ = "dar"
    (row,) = find_statements(doc)
    assert (row["verb"], row["lemma"]) == (verb, lemma)


def test_words_on_both_sides_of_the_anchor() -> None:
    row = one("Ana Vera lo ha dicho hoy.", "lo ha dicho", "Ana Vera", anchor="ha")
    assert row["verb"] == "lo ha dicho"


@pytest.mark.parametrize(
    ("text", "who", "whole"),
    [
        ("Hoy dijo que habrá tregua Ana Vera.", "Ana Vera", "dijo que habrá tregua Ana Vera"),
        ("Ana Vera dijo que habrá tregua.", "Ana Vera", "Ana Vera dijo que habrá tregua"),
        ("Habrá tregua en la frontera del sur, dijo ayer Ana Vera.", "Ana Vera",
         "Habrá tregua en la frontera del sur, dijo ayer Ana Vera"),
        ("Ana Vera dijo.", "Ana Vera", "Ana Vera dijo"),  # nothing was said
        ("Ana Vera dijo que .", "Ana Vera", "Ana Vera dijo"),
    ],
)  # fmt: skip
def test_where_a_statement_begins_and_ends(text: str, who: str, whole: str) -> None:
    row = one(text, "dijo", who)
    assert text[row["start"] : row["end"]] == whole


def test_a_speaker_of_another_sentence_is_no_part_of_it() -> None:
    text = "Vino Ana Vera. Dijo que habrá tregua."
    row = one(text, "Dijo", "Ana Vera")
    assert (row["speaker"], text[row["start"] : row["end"]]) == ("Ana Vera", "Dijo que habrá tregua")
    text = "Dijo que habrá tregua. Ana Vera calló."
    for end in (
        text.index(".") + 1,
        text.index("Ana"),
    ):  # the space between two sentences is of neither or of the first
        row = one(text, "Dijo", "Ana Vera", to=end)
        assert text[row["start"] : row["end"]] == "Dijo que habrá tregua"


def test_the_clause_of_the_next_verb_of_the_sentence_is_its_own() -> None:
    text = "Ana Vera dijo que habrá tregua y agregó que viajará. Luego insistió en que irá."
    cues = [{"words": word, "who": "Ana Vera"} for word in ("dijo", "agregó", "insistió")]
    rows = find_statements(with_cues(text, *cues))
    assert [row["content"] for row in rows] == ["habrá tregua", "viajará", "irá"]
    assert [row["statement_id"] for row in rows] == ["s001", "s002", "s003"]


@pytest.mark.parametrize(("direct", "kind"), [(0.5, "direct"), (0.49, "indirect")])
def test_own_words(direct: float, kind: str) -> None:
    row = one("Ana Vera dijo que «habrá tregua».", "dijo", "Ana Vera", direct=direct)
    assert (row["kind"], row["content"]) == (kind, "habrá tregua" if kind == "direct" else "«habrá tregua»")


@pytest.mark.parametrize(
    ("sure", "score", "who", "hint", "rule", "confidence"),
    [
        (0.8765, 0.9, 0.9, None, "reader.90|who.90", 0.88),
        (0.9, 0.876, 0.5, None, "reader.88|who.50", 0.9),
        (0.9, 0.9, 0.49, None, "reader.90|who.doubtful.49", 0.9),
        (0.9, 0.9, 0.9, "speech.speech_decir", "reader.90|speech.speech_decir|who.90", 0.9),
    ],
)
def test_what_made_the_row(
    sure: float, score: float, who: float, hint: str | None, rule: str, confidence: float
) -> None:
    doc = with_cues("Ana Vera dijo que sí.", {"words": "dijo", "who": "Ana Vera", "sure": sure, "score": score})
    doc._.cues[0] |= {"hint": hint, "speaker": [speaker(doc, "Ana Vera", sure=who)]}
    (row,) = find_statements(doc)
    assert (row["rule"], row["confidence"]) == (rule, confidence)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("person", "person"), ("country", "country"), ("organization", "organization"), ("institution", "organization"),
        ("media", "organization"), ("place", "country"), ("site", "organization"), ("name", "unknown"),
        ("group", "group"),
    ],
)  # fmt: skip
def test_kinds_of_speaker(kind: str, told: str) -> None:
    doc = with_cues("Lima dijo que sí.", {"words": "dijo", "who": "Lima"})
    doc._.cues[0]["speaker"] = [speaker(doc, "Lima", kind)]
    (row,) = find_statements(doc)
    assert (row["speaker"], row["speaker_kind"]) == ("Lima", told)


def test_two_speakers_say_the_same() -> None:
    doc = with_cues("Vera y Paz dijeron que sí.", {"words": "dijeron", "who": "Vera"})
    doc._.cues[0]["speaker"].append(speaker(doc, "Paz"))
    rows = find_statements(doc)
    assert [(row["speaker"], row["content"]) for row in rows] == [("Vera", "sí"), ("Paz", "sí")]


def test_who_spoke_is_known_to_later_statements() -> None:
    text = "Ana Vera dijo que sí. La funcionaria agregó que no."
    doc = with_cues(text, {"words": "dijo", "who": "Ana Vera"}, {"words": "agregó", "who": "funcionaria"})
    doc._.cues[1]["speaker"] = [speaker(doc, "funcionaria") | {"person_id": None, "definite": True}]
    assert [row["speaker"] for row in find_statements(doc)] == ["Ana Vera", "Ana Vera"]


def test_other_cues_are_no_statements() -> None:
    assert find_statements(with_cues("Ana dijo que sí.", {"words": "dijo", "who": "Ana", "kind": "meeting"})) == []
