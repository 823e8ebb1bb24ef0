"""The tables of the sample articles are the golden ones, byte for byte, for the pinned base model."""

import pytest

from evaluation.checkout import GOLDEN, SAMPLES
from evaluation.golden import PINNED, differences, is_pinned
from pipeline.models.nlp import load_nlp
from pipeline.reading.read import read_articles
from pipeline.running.extraction import finish
from pipeline.running.process import process_with


def test_sample_tables_are_the_golden_ones(sample_run):
    tables, model = sample_run
    if not is_pinned(model):
        pytest.skip(f"golden tables are made with {' '.join(PINNED)}, the base model here is {model}")
    found = differences(tables, GOLDEN)
    assert not found, "\n\n".join([*found, "if the new rows are right, run 'make accept' and read the diff"])


def test_spacys_own_networks_give_the_same_rows(samples):
    """The accelerator may not be told from the tables; this is so with any base model."""
    nlp = load_nlp(accelerate=False)
    plain = finish(rows for _, rows in process_with(read_articles([SAMPLES]), nlp))
    assert {name for name in samples if samples[name] != plain[name]} == set()
