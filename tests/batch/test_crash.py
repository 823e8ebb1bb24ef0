"""Runs are killed before changes of their folder, and disks lose what was not synced: `crashing` finds what is broken.

`make crash` tries every change; here are some of them.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crashing.__main__ import Report, kill_at_each, kill_on_cluster
from crashing.check import Scenario, broken_promises, results, scenarios, state_of
from crashing.cluster import cluster
from crashing.disk import ALL_LOST, DATA_LOST, NOTHING_LOST, Disk, Record, read_journal, read_tree, some_lost
from crashing.runs import Machine, Runner, build_library, runner
from tests.batch.made import extract

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="runs are watched by LD_PRELOAD, which Linux has")
needs_compiler = pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler (cc)")


def made(*changes: tuple[str, str, str, bytes]) -> Disk:
    """An empty disk after changes: kind, path, other path, data."""
    disk = Disk({})
    for number, (kind, path, other, data) in enumerate(changes, start=1):
        disk.apply(Record(1, number, kind, path, other, 0, data))
    return disk


def test_what_is_not_synced_may_be_lost():
    disk = made(("create", "a", "", b""), ("write", "a", "", b"uno"))
    assert disk.after(NOTHING_LOST) == {"a": b"uno"}
    assert disk.after(ALL_LOST) == {}
    assert disk.after(DATA_LOST) == {"a": b""}


def test_a_name_without_its_data_and_data_without_a_name():
    named = made(("create", "a", "", b""), ("write", "a", "", b"uno"), ("sync", "", "", b""))
    assert named.after(ALL_LOST) == {"a": b""}
    written = made(("create", "a", "", b""), ("write", "a", "", b"uno"), ("sync", "a", "", b""))
    assert written.after(ALL_LOST) == {}


def test_a_rename_is_on_the_disk_once_its_folder_is():
    changes = (
        ("create", "a", "", b""),
        ("write", "a", "", b"uno"),
        ("sync", "a", "", b""),
        ("sync", "", "", b""),
        ("rename", "a", "b", b""),
    )
    assert made(*changes).after(ALL_LOST) == {"a": b"uno"}
    assert made(*changes).after(DATA_LOST) == {"b": b"uno"}
    assert made(*changes, ("sync", "", "", b"")).after(ALL_LOST) == {"b": b"uno"}


def test_a_folder_is_lost_with_all_that_was_synced_in_it():
    changes = (("mkdir", "f", "", b""), ("create", "f/a", "", b""), ("sync", "f", "", b""))
    assert made(*changes).after(ALL_LOST) == {}
    assert made(*changes, ("sync", "", "", b"")).after(ALL_LOST) == {"f": None, "f/a": b""}


def test_a_removed_file_may_come_back():
    disk = made(("create", "a", "", b""), ("sync", "", "", b""), ("remove", "a", "", b""))
    assert disk.after(ALL_LOST) == {"a": b""}
    assert disk.after(NOTHING_LOST) == {}


def test_some_is_lost_in_many_ways_and_the_same_for_a_seed():
    disk = made(*(("create", name, "", b"") for name in "ab"), ("write", "a", "", b"uno"), ("sync", "a", "", b""))
    found = {tuple(disk.after(some_lost(seed))) for seed in range(40)}
    assert found == {(), ("a",), ("b",), ("a", "b")}
    assert all(disk.after(some_lost(seed)).get("a", b"uno") == b"uno" for seed in range(40))
    assert disk.after(some_lost(7)) == disk.after(some_lost(7))


#: Changes of a folder in the ways that Python has.
CHANGES = """
import os, shutil, sys
from pathlib import Path
folder = Path(sys.argv[1])
(folder / "sub").mkdir()
(folder / "a").write_bytes(b"0123456789")
with (folder / "a").open("r+b", buffering=0) as file:
    file.seek(4)
    file.write(b"xx")
    file.truncate(8)
    os.pwrite(file.fileno(), b"y", 1)
    os.writev(file.fileno(), [b"zz", b"z"])
    os.fsync(file.fileno())
with (folder / "a").open("ab") as file:
    file.write(b"!")
