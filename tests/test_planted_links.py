"""Links under the names that somebody might guess for half-written files: no command writes through one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.output.durable import begin_file, draft_of
from pipeline.output.exports import ENDINGS, export
from pipeline.output.folder import text_digest
from pipeline.output.report.write import write_report
from pipeline.output.review.gold_files import write_gold
from pipeline.output.review.model import Review

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")


def plant(folder: Path, name: str, *, target: Path) -> Path:
    """A link to something that is not the writer's, where a half-written file might be expected."""
    link = folder / name
    link.symlink_to(target)
    return link


@pytest.fixture
def victim(tmp_path_factory):
    file = tmp_path_factory.mktemp("elsewhere") / "victim"
    file.write_text("mine")
    return file


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_report_is_not_written_through_a_link(folder, tmp_path, victim):
    link = plant(tmp_path, ".report.html.part", target=victim)
    write_report(folder, tmp_path / "report.html")
    assert victim.read_text() == "mine"
    assert link.is_symlink()
    assert names(tmp_path) == [".report.html.part", "report.html"]


@pytest.mark.parametrize("fmt", ENDINGS)
def test_an_export_is_not_written_through_a_link(fmt, folder, tmp_path, victim):
    file = f"a.{ENDINGS[fmt]}"
    planted = [f".{os.getpid()}.{file}", f".{file}.part", f".{os.getpid()}.{file}.wal"]
    for name in planted:
        plant(tmp_path, name, target=victim)
    export(folder, fmt, tmp_path / file)
    assert victim.read_text() == "mine"
    assert names(tmp_path) == sorted([*planted, file])
    assert all((tmp_path / name).is_symlink() for name in planted)


def test_gold_is_not_written_through_a_link(tmp_path, victim):
    (tmp_path / "gold").mkdir()
    plant(tmp_path / "gold", f".import-{os.getpid()}", target=victim.parent)
    (path,) = write_gold([Review("a", "texto", text_digest("texto"), ("places",), True, (), "f: 1")], tmp_path / "gold")
    assert path.is_file()
    assert names(victim.parent) == ["victim"]
    assert names(tmp_path / "gold") == [f".import-{os.getpid()}", "a.json"]


def test_a_link_under_the_very_name_is_refused(tmp_path, victim, monkeypatch):
    monkeypatch.setattr("secrets.token_hex", lambda count: "0" * 2 * count)
    link = plant(tmp_path, f".a.db.{'0' * 16}.part", target=victim)
    with pytest.raises(FileExistsError):
        begin_file(tmp_path / "a.db")
    with pytest.raises(FileExistsError), draft_of(tmp_path / "a.db"):
        raise AssertionError("a folder was made there")
    assert link.is_symlink()
    assert victim.read_text() == "mine"
