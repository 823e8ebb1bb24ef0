"""Rows of agreements: predicate, object, codes, limits and reasons. The reader's cues are made by hand, no model."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc

from pipeline.reader.hints import NEGATED
from pipeline.stages.agreements.component import Agreements, find_agreements
from tests.stages.marked import marked

Row = dict[str, Any]
SIDES = "[Chile](country) y [Perú](country)"


def with_cues(text: str, *cues: Row) -> Doc:
    """The Doc of a marked text with a cue for the `words` of each, in the order told, the first of them its anchor."""
    doc = marked(text)
    doc._.cues = [_cue(doc, **cue) for cue in cues]
    return doc


def _cue(doc: Doc, words: str, anchor: str | None = None, **fields: Any) -> Row:
    tokens = [next(t.i for t in doc if t.text == word) for word in words.split()]
    token = tokens[0] if anchor is None else next(t.i for t in doc if t.text == anchor)
    sentence = next(s for s in doc.sents if s.start <= token < s.end)
    parties = [_party(doc, "Chile", "CL"), _party(doc, "Perú", "PE")]
    base = {"kind": "agreement", "theme": "trade", "theme_sure": 0.9, "status": "agreed", "sure": 0.9, "score": 0.876}
    told = {"hint": None, "party": parties, "deadline": [], "amount": []}
    place = {"from": sentence.start_char, "to": sentence.end_char, "sentence": sentence.start}
    return base | told | place | {"token": token, "words": tokens} | fields


def _party(doc: Doc, name: str, code: str) -> Row:
    first = next((t.i for t in doc if t.text == name), 0)
    party = {"name": name, "kind": "country", "country": code}
    return {"first": first, "sure": 0.9 if code == "CL" else 0.8, "preposition": None, "party": party}


def rows(text: str, *cues: Row) -> list[Row]:
    return find_agreements(with_cues(text, *cues))


def one(text: str, words: str, **fields: Any) -> Row:
    (row,) = rows(text, {"words": words, **fields})
    return row


@pytest.mark.parametrize(
    ("text", "words", "predicate"),
    [
        ("firmaron un convenio.", "firmaron", "firmaron"),
        ("firmaron un convenio.", "firmaron un", "firmaron"),  # no article at the end
        ("insistieron en la paz.", "insistieron en la", "insistieron"),
        ("se comprometieron a cooperar en paz.", "se comprometieron", "se comprometieron cooperar"),
        ("acordaron cooperar en paz.", "acordaron", "acordaron cooperar"),
    ],
)
def test_the_words_of_the_predicate(text: str, words: str, predicate: str) -> None:
    assert (
        one(f"{SIDES} {text}", words, anchor=words.split()[-1] if words[:2] == "se" else None)["predicate"] == predicate
    )


def test_a_predicate_of_one_word_stays() -> None:
    assert one(f"{SIDES} en paz.", "en")["predicate"] == "en"


def test_the_columns_of_a_plain_agreement() -> None:
    row = one(f"{SIDES} firmaron un convenio de extradición.", "firmaron", status="signed", theme="justice_corruption")
    assert row["agreement_id"] == "a001"
    assert (row["lemma"], row["object"]) == ("firmar", "un convenio de extradición")
    assert (row["status"], row["theme"], row["scope"]) == ("signed", "justice_corruption", "bilateral")
    assert (row["polarity"], row["instrument"]) == ("affirmed", "convenio de extradición")
    assert (row["plover"], row["cameo"]) == ("SUPPORT", "057")
    assert (row["start"], row["end"]) == (0, len("Chile y Perú firmaron un convenio de extradición."))
    assert [p["country"] for p in row["parties"]] == ["CL", "PE"]
    assert row["agreement_key"] == "CL+PE/accord/extradition"


def test_what_it_is_about_may_be_nothing() -> None:
    assert one(f"{SIDES} cooperarán.", "cooperarán")["object"] is None


def test_topics_are_those_of_the_object_or_of_the_clause_where_there_is_none() -> None:
    assert one(f"{SIDES}, unidos por la extradición, cooperarán.", "cooperarán")["topics"] == "extradition"
    assert one(f"{SIDES}, unidos por la extradición, cooperarán en cultura.", "cooperarán")["topics"] is None


@pytest.mark.parametrize(("sure", "confidence"), [(0.8765, 0.88), (0.8, 0.8), (0.98, 0.97)])
def test_confidence_has_two_digits(sure: float, confidence: float) -> None:
    assert one(f"{SIDES} firmaron un convenio.", "firmaron", sure=sure)["confidence"] == confidence


def test_what_was_not_done_is_negated_and_no_event() -> None:
    row = one(f"{SIDES} no firmaron el convenio.", "firmaron", hint=NEGATED)
    assert (row["polarity"], row["plover"], row["cameo"]) == ("negated", None, None)
    assert row["rule"] == "reader.88|verb.firmar|not|who.80|theme.90"


@pytest.mark.parametrize(
    ("text", "words", "fields", "rule"),
    [
        ("firmaron un convenio.", "firmaron", {}, "reader.88|verb.firmar|who.80|theme.90"),
        ("acordaron cooperar en paz.", "acordaron", {}, "reader.88|verb.acordar|who.80|theme.90"),
        ("madrugaron por la paz.", "madrugaron", {}, "reader.88|who.80|theme.90"),
        ("madrugaron por la paz.", "madrugaron", {"hint": "verb.rubricar"}, "reader.88|verb.rubricar|who.80|theme.90"),
        ("no madrugaron por la paz.", "madrugaron", {"hint": NEGATED}, "reader.88|not|who.80|theme.90"),
    ],
)
def test_what_made_the_row(text: str, words: str, fields: Row, rule: str) -> None:
    assert one(f"{SIDES} {text}", words, **fields)["rule"] == rule


def test_the_entry_of_the_verb_comes_before_that_of_what_it_governs() -> None:
    assert "verb.acordar" in one(f"{SIDES} acordaron firmar un convenio.", "acordaron")["rule"].split("|")
    assert "verb.firmar" in one(f"{SIDES} madrugaron para firmar un convenio.", "madrugaron")["rule"].split("|")


@pytest.mark.parametrize(
    ("status", "told", "deadline"),
    [
        ("agreed", False, "2026"),
        ("signed", False, None),  # the day of the signature
        ("in_force", False, None),
        ("signed", True, "2026"),  # the reader says that it is a limit
    ],
)
def test_what_is_signed_has_a_limit_only_if_the_reader_says_so(status: str, told: bool, deadline: str | None) -> None:
    doc = with_cues(
        f"{SIDES} firmarán un convenio antes de [2026](date:2026).", {"words": "firmarán", "status": status}
    )
    if told:
        doc._.cues[0]["deadline"] = [{"row": doc._.dates[0]["date_id"], "sure": 0.9}]
    (row,) = find_agreements(doc)
    assert row["deadline"] == deadline


def test_each_cue_has_its_clause() -> None:
    text = f"{SIDES} acordaron una cumbre y firmaron un convenio. {SIDES} abrirán un paso."
    found = rows(text, {"words": "acordaron"}, {"words": "firmaron"}, {"words": "abrirán"})
    plain = text.replace("[", "").replace("](country)", "")
    assert [plain[row["start"] : row["end"]] for row in found] == [
        "Chile y Perú acordaron una cumbre",
        "firmaron un convenio.",
        "Chile y Perú abrirán un paso.",
    ]
    assert [row["agreement_id"] for row in found] == ["a001", "a002", "a003"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ampliarán el comercio.", "CL+PE/ampliar/comercio"),
        ("ampliarán [mañana](date:2024-05-04) el comercio.", "CL+PE/ampliar/comercio"),  # the day says nothing of it
        ("comercio.", "CL+PE/comercio"),
        ("ampliarán y firmarán el comercio.", "CL+PE/ampliar"),  # the noun is of the next clause
    ],
)
def test_the_key_tells_what_is_done(text: str, key: str) -> None:
    doc = with_cues(f"{SIDES} {text}", {"words": text.split()[0].strip(".")})
    if "y firmarán" in text:
        doc._.cues.append(_cue(doc, "firmarán"))
    for token in doc:
        noun = token.text in ("comercio", "mañana")
        token.pos_, token.lemma_ = ("NOUN" if noun else "X"), token.text
    assert find_agreements(doc)[0]["agreement_key"] == key


def test_agreements_are_spans_of_the_doc() -> None:
    doc = Agreements()(with_cues(f"{SIDES} firmaron un convenio.", {"words": "firmaron", "status": "signed"}))
    assert [(span.text, span.label_) for span in doc.spans["agreements"]] == [
        ("Chile y Perú firmaron un convenio.", "signed")
    ]


def test_other_cues_are_no_agreements() -> None:
    assert rows(f"{SIDES} firmaron un convenio.", {"words": "firmaron", "kind": "meeting"}) == []


@pytest.mark.parametrize(
    ("foreign", "sure", "found"), [(0.5, 0.42, 1), (0.499, 0.42, 0), (0.499, 0.5, 1), (None, 0.42, 1)]
)
def test_at_home_a_row_has_to_be_surer(foreign: float | None, sure: float, found: int) -> None:
    doc = with_cues(f"{SIDES} firmaron un convenio.", {"words": "firmaron", "sure": sure})
    doc._.foreign_affairs = foreign
    assert len(find_agreements(doc)) == found
