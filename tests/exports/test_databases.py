"""SQLite and DuckDB files: rows, types, keys, indexes, comments. No model."""

import sqlite3

import duckdb
import pytest

from pipeline.output.exports import ExportError, export
from pipeline.output.write import write_tables
from pipeline.schemas import TABLES


@pytest.fixture(scope="module")
def files(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("databases")
    for name in ("sqlite", "duckdb"):
        assert export(folder, name, out / f"a.{name}") == []
    assert sorted(path.name for path in out.iterdir()) == ["a.duckdb", "a.sqlite"]
    return out


@pytest.mark.parametrize("name", TABLES)
def test_sqlite_has_the_rows(files, tables_of_samples, name):
    columns = TABLES[name].column_names
    with sqlite3.connect(files / "a.sqlite") as database:
        found = database.execute(f"SELECT * FROM {name}").fetchall()
    assert found == [tuple(row.get(column) for column in columns) for row in tables_of_samples[name]]


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_has_the_rows(files, tables_of_samples, name):
    with duckdb.connect(str(files / "a.duckdb"), read_only=True) as database:
        found = database.execute(f"SELECT * FROM {name}").fetchall()
    columns = TABLES[name].column_names
    texts = [tuple(c.isoformat() if hasattr(c, "isoformat") else c for c in row) for row in found]
    assert texts == [tuple(row.get(column) for column in columns) for row in tables_of_samples[name]]


def test_sqlite_has_types_keys_indexes_and_meanings(files):
    with sqlite3.connect(files / "a.sqlite") as database:
        columns = {row[1]: row[2:] for row in database.execute("PRAGMA table_info(agreement_parties)")}
        foreign = {(row[2], row[3], row[4]) for row in database.execute("PRAGMA foreign_key_list(agreement_parties)")}
        (ddl,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'agreements'").fetchone()
        indexes = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
        plan = str(
            database.execute(
                "EXPLAIN QUERY PLAN SELECT * FROM titles WHERE article_id = 'a' AND person_id = 'b'"
            ).fetchall()
        )
    # type, not null, default, place in the primary key
    assert columns["agreement_id"] == ("TEXT", 1, None, 2)
    assert columns["country"] == ("TEXT", 0, None, 0)
    assert ("agreements", "agreement_id", "agreement_id") in foreign
    assert ("people", "person_id", "person_id") in foreign
    assert '"confidence" REAL, -- Probability that the row is a commitment, 0 to 1\n' in ddl
    assert "titles_person_id" in indexes
    assert "titles_person_id" in plan


def test_sqlite_refuses_what_the_keys_forbid(files, tmp_path):
    (tmp_path / "b.sqlite").write_bytes((files / "a.sqlite").read_bytes())
    with sqlite3.connect(tmp_path / "b.sqlite") as database:
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            database.execute("DELETE FROM articles")


def test_duckdb_has_types_keys_and_meanings(files):
    columns = "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = 'meetings'"
    constraints = "SELECT constraint_text FROM duckdb_constraints() WHERE table_name = 'titles'"
    tables = "SELECT comment FROM duckdb_tables() WHERE table_name = 'meetings'"
    with duckdb.connect(str(files / "a.duckdb"), read_only=True) as database:
        described = database.execute(columns).fetchall()
        keys = [row[0] for row in database.execute(constraints).fetchall()]
        (about,) = database.execute(tables).fetchone()
    types = {row[0]: row[1] for row in described}
    comments = {row[0]: row[2] for row in described}
    assert (types["start_date"], types["ordinal"], types["name"]) == ("DATE", "BIGINT", "VARCHAR")
    assert comments["ordinal"] == "Which of its series"
    assert about == "Summits, visits, calls and other meetings."
    assert "PRIMARY KEY(article_id, title_id)" in keys
    assert "FOREIGN KEY (article_id, person_id) REFERENCES people(article_id, person_id)" in keys


def test_the_same_tables_are_the_same_bytes_of_sqlite(files, only, tmp_path):
    # from CSV as from Parquet
    export(only["escaped"], "sqlite", tmp_path / "b.sqlite")
    assert (tmp_path / "b.sqlite").read_bytes() == (files / "a.sqlite").read_bytes()


@pytest.mark.parametrize("fmt", ["sqlite", "duckdb"])
def test_tables_that_do_not_fit_together_are_no_database(tables_of_samples, tmp_path, fmt):
    broken = {**tables_of_samples, "people": []}
    (tmp_path / "in").mkdir()
    write_tables(broken, tmp_path / "in", formats=["csv"])
    with pytest.raises(ExportError):
        export(tmp_path / "in", fmt, tmp_path / "a.db")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
