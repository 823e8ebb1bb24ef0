"""`comunicado export` on the command line. No model."""

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.output.exports import ENDINGS, export, graph


def run(*arguments):
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


@pytest.mark.parametrize("fmt", ["sqlite", "graphml", "plover"])
def test_a_file_here_by_the_name_of_the_format(folder, in_tmp, fmt):
    result = run("--in", folder, "--format", fmt)
    assert result.exit_code == 0
    assert result.stdout == f"written to comunicado.{ENDINGS[fmt]}\n"
    assert [path.name for path in in_tmp.iterdir()] == [f"comunicado.{ENDINGS[fmt]}"]


def test_a_file_is_not_written_over_without_force(folder, tmp_path):
    file = tmp_path / "a.graphml"
    file.write_text("mine")
    result = run("--in", folder, "--format", "graphml", "--to", file)
    assert result.exit_code == 2
    assert "write over it with --force" in result.stderr
    assert file.read_text() == "mine"
    assert run("--in", folder, "--format", "graphml", "--to", file, "--force").exit_code == 0
    assert file.read_text().startswith("<")


def test_nothing_half_written_stays(folder, tmp_path, monkeypatch):
    file = tmp_path / "a.graphml"
    file.write_text("mine")

    def full(connection, path):
        path.write_text("<half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(graph, "write_graph", full)
    result = run("--in", folder, "--format", "graphml", "--to", file, "--force")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert file.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [file]


def test_an_interrupt_leaves_nothing(folder, tmp_path, monkeypatch):
    def interrupted(connection, path):
        path.write_text("<half")
        raise KeyboardInterrupt

    monkeypatch.setattr(graph, "write_graph", interrupted)
    with pytest.raises(KeyboardInterrupt):
        export(folder, "graphml", tmp_path / "a.graphml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "ods"], "unknown format 'ods': choose sqlite or duckdb"),
        (["--format", "sqlite", "--in", "no-hay"], "there are no tables here"),
        (["--format", "sqlite", "--to", "."], "is a folder"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_one_line(folder, in_tmp, arguments, told):
    result = run(*arguments, *(() if "--in" in arguments else ("--in", folder)))
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert not list(in_tmp.iterdir())


def test_a_place_that_is_not_there(folder, tmp_path):
    result = run("--in", folder, "--format", "sqlite", "--to", tmp_path / "no" / "a.sqlite")
    assert result.exit_code == 1
    assert "a.sqlite" in result.stderr
    assert "Traceback" not in result.output
