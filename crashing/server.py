"""`python -m crashing.server`: runs of the engine for one request a line, each in a copy of this process.

A copy is made in milliseconds, because all that a run imports is here; the time of a run goes to its work. What changes
an output folder is the engine's own code to the last line. But shards are small, and what workers answered is kept: a
shard that was processed by an earlier run is not processed again, unless a request wants `workers_for_all` or names a
`cluster`.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.config import BLANK, Settings
from pipeline.output import durable
from pipeline.running.batch import documents, executors
from pipeline.running.batch.identity import identity_of
from pipeline.running.batch.run import run_extract
from pipeline.running.batch.sandbox import Result, Task

#: Documents of a shard: few, so that a small corpus has several.
SHARD_DOCUMENTS = 4
#: What a run imports on its way.
_IMPORTED_LATE = (
    "duckdb", "filelock", "pandas", "pyarrow.compute", "pyarrow.parquet", "pipeline.knowledge.own_entries",
    "pipeline.running.duplicates",
)  # fmt: skip

Request = Mapping[str, Any]


def main() -> int:
    """Answer requests until standard input ends, and return the exit status."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # libraries may print
    for name in _IMPORTED_LATE:
        import_module(name)
    identity_of(BLANK)  # digests, which are remembered
    documents.SHARD_DOCUMENTS = SHARD_DOCUMENTS
    if len(os.listdir("/proc/self/task")) > 1:
        raise RuntimeError("a process with threads cannot be copied")
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), file=answers)
    return 0


def _answer(request: Request) -> dict[str, Any]:
    """Run in a copy of this process: what the run gave, or that it was killed."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            _run(request, os.fdopen(writing, "wb"))
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    killed = status == -signal.SIGKILL
    found = json.loads(said) if said else {"error": "" if killed else f"the process ended with status {status}"}
    return {"process": process, "killed": killed, **found}


def _run(request: Request, answer: BinaryIO) -> None:
    os.environ.update(
        CRASH_FOLDER=request["folder"], CRASH_JOURNAL=request["journal"]
    )  # for workers, who change nothing
    library = ctypes.CDLL(None)
    library.crash_arm(os.fsencode(request["folder"]), os.fsencode(request["journal"]), ctypes.c_long(request["kill"]))
    if not request["workers_for_all"]:
        executors._processes = _remembering(Path(request["answers"]))  # type: ignore[assignment]
    if not request["syncs"]:
        durable._sync = lambda descriptor: None
    with Path(request["done"]).open("ab", buffering=0) as done:
        said = _extract(request, lambda fingerprint: done.write(f"{fingerprint}\n".encode()))
    said["calls"] = library.crash_calls()
    answer.write(json.dumps(said).encode())
    answer.close()
    os._exit(0)


def _extract(request: Request, on_article: Callable[[str], Any]) -> dict[str, Any]:
    settings = Settings(
        model=BLANK,
        workers=request["workers"],
        cluster=request["cluster"],
        formats=tuple(request["formats"]),
        fresh=request["fresh"],
    )
    try:
        summary = run_extract(request["inputs"], request["out"], settings, on_article=on_article)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    documents = summary.articles + summary.failures
    return {"processed": summary.processed, "documents": documents, "notes": summary.notes}


def _remembering(folder: Path) -> Callable[[int], Any]:
    """Return what opens a pool whose answers are kept in a folder, by the documents of their tasks."""
    open_processes = executors._processes

    @contextmanager
    def opened(workers: int) -> Iterator[executors.Pool]:
        with open_processes(workers) as pool:

            def run(task: Task) -> Result:
                place = folder / hashlib.sha256(task.documents).hexdigest()
                if not place.exists():
                    beside = place.with_suffix(f".{os.getpid()}")
                    beside.write_bytes(pickle.dumps(pool.run(task)))
                    beside.replace(place)
                result: Result = pickle.loads(place.read_bytes())
                return result

            yield executors.Pool(pool.executor, run, pool.slots)

    return opened


if __name__ == "__main__":
    sys.exit(main())
