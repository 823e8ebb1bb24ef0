"""Each kind of bad input is one row with one clear line, costs no other article, and stands in docs/promises.md."""

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.output.folder import read_tables
from tests.bad_inputs import CASES, GOOD, PAGE, make_files, table


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """What a run over all of them and a good article says, and its tables."""
    folder = tmp_path_factory.mktemp("bad")
    make_files(folder / "in")
    (folder / "in" / "bueno.txt").write_text(GOOD)
    arguments = ("extract", folder / "in", "--out", folder / "out", "--format", "csv", "--model", "blank:es")
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result, read_tables(folder / "out")


def test_there_are_thirty_kinds():
    assert len(CASES) >= 30
    assert len({case.kind for case in CASES}) == len({case.name for case in CASES}) == len(CASES)


def test_the_good_article_comes_out(done):
    result, tables = done
    assert result.exit_code == 0
    assert f"{len(CASES)} of {len(CASES) + 1} documents failed" in result.stdout
    assert [row["article_id"] for row in tables["articles"]] == ["bueno"]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_each_is_one_row_with_one_line(done, case):
    _, tables = done
    (row,) = [
        row
        for row in tables["failures"]
        if row["source"].split(":")[0].split(".zip/")[0].removesuffix(".zip") == case.name.removesuffix(".zip")
    ]
    assert row["message"].startswith(row["source"])
    assert len(row["message"].split()) >= 5
    assert "\n" not in row["message"]


def test_the_page_has_them(done):
    _, tables = done
    assert table(tables["failures"]) in PAGE.read_text("utf-8"), "run python -m tests.bad_inputs"
