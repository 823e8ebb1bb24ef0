"""The process in which the bytes of others are parsed: `python -m pipeline.running.batch.reading_child`.

It gets the name of a file and answers with its documents, some at a time, and with a digest of the bytes they were
made of. `reading` starts it and watches.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.reading.addresses import without_secrets
from pipeline.reading.columns import Columns, Options
from pipeline.reading.formats import Pending, documents_of, stdin_documents
from pipeline.reading.model import Article, Failure, Problem
from pipeline.reading.record import Where, failure
from pipeline.reading.remote import RemotePath
from pipeline.running.batch.documents import pack
from pipeline.running.batch.frames import own_streams, receive, send
from pipeline.running.batch.processes import limit_memory

#: Documents, characters and seconds of work after which documents are sent.
_DOCUMENTS, _CHARACTERS, _SECONDS = 64, 1_000_000, 0.5
#: Seconds after which it is said that the work goes on, while bytes are digested of which no document is made.
_SIGN_OF_LIFE = 1.0
_BLOCK = 1 << 20


def main() -> int:
    """Answer the messages on standard input until it ends, and return the exit status."""
    requests, answers = own_streams()
    hello = receive(requests)
    if hello is None:
        return 0
    limit_memory(hello.fields["memory"])
    send(answers, "ready")
    _end_with_parent()
    while (frame := receive(requests)) is not None:
        _Answer(frame.fields, answers).give()
    return 0


def _end_with_parent() -> None:
    """End this process when its parent is gone, also in the middle of a file."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


class _Answer:
    """The answer to one request."""

    def __init__(self, request: Mapping[str, Any], answers: BinaryIO) -> None:
        self._request = request
        self._answers = answers
        self._digest = hashlib.sha256()
        self._last_sign = time.monotonic()
        self._options = Options(**request["options"])
        # who asks for the rest of a file has seen records that this process does not see
        self._columns = Columns(self._options.columns, is_whole=not request["first"])
        self._told = ""

    def give(self) -> None:
        """Send the documents of a file, or that it is the file that was known."""
        try:
            path = self._path()
        except (
            Exception
        ) as error:  # a server that was there when its files were looked for; each library has its errors
            self._refuse(error)
            return
        before = _signature_of(path) if isinstance(path, RemotePath) else ""
        known = self._request["known"]
        if known and known == (before or self._digest_of(path)):
            self._send("same")
            return
        self._send_documents(path)
        # what changed while it was read has no signature, and is read again
        signature = before if before == _signature_of(path) else ""
        self._send("end", signature=signature if isinstance(path, RemotePath) else self._digest.hexdigest())

    def _path(self) -> Path | RemotePath:
        address = self._request["remote"]
        return RemotePath.at(address) if address else Path(self._request["path"])

    def _refuse(self, error: Exception) -> None:
        """Send a failure as all there is of a file."""
        message = without_secrets(f"this storage cannot be used ({error})", self._request["remote"]["url"])
        lost = failure(Problem("unreadable", message), Where(*self._request["where"]))
        self._send("documents", {"documents": pack([lost])}, numbers=[0])
        self._send("end", signature="")

    def _digest_of(self, path: Path | RemotePath) -> str:
        """Return the digest of a file, empty when it cannot be read; reading its documents tells the reason."""
        digest = hashlib.sha256()
        try:
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
                    self._show_life()
        except OSError:
            return ""
        return digest.hexdigest()

    def _documents(self, path: Path | RemotePath) -> Iterator[Pending]:
        where, undated = Where(*self._request["where"]), self._options.undated
        if self._request["stdin"]:
            with Path(self._request["path"]).open("rb") as stream:
                yield from stdin_documents(stream, where, self._columns, undated=undated)
        else:
            yield from documents_of(path, where, self._columns, undated=undated, digest=self._note)

    def _note(self, block: bytes) -> None:
        self._digest.update(block)
        self._show_life()

    def _show_life(self) -> None:
        if time.monotonic() - self._last_sign > _SIGN_OF_LIFE:
            self._send("alive")

    def _send_documents(self, path: Path | RemotePath) -> None:
        """Send the documents from the number that is asked for on; one that is made `alone` is announced before."""
        first, alone = self._request["first"], self._request["alone"]
        waiting = _Waiting()
        for number, document in enumerate(self._documents(path)):
            if number < first:
                continue
            if alone:
                self._send("at", number=number, where=astuple(document.where))
            waiting.add(number, document.make())
            if alone or waiting.is_enough():
                self._send_off(waiting)
        self._send_off(waiting)

    def _send_off(self, waiting: _Waiting) -> None:
        if self._columns.line != self._told:
            self._told = self._columns.line
            self._send("columns", line=self._told)
        if waiting.items:
            self._send("documents", {"documents": pack(waiting.items)}, numbers=waiting.numbers)
            waiting.clear()

    def _send(self, kind: str, blobs: Mapping[str, bytes] | None = None, **fields: Any) -> None:
        send(self._answers, kind, blobs, **fields)
        self._last_sign = time.monotonic()


def _signature_of(path: Path | RemotePath) -> str:
    """Return what the store of a remote file says of its content, empty when it says nothing."""
    try:
        return path.signature() if isinstance(path, RemotePath) else ""
    except Exception:  # each library has errors of its own
        return ""


class _Waiting:
    """Documents that wait to be sent."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget them."""
        self.numbers: list[int] = []
        self.items: list[Article | Failure] = []
        self._characters = 0
        self._since = time.monotonic()

    def add(self, number: int, item: Article | Failure) -> None:
        """Add a document."""
        self.numbers.append(number)
        self.items.append(item)
        self._characters += len(item.raw_text) if isinstance(item, Article) else 0

    def is_enough(self) -> bool:
        """Return whether they should be sent."""
        late = time.monotonic() - self._since > _SECONDS
        return late or len(self.items) >= _DOCUMENTS or self._characters >= _CHARACTERS


if __name__ == "__main__":
    sys.exit(main())
