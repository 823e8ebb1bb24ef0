"""`python -m crashing [--kills N] [--seed S]`: runs killed before every change of their folder, then at random.

Exit status 1 for a broken promise; the folder in which it was broken is kept and named.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from crashing.check import Scenario, broken_promises, on_cluster, scenarios, state_of
from crashing.cluster import cluster
from crashing.disk import ALL_LOST, DATA_LOST, NOTHING_LOST, Disk, some_lost, write_tree
from crashing.runs import CannotWatchError, Machine, Runner, runner

#: Kills of one chain at most: then the work may come to its end.
_LONGEST = 12


def main(argv: Sequence[str] | None = None) -> int:
    """Kill runs as the arguments say, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m crashing", description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="kills at random, in chains (300)")
    parser.add_argument("--every", type=int, default=1, help="kill before each so manieth change (1); 0: none of these")
    parser.add_argument(
        "--whole", type=int, default=4, help="kills of runs whose workers are processes of their own (4)"
    )
    parser.add_argument("--dask", type=int, default=4, help="kills of runs whose workers are those of a cluster (4)")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000), help="of what is random; printed")
    parser.add_argument("--without-syncs", action="store_true", help="an engine that never syncs, to see it found out")
    arguments = parser.parse_args(argv)
    print(f"seed {arguments.seed}", flush=True)
    try:
        with runner() as watched:
            report = Report(watched, Path(tempfile.gettempdir()) / f"crashes-{arguments.seed}-{os.getpid()}")
            tried = list(scenarios(watched, syncs=not arguments.without_syncs))
            for scenario in tried if arguments.every else ():
                if scenario.before and scenario.job.workers == 1:  # two do the same
                    continue
                report.say(
                    kill_at_each(report, scenario, range(1, scenario.calls + 1, arguments.every), arguments.seed)
                )
            report.say(kill_in_chains(report, tried, arguments.kills, random.Random(arguments.seed)))
            report.say(kill_whole(report, tried, arguments.whole, random.Random(arguments.seed)))
            if arguments.dask:
                with cluster(watched.work / "cluster") as (address, _):
                    report.say(kill_on_cluster(report, tried, arguments.dask, address, random.Random(arguments.seed)))
    except CannotWatchError as error:
        print(f"crashing: {error}", file=sys.stderr)
        return 2
    print(report)
    return int(bool(report.broken))


@dataclass
class Report:
    """What was tried and what was found. Folders in which a promise was broken are kept in `kept`."""

    runner: Runner
    kept: Path
    kills: int = 0
    crashes: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    _states: set[str] = field(default_factory=set)
    _started: float = field(default_factory=time.monotonic)

    def check(self, name: str, scenario: Scenario, disk: Disk, promised: set[str]) -> None:
        """Check what a crash left, unless its like was checked."""
        self.crashes += 1
        state = state_of(scenario, disk, promised)
        if state in self._states:
            return
        self._states.add(state)
        tree = disk.after(NOTHING_LOST)
        problems = list(broken_promises(Machine(self.runner, disk), scenario, promised))
        self.broken.update(problem.partition(":")[0] for problem in problems)
        if problems:
            write_tree(tree, self.kept / name)
            print("\n    ".join((f"{self.kept / name}", *problems[:5])), flush=True)

    def say(self, name: str) -> None:
        """Print how far it is."""
        print(f"{name}: {self}", flush=True)

    def __str__(self) -> str:
        found = ", ".join(f"{self.broken[kind]} {what}" for kind, what in _KINDS.items())
        return (
            f"{self.kills} kills, {self.crashes} crashes ({len(self._states)} of them unlike) in "
            f"{time.monotonic() - self._started:.0f} s: {found}"
        )


#: Kinds of broken promises, and what is said of them.
_KINDS: Mapping[str, str] = {
    "difference": "differences",
    "lost": "times documents lost",
    "work": "times work done again",
    "unsynced": "files of finished runs not on the disk",
    "damaged": "files damaged",
    "error": "runs that did not go on",
}


def kill_at_each(report: Report, scenario: Scenario, calls: Iterable[int], seed: int) -> str:
    """Kill a run before each of its changes, with and without a failure of the power; the name of the scenario."""
    for call in calls:
        machine = Machine(report.runner, Disk(scenario.before))
        if not machine.run(scenario.job, kill=call).killed:  # two workers: not always as many changes
            continue
        report.kills += 1
        promised, disk = machine.done(), machine.disk
        assert disk.after(NOTHING_LOST) == machine.tree(), "the folder was changed in ways that are not in the journal"
        for how, failure in (("all", ALL_LOST), ("data", DATA_LOST), ("some", some_lost(seed + call))):
            report.check(f"{scenario.name}-{call}-{how}-lost", scenario, Disk(disk.after(failure)), promised)
        report.check(f"{scenario.name}-{call}-killed", scenario, disk, promised)  # last: a run changes the disk
    return scenario.name


def kill_in_chains(report: Report, tried: Sequence[Scenario], kills: int, chance: random.Random) -> str:
    """Kill runs at random, go on, kill them again, until the work is done; what this is called."""
    until = report.kills + kills
    while report.kills < until:
        scenario, before = chance.choice(tried), report.kills
        machine = Machine(report.runner, Disk(scenario.before))
        for _ in range(min(_LONGEST, until - report.kills)):
            if not machine.run(scenario.job, kill=_some_call(scenario, chance)).killed:
                break
            report.kills += 1
            if chance.random() < 0.5:
                failure = chance.choice((ALL_LOST, some_lost(chance.randrange(10**9))))
                machine.start(Disk(machine.disk.after(failure)))
        report.check(f"{scenario.name}-chain-{before}-{report.kills}", scenario, machine.disk, machine.done())
    return "in chains"


def _some_call(scenario: Scenario, chance: random.Random) -> int:
    """Return the number of a change: small ones more often, for a run that goes on has less to do."""
    return int(scenario.calls ** chance.random()) if chance.random() < 0.5 else chance.randint(1, scenario.calls)


def kill_whole(report: Report, tried: Sequence[Scenario], kills: int, chance: random.Random) -> str:
    """Kill runs whose workers are processes that load models, as those of `extract` are; what this is called."""
    whole = [replace(scenario, job=replace(scenario.job, workers_for_all=True)) for scenario in tried]
    for number in range(kills):
        scenario = whole[number % len(whole)]
        machine = Machine(report.runner, Disk(scenario.before))
        if machine.run(scenario.job, kill=chance.randint(1, scenario.calls)).killed:
            report.kills += 1
            report.check(f"{scenario.name}-whole-{number}", scenario, machine.disk, machine.done())
    return "with workers that are processes"


def kill_on_cluster(report: Report, tried: Sequence[Scenario], kills: int, address: str, chance: random.Random) -> str:
    """Kill runs while the workers of a cluster do their work, which outlive them; what this is called."""
    shared = [on_cluster(report.runner, scenario, address) for scenario in tried[:kills]]
    for number in range(kills):
        scenario = shared[number % len(shared)]
        machine = Machine(report.runner, Disk(scenario.before))
        if machine.run(scenario.job, kill=_some_call(scenario, chance)).killed:
            report.kills += 1
            report.check(f"{scenario.name}-{number}", scenario, machine.disk, machine.done())
    return "with workers of a cluster"


if __name__ == "__main__":
    sys.exit(main())
