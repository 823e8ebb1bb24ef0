"""Quotation marks of all newsrooms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.quotes import find_quotes


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotes(text)]


CASES = [
    ("Dijo «uno» y calló.", ["uno"]),
    ("Dijo “uno” y calló.", ["uno"]),
    ('Dijo "uno" y calló.', ["uno"]),
    ("Dijo ''uno'' y calló.", ["uno"]),
    ("Dijo ’’uno’’ y calló.", ["uno"]),
    ("Dijo ‘uno’ y calló.", ["uno"]),
    ("Dijo 'uno' y calló.", ["uno"]),
    ("Dijo „uno“ y calló.", ["uno"]),
    ("Dijo ´´uno´´ y calló.", ["uno"]),
    ("Dijo ``uno'' y calló.", ["uno"]),
    ("Dijo <<uno>> y calló.", ["uno"]),
    ('"Uno, dijo Paz. "Dos", agregó.', ["Uno, dijo Paz. ", "Dos"]),
    ('"El "viejo" pacto", dijo.', ['El "viejo" pacto']),
    ("Dijo «uno» y «dos».", ["uno", "dos"]),
    ("«Uno “dos” tres».", ["Uno “dos” tres"]),
    ("“Uno 'dos' tres”.", ["Uno 'dos' tres"]),
    ("—Uno —dijo Paz—. Dos.", ["Uno", "Dos."]),
    ("—Uno.", ["Uno."]),
    ("«Uno —dijo Paz—. Dos».", ["Uno", "Dos"]),
    ("«Uno —que es poco— y dos».", ["Uno", "y dos"]),
    ("«Uno.\n»Dos».", ["Uno.\n»Dos"]),
    ("“Uno.\n“Dos.\n“Tres”.", ["Uno.\n“Dos.\n“Tres"]),
    ("Los años '90 y O'Higgins.", []),
    ("Costa d'Or.", []),
    ("Sin comillas.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "quotes"), CASES)
def test_what_is_quoted(text: str, quotes: list[str]) -> None:
    assert inner(text) == quotes


@pytest.mark.parametrize("text", ['"Uno, dijo Paz.', "«Uno, dijo Paz.", "“Uno, dijo Paz."])
def test_an_unclosed_quote_is_told_apart(text: str) -> None:
    (quote,) = find_quotes(text)
    assert not quote.closed
    assert quote.end == len(text)


def test_the_next_paragraph_is_not_swallowed() -> None:
    assert inner('"Uno, dijo Paz.\nDos "tres" cuatro.')[-1] == "tres"


@given(st.text(alphabet="ab \n.«»“”\"'’‘—–", max_size=60))
def test_quotes_are_ordered_ranges_of_the_text(text: str) -> None:
    last = 0
    for quote in find_quotes(text):
        assert last <= quote.start <= quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        last = quote.end
