"""A disk that fills up: one line that says so, and nothing half-written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from pipeline.cli import app

ROOT = Path(__file__).parents[1]
#: A command whose exporter fails for want of room, and leaves an object that cannot be closed either, as libraries do.
_COMMAND = """
import sys
from pipeline.cli import main
from pipeline.output.exports import graph

class Buffer:
    def __del__(self):
        raise OSError(28, "No space left on device")

def full(connection, path):
    buffer = Buffer()
    path.write_text("<half")
    raise OSError(28, "No space left on device")

graph.write_graph = full
sys.argv[1:] = ["export", "--in", "tests/golden", "--format", "graphml", "--to", *sys.argv[1:]]
main()
"""


def export(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _COMMAND, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_one_line_remains_whatever_destructors_say(tmp_path):
    done = export(tmp_path / "a.graphml")
    assert done.returncode == 1
    assert done.stderr == (
        f"comunicado: {tmp_path}/a.graphml: cannot be written (the disk is full: free some space and run the same "
        "command again, it goes on where it stopped); nothing was replaced\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_with_debug_all_is_shown(tmp_path):
    done = export(tmp_path / "a.graphml", "--debug")
    assert "OutputError" in done.stderr
    assert "Exception ignored in" in done.stderr


def test_a_workbook_without_room_says_so(folder, tmp_path, monkeypatch):
    def full(book):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", full)
    result = CliRunner().invoke(app, ["export", "--in", str(folder), "--format", "xlsx", "--to", f"{tmp_path}/a.xlsx"])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"comunicado: {tmp_path}/a.xlsx: cannot be written (the disk is full: free some")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_output_that_has_no_room_is_one_line():
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "pipeline", "query", "SELECT * FROM mentions", "--in", "tests/golden"]
        done = subprocess.run(
            [*command, "--format", "csv"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "comunicado: no space left on device\n"