shutil.copyfile(folder / "a", folder / "sub" / "b")
os.link(folder / "a", folder / "c")
os.rename(folder / "c", folder / "sub" / "c")
inside = os.open(folder / "sub", os.O_RDONLY)
os.replace("c", "d", src_dir_fd=inside, dst_dir_fd=inside)
os.unlink("b", dir_fd=inside)
os.fsync(inside)
os.chdir(folder)
Path("e").write_bytes(b"e")
os.truncate("e", 3)
(folder / "gone").mkdir()
shutil.rmtree(folder / "gone")
"""


def change(folder: Path, journal: Path, library: Path, at: int = 0) -> int:
    """Make the changes, killed before one of them; the exit status."""
    folder.mkdir()
    watched = {"LD_PRELOAD": str(library), "CRASH_FOLDER": str(folder), "CRASH_JOURNAL": str(journal)}
    env = {**os.environ, **watched, "CRASH_AT": str(at)}
    return subprocess.run([sys.executable, "-c", CHANGES, str(folder)], env=env, check=False).returncode


@needs_linux
@needs_compiler
def test_every_change_is_in_the_journal_and_none_comes_after_the_kill(tmp_path):
    library = build_library(tmp_path)
    assert change(tmp_path / "whole", tmp_path / "journal", library) == 0
    whole = list(read_journal(tmp_path / "journal"))
    assert {record.kind for record in whole} == {
        "create", "link", "mkdir", "remove", "rename", "sync", "truncate", "write",
    }  # fmt: skip
    disk = Disk({})
    for record in whole:
        disk.apply(record)
    assert disk.after(NOTHING_LOST) == read_tree(tmp_path / "whole")
    assert change(tmp_path / "killed", tmp_path / "other", library, at=8) == -9
    assert [record[1:] for record in read_journal(tmp_path / "other")] == [r[1:] for r in whole if r.call < 8]


@pytest.fixture(scope="module")
def watched() -> Iterator[Runner]:
    with runner() as found:
        yield found


@pytest.fixture(scope="module")
def tried(watched) -> dict[str, Scenario]:
    return {scenario.name: scenario for scenario in scenarios(watched)}


@needs_linux
@needs_compiler
def test_watched_runs_give_what_the_command_gives(watched, tried, tmp_path):
    new = tried["new-1"]
    extract(*new.job.inputs, "--out", tmp_path / "out", "--model", "blank:es")
    tables = {name: data for name, data in results(read_tree(tmp_path)).items() if name != "out/run.json"}
    assert tables == {name: data for name, data in new.after.items() if name != "out/run.json"}
    assert tables == {name: tried["fresh-1"].after[name] for name in tables}
    assert new.documents == 12


@needs_linux
@needs_compiler
@pytest.mark.parametrize(("name", "parts"), [("new-1", 6), ("grown-2", 3), ("fresh-2", 3)])
def test_a_run_goes_on_after_any_crash(watched, tried, tmp_path, name, parts):
    scenario = tried[name]
    report = Report(watched, tmp_path)
    calls = range(scenario.calls // parts, scenario.calls + 1, scenario.calls // parts)
    kill_at_each(report, scenario, calls, seed=1)
    assert report.kills == len(calls)
    assert report.broken == {}


@needs_linux
@needs_compiler
def test_a_run_goes_on_after_a_kill_while_a_cluster_does_its_work(watched, tried, tmp_path):
    pytest.importorskip("distributed")
    report = Report(watched, tmp_path)
    with cluster(tmp_path / "cluster") as (address, _):
        kill_on_cluster(report, [tried["new-2"]], 1, address, random.Random(1))
    run = json.loads((watched.made / "out" / "run.json").read_text())
    assert run["settings"]["cluster"] == address
    assert report.kills == 1
    assert report.broken == {}


@needs_linux
@needs_compiler
def test_a_run_builds_on_nothing_that_a_killed_one_did_not_sync(watched, tried):
    """The first is killed when the work folder has a name that is not on the disk, the second with shards in it."""
    new = tried["new-1"]
    machine = Machine(watched, Disk({}))
    machine.run(new.job)
    (made,) = (r.call for r in read_journal(watched.journal) if (r.kind, r.path) == ("mkdir", "out/.comunicado"))
    machine = Machine(watched, Disk({}))
    assert machine.run(new.job, kill=made + 1).killed
    assert machine.run(new.job, kill=new.calls // 2).killed
    promised = machine.done()
    assert len(promised) == 12
    after = Machine(watched, Disk(machine.disk.after(ALL_LOST)))
    assert list(broken_promises(after, new, promised)) == []


@needs_linux
@needs_compiler
@pytest.mark.parametrize(("how", "kind"), [(ALL_LOST, "work"), (DATA_LOST, "difference")])
def test_an_engine_that_does_not_sync_is_found_out(watched, tried, how, kind):
    new = replace(tried["new-1"], job=replace(tried["new-1"].job, syncs=False))
    machine = Machine(watched, Disk({}))
    machine.run(new.job)
    promised = machine.done()
    problems = list(broken_promises(Machine(watched, Disk(machine.disk.after(how))), new, promised))
    assert kind in {problem.partition(":")[0] for problem in problems}


def test_states_that_differ_in_random_names_alone_are_one():
    scenario = Scenario(name="new", job=None, before={}, after={}, documents=0, calls=0)  # type: ignore[arg-type]
    one, other = ({f".a.csv.{16 * token}.part": b"1"} for token in "0f")
    assert state_of(scenario, Disk(one), set()) == state_of(scenario, Disk(other), set())
    assert state_of(scenario, Disk(one), set()) != state_of(scenario, Disk(one), {"0f"})
    assert state_of(scenario, Disk(one), set()) != state_of(scenario, made(("create", "a", "", b"")), set())
