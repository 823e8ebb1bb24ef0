"""SQL over the tables: what it gives, and that it reads the tables and does nothing else. No model."""

import csv
import hashlib
import io
import json
import shutil

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.output.querying import Query, QueryError, csv_lines, json_lines, parquet_bytes
from pipeline.schemas import TABLES

DUCKDB_1 = duckdb.__version__.startswith("1.")


def test_types_dates_and_order(folder):
    query = Query(
        folder,
        'SELECT start_date, "end" - start AS n FROM dates '
        "WHERE article_id = '2023-12-20-ap-presa-nilo' AND text IN ('martes', '1959') ORDER BY n DESC;",
    )
    assert query.columns == ["start_date", "n"]
    assert list(query.rows()) == [{"start_date": "2023-12-19", "n": 6}, {"start_date": "1959-01-01", "n": 4}]


def test_a_column_that_comes_twice_is_kept(folder):
    query = Query(folder, "SELECT 1 AS a, 2 AS a -- twice")
    assert list(query.rows()) == [{"a": 1, "a_1": 2}]


@pytest.mark.parametrize(
    "sql", ["SELECT ';' AS a; -- done;", "/* a; */ SELECT ';' AS a", "SELECT ';' AS a -- ;", " SELECT ';' AS a ;\n"]
)
def test_comments_and_semicolons(folder, sql):
    assert list(Query(folder, sql.replace("';'", "'é;'")).rows()) == [{"a": "é;"}]


@pytest.mark.parametrize(
    "sql",
    ["FROM people", "SUMMARIZE people", "DESCRIBE people", "SHOW TABLES", "WITH a AS (SELECT 1) SELECT * FROM a"]
    + ["PIVOT places ON kind IN ('city', 'country') USING count(*) GROUP BY country"]
    + ["VALUES (1)", "(SELECT 1) UNION (SELECT 2)"],
)
def test_all_that_reads_is_allowed(folder, sql):
    assert len(list(Query(folder, sql).rows())) >= 1


def test_a_pivot_without_its_values(folder):
    pivot = "PIVOT places ON kind USING count(*) GROUP BY country"
    if DUCKDB_1:
        with pytest.raises(QueryError, match=r"DuckDB 1 makes two of a PIVOT .* ON … IN \(…\)"):
            Query(folder, pivot)
    else:
        assert "city" in Query(folder, pivot).columns


def harm(folder, other):
    """Queries that would read what is no table, or write: into `other`, or over a file of `folder` that may be read."""
    file, new = folder / "people.csv", other / "x"
    return [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
        f"COPY people TO '{new}'",
        f"COPY (SELECT 1) TO '{file}' (USE_TMP_FILE false)",
        f"EXPLAIN ANALYZE COPY (SELECT 1) TO '{file}' (USE_TMP_FILE false)",
        f"WITH x AS (COPY (SELECT 1) TO '{file}' (USE_TMP_FILE false)) SELECT * FROM x",
        f"WITH x AS (COPY (SELECT 1) TO '{file}' (USE_TMP_FILE false)) SELECT 1",
        f"SELECT * FROM (WITH x AS (COPY (SELECT 1) TO '{file}' (USE_TMP_FILE false)) SELECT 1)",
        f"SELECT 1) UNION (WITH x AS (COPY (SELECT 1) TO '{file}' (USE_TMP_FILE false)) SELECT 1",
        f"SELECT * FROM query('COPY (SELECT 1) TO ''{file}'' (USE_TMP_FILE false)')",
        f"PREPARE p AS COPY (SELECT 1) TO '{file}' (USE_TMP_FILE false)",
        f"SELECT 1; COPY (SELECT 1) TO '{file}' (USE_TMP_FILE false)",
        f"ATTACH '{new}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        f"EXPORT DATABASE '{new}'",
        f"IMPORT DATABASE '{new}'",
        "SET enable_external_access = true",
        "RESET allowed_paths",
        "PRAGMA database_list",
        "CALL enable_logging()",
        f"SELECT * FROM enable_logging(storage_path = '{new}')",
        "CREATE TABLE t (i INTEGER)",
        "DROP VIEW people",
        "DELETE FROM people",
        "UPDATE people SET name = 'x'",
        "INSERT INTO people SELECT * FROM people",
        "SELECT getenv('HOME')",
        "SELECT * FROM duckdb_secrets()",
    ]


