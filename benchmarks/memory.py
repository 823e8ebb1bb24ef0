"""How much memory a run takes: all its processes together, at its peak.

Processes that are copies of another one share pages with it. On Linux each page is counted in equal parts for those
that share it ("proportional set size"), so that the sum is what the system has to hold; elsewhere a shared page counts
for each of them.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple

import psutil

#: Seconds between two looks: one takes a hundredth of a second for each process, which it holds up.
_INTERVAL = 1.0


class Measured(NamedTuple):
    """Seconds on the clock, and the highest sum of memory of a command and its children in MiB."""

    seconds: float
    mebibytes: float


def measure(command: Sequence[str]) -> Measured:
    """Run a command to its end. Raises CalledProcessError when it fails."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    watched = psutil.Process(process.pid)
    peak = 0
    while not _ended(process):
        peak = max(peak, _memory(watched))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(time.monotonic() - started, peak / 2**20)


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it ends before the next look."""
    try:
        process.wait(_INTERVAL)
    except subprocess.TimeoutExpired:
        return False
    return True


def _memory(process: psutil.Process) -> int:
    try:
        return sum(map(_memory_of, (process, *process.children(recursive=True))))
    except psutil.NoSuchProcess:  # it ended in between
        return 0


def _memory_of(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss if psutil.LINUX else process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
