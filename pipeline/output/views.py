"""An output folder as a DuckDB database: one view a table, with the declared columns and types.

The empty cell is NULL, `NA` is Namibia and the apostrophes of escaped CSV cells are off: rows are the same whether a
table is read from Parquet or from CSV. A column that an older folder does not have yet is NULL.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.output.folder import check_columns, check_output, damage_error, package_of
from pipeline.schemas import TABLES, Row, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: DuckDB's type for each type of the schema.
TYPES: Mapping[str, str] = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
#: What `csv_cells.exact_cell` looks for, for RE2, whose \s knows ASCII only.
_ESCAPED = r"^'+(?:[\t\r\n]|[\s\x0b\x1c-\x1f\x{85}\p{Z}]*[=+\-@＝＋－＠])"
#: Bytes of the longest row, which holds a text of a million characters; DuckDB's own limit is 2 MB.
_LONGEST_ROW = 16_000_000
_BATCH = 1_000


def table_files(folder: Path) -> dict[str, Path]:
    """Return the file that each table is read from: Parquet where the folder has it, else CSV; a table may have none.

    A Parquet file that `datapackage.json` does not name is one of an earlier run, and not read beside a CSV file.
    Raises NoOutputError when there are no tables.
    """
    check_output(folder)
    resources = package_of(folder).get("resources", {})
    found = {}
    for name in TABLES:
        resource = resources.get(name)
        stale = resource is not None and resource.get("format") == "csv" and "parquet" not in resource
        endings = ("csv", "parquet") if stale else ("parquet", "csv")
        files = [path for ending in endings if (path := folder / f"{name}.{ending}").is_file()]
        if files:
            found[name] = files[0]
    return found


def open_views(folder: Path) -> DuckDBPyConnection:
    """Return a connection to a database in memory with a view for each table of `folder`.

    A table without a file is empty.

    Raises NoOutputError when there are no tables, DamagedTableError for a file that is none.
    """
    import duckdb

    # Variables of this program are no tables, and nothing is fetched from anywhere.
    connection = duckdb.connect(
        config={
            "python_enable_replacements": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    for name, (path, selection) in table_selections(folder).items():
        try:
            connection.execute(f"CREATE VIEW {name} AS {selection}")
        except duckdb.Error as error:
            raise damage_error(path, reason(error)) from error
    return connection


def table_selections(folder: Path) -> dict[str, tuple[Path, str]]:
    """Return for each table its file and the SELECT that reads it with its columns and types.

    A table without a file has the folder.

    Raises NoOutputError when there are no tables, DamagedTableError for a file that is none.
    """
    files = table_files(folder)
    escaped = package_of(folder).get("csv_cells") == "escaped"
    return {
        name: (files.get(name, folder), _selection(table, files.get(name), escaped=escaped))
        for name, table in TABLES.items()
    }


def forbid_files(connection: DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Let the connection read `files` and nothing else from now on; no setting of it can be changed."""
    connection.execute(f"SET allowed_paths = [{', '.join(quote(str(path)) for path in files)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def rows_of(connection: DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
    """Yield the rows of a query, a few at a time, by column.

    Dates are ISO 8601 text, as everywhere else in the package.
    """
    cursor = connection.cursor().execute(sql, list(parameters))
    names = [column[0] for column in cursor.description or ()]
    while batch := cursor.fetchmany(_BATCH):
        for cells in batch:
            yield {
                name: cell.isoformat() if hasattr(cell, "isoformat") else cell
                for name, cell in zip(names, cells, strict=True)
            }


def reason(error: Exception) -> str:
    """Return what DuckDB says, in one line.

    Without the name of the error and the part of the query that it points at.
    """
    first = str(error).strip().split("\n")[0]
    return first.partition(" Error: ")[2] or first


def quote(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Return the name of a column as SQL writes it: some are its own words ("end")."""
    return '"' + name.replace('"', '""') + '"'


def _selection(table: Table, path: Path | None, *, escaped: bool) -> str:
    if path is None:
        return f"SELECT {', '.join(_cells(table, (), escaped=False))} WHERE false"
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        try:
            names = list(pq.read_schema(path).names)
        except (OSError, ValueError) as error:
            raise damage_error(path, "it is no Parquet file") from error
        check_columns(table, path, names)
        return f"SELECT {', '.join(_cells(table, names, escaped=False))} FROM read_parquet({quote(str(path))})"
    names = _header(path)
    check_columns(table, path, names)
    return f"SELECT {', '.join(_cells(table, names, escaped=escaped))} FROM {_csv_source(table, path, names)}"


def _cells(table: Table, there: Sequence[str], *, escaped: bool) -> list[str]:
    """Return what a view selects: the declared columns in order, then those of the file that are not declared."""
    declared = [
        f"{_cell(column.name, column.type, there, escaped=escaped)} AS {identifier(column.name)}"
        for column in table.columns
    ]
    return declared + [identifier(name) for name in there if name not in table.column_names]


def _cell(name: str, kind: str, there: Sequence[str], *, escaped: bool) -> str:
    if name not in there:
        return f"NULL::{TYPES[kind]}"
    cell = identifier(name)
    if kind == "string" and escaped:
        return f"CASE WHEN regexp_matches({cell}, {quote(_ESCAPED)}) THEN substr({cell}, 2) ELSE {cell} END"
    return f"{cell}::{TYPES[kind]}"


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        try:
            return next(csv.reader(file), [])
        except (ValueError, csv.Error) as error:
            raise damage_error(path, str(error)) from error


def _csv_source(table: Table, path: Path, names: Sequence[str]) -> str:
    types = {column.name: TYPES[column.type] for column in table.columns}
    columns = ", ".join(f"{quote(name)}: {quote(types.get(name, 'VARCHAR'))}" for name in names)
    # Not in parallel: cells hold line ends, and a part of a file could begin in the middle of a text.
    return (
        f"read_csv({quote(str(path))}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', "
        f"new_line = '\\n', nullstr = '', parallel = false, max_line_size = {_LONGEST_ROW}, "
        f"buffer_size = {2 * _LONGEST_ROW}, columns = {{{columns}}})"
    )
