"""Every marked sentence has the expressions it is marked with and no others; see `marked_times.py` for the markup."""

from __future__ import annotations

import pytest
from marked_times import Sentence, read_sentences

from pipeline.stages.dates.spans import timex_spans

NEWS = [*read_sentences("news"), *read_sentences("traps")]
TIMEML = [*read_sentences("timeml"), *read_sentences("timeml_traps")]


def name(sentence: Sentence) -> str:
    return sentence.text[:50]


def spans(sentence: Sentence, conventions: str) -> tuple[tuple[int, int, str, str | None], ...]:
    return tuple(timex_spans(sentence.text, sentence.reference, conventions=conventions))  # type: ignore[arg-type]


@pytest.mark.parametrize("sentence", NEWS, ids=name)
def test_news(sentence: Sentence) -> None:
    assert spans(sentence, "news") == sentence.spans, sentence.group


@pytest.mark.parametrize("sentence", TIMEML, ids=name)
def test_timeml(sentence: Sentence) -> None:
    assert spans(sentence, "timeml") == sentence.spans, sentence.group


@pytest.mark.parametrize(
    ("sentence", "conventions"),
    [
        *((sentence, "news") for sentence in read_sentences("gaps")),
        *((sentence, "timeml") for sentence in read_sentences("timeml_gaps")),
    ],
    ids=lambda value: value.text[:50] if isinstance(value, Sentence) else value,
)
def test_a_gap_that_is_closed_moves_to_its_file(sentence: Sentence, conventions: str) -> None:
    assert spans(sentence, conventions) != sentence.spans


def test_a_quarter_are_traps() -> None:
    traps = len(read_sentences("traps")) + len(read_sentences("timeml_traps"))
    assert len(NEWS) + len(TIMEML) >= 250
    assert traps * 4 >= len(NEWS) + len(TIMEML)
