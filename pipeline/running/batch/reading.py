"""Files to documents in a process of its own, which may hang or die: one document is lost, or the rest of one file."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

from pipeline.reading.addresses import without_secrets
from pipeline.reading.columns import Options
from pipeline.reading.formats import ONE_DOCUMENT, ending_of
from pipeline.reading.inputs import File
from pipeline.reading.model import Article, Failure, Problem
from pipeline.reading.record import Where, failure
from pipeline.reading.remote import RemotePath
from pipeline.running.batch.documents import unpack
from pipeline.running.batch.frames import Frame
from pipeline.running.batch.processes import START_LIMIT, STARTS, STRIKES, Ended, TalkingProcess
from pipeline.running.batch.sandbox import Limits, WorkerError

_MODULE = "pipeline.running.batch.reading_child"
_STDIN = Where("stdin", "stdin")


class Reading:
    """Reads files in a child process. `limits` are those of one document, `options` say how.

    `on_columns` is told what a file is called and which columns were recognised in it, in words.
    """

    def __init__(
        self,
        limits: Limits,
        options: Options | None = None,
        on_columns: Callable[[str, str], None] = lambda name, columns: None,
    ) -> None:
        self._limits = limits
        self._options = options or Options()
        self._on_columns = on_columns
        self._process: TalkingProcess | None = None
        #: Digest of the last file, of the bytes that its documents were made of; empty when it has none.
        self.signature = ""
        #: Whether the last file was the one that was known, and nothing was read.
        self.is_same = False

    def read(self, file: File | None, known: str = "") -> Iterator[Article | Failure]:
        """Yield the documents of a file, those of standard input for None.

        Nothing comes when its signature is `known`. Raises WorkerError when no process can be kept alive.
        """
        self.signature, self.is_same = "", False
        if file is None:
            with tempfile.TemporaryDirectory(prefix="comunicado-") as folder:
                copy = Path(folder) / "stdin"
                with copy.open("wb") as stream:
                    shutil.copyfileobj(sys.stdin.buffer, stream)
                yield from self._read(_Request(_STDIN, path=str(copy), stdin=True))
        elif isinstance(file.path, RemotePath):
            yield from self._read(_Request(file.where, remote=file.path.address(), known=known))
        else:
            alone = ending_of(file.path.name)[0] in ONE_DOCUMENT
            yield from self._read(_Request(file.where, path=str(file.path.absolute()), known=known, alone=alone))

    def _read(self, request: _Request) -> Iterator[Article | Failure]:
        """Ask again, for what is missing, until all documents of a file are there or are lost."""
        while not request.is_answered:
            process = self._started()
            process.send("read", **request.fields(), options=asdict(self._options))
            try:
                yield from self._answers(process, request)
            except Ended as end:
                self.stop()
                lost = request.judge(end)
                if lost is not None:
                    yield lost

    def _answers(self, process: TalkingProcess, request: _Request) -> Iterator[Article | Failure]:
        while True:
            frame = process.receive(self._limits.seconds)
            yield from request.take(frame)
            if frame.kind == "columns":
                self._on_columns(request.where.path, frame.fields["line"])
            if frame.kind in ("end", "same"):
                self.signature = request.signature
                self.is_same = frame.kind == "same"
                return

    def _started(self) -> TalkingProcess:
        """Return a process that waits for a file. Raises WorkerError when none can be had."""
        for start in range(1, STARTS + 1):
            if self._process is not None and self._process.is_alive:
                break
            self._process = TalkingProcess(_MODULE)
            self._process.send("hello", memory=self._limits.memory)
            try:
                self._process.receive(START_LIMIT)
            except Ended as end:
                self.stop()
                if start == STARTS:
                    raise WorkerError(f"the process that reads does not start: {end.reason}") from end
        assert self._process is not None
        return self._process

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process = None


@dataclass(slots=True)
class _Request:
    """A file to read, how far it is, and what went wrong with it."""

    where: Where
    path: str = ""
    remote: dict[str, str] | None = None
    known: str = ""
    stdin: bool = False
    #: Whether documents are announced one by one, so that the culprit is known.
    alone: bool = False
    is_answered: bool = False
    signature: str = ""
    #: Number of the first document that is missing.
    _first: int = 0
    #: The document that is being made, and where it is.
    _at: tuple[int, Where] | None = None
    _strikes: int = 0
    #: Whether documents came before the process ended that the last one did not see: nobody vouches for them.
    _is_patched: bool = False

    def fields(self) -> dict[str, Any]:
        """Return the fields of the message."""
        return {
            "where": astuple(self.where),
            "path": self.path,
            "remote": self.remote,
            "known": self.known,
            "stdin": self.stdin,
            "first": self._first,
            "alone": self.alone,
        }

    def take(self, frame: Frame) -> Sequence[Article | Failure]:
        """Return the documents of an answer."""
        if frame.kind == "at":
            self._at = (frame.fields["number"], Where(*frame.fields["where"]))
        elif frame.kind == "documents":
            self._first = frame.fields["numbers"][-1] + 1
            self._at, self._strikes = None, 0
            return unpack(frame.blobs["documents"])
        elif frame.kind == "end":
            self.is_answered, self.signature = True, "" if self._is_patched else frame.fields["signature"]
        elif frame.kind == "same":
            self.is_answered, self.signature = True, self.known
        return ()

    def judge(self, end: Ended) -> Failure | None:
        """Decide what follows from the end of the process: the same again, more carefully, or without a document.

        Return what is lost: a document, or all that comes after those that are there; None when nothing is.
        """
        self._is_patched = self._is_patched or self._first > 0
        self.known = ""
        if not self.alone:  # which document did it is not known
            self.alone = True
            return None
        self._strikes += 1
        if end.error != "time_limit" and self._strikes < STRIKES:
            return None
        at, self._at, self._strikes = self._at, None, 0
        # what the process said last may name the file as it did
        reason = without_secrets(end.reason, self.remote["url"] if self.remote else "")
        if at is None:
            self.is_answered = True
            return failure(Problem(end.error, f"{reason}; the rest of the file was not read"), self.where)
        self._first = at[0] + 1
        return failure(Problem(end.error, reason), at[1])
