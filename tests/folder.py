"""An output folder out of rows in memory."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.schemas import TABLES
from pipeline.write import data_package, table_bytes


def write_tables(tables: Mapping[str, list[dict[str, Any]]], folder: Path, *, formats: Sequence[str]) -> None:
    """Write every table in each format, and the data package."""
    for name, table in TABLES.items():
        for fmt in formats:
            (folder / f"{name}.{fmt}").write_bytes(table_bytes(table, tables.get(name, []), fmt))
    (folder / "datapackage.json").write_text(json.dumps(data_package(formats)), "utf-8")
