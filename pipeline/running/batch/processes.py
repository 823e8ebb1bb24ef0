"""A process of Python that a run talks to in frames: it may hang or die, and takes nothing with it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO, cast

import pipeline
from pipeline.reading.model import safe_line
from pipeline.running.batch.frames import Frame, receive, send

#: One thread a process: several would fight for the same cores, rounding would depend on their number, and a process
#: with threads cannot be copied (the last one is for `pyarrow`'s memory, which a thread would tidy up).
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
#: Seconds in which a process must be ready, and times that it may die before it is.
START_LIMIT, STARTS = 600.0, 3
#: Times a document may kill its process before it is given up: once may be somebody else's doing.
STRIKES = 2
#: Frames that are taken from a process before somebody asks for them: it waits then, and memory does not fill up.
_AHEAD = 4
#: Characters of a process's last words that are told.
_LAST_WORDS = 400


class Ended(Exception):
    """The process answers no more. `error` is `time_limit` or `worker_died`, the message tells how it ended."""

    def __init__(self, error: str, reason: str) -> None:
        super().__init__(reason)
        self.error = error
        self.reason = reason


class TalkingProcess:
    """A process that runs a module of this package and answers frames."""

    def __init__(self, module: str) -> None:
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115, it lives as long as the process
        root = str(Path(pipeline.__file__).parent.parent)
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env={**os.environ, "PYTHONPATH": path, **ONE_THREAD},
            # Ctrl-C in the terminal is for the parent
            process_group=0 if os.name == "posix" else None,
        )
        self._frames: queue.Queue[Frame | None] = queue.Queue(_AHEAD)
        self._stopped = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with cast(BinaryIO, self._process.stdout) as stream:
            frame: Frame | None = None
            while (frame := receive(stream)) is not None and self._put(frame):
                pass
        self._put_end()

    def _put(self, frame: Frame) -> bool:
        """Wait until there is room for a frame; False when nobody wants it any more."""
        while not self._stopped.is_set():
            with suppress(queue.Full):
                self._frames.put(frame, timeout=1)
                return True
        return False

    def _put_end(self) -> None:
        """Tell that nothing more comes, also a thread that waits for it while another one ends the process."""
        while True:
            with suppress(queue.Full):
                self._frames.put(None, timeout=1)
                return
            if self._stopped.is_set():  # nobody takes what is in the way
                with suppress(queue.Empty):
                    self._frames.get_nowait()

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def send(self, kind: str, blobs: Mapping[str, bytes] | None = None, **fields: object) -> None:
        """Send a message. That the process is dead, the next `receive` tells with the reason."""
        with suppress(OSError, ValueError):
            send(cast(BinaryIO, self._process.stdin), kind, blobs, **fields)

    def receive(self, seconds: float, *, limit: float | None = None) -> Frame:
        """Return the next message. Raises Ended when there is none after so many seconds or the process died.

        `limit` is what is told as the time that it had, when this is only what is left of it.
        """
        try:
            frame = self._frames.get(timeout=seconds)
        except queue.Empty:
            self.kill()
            advice = "raise the limit with --time-limit, or split the text"
            raise Ended("time_limit", f"it took longer than {limit or seconds:g} seconds; {advice}") from None
        if frame is None:
            raise Ended("worker_died", self._end())
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
        """End the process and the one that it may have begun, whatever they do."""
        self._stopped.set()
        if os.name == "posix" and self._process.poll() is None:
            with suppress(OSError):  # it ended in between
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        with suppress(OSError):  # what it was not sent any more cannot be sent
            cast(BinaryIO, self._process.stdin).close()


def limit_memory(gibibytes: float) -> None:
    """Let an allocation of this process beyond a limit fail, before the system looks for a process to kill."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    limit = int(gibibytes * 2**30)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
