"""Whose an agreement is, and its scope. No model."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.stages.agreements.parties import chosen_parties, is_likely, party_rows, scope_of

Row = dict[str, Any]


def cue(*told: tuple[str, float], status: str = "agreed", **prepositions: str) -> Row:
    """A cue at token 2 whose parties are told in the order of the sentence, one word each from token 0 on."""
    parties = [
        {"first": first, "sure": sure, "preposition": prepositions.get(name), "party": {"name": name}}
        for first, (name, sure) in enumerate(told)
    ]
    return {"status": status, "token": 2, "party": sorted(parties, key=lambda party: -party["sure"])}


def names(found: Row) -> list[str]:
    return [row["name"] for row in party_rows(found)]


@pytest.mark.parametrize(
    ("told", "parties"),
    [
        ([("Chile", 0.9), ("Perú", 0.8)], ["Chile", "Perú"]),
        ([("Chile", 0.8), ("Perú", 0.9)], ["Chile", "Perú"]),  # in the order of the sentence
        ([("Chile", 0.45), ("Perú", 0.44)], ["Chile"]),
        ([("Chile", 0.44), ("Perú", 0.43)], ["Chile"]),  # nobody is likely: the likeliest
        ([("Chile", 0.2)], ["Chile"]),
        ([("Chile", 0.19)], []),
        ([], []),
    ],
)
def test_who_agrees(told: list[tuple[str, float]], parties: list[str]) -> None:
    assert names(cue(*told)) == parties


def test_parties_are_numbered() -> None:
    assert [row["party_id"] for row in party_rows(cue(("Chile", 0.9), ("Perú", 0.8)))] == ["p1", "p2"]


def test_of_two_readings_of_a_word_the_likelier_comes_first() -> None:
    both = cue(("Chile", 0.5), ("Perú", 0.9))
    for party in both["party"]:
        party["first"] = 0
    assert names(both) == ["Perú", "Chile"]


ADDRESSED = [("Chile", 0.7), ("Perú", 0.7), ("pidió", 0.0), ("Irán", 0.9)]


@pytest.mark.parametrize("preposition", ["a", "al"])
def test_whom_a_call_goes_to_is_no_party(preposition: str) -> None:
    assert names(cue(*ADDRESSED, status="called_for", Irán=preposition)) == ["Chile", "Perú"]
    assert names(cue(*ADDRESSED, status="agreed", Irán=preposition)) == ["Chile", "Perú", "Irán"]
    assert names(cue(*ADDRESSED, status="called_for", Irán="con")) == ["Chile", "Perú", "Irán"]
    assert names(cue(*ADDRESSED, status="called_for", Perú=preposition)) == ["Chile", "Perú", "Irán"]  # before the verb


def test_the_word_of_the_call_itself_is_not_behind_it() -> None:
    assert names(cue(("Chile", 0.9), ("y", 0.0), ("Irán", 0.9), status="called_for", Irán="a")) == ["Chile", "Irán"]


def test_where_a_call_goes_to_all_who_are_named_they_stay() -> None:
    called = cue(("Irán", 0.9), status="called_for", Irán="a")
    called["party"][0]["first"] = 3
    assert names(called) == ["Irán"]


@pytest.mark.parametrize(
    ("status", "sure", "likely"),
    [("agreed", 0.45, True), ("agreed", 0.44, False), ("called_for", 0.6, True), ("called_for", 0.59, False)],
)
def test_how_likely_a_party_is(status: str, sure: float, likely: bool) -> None:
    assert is_likely({"status": status}, {"sure": sure}) is likely


def test_a_doubtful_caller_is_chosen_where_nobody_is_likely() -> None:
    assert [found["sure"] for found in chosen_parties(cue(("Chile", 0.59), ("Perú", 0.3), status="called_for"))] == [
        0.59
    ]


@pytest.mark.parametrize(
    ("kinds", "scope"),
    [
        ([], None),
        (["country"], "unilateral"),
        (["country", "organization"], "bilateral"),
        (["country", "country", "country"], "multilateral"),
        (["group"], "multilateral"),
        (["country", "group"], "multilateral"),
    ],
)
def test_scope(kinds: list[str], scope: str | None) -> None:
    assert scope_of([{"kind": kind} for kind in kinds]) == scope
