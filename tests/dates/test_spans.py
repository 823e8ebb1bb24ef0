"""TimeML conventions: the article inside, ranges apart, vague adverbs."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.knowledge.lexicon import read_lexicon
from pipeline.stages.dates.find import RESOLVERS
from pipeline.stages.dates.patterns import date_patterns
from pipeline.stages.dates.spans import annotate, timex_spans

REFERENCE = dt.date(2013, 6, 12)


def spans(text: str) -> list[tuple[str, str, str | None]]:
    return [(text[start:end], kind, value) for start, end, kind, value in timex_spans(text, REFERENCE)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Llegó el lunes.", [("el lunes", "DATE", "2013-06-10")]),
        ("Llegó el 2 de marzo.", [("el 2 de marzo", "DATE", "2013-03-02")]),
        (
            "Del 2 al 15 de julio habrá feria.",
            [("Del 2", "DATE", "2013-07-02"), ("al 15 de julio", "DATE", "2013-07-15")],
        ),
        ("Duró más de dos días.", [("más de dos días", "DURATION", "P2D")]),
        ("Lloverá dentro de dos meses.", [("dos meses", "DURATION", "P2M")]),
        ("Actualmente llueve.", [("Actualmente", "DATE", "PRESENT_REF")]),
        ("Son las 3.", [("las 3", "TIME", "2013-06-12T3:00")]),
        ("Es el siglo XI AC.", [("el siglo XI AC", "DATE", "BCE10")]),
        ("Lo hace tres veces al día.", [("tres veces al día", "SET", "P1D")]),
    ],
)
def test_spans(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert spans(text) == wanted


@pytest.mark.parametrize("entry", read_lexicon("date_patterns_timeml"), ids=lambda e: e["id"])
def test_pattern_finds_its_example(entry: dict[str, str]) -> None:
    found = spans(entry["example"])
    value = entry["value"].replace("T0", "T")
    assert any(text.endswith(entry["text"]) and said == value for text, _, said in found), found


def test_a_moment_is_read_as_its_day() -> None:
    assert timex_spans("Llegó ayer.", dt.datetime(2013, 6, 12, 15, 30)) == [(6, 10, "DATE", "2013-06-11")]


def test_every_loose_rule_has_a_resolver() -> None:
    assert {rule.resolver for rule in date_patterns(timeml=True)} <= RESOLVERS.keys()


def test_a_reference_that_is_no_date_is_refused() -> None:
    with pytest.raises(TypeError, match=r"must be a datetime\.date or None, not str"):
        annotate("Llegó ayer.", "2019-12-20")  # type: ignore[arg-type]
