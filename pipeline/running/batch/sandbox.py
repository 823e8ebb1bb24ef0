"""A shard in a child process that may hang or die: who is to blame is set aside, all the rest is kept.

The same code serves a thread of this machine and a worker of a cluster. Children live as long as the thread that uses
them, because loading the models takes seconds.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from pipeline.knowledge.entries import Own
from pipeline.reading.model import Article, Failure
from pipeline.running.batch.documents import unpack
from pipeline.running.batch.frames import Frame
from pipeline.running.batch.identity import Identity
from pipeline.running.batch.processes import START_LIMIT, STARTS, STRIKES, Ended, TalkingProcess

#: Stages that a document may lose by hanging or dying in them before it is given up.
_STAGES = 2
#: Shards after which a child begins anew with the memory that it had at first.
SHARDS = 4
_MODULE = "pipeline.running.batch.child"


class WorkerError(RuntimeError):
    """Processes cannot be kept alive or a cluster is gone; the message says what to do."""


class Stopped(Exception):
    """The run ends, and the children with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take: `seconds`, and `memory` of its process in GiB."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to process: its documents (see `documents.pack`) and with what.

    `own` lexicon entries travel with it: the machines of a cluster need not have their files.
    """

    documents: bytes
    identity: Identity
    limits: Limits
    own: Own = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """Files of a processed shard by table, the numbers of rows, and the documents that were given up, or stages of."""

    files: Mapping[str, bytes]
    rows: Mapping[str, int]
    lost: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class At:
    """Where a child is: the numbers of its documents, none before the first and behind the last, and the stage.

    The stage is told for a document that is processed alone, and empty where the document cannot do without.
    """

    documents: Sequence[int] = ()
    stage: str = ""


class _Lost(Exception):
    """A child is gone, and where it was."""

    def __init__(self, at: At, error: str, reason: str) -> None:
        super().__init__(reason)
        self.at, self.error, self.reason = at, error, reason


class Children:
    """The child processes of this process, one for each thread that asks."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._alive: set[_Child] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def run(self, task: Task) -> Result:
        """Process a shard. Raises WorkerError when no process can be kept alive, Stopped after `stop`."""
        trouble = _Trouble()
        while True:
            child = self._child(task)
            try:
                return child.process(task, trouble)
            except _Lost as end:
                self._forget(child)
                trouble.judge(end, task)

    def _child(self, task: Task) -> _Child:
        child: _Child | None = getattr(self._own, "child", None)
        if child and child.fits(task):
            return child
        if child:
            self._forget(child)
        with self._lock:
            if self._stopped:
                raise Stopped
            child = self._own.child = _Child(task)
            self._alive.add(child)
        return child

    def _forget(self, child: _Child) -> None:
        child.kill()
        self._own.child = None
        with self._lock:
            self._alive.discard(child)

    def stop(self) -> None:
        """End every child; those who wait for one get Stopped."""
        with self._lock:
            self._stopped = True
            children, self._alive = self._alive, set()
        for child in children:
            child.kill()


@dataclass(slots=True)
class _Trouble:
    """What went wrong with a shard so far.

    `lost`: documents that were given up; `left_out`: stages of a document that were; `alone`: documents to take one by
    one, for some of them ended a process.
    """

    lost: dict[int, Failure] = field(default_factory=dict)
    left_out: dict[int, dict[str, Failure]] = field(default_factory=lambda: defaultdict(dict))
    alone: set[int] = field(default_factory=set)
    _strikes: Counter[int | None] = field(default_factory=Counter)

    def judge(self, end: _Lost, task: Task) -> None:
        """Decide what follows from the end of a child: the same again, more carefully, or without who did it.

        Raises WorkerError when children die before they begin.
        """
        documents, late = end.at.documents, end.error == "time_limit"
        if len(documents) > 1:
            # several that take too long may be due to a tight limit, which all other groups would break as well
            self.alone.update(range(len(unpack(task.documents))) if late else documents)
            return
        document = documents[0] if documents else None
        self._strikes[document] += 1
        if document is None:
            if self._strikes[None] >= STARTS:
                raise WorkerError(f"a worker process does not start: {end.reason}")
        elif late or self._strikes[document] >= STRIKES:
            self._give_up(document, end, unpack(task.documents)[document])

    def _give_up(self, document: int, end: _Lost, item: Article | Failure) -> None:
        """Give up the stage that a document was in, or the document."""
        failure, left_out = _failure(item, end), self.left_out[document]
        if end.at.stage and len(left_out) < _STAGES:
            left_out[end.at.stage] = replace(failure, stage=end.at.stage)
            self.alone.add(document)
        else:
            self.lost[document] = failure

    def fields(self) -> dict[str, object]:
        """Return the fields of the message that asks for the shard again."""
        return {
            "lost": {number: asdict(failure) for number, failure in self.lost.items()},
            "left_out": {
                number: {stage: asdict(failure) for stage, failure in stages.items()}
                for number, stages in self.left_out.items()
            },
            "alone": sorted(self.alone),
        }

    def given_up(self) -> tuple[int, ...]:
        """Return the numbers of the documents that are not whole."""
        return tuple(sorted({*self.lost, *self.left_out}))


def _failure(item: Article | Failure, end: _Lost) -> Failure:
    if isinstance(item, Failure):  # nothing is done with it that could kill; it stays what it is
        return item
    return Failure(
        source=item.input,
        article_id=item.article_id,
        stage="process",
        error=end.error,
        message=f"{item.input}: {end.reason}",
        sha256=item.sha256,
    )


class _Child:
    """One child process."""

    def __init__(self, task: Task) -> None:
        self._of = (task.identity, task.limits)
        self._limits = task.limits
        self._is_ready = False
        self._process = TalkingProcess(_MODULE)
        own = {name: text.encode() for name, text in task.own.items()}
        self._process.send("hello", own, identity=dict(task.identity), memory=task.limits.memory, shards=SHARDS)

    def fits(self, task: Task) -> bool:
        """Return whether this child can take a task."""
        # own entries are in the identity, by their digest
        return self._of == (task.identity, task.limits) and self._process.is_alive

    def process(self, task: Task, trouble: _Trouble) -> Result:
        """Process a shard with regard to the trouble it made before. Raises _Lost."""
        if not self._is_ready:
            self._next(At(), START_LIMIT)
            self._is_ready = True
        self._process.send("shard", {"documents": task.documents}, **trouble.fields())
        at, until = At(), time.monotonic() + self._limits.seconds
        while (frame := self._next(at, until - time.monotonic())).kind in ("at", "stage"):
            if frame.kind == "at":
                at, until = At(frame.fields["documents"]), time.monotonic() + self._limits.seconds
            else:
                at = replace(at, stage=frame.fields["stage"])
        return Result(dict(frame.blobs), dict(frame.fields["rows"]), trouble.given_up())

    def _next(self, at: At, seconds: float) -> Frame:
        try:
            frame = self._process.receive(max(0.0, seconds), limit=self._limits.seconds)
        except Ended as end:
            raise _Lost(at, end.error, end.reason) from None
        if frame.kind == "unfit":
            raise WorkerError(str(frame.fields["message"]))
        return frame

    def kill(self) -> None:
        """End the process and the worker that it may have, whatever they do."""
        self._process.kill()


#: The children of a worker of a cluster.
_OF_WORKER = Children()


def run_on_worker(task: Task) -> Result:
    """Process a shard in a worker of a cluster."""
    return _OF_WORKER.run(task)
