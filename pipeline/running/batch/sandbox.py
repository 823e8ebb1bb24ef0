"""A shard in a child process that may hang or die: who is to blame is set aside, all the rest is kept.

The same code serves a thread of this machine and a worker of a cluster. Children live as long as the thread that uses
them, because loading the models takes seconds.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, BinaryIO, cast

import pipeline
from pipeline.knowledge.entries import Own
from pipeline.reading.model import Article, Failure, safe_line
from pipeline.running.batch.documents import unpack
from pipeline.running.batch.frames import Frame, receive, send
from pipeline.running.batch.identity import Identity

#: Seconds in which a child must have loaded its models.
_START_LIMIT = 600.0
#: Times a document may kill its process before it is given up: once may be somebody else's doing.
_STRIKES = 2
#: Times a process may die before it has begun with a document.
_STARTS = 3
#: Shards after which a child begins anew with the memory that it had at first.
SHARDS = 4
#: One thread a process: several would fight for the same cores, rounding would depend on their number, and a process
#: with threads cannot be copied (the last one is for `pyarrow`'s memory, which a thread would tidy up).
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
#: Characters of a child's last words that are told.
_LAST_WORDS = 400


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
    """Files of a processed shard by table, the numbers of rows, and the documents that were given up."""

    files: Mapping[str, bytes]
    rows: Mapping[str, int]
    lost: tuple[int, ...]


class _Lost(Exception):
    """A child is gone. `documents` are the numbers of those it was at, none before the first and behind the last."""

    def __init__(self, documents: Sequence[int], error: str, reason: str) -> None:
        super().__init__(reason)
        self.documents, self.error, self.reason = documents, error, reason


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
            child = self._own.child = _Child(task.identity, task.limits, task.own)
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

    `lost`: documents that were given up; `alone`: documents to take one by one, for some of them ended a process.
    """

    lost: dict[int, Failure] = field(default_factory=dict)
    alone: set[int] = field(default_factory=set)
    _strikes: Counter[int | None] = field(default_factory=Counter)

    def judge(self, end: _Lost, task: Task) -> None:
        """Decide what follows from the end of a child: the same again, more carefully, or without a document."""
        if len(end.documents) > 1:
            # several that take too long may be due to a tight limit, which all other groups would break as well
            late = end.error == "time_limit"
            self.alone.update(range(len(unpack(task.documents))) if late else end.documents)
            return
        document = end.documents[0] if end.documents else None
        self._strikes[document] += 1
        if document is None:
            if self._strikes[None] >= _STARTS:
                raise WorkerError(f"a worker process does not start: {end.reason}")
        elif end.error == "time_limit" or self._strikes[document] >= _STRIKES:
            self.lost[document] = _failure(unpack(task.documents)[document], end)


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


@dataclass(eq=False)
class _Child:
    """One child process."""

    identity: Identity
    limits: Limits
    own: Own
    _frames: queue.SimpleQueue[Frame | None] = field(init=False, default_factory=queue.SimpleQueue)

    def __post_init__(self) -> None:
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115, it lives as long as the process
        root = str(Path(pipeline.__file__).parent.parent)
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.running.batch.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env={**os.environ, "PYTHONPATH": path, **_ONE_THREAD},
            # Ctrl-C in the terminal is for the parent
            process_group=0 if os.name == "posix" else None,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self._ready = False
        own = {name: text.encode() for name, text in self.own.items()}
        self._send("hello", own, identity=dict(self.identity), memory=self.limits.memory, shards=SHARDS)

    def _listen(self) -> None:
        stream = cast(BinaryIO, self._process.stdout)
        with stream:
            while (frame := receive(stream)) is not None:
                self._frames.put(frame)
        self._frames.put(None)

    def _send(self, kind: str, blobs: Mapping[str, bytes], **fields: object) -> None:
        with suppress(OSError, ValueError):  # it is dead, which the next `_next` tells with the reason
            send(cast(BinaryIO, self._process.stdin), kind, blobs, **fields)

    def fits(self, task: Task) -> bool:
        """Return whether this child can take a task."""
        # own entries are in the identity, by their digest
        return self.identity == task.identity and self.limits == task.limits and self._process.poll() is None

    def process(self, task: Task, trouble: _Trouble) -> Result:
        """Process a shard with regard to the trouble it made before. Raises _Lost."""
        if not self._ready:
            self._next((), _START_LIMIT)
            self._ready = True
        lost = {number: asdict(failure) for number, failure in trouble.lost.items()}
        self._send("shard", {"documents": task.documents}, lost=lost, alone=sorted(trouble.alone))
        at: Sequence[int] = ()
        while (frame := self._next(at, self.limits.seconds)).kind == "at":
            at = frame.fields["documents"]
        return Result(dict(frame.blobs), dict(frame.fields["rows"]), tuple(sorted(lost)))

    def _next(self, at: Sequence[int], limit: float) -> Frame:
        try:
            frame = self._frames.get(timeout=limit)
        except queue.Empty:
            self.kill()
            advice = "raise the limit with --time-limit, or split the text"
            raise _Lost(at, "time_limit", f"it took longer than {limit:g} seconds; {advice}") from None
        if frame is None:
            raise _Lost(at, "worker_died", self._end())
        if frame.kind == "unfit":
            raise WorkerError(str(frame.fields["message"]))
        return frame

    def _end(self) -> str:
        """Return how the process ended, for a person."""
        status = self._process.wait()
        how = f"exit status {status}" if status >= 0 else f"signal {_signal_name(-status)}"
        self._words.seek(0, os.SEEK_END)
        self._words.seek(max(0, self._words.tell() - _LAST_WORDS))
        words = safe_line(self._words.read().decode("utf-8", "replace"))
        return f"its process died ({how}); give it more memory with --memory, or split the text" + (
            f"; its last words: {words}" if words else ""
        )

    def kill(self) -> None:
        """End the process and the worker that it may have, whatever they do."""
        if os.name == "posix" and self._process.poll() is None:
            with suppress(OSError):  # it ended in between
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        with suppress(OSError):  # what it was not sent any more cannot be sent
            cast(BinaryIO, self._process.stdin).close()


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


#: The children of a worker of a cluster.
_OF_WORKER = Children()


def run_on_worker(task: Task) -> Result:
    """Process a shard in a worker of a cluster."""
    return _OF_WORKER.run(task)
