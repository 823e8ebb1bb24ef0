"""Change conditions and thresholds one at a time and see which change no test notices: `make mutants`.

The mutations are cosmic-ray's. A mutant never stands on the disk: a forked process gets the changed module from its own
importer and runs the tests that `tests/mutants.toml` names for it, without golden tables and floors. Libraries are
imported once, before the fork; that makes a mutant cost seconds instead of half a minute.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import hashlib
import importlib.abc
import importlib.util
import json
import os
import random
import re
import signal
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests" / "mutants.toml"
#: What a condition or threshold can be mistaken for. Other operators of cosmic-ray break the code rather than a rule.
OPERATORS = (
    "AddNot",
    "NumberReplacer",
    "ReplaceAndWithOr",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceFalseWithTrue",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceUnaryOperator_Delete_Not",
)
#: A share moves by this much, and a large number by a tenth, not by one: that would be seen by any test, or by none.
STEP = 0.05
LARGE = 100
#: Seconds after which the tests of a mutant count as failed: it runs in a circle.
LIMIT = 600
LIBRARIES = ("duckdb", "hypothesis", "onnxruntime", "pandas", "pyarrow", "pytest", "spacy", "typer")


@dataclass(frozen=True)
class Place:
    """Where an operator can change a module: its line, and which one it is of the operator's places there."""

    path: str
    line: int
    operator: str
    occurrence: int


@dataclass(frozen=True)
class Mutant(Place):
    """One change, with the line before and after it."""

    before: str
    after: str

    @property
    def name(self) -> str:
        """What the change is called in `tests/mutants.toml`: file and both lines, for line numbers move."""
        return f"{self.path}: {self.before} -> {self.after}"


class MutatedImporter(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Give one module another source."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name, self.path, self.source = name, path, source

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> Any:
        """Return a spec for the module that is mutated, else None."""
        return importlib.util.spec_from_loader(name, self, origin=str(self.path)) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutated source in the module."""
        module.__file__ = str(self.path)
        exec(compile(self.source, str(self.path), "exec"), module.__dict__)


def main() -> None:
    """Mutate the modules asked for, print the survivors, write all outcomes as JSON lines if asked to."""
    options = _options()
    config = tomllib.loads(TESTS.read_text(encoding="utf-8"))
    places = [place for path in _modules(options.paths) for place in places_of(path)]
    chosen = [mutant for place in _sample(places, options.share, options.seed) if (mutant := mutant_at(place))]
    print(f"{len(chosen)} mutants at {len(places)} places", flush=True)
    _import_libraries()
    _check_unchanged({tuple(tests_of(mutant.path, config["tests"])) for mutant in chosen})
    outcomes = []
    for mutant in chosen:
        outcomes.append((mutant, outcome(mutant, tests_of(mutant.path, config["tests"]))))
        _tell(*outcomes[-1], config["survivors"], options.out)
    print(summary(outcomes, config["survivors"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Which changes of conditions and thresholds does no test notice?")
    parser.add_argument("paths", nargs="*", default=["pipeline/stages"], help="modules or folders to change")
    parser.add_argument("--share", type=float, default=1.0, help="share of the mutants to try, always the same ones")
    parser.add_argument("--seed", default="", help="any word: a word for another sample than the usual one")
    parser.add_argument("--out", type=Path, help="a file for the outcomes, one JSON object a line")
    return parser.parse_args()


def _modules(paths: Sequence[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def places_of(path: Path) -> Iterator[Place]:
    """Yield every place of a module that an operator can change."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator

    tree = get_ast(path.read_text(encoding="utf-8"))
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        starts = [start for node in ast_nodes(tree) for start, _ in operator.mutation_positions(node)]
        yield from (Place(str(path), line, name, at) for at, (line, _) in enumerate(starts))


def mutant_at(place: Place) -> Mutant | None:
    """Return the change at a place with the line before and after it; None if it changes no line."""
    source = Path(place.path).read_text(encoding="utf-8")
    before = source.splitlines()[place.line - 1].strip()
    after = mutated(source, place.operator, place.occurrence).splitlines()[place.line - 1].strip()
    return Mutant(*astuple(place), before, after) if before != after else None


def mutated(source: str, operator: str, occurrence: int) -> str:
    """Return the source after one change."""
    from cosmic_ray.ast import get_ast
    from cosmic_ray.mutating import MutationVisitor
    from cosmic_ray.operators import number_replacer
    from cosmic_ray.plugins import get_operator

    tree = get_ast(source)
    visitor = MutationVisitor(occurrence, get_operator(f"core/{operator}")())
    with _fitting_steps(number_replacer):
        return str(visitor.walk(tree).get_code())


@contextlib.contextmanager
def _fitting_steps(module: Any) -> Iterator[None]:
    """Move numbers by what fits their size while one is replaced."""
    theirs = module.NumberReplacer.mutate

    def mutate(self: Any, node: Any, index: int) -> Any:
        value = ast.literal_eval(node.value)
        step = STEP if isinstance(value, float) else max(1, value // 10) if value >= LARGE else 1
        return type(node)(f" {round(value + (step, -step)[index], 4)}", node.start_pos)

    module.NumberReplacer.mutate = mutate
    try:
        yield
    finally:
        module.NumberReplacer.mutate = theirs


def _sample(places: Sequence[Place], share: float, seed: str) -> list[Place]:
    """Return a share of the places in an order that does not change from run to run."""
    chosen = [place for place in places if _hashed(place, seed) < share]
    random.Random(0).shuffle(chosen)
    return chosen


def _hashed(place: Place, seed: str) -> float:
    """Return a number from 0 to 1 that depends on the place and the seed alone."""
    return int.from_bytes(hashlib.sha256((repr(place) + seed).encode()).digest()[:4], "big") / 2**32


def tests_of(path: str, tests: dict[str, list[str]]) -> list[str]:
    """Return the tests of the longest path of `tests/mutants.toml` that the module's path begins with."""
    known = [prefix for prefix in tests if path.startswith(prefix)]
    if not known:
        raise SystemExit(f"{path}: {TESTS.name} names no tests for it; add them under [tests]")
    return tests[max(known, key=len)]


def _check_unchanged(suites: Iterable[Sequence[str]]) -> None:
    """Raise SystemExit for tests that fail without any change, or are not there: they would kill every mutant."""
    for tests in suites:
        if outcome(None, tests) != "survived":
            raise SystemExit(f"{' '.join(tests)}: fails without any change; mend it, or {TESTS.name}, first")


def outcome(mutant: Mutant | None, tests: Sequence[str]) -> str:
    """Return "killed", "survived" or "timeout" after running the tests on the mutant in a process of its own.

    None is the code as it is.
    """
    child = os.fork()
    if not child:
        _run(mutant, tests)
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if status == 0 else "killed"
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timeout"


def _run(mutant: Mutant | None, tests: Sequence[str]) -> None:
    """Run the tests and leave the process with pytest's exit status; never returns."""
    import pytest

    if mutant is not None:
        sys.meta_path.insert(0, _importer(mutant))
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    status = 1
    with contextlib.suppress(BaseException):
        status = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])
    os._exit(int(status))


