from __future__ import annotations

import pytest

from pipeline.lexicon import read_lexicon
from pipeline.temporal.folding import fold
from pipeline.temporal.needs import needs_of
from pipeline.temporal.patterns import macro_regex, rules


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("cada {month}", [{"cada"}, {"{month}"}]),
        ("(?:el )?{daynum}", [{"{daynum}"}]),
        ("siglos? {roman:a}", [{"siglo"}, {"{roman}"}]),
        ("(?:{when} {season}|{season:b} {year})", [{"{season}", "{year}"}]),
        (r"(?:siglos?|s\.) de", []),
        (r"(?<=mayo\s)(?P<x>\d\d)(?! años)", []),
        ("{weekday}?", []),
    ],
)
def test_needs_of_a_pattern(pattern, needs):
    assert [set(clause) for clause in needs_of(pattern)] == needs


def test_no_example_of_the_lexicon_lacks_what_its_pattern_needs():
    examples = {e["id"]: fold(e["example"]) for e in read_lexicon("date_patterns")}
    for rule in rules():
        text = examples[rule.id]
        for clause in rule.needs:
            assert any(macro_regex(n[1:-1]).search(text) if n[0] == "{" else n in text for n in clause), rule.id
