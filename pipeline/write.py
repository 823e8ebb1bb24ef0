"""Rows to files: `<table>.csv`, `<table>.parquet`, `datapackage.json`, `run.json`.

The same rows give the same bytes. A file appears whole or not at all: it is written beside its place and renamed.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.schemas import TABLES, Column, Row, Table, frictionless_schema

_ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
#: What makes a value of a column of a cell.
_PYTHON: Mapping[str, Callable[[Any], Any]] = {
    "string": str, "integer": int, "number": float, "date": date.fromisoformat,
}  # fmt: skip


class OutputError(OSError):
    """The output folder cannot be written; the message names it and the reason."""


def prepare_folder(out: Path) -> None:
    """Make the output folder. Raises OutputError when it is a file or cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / ".comunicado-write-test"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{out}: cannot write the tables there ({reason}); choose another folder with --out"
        raise OutputError(message) from error


def write_tables(tables: Mapping[str, list[Row]], out: Path, *, formats: Sequence[str]) -> list[Path]:
    """Write every table in each of `formats` ('csv', 'parquet'), and `datapackage.json`; the paths written."""
    paths = []
    for name, table in TABLES.items():
        rows = tables.get(name, [])
        if "csv" in formats:
            paths.append(write_file(out / f"{name}.csv", csv_bytes(table, rows)))
        if "parquet" in formats:
            paths.append(write_file(out / f"{name}.parquet", parquet_bytes(table, rows)))
    paths.append(write_file(out / "datapackage.json", _json_bytes(data_package(formats))))
    return paths


def write_run(run: Mapping[str, Any], out: Path) -> Path:
    """Write `run.json`: versions, settings, counts and timings of the run."""
    return write_file(out / "run.json", _json_bytes(run))


def _json_bytes(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def write_file(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all; its path. Raises OutputError."""
    return write_stream(path, (data,))


def write_stream(path: Path, parts: Iterable[bytes]) -> Path:
    """As `write_file`, from parts that need not be in memory together."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.writelines(parts)
        os.replace(temporary, path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); nothing was replaced") from error
    finally:  # after an interrupt too
        temporary.unlink(missing_ok=True)
    return path


def csv_bytes(table: Table, rows: Iterable[Row]) -> bytes:
    """A table as CSV: UTF-8, RFC 4180 quoting, LF line ends, empty cells for missing values."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    names = table.column_names
    numbers = [at for at, column in enumerate(table.columns) if column.type == "number"]
    writer.writerow(names)
    for row in rows:
        cells = list(map(row.get, names))  # the writer leaves None empty
        for at in numbers:
            cells[at] = _number_cell(cells[at])
        writer.writerow(cells)
    return buffer.getvalue().encode()


def _number_cell(value: Any) -> Any:
    """A whole number without its ".0"."""
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return int(value) if whole else value


def parquet_bytes(table: Table, rows: list[Row]) -> bytes:
    """A table as Parquet with the schema's types; missing values are null."""
    # all nullable, the required ones too: Arrow refuses the whole table for one gap, and a run must not end that way
    schema = pa.schema([pa.field(c.name, _ARROW[c.type]) for c in table.columns])
    arrays = [pa.array(_arrow_values(column, rows), _ARROW[column.type]) for column in table.columns]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), sink, compression="zstd")
    return bytes(sink.getvalue())


def _arrow_values(column: Column, rows: list[Row]) -> list[Any]:
    read = _PYTHON[column.type]
    values = [row.get(column.name) for row in rows]
    return [None if value is None or value == "" else read(value) for value in values]


def data_package(formats: Sequence[str]) -> dict[str, Any]:
    """Descriptor of the output folder, a Frictionless Tabular Data Package (specs.frictionlessdata.io).

    A table is one resource: its CSV file, with the name of the Parquet twin beside it, else its Parquet file.
    """
    return {
        "profile": "tabular-data-package",
        "name": "comunicado",
        "title": "People, places, dates, meetings, statements and agreements in Spanish diplomatic articles",
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
