"""Rows to files: `<table>.csv`, `<table>.parquet`, `datapackage.json`, `run.json`.

The same rows give the same bytes, however many come at a time. A file appears whole or not at all, and is on the disk
then.
"""

from __future__ import annotations

import csv
import errno
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.config import FORMATS
from pipeline.output.csv_cells import escaped_cell
from pipeline.output.durable import begin_file, finish_file, make_folder, put_in_place
from pipeline.output.sizes import bytes_up_to, end_within
from pipeline.schemas import TABLES, Column, Row, Table, frictionless_schema

_ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
#: What makes a value of a column of a cell.
_PYTHON: Mapping[str, Callable[[Any], Any]] = {
    "string": str, "integer": int, "number": float, "date": date.fromisoformat,
}  # fmt: skip
#: Rows of a row group, what a reader takes at once; those of `articles` hold whole texts.
_GROUP = 16_384
_GROUP_OF_TEXTS = 1_024
#: Bytes that end a row group before that.
_GROUP_BYTES = 32 << 20


class OutputError(OSError):
    """The output folder cannot be written; the message names it and the reason."""


def prepare_folder(out: Path) -> None:
    """Make the output folder. Raises OutputError when it is a file or cannot be written."""
    try:
        make_folder(out)
        file, probe = begin_file(out / "comunicado-write-test")
        file.close()
        probe.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{out}: cannot write the tables there ({reason}); choose another folder with --out"
        raise OutputError(message) from error


def write_error(name: object, error: OSError) -> OutputError:
    """Return the error of a file that cannot be written, with its reason and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        advice = "the disk is full: free some space and run the same command again, it goes on where it stopped"
        return OutputError(f"{name}: cannot be written ({advice}); nothing was replaced")
    return OutputError(f"{name}: cannot be written ({error.strerror or error}); nothing was replaced")


def write_file(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all; its path. Raises OutputError."""
    return write_stream(path, (data,))


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files, by their places, that appear when all of them are written. Raises OSError."""
    begun: list[tuple[Path, Path]] = []
    try:
        for place, data in files.items():
            make_folder(place.parent)
            file, temporary = begin_file(place)
            begun.append((temporary, place))
            with file:
                file.write(data)
                finish_file(file)
        put_in_place(begun)
    finally:  # after an interrupt too
        for temporary, _ in begun:
            temporary.unlink(missing_ok=True)


def write_stream(path: Path, parts: Iterable[bytes]) -> Path:
    """Write a file as `write_file` does, from parts that need not be in memory together. Raises OutputError."""
    try:
        file, temporary = begin_file(path)
        try:
            with file:
                file.writelines(parts)
                finish_file(file)
            put_in_place([(temporary, path)])
        finally:  # after an interrupt too
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise write_error(path, error) from error
    return path


def json_bytes(data: Mapping[str, Any]) -> bytes:
    """Return a JSON document as it is written to the output folder."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


class Sink(Protocol):
    """A file of one table that is written batch by batch."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows, which come in the order of the table's key."""

    def close(self) -> None:
        """Write what is left. The file under it stays open."""


class CsvSink:
    """A table as CSV: UTF-8, RFC 4180 quoting, LF line ends, empty cells for missing values.

    With `escape`, texts that a spreadsheet would run as formulas have an apostrophe before them (see `csv_cells`).
    """

    def __init__(self, file: BinaryIO, table: Table, *, escape: bool = False) -> None:
        self._escape = escape
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(table.column_names)

    def write(self, batch: pa.RecordBatch) -> None:
        """Add the rows of a batch."""
        columns = [column.to_pylist() for column in batch.columns]
        for at, kind in enumerate(batch.schema.types):
            if pa.types.is_floating(kind):
                columns[at] = [_number_cell(value) for value in columns[at]]
            # Numbers and dates are none of anybody's words, and "-16.5" is no formula.
            elif self._escape and pa.types.is_string(kind):
                columns[at] = [value and escaped_cell(value) for value in columns[at]]
        self._writer.writerows(zip(*columns, strict=True))  # None is an empty cell, a date is in ISO form

    def close(self) -> None:
        """Write what is left."""
        self._text.flush()
        self._text.detach()


class ParquetSink:
    """A table as Parquet with the schema's types; missing values are null."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._group = _GROUP_OF_TEXTS if table.name == "articles" else _GROUP
        self._schema = arrow_schema(table)
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._waiting: list[pa.RecordBatch] = []
        self._rows = 0
        self._bytes = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Add the rows of a batch. Row groups end at the same rows, however many come at a time."""
        up_to = bytes_up_to(batch)
        start = 0
        while start < batch.num_rows:
            end = min(end_within(up_to, start, _GROUP_BYTES - self._bytes), start + self._group - self._rows)
            self._waiting.append(batch.slice(start, end - start))
            self._rows += end - start
            self._bytes += int(up_to[end - 1] - (up_to[start - 1] if start else 0))
            if self._rows == self._group or self._bytes >= _GROUP_BYTES:
                self._end_group()
            start = end

    def _end_group(self) -> None:
        # in one piece, or the pages in it would depend on how many rows came at a time
        table = pa.Table.from_batches(self._waiting, self._schema).combine_chunks()
        self._writer.write_table(table, row_group_size=self._group)
        self._waiting.clear()
        self._rows = self._bytes = 0

    def close(self) -> None:
        """Write what is left."""
        if self._rows:
            self._end_group()
        self._writer.close()


