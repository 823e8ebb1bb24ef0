"""Tables of an output folder back to rows, for the terminal view and the evaluation; the reverse of `write`."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.output.csv_cells import exact_cell
from pipeline.schemas import TABLES, Column, Row, Table

if TYPE_CHECKING:
    import pyarrow as pa


class NoOutputError(OSError):
    """A folder holds no tables; the message names it and says how to make them."""


class DamagedTableError(OSError):
    """A file of an output folder cannot be read as its table; the message names it and says what to do."""


def damage_error(path: Path, reason: str, *, what: str = "the table") -> DamagedTableError:
    """Return the error for a file, with the first line of the reason."""
    short = " ".join(reason.split("\n")[0].split())[:160]
    return DamagedTableError(
        f"{path}: {what} is damaged ({short}); make it anew with: comunicado extract --fresh --out {path.parent}"
    )


def check_columns(table: Table, path: Path, names: Collection[str]) -> None:
    """Raise DamagedTableError for a file that lacks a column of its table's key, or that has no columns."""
    missing = [name for name in table.key or table.column_names[:1] if name not in names]
    if missing:
        raise damage_error(path, f"it has no column {missing[0]}" if names else "it is empty")


def text_digest(text: str) -> str:
    """Return the SHA-256 of an article's cleaned text: whether offsets still mean the same words."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_tables(
    folder: Path, *, article_id: str | None = None, names: Collection[str] = tuple(TABLES)
) -> dict[str, list[Row]]:
    """Return the rows of the tables `names` in `folder`, of one article when `article_id` is given.

    Cells are typed, missing ones None.

    CSV is read where it is there, else Parquet; a table without a file is empty. Where `datapackage.json` says that CSV
    cells are escaped, the apostrophes are taken off again. Raises NoOutputError when there is neither `articles.csv`
    nor `articles.parquet`, DamagedTableError for a file that is not what its name says.
    """
    check_output(folder)
    escaped = package_of(folder).get("csv_cells") == "escaped"
    return {name: _rows(table, folder, article_id, escaped=escaped) for name, table in TABLES.items() if name in names}


def check_output(folder: Path) -> None:
    """Raise NoOutputError when there is neither `articles.csv` nor `articles.parquet` in `folder`."""
    if re.match(r"[\w+]{2,}:/", str(folder)):
        raise NoOutputError(f"{folder}: this is an address, and folders of this machine are read; copy the tables here")
    if not any((folder / f"articles.{ending}").is_file() for ending in ("csv", "parquet")):
        raise NoOutputError(f"{folder}: there are no tables here; make them with: comunicado extract --out {folder}")


def package_of(folder: Path) -> dict[str, Any]:
    """Return the `datapackage.json` of a folder, its `resources` by name; empty where there is none.

    Raises DamagedTableError for one that does not describe tables: whether cells are escaped stands in it.
    """
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        return {**package, "resources": {r["name"]: {**r} for r in package.get("resources", [])}}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "it describes no tables"
        raise damage_error(path, reason, what="the description of the tables") from error


def own_folder(folder: Path) -> str | None:
    """Return the folder with the own lexicon entries that the tables were made with, by `run.json`.

    It is None if that is not there any more.
    """
    try:
        own = json.loads((folder / "run.json").read_text(encoding="utf-8"))["settings"]["lexicon"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return own if isinstance(own, str) and Path(own).is_dir() else None


def _rows(table: Table, folder: Path, article_id: str | None, *, escaped: bool) -> list[Row]:
    if (path := folder / f"{table.name}.csv").is_file():
        rows = _csv_rows(table, path, escaped=escaped)
    elif (path := folder / f"{table.name}.parquet").is_file():
        rows = _parquet_rows(table, path)
    else:
        return []
    return [row for row in rows if article_id is None or row.get("article_id") == article_id]


def _csv_rows(table: Table, path: Path, *, escaped: bool) -> list[Row]:
    # The longest cell is a whole article; the limit of the csv module is 131,072 characters.
    csv.field_size_limit(2**31 - 1)
    columns = {column.name: column for column in table.columns}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            check_columns(table, path, reader.fieldnames or ())
            return [
                {name: _value(columns.get(name), cell, escaped=escaped) for name, cell in row.items()} for row in reader
            ]
        except (ValueError, TypeError, AttributeError, csv.Error) as error:
            raise damage_error(path, f"line {reader.line_num}: {error}") from error


def _value(column: Column | None, cell: str, *, escaped: bool) -> Any:
    if cell == "":
        return None
    if column and column.type == "integer":
        return int(cell)
    if column and column.type == "number":
        return float(cell)
    return exact_cell(cell) if escaped else cell


def _parquet_rows(table: Table, path: Path) -> list[Row]:
    import pyarrow.parquet as pq

    try:
        found = pq.read_table(path)
    except (OSError, ValueError) as error:
        raise damage_error(path, str(error)) from error
    check_columns(table, path, found.column_names)
    return plain_rows(found)


def plain_rows(table: pa.Table) -> list[Row]:
    """Return the rows of an Arrow table with days as text, as the pipeline has them."""
    rows: list[Row] = table.to_pylist()
    return [
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
        for row in rows
    ]
