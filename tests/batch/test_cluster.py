"""A Dask cluster of real processes: the same tables as here, also when one of its workers is killed."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.batch.made import command, environment, extract, records, shards, table_files, write_corpus

pytest.importorskip("distributed")
DOCUMENTS = 140


class Cluster:
    """A scheduler and two workers."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []
        self.address = self._scheduler()
        self.workers = [self._start("worker", self.address, "--nthreads", "1", "--no-dashboard") for _ in range(2)]

    def _start(self, *arguments):
        program = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        log = (self.folder / f"{len(self.processes)}.log").open("w")
        process = subprocess.Popen(
            program, env=environment(), cwd=self.folder, stdout=log, stderr=log, start_new_session=True
        )
        self.processes.append(process)
        return process

    def _scheduler(self):
        place = self.folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", place)
        deadline = time.monotonic() + 60
        while not place.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        import json

        time.sleep(0.2)
        return json.loads(place.read_text())["address"]

    def close(self):
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def cluster(tmp_path):
    folder = tmp_path / "cluster"
    folder.mkdir()
    cluster = Cluster(folder)
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("here")
    corpus = write_corpus(folder / "corpus.jsonl", records(DOCUMENTS))
    extract(corpus, "--out", folder / "out", "--model", "blank:es")
    return corpus, table_files(folder / "out")


def test_a_killed_worker_costs_nothing(here, cluster, tmp_path):
    corpus, tables = here
    out = tmp_path / "out"
    process = subprocess.Popen(
        command(corpus, "--out", out, "--model", "blank:es", "--cluster", cluster.address),
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    while not shards(out) and process.poll() is None:
        time.sleep(0.02)
    os.killpg(cluster.workers[0].pid, signal.SIGKILL)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    assert table_files(out) == tables


def test_a_cluster_that_is_not_there(tmp_path):
    corpus = write_corpus(tmp_path / "corpus.jsonl", records(1))
    done = extract(corpus, "--out", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9", status=1)
    assert "the cluster tcp://127.0.0.1:9 cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
