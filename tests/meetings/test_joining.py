"""Which mentions are one meeting, and what each adds to it. No model."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.stages.meetings.joining import joined
from pipeline.stages.meetings.model import Meeting


def meeting(who: str = "", **fields: Any) -> Meeting:
    """A mention of a meeting of people, told by their names; `day` is "2024-05-03" or "2024-05-03/2024-05-06"."""
    if isinstance(day := fields.get("day"), str):
        first, _, last = day.partition("/")
        fields["day"] = {"start_date": first, "end_date": last or first}
    people = [{"name": name} for name in who.split()]
    given = {"type": "bilateral_meeting", "status": "held", "start": 0, "end": 9, "rule": "r", "sure": 0.5, **fields}
    return Meeting(participants=people, **given)


def named(name: str, **fields: Any) -> Meeting:
    return meeting(name=name, specific=True, **{"type": "summit", **fields})


def place(name: str, country: str | None = None) -> dict[str, Any]:
    return {"name": name, "country": country}


def are_one(*mentions: Meeting) -> bool:
    return len(joined(mentions)) == 1


def test_no_mentions_no_meetings() -> None:
    assert joined([]) == []


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("Vera Paz", "Paz Vera", True),
        ("Vera Paz", "Vera Paz Gil", True),
        ("Vera Paz", "Vera Gil", False),  # one of two is not enough
        ("Vera Paz", "Gil Ruiz", False),
        ("Vera Paz", "Vera", False),
    ],
)
def test_two_people_who_meet_again_are_one_meeting(first: str, second: str, one: bool) -> None:
    assert are_one(meeting(first), meeting(second)) is one


@pytest.mark.parametrize(
    ("who", "fields", "one"),
    [
        ("Vera", {"definite": True}, True),  # "la reunión con Vera"
        ("Vera", {"definite": False}, False),
        ("Vera", {"definite": True, "type": "dialogue"}, False),  # another word for it
        ("Gil", {"definite": True}, False),
        ("", {"definite": True}, True),  # "la reunión"
        ("", {"definite": False}, False),
        ("", {"definite": True, "type": "dialogue"}, False),
        ("", {"definite": True, "specific": True, "name": "Cumbre Andina"}, False),
    ],
)
def test_a_later_mention_with_fewer_people(who: str, fields: dict[str, Any], one: bool) -> None:
    assert are_one(meeting("Vera Paz"), meeting(who, **fields)) is one


TALKS = ("bilateral_meeting", "ministerial", "dialogue", "session", "summit", "conference")


@pytest.mark.parametrize("kind", TALKS)
def test_talks_are_called_by_turns(kind: str) -> None:
    assert are_one(meeting("Vera Paz"), meeting("Vera Paz", type=kind))
    assert not are_one(meeting("Vera Paz", type="visit"), meeting("Vera Paz", type=kind))


@pytest.mark.parametrize("kind", ["visit", "phone_call", "other"])
def test_others_are_meetings_of_their_own(kind: str) -> None:
    assert not are_one(meeting("Vera Paz"), meeting("Vera Paz", type=kind))
    assert are_one(meeting("Vera Paz", type=kind), meeting("Vera Paz", type=kind))


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("2024-05-03", "2024-05-03", True),
        ("2024-05-03", "2024-05-04", False),
        ("2024-05-04", "2024-05-03", False),
        ("2024-05-03/2024-05-06", "2024-05-06/2024-05-08", True),
        ("2024-05-03/2024-05-06", "2024-05-07", False),
        ("2024-05-07", "2024-05-03/2024-05-06", False),
        ("2024-05-01/2024-05-31", "2024-05-10", True),
        (None, "2024-05-03", True),
        ("2024-05-03", None, True),
    ],
)
def test_meetings_of_other_days_are_others(first: str | None, second: str | None, one: bool) -> None:
    assert are_one(meeting("Vera Paz", day=first), meeting("Vera Paz", day=second)) is one


def test_a_day_without_a_date_tells_nothing() -> None:
    vague = {"start_date": None, "end_date": None}
    assert are_one(meeting("Vera Paz", day=vague), meeting("Vera Paz", day="2024-05-03"))


@pytest.mark.parametrize(("day", "one"), [("2024-05-24", True), ("2024-05-25", False), ("2024-04-12", True)])
def test_a_visit_lasts_three_weeks_at_most(day: str, one: bool) -> None:
    assert are_one(meeting("Vera", type="visit", day="2024-05-03"), meeting("Vera", type="visit", day=day)) is one


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        (None, None, True),
        (None, place("Lima", "PE"), True),
        (place("Lima", "PE"), None, True),
        (place("Lima", "PE"), place("Cusco", "PE"), True),
        (place("Lima", "PE"), place("Quito", "EC"), False),
        (place("Lima", "PE"), place("Lima"), True),
        (place("Lima"), place("Cusco"), False),
    ],
)
def test_a_visit_is_to_one_state(first: Any, second: Any, one: bool) -> None:
    assert are_one(meeting("Vera", type="visit", place=first), meeting("Vera", type="visit", place=second)) is one


def test_visits_of_others_are_others() -> None:
    assert not are_one(meeting("Vera", type="visit"), meeting("Paz", type="visit"))
    assert not are_one(meeting("Vera", type="visit"), meeting("", type="visit", definite=True))


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("Cumbre Andina", "Cumbre Andina", True),
        ("Cumbre Andina", "cumbre andina de Lima", True),  # all words of the one are in the other
        ("Cumbre Andina de Lima", "Cumbre Andina", True),
        ("Cumbre del Mar", "Cumbre de las Islas", False),
        ("Cumbre Andina", "Foro Mundial", False),
        ("Cumbre para la Paz", "Cumbre sobre la Paz", True),  # small words do not count
        ("Reunión entre los Vecinos", "Reunión de los Vecinos", True),
        ("Cumbre II", "Cumbre IV", True),  # words of two letters do not count
        ("Cumbre de Fez", "Cumbre de Ulm", False),  # those of three do
        # three of five words are common, three of six
        ("Foro Andino Agrario Lima", "Foro Andino Agrario Quito", True),
        ("Foro Andino Agrario Lima", "Foro Andino Agrario Quito Cusco", False),
        # four of seven
        ("Foro Andino Agrario Minero Lima", "Foro Andino Agrario Minero Quito Cusco", False),
        ("el de la", "el de la", False),  # no words at all
    ],
)
def test_meetings_with_names_are_told_by_them(first: str, second: str, one: bool) -> None:
    assert are_one(named(first), named(second)) is one


@pytest.mark.parametrize("word", ["del", "las", "los", "sobre", "para", "entre"])
def test_small_words_are_no_part_of_a_name(word: str) -> None:
    assert not are_one(named(f"{word} Fez"), named(f"{word} Ulm Oslo"))
    assert are_one(named(f"Foro {word} Fez"), named("Foro Fez Ulm"))


def test_names_count_more_than_people() -> None:
    assert not are_one(named("Cumbre Andina"), named("Foro Mundial"))
    both = [meeting("Vera Paz", name=name, specific=True) for name in ("Cumbre Andina", "Foro Mundial")]
    assert not are_one(*both)


@pytest.mark.parametrize(
    ("first", "second", "one"), [(None, None, True), (5, 5, True), (5, 6, False), (5, None, True), (None, 5, False)]
)
def test_meetings_of_other_numbers_are_others(first: int | None, second: int | None, one: bool) -> None:
    assert are_one(named("Cumbre Andina", ordinal=first), named("Cumbre Andina", ordinal=second)) is one


def test_a_mention_goes_to_the_nearest_meeting_before_it() -> None:
    first, second = meeting("Vera Paz"), meeting("Gil Ruiz")
    meetings = joined([first, second, meeting("", definite=True, place=place("Lima"))])
    assert [m.place for m in meetings] == [None, place("Lima")]


def test_what_a_later_mention_adds() -> None:
    first = meeting("Vera Paz", sure=0.5, start=3, end=8)
    later = meeting("Paz Vera Gil", sure=0.7, place=place("Lima"), day="2024-05-03", name="reunión", start=90, end=99)
    (one,) = joined([first, later])
    assert [p["name"] for p in one.participants] == ["Vera", "Paz", "Gil"]
    assert (one.place, one.day) == (place("Lima"), {"start_date": "2024-05-03", "end_date": "2024-05-03"})
    assert (one.sure, one.name, one.specific) == (0.7, "reunión", False)
    assert (one.start, one.end, one.type) == (3, 8, "bilateral_meeting"), "it stays where it was told of first"


def test_what_was_told_first_stays() -> None:
    first = meeting("Vera Paz", sure=0.9, place=place("Lima"), day="2024-05-03/2024-05-04", name="reunión")
    later = meeting("Vera Paz", sure=0.6, place=place("Cusco"), day="2024-05-04", name="encuentro", status="planned")
    (one,) = joined([first, later])
    assert (one.place, one.sure, one.name, one.status) == (place("Lima"), 0.9, "reunión", "held")
    assert one.day == {"start_date": "2024-05-03", "end_date": "2024-05-04"}


def test_a_name_of_its_own_takes_the_place_of_another() -> None:
    first = meeting("Vera Paz", name="reunión")
    (one,) = joined([first, meeting("Vera Paz", name="Cumbre Andina", specific=True)])
    assert (one.name, one.specific) == ("Cumbre Andina", True)
    (one,) = joined([one, meeting("Vera Paz", name="encuentro")])
    assert (one.name, one.specific) == ("Cumbre Andina", True)
