"""Docs in which persons and places are set by hand: no model, and no stage of names.

`[Ana Paz]` is a person and `{Lima}` a place, `[Paz|Ana Paz]` another mention of the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import spacy
from spacy.tokens import Doc, Span

from pipeline.naming.known_people import slug
from pipeline.reading.sentences import sentence_spans
from pipeline.stages.titles.component import read_titles
from pipeline.stages.titles.model import Name
from pipeline.text.attributes import Row, mentions_of, register, set_mentions

_MARK = re.compile(r"\[([^\]|]+)(?:\|([^\]]+))?\]|\{([^}]+)\}")
_BLANK = spacy.blank("es")


def named(text: str, *, tags: Mapping[str, str] | None = None, known: Mapping[str, Row] | None = None) -> Doc:
    """The Doc of a text with marks.

    `tags` are parts of speech by word, all others have none; `known` is what the rows of persons have, by name.
    """
    register()
    plain, marks = _unmark(text)
    doc = _BLANK.make_doc(plain)
    starts = {start for start, _ in sentence_spans(plain)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
        token.pos_ = (tags or {}).get(token.text, "")
    doc.set_ents(list(_places(doc, marks)))
    _set_people(doc, [mark for mark in marks if mark[2]], known or {})
    return doc


def _unmark(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The plain text, and start, end and person of each mark; the person of a place is empty."""
    plain, marks, last = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[last : match.start()]
        surface = match[1] or match[3]
        marks.append((len(plain), len(plain) + len(surface), match[2] or match[1] or ""))
        plain += surface
        last = match.end()
    return plain + text[last:], marks


def _places(doc: Doc, marks: list[tuple[int, int, str]]) -> Iterator[Span]:
    for start, end, person in marks:
        if not person:
            span = doc.char_span(start, end, label="LOC")
            assert span is not None
            yield span


def _set_people(doc: Doc, marks: list[tuple[int, int, str]], known: Mapping[str, Row]) -> None:
    rows: dict[str, dict[str, Any]] = {}
    for start, end, name in marks:
        row = {"person_id": slug(name), "name": name, "country": None, "role": None, "gender": None, "n_mentions": 0}
        row = rows.setdefault(slug(name), {**row, "start": start, "end": end, **known.get(name, {})})
        row["n_mentions"] += 1
    mentions = [{"entity_id": slug(name), "start": start, "end": end, "rule": "test"} for start, end, name in marks]
    doc._.people = list(rows.values())
    set_mentions(doc, "person", mentions)


def names_of(doc: Doc) -> list[Name]:
    """The persons' names of the Doc as tokens."""
    spans = [(doc.char_span(m["start"], m["end"]), m["entity_id"]) for m in mentions_of(doc, "person")]
    return [Name(span.start, span.end, person) for span, person in spans if span is not None]


def titles_in(doc: Doc) -> list[str]:
    """The titles that the stage finds: "Ana Paz: ministra de Salud"."""
    return [_title(doc, row) for row in read_titles(doc)[0]]


def said_in(doc: Doc) -> list[str]:
    """The titles with what ties them to their persons: "Ana Paz: ministra de Salud (copula)"."""
    return [f"{_title(doc, row)} ({row['rule'].split(':')[1]})" for row in read_titles(doc)[0]]


def listed_in(doc: Doc) -> list[str]:
    """The titles with country and portfolio: "Ana Paz: ministros, PE, Salud"."""
    return [f"{_title(doc, row)}, {row['country']}, {row['portfolio']}" for row in read_titles(doc)[0]]


def _title(doc: Doc, row: Row) -> str:
    return f"{row['person']}: {doc.text[row['start'] : row['end']]}"


def countries_in(doc: Doc) -> dict[str, str | None]:
    """Country of each person by name, as the stage completes it."""
    return {row["name"]: row["country"] for row in read_titles(doc)[1]}
