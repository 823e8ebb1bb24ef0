"""Roman numerals."""

from __future__ import annotations

import pytest

from pipeline.text.roman import looks_roman, roman, roman_value


@pytest.mark.parametrize(("number", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (99, "XCIX")])
def test_both_ways(number: int, numeral: str) -> None:
    assert roman(number) == numeral
    assert roman_value(numeral) == number


def test_every_number_has_its_own() -> None:
    assert [roman_value(roman(number)) for number in range(1, 100)] == list(range(1, 100))


@pytest.mark.parametrize("word", ["IIII", "VX", "IC", "C", "xvi", "", "16"])
def test_no_numeral(word: str) -> None:
    assert roman_value(word) is None


def test_letters_alone() -> None:
    assert looks_roman("XVI") and looks_roman("CIC")
    assert not looks_roman("MCD") and looks_roman("MCD", letters="IVXLCDM")
    assert not looks_roman("OMC") and not looks_roman("")
