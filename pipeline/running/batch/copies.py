"""A process that goes on in copies of itself (`fork`), each for some shards only.

Caches of words grow with every text. A copy of the process that loaded the models is made in milliseconds and shares
their memory with it; when it ends, all that it took since comes back.
"""

from __future__ import annotations

import os
import select
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.running.batch.frames import Frame, receive, send


def can_copy() -> bool:
    """Return whether a copy of this process works.

    Other threads, which a base model may have begun, would be missing in it.

    Only Linux tells; elsewhere the system's own libraries begin some.
    """
    threads = Path("/proc/self/task")
    return threads.is_dir() and len(list(threads.iterdir())) == 1


def go_on_in_copies(requests: BinaryIO, shards: int) -> None:
    """Hand `requests`, which is standard input, on to a copy of this process, and to a new one after every `shards`.

    This returns in the copies alone, where standard input is what is handed on, or at once where the system has no room
    for a copy. The process itself ends with its parent and kills the copy then, or it ends as the copy ended.
    """
    done = 0
    try:
        copy = _Copy.made()
    except OSError:
        return
    while copy:
        # Nothing is behind a frame in the buffer: the next is sent when this one is answered.
        ready, _, _ = select.select([requests.fileno(), copy.channel.fileno()], [], [])
        if copy.channel.fileno() in ready:
            _end_as(copy.status())
        frame = receive(requests)
        if frame is None:
            copy.kill()
            os._exit(0)
        if done == shards:
            copy.kill()
            done, copy = 0, _Copy.made()
        if copy:
            copy.send(frame)
            done += 1


class _Copy:
    """A copy of this process. Its standard input is a socket, whose end each side sees when the other one is gone."""

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.channel = channel
        self._pid = pid
        self._stream = channel.makefile("wb")

    @classmethod
    def made(cls) -> _Copy | None:
        """Return a copy of this process; None in the copy itself."""
        here, there = socket.socketpair()
        with there:
            try:
                pid = os.fork()
            except OSError:
                here.close()
                raise
            if pid:
                return cls(pid, here)
            here.close()
            os.dup2(there.fileno(), 0)
        return None

    def send(self, frame: Frame) -> None:
        """Hand a frame on; that the copy is gone, its channel tells."""
        with suppress(OSError):
            send(self._stream, frame.kind, frame.blobs, **frame.fields)

    def kill(self) -> None:
        """End it, whatever it does."""
        os.kill(self._pid, signal.SIGKILL)
        self.status()

    def status(self) -> int:
        """Return the exit status of the copy once it ended; less than zero: minus the signal that ended it."""
        _, status = os.waitpid(self._pid, 0)
        with suppress(OSError):  # what it was not sent any more cannot be sent
            self._stream.close()
        self.channel.close()
        return os.waitstatus_to_exitcode(status)


def _end_as(status: int) -> None:
    """End as a copy did, for who watches this process."""
    if status >= 0:
        os._exit(status)
    with suppress(OSError):  # SIGKILL has no handler
        signal.signal(-status, signal.SIG_DFL)
    os.kill(os.getpid(), -status)
