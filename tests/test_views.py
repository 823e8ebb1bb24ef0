"""An output folder as typed views: the same rows from Parquet, from CSV and from escaped CSV. No model."""

import itertools
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from pipeline.output.csv_cells import escaped_cell, exact_cell
from pipeline.output.folder import DamagedTableError, NoOutputError
from pipeline.output.views import _ESCAPED, TYPES, open_views, quote, rows_of, table_files
from pipeline.schemas import TABLES


@pytest.fixture(scope="module")
def views(only):
    return {kind: open_views(out) for kind, out in only.items()}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("kind", ["escaped", "exact", "parquet"])
def test_rows_are_those_that_were_written(views, tables_of_samples, kind, name):
    rows = list(rows_of(views[kind], f"SELECT * FROM {name}"))
    columns = TABLES[name].column_names
    assert rows == [{column: row.get(column) for column in columns} for row in tables_of_samples[name]]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("kind", ["escaped", "parquet"])
def test_columns_have_the_declared_types(views, kind, name):
    described = views[kind].execute(f"DESCRIBE {name}").fetchall()
    assert [(row[0], row[1]) for row in described] == [(c.name, TYPES[c.type]) for c in TABLES[name].columns]


@pytest.mark.parametrize("kind", ["escaped", "exact", "parquet"])
def test_namibia_is_no_missing_value(views, kind):
    connection = views[kind]
    assert connection.execute("SELECT place_id, name FROM places WHERE article_id = 'zz/odd:1'").fetchall() == [
        ("NA", "Namibia")
    ]
    assert connection.execute("SELECT bylines, url FROM articles WHERE article_id = 'zz/odd:1'").fetchall() == [
        ("NA", None)
    ]


#: Beginnings of cells: every kind of white space that Python or RE2 knows, what looks like it, apostrophes and signs.
SPACES = [chr(n) for n in range(0x3100) if re.match(r"\s", chr(n))]
BEGINNING = [*SPACES, "'", "=", "+", "-", "@", "＝", "＋", "－", "＠", "\u200b", "\ufeff", "1", "a"]


def test_duckdb_takes_off_the_same_apostrophes_as_python():
    assert len(SPACES) >= 25
    texts = ["".join(signs) for n in range(4) for signs in itertools.product(BEGINNING, repeat=n)]
    cells = [*texts, *map(escaped_cell, texts)]
    case = f"CASE WHEN regexp_matches(c, {quote(_ESCAPED)}) THEN substr(c, 2) ELSE c END"
    found = duckdb.connect().execute(f"SELECT {case} FROM (SELECT unnest(?::VARCHAR[]) AS c)", [cells]).fetchall()
    assert [row[0] for row in found] == [exact_cell(cell) for cell in cells]


def test_parquet_is_read_where_there_is_one(folder, tmp_path):
    assert {path.suffix for path in table_files(folder).values()} == {".parquet"}
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "people.parquet").unlink()
    assert table_files(copy)["people"].name == "people.csv"
    assert (
        open_views(copy).execute("SELECT count(*) FROM people").fetchall()
        == open_views(folder).execute("SELECT count(*) FROM people").fetchall()
    )


def test_parquet_of_an_earlier_run_is_not_read(only, folder, tmp_path):
    # a run with --format csv leaves what another one wrote beside it
    copy = shutil.copytree(only["escaped"], tmp_path / "copy")
    shutil.copy(folder / "people.parquet", copy)
    assert table_files(copy)["people"].name == "people.csv"


def test_a_column_that_an_old_folder_lacks_is_null(only, tmp_path):
    copy = shutil.copytree(only["exact"], tmp_path / "copy")
    header, _, rest = (copy / "failures.csv").read_text().partition("\n")
    short = "\n".join(line.rpartition(",")[0] for line in [header, *rest.splitlines()])
    (copy / "failures.csv").write_text(short + "\n")
    connection = open_views(copy)
    assert connection.execute("SELECT count(*), count(sha256) FROM failures").fetchone() == (3, 0)


def test_a_table_without_a_file_is_empty(only, tmp_path):
    copy = shutil.copytree(only["parquet"], tmp_path / "copy")
    (copy / "titles.parquet").unlink()
    assert open_views(copy).execute("SELECT count(*), count(start) FROM titles").fetchone() == (0, 0)


def test_what_is_no_table_is_named(only, tmp_path):
    with pytest.raises(NoOutputError, match="there are no tables here"):
        open_views(tmp_path)
    copy = shutil.copytree(only["parquet"], tmp_path / "copy")
    (copy / "titles.parquet").write_bytes(b"PAR1")
    with pytest.raises(DamagedTableError, match=r"titles\.parquet: the table is damaged \(it is no Parquet file"):
        open_views(copy)
    copy = shutil.copytree(only["exact"], tmp_path / "csv")
    (copy / "titles.csv").write_bytes(b"")
    with pytest.raises(DamagedTableError, match=r"titles\.csv: the table is damaged \(it is empty"):
        open_views(copy)


def test_an_address_is_told_to_be_none_of_our_folders():
    with pytest.raises(NoOutputError, match=r"this is an address, .* copy the tables here"):
        open_views(Path("s3://bucket/out"))
