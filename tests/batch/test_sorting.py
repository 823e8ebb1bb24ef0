"""Rows that do not fit into memory come out as `sorted` would give them."""

import random
import tempfile

import pyarrow as pa
import pytest

from pipeline.running.batch import sorting
from pipeline.running.batch.sorting import Sorter

SCHEMA = pa.schema([("name", pa.string()), ("number", pa.int64()), ("text", pa.string())])


@pytest.fixture
def tiny(monkeypatch):
    """Bounds that a few rows reach."""
    monkeypatch.setattr(sorting, "RUN_BYTES", 1_000)
    monkeypatch.setattr(sorting, "BLOCK_BYTES", 100)


class Files:
    """Temporary files that were opened."""

    def __init__(self):
        self.opened = []

    def __call__(self):
        file = tempfile.TemporaryFile()  # noqa: SIM115
        self.opened.append(file)
        return file


def through(rows, key=("name", "number"), *, at_a_time=7, files=None):
    sorter = Sorter(SCHEMA, key, files or Files())
    for start in range(0, len(rows), at_a_time):
        columns = zip(*rows[start : start + at_a_time], strict=True)
        arrays = [pa.array(values, field.type) for values, field in zip(columns, SCHEMA, strict=True)]
        sorter.add(pa.RecordBatch.from_arrays(arrays, schema=SCHEMA))
    batches = list(sorter.batches())
    return batches, [tuple(row.values()) for batch in batches for row in batch.to_pylist()]


def made(number, seed=1):
    """Rows with few keys, some of them missing, and the place where they stood as their text."""
    chance = random.Random(seed)
    names = [None, "", "a", "A", "ab", "á", "ñ", "z", "\U0001f91d", "\uffee"]
    return [(chance.choice(names), chance.choice([None, -3, 0, 2, 10]), f"row {n}") for n in range(number)]


def in_order(row):
    """Missing values first, texts by their code points."""
    return [(value is not None, value) for value in row[:2]]


@pytest.mark.parametrize("number", [1, 5, 100, 1_000])
def test_runs_on_the_disk_come_out_sorted_and_equal_keys_as_they_came(tiny, number):
    rows, files = made(number), Files()
    assert through(rows, files=files)[1] == sorted(rows, key=in_order)
    assert len(files.opened) == (number > 5)


def test_what_fits_into_memory_needs_no_file():
    files = Files()
    rows = made(3_000)
    assert through(rows, files=files)[1] == sorted(rows, key=in_order)
    assert files.opened == []


def test_more_runs_than_are_merged_at_a_time(tiny, monkeypatch):
    """Some hundred runs are merged by fours to 25, to 7, to 2; each time in a new file, and none stays open."""
    monkeypatch.setattr(sorting, "FAN_IN", 4)
    files = Files()
    rows = made(3_000)
    assert through(rows, files=files)[1] == sorted(rows, key=in_order)
    assert len(files.opened) >= 4
    assert all(file.closed for file in files.opened)


def test_a_key_is_what_is_named(tiny):
    rows = made(200)
    assert through(rows, ("number",))[1] == sorted(rows, key=lambda row: in_order((row[1],)))


@pytest.mark.parametrize("lengths", [[50_000], [10, 50_000, 10, 20_000, 10], [5_000] * 30])
def test_rows_longer_than_all_bounds(tiny, lengths):
    rows = [(f"{n * 7 % 31:02}", n, "x" * length) for n, length in enumerate(lengths)]
    batches, found = through(rows, at_a_time=1)
    assert found == sorted(rows)
    for batch in batches:
        assert [len(text) for text in batch["text"].to_pylist()[:-1] if len(text) > 100] == [], "it ends the block"


def test_blocks_end_by_bytes(tiny):
    """A row has 8 bytes of its name, 8 of its number, 24 of its text and 8 of its place: three fill a block of 100."""
    rows = [(f"{n:08}", n, "x" * 24) for n in range(100)]
    batches, _ = through(rows)
    assert max(batch.num_rows for batch in batches) == 3


def test_no_rows():
    assert through([]) == ([], [])
