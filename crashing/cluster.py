"""A Dask cluster of a scheduler and workers, processes of their own that outlive the runs that are killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from crashing.runs import ROOT, CannotWatchError

#: Seconds in which the scheduler must be ready.
_START_LIMIT = 60
#: Seconds after which a process that was asked to end is killed.
_END_LIMIT = 10


class Cluster(NamedTuple):
    """The address of a scheduler, and the processes of its workers."""

    address: str
    workers: Sequence[subprocess.Popen[bytes]]


@contextmanager
def cluster(folder: Path, *, workers: int = 1) -> Iterator[Cluster]:
    """Yield a scheduler with its workers, all of which end with the block; `folder` is made for them.

    Raises CannotWatchError when they do not start.
    """
    if find_spec("distributed") is None:
        raise CannotWatchError("there is no Dask: pip install 'comunicado[cluster]', or leave it out with --dask 0")
    folder.mkdir()
    place = folder / "scheduler.json"
    with ExitStack() as ending:
        quiet = ("--no-dashboard", "--scheduler-file", str(place))
        scheduler = _start(ending, folder, "scheduler", "--host", "127.0.0.1", "--port", "0", *quiet)
        address = _address(scheduler, place)
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny")
        yield Cluster(address, [_start(ending, folder, "worker", address, *options) for _ in range(workers)])


def _start(ending: ExitStack, folder: Path, role: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a process that `ending` ends; what it says goes to a file."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    with (folder / f"{role}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{role}", *arguments],
            env={**os.environ, "PYTHONPATH": path},
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    ending.callback(_stop, process)
    return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_END_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _address(scheduler: subprocess.Popen[bytes], place: Path) -> str:
    """Return what a scheduler has written to its file once it is ready."""
    deadline = time.monotonic() + _START_LIMIT
    while scheduler.poll() is None and time.monotonic() < deadline:
        try:
            return str(json.loads(place.read_text())["address"])
        except (OSError, ValueError):  # not there, or half of it
            time.sleep(0.1)
    last_words = place.with_name("scheduler.log").read_text(errors="replace").strip().splitlines()[-1:]
    raise CannotWatchError(f"the scheduler of Dask does not start ({' '.join(last_words) or 'it says nothing'})")
