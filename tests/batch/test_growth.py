"""Runs over a corpus that was done before, in part or as a whole: only what is new is processed."""

import json

import pytest

from pipeline.config import Settings
from pipeline.reading.inputs import InputError
from pipeline.running.batch import run as batch
from pipeline.running.batch.ledger import MismatchError
from pipeline.running.batch.reading import Reading
from pipeline.running.batch.run import run_extract
from pipeline.running.batch.sealed import unseal
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

    def never(data):
        raise AssertionError("a document that is done was read")

    monkeypatch.setattr("pipeline.running.batch.reading.unpack", never)
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


def _damage(file, how):
    data = bytearray(file.read_bytes())
    if how == "cut":
        data = data[:-9]
    elif how == "header":
        data = data[:400]
    elif how == "zeroes":
        data[300:] = bytes(len(data) - 300)
    elif how == "empty":
        data = bytearray()
    file.write_bytes(data)


@pytest.mark.parametrize("how", ["cut", "header", "zeroes", "empty", "gone"])
def test_a_shard_damaged_between_runs_is_made_again(tmp_path, how):
    corpus = files_of(tmp_path / "corpus", records(70))
    run_extract([corpus], tmp_path / "out", BLANK)
    before = table_files(tmp_path / "out")
    file = shards(tmp_path / "out")[0]
    number = len(json.loads(unseal(file.read_bytes()))["documents"])
    if how == "gone":
        file.unlink()
    else:
        _damage(file, how)
    summary = run_extract([corpus], tmp_path / "out", BLANK)
    assert summary.processed == number
    assert table_files(tmp_path / "out") == before
    if how != "gone":
        assert f"{file.name}: the file is damaged" in summary.notes[0]
        assert "its documents are processed again" in summary.notes[0]
        assert (tmp_path / "out" / ".comunicado" / "damaged" / f"shards-{file.name}").is_file()
    assert run_extract([corpus], tmp_path / "out", BLANK).notes == ()


def test_a_shard_with_wrong_bytes_is_named_and_made_again_at_once(tmp_path):
    corpus = files_of(tmp_path / "corpus", records(70))
    run_extract([corpus], tmp_path / "out", BLANK)
    before = table_files(tmp_path / "out")
    file = shards(tmp_path / "out")[0]
    data = bytearray(file.read_bytes())
    data[-len(data) // 3] ^= 0xFF
    file.write_bytes(data)
    (tmp_path / "out" / "dates.csv").unlink()
    summary = run_extract([corpus], tmp_path / "out", BLANK)
    assert "the file is damaged (the digest of" in summary.notes[0]
    assert 0 < summary.processed < 70
    assert table_files(tmp_path / "out") == before


@pytest.mark.parametrize("name", ["inputs.jsonl", "state.json"])
@pytest.mark.parametrize("how", ["cut", "zeroes", "empty", "line", "list"])
def test_a_damaged_control_file_is_named_and_loses_nothing(tmp_path, name, how):
    corpus = files_of(tmp_path / "corpus", records(6))
    run_extract([corpus], tmp_path / "out", BLANK)
    before = table_files(tmp_path / "out")
    file = tmp_path / "out" / ".comunicado" / name
    if how == "list":
        file.write_bytes(b"[]")
    elif how == "line":
        file.write_bytes(file.read_bytes() + b'{"file": "a')
    else:
        _damage(file, how)
    summary = run_extract([corpus], tmp_path / "out", BLANK)
    assert (summary.processed, summary.articles) == (0, 6)
    # a line behind what was sealed is no part of it
    assert how == "line" or f"{name}: the file is damaged" in summary.notes[0]
    assert table_files(tmp_path / "out") == before
    assert run_extract([corpus], tmp_path / "out", BLANK).notes == ()


@pytest.mark.parametrize("fresh", [False, True])
def test_damaged_control_files_do_not_stop_a_fresh_run(tmp_path, fresh):
    corpus = files_of(tmp_path / "corpus", records(3))
    run_extract([corpus], tmp_path / "out", BLANK)
    before = table_files(tmp_path / "out")
    for file in (tmp_path / "out" / ".comunicado").rglob("*"):
        if file.is_file() and file.name != "lock":
            file.write_bytes(b'[{"documents": ["zz"]}]')
    summary = run_extract([corpus], tmp_path / "out", Settings(model="blank:es", fresh=fresh))
    assert summary.processed == 3
    assert table_files(tmp_path / "out") == before


def test_run_json_comes_back(tmp_path):
    corpus = files_of(tmp_path / "corpus", records(2))
    run_extract([corpus], tmp_path / "out", BLANK)
    (tmp_path / "out" / "run.json").unlink()
    assert run_extract([corpus], tmp_path / "out", BLANK).processed == 0
    assert json.loads((tmp_path / "out" / "run.json").read_text())["counts"]["articles"] == 2


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path, monkeypatch):
    """The signature is of the bytes that were read, not of those that were there before or after."""
    items = list(records(4))
    feed = write_corpus(tmp_path / "feed.jsonl", items)
    whole = feed.read_bytes()
    real = Reading.read

    def cut_off_meanwhile(self, file, known=""):
        feed.write_bytes(whole[: len(whole) // 2])
        yield from real(self, file, known)
        feed.write_bytes(whole)

    with monkeypatch.context() as patch:
        patch.setattr(Reading, "read", cut_off_meanwhile)
        assert run_extract([feed], tmp_path / "out", BLANK).articles < 4
    assert run_extract([feed], tmp_path / "out", BLANK).articles == 4


def test_an_output_folder_within_the_input_is_no_input(tmp_path):
    corpus = files_of(tmp_path / "corpus", records(3))
    for _ in range(3):
        assert run_extract([corpus], corpus / "out", BLANK).articles == 3
    for _ in range(3):
        assert run_extract([corpus], corpus, BLANK).articles == 3


def test_an_input_that_is_not_there_leaves_nothing(tmp_path):
    with pytest.raises(InputError, match=r"nofile\.csv: there is no such file or folder; check the path"):
        run_extract([tmp_path / "nofile.csv"], tmp_path / "out", BLANK)
    assert not (tmp_path / "out").exists()


def test_failures_alone_need_no_model(tmp_path, monkeypatch):
    (tmp_path / "roto.pdf").write_bytes(b"%PDF-1.4")
    monkeypatch.setattr("pipeline.running.batch.run.open_pool", None)
    assert run_extract([tmp_path / "roto.pdf"], tmp_path / "out", BLANK).failures == 1


def test_an_empty_corpus_has_empty_tables(tmp_path):
    (tmp_path / "corpus").mkdir()
    summary = run_extract([tmp_path / "corpus"], tmp_path / "out", BLANK)
    assert (summary.articles, summary.failures) == (0, 1)
    assert rows(tmp_path / "out", "articles") == []
