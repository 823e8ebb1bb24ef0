"""`python -m benchmarks [FILE] [--rounds N]`: what the package costs, as ratios within one run.

FILE is read as any input of `extract`; without it the news texts of `../shared/corpus` are taken, else the samples.
Exit status 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks import durability, networks, runs, startup
from benchmarks.ratios import Comparison
from benchmarks.texts import RAW, write_records
from pipeline.models.choice import find_model
from pipeline.models.nlp import load_base
from pipeline.reading.read import Article, read_articles
from training.raw import raw_records

_CORPUS = Path("../shared/corpus/articles.jsonl")
_SAMPLES = Path("data/raw")
#: Texts of the large corpus that are added to the others.
_MORE = 255


def main() -> int:
    """Run the comparisons and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=_CORPUS if _CORPUS.exists() else _SAMPLES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--model", default=None, help="base model to compare with")
    parser.add_argument("--only", default="", metavar="NAMES", help=f"some of {', '.join(_JOBS)}, joined by commas")
    arguments = parser.parse_args()
    names = arguments.only.split(",") if arguments.only else list(_JOBS)
    if unknown := set(names) - _JOBS.keys():
        parser.error(f"no such job: {', '.join(sorted(unknown))}; there are {', '.join(_JOBS)}")
    if not arguments.file.exists():
        parser.error(f"no such file: {arguments.file} (jobs are named by --only)")
    model = find_model(arguments.model)
    texts = [item.raw_text for item in read_articles([arguments.file]) if isinstance(item, Article)]
    print(f"{len(texts)} texts of {arguments.file}, {model}, {arguments.rounds} rounds")
    failed = False
    for name in names:
        for comparison in _JOBS[name](Work(arguments.file, texts, model, arguments.rounds)):
            print(comparison, flush=True)
            failed = failed or not comparison.holds
    return int(failed)


class Work:
    """What is compared on."""

    def __init__(self, file: Path, texts: list[str], model: str, rounds: int) -> None:
        self.file, self.texts, self.model, self.rounds = file, texts, model, rounds


def _networks(work: Work) -> Iterator[Comparison]:
    base = load_base(work.model)
    yield networks.recogniser(base, work.texts, work.rounds)
    yield networks.dates(base, work.texts, work.rounds)


def _whole(work: Work) -> Iterator[Comparison]:
    base = load_base(work.model)
    yield runs.whole(base, work.model, [work.file], work.rounds)
    if work.file == _CORPUS and RAW.is_file():
        # what a run costs however few the texts are counts less; two rounds of these are minutes
        with tempfile.TemporaryDirectory() as folder:
            more = Path(folder) / "news.jsonl"
            write_records(more, islice(raw_records(RAW), _MORE))
            yield runs.whole(base, work.model, [work.file, more], min(work.rounds, 3))


def _stages(work: Work) -> Iterator[Comparison]:
    for line in runs.shares(work.model, work.file):
        print(line)
    return
    yield


def _startup(work: Work) -> Iterator[Comparison]:
    yield startup.to_first_row(work.model, work.rounds)


def _workers(work: Work) -> Iterator[Comparison]:
    yield from runs.workers_and_rerun(work.model, work.file)


def _memory(work: Work) -> Iterator[Comparison]:
    yield runs.memory(work.model, work.file)


def _durability(work: Work) -> Iterator[Comparison]:
    # a run of a thousand texts is long enough to be measured few times
    yield durability.share(work.model, work.file, min(work.rounds, 3))


_JOBS: dict[str, Callable[[Work], Iterator[Comparison]]] = {
    "networks": _networks,
    "whole": _whole,
    "stages": _stages,
    "startup": _startup,
    "workers": _workers,
    "memory": _memory,
    "durability": _durability,
}


if __name__ == "__main__":
    sys.exit(main())
