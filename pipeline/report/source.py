"""Tables of an output folder in a DuckDB database of their own, which holds them within a bound of memory.

Every table of `pipeline.schemas` is there with its columns, empty where it has no file; days are ISO 8601 text. Unlike
`pipeline.output`, which gives the rows of an article to the terminal, Parquet is preferred: it is exact and quicker.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipeline.cells import exact_cell
from pipeline.output import NoOutputError
from pipeline.schemas import TABLES, Column, Table

_MEMORY = "1GB"
#: Longest line of a CSV file in bytes; an article has a million characters at most.
_LONGEST_LINE = 32 * 1024 * 1024
_TYPES = {"integer": "BIGINT", "number": "DOUBLE"}


class DamagedTableError(ValueError):
    """A file of an output folder that cannot be read as its table; the message says why and what to do."""


@contextmanager
def opened_tables(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with every table of `folder`.

    Raises NoOutputError when there is neither `articles.csv` nor `articles.parquet`, DamagedTableError for a file that
    is not what its name says.
    """
    if not any((folder / f"articles.{ending}").is_file() for ending in ("csv", "parquet")):
        raise NoOutputError(f"{folder}: there are no tables here; make them with: comunicado extract --out {folder}")
    with (
        TemporaryDirectory(prefix="comunicado-report-") as spill,
        duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": spill}) as database,
    ):
        database.create_function("exact_cell", exact_cell, [str], str)
        escaped = _is_escaped(folder)
        for table in TABLES.values():
            _load(database, table, folder, escaped=escaped)
        _check_ids(database, folder)
        yield database


def _is_escaped(folder: Path) -> bool:
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(package, dict) and package.get("csv_cells") == "escaped"


def _load(database: duckdb.DuckDBPyConnection, table: Table, folder: Path, *, escaped: bool) -> None:
    if (path := folder / f"{table.name}.parquet").is_file():
        files, escaped = f"read_parquet({_quoted(path)})", False
    elif (path := folder / f"{table.name}.csv").is_file():
        files = None
    else:
        columns = ", ".join(f"{_type(column)} AS {_name(column)}" for column in table.columns)
        database.execute(f"CREATE TABLE {table.name} AS SELECT {columns} LIMIT 0")
        return
    try:
        files = files or _csv(path)
        there = {str(row[0]) for row in database.execute(f"DESCRIBE SELECT * FROM {files}").fetchall()}
        if missing := [name for name in table.key if name not in there]:
            raise ValueError(f"it has no column {missing[0]}")
        columns = ", ".join(_cell(column, column.name in there, escaped=escaped) for column in table.columns)
        database.execute(f"CREATE TABLE {table.name} AS SELECT {columns} FROM {files}")
    except (duckdb.Error, OSError, ValueError, csv.Error) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, reason: str) -> DamagedTableError:
    short = " ".join(reason.split("\n")[0].split())[:160]
    return DamagedTableError(
        f"{path}: the table is damaged ({short}); make it anew with: comunicado extract --fresh --out {path.parent}"
    )


def _csv(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), None)
    if not header or len(set(header)) < len(header):
        raise ValueError("its first line does not name the columns")
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in header)
    # All is said, nothing guessed: what looks like a number, a date or a missing value (Namibia's NA) stays text.
    return (
        f"read_csv({_quoted(path)}, auto_detect=false, header=true, delim=',', quote='\"', escape='\"', nullstr='', "
        f"columns={{{columns}}}, max_line_size={_LONGEST_LINE}, buffer_size={2 * _LONGEST_LINE}, parallel=false)"
    )


def _cell(column: Column, there: bool, *, escaped: bool) -> str:
    name = _name(column)
    if not there:
        return f"{_type(column)} AS {name}"
    if column.type == "number":
        # JSON knows no infinity, and nobody measured one.
        return f"CASE WHEN isfinite(CAST({name} AS DOUBLE)) THEN CAST({name} AS DOUBLE) END AS {name}"
    if column.type in _TYPES:
        return f"CAST({name} AS {_TYPES[column.type]}) AS {name}"
    if column.type == "date":
        return f"CAST(TRY_CAST({name} AS DATE) AS VARCHAR) AS {name}"
    if escaped:
        # Few cells begin with an apostrophe: only these are looked at one by one.
        return f"CASE WHEN starts_with({name}, '''') THEN exact_cell({name}) ELSE {name} END AS {name}"
    return f"CAST({name} AS VARCHAR) AS {name}"


def _check_ids(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    found = database.execute("SELECT article_id FROM articles GROUP BY 1 HAVING count(*) > 1 LIMIT 1").fetchone()
    if found:
        path = next(p for e in ("parquet", "csv") if (p := folder / f"articles.{e}").is_file())
        raise _damaged(path, f"it has two rows of the article {found[0]}")


def _type(column: Column) -> str:
    return f"CAST(NULL AS {_TYPES.get(column.type, 'VARCHAR')})"


def _name(column: Column) -> str:
    return f'"{column.name}"'


def _quoted(path: Path) -> str:
    # A name with a star or a bracket is a file, not a pattern.
    pattern = "".join(f"[{c}]" if c in "*?[" else c for c in str(path.absolute()))
    return _text(pattern)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
