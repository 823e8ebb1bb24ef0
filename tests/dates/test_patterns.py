"""Every pattern of the lexicon finds its own example, and every name in it exists."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from spacy.language import Language

from pipeline.knowledge.lexicon import read_lexicon
from pipeline.stages.dates import guards
from pipeline.stages.dates.component import find_dates
from pipeline.stages.dates.find import RESOLVERS, find_timexes
from pipeline.stages.dates.patterns import date_patterns, expand
from pipeline.text.folding import fold

#: A Wednesday; the values in the lexicon are counted from it.
REFERENCE = dt.date(2013, 6, 12)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("es")


@pytest.mark.parametrize("entry", read_lexicon("date_patterns"), ids=lambda e: e["id"])
def test_pattern_finds_its_example(entry: dict[str, str], nlp: Language) -> None:
    doc = nlp(entry["example"])
    rows = find_dates(doc, reference=REFERENCE)
    assert (entry["text"], entry["value"], entry["id"]) in [
        (doc.text[row["start"] : row["end"]], row["value"], row["rule"]) for row in rows
    ]


@pytest.mark.parametrize("entry", read_lexicon("date_stops"), ids=lambda e: e["id"])
def test_stop_phrase_is_no_date(entry: dict[str, str]) -> None:
    assert guards.stop_pattern().search(fold(entry["example"]))
    assert find_timexes(entry["example"], REFERENCE) == []


def test_every_rule_has_a_resolver() -> None:
    assert {rule.resolver for rule in date_patterns()} <= RESOLVERS.keys()


def test_unknown_macro_is_refused() -> None:
    with pytest.raises(KeyError):
        expand("{fortnight}")
