"""Who works the shards off: threads that each watch a process here, or the workers of a Dask cluster.

Both are executors of `concurrent.futures`, so that one loop serves them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from pipeline.config import require
from pipeline.reading.addresses import shown_url, without_secrets
from pipeline.reading.remote import hidden_error
from pipeline.running.batch.sandbox import Children, Result, Task, WorkerError, run_on_worker

Key = TypeVar("Key")
#: Shards handed out at a time, for each process that can take one: enough that none has to wait.
_AHEAD = 2
#: Times a shard is handed out again after the worker that had it was lost.
_RETRIES = 3


@dataclass(frozen=True, slots=True)
class Pool:
    """Something that runs tasks; `slots` tells how many at a time."""

    executor: Executor
    run: Callable[[Task], Result]
    slots: Callable[[], int]

    def submit(self, task: Task) -> Future[Result]:
        """Hand out a task."""
        return self.executor.submit(self.run, task)


@contextmanager
def open_pool(workers: int, cluster: str | None) -> Iterator[Pool]:
    """Open a pool of `workers` processes here, or of the workers behind the address of a Dask scheduler.

    Raises WorkerError when the scheduler cannot be reached.
    """
    with _cluster(cluster) if cluster else _processes(workers) as pool:
        yield pool


@contextmanager
def _processes(workers: int) -> Iterator[Pool]:
    children = Children()
    executor = ThreadPoolExecutor(workers, thread_name_prefix="comunicado")
    try:
        yield Pool(executor, children.run, lambda: workers)
    finally:
        children.stop()  # first: a thread waits for its child
        executor.shutdown(cancel_futures=True)


@contextmanager
def _cluster(address: str) -> Iterator[Pool]:
    client = _connect(address)
    try:
        # never the result of an earlier call with the same arguments: a worker may have been mended since
        executor = client.get_executor(pure=False)
        yield Pool(executor, run_on_worker, lambda: max(1, sum(client.nthreads().values())))
        executor.shutdown()
    finally:
        client.close()


def _connect(address: str) -> Any:
    require("cluster", "--cluster")
    from distributed import Client

    try:
        return Client(address, timeout=20, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        reason = without_secrets(str(error), address) or type(error).__name__
        raise WorkerError(
            f"the cluster {shown_url(address)} cannot be reached ({reason}); "
            "start it with: dask scheduler, and on each machine: dask worker ADDRESS"
        ) from hidden_error(error, address)


def results(tasks: Iterable[tuple[Key, Task]], pool: Pool) -> Iterator[tuple[Key, Result]]:
    """Yield the results with the keys of their tasks, in the order in which they come; few tasks are taken ahead.

    Raises WorkerError when workers are lost again and again.
    """
    waiting = iter(tasks)
    running: dict[Future[Result], tuple[Key, Task, int]] = {}
    try:
        while True:
            for key, task in islice(waiting, max(0, _AHEAD * pool.slots() - len(running))):
                running[pool.submit(task)] = (key, task, 0)
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                key, task, tries = running.pop(future)
                result = _result(future, tries)
                if result is None:
                    running[pool.submit(task)] = (key, task, tries + 1)
                else:
                    yield key, result
    finally:
        for future in running:
            future.cancel()


def _result(future: Future[Result], tries: int) -> Result | None:
    """Return the result, None when the worker was lost and the task may be tried again."""
    try:
        return future.result()
    except WorkerError:
        raise
    except ModuleNotFoundError as error:
        raise WorkerError(f"a worker lacks a package ({error}); install comunicado where the workers run") from error
    except Exception as error:
        if tries < _RETRIES:
            return None
        raise WorkerError(f"workers were lost again and again ({type(error).__name__}: {error})") from error
