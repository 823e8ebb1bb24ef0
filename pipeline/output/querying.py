"""SQL over an output folder: SELECT alone, by DuckDB, with the tables as views and no other file within reach."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.output.csv_cells import escaped_cell
from pipeline.output.views import forbid_files, open_views, reason, rows_of, table_files
from pipeline.schemas import TABLES, Row

if TYPE_CHECKING:
    import pyarrow as pa

#: Formats of a result.
FORMATS = ("table", "csv", "json", "jsonl", "parquet")
#: MULTI is what a PIVOT without a list of its values becomes.
_ALLOWED = ("SELECT", "MULTI")
_NO_COLUMN = re.compile(r"Referenced column .* not found|does not have a column named")
_PIVOT = re.compile(r"\bpivot\b", re.IGNORECASE)
_NO_TABLE = re.compile(r"Table with name (\S+) does not exist")


class QueryError(ValueError):
    """A query is wrong or not allowed; the message has DuckDB's reason and, for a wrong name, what there is."""


class Query:
    """One SELECT over the tables of a folder; nothing runs before its rows are asked for.

    `columns` are the names of the result's columns; one that comes twice has a number behind it the second time.
    Raises NoOutputError when the folder holds no tables, QueryError when the query is wrong or is no SELECT.
    """

    def __init__(self, folder: Path, sql: str) -> None:
        import duckdb

        self._connection = open_views(folder)
        forbid_files(self._connection, list(table_files(folder).values()))
        try:
            # As a part of another SELECT: "WITH x AS (COPY … TO …) SELECT" is a SELECT too, but not inside of one.
            self._sql = f"SELECT * FROM (\n{self._one_select(sql)}\n)"
            self.columns = [str(row[0]) for row in self._connection.execute(f"DESCRIBE {self._sql}").fetchall()]
        except duckdb.Error as error:
            raise QueryError(_error_message(error, sql)) from error

    def rows(self, limit: int | None = None) -> Iterator[Row]:
        """Yield the rows by column, at most `limit`; dates and times as ISO 8601 text. Raises QueryError."""
        import duckdb

        try:
            yield from islice(rows_of(self._connection, self._sql), limit)
        except duckdb.Error as error:
            raise QueryError(_error_message(error, self._sql)) from error

    def arrow(self, limit: int | None = None) -> pa.Table:
        """Return the result as an Arrow table, typed, at most `limit` rows. Raises QueryError."""
        import duckdb

        most = "" if limit is None else f" LIMIT {limit}"
        try:
            return self._connection.sql(self._sql + most).to_arrow_table()
        except duckdb.Error as error:
            raise QueryError(_error_message(error, self._sql)) from error

    def _one_select(self, sql: str) -> str:
        """Return the one SELECT in `sql`, without a semicolon at its end and what comes after it."""
        import duckdb

        statements = self._connection.extract_statements(sql)
        if len(statements) != 1:
            advice = "; DuckDB 1 makes two of a PIVOT without a list of its values: ON … IN (…)"
            raise QueryError(f"give one SELECT, not {len(statements)} statements{advice if _PIVOT.search(sql) else ''}")
        kind = statements[0].type.name
        if kind not in _ALLOWED:
            raise QueryError(f"{kind} is not allowed here: the tables are only read; give a SELECT")
        data = sql.encode()  # DuckDB counts bytes; a semicolon in a text or a comment is no token of its own
        ends = [at for at, _ in duckdb.tokenize(sql) if data[at : at + 1] == b";"]
        return data[: ends[0] if ends else None].decode()


def csv_lines(rows: Iterator[Row], columns: Sequence[str], *, escape: bool) -> Iterator[bytes]:
    """Yield a result as CSV, line by line: UTF-8, RFC 4180 quoting, LF line ends, empty cells for missing values.

    With `escape`, texts that a spreadsheet would run as formulas have an apostrophe before them (see `csv_cells`).
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")

    def line(cells: Sequence[Any]) -> bytes:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([escaped_cell(cell) if escape and isinstance(cell, str) else cell for cell in cells])
        return buffer.getvalue().encode()

    yield line(columns)
    for row in rows:
        yield line([_as_json(row[name]) for name in columns])


def json_lines(rows: Iterator[Row], *, array: bool) -> Iterator[bytes]:
    """Yield a result as JSON: an array with a row a line, or without `array` JSON Lines."""
    before = "[\n" if array else ""
    for row in rows:
        text = json.dumps(
            dict(zip(row, map(_none_if_infinite, row.values()), strict=True)), ensure_ascii=False, default=_json_value
        )
        yield f"{before}{text}{'' if array else chr(10)}".encode()
        before = ",\n" if array else ""
    if array:
        yield b"[]\n" if before == "[\n" else b"\n]\n"


def parquet_bytes(result: pa.Table) -> bytes:
    """Return a result as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = pa.BufferOutputStream()
    pq.write_table(result, buffer)
    return bytes(buffer.getvalue().to_pybytes())


def _as_json(value: Any) -> Any:
    """Return a nested value as JSON, a whole number without its ".0"."""
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, default=_json_value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _none_if_infinite(value: Any) -> Any:
    """Return a number; None for what JSON does not have: not a number, infinity."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _json_value(value: Any) -> Any:
    """Return what JSON has no word for: a decimal as a number, everything else (bytes, lengths of time) as text."""
    return float(value) if isinstance(value, Decimal) else str(value)


def _error_message(error: Exception, sql: str) -> str:
    """Return DuckDB's reason, and the tables or columns that there are where a name is wrong."""
    why = reason(error).rstrip("!.")
    if _NO_TABLE.search(why):
        return f"{why}; there are: {', '.join(TABLES)}"
    if _NO_COLUMN.search(why):
        named = [t for t in TABLES.values() if re.search(rf"\b{t.name}\b", sql)]
        there = "; ".join(f"{table.name} has {', '.join(table.column_names)}" for table in named)
        return f"{why}; {there}" if there else why
    if "disabled" in why or "WITH clause containing" in why:
        return f"{why}: a query reads the tables, and does nothing else"
    return why
