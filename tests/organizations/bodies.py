"""Bodies of texts in which persons, titles and the tagger's names stand where they first occur."""

from __future__ import annotations

from collections.abc import Iterable

import spacy
from spacy.tokens import Doc

from pipeline.stages.organizations.component import find_organizations
from pipeline.text.attributes import Row, register, set_mentions
from tests.markup import span_of

NLP = spacy.blank("es")


def doc_of(text: str, *, people: Iterable[str] = (), tagged: Iterable[str] = (), persons: Iterable[str] = ()) -> Doc:
    """A Doc with `people` that an earlier stage found, and what the tagger calls ORG (`tagged`) and PER (`persons`)."""
    register()
    doc = NLP.make_doc(text)
    starts = {name: text.index(name) for name in people}
    rows = [{"entity_id": n, "start": i, "end": i + len(n), "rule": "test"} for n, i in starts.items()]
    set_mentions(doc, "person", rows)
    doc.ents = tuple(
        [*(span_of(doc, name, "ORG") for name in tagged), *(span_of(doc, name, "PER") for name in persons)]
    )
    return doc


def surfaces(text: str, **names: Iterable[str]) -> list[str]:
    """Surfaces of all mentions of bodies."""
    return [text[m["start"] : m["end"]] for m in find_organizations(doc_of(text, **names))[1]]


def rows(text: str, **names: Iterable[str]) -> list[Row]:
    """Rows of the bodies of a text."""
    return find_organizations(doc_of(text, **names))[0]
