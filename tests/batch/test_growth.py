"""Runs over a corpus that was done before, in part or as a whole: only what is new is processed."""

import json

import pytest

from pipeline.config import Settings
from pipeline.output.write import OutputError
from pipeline.running.batch import run as batch
from pipeline.running.batch.ledger import MismatchError
from pipeline.running.batch.run import run_extract
from tests.batch.made import records, rows, shards, table_files, write_corpus

pytestmark = pytest.mark.usefixtures("in_process")
BLANK = Settings(model="blank:es")


def files_of(folder, items):
    folder.mkdir(exist_ok=True)
    for item in items:
        (folder / f"{item['id']}.txt").write_text(item["text"])
    return folder


def test_only_new_files_are_processed(tmp_path):
    items = list(records(8))
    corpus = files_of(tmp_path / "corpus", items[:5])
    assert run_extract([corpus], tmp_path / "out", BLANK).processed == 5
    files_of(corpus, items[5:])
    assert run_extract([corpus], tmp_path / "out", BLANK).processed == 3
    run_extract([corpus], tmp_path / "fresh", BLANK)
    assert table_files(tmp_path / "out") == table_files(tmp_path / "fresh")


def test_a_feed_that_grows_at_its_end(tmp_path):
    items = list(records(9))
    feed = write_corpus(tmp_path / "feed.jsonl", items[:6])
    run_extract([feed], tmp_path / "out", BLANK)
    write_corpus(feed, items)
    assert run_extract([feed], tmp_path / "out", BLANK).processed == 3


def test_nothing_new_writes_nothing(tmp_path, monkeypatch):
    corpus = files_of(tmp_path / "corpus", records(3))
    first = run_extract([corpus], tmp_path / "out", BLANK)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir() if path.is_file()}

    def never(file, stdin=None):
        raise AssertionError("a file that is done was read")

    monkeypatch.setattr("pipeline.running.batch.corpus.read_input", never)
    again = run_extract([corpus], tmp_path / "out", BLANK)
    assert (again.processed, again.rows) == (0, first.rows)
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_changed_and_removed_files(tmp_path):
    items = list(records(4))
    corpus = files_of(tmp_path / "corpus", items)
    run_extract([corpus], tmp_path / "out", BLANK)
    (corpus / f"{items[0]['id']}.txt").unlink()
    (corpus / f"{items[1]['id']}.txt").write_text(items[1]["text"].replace("pesca", "minería").replace("2027", "2028"))
    assert run_extract([corpus], tmp_path / "out", BLANK).processed == 1
    run_extract([corpus], tmp_path / "fresh", BLANK)
    assert table_files(tmp_path / "out") == table_files(tmp_path / "fresh")
    assert items[0]["id"] not in {row["article_id"] for row in rows(tmp_path / "out", "mentions")}


def test_a_new_file_that_takes_the_id_of_an_old_one(tmp_path):
    item = next(records(1))
    corpus = tmp_path / "corpus"
    write_corpus(corpus / "b.jsonl", [item])
    run_extract([corpus], tmp_path / "out", BLANK)
    write_corpus(corpus / "a.jsonl", [item | {"text": item["text"] + " Fin."}])
    run_extract([corpus], tmp_path / "out", BLANK)
    assert [row["source"] for row in rows(tmp_path / "out", "articles")] == ["a.jsonl:1"]
    assert [row["message"].split(":")[0] for row in rows(tmp_path / "out", "failures")] == ["b.jsonl"]
    (corpus / "a.jsonl").unlink()
    summary = run_extract([corpus], tmp_path / "out", BLANK)
    assert (summary.processed, summary.articles, summary.failures) == (0, 1, 0)


def test_reading_failures_are_kept_and_counted(tmp_path):
    corpus = files_of(tmp_path / "corpus", records(2))
    (corpus / "roto.pdf").write_bytes(b"%PDF-1.4")
    assert run_extract([corpus], tmp_path / "out", BLANK).failures == 1
    assert run_extract([corpus], tmp_path / "out", BLANK).failures == 1


def test_another_format_is_written_without_processing(tmp_path):
    corpus = files_of(tmp_path / "corpus", records(2))
    run_extract([corpus], tmp_path / "out", Settings(model="blank:es", formats=("csv",)))
    summary = run_extract([corpus], tmp_path / "out", Settings(model="blank:es", formats=("csv", "parquet")))
    assert summary.processed == 0
    assert (tmp_path / "out" / "articles.parquet").is_file()


def test_a_table_that_was_removed_is_written_again(tmp_path):
    corpus = files_of(tmp_path / "corpus", records(2))
    run_extract([corpus], tmp_path / "out", BLANK)
    before = table_files(tmp_path / "out")
    (tmp_path / "out" / "dates.csv").unlink()
    assert run_extract([corpus], tmp_path / "out", BLANK).processed == 0
    assert table_files(tmp_path / "out") == before


def test_other_rules_are_an_error_with_advice(tmp_path, monkeypatch):
    corpus = files_of(tmp_path / "corpus", records(2))
    run_extract([corpus], tmp_path / "out", BLANK)
    before = table_files(tmp_path / "out")
    real = batch.identity_of
    changed = {"lexicons": "0", "spacy": "9.9"}
    monkeypatch.setattr(batch, "identity_of", lambda model, own=None: {**real(model, own), **changed})
    with pytest.raises(
        MismatchError, match=r"other lexicons, spacy .* \(now 9\.9\); process everything anew with --fresh"
    ):
        run_extract([corpus], tmp_path / "out", BLANK)
    assert table_files(tmp_path / "out") == before
    assert run_extract([corpus], tmp_path / "out", Settings(model="blank:es", fresh=True)).processed == 2


@pytest.mark.parametrize("damage", ["cut", "gone", "line"])
def test_a_shard_damaged_between_runs_is_made_again(tmp_path, damage):
    corpus = files_of(tmp_path / "corpus", records(70))
    run_extract([corpus], tmp_path / "out", BLANK)
    before = table_files(tmp_path / "out")
    line = shards(tmp_path / "out")[0]
    number = len(json.loads(line.read_text())["documents"])
    file = line.with_suffix("") / "dates.parquet"
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:-9])
    elif damage == "gone":
        file.unlink()
    else:
        line.write_text(line.read_text()[:40])
    summary = run_extract([corpus], tmp_path / "out", BLANK)
    assert summary.processed == number
    assert "its documents are processed again" in summary.notes[0]
    assert table_files(tmp_path / "out") == before


def test_a_shard_with_wrong_bytes_is_named_and_set_aside(tmp_path):
    corpus = files_of(tmp_path / "corpus", records(70))
    run_extract([corpus], tmp_path / "out", BLANK)
    before = table_files(tmp_path / "out")
    file = shards(tmp_path / "out")[0].with_suffix("") / "dates.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    (tmp_path / "out" / "dates.csv").unlink()
    with pytest.raises(OutputError, match=r"dates\.parquet: the file is damaged.*run the same command again"):
        run_extract([corpus], tmp_path / "out", BLANK)
    run_extract([corpus], tmp_path / "out", BLANK)
    assert table_files(tmp_path / "out") == before


def test_an_empty_corpus_has_empty_tables(tmp_path):
    (tmp_path / "corpus").mkdir()
    summary = run_extract([tmp_path / "corpus"], tmp_path / "out", BLANK)
    assert (summary.articles, summary.failures) == (0, 1)
    assert rows(tmp_path / "out", "articles") == []
