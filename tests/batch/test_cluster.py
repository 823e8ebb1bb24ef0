"""A Dask cluster of real processes: the same tables as here, also when one of its workers is killed."""

import subprocess
import time

import pytest

from crashing.cluster import cluster
from tests.batch.made import command, environment, extract, records, shards, table_files, write_corpus

pytest.importorskip("distributed")
DOCUMENTS = 140


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("dask") / "cluster", workers=2) as started:
        yield started


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("here")
    corpus = write_corpus(folder / "corpus.jsonl", records(DOCUMENTS))
    extract(corpus, "--out", folder / "out", "--model", "blank:es")
    return corpus, table_files(folder / "out")


def test_a_cluster_gives_the_same_tables(here, two_workers, tmp_path):
    corpus, tables = here
    extract(corpus, "--out", tmp_path / "out", "--model", "blank:es", "--cluster", two_workers.address)
    assert table_files(tmp_path / "out") == tables


def test_a_killed_worker_costs_nothing(here, two_workers, tmp_path):
    corpus, tables = here
    out = tmp_path / "out"
    process = subprocess.Popen(
        command(corpus, "--out", out, "--model", "blank:es", "--cluster", two_workers.address),
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    while not shards(out) and process.poll() is None:
        time.sleep(0.02)
    two_workers.workers[0].kill()
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    assert table_files(out) == tables


def test_a_cluster_that_is_not_there(tmp_path):
    corpus = write_corpus(tmp_path / "corpus.jsonl", records(1))
    done = extract(corpus, "--out", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9", status=1)
    assert "the cluster tcp://127.0.0.1:9 cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
