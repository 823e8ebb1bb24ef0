"""How likely a cue, a party, a theme, a speaker, a place and a day have to be: rows of the reader made by hand."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc

from pipeline.stages.agreements.component import Agreements, find_agreements
from pipeline.stages.meetings.component import Meetings, find_meetings
from pipeline.stages.statements.component import Statements, find_statements
from tests.stages.marked import marked

SIGNED = "[Chile](country) y [Perú](country) firmaron un convenio."
SAID = "[Juan Paz](person) y [Ana Vera](person) dijeron que habrá tregua."
MET = "[Juan Paz](person) se reunió con [Ana Vera](person) en [Lima](city) [ayer](date:2024-05-02)."

Row = dict[str, Any]


def with_cue(text: str, kind: str, word: str, **fields: Any) -> Doc:
    """The Doc of a marked text with one cue at a word."""
    doc = marked(text)
    (token,) = (t.i for t in doc if t.text == word)
    base = {"kind": kind, "token": token, "words": [token], "sentence": 0, "from": 0, "to": len(doc.text)}
    doc._.cues = [base | {"score": 0.9, "sure": 0.9, "hint": None} | fields]
    return doc


def at(doc: Doc, word: str, words: int, sure: float, **fields: Any) -> Row:
    """What a mention that begins with `word` is to the reader."""
    first = next(t.i for t in doc if t.text == word)
    return {"first": first, "last": first + words, "sure": sure, "key": word, **fields}


def signed(
    *, chile: float = 0.9, peru: float | None = 0.9, sure: float = 0.9, theme: float = 0.9, status: str = "signed"
) -> Doc:
    """Chile and Peru sign, as surely as told."""
    doc = marked(SIGNED)
    told = [("Chile", "CL", chile), ("Perú", "PE", peru)]
    parties = [
        at(doc, name, 1, likely, preposition=None,
           party={"name": name, "kind": "country", "country": code, "organization_id": None, "person_id": None,
                  "resolved_from": None})
        for name, code, likely in told if likely is not None
    ]  # fmt: skip
    fields = {"theme": "trade", "theme_sure": theme, "status": status, "status_sure": 0.9, "deadline": [],
              "amount": [], "party": sorted(parties, key=lambda p: -p["sure"]), "sure": sure}  # fmt: skip
    return with_cue(SIGNED, "agreement", "firmaron", **fields)


def said(*, paz: float = 0.9, vera: float = 0.05, sure: float = 0.9, direct: float = 0.1) -> Doc:
    """Paz and Vera say something, as surely as told."""
    doc = marked(SAID)
    speakers = [_actor(doc, "Juan Paz", "person", paz), _actor(doc, "Ana Vera", "person", vera)]
    fields = {"direct": direct, "speaker": sorted(speakers, key=lambda s: -s["sure"]), "sure": sure}
    return with_cue(SAID, "statement", "dijeron", **fields)


def met(*, vera: float = 0.9, lima: float = 0.9, day: float = 0.9, sure: float = 0.9) -> Doc:
    """Paz and Vera meet somewhere and some day, as surely as told."""
    doc = marked(MET)
    (row,) = doc._.dates
    fields = {
        "type": "bilateral_meeting", "status": "held", "sure": sure,
        "participant": [_actor(doc, "Juan Paz", "person", 0.9), _actor(doc, "Ana Vera", "person", vera)],
        "place": [_actor(doc, "Lima", "place", lima, country="PE")],
        "day": [at(doc, "ayer", 1, day, row=row["date_id"], value=row["value"])],
    }  # fmt: skip
    return with_cue(MET, "meeting", "reunió", **fields)


def _actor(doc: Doc, name: str, kind: str, sure: float, country: str | None = None) -> Row:
    words = name.split()
    return at(doc, words[0], len(words), sure, name=name, kind=kind, country=country, person_id=None, entity_id=None,
              plural=False, definite=False, preposition=None)  # fmt: skip


@pytest.mark.parametrize(("sure", "rows"), [(0.42, 1), (0.41, 0)])
def test_an_agreement_comes_out_from_42_on(sure: float, rows: int) -> None:
    assert len(find_agreements(signed(sure=sure))) == rows


@pytest.mark.parametrize(
    ("foreign", "sure", "rows"), [(None, 0.42, 1), (0.5, 0.42, 1), (0.49, 0.42, 0), (0.49, 0.51, 1), (0.49, 0.49, 0)]
)
def test_at_home_an_agreement_is_surer_by_8(foreign: float | None, sure: float, rows: int) -> None:
    doc = signed(sure=sure)
    doc._.foreign_affairs = foreign
    assert len(find_agreements(doc)) == rows


@pytest.mark.parametrize(("sure", "confidence"), [(0.96, 0.96), (0.97, 0.97), (0.999, 0.97)])
def test_no_agreement_is_surer_than_97(sure: float, confidence: float) -> None:
    (row,) = find_agreements(signed(sure=sure))
    assert row["confidence"] == confidence


@pytest.mark.parametrize(("peru", "parties", "rule"), [(0.45, ["CL", "PE"], "who.45"), (0.44, ["CL"], "who.90")])
def test_a_party_is_one_from_45_on(peru: float, parties: list[str], rule: str) -> None:
    (row,) = find_agreements(signed(peru=peru))
    assert [p["country"] for p in row["parties"]] == parties
    assert rule in row["rule"].split("|")


@pytest.mark.parametrize(("peru", "parties"), [(0.6, ["CL", "PE"]), (0.59, ["CL"])])
def test_a_caller_is_one_from_60_on(peru: float, parties: list[str]) -> None:
    (row,) = find_agreements(signed(peru=peru, status="called_for"))
    assert [p["country"] for p in row["parties"]] == parties


@pytest.mark.parametrize("preposition", ["a", "al"])
def test_whom_a_call_goes_to_is_no_caller(preposition: str) -> None:
    doc = signed(status="called_for")
    doc._.cues[0]["token"] = 0
    doc._.cues[0]["party"][1]["preposition"] = preposition
    (row,) = find_agreements(doc)
    assert [p["country"] for p in row["parties"]] == ["CL"]


def test_where_no_party_is_likely_the_likeliest_is_said_to_be_doubtful() -> None:
    (row,) = find_agreements(signed(chile=0.43, peru=0.44))
    assert [p["country"] for p in row["parties"]] == ["PE"]
    assert "who.doubtful.44" in row["rule"].split("|")


@pytest.mark.parametrize(("chile", "rows"), [(0.2, 1), (0.19, 0)])
def test_who_commits_is_at_least_20_likely(chile: float, rows: int) -> None:
    assert len(find_agreements(signed(chile=chile, peru=None))) == rows


def test_whom_nobody_binds_is_no_agreement() -> None:
    doc = signed()
    doc._.cues[0]["party"] = []
    assert find_agreements(doc) == []


@pytest.mark.parametrize(("theme", "part"), [(0.5, "theme.50"), (0.49, "theme.doubtful.49")])
def test_a_theme_under_50_is_doubtful(theme: float, part: str) -> None:
    (row,) = find_agreements(signed(theme=theme))
    assert row["rule"].split("|")[-1] == part


@pytest.mark.parametrize(("sure", "rows"), [(0.55, 2), (0.54, 0)])
def test_a_statement_comes_out_from_55_on(sure: float, rows: int) -> None:
    assert len(find_statements(said(sure=sure, vera=0.8))) == rows


@pytest.mark.parametrize(
    ("paz", "speakers", "part"),
    [(0.5, ["Juan Paz"], "who.50"), (0.49, ["Juan Paz"], "who.doubtful.49"), (0.2, ["Juan Paz"], "who.doubtful.20")],
)
def test_a_speaker_under_50_is_doubtful(paz: float, speakers: list[str], part: str) -> None:
    (row,) = find_statements(said(paz=paz))
    assert [row["speaker"]] == speakers
    assert row["rule"].split("|")[-1] == part


def test_a_speaker_under_20_is_nobody() -> None:
    assert find_statements(said(paz=0.19)) == []


@pytest.mark.parametrize(("vera", "speakers"), [(0.5, ["Juan Paz", "Ana Vera"]), (0.49, ["Juan Paz"])])
def test_a_second_speaker_is_one_from_50_on(vera: float, speakers: list[str]) -> None:
    assert [row["speaker"] for row in find_statements(said(vera=vera))] == speakers


@pytest.mark.parametrize(("direct", "kind"), [(0.5, "direct"), (0.49, "indirect")])
def test_own_words_are_direct_from_50_on(direct: float, kind: str) -> None:
    assert [row["kind"] for row in find_statements(said(direct=direct))] == [kind]


@pytest.mark.parametrize(("sure", "rows"), [(0.3, 1), (0.29, 0)])
def test_a_meeting_comes_out_from_30_on(sure: float, rows: int) -> None:
    assert len(find_meetings(met(sure=sure))) == rows


@pytest.mark.parametrize(("vera", "names"), [(0.16, ["Juan Paz", "Ana Vera"]), (0.15, ["Juan Paz"])])
def test_who_takes_part_is_at_least_16_likely(vera: float, names: list[str]) -> None:
    (row,) = find_meetings(met(vera=vera))
    assert [p["name"] for p in row["participants"]] == names


@pytest.mark.parametrize(("lima", "where"), [(0.3, ("Lima", "PE")), (0.29, (None, None))])
def test_where_is_at_least_30_likely(lima: float, where: tuple[str | None, str | None]) -> None:
    (row,) = find_meetings(met(lima=lima))
    assert (row["place"], row["country"]) == where


@pytest.mark.parametrize(("day", "when"), [(0.3, "2024-05-02"), (0.29, None)])
def test_when_is_at_least_30_likely(day: float, when: str | None) -> None:
    (row,) = find_meetings(met(day=day))
    assert (row["start_date"], row["end_date"]) == (when, when)


@pytest.mark.parametrize(("least", "sure", "rows"), [(0.6, 0.6, 1), (0.6, 0.59, 0), (0.1, 0.1, 1)])
def test_another_minimum_may_be_asked_for(least: float, sure: float, rows: int) -> None:
    assert len(find_agreements(signed(sure=sure), min_confidence=least)) == rows
    assert len(find_statements(said(sure=sure), min_confidence=least)) == rows
    assert len(find_meetings(met(sure=sure), min_confidence=least)) == rows
    assert len(Agreements(min_confidence=least)(signed(sure=sure))._.agreements) == rows
    assert len(Statements(min_confidence=least)(said(sure=sure))._.statements) == rows
    assert len(Meetings(min_confidence=least)(met(sure=sure))._.meetings) == rows


@pytest.mark.parametrize(
    ("text", "predicates"),
    [
        ("[Chile](country) y [Perú](country) acordaron hoy abrir un paso.", ["acordaron abrir"]),
        ("[Chile](country) y [Perú](country) acordaron un plan y abrir un paso.", ["acordaron", "abrir"]),
        ("[Chile](country) y [Perú](country) acordaron un plan para abrir un paso.", ["acordaron", "abrir"]),
    ],
)
def test_an_infinitive_belongs_to_the_verb_before_it(text: str, predicates: list[str]) -> None:
    doc = marked(text)
    (cue,) = signed()._.cues
    tokens = [t.i for t in doc if t.text in ("acordaron", "abrir")]
    doc._.cues = [cue | {"token": i, "words": [i], "to": len(doc.text)} for i in tokens]
    assert [row["predicate"] for row in find_agreements(doc)] == predicates
