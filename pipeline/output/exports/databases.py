"""The tables as a database: SQLite or DuckDB, with types, keys, indexes and the meaning of every column.

The same tables give the same bytes of SQLite (by one version of it); a DuckDB file has random marks in its head.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.output.exports.errors import ExportError
from pipeline.output.views import TYPES, identifier, quote, rows_of
from pipeline.schemas import TABLES, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SQLITE_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT"}


def write_sqlite(connection: DuckDBPyConnection, path: Path) -> list[str]:
    """Write an SQLite database at `path` and return no notes.

    Dates are ISO 8601 text; the meaning of a column stands as a comment in its DDL.
    """
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("BEGIN")
        for table in TABLES.values():
            database.execute(_sqlite_table(table))
            marks = ", ".join("?" for _ in table.columns)
            database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", _tuples(connection, table))
        for statement in _indexes():
            database.execute(statement)
        database.execute("COMMIT")
        lost = database.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.IntegrityError as error:
        raise _misfit_error(str(error)) from error
    finally:
        database.close()
    if lost:
        raise _misfit_error(f"{len(lost)} rows point to rows that are not there, the first in '{lost[0][0]}'")
    return []


def write_duckdb(connection: DuckDBPyConnection, path: Path) -> list[str]:
    """Write a DuckDB database at `path`, with comments on tables and columns, and return no notes."""
    connection.execute(f"ATTACH {quote(str(path))} AS exported (TYPE duckdb)")
    # Where the foreign keys look for their tables; the views stay those of the database in memory.
    connection.execute("USE exported")
    for table in TABLES.values():
        name = table.name
        connection.execute(f"CREATE TABLE {name} ({', '.join(_definitions(table, TYPES))})")
        columns = ", ".join(map(identifier, table.column_names))
        connection.execute(f"INSERT INTO {name} SELECT {columns} FROM memory.main.{table.name}")
        connection.execute(f"COMMENT ON TABLE {name} IS {quote(table.description)}")
        for column in table.columns:
            connection.execute(f"COMMENT ON COLUMN {name}.{identifier(column.name)} IS {quote(column.description)}")
    connection.execute("USE memory")
    connection.execute("DETACH exported")
    return []


def _sqlite_table(table: Table) -> str:
    definitions = _definitions(table, _SQLITE_TYPES)
    meanings = [column.description for column in table.columns]
    lines = [f"-- {table.description}"]
    for number, definition in enumerate(definitions):
        comma = "," if number < len(definitions) - 1 else ""
        meaning = f" -- {meanings[number]}" if number < len(meanings) else ""
        lines.append(f"  {definition}{comma}{meaning}")
    return f"CREATE TABLE {table.name} (\n" + "\n".join(lines) + "\n)"


def _definitions(table: Table, types: Mapping[str, str]) -> list[str]:
    """Return the columns, primary key and foreign keys of a table, as DDL."""
    columns = [f"{identifier(c.name)} {types[c.type]}{' NOT NULL' if c.required else ''}" for c in table.columns]
    keys = [f"PRIMARY KEY ({_names(table.key)})"] if table.key else []
    foreign = [
        f"FOREIGN KEY ({_names(own)}) REFERENCES {other} ({_names(theirs)})"
        for own, other, theirs in table.foreign_keys
    ]
    return columns + keys + foreign


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(map(identifier, columns))


def _indexes() -> Iterator[str]:
    """Yield an index for each foreign key that the primary key does not begin with."""
    for table in TABLES.values():
        for own, _, _ in table.foreign_keys:
            if table.key[: len(own)] != own:
                yield f"CREATE INDEX {table.name}_{own[-1]} ON {table.name} ({_names(own)})"


def _tuples(connection: DuckDBPyConnection, table: Table) -> Iterator[tuple[object, ...]]:
    for row in rows_of(connection, f"SELECT * FROM {table.name}"):
        yield tuple(row[name] for name in table.column_names)


def _misfit_error(why: str) -> ExportError:
    return ExportError(f"the tables do not fit together: {why}; make the folder anew with: comunicado extract --fresh")
