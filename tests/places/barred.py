"""Texts in which bars show the name that is asked about: "la provincia de |Homs|"."""

from __future__ import annotations

from collections.abc import Iterable

import spacy
from spacy.tokens import Doc

from pipeline.stages.places.component import find_places
from pipeline.stages.places.context import context_of
from pipeline.stages.places.model import Context
from pipeline.text.attributes import Row, register, set_mentions
from pipeline.text.surfaces import Word, words_of
from tests.markup import span_of

NLP = spacy.blank("es")


def barred(text: str) -> tuple[list[Word], int, int]:
    """The words of a text, and those between its two bars (end exclusive)."""
    before, name, after = text.split("|")
    words = words_of(before + name + after)
    at = len(words_of(before))
    return words, at, at + len(words_of(name))


def doc_of(text: str, *, people: Iterable[str] = (), bodies: Iterable[str] = (), sites: Iterable[str] = ()) -> Doc:
    """A Doc without bars in which persons, organisations and the tagger's places stand where they first occur."""
    register()
    doc = NLP.make_doc(text.replace("|", ""))
    for kind, names in (("person", people), ("organization", bodies)):
        starts = {name: doc.text.index(name) for name in names}
        rows = [{"entity_id": n, "start": i, "end": i + len(n), "rule": "test"} for n, i in starts.items()]
        set_mentions(doc, kind, rows)
    doc.ents = tuple(span_of(doc, site, "LOC") for site in sites)
    return doc


def context(text: str, *, people: Iterable[str] = (), bodies: Iterable[str] = (), sites: Iterable[str] = ()) -> Context:
    """What the stage knows of a text as a whole."""
    return context_of(doc_of(text, people=people, bodies=bodies, sites=sites))


def asked(
    text: str, *, people: Iterable[str] = (), bodies: Iterable[str] = (), sites: Iterable[str] = ()
) -> tuple[Context, int, int]:
    """The context of a text, and the words between its bars."""
    _, at, end = barred(text)
    return context(text, people=people, bodies=bodies, sites=sites), at, end


def found(text: str, *, dateline: Row | None = None, **names: Iterable[str]) -> list[tuple[str, str, str | None]]:
    """Surface, kind and country of all mentions of places in a text."""
    doc = doc_of(text, **names)
    doc._.dateline = [dateline] if dateline else []
    rows, mentions = find_places(doc)
    places = {row["place_id"]: row for row in rows}
    return [(doc.text[m["start"] : m["end"]], *_facts(places[m["entity_id"]])) for m in mentions]


def _facts(row: Row) -> tuple[str, str | None]:
    return row["kind"], row["country"]
