"""`comunicado diff` on the command line. No model."""

import json

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.output.write import write_tables


def run(*arguments):
    return CliRunner().invoke(app, ["diff", *map(str, arguments)])


@pytest.fixture
def other(tables_of_samples, tmp_path):
    people = [row | {"name": f"{row['name']}\x1b[2J"} for row in tables_of_samples["people"]]
    write_tables({**tables_of_samples, "people": people}, tmp_path, formats=["csv"])
    return tmp_path


def test_nothing_differs_is_0(only):
    result = run(only["escaped"], only["parquet"])
    assert result.exit_code == 0
    assert result.stdout.startswith("table ")


def test_something_differs_is_1(folder, other):
    result = run(folder, other, "--table", "people", "--limit", 2)
    assert result.exit_code == 1
    assert "people, the first 2 of " in result.stdout
    assert "\x1b" not in result.output
    assert run(folder, other, "--table", "places").exit_code == 0


def test_a_terminal_has_twenty_changes_of_a_table_unless_told(folder, other):
    assert "people, the first 20 of " in run(folder, other).stdout
    assert "the first" not in run(folder, other, "--limit", 0).stdout


@pytest.mark.parametrize("fmt", ["json", "csv"])
def test_for_programs(folder, other, fmt):
    result = run(folder, other, "--format", fmt)
    assert result.exit_code == 1
    if fmt == "json":
        content = json.loads(result.stdout)
        assert len(content["changes"]) == content["tables"]["people"]["changed"] > 100
    else:
        assert result.stdout.startswith("table,article_id,change,row,column,old,new\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{f}", "no-hay"], "there are no tables here"),
        (["{f}", "{f}", "--table", "gente"], "there is no table 'gente'"),
        (["{f}", "{f}", "--format", "xml"], "unknown format"),
        (["{f}"], "Missing argument"),
    ],
)
def test_wrong_usage_is_2(folder, in_tmp, arguments, told):
    result = run(*(a.format(f=folder) for a in arguments))
    assert result.exit_code == 2
    assert told in result.stderr


def test_the_help_says_what_the_exit_codes_mean():
    assert "0 when nothing differs, 1 when something does" in " ".join(run("--help").stdout.split())
