"""Two runs never write to one output folder at a time."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.output.durable import make_folder
from pipeline.output.write import OutputError
from pipeline.running.batch.store import LocalStore, Store

_LOCK, _HOLDER = ".comunicado/lock", ".comunicado/holder.json"


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Hold a store for this run. Raises OutputError, with host and process id of the holder, when it is held."""
    with _locked_folder(store) if isinstance(store, LocalStore) else _locked_bucket(store):
        yield


@contextmanager
def _locked_folder(store: LocalStore) -> Iterator[None]:
    """Hold the lock of the operating system: it goes with its process, however that ends."""
    from filelock import FileLock, Timeout

    path = store.folder / _LOCK
    make_folder(path.parent)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise _in_use(store, _holder(store), "wait for it, or end it") from None
    try:
        store.write(_HOLDER, _myself())
        yield
    finally:
        Path(store.folder / _HOLDER).unlink(missing_ok=True)
        lock.release()


@contextmanager
def _locked_bucket(store: Store) -> Iterator[None]:
    """Hold the bucket by an object that says who does. A run that was killed leaves it behind."""
    holder = _holder(store)
    if holder and not _is_gone(holder):
        advice = f"wait for it; if that run is gone, remove {store.url}/{_HOLDER}"
        raise _in_use(store, holder, advice)
    store.write(_HOLDER, _myself())
    try:
        yield
    finally:
        store.remove(_HOLDER)


def _myself() -> bytes:
    return json.dumps({"host": socket.gethostname(), "pid": os.getpid()}).encode()


def _holder(store: Store) -> dict[str, object]:
    try:
        return dict(json.loads(store.read(_HOLDER)))
    except (FileNotFoundError, ValueError):
        return {}


def _is_gone(holder: dict[str, object]) -> bool:
    """Return whether the holder ran on this machine and its process is no more; of another machine nothing is known."""
    if holder.get("host") != socket.gethostname():
        return False
    try:
        os.kill(int(str(holder.get("pid"))), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        return False
    return False


def _in_use(store: Store, holder: dict[str, object], advice: str) -> OutputError:
    who = f"process {holder['pid']} on {holder['host']}" if holder else "another run"
    return OutputError(f"{store.url}: {who} is writing to it; {advice}, or choose another folder with --out")
