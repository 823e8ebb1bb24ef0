"""From shards to tables: the same as all rows in memory, sorted and with duplicates marked."""

import errno
import io
import os

import pytest

from pipeline.config import Settings
from pipeline.output.write import OutputError, csv_bytes, table_bytes
from pipeline.reading.model import Failure
from pipeline.reading.read import read_articles
from pipeline.running.batch import documents, sorting, store
from pipeline.running.batch.documents import Document, fingerprint_of
from pipeline.running.batch.ledger import Ledger
from pipeline.running.batch.merge import write_merged
from pipeline.running.batch.rows import failure_files
from pipeline.running.batch.run import run_extract
from pipeline.running.batch.sandbox import Result
from pipeline.running.extraction import finish
from pipeline.running.process import default_nlp, process_with
from pipeline.schemas import TABLES
from tests.batch.made import records, rows, table_files, write_corpus

pytestmark = pytest.mark.usefixtures("in_process")


def corpus_with_repetitions(path):
    """Every third story comes again, with a new lead and another date, in another shard."""
    items = [item | {"text": item["text"] * 2} for item in records(36)]
    for item in items:
        item["text"] = " ".join(
            f"{word}{item['id'][-3:]}" if n % 3 == 0 else word for n, word in enumerate(item["text"].split())
        )
    again = [
        item | {"id": f"otra-{n}", "text": f"Redacción. {item['text']}", "date": f"2026-0{n % 3 + 1}-15"}
        for n, item in enumerate(items[::3])
    ]
    return write_corpus(path, items + again)


@pytest.mark.parametrize("size", [1, 7, 64])
def test_any_shards_give_the_tables_of_all_rows_in_memory(tmp_path, monkeypatch, size):
    monkeypatch.setattr(documents, "SHARD_DOCUMENTS", size)
    corpus = corpus_with_repetitions(tmp_path / "corpus.jsonl")
    run_extract([corpus], tmp_path / "out", Settings(model="blank:es"))
    expected = finish(found for _, found in process_with(read_articles([corpus]), default_nlp("blank:es")))
    written = table_files(tmp_path / "out")
    for name, table in TABLES.items():
        assert written[f"{name}.csv"] == csv_bytes(table, expected[name]), name
        assert written[f"{name}.parquet"] == table_bytes(table, expected[name], "parquet"), name
    repeated = {
        row["article_id"]: row["duplicate_of"] for row in rows(tmp_path / "out", "articles") if row["duplicate_of"]
    }
    assert len(repeated) == 12


def test_any_bounds_of_memory_give_the_same_bytes(tmp_path, monkeypatch):
    """Runs of a few rows, merged by threes: mentions, signatures and texts are many times what is in memory."""
    monkeypatch.setattr(documents, "SHARD_DOCUMENTS", 7)
    corpus = corpus_with_repetitions(tmp_path / "corpus.jsonl")
    run_extract([corpus], tmp_path / "out", Settings(model="blank:es"))
    unbounded = table_files(tmp_path / "out")
    (tmp_path / "out" / "articles.csv").unlink()
    monkeypatch.setattr(sorting, "RUN_BYTES", 1_000)
    monkeypatch.setattr(sorting, "BLOCK_BYTES", 500)
    monkeypatch.setattr(sorting, "FAN_IN", 3)
    opened = []
    scratch = store._LocalStage.scratch
    monkeypatch.setattr(store._LocalStage, "scratch", lambda stage: opened.append(scratch(stage)) or opened[-1])
    assert run_extract([corpus], tmp_path / "out", Settings(model="blank:es")).processed == 0
    assert table_files(tmp_path / "out") == unbounded
    assert len(opened) > len(TABLES)
    assert all(file.closed for file in opened)


def ledger_of(folder, *shards):
    """Shards of failures."""
    ledger = Ledger(store.open_store(folder))
    ledger.open({}, fresh=False, again=False)
    for failures in shards:
        documents = [Document(fingerprint_of(failure), failure) for failure in failures]
        ledger.commit(documents, Result(failure_files(failures), {"failures": len(failures)}, ()))
    return ledger


def test_only_the_wanted_rows_of_a_shard_are_written(tmp_path):
    failures = [Failure(source=name, article_id=None, stage="read", error="e", message="m") for name in "dcba"]
    with store.open_store(tmp_path).stage() as stage:
        write_merged(ledger_of(tmp_path, failures[:3], failures[3:]), {0: {0, 2}, 1: set()}, stage, Settings())
    assert [row["source"] for row in rows(tmp_path, "failures")] == ["b", "d"]


def test_a_disk_that_is_full_of_sorted_runs_is_explained(tmp_path, monkeypatch):
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sorting, "RUN_BYTES", 1)
    monkeypatch.setattr(store._LocalStage, "scratch", lambda stage: Full())
    failure = Failure(source="a", article_id=None, stage="read", error="e", message="m")
    ledger = ledger_of(tmp_path, [failure])
    with pytest.raises(OutputError, match="the disk is full"), store.open_store(tmp_path).stage() as stage:
        write_merged(ledger, {0: {0}}, stage, Settings())
    assert [path.name for path in tmp_path.iterdir()] == [".comunicado"]


def test_missing_values_of_a_key_come_first(tmp_path):
    """Rows of `failures` have no key of their own; they are sorted by all columns."""
    failures = [
        Failure(source="b", article_id="x", stage="read", error="e", message="m"),
        Failure(source="a", article_id="x", stage="read", error="e", message="m", sha256="0"),
        Failure(source="a", article_id="x", stage="read", error="e", message="m"),
        Failure(source="a", article_id=None, stage="read", error="e", message="m"),
        Failure(source="B", article_id="x", stage="read", error="e", message="m"),
    ]
    ledger = ledger_of(tmp_path, failures[:2], failures[2:])
    with store.open_store(tmp_path).stage() as stage:
        written = write_merged(ledger, {0: {0, 1}, 1: {0, 1, 2}}, stage, Settings())
    assert written.rows["failures"] == 5
    order = [(row["source"], row["article_id"], row["sha256"]) for row in rows(tmp_path, "failures")]
    assert order == [("B", "x", None), ("a", None, None), ("a", "x", None), ("a", "x", "0"), ("b", "x", None)]


def test_samples_come_out_as_in_memory(samples, tmp_path):
    """Base model and samples: the batches' tables are those that the golden files are compared with."""
    run_extract(["data/raw"], tmp_path / "out", Settings(csv_cells="exact"))
    written = table_files(tmp_path / "out")
    for name, table in TABLES.items():
        assert written[f"{name}.csv"] == csv_bytes(table, samples[name]), name
