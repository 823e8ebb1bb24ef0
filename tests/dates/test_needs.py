"""Patterns are tried only where their words stand: nothing is passed over that they would find."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from marked_times import read_sentences

from pipeline.knowledge.lexicon import read_lexicon
from pipeline.reading.read import Article, read_articles
from pipeline.stages.dates import find, groups
from pipeline.stages.dates.context import DateContext
from pipeline.stages.dates.needs import MAY_BE_EMPTY, needs_of
from pipeline.stages.dates.passages import passages
from pipeline.stages.dates.patterns import date_patterns, macros, pattern_index
from pipeline.stages.dates.triggers import triggers, words_in
from pipeline.text.folding import fold

SAMPLES = Path(__file__).parents[2] / "data" / "raw"


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("cada {month}", [{"cada"}, {"{month}"}]),
        ("(?:el )?{daynum}", [{"{daynum}"}]),
        ("siglos? {roman:a}", [{"siglo"}, {"{roman}"}]),
        ("(?:{when} {season}|{season:b} {year})", [{"{season}"}]),
        ("(?:{when} {season}|{one:b} {year})", [{"{season}", "{one}"}]),
        (r"(?:siglos?|s\.) de", []),
        (r"(?<=mayo\s)(?P<x>\d\d)(?! años)", [{"{digit}"}]),
        (r"(?:[12]\d|3[01])[-/]?", [{"{digit}"}]),
        ("{weekday}?", []),
        ("hace {about}{dur}", [{"hace"}, {"{dur}"}]),
    ],
)
def test_needs_of_a_pattern(pattern: str, needs: list[set[str]]) -> None:
    assert [set(clause) for clause in needs_of(pattern)] == needs


@pytest.mark.parametrize("lexicon", ["date_patterns", "date_patterns_timeml"])
def test_no_example_of_the_lexicon_lacks_what_its_pattern_needs(lexicon: str) -> None:
    examples = {entry["id"]: fold(entry["example"]) for entry in read_lexicon(lexicon)}
    for number, rule in enumerate(date_patterns(timeml=True)):
        if text := examples.get(rule.id):
            assert number in pattern_index(timeml=True).of(words_in(text)), rule.id


def test_every_macro_has_its_words() -> None:
    empty = {name for name, pattern in macros().items() if re.fullmatch(pattern, "")}
    assert empty == MAY_BE_EMPTY
    assert macros().keys() - empty == triggers().keys() - {"digit"}


@pytest.mark.parametrize("timeml", [False, True])
def test_all_that_the_patterns_fit_is_found_by_passage(timeml: bool) -> None:
    texts = [item.raw_text for item in read_articles(SAMPLES) if isinstance(item, Article)]
    texts += [sentence.text for sentence in read_sentences("timeml")]
    for text in texts:
        context = DateContext(text, fold(text), dt.date(2013, 6, 12), find.no_direction, timeml=timeml)
        found = {(start, end, rule.id) for start, end, _, _, rule in find._find_candidates(context)}
        whole = {
            (*groups.place(match), rule.id)
            for rule in date_patterns(timeml=timeml)
            for match in rule.regex.finditer(context.folded)
        }
        assert found == {place for place in whole if place[0] < place[1]}


def test_passages_are_the_whole_text() -> None:
    text = "Firmó el 3 de sept. de 2013. «Volverá», dijo.\n\nEl siglo s. XIX acabó (1900). Fin"
    cut = [text[start:end] for start, end in passages(text)]
    assert "".join(cut) == text
    assert cut == [
        "Firmó el 3 de sept. de 2013. ", "«Volverá», dijo.\n\n", "El siglo s. XIX acabó (1900). ", "Fin"
    ]  # fmt: skip
