"""Tables of an output folder in a DuckDB database of their own, which holds them within a bound of memory.

Every table of `pipeline.schemas` is there with its columns, empty where it has no file; days are ISO 8601 text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipeline.output.folder import damage_error
from pipeline.output.views import identifier, reason, table_selections
from pipeline.schemas import TABLES, Column

_MEMORY = "1GB"


@contextmanager
def open_tables(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database with every table of `folder` and close it at the end.

    Raises NoOutputError when there is neither `articles.csv` nor `articles.parquet`, DamagedTableError for a file that
    is not what its name says.
    """
    selections = table_selections(folder)
    with (
        TemporaryDirectory(prefix="comunicado-report-") as spill,
        duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": spill}) as database,
    ):
        for name, (path, selection) in selections.items():
            cells = ", ".join(map(_cell, TABLES[name].columns))
            try:
                database.execute(f"CREATE TABLE {name} AS SELECT {cells} FROM ({selection})")
            except duckdb.Error as error:
                raise damage_error(path, reason(error)) from error
        _check_ids(database, selections["articles"][0])
        yield database


def _cell(column: Column) -> str:
    name = identifier(column.name)
    if column.type == "number":
        # JSON knows no infinity, and nobody measured one.
        return f"CASE WHEN isfinite({name}) THEN {name} END AS {name}"
    return f"CAST({name} AS VARCHAR) AS {name}" if column.type == "date" else name


def _check_ids(database: duckdb.DuckDBPyConnection, path: Path) -> None:
    found = database.execute("SELECT article_id FROM articles GROUP BY 1 HAVING count(*) > 1 LIMIT 1").fetchone()
    if found:
        raise damage_error(path, f"it has two rows of the article {found[0]}")