def _importer(mutant: Mutant) -> MutatedImporter:
    """Return what imports the changed module in place of the one on the disk."""
    path = ROOT / mutant.path
    source = mutated(path.read_text(encoding="utf-8"), mutant.operator, mutant.occurrence)
    name = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return MutatedImporter(name, path, source)


def _import_libraries() -> None:
    """Import what the tests need from outside, so that each fork begins with it."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def _tell(mutant: Mutant, result: str, known: dict[str, str], out: Path | None) -> None:
    """Print a survivor that has no reason yet; add the outcome to the file."""
    if result == "survived" and not has_reason(mutant, known):
        print(f"{mutant.path}:{mutant.line} {mutant.operator}\n    {mutant.before}\n    {mutant.after}", flush=True)
    if out:
        with out.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**asdict(mutant), "outcome": result}, ensure_ascii=False) + "\n")


def has_reason(mutant: Mutant, known: Iterable[str]) -> bool:
    """Whether a survivor is among the `known` ones, in whose names `*` stands for anything."""
    return any(re.fullmatch(".*".join(map(re.escape, name.split("*"))), mutant.name) for name in known)


def summary(outcomes: Sequence[tuple[Mutant, str]], known: dict[str, str]) -> str:
    """Return a line for each module: killed, tried, and survivors with a reason."""
    tried = Counter(mutant.path for mutant, _ in outcomes)
    killed = Counter(mutant.path for mutant, result in outcomes if result != "survived")
    excused = Counter(mutant.path for mutant, result in outcomes if result == "survived" and has_reason(mutant, known))
    lines = [f"{path}: {killed[path]} of {tried[path]} killed, {excused[path]} with a reason" for path in sorted(tried)]
    total = f"{killed.total()} of {tried.total()} killed, {excused.total()} survivors with a reason"
    return "\n".join([*lines, total])


if __name__ == "__main__":
    main()
