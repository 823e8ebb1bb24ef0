"""One folder to one file: which function writes which format, and that a file appears whole or not at all."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import require
from pipeline.output.durable import draft_of
from pipeline.output.exports.errors import ExportError
from pipeline.output.views import open_views, reason
from pipeline.output.write import write_error

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Ending of a format's file where no name is given.
ENDINGS: Mapping[str, str] = {
    "sqlite": "sqlite",
    "duckdb": "duckdb",
    "xlsx": "xlsx",
    "plover": "tsv",
    "graphml": "graphml",
}
#: Writes a file from the views and returns what a person should know about it.
Exporter = Callable[["DuckDBPyConnection", Path], list[str]]
_WHERE = {
    "sqlite": ("databases", "write_sqlite"),
    "duckdb": ("databases", "write_duckdb"),
    "xlsx": ("workbook", "write_workbook"),
    "plover": ("events", "write_events"),
    "graphml": ("graph", "write_graph"),
}
#: Formats with a library that not everybody has.
_OF_EXTRA = ("xlsx", "graphml")


def export(folder: Path, fmt: str, to: Path) -> list[str]:
    """Write the tables of `folder` to the file `to` in a format of ENDINGS; what was cut or left out, in lines.

    The file is written beside `to` and takes its place when it is whole. Raises NoOutputError when the folder holds no
    tables, OutputError when the file cannot be written, ExportError when the tables do not fit together,
    MissingExtraError when the library of a format is not installed.
    """
    import duckdb

    if not to.parent.is_dir():
        raise write_error(to, FileNotFoundError(errno.ENOENT, "there is no such folder"))
    connection = open_views(folder)
    try:
        with draft_of(to) as draft:
            return _exporter(fmt)(connection, draft)
    except (duckdb.Error, sqlite3.Error) as error:
        raise ExportError(f"{to}: {reason(error)}; nothing was written") from error
    except OSError as error:
        raise error if isinstance(error, ExportError) else write_error(to, error) from error
    finally:  # after an interrupt too
        connection.close()


def _exporter(fmt: str) -> Exporter:
    module, name = _WHERE[fmt]
    if fmt in _OF_EXTRA:
        require("export", f"the format {fmt}")
    # Only the libraries of this format are loaded.
    found: Exporter = getattr(import_module(f"pipeline.output.exports.{module}"), name)
    return found
