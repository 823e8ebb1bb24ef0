from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline.text.overlap import overlaps, without_overlap


@dataclass(frozen=True)
class Name:
    start: int
    end: int
    rule: str = ""


@pytest.mark.parametrize(
    ("start", "end", "shared"),
    [(0, 5, False), (0, 6, True), (5, 9, True), (6, 7, True), (8, 12, True), (9, 12, False), (20, 30, True)],
)
def test_overlaps(start: int, end: int, shared: bool) -> None:
    assert overlaps([(5, 9), (20, 30)], start, end) is shared


def test_nothing_overlaps_no_ranges() -> None:
    assert not overlaps([], 0, 10)


def test_the_preferred_one_stays() -> None:
    # "Banco Central de Chile": the body, not the country in it
    bank, country, town = Name(10, 32, "body"), Name(27, 32, "country"), Name(0, 4, "city")
    assert without_overlap([country, bank, town], preference=lambda n: n.start - n.end) == [town, bank]
    assert without_overlap([country, bank, town], preference=lambda n: n.rule == "body") == [town, country]


def test_neighbours_do_not_overlap_and_the_first_of_equals_stays() -> None:
    names = [Name(4, 8), Name(0, 4), Name(0, 4, "again")]
    assert without_overlap(names, preference=lambda n: 0) == [Name(0, 4), Name(4, 8)]
