"""Rows to files: `<table>.csv`, `<table>.parquet`, `datapackage.json`, `run.json`.

The same rows give the same bytes. A file appears whole or not at all: it is written beside its place and renamed.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.cells import escaped_cell
from pipeline.schemas import TABLES, Column, Row, Table, frictionless_schema

_ARROW = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}


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


def write_tables(
    tables: Mapping[str, list[Row]], out: Path, *, formats: Sequence[str], csv_cells: str = "escaped"
) -> list[Path]:
    """Write every table in each of `formats` ('csv', 'parquet'), and `datapackage.json`; the paths written.

    `csv_cells` are 'escaped' (see `cells`) or 'exact'; `datapackage.json` says which. Parquet is always exact.
    """
    paths = []
    for name, table in TABLES.items():
        rows = tables.get(name, [])
        if "csv" in formats:
            paths.append(write_file(out / f"{name}.csv", csv_bytes(table, rows, escape=csv_cells == "escaped")))
        if "parquet" in formats:
            paths.append(write_file(out / f"{name}.parquet", parquet_bytes(table, rows)))
    paths.append(write_file(out / "datapackage.json", _json_bytes(data_package(formats, csv_cells=csv_cells))))
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


def csv_bytes(table: Table, rows: Iterable[Row], *, escape: bool = False) -> bytes:
    """A table as CSV: UTF-8, RFC 4180 quoting, LF line ends, empty cells for missing values.

    With `escape`, texts that a spreadsheet would run as formulas have an apostrophe before them (see `cells`).
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in rows:
        cells = [_cell(row.get(name)) for name in table.column_names]
        writer.writerow(map(_safe_cell, table.columns, cells) if escape else cells)
    return buffer.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _safe_cell(column: Column, cell: str) -> str:
    # Numbers and dates are none of anybody's words, and "-16.5" is no formula.
    return escaped_cell(cell) if column.type == "string" else cell


def parquet_bytes(table: Table, rows: list[Row]) -> bytes:
    """A table as Parquet with the schema's types; missing values are null."""
    # all nullable, the required ones too: Arrow refuses the whole table for one gap, and a run must not end that way
    schema = pa.schema([pa.field(c.name, _ARROW[c.type]) for c in table.columns])
    arrays = [pa.array([_arrow_value(row.get(f.name), f.type) for row in rows], f.type) for f in schema]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), sink, compression="zstd")
    return bytes(sink.getvalue())


def _arrow_value(value: Any, kind: pa.DataType) -> Any:
    if value is None or value == "":
        return None
    if pa.types.is_date(kind):
        return date.fromisoformat(value)
    if pa.types.is_integer(kind):
        return int(value)
    return float(value) if pa.types.is_floating(kind) else str(value)


def data_package(formats: Sequence[str], *, csv_cells: str = "escaped") -> dict[str, Any]:
    """Descriptor of the output folder, a Frictionless Tabular Data Package (specs.frictionlessdata.io).

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
