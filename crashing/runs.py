"""Runs that are watched while they change a folder, and killed when they are to be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from crashing.disk import NOTHING_LOST, Disk, Tree, read_journal, read_tree, write_tree
from pipeline.config import FORMATS

ROOT = Path(__file__).parents[1]


class CannotWatchError(RuntimeError):
    """Runs cannot be watched on this machine; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a run does: its inputs, and how; `cluster` is the address of a Dask scheduler whose workers do the work.

    Without `syncs` it is an engine that never syncs, which must be noticed.
    """

    inputs: Sequence[Path]
    workers: int = 1
    formats: Sequence[str] = FORMATS
    fresh: bool = False
    workers_for_all: bool = False
    cluster: str | None = None
    syncs: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended. `documents` are those in the tables, `calls` the changes of the folder that it tried."""

    process: int
    killed: bool
    error: str = ""
    processed: int = 0
    documents: int = 0
    notes: Sequence[str] = ()
    calls: int = 0


def build_library(folder: Path) -> Path:
    """Compile `preload.c`, and return the library. Raises CannotWatchError where that is impossible."""
    if sys.platform != "linux":
        raise CannotWatchError("runs are watched by LD_PRELOAD and /proc, which Linux alone has")
    compiler = shutil.which("cc")
    if compiler is None:
        raise CannotWatchError("there is no C compiler: install one that is called cc")
    library = folder / "preload.so"
    source = Path(__file__).with_name("preload.c")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", library, source, "-pthread"], check=True)
    return library


class Runner:
    """A server of runs, and a work folder: `made` for what the runs change, other places for what is known of them."""

    def __init__(self, server: subprocess.Popen[str], work: Path) -> None:
        self._server = server
        self.work = work
        self.made = work / "made"
        self.journal, self.done = work / "journal", work / "done"

    def run(self, job: Job, *, kill: int = 0) -> Outcome:
        """Run to the end, or to the change with the number `kill`; the journal is one of this run alone."""
        self.journal.unlink(missing_ok=True)
        request = {
            "inputs": [str(path) for path in job.inputs],
            "out": str(self.made / "out"),
            "folder": str(self.made),
            "journal": str(self.journal),
            "done": str(self.done),
            "answers": str(self.work / "answers"),
            "workers": job.workers,
            "formats": list(job.formats),
            "fresh": job.fresh,
            "workers_for_all": job.workers_for_all,
            "cluster": job.cluster,
            "syncs": job.syncs,
            "kill": kill,
        }
        print(json.dumps(request), file=cast(IO[str], self._server.stdin), flush=True)
        return Outcome(**json.loads(cast(IO[str], self._server.stdout).readline()))


@contextmanager
def runner() -> Iterator[Runner]:
    """Yield a Runner in a temporary folder. Raises CannotWatchError."""
    with tempfile.TemporaryDirectory(prefix="crashing-") as name:
        work = Path(name).resolve()
        (work / "answers").mkdir()
        library = build_library(work)
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        one_thread = {
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "JE_ARROW_MALLOC_CONF": "background_thread:false",
        }
        with subprocess.Popen(
            [sys.executable, "-m", "crashing.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **one_thread, "PYTHONPATH": path, "LD_PRELOAD": str(library)},
        ) as server:
            try:
                yield Runner(server, work)
            finally:
                cast(IO[str], server.stdin).close()


class Machine:
    """A machine whose power may fail: a folder, and what of it is on the disk. Its runs are those of a Runner."""

    def __init__(self, runner: Runner, disk: Disk) -> None:
        self._runner = runner
        self.start(disk)
        runner.done.unlink(missing_ok=True)

    def start(self, disk: Disk) -> None:
        """Begin with another disk, as after a failure of the power."""
        shutil.rmtree(self._runner.made, ignore_errors=True)
        write_tree(disk.after(NOTHING_LOST), self._runner.made)
        self.disk = disk

    def run(self, job: Job, *, kill: int = 0) -> Outcome:
        """Run, and follow what became of the disk. Raises AssertionError when that is not what happened."""
        outcome = self._runner.run(job, kill=kill)
        for record in read_journal(self._runner.journal):
            assert record.process == outcome.process, f"another process than the run changed {record.path}"
            self.disk.apply(record)
        return outcome

    def tree(self) -> Tree:
        """Return what programs see."""
        return read_tree(self._runner.made)

    def done(self) -> set[str]:
        """Return the documents that runs have said to be done, by fingerprint."""
        return set(self._runner.done.read_text().split()) if self._runner.done.exists() else set()
