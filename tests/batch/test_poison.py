"""Documents that raise, hang, end or fill the memory of their process, among 140: they fail, all others come out."""

import csv

import pytest

from tests.batch.made import extract, install_model, records, rows, table_files, write_corpus

DOCUMENTS = 140
#: Where in the corpus each kind stands: one by itself in its shard of 64, the others in pairs.
POISON = {"raise": 17, "hang": 70, "exit": 80, "allocate": 130, "kill": 139}

#: A base model as an installed package: tokens, and behind them a component that does what a text tells it.
MODEL = """
import os, signal, time
import spacy
from spacy.language import Language

@Language.component("es_poison")
def poison(doc):
    text = doc.text
    if "VENENO raise" in text:
        raise RuntimeError("veneno")
    if "VENENO hang" in text:
        time.sleep(3600)
    if "VENENO exit" in text:
        os._exit(3)
    if "VENENO kill" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "VENENO allocate" in text:
        hoard = []
        while True:
            hoard.append(bytearray(512_000_000))
    return doc

def load(exclude=(), **options):
    nlp = spacy.blank("es")
    nlp.add_pipe("es_poison")
    return nlp
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A folder for PYTHONPATH with the model in it."""
    return install_model(tmp_path_factory.mktemp("model"), "es_poison", MODEL)


def _without(content: bytes, lost: set[str]) -> list[list[str]]:
    csv.field_size_limit(2**31 - 1)
    return [row for row in csv.reader(content.decode().splitlines(keepends=True)) if row[0] not in lost]


def test_exactly_the_poison_fails(model, tmp_path):
    clean = list(records(DOCUMENTS))
    bad = [dict(record) for record in clean]
    for kind, place in POISON.items():
        bad[place]["text"] += f" VENENO {kind}"
    lost = {clean[place]["id"] for place in POISON.values()}
    kept = [None if record["id"] in lost else record for record in clean]
    options = ("--model", "es_poison", "--format", "csv", "--time-limit", "10", "--memory", "2", "--workers", "2")
    with_it, without = tmp_path / "with", tmp_path / "without"
    extract(write_corpus(tmp_path / "bad" / "corpus.jsonl", bad), "--out", with_it, *options, PYTHONPATH=str(model))
    extract(write_corpus(tmp_path / "kept" / "corpus.jsonl", kept), "--out", without, *options, PYTHONPATH=str(model))
    failures = {row["article_id"]: row for row in rows(with_it, "failures")}
    assert set(failures) == lost
    assert {kind: failures[clean[place]["id"]]["error"] for kind, place in POISON.items()} == {
        "raise": "RuntimeError",
        "hang": "time_limit",
        "exit": "worker_died",
        "allocate": "MemoryError",
        "kill": "worker_died",
    }
    assert {row["stage"] for row in failures.values()} == {"process"}
    assert "longer than 10 seconds" in failures[clean[POISON["hang"]]["id"]]["message"]
    assert "signal SIGKILL" in failures[clean[POISON["kill"]]["id"]]["message"]
    tables = table_files(without)
    assert tables.keys() == table_files(with_it).keys()
    for name, content in table_files(with_it).items():
        if name.endswith(".csv") and name != "failures.csv":
            assert _without(content, lost) == _without(tables[name], set()), name


def test_what_was_given_up_is_tried_again_when_asked(model, tmp_path):
    bad = [dict(record) for record in records(3)]
    bad[1]["text"] += " VENENO exit"
    corpus = write_corpus(tmp_path / "bad.jsonl", bad)
    options = (corpus, "--out", tmp_path / "out", "--model", "es_poison")
    extract(*options, PYTHONPATH=str(model))
    assert "nothing new" in extract(*options, PYTHONPATH=str(model)).stdout
    (model / "es_poison" / "__init__.py").write_text(MODEL.replace("os._exit(3)", "pass"))
    try:
        assert "2 of them done before" in extract(*options, "--retry", PYTHONPATH=str(model)).stdout
    finally:
        (model / "es_poison" / "__init__.py").write_text(MODEL)
    assert rows(tmp_path / "out", "failures") == []
    assert len(rows(tmp_path / "out", "articles")) == 3


#: A model of tokens alone, which loads fast, and the stage of dates that hangs in a text that tells it.
SLOW_DATES = """
import time
import spacy
import pipeline.stages.dates.component as dates

find = dates.Dates.__call__

def slow(self, doc):
    if "VENENO hang" in doc.text:
        time.sleep(3600)
    return find(self, doc)

dates.Dates.__call__ = slow

def load(exclude=(), **options):
    return spacy.blank("es")
"""


def test_a_stage_that_hangs_costs_its_own_rows(tmp_path):
    model = install_model(tmp_path / "model", "es_slow_dates", SLOW_DATES)
    bad = [dict(record) for record in records(3)]
    bad[1]["text"] += " VENENO hang"
    corpus = write_corpus(tmp_path / "bad.jsonl", bad)
    options = (corpus, "--out", tmp_path / "out", "--model", "es_slow_dates", "--time-limit", "5")
    done = extract(*options, PYTHONPATH=str(model))
    assert "1 article without the rows of a stage that failed" in done.stdout
    (failure,) = rows(tmp_path / "out", "failures")
    first, second, third = (record["id"] for record in bad)
    assert (failure["article_id"], failure["stage"], failure["error"]) == (second, "dates", "time_limit")
    for table, ids in (
        ("articles", {first, second, third}),
        ("places", {first, second, third}),
        ("dates", {first, third}),
    ):
        assert {row["article_id"] for row in rows(tmp_path / "out", table)} == ids
