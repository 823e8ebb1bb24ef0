"""What must hold after a crash: the same command, once more, gives the tables of a run that was not disturbed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from crashing.disk import ALL_LOST, NOTHING_LOST, Disk, Tree
from crashing.runs import Job, Machine, Outcome, Runner
from pipeline.config import FORMATS

_COUNTRIES = ("Chile", "el Perú", "Bolivia", "Portugal", "Kenia", "Serbia", "Egipto", "Senegal", "Marruecos")
_WORK, _RUN = "out/.comunicado/", "out/run.json"
_HOLDER = f"{_WORK}holder.json"
#: What the name of a half-written file has that no other has.
_TOKEN = re.compile(r"\.[0-9a-f]{16}\.part$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A folder as it is `before` a job, with what is in it then and `after` a run that nothing disturbed.

    `documents` are those of the job's inputs, `calls` the changes that the run tries.
    """

    name: str
    job: Job
    before: Tree
    after: Mapping[str, bytes]
    documents: int
    calls: int


def scenarios(runner: Runner, *, syncs: bool = True) -> Iterator[Scenario]:
    """Yield runs into a new folder, over a corpus that has grown and with everything anew, by one worker and by two.

    Those by two write CSV alone: fewer changes of the same kind.
    """
    few, all_files = _write_corpus(runner.work)
    for workers, formats in ((1, FORMATS), (2, FORMATS[:1])):
        job = Job(inputs=all_files, workers=workers, formats=formats, syncs=syncs)
        new, finished = _undisturbed(runner, "new", job, {})
        _, begun = _undisturbed(runner, "begun", replace(job, inputs=few), {})
        grown, _ = _undisturbed(runner, "grown", job, begun)
        fresh, _ = _undisturbed(runner, "fresh", replace(job, fresh=True), finished)
        yield from (new, grown, fresh)


def _write_corpus(folder: Path) -> tuple[list[Path], list[Path]]:
    """Write articles, documents that cannot be read, and articles that come later; the first files, and all."""
    texts = [
        f"LIMA, {n + 1} feb (Agencia).- Los cancilleres de {_COUNTRIES[n]} y de {_COUNTRIES[n + 1]} firmaron hoy un "
        f"acuerdo de pesca por valor de {n + 3} millones de dólares, dijo el canciller de {_COUNTRIES[n]}."
        for n in range(8)
    ]
    articles = [json.dumps({"id": f"nota-{n}", "date": "2026-02-09", "text": text}) for n, text in enumerate(texts)]
    broken = [json.dumps({"id": f"sin-texto-{n}"}) for n in range(4)]
    files = {"a.jsonl": articles[:4], "b.jsonl": broken, "c.jsonl": articles[4:]}
    for name, lines in files.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    paths = [folder / name for name in files]
    return paths[:2], paths


def _undisturbed(runner: Runner, name: str, job: Job, before: Tree) -> tuple[Scenario, Tree]:
    """Run to the end; the scenario, and the folder with all that is in it."""
    machine = Machine(runner, Disk(before))
    outcome = machine.run(job)
    tree = machine.tree()
    assert not outcome.error, outcome.error
    assert machine.disk.after(NOTHING_LOST) == tree, "the folder was changed in ways that are not in the journal"
    scenario = Scenario(
        name=f"{name}-{job.workers}",
        job=job,
        before=before,
        after=results(tree),
        documents=outcome.documents,
        calls=outcome.calls,
    )
    return scenario, tree


def on_cluster(runner: Runner, scenario: Scenario, address: str) -> Scenario:
    """Return the scenario as the workers of a cluster do it; `after` differs in the settings of `run.json` alone."""
    name, _, _ = scenario.name.partition("-")
    job = replace(scenario.job, cluster=address)
    found, _ = _undisturbed(runner, name, job, scenario.before)
    assert _unlike(found.after, scenario.after) == [_RUN], "a cluster gives other tables"
    return replace(found, name=f"{scenario.name}-dask")


def results(tree: Tree) -> dict[str, bytes]:
    """Return what people find in the output folder: the tables, and what describes them, without timings."""
    found = {}
    for path, data in tree.items():
        if data is not None and not path.startswith(_WORK) and not _TOKEN.search(path):
            found[path] = _without_timings(data) if path == _RUN else data
    return found


def _without_timings(run: bytes) -> bytes:
    try:
        return json.dumps({key: value for key, value in json.loads(run).items() if key != "timings"}).encode()
    except ValueError:  # cut off, or garbage
        return run


def state_of(scenario: Scenario, disk: Disk, promised: Set[str]) -> str:
    """Return a digest of what a crash left: a run goes on from another one of the same digest in the same way."""
    total = hashlib.sha256(f"{scenario.name} {len(promised)}".encode())
    for tree in (disk.after(NOTHING_LOST), disk.after(ALL_LOST)):
        for path, data in sorted((_TOKEN.sub("", path), data) for path, data in tree.items() if path != _HOLDER):
            total.update(f"\0{path}\0{data is None}\0{len(data or b'')}\0".encode() + (data or b""))
    return total.hexdigest()


def broken_promises(machine: Machine, scenario: Scenario, promised: Set[str]) -> Iterator[str]:
    """Yield what does not hold when a run goes on from what a crash left: a word for its kind, and what it is.

    `promised` are the documents that were said to be done before.
    """
    tree = machine.tree()
    if _RUN in tree and results(tree) not in (results(scenario.before), scenario.after):
        yield "difference: run.json is there, and the tables are not those that it tells of"
    outcome = machine.run(scenario.job)
    if outcome.error:
        yield f"error: {outcome.error}"
        return
    yield from _outcome_problems(scenario, outcome, promised)
    whole = machine.tree()
    yield from (f"difference: {name}" for name in _unlike(results(whole), scenario.after))
    yield from (f"difference: {path} is left" for path in whole if _TOKEN.search(path))
    yield from (f"unsynced: {path}" for path in _unlike(_kept(machine.disk.after(ALL_LOST)), _kept(whole)))
    again = machine.run(replace(scenario.job, fresh=False))
    if again.error or again.processed or machine.tree() != whole:
        yield f"difference: once more, something is new ({again.error or again.processed})"


def _kept(tree: Tree) -> Tree:
    """Return what is to stay: all but who holds the lock."""
    return {path: data for path, data in tree.items() if path not in (_HOLDER, f"{_WORK}lock")}


def _outcome_problems(scenario: Scenario, outcome: Outcome, promised: Set[str]) -> Iterator[str]:
    if outcome.documents != scenario.documents:
        yield f"lost: {scenario.documents} documents went in, {outcome.documents} came out"
    again = outcome.processed + len(promised) - scenario.documents
    if again > 0 and not scenario.job.fresh:
        yield f"work: at least {again} documents that were done were processed again"
    yield from (f"damaged: {note}" for note in outcome.notes)


def _unlike(found: Mapping[str, bytes | None], wanted: Mapping[str, bytes | None]) -> list[str]:
    return [name for name in sorted({*found, *wanted}) if found.get(name, "none") != wanted.get(name, "none")]
