"""Drafts: folders beside a file that a library writes by its name. A killed process leaves its own; they go later."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pipeline.output.durable import draft_of
from pipeline.running.batch.store import LocalStore

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only there it is known whether a process still writes")
TOKEN = "0123456789abcdef"


def left(folder: Path, name: str = "a.xlsx", *, holding: tuple[str, ...] = ("a.xlsx",)) -> Path:
    """What a killed export left in a folder."""
    draft = folder / f".{name}.{TOKEN}.part"
    draft.mkdir()
    for file in holding:
        (draft / file).write_text("half")
    return draft


@pytest.mark.parametrize("holding", [(), ("a.xlsx",), ("a.xlsx", "a.xlsx-journal", "a.xlsx.wal")])
def test_a_run_removes_drafts_of_exports_that_were_killed(tmp_path, holding):
    draft = left(tmp_path, holding=holding)
    LocalStore(tmp_path).tidy()
    assert not draft.exists()


def test_the_next_export_to_the_same_place_does_too_and_leaves_other_places_alone(tmp_path):
    draft, other = left(tmp_path), left(tmp_path, "b.xlsx", holding=("b.xlsx",))
    with draft_of(tmp_path / "a.xlsx") as path:
        path.write_text("whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [other.name, "a.xlsx"]
    assert not draft.exists()


def test_a_draft_that_is_being_written_stays(tmp_path):
    with draft_of(tmp_path / "a.xlsx") as path:
        LocalStore(tmp_path).tidy()
        with draft_of(tmp_path / "a.xlsx") as second:
            second.write_text("second")
        path.write_text("first")
    assert (tmp_path / "a.xlsx").read_text() == "first"


@pytest.mark.parametrize(
    "name", [".a.xlsx.0123456789abcde.part", ".a.xlsx.0123456789ABCDEF.part", "a.xlsx.0123456789abcdef.part", ".part"]
)
def test_folders_with_other_names_stay(tmp_path, name):
    (tmp_path / name).mkdir()
    (tmp_path / name / "a.xlsx").write_text("mine")
    LocalStore(tmp_path).tidy()
    assert (tmp_path / name / "a.xlsx").read_text() == "mine"


@pytest.mark.parametrize("file", ["notas.txt", "b.xlsx"])
def test_a_folder_in_which_something_else_lies_stays(tmp_path, file):
    draft = left(tmp_path, holding=("a.xlsx", file))
    LocalStore(tmp_path).tidy()
    assert sorted(path.name for path in draft.iterdir()) == sorted(("a.xlsx", file))


def test_a_link_is_neither_followed_nor_removed(tmp_path):
    target = tmp_path / "target"
    target.mkdir()
    (target / "a.xlsx").write_text("mine")
    link = tmp_path / f".a.xlsx.{TOKEN}.part"
    link.symlink_to(target)
    LocalStore(tmp_path).tidy()
    assert link.is_symlink()
    assert (target / "a.xlsx").read_text() == "mine"


def test_a_link_in_a_draft_goes_and_what_it_leads_to_stays(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    draft = left(tmp_path, holding=())
    (draft / "a.xlsx").symlink_to(tmp_path / "mine.txt")
    LocalStore(tmp_path).tidy()
    assert not draft.exists()
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give files away")
def test_a_draft_of_somebody_else_stays(tmp_path):
    draft = left(tmp_path)
    os.chown(draft, 12345, 12345)
    LocalStore(tmp_path).tidy()
    assert (draft / "a.xlsx").exists()


def test_a_folder_that_is_called_like_a_half_written_table_does_not_end_a_run(tmp_path):
    folder = left(tmp_path, "dates.csv", holding=("notas.txt",))
    LocalStore(tmp_path).tidy()
    assert (folder / "notas.txt").exists()
