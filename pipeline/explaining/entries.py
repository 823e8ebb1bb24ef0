"""Entries of the lexicons with the line that each one stands on."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import Entry, lexicon_files, split_cell


class Located(NamedTuple):
    """An entry, its lexicon (`commitment_verbs`) and its line in the file, the header being line 1."""

    lexicon: str
    line: int
    cells: Entry


def entry_of(lexicon: str, id_: str) -> Located | None:
    """The entry of a lexicon with an id."""
    return _by_id(lexicon).get(id_)


def entries_by_cell(lexicon: str, column: str, value: str) -> list[Located]:
    """Entries of a lexicon that have a value in a column, by itself or among others joined by `;`."""
    return [entry for entry in _by_id(lexicon).values() if value in split_cell(entry.cells.get(column, ""))]


def find_everywhere(id_: str) -> list[Located]:
    """Entries of all lexicons with an id."""
    return [entry for lexicon in _texts() if (entry := entry_of(lexicon, id_))] if id_ else []


@cache
def _texts() -> Mapping[str, str]:
    return {name.removesuffix(".csv"): data.decode("utf-8") for name, data in lexicon_files() if name.endswith(".csv")}


@cache
def _by_id(lexicon: str) -> Mapping[str, Located]:
    reader = csv.DictReader(io.StringIO(_texts()[lexicon], newline=""))
    found: dict[str, Located] = {}
    for cells in reader:
        found[cells["id"]] = Located(lexicon, reader.line_num, cells)
    return found