@pytest.mark.parametrize("number", range(33))
def test_a_query_reads_the_tables_and_nothing_else(only, tmp_path, number):
    copy = shutil.copytree(only["exact"], tmp_path / "copy")
    other = tmp_path / "other"
    other.mkdir()
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in copy.iterdir()}
    queries = harm(copy, other)
    assert len(queries) == 33
    if "enable_logging(storage_path" in queries[number] and DUCKDB_1:  # allowed there, and writes nothing
        list(Query(copy, queries[number]).rows())
    else:
        with pytest.raises(QueryError) as error:
            list(Query(copy, queries[number]).rows())
        assert "\n" not in str(error.value)
        assert len(str(error.value).split()) > 3
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in copy.iterdir()} == before
    assert not list(other.iterdir())


def test_variables_of_the_program_are_no_tables(folder):
    people_there = pa.table({"a": [1]})
    assert people_there.num_rows == 1
    with pytest.raises(QueryError, match="people_there does not exist"):
        Query(folder, "SELECT * FROM people_there")


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT * FROM pepole", "pepole does not exist; there are: articles, mentions, people"),
        ("SELECT nope FROM people", 'Referenced column "nope" not found.*; people has article_id, person_id, name'),
        ("SELECT p.nope FROM people p", 'column named "nope"; people has article_id'),
        ("SELEC 1", 'syntax error at or near "SELEC"'),
        ("", "give one SELECT, not 0 statements"),
        ("SELECT 1; SELECT 2", "give one SELECT, not 2 statements"),
        ("SELECT CAST(name AS INTEGER) FROM people", "Could not convert string"),
        ("SELECT * FROM read_csv('/etc/passwd')", "a query reads the tables, and does nothing else"),
        ("COPY people TO 'x'", "COPY is not allowed here"),
    ],
)
def test_what_is_wrong_is_told_in_a_line_with_what_there_is(folder, sql, told):
    with pytest.raises(QueryError, match=told) as error:
        list(Query(folder, sql).rows())
    assert "\n" not in str(error.value)


SQL = """
    SELECT article_id, title, bylines, url, language_score, [1, 2] AS l, 1.5 AS d FROM articles ORDER BY 1 DESC LIMIT 1
"""


def test_as_csv(folder):
    query = Query(folder, SQL)
    for escape, title in ((False, '=HYPERLINK("http://a.b")'), (True, '\'=HYPERLINK("http://a.b")')):
        lines = b"".join(csv_lines(query.rows(), query.columns, escape=escape)).decode()
        header, row = csv.reader(io.StringIO(lines, newline=""))
        assert header == query.columns
        assert row == ["zz/odd:1", title, "NA", "", "0.5", "[1, 2]", "1.5"]


def test_as_json_and_json_lines(folder):
    query = Query(folder, SQL)
    wanted = [
        {"article_id": "zz/odd:1", "title": '=HYPERLINK("http://a.b")', "bylines": "NA", "url": None}
        | {"language_score": 0.5, "l": [1, 2], "d": 1.5}
    ]
    assert json.loads(b"".join(json_lines(query.rows(), array=True))) == wanted
    assert [json.loads(line) for line in b"".join(json_lines(query.rows(), array=False)).splitlines()] == wanted
    assert json.loads(b"".join(json_lines(iter(()), array=True))) == []


def test_json_has_no_word_for_what_is_no_number(folder):
    query = Query(folder, "SELECT 'nan'::DOUBLE AS a, 'inf'::DOUBLE AS b, 1.0::DOUBLE AS c")
    assert json.loads(b"".join(json_lines(query.rows(), array=False))) == {"a": None, "b": None, "c": 1.0}


def test_a_wrong_value_is_an_error_in_every_format(folder):
    query = Query(folder, "SELECT CAST(name AS INTEGER) FROM people")
    for read in (lambda: list(query.rows()), query.arrow):
        with pytest.raises(QueryError, match="Could not convert"):
            read()


def test_as_parquet(folder):
    table = pq.read_table(io.BytesIO(parquet_bytes(Query(folder, "FROM dates").arrow(limit=5))))
    assert table.num_rows == 5
    assert str(table.schema.field("start_date").type) == "date32[day]"
    assert tuple(table.column_names) == TABLES["dates"].column_names


def test_a_limit_holds(folder):
    assert len(list(Query(folder, "FROM mentions").rows(7))) == 7
    assert list(Query(folder, "FROM mentions").rows(0)) == []
