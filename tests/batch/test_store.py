"""Where tables go: local folders, buckets, locks, full disks."""

import errno
import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.output.write import OutputError
from pipeline.reading.inputs import find_files
from pipeline.reading.remote import is_remote
from pipeline.running.batch.lock import locked
from pipeline.running.batch.store import LocalStore, open_store
from tests.batch.made import environment


@pytest.fixture(params=["local", "memory"])
def store(request, tmp_path):
    return open_store(tmp_path / "out" if request.param == "local" else f"memory://{tmp_path.name}/out")


@pytest.mark.parametrize(
    ("name", "remote"),
    [("s3://bucket/a", True), ("memory://a", True), ("data/out", False), ("C:/data", False), ("file:///a", False)],
)
def test_what_is_a_url(name, remote):
    assert is_remote(name) is remote


def test_a_file_url_is_a_path(tmp_path):
    assert open_store(f"file://{tmp_path}/out").url == str(tmp_path / "out")
    (tmp_path / "a.txt").write_text("Uno.")
    (found,) = find_files(f"file://{tmp_path}/a.txt")
    assert found.path == tmp_path / "a.txt"


def test_files_come_back(store):
    store.write("a/b.bin", b"uno")
    store.write("a/b.bin", b"dos")
    assert store.read("a/b.bin") == b"dos"
    assert store.size("a/b.bin") == 3
    assert store.sizes("a") == {"a/b.bin": 3}
    store.remove("a")
    store.remove("a")
    assert store.size("a/b.bin") is None
    with pytest.raises(FileNotFoundError):
        store.read("a/b.bin")


def test_a_stage_appears_as_a_whole_or_not_at_all(store):
    with store.stage() as stage:
        stage.open("x.csv").write(b"1")
        stage.open("y/z.csv").write(b"22")
        assert store.size("x.csv") is None
        assert stage.sizes() == {"x.csv": 1, "y/z.csv": 2}
    assert store.read("x.csv") + store.read("y/z.csv") == b"122"
    with pytest.raises(ZeroDivisionError), store.stage() as stage:
        stage.open("x.csv").write(bytes([3 // 0]))
    assert store.read("x.csv") == b"1"
    assert sorted(store.sizes("")) == ["x.csv", "y/z.csv"]


def test_temporary_files_of_a_stage_go_with_it(store):
    """Whether it ends well or not; they are none of its files."""
    opened = []
    with suppress(ZeroDivisionError), store.stage() as stage:
        for _ in range(2):
            opened.append(stage.scratch())
            opened[-1].write(b"333")
        opened[0].seek(0)
        assert opened[0].read() == b"333"
        opened[0].close()
        assert stage.sizes() == {}
        raise ZeroDivisionError
    assert [file.closed for file in opened] == [True, True]
    assert store.sizes("") == {}


def test_what_a_killed_run_left_is_removed(tmp_path):
    store = LocalStore(tmp_path)
    store.write("a/dates.csv", b"1")
    own = (f".dates.csv.{16 * 'a'}.part", f".comunicado/shards/.0f.shard.{16 * '1'}.part")
    of_others = (".mine", ".notas.txt.9", f".notas.txt.{16 * 'a'}.part", f"a/.dates.csv.{16 * 'a'}.part")
    for name in own + of_others:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    store.tidy()
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"a/dates.csv", *of_others}


def test_nothing_is_written_through_a_planted_link(tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    (tmp_path / "victim").write_bytes(b"mine")
    monkeypatch.setattr("secrets.token_hex", lambda size: "0" * 2 * size)
    (tmp_path / "out" / f".dates.csv.{16 * '0'}.part").symlink_to(tmp_path / "victim")
    with pytest.raises(OutputError, match="File exists"):
        LocalStore(tmp_path / "out").write("dates.csv", b"1")
    assert (tmp_path / "victim").read_bytes() == b"mine"


def test_what_is_renamed_is_on_the_disk_before_and_its_name_after(tmp_path, monkeypatch):
    store = LocalStore(tmp_path)
    calls = []
    real_sync, real_replace = os.fsync, os.replace
    monkeypatch.setattr(
        os, "fsync", lambda fd: (calls.append(Path(os.readlink(f"/proc/self/fd/{fd}")).name), real_sync(fd))
    )
    monkeypatch.setattr(os, "replace", lambda one, other: (calls.append("rename"), real_replace(one, other)))
    store.write("dates.csv", b"1")
    assert calls[0].startswith(".dates.csv.")
    assert calls[1:] == ["rename", tmp_path.name]


@pytest.fixture
def synced(monkeypatch):
    """Paths of what was synced, in order."""
    found = []
    monkeypatch.setattr(os, "fsync", lambda fd: found.append(Path(os.readlink(f"/proc/self/fd/{fd}"))))
    return found


def test_the_work_folder_stays_once_it_is_locked(tmp_path, synced):
    store = LocalStore(tmp_path / "out")
    synced.clear()
    with locked(store):
        assert synced[0] == tmp_path / "out"  # where its name is


def test_names_that_a_killed_run_did_not_come_to_sync_are_synced(tmp_path, synced):
    out = tmp_path / "out"
    (out / ".comunicado" / "shards").mkdir(parents=True)
    LocalStore(out).tidy()
    assert synced == [tmp_path, out, out / ".comunicado", out / ".comunicado" / "shards"]


def test_a_full_disk_is_explained_and_leaves_nothing_behind(tmp_path, monkeypatch):
    store = LocalStore(tmp_path)
    store.write("dates.csv", b"antes")

    def full(*arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="the disk is full: free some space and run the same command again"):
        store.write("dates.csv", b"nuevo")
    assert [path.name for path in tmp_path.iterdir()] == ["dates.csv"]
    assert store.read("dates.csv") == b"antes"


def test_a_folder_without_permission(tmp_path, monkeypatch):
    def refused(*arguments, **options):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("pathlib.Path.open", refused)  # root may write anywhere
    with pytest.raises(
        OutputError, match=r"cannot write the tables there \(Permission denied\); choose another folder"
    ):
        open_store(tmp_path / "out")


def test_an_unknown_storage():
    with pytest.raises(OutputError, match="nube://a/b: this storage cannot be used"):
        open_store("nube://a/b")


def test_two_runs_do_not_share_a_folder(tmp_path):
    store = open_store(tmp_path / "out")
    code = (
        "import sys, pathlib; from pipeline.running.batch.store import open_store\n"
        "from pipeline.running.batch.lock import locked\n"
        "try:\n    with locked(open_store(sys.argv[1])): pass\nexcept OSError as error: print(error)"
    )
    with locked(store):
        other = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "out")], env=environment(), capture_output=True, text=True
        )
    assert f"process {os.getpid()} on {socket.gethostname()} is writing to it" in other.stdout
    with locked(store):
        pass


def test_a_bucket_in_use_and_one_left_behind(tmp_path):
    store = open_store(f"memory://{tmp_path.name}/bucket")
    with locked(store), pytest.raises(OutputError, match=r"if that run is gone, remove .*holder\.json"), locked(store):
        pass
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    store.write(".comunicado/holder.json", json.dumps({"host": socket.gethostname(), "pid": gone.pid}).encode())
    with locked(store):
        pass
    store.write(".comunicado/holder.json", json.dumps({"host": "otro", "pid": 1}).encode())
    with pytest.raises(OutputError, match="process 1 on otro"), locked(store):
        pass
