"""`python -m fuzzing [--inputs N] [--seed S] [--only NUMBER]`: broken documents through the whole job; exit status 1 for
a broken promise, with the number that makes the document again and its smallest part that still breaks it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from fuzzing.check import check_file
from fuzzing.mutate import Sample, mutant, samples
from pipeline.config import BLANK
from pipeline.nlp import find_model, load_nlp

FOLDERS = (Path("data/raw"), Path("tests/inputs"))
#: Every so many inputs go through the base model too, and every so many are written to files and read again.
FULL, WRITTEN = 4, 10
_SLOW = 10.0
_SHRINK_SECONDS = 20.0


def main() -> int:
    """Run the inputs and print what broke."""
    parser = argparse.ArgumentParser(prog="python -m fuzzing", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, default=None, help="this one input, and where it is kept")
    parser.add_argument("--model", default=None, help="base model of the share that has one")
    arguments = parser.parse_args()
    model = find_model(arguments.model)
    pool = samples(FOLDERS)
    numbers = range(arguments.inputs) if arguments.only is None else [arguments.only]
    print(f"{len(pool)} samples, {len(numbers)} inputs, seed {arguments.seed}, {model} {spacy.__version__}", flush=True)
    return fuzz(pool, numbers, seed=arguments.seed, full=load_nlp(model), blank=load_nlp(BLANK))


def fuzz(pool: Sequence[Sample], numbers: Sequence[int], *, seed: int, full: Language, blank: Language) -> int:
    """Process the inputs with these numbers; 1 when a promise was broken, else 0. Prints each kind of break once."""
    started, broken, endings = time.monotonic(), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for done, number in enumerate(numbers, start=1):
            sample = mutant(pool, seed, number)
            endings[sample.ending] += 1
            check = _checker(Path(folder), sample.ending, full if number % FULL == 0 else blank, number % WRITTEN == 0)
            began = time.monotonic()
            problems = check(sample.data)
            if (seconds := time.monotonic() - began) > _SLOW:
                problems.append(f"slow: {seconds:.0f} s for {len(sample.data)} bytes")
            for problem in problems:
                broken[_kind(problem)] += 1
                if broken[_kind(problem)] == 1:
                    _report(seed, number, sample, problem, check)
            if done % 1000 == 0:
                print(f"{done} inputs, {time.monotonic() - started:.0f} s, {broken.total()} broken promises", flush=True)
    print(f"by format: {', '.join(f'{ending} {count}' for ending, count in endings.most_common())}")
    print(f"{len(numbers)} inputs in {time.monotonic() - started:.0f} s: {broken.total()} broken promises")
    for kind, count in broken.most_common():
        print(f"  {count} {kind}")
    return int(bool(broken))


def _checker(folder: Path, ending: str, nlp: Language, written: bool) -> Callable[[bytes], list[str]]:
    path = folder / f"entrada{ending}"

    def check(data: bytes) -> list[str]:
        path.write_bytes(data)
        return check_file(path, nlp, written=written)

    return check


def _kind(problem: str) -> str:
    """What problems with one cause have in common: their words without values."""
    return " ".join(word for word in problem.split(" ")[:7] if not any(char in word for char in "'\"[0123456789"))


def _report(seed: int, number: int, sample: Sample, problem: str, check: Callable[[bytes], list[str]]) -> None:
    small = shrunk(sample.data, lambda data: _kind(problem) in map(_kind, check(data)))
    kept = Path(tempfile.gettempdir(), f"fuzz-{seed}-{number}{sample.ending}")
    kept.write_bytes(small)
    print(f"--seed {seed} --only {number}: {problem[:400]}\n    {kept}, {len(small)} bytes: {small[:200]!r}", flush=True)


def shrunk(data: bytes, breaks: Callable[[bytes], bool], *, seconds: float = _SHRINK_SECONDS) -> bytes:
    """A smaller input that still `breaks`, found within some seconds by leaving out ever shorter pieces."""
    until, size = time.monotonic() + seconds, max(1, len(data) // 2)
    while size and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            shorter = data[:at] + data[at + size :]
            if breaks(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data


if __name__ == "__main__":
    sys.exit(main())
