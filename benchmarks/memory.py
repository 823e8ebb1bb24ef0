"""How much memory a run takes: all its processes together, at its peak."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple

import psutil

#: Seconds between two looks.
_INTERVAL = 0.1


class Measured(NamedTuple):
    """Seconds on the clock, and the highest sum of resident memory of a command and its children in MiB."""

    seconds: float
    mebibytes: float


def measure(command: Sequence[str]) -> Measured:
    """Run a command to its end. Raises CalledProcessError when it fails."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    watched = psutil.Process(process.pid)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident(watched))
        time.sleep(_INTERVAL)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(time.monotonic() - started, peak / 2**20)


def _resident(process: psutil.Process) -> int:
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += one.memory_info().rss
    except psutil.NoSuchProcess:  # it ended in between
        pass
    return total
