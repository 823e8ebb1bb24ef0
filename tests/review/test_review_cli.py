"""`comunicado review` on the command line."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.review.tools import GOLDEN, Tool, some_tables

ARTICLE = "afp-angola-gas"


def run(*arguments):
    return CliRunner().invoke(app, ["review", *map(str, arguments)])


@pytest.mark.parametrize(
    ("fmt", "files"),
    [
        ("label-studio", ["f.json", "f.json.xml"]),
        ("csv", ["f.csv"]),
    ],
)
def test_export_writes_its_files_and_says_what_to_do_with_them(fmt, files, tmp_path):
    result = run("export", "--in", GOLDEN, "--format", fmt, "--to", tmp_path / files[0], "--limit", 20)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == files
    assert result.stdout.startswith("20 rows to check in ")
    for name in files:
        assert str(tmp_path / name) in result.stdout.split("\n", 1)[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "xlsx", "--to", "f.json"], "unknown format 'xlsx': choose label-studio or csv"),
        (
            ["--format", "doccano", "--to", "f.jsonl"],
            "choose label-studio or csv; what was checked in doccano or another",
        ),
        (
            ["--table", "mentions", "--to", "f.json"],
            "nothing to check in a table 'mentions'; choose from agreements",
        ),
        (["--table", "titles", "--to", "f.json"], "titles are checked with the people who hold them: --table people"),
        (["--table", ",", "--to", "f.json"], "no table is named"),
        (["--format", "csv", "--to", "f.json"], "f.json: a file for csv ends in .csv"),
        (["--below", "2", "--to", "f.json"], "--below"),
        (["--limit", "0", "--to", "f.json"], "--limit"),
    ],
)
def test_wrong_usage(arguments, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("export", "--in", GOLDEN, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not list(tmp_path.iterdir())


def test_no_tables_no_row_no_article(tmp_path):
    result = run("export", "--in", tmp_path, "--to", tmp_path / "f.json")
    assert result.exit_code == 1
    assert "there are no tables here; make them with" in result.stderr
    result = run("export", "--in", GOLDEN, "--to", tmp_path / "f.json", "--below", 0.1)
    assert result.exit_code == 1
    assert "there is no row to check; choose a higher --below" in result.stderr
    result = run("export", "--in", GOLDEN, "--to", tmp_path / "f.json", "--article", "nada")
    assert result.exit_code == 1
    assert "there is no article 'nada' in it" in result.stderr


def test_import_writes_gold_and_says_so(tmp_path):
    tables = some_tables(tmp_path / "out", ARTICLE)
    tool = Tool.open("csv", tables, tmp_path / "f", names=("agreements",))
    tool.complete(ARTICLE)
    tool.save()
    result = run("import", tmp_path / "f.csv", "--in", tables, "--to", tmp_path / "gold")
    assert result.exit_code == 0, result.output
    assert "gold of 1 complete and 0 partly checked articles" in result.stdout
    assert [path.name for path in (tmp_path / "gold").iterdir()] == [f"{ARTICLE}.json"]
    again = run("import", tmp_path / "f.csv", "--in", tables, "--to", tmp_path / "gold")
    assert again.exit_code == 1
    assert "--replace it" in again.stderr
    assert run("import", tmp_path / "f.csv", "--in", tables, "--to", tmp_path / "gold", "--replace").exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("f.json", b"{", "f.json: it is not valid JSON"),
        ("f.json", b'["x"]', "f.json: task 1: this is no whole task"),
        (
            "f.json",
            b'[{"id": 3, "data": {}, "annotations": [{"id": 1, "result": []}]}]',
            "f.json: task 3: it has no 'article_id'",
        ),
        ("f.json", b"\xff", "f.json: it is not UTF-8"),
        ("f.txt", b"", "f.txt: name it .json (Label Studio) or .csv"),
        ("f.jsonl", b'{"a"', "comes in as CSV or as an export of Label Studio"),
        ("f.csv", b"", "f.csv: there is no column verdict"),
        ("f.json", b"[]", "nothing in it was checked (it is empty)"),
    ],
)
def test_a_file_that_is_none_of_ours_is_one_line_and_no_gold(name, content, message, tmp_path):
    (tmp_path / name).write_bytes(content)
    result = run("import", tmp_path / name, "--in", GOLDEN, "--to", tmp_path / "gold")
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "gold").exists()


def test_a_missing_file_is_one_line(tmp_path):
    result = run("import", tmp_path / "nada.csv", "--in", GOLDEN, "--to", tmp_path / "gold")
    assert result.exit_code == 1
    assert "nada.csv" in result.stderr
    assert "Traceback" not in result.output
