"""Single parts against the base model: the name recogniser, and dates on a blank pipeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from benchmarks.ratios import Comparison, take_turns
from pipeline.models.ner import NamedEntities
from pipeline.stages.dates.component import find_dates

_BATCH = 16


def recogniser(base: Language, texts: list[str], rounds: int) -> Comparison:
    """Cost a word of our recogniser against the base model's, on Docs that have all the rest."""
    own = NamedEntities()
    with base.select_pipes(disable=["ner"]):
        docs = list(base.pipe(texts, batch_size=_BATCH))

    def run(component: Any) -> Callable[[], None]:
        def job() -> None:
            copies = [_without_names(doc) for doc in docs]
            for _ in component.pipe(iter(copies), batch_size=_BATCH):
                pass

        return job

    ours, theirs = take_turns(run(own), run(base.get_pipe("ner")), rounds)
    return Comparison("cost a word of our recogniser, times the base model's", ours, theirs, 1.2, at_most=True)


def _without_names(doc: Doc) -> Doc:
    doc.set_ents([], default="missing")
    return doc


def dates(base: Language, texts: list[str], rounds: int) -> Comparison:
    """Texts a second of the dates stage on a blank pipeline against the plain base model with all its components."""
    blank, reference = spacy.blank("es"), dt.date(2013, 6, 12)

    def ours() -> None:
        for doc in blank.pipe(texts, batch_size=_BATCH):
            find_dates(doc, reference=reference)

    def theirs() -> None:
        for _ in base.pipe(texts, batch_size=_BATCH):
            pass

    return Comparison(
        "texts a second, dates alone, times the base model's", *take_turns(ours, theirs, rounds), 5.0, at_most=False
    )
