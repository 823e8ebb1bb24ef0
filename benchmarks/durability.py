"""What it costs that a run's files are on the disk and have digests, as a share of the run."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from benchmarks.ratios import Comparison
from benchmarks.runs import corpus_of
from pipeline.config import Settings
from pipeline.output import durable
from pipeline.running.batch.run import run_extract

_TEXTS = 1_000
_SHARE = 0.03


def share(model: str, source: Path, rounds: int) -> Comparison:
    """Seconds of all syncs and digests of a run over 1,000 texts by one worker, against those of the whole run."""
    costs, totals = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            corpus = corpus_of(Path(name) / "corpus.jsonl", source, _TEXTS)
            cost, total = _measured(corpus, Path(name) / "out", model)
        costs.append(cost)
        totals.append(total)
    return Comparison(
        f"fsync and digests of a run over {_TEXTS} texts, times the run", costs, totals, _SHARE, at_most=True
    )


def _measured(corpus: Path, out: Path, model: str) -> tuple[float, float]:
    """Return seconds of syncs and digests, and of the run."""
    spent, sync = 0.0, durable._sync

    def timed(descriptor: int) -> None:
        nonlocal spent
        started = time.perf_counter()
        sync(descriptor)
        spent += time.perf_counter() - started

    with patch.object(durable, "_sync", timed):
        started = time.perf_counter()
        run_extract([corpus], out, Settings(model=model))
        total = time.perf_counter() - started
    shards = list((out / ".comunicado").rglob("*.shard"))
    assert spent and shards, "nothing was synced"
    # the input once, shards when they are written and when they are read
    return spent + _seconds_of_digests([corpus, *shards, *shards]), total


def _seconds_of_digests(paths: Iterable[Path]) -> float:
    data = [path.read_bytes() for path in paths]
    started = time.perf_counter()
    for each in data:
        hashlib.sha256(each).hexdigest()
    return time.perf_counter() - started