def open_sink(file: BinaryIO, table: Table, fmt: str, *, csv_cells: str) -> Sink:
    """Return the sink of a format of `pipeline.config.FORMATS`.

    `csv_cells` are 'escaped' or 'exact', Parquet always exact.
    """
    return CsvSink(file, table, escape=csv_cells == "escaped") if fmt == "csv" else ParquetSink(file, table)


def write_tables(
    tables: Mapping[str, Sequence[Row]], out: Path, *, formats: Sequence[str], csv_cells: str = "escaped"
) -> None:
    """Write tables that are in memory to a folder, as a run does: every table in each format, `datapackage.json`.

    `tables` are rows by table, sorted; one that is left out is written empty. The folder must be there. Raises
    OutputError for a file that cannot be written, ValueError or TypeError for a row that does not fit.
    """
    for name, table in TABLES.items():
        for fmt in formats:
            write_file(out / f"{name}.{fmt}", table_bytes(table, tables.get(name, ()), fmt, csv_cells=csv_cells))
    write_file(out / "datapackage.json", json_bytes(data_package(formats, csv_cells=csv_cells)))


def table_bytes(table: Table, rows: Sequence[Row], fmt: str, *, csv_cells: str = "exact") -> bytes:
    """Return a table that is in memory as a file; see `open_sink`."""
    buffer = io.BytesIO()
    sink = open_sink(buffer, table, fmt, csv_cells=csv_cells)
    sink.write(record_batch(table, rows))
    sink.close()
    return buffer.getvalue()


def csv_bytes(table: Table, rows: Sequence[Row], *, escape: bool = False) -> bytes:
    """Return a table that is in memory as CSV."""
    return table_bytes(table, rows, "csv", csv_cells="escaped" if escape else "exact")


def _number_cell(value: float | None) -> float | int | None:
    """Return a whole number without its ".0"."""
    whole = value is not None and value.is_integer() and abs(value) < 1e15
    return int(value) if whole and value is not None else value


def arrow_schema(table: Table) -> pa.Schema:
    """Return the column names and types of a table. All are nullable, the required ones too.

    Arrow refuses a whole table for one gap, and a run must not end that way.
    """
    return pa.schema([pa.field(c.name, _ARROW[c.type]) for c in table.columns])


def record_batch(table: Table, rows: Sequence[Row]) -> pa.RecordBatch:
    """Return the rows of a table as columns.

    Raises ValueError or TypeError for a value that does not fit its column.
    """
    columns = [pa.array(_values(column, rows), _ARROW[column.type]) for column in table.columns]
    return pa.RecordBatch.from_arrays(columns, schema=arrow_schema(table))


def record_batches(table: Table, rows: Iterable[Row]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table as `record_batch` does, some at a time."""
    rows = iter(rows)
    while some := list(islice(rows, _GROUP_OF_TEXTS)):
        yield record_batch(table, some)


def _values(column: Column, rows: Sequence[Row]) -> list[Any]:
    read = _PYTHON[column.type]
    values = [row.get(column.name) for row in rows]
    return [None if value is None or value == "" else read(value) for value in values]


def file_names() -> Iterator[str]:
    """Yield the names of all files that a run may write to its output folder, of tables in any format."""
    yield from ("datapackage.json", "run.json")
    for table in TABLES:
        yield from (f"{table}.{fmt}" for fmt in FORMATS)


def data_package(formats: Sequence[str], *, csv_cells: str = "escaped") -> dict[str, Any]:
    """Return the descriptor of the output folder, a Frictionless Tabular Data Package (specs.frictionlessdata.io).

    A table is one resource: its CSV file, with the name of the Parquet twin beside it, else its Parquet file.
    `csv_cells`, a property of our own, says whether cells that look like formulas have an apostrophe in the CSV files.
    """
    return {
        "profile": "tabular-data-package",
        "name": "comunicado",
        "title": "People, places, dates, meetings, statements and agreements in Spanish diplomatic articles",
        **({"csv_cells": csv_cells} if "csv" in formats else {}),
        "resources": [_resource(table, formats) for table in TABLES.values()],
    }


def _resource(table: Table, formats: Sequence[str]) -> dict[str, Any]:
    fmt = "csv" if "csv" in formats else "parquet"
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.description,
        "path": f"{table.name}.{fmt}",
        "format": fmt,
    }
    if fmt == "csv":
        resource |= {"encoding": "utf-8", "mediatype": "text/csv"}
        resource["dialect"] = {"lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}
        if "parquet" in formats:
            resource["parquet"] = f"{table.name}.parquet"
    return resource | {"schema": frictionless_schema(table)}
