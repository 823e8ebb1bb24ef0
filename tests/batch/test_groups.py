"""Which documents of a shard are processed at a time, and what follows when they end a process."""

from dataclasses import replace
from importlib.resources import files

import pytest

from pipeline.reading.model import Article, Failure
from pipeline.running.batch import child
from pipeline.running.batch.documents import pack
from pipeline.running.batch.identity import identity_of
from pipeline.running.batch.sandbox import At, Limits, Task, WorkerError, _Lost, _Trouble
from pipeline.running.process import outcome_of
from pipeline.schemas import DOCUMENT_TABLES


def article(number, length=10):
    return Article(article_id=f"a{number}", source="x", input=f"a{number}.txt", sha256="0", raw_text="a" * length)


FAILURE = Failure(source="b.txt", article_id="b", stage="read", error="empty", message="b.txt: empty")


@pytest.mark.parametrize(
    ("lengths", "alone", "groups"),
    [
        ([10] * 3, (), [[0, 1, 2]]),
        ([10] * 10, (), [[0, 1, 2, 3, 4, 5, 6, 7], [8, 9]]),
        ([10] * 4, (1,), [[0], [1], [2, 3]]),
        ([10] * 3, (0, 1, 2), [[0], [1], [2]]),
        ([10, 50_000, 9_980, 20], (), [[0, 1, 2], [3]]),
        ([900_000, 10, 10], (), [[0], [1, 2]]),
        ([], (), []),
    ],
)
def test_groups(lengths, alone, groups):
    assert list(child._groups([article(n, length) for n, length in enumerate(lengths)], alone)) == groups


def test_failures_take_no_room_in_a_group():
    assert list(child._groups([FAILURE, article(1, 59_999), FAILURE], ())) == [[0, 1, 2]]


@pytest.fixture(scope="module")
def task():
    documents = pack([article(n) for n in range(5)])
    return Task(documents, identity_of("blank:es"), Limits(seconds=1.0, memory=1.0))


def test_who_ended_a_process_in_company_is_asked_alone(task):
    trouble = _Trouble()
    for _ in range(5):
        trouble.judge(_Lost(At([1, 2, 3]), "worker_died", "signal SIGKILL"), task)
    assert trouble.alone == {1, 2, 3}
    assert trouble.lost == {}


def test_after_a_group_beyond_the_time_limit_there_are_no_more_groups(task):
    trouble = _Trouble()
    trouble.judge(_Lost(At([1, 2]), "time_limit", "it took long"), task)
    assert trouble.alone == {0, 1, 2, 3, 4}
    assert trouble.lost == {}


def test_who_hangs_alone_or_dies_twice_is_given_up(task):
    trouble = _Trouble()
    trouble.judge(_Lost(At([2]), "time_limit", "it took long"), task)
    trouble.judge(_Lost(At([4]), "worker_died", "signal SIGKILL"), task)
    assert trouble.lost.keys() == {2}
    trouble.judge(_Lost(At([4]), "worker_died", "signal SIGKILL"), task)
    assert trouble.lost.keys() == {2, 4}
    assert trouble.lost[4].article_id == "a4"
    assert trouble.lost[4].message == "a4.txt: signal SIGKILL"


def test_a_stage_is_given_up_before_its_document(task):
    trouble = _Trouble()
    trouble.judge(_Lost(At([2], "dates"), "time_limit", "it took long"), task)
    assert trouble.left_out[2]["dates"].stage == "dates"
    assert trouble.left_out[2]["dates"].error == "time_limit"
    assert trouble.alone == {2}
    assert trouble.lost == {}
    assert trouble.given_up() == (2,)


def test_a_document_that_hangs_in_one_stage_after_the_other_is_given_up(task):
    trouble = _Trouble()
    for stage in ("dates", "meetings", "statements"):
        trouble.judge(_Lost(At([2], stage), "time_limit", "it took long"), task)
    assert set(trouble.left_out[2]) == {"dates", "meetings"}
    assert trouble.lost[2].stage == "process"


def test_processes_that_die_without_a_document_end_the_run(task):
    trouble, end = _Trouble(), _Lost(At([]), "worker_died", "no memory")
    for _ in range(2):
        trouble.judge(end, task)
    with pytest.raises(WorkerError, match="does not start: no memory"):
        trouble.judge(end, task)


def test_the_warm_up_has_rows_in_every_table(nlp):
    texts = files("pipeline.running.batch").joinpath("warm_up.txt").read_text("utf-8").split("\n\n")
    rows = [outcome_of(replace(article(n), raw_text=text), nlp) for n, text in enumerate(texts)]
    assert {table for found in rows for table, some in found.items() if some} == set(DOCUMENT_TABLES) - {"failures"}
