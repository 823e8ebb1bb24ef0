"""`python -m fuzzing [--inputs N] [--seed S] [--only NUMBER]`: broken documents through the whole job.

Exit status 1 for a broken promise, with the number that makes the document again and a small part that still breaks it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from spacy.language import Language

from fuzzing.check import check_folder
from fuzzing.mutate import Sample, mutant, samples
from fuzzing.targets import SAMPLES
from pipeline.config import BLANK
from pipeline.models.choice import find_model
from pipeline.models.nlp import load_nlp

#: Where documents that break a promise are kept.
BROKEN = Path(__file__).parent / "broken"
#: Inputs that are one run, of one folder: what is slow once a run is slow for all of them.
GROUP = 16
#: Every so many groups go through the base model too, and of every so many the outputs are looked at.
FULL, OUTPUTS = 6, 5
#: Seconds of a group, which takes one on a quiet machine.
_SLOW = 60.0
_SHRINK_SECONDS = 20.0


def main() -> int:
    """Run the inputs and print what broke."""
    parser = argparse.ArgumentParser(prog="python -m fuzzing", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="number of the first input, to share the work")
    parser.add_argument("--only", type=int, default=None, help="this one input, and where it is kept")
    parser.add_argument("--model", default=None, help="base model of the share that has one")
    arguments = parser.parse_args()
    model = find_model(arguments.model)
    pool = samples(SAMPLES)
    numbers: Sequence[int] = range(arguments.start, arguments.start + arguments.inputs)
    if arguments.only is not None:
        numbers = [arguments.only]
    print(f"{len(pool)} samples, {len(numbers)} inputs, seed {arguments.seed}, {model}", flush=True)
    return fuzz(pool, numbers, seed=arguments.seed, full=load_nlp(model), blank=load_nlp(BLANK))


def fuzz(pool: Sequence[Sample], numbers: Sequence[int], *, seed: int, full: Language, blank: Language) -> int:
    """Process the inputs with these numbers; 1 when a promise was broken, else 0. Prints each kind of break once."""
    started, broken = time.monotonic(), Counter[str]()
    groups = [numbers[at : at + GROUP] for at in range(0, len(numbers), GROUP)]
    for done, group in enumerate(groups, start=1):
        inputs = {number: mutant(pool, seed, number) for number in group}
        nlp, outputs = full if group[0] // GROUP % FULL == 0 else blank, group[0] // GROUP % OUTPUTS == 0
        for problem in _check(inputs, nlp, outputs):
            broken[_kind(problem)] += 1
            if broken[_kind(problem)] == 1:
                _report(seed, inputs, problem, lambda some, n=nlp, o=outputs: _check(some, n, o))  # type: ignore[misc]
        if done % 50 == 0:
            print(f"{done * GROUP} inputs, {time.monotonic() - started:.0f} s, {broken.total()} broken", flush=True)
    seconds, processor = time.monotonic() - started, time.process_time()
    print(f"{len(numbers)} inputs in {seconds:.0f} s ({processor:.0f} of processor): {broken.total()} broken promises")
    for kind, count in broken.most_common():
        print(f"  {count} {kind}")
    return int(bool(broken))


Inputs = Mapping[int, Sample]


def _check(inputs: Inputs, nlp: Language, outputs: bool) -> list[str]:
    """What does not hold for a run of these inputs as one folder."""
    with tempfile.TemporaryDirectory() as folder:
        for number, sample in inputs.items():
            Path(folder, f"{number}{sample.ending}").write_bytes(sample.data)
        began = time.process_time()
        problems = check_folder(Path(folder), nlp, outputs=outputs)
    if (seconds := time.process_time() - began) > _SLOW:
        problems.append(f"slow: {seconds:.0f} s for {len(inputs)} inputs")
    return problems


def _kind(problem: str) -> str:
    """What problems with one cause have in common: their words without values."""
    return " ".join(word for word in problem.split(" ")[:7] if not any(char in word for char in "'\"[0123456789"))


def _report(seed: int, inputs: Inputs, problem: str, check: Callable[[Inputs], list[str]]) -> None:
    """Print a problem with the input that has it, made small; all of them when it takes several."""
    print(f"seed {seed}: {problem[:500]}")
    for number, sample in inputs.items():
        if _has(problem, check({number: sample})):
            small = shrunk(sample.data, lambda data: _has(problem, check({number: sample._replace(data=data)})))  # noqa: B023
            BROKEN.mkdir(parents=True, exist_ok=True)
            kept = BROKEN / f"{seed}-{number}{sample.ending}"
            kept.write_bytes(small)
            print(f"    --seed {seed} --only {number}: {kept}, {len(small)} bytes: {small[:200]!r}", flush=True)
            return
    print(f"    only in a run of all of {', '.join(map(str, inputs))}", flush=True)


def _has(problem: str, others: Iterable[str]) -> bool:
    return _kind(problem) in map(_kind, others)


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
