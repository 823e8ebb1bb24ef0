"""`comunicado query` on the command line. No model."""

import csv
import io
import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

LONG = "SELECT * FROM mentions"


def run(*arguments, stdin=None):
    return CliRunner().invoke(app, ["query", *map(str, arguments)], input=stdin)


def test_a_table_for_eyes_says_what_was_cut(folder):
    result = run("SELECT country, count(*) AS n FROM places GROUP BY ALL HAVING n = 1", "--in", folder, "--limit", 2)
    assert result.exit_code == 0
    assert "the first 2 rows, there are more (--limit N); everything: --to FILE.csv" in result.stdout
    wide = " ".join(run("SELECT * FROM articles LIMIT 1", "--in", folder).stdout.split())
    assert "1 row; 14 more columns, not shown: dateline_date, published" in wide
    long = " ".join(run("SELECT text FROM articles LIMIT 1", "--in", folder).stdout.split())
    assert "cells cut at 160 characters" in long
    whole = run("SELECT 1 AS uno", "--in", folder).stdout
    assert "1 row\n" in whole
    assert "--to" not in whole


def test_a_table_has_forty_rows_unless_told(folder):
    assert "the first 40 rows" in run(LONG, "--in", folder).stdout


def test_for_programs_all_rows_come(folder):
    rows = list(csv.DictReader(io.StringIO(run(LONG, "--in", folder, "--format", "csv").stdout, newline="")))
    assert len(rows) > 1000
    assert json.loads(run(LONG, "--in", folder, "--format", "json").stdout)[0]["mention_id"] == "x001"


def test_a_reader_that_has_seen_enough_is_no_error(folder):
    command = [sys.executable, "-m", "pipeline", "query", LONG, "--in", str(folder), "--format", "csv"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline().startswith(b"article_id,")
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) in (0, 1)


def test_sql_from_standard_input(folder):
    result = run("-", "--in", folder, "--format", "jsonl", stdin="SELECT count(*) AS n\nFROM failures -- all\n")
    assert json.loads(result.stdout) == {"n": 3}


def test_no_control_character_of_a_text_reaches_the_terminal(folder):
    result = run("SELECT chr(27) || '[2J' || chr(8238) AS a", "--in", folder)
    assert not set(result.output) & {"\x1b", "\u202e"}


def test_a_file_by_its_ending_is_not_written_over_without_force(folder, tmp_path):
    file = tmp_path / "a.jsonl"
    assert run("SELECT 1 AS n", "--in", folder, "--to", file).exit_code == 0
    assert json.loads(file.read_text()) == {"n": 1}
    result = run("SELECT 2 AS n", "--in", folder, "--to", file)
    assert result.exit_code == 2
    assert "write over it with --force" in result.stderr
    assert run("SELECT 2 AS n", "--in", folder, "--to", file, "--force").exit_code == 0
    assert json.loads(file.read_text()) == {"n": 2}


def test_a_query_that_fails_leaves_no_file(folder, tmp_path):
    result = run("SELECT CAST(name AS INTEGER) FROM people", "--in", folder, "--to", tmp_path / "a.csv")
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["SELECT nope FROM people"], "people has article_id"),
        (["SELECT 1", "--format", "xml"], "unknown format 'xml'"),
        (["SELECT 1", "--to", "a.txt"], "unknown format 'txt'"),
        (["SELECT 1", "--in", "no-hay"], "there are no tables here"),
        (["COPY people TO 'x'"], "COPY is not allowed"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_one_line(folder, in_tmp, arguments, told):
    result = run(*arguments, *(() if "--in" in arguments else ("--in", folder)))
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert not list(in_tmp.iterdir())
