"""The tables of the sample articles are the golden ones, byte for byte, for the pinned base model."""

import pytest

from evaluation.checkout import GOLDEN
from evaluation.golden import PINNED, differences, is_pinned


def test_sample_tables_are_the_golden_ones(sample_run):
    tables, model = sample_run
    if not is_pinned(model):
        pytest.skip(f"golden tables are made with {' '.join(PINNED)}, the base model here is {model}")
    found = differences(tables, GOLDEN)
    assert not found, "\n\n".join([*found, "if the new rows are right, run 'make accept' and read the diff"])
