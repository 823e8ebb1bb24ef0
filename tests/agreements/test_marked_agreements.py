"""Agreements in marked sentences: all that is marked, nothing else, through the whole pipeline.

The sentences were written without a look at rules and lexicons. `traps.txt` has what looks like an agreement and is
none: praise, history, negation, one government's own law, condemnation, sport, companies at home. `gaps.txt` names what
is not right yet.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from marked_agreements import problems
from markup import read_lines

FOLDER = Path(__file__).parent / "sentences"
FILES = ("agreements", "traps")
LINES = [(name, topic, line) for name in FILES for topic, line in read_lines(FOLDER / f"{name}.txt")]
GAPS = [line for _, line in read_lines(FOLDER / "gaps.txt")]


@pytest.mark.parametrize(("name", "topic", "line"), LINES, ids=[f"{n}-{i}" for i, (n, *_) in enumerate(LINES, 1)])
def test_rows_are_those_that_are_marked(nlp: Any, name: str, topic: str, line: str) -> None:
    assert problems(nlp, line) == [], topic


@pytest.mark.parametrize("line", GAPS)
def test_a_gap_that_is_closed_moves_to_its_file(nlp: Any, line: str) -> None:
    assert problems(nlp, line) != []


def test_a_third_of_the_sentences_has_no_agreement() -> None:
    traps = sum(name == "traps" for name, _, _ in LINES)
    assert len(LINES) + len(GAPS) >= 300
    assert 3 * traps >= len(LINES)
