"""Bodies of texts in which persons, titles and the tagger's names stand where they first occur."""

from __future__ import annotations

from collections.abc import Iterable

import spacy
from spacy.tokens import Doc, Span

from pipeline.stages.organizations.component import find_organizations
from pipeline.text.attributes import Row, register, set_mentions

NLP = spacy.blank("es")


def doc_of(text: str, *, people: Iterable[str] = (), tagged: Iterable[str] = (), persons: Iterable[str] = ()) -> Doc:
    """A Doc with `people` that an earlier stage found, and what the tagger calls ORG (`tagged`) and PER (`persons`)."""
    register()
    doc = NLP.make_doc(text)
    starts = {name: text.index(name) for name in people}
    rows = [{"entity_id": n, "start": i, "end": i + len(n), "rule": "test"} for n, i in starts.items()]
    set_mentions(doc, "person", rows)
    doc.ents = tuple([*(_span(doc, name, "ORG") for name in tagged), *(_span(doc, name, "PER") for name in persons)])
    return doc


def _span(doc: Doc, surface: str, label: str) -> Span:
    start = doc.text.index(surface)
    span = doc.char_span(start, start + len(surface), label=label, alignment_mode="expand")
    assert span is not None
    return span


def surfaces(text: str, **names: Iterable[str]) -> list[str]:
    """Surfaces of all mentions of bodies."""
    return [text[m["start"] : m["end"]] for m in find_organizations(doc_of(text, **names))[1]]


def rows(text: str, **names: Iterable[str]) -> list[Row]:
    """Rows of the bodies of a text."""
    return find_organizations(doc_of(text, **names))[0]
