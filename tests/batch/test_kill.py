"""A run that is killed goes on where it stopped, and the tables are those of a run that was not."""

import os
import random
import signal
import subprocess
import time
from contextlib import suppress

import pytest

from tests.batch.made import command, environment, extract, records, shards, table_files, write_corpus

DOCUMENTS = 140
KILLS = 3


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory):
    """The corpus, the tables of a run from end to end, and its seconds."""
    folder = tmp_path_factory.mktemp("whole")
    corpus = write_corpus(folder / "corpus.jsonl", records(DOCUMENTS))
    started = time.monotonic()
    extract(corpus, "--out", folder / "out", "--model", "blank:es")
    return corpus, table_files(folder / "out"), time.monotonic() - started


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_random_moments(uninterrupted, tmp_path, workers):
    corpus, tables, seconds = uninterrupted
    moments = random.Random(workers)
    arguments = (corpus, "--out", tmp_path / "out", "--model", "blank:es", "--workers", workers)
    done = []
    for _ in range(KILLS):
        process = subprocess.Popen(
            command(*arguments), env=environment(), stderr=subprocess.PIPE, start_new_session=True
        )
        with suppress(subprocess.TimeoutExpired):  # it may be faster than the undisturbed one was
            process.wait(moments.uniform(0.2, 1.0) * seconds)
        if process.poll() is None:
            # The group: on a crash of the machine the children go too; a child alone ends with its parent.
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        done.append(len(shards(tmp_path / "out")))
    assert done == sorted(done), "a shard that was done is gone"
    extract(*arguments)
    assert table_files(tmp_path / "out") == tables


def test_a_child_ends_with_its_parent(uninterrupted, tmp_path):
    corpus, _, _ = uninterrupted
    arguments = (corpus, "--out", tmp_path / "out", "--model", "blank:es")
    process = subprocess.Popen(command(*arguments), env=environment(), stderr=subprocess.PIPE)
    child = _child_of(process.pid)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while _is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_alive(child)


def _child_of(pid: int) -> int:
    import psutil

    while not (children := psutil.Process(pid).children()):
        time.sleep(0.05)
    return int(children[0].pid)


def _is_alive(pid: int) -> bool:
    import psutil

    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
