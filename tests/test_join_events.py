"""Rows of several articles that tell of one agreement or meeting become one event, others do not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.events import likeness, words
from pipeline.events.clusters import clusters_of
from pipeline.events.join import _STRENGTH, join_events
from pipeline.events.likeness import numbers_of
from pipeline.events.telling import sentence_around, tellings_of
from pipeline.schemas import MEETING_STATUSES, STATUSES

PACT = "Perú y Chile firmaron en Lima un memorándum sobre la extracción de litio en Atacama."
AGAIN = "El memorándum sobre la extracción de litio en Atacama, que firmaron Perú y Chile, prevé una comisión."
OTHER = "Perú y Chile firmaron un convenio sobre becas para estudiantes de medicina."


def tables(*told: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Tables of articles with one agreement each: `text`, `id`, and what else its row has."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in ("articles", "agreements", "agreement_parties")}
    for n, one in enumerate(told):
        key = {"article_id": one.get("id", f"a{n}")}
        found["articles"].append({**key, "text": one["text"], "published": one.get("day"), "source": one.get("source")})
        row = {"agreement_id": "g001", "start": 0, "end": len(one["text"]), "scope": "bilateral", "instrument": None}
        row |= {"theme": "mining", "status": "signed", "plover": "SUPPORT", "confidence": 0.9, "polarity": "affirmed"}
        found["agreements"].append(key | row | one.get("row", {}))
        for code in one.get("parties", ("PE", "CL")):
            party = {"agreement_id": "g001", "name": {"PE": "Perú", "CL": "Chile"}.get(code, code), "kind": "country"}
            found["agreement_parties"].append(key | party | {"country": code})
    return {**found, "meetings": [], "meeting_participants": [], "places": []}


def groups(*told: dict[str, Any]) -> list[set[str]]:
    """The ids of the articles of each event."""
    _, members = join_events(tables(*told))
    names = {row["event_id"] for row in members}
    return sorted(({row["article_id"] for row in members if row["event_id"] == name} for name in names), key=sorted)


def test_two_articles_on_one_agreement_are_one_event():
    first = {"text": PACT, "day": "2024-05-03", "source": "Uno", "row": {"instrument": "memorándum"}}
    second = {"text": AGAIN, "day": "2024-05-20", "source": "Dos", "row": {"status": "in_force"}}
    (event,), members = join_events(tables(first, second))
    assert {name: event[name] for name in ("kind", "parties", "instrument", "status", "n_articles", "n_sources")} == {
        "kind": "agreement",
        "parties": "Chile; Perú",
        "instrument": "memorándum",
        "status": "in_force",
        "n_articles": 2,
        "n_sources": 2,
    }
    assert (event["first_told"], event["last_told"]) == ("2024-05-03", "2024-05-20")
    assert [(row["article_id"], row["status"], row["told"]) for row in members] == [
        ("a0", "signed", "2024-05-03"),
        ("a1", "in_force", "2024-05-20"),
    ]


def test_another_matter_of_the_same_parties_is_another_event():
    assert groups({"text": PACT, "day": "2024-05-03"}, {"text": OTHER, "day": "2024-05-03"}) == [{"a0"}, {"a1"}]


def test_parties_that_are_all_others_are_never_one_event():
    told = {"text": PACT, "day": "2024-05-03"}
    assert groups(told, told) == [{"a0", "a1"}]
    assert groups(told, {**told, "parties": ("BO", "AR")}) == [{"a0"}, {"a1"}]


def test_an_event_that_would_join_strangers_through_a_third_does_not():
    told = {"text": PACT, "day": "2024-05-03"}
    found = groups(told, {**told, "parties": ("BO", "AR")}, {**told, "parties": ("PE", "BO")})
    assert {"a0", "a1"} not in [group & {"a0", "a1"} for group in found]


def test_what_is_denied_is_no_event():
    assert groups({"text": PACT, "row": {"polarity": "negated"}}) == []


def test_each_status_has_a_strength():
    assert set(_STRENGTH["agreement"]) == set(STATUSES)
    assert set(_STRENGTH["meeting"]) == set(MEETING_STATUSES)


def test_a_meeting_that_was_held_is_no_proposal_any_more():
    found = tables({"text": PACT, "day": "2024-05-03"}, {"text": PACT, "day": "2024-05-04"})
    for row, status in zip(found["agreements"], ("proposed", "held"), strict=True):
        meeting = {"meeting_id": "m001", "type": "summit", "name": None, "plover": "CONSULT", "status": status}
        found["meetings"].append(
            row | meeting | {"place": None, "country": None, "start_date": "2024-06-01", "end_date": "2024-06-02"}
        )
    found["meeting_participants"] = [party | {"meeting_id": "m001"} for party in found["agreement_parties"]]
    events, _ = join_events(found | {"agreements": []})
    assert [(event["status"], event["start_date"], event["end_date"], event["n_articles"]) for event in events] == [
        ("held", "2024-06-01", "2024-06-02", 2)
    ]


def test_the_order_of_the_input_does_not_matter_and_ids_stay():
    told = [{"id": f"n{n}", "text": text, "day": f"2024-05-0{n + 1}"} for n, text in enumerate((PACT, OTHER, AGAIN))]
    assert join_events(tables(*told)) == join_events(tables(*reversed(told)))
    before, _ = join_events(tables(*told[:2]))
    after, _ = join_events(tables(*told))
    assert {event["event_id"] for event in before} == {event["event_id"] for event in after}


@pytest.mark.parametrize(("score", "together"), [(0.51, True), (0.5, False), (-0.1, False)])
def test_rows_are_joined_from_the_threshold_on(score, together):
    tellings = tellings_of(tables({"text": PACT}, {"text": AGAIN}))
    assert (len(clusters_of(tellings, like=lambda one, other: score)) == 1) is together


def test_three_rows_are_joined_by_the_mean_of_their_pairs():
    tellings = tellings_of(tables({"text": PACT}, {"text": PACT}, {"text": PACT}))
    scores = {("a0", "a1"): 3.0, ("a0", "a2"): 2.0, ("a1", "a2"): -1.5}
    found = clusters_of(tellings, like=lambda one, other: scores[one.article_id, other.article_id])
    assert [[telling.article_id for telling in group] for group in found] == [["a0", "a1"], ["a2"]]


def test_every_number_has_a_weight():
    one, other = tellings_of(tables({"text": PACT, "day": "2024-05-03"}, {"text": AGAIN, "day": "2024-05-06"}))
    numbers = numbers_of(one, other)
    assert numbers is not None
    assert numbers.keys() == words.knowledge()["weights"].keys()
    assert numbers["share of parties"] == 1
    assert numbers["two parties"] == 1
    assert numbers["days between"] == pytest.approx(0.277, abs=0.001)  # log(1 + 3) / 5
    assert likeness.likeness(one, other) > 0


def test_words_that_are_rare_in_news_weigh_more():
    weights = words.weights_of("El presidente habló de la extracción de litio en 2013")
    assert weights["litio"] > weights["extracc"] > words.LEAST
    assert "preside" not in weights
    assert words.cosine(weights, weights) == pytest.approx(1)
    assert words.cosine(weights, {}) == 0


@pytest.mark.parametrize(
    ("start", "sentence"),
    [(0, "Uno firmó. "), (12, "Dos dijo que sí.” "), (31, "Tres calló\n")],
)
def test_a_sentence_ends_with_its_stop_and_its_quotes(start, sentence):
    assert sentence_around("Uno firmó. Dos dijo que sí.” Tres calló\nCuatro", start, start + 3) == sentence


def test_days_are_read_from_tables_of_both_kinds():
    for day in ("2024-05-03", dt.date(2024, 5, 3), dt.datetime(2024, 5, 3, 12)):
        (telling,) = tellings_of(tables({"text": PACT, "day": day}))
        assert telling.told == dt.date(2024, 5, 3)
