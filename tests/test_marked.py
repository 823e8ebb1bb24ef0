"""People, titles, organizations and places in marked sentences: all that is marked, nothing else, no model.

The files in `tests/marked` were written without a look at rules and lexicons; `traps.txt` has the sentences where
something looks like a name or an office and is none, or is another thing. `gaps.txt` names what is not right yet.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from markup import Mark, read_lines, read_marked
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.models.nlp import load_nlp
from pipeline.text.attributes import mentions_of, rows_of

FOLDER = Path(__file__).parent / "marked"
FILES = ("people", "titles", "organizations", "places", "traps")
LINES = [(name, topic, line) for name in FILES for topic, line in read_lines(FOLDER / f"{name}.txt")]
TABLES = {"person": "people", "title": "titles", "organization": "organizations", "place": "places"}


@pytest.fixture(scope="module")
def blank() -> Language:
    return load_nlp("blank:es")


def read(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    doc._.article = {"article_id": "a", "published": "2025-06-02"}
    return nlp(doc)


def found_in(doc: Doc) -> dict[tuple[str, int, int], list[dict[str, Any]]]:
    """(kind, start, end) of every name and of every title of a person to its rows."""
    found: dict[tuple[str, int, int], list[dict[str, Any]]] = {}
    for kind, table in TABLES.items():
        rows = {row[f"{kind}_id"]: row for row in rows_of(doc, table)}
        for mention in mentions_of(doc, kind):
            if not mention["rule"].startswith("title:"):
                key = (kind, mention["start"], mention["end"])
                found.setdefault(key, []).append(rows[mention["entity_id"]])
    return found


def wrong_fields(mark: Mark, rows: list[dict[str, Any]]) -> dict[str, tuple[str, list[str]]]:
    """Columns that no row of the span has as marked: name to (wanted, found)."""
    fitting = [row for row in rows if all(str(row[key] or "") == value for key, value in mark.fields.items())]
    if fitting:
        return {}
    return {key: (value, [str(row[key]) for row in rows]) for key, value in mark.fields.items()}


def problems(doc: Doc, marks: list[Mark]) -> list[str]:
    """What the tables have too much, too little or wrong."""
    found = found_in(doc)
    said = []
    for mark in marks:
        rows = found.get((mark.kind, mark.start, mark.end))
        surface = doc.text[mark.start : mark.end]
        if rows is None:
            said += [] if mark.optional else [f"missed {mark.kind} {surface!r}"]
        elif not mark.optional and (wrong := wrong_fields(mark, rows)):
            said.append(f"{mark.kind} {surface!r}: {wrong}")
    marked = {(m.kind, m.start, m.end) for m in marks}
    said += [f"too much: {kind} {doc.text[a:b]!r}" for kind, a, b in found if (kind, a, b) not in marked]
    return said


@pytest.mark.parametrize(("name", "topic", "line"), LINES, ids=[f"{n}-{i}" for i, (n, *_) in enumerate(LINES, 1)])
def test_tables_have_what_is_marked_and_no_more(blank: Language, name: str, topic: str, line: str) -> None:
    text, marks = read_marked(line)
    assert problems(read(blank, text), marks) == [], topic


@pytest.mark.parametrize("line", [line for _, line in read_lines(FOLDER / "gaps.txt")])
def test_a_gap_that_is_closed_moves_to_its_file(blank: Language, line: str) -> None:
    text, marks = read_marked(line)
    assert problems(read(blank, text), marks), f"right now: move it out of gaps.txt: {line}"


def test_a_third_are_traps() -> None:
    names = [name for name, *_ in LINES]
    assert len(LINES) >= 200
    assert names.count("traps") >= len(LINES) / 3
