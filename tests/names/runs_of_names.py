"""Docs in which bars show the run of words that is asked about: "el señor |Ruiz| llegó"."""

from __future__ import annotations

from collections.abc import Mapping

import spacy
from spacy.tokens import Doc

from pipeline.naming.title_grammar import find_title_phrases
from pipeline.stages import names, sentences
from pipeline.stages.names.context import Context
from pipeline.text.attributes import register
from tests.markup import span_of

assert names.make_names
NLP = spacy.blank("es")
SENTENCES = sentences.Sentences()


def doc_of(text: str, *, tagged: Mapping[str, str] | None = None, published: str | None = None) -> Doc:
    """A Doc with its sentences and what the tagger says: surface -> label, where the surface first occurs."""
    register()
    doc = SENTENCES(NLP.make_doc(text.replace("|", "")))
    doc._.article = {"article_id": "a", "published": published}
    doc.ents = tuple(span_of(doc, surface, label) for surface, label in (tagged or {}).items())
    return doc


def asked(
    text: str, *, tagged: Mapping[str, str] | None = None, published: str | None = None
) -> tuple[Context, int, int]:
    """The context of a text, and the tokens between its bars (end exclusive)."""
    before, name, _ = text.split("|")
    doc = doc_of(text, tagged=tagged, published=published)
    span = doc.char_span(len(before), len(before) + len(name))
    assert span is not None
    return Context(doc, find_title_phrases(doc)), span.start, span.end


def found(text: str, *, tagged: Mapping[str, str] | None = None, published: str | None = None) -> list[tuple[str, str]]:
    """Surface and label of all names of a text."""
    spans = names.find_names(doc_of(text, tagged=tagged, published=published))
    return [(span.text, span.label_) for span in spans]
