"""The second look at who takes part: what is known of one actor beside the others. No model and no network."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.attributes import Row
from pipeline.reader.candidates import find_candidates
from pipeline.reader.component import Mention
from pipeline.reader.second import SECOND_WIDTH, SecondLook, odds, places_of, second_numbers
from tests.stages.marked import marked

TEXT = (
    "La [FAO](organization) y [Perú](country) firmaron un acta. [Perú](country) hizo la ley, que [Perú](country) vota."
)


def mentions() -> list[Mention]:
    found = find_candidates(marked(TEXT))
    return [Mention(c.actor, c.key, tuple(zip(c.party_keys, c.parties, strict=True))) for c in found]


def found() -> list[Row]:
    """The parties of the text with their likelihoods: the state, then the body."""
    parties = {key: party for mention in mentions() for key, party in mention.parties}
    first = {key: min(m.actor.start for m in own) for key, own in places_of("party", mentions()).items()}
    likely = {"country": 0.8, "organization": 0.4}
    rows = [{"key": key, "party": p, "first": first[key], "sure": likely[p["kind"]]} for key, p in parties.items()]
    return sorted(rows, key=lambda row: -row["sure"])


CUE: Row = {"token": 4, "status": "signed", "evidence": [0.9, 0.9, 0.5]}


def test_mentions_are_those_of_parties_or_of_actors() -> None:
    of_parties, of_actors = (places_of(role, mentions()) for role in ("party", "participant"))
    assert sorted(map(len, of_parties.values())) == sorted(map(len, of_actors.values())) == [1, 3]


def test_every_actor_has_its_numbers() -> None:
    numbers = second_numbers(CUE, found(), places_of("party", mentions()), (0, 8))
    assert numbers.shape == (2, SECOND_WIDTH)
    state, body = numbers
    assert (state[0], body[0]) == pytest.approx((odds(0.8), odds(0.4)))
    assert state[2] == 0  # it is the likeliest itself
    assert (state[4], state[5], body[4], body[5]) == (1, 0, 0, 1)  # country, organization


def test_an_actor_out_of_the_sentence_is_far() -> None:
    numbers = second_numbers({**CUE, "token": 12}, found(), places_of("party", mentions()), (8, 20))
    assert [row[8] for row in numbers] == [1, 0]


def test_nobody_has_no_numbers() -> None:
    assert second_numbers(CUE, [], {}, (0, 8)).shape == (0, SECOND_WIDTH)


def look() -> SecondLook:
    """Networks that only ask whether an actor is an organization."""
    zeros = np.zeros(SECOND_WIDTH, np.float32)
    hidden = np.zeros((SECOND_WIDTH, 1), np.float32)
    hidden[5] = 1
    arrays = {"mean": zeros, "scale": zeros + 1, "hidden": hidden, "bias": np.zeros(1, np.float32)}
    arrays |= {"out": np.array([4.0], np.float32), "constant": np.array(-2.0, np.float32)}
    return SecondLook({f"party.{name}": array for name, array in arrays.items()})


def test_the_likeliest_at_the_second_look_is_the_first() -> None:
    numbers = second_numbers(CUE, found(), places_of("party", mentions()), (0, 8))
    seen = look().seen("party", found(), numbers)
    assert [row["party"]["name"] for row in seen] == ["FAO", "Perú"]
    assert [row["sure"] for row in seen] == pytest.approx([1 / (1 + np.exp(-2)), 1 / (1 + np.exp(2))])


def test_roles_are_those_with_weights() -> None:
    assert look().roles == {"party"}
    assert SecondLook({}).roles == frozenset()
