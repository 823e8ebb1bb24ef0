"""Numbers in digits and words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from pipeline.text.folding import fold
from pipeline.text.numbers import number_regex, parse_digits, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7), ("1.200", 1200), ("1,200", 1200), ("1.200,5", 1200.5), ("1,200.5", 1200.5), ("661.6", 661.6),
        ("5,25", 5.25), ("0,125", 0.125), ("0.5", 0.5), ("1.234.567", 1234567), ("1,234,567", 1234567),
        ("57 000", 57000), ("57\u00a0000", 57000),
    ],
)  # fmt: skip
def test_digits(text: str, value: float) -> None:
    assert parse_digits(text) == value


def test_digits_with_a_known_decimal_sign() -> None:
    assert parse_digits("2.345", decimal=".") == 2.345
    assert parse_digits("2,345", decimal=".") == 2345
    assert parse_digits("abc") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("uno", 1), ("un", 1), ("veintiún", 21), ("treinta y una", 31), ("ciento veinte", 120), ("quinientas", 500),
        ("dos mil veinticinco", 2025), ("mil novecientos noventa y ocho", 1998), ("cien mil", 100000),
        ("mil millones", 1e9), ("6 mil", 6000), ("6 mil 765 millones", 6.765e9), ("4 mil 200 millones", 4.2e9),
        ("100.000 millones", 1e11), ("5,2 mil millones", 5.2e9), ("661.6 millones", 661.6e6), ("2,5 billones", 2.5e12),
        ("un millón 200 mil", 1.2e6), ("dos millones y medio", 2.5e6), ("dos y medio millones", 2.5e6),
        ("VEINTIDOS", 22), ("un billón", 1e12),
    ],
)  # fmt: skip
def test_numbers(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value)
    assert re.fullmatch(number_regex(), fold(text))


@pytest.mark.parametrize("text", ["", "casa", "dos casas"])
def test_no_numbers(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(1, 999_999_999))
def test_reads_what_num2words_writes(number: int) -> None:
    words = num2words(number, lang="es")
    assert parse_number(words) == number
    assert re.fullmatch(number_regex(), fold(words))


@given(st.text())
def test_folding_keeps_the_length_of_normalised_text(text: str) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", text)
    assert len(fold(text)) == len(text)


def test_folding() -> None:
    assert fold("SÁBADO, próximo AÑO") == "sabado, proximo año"
