"""Entries of lexicon files: one CSV row is one entry and has an `id`; own entries are laid over those of the package.

A lexicon that is empty, repeats an id, has cells too many or too few or text that is not NFC is refused with the file
and the line, so that a slip of the pen never becomes a silent hole in the tables.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.knowledge.garbage import without_collecting

if TYPE_CHECKING:
    import _csv

Entry = dict[str, str]
#: Text of CSV files with own entries, by name of the lexicon that they add to.
Own = Mapping[str, str]
#: Before the id of an own entry: the entry of that id is taken away.
AWAY = "-"


class LexiconError(ValueError):
    """A lexicon file is broken; the message names the file, the line and the mistake."""


@cache
def packaged_lexicon(name: str) -> tuple[Entry, ...]:
    """Return the entries of `lexicons/<name>.csv` alone. Raises LexiconError for a broken file."""
    resource = files("pipeline.knowledge").joinpath("lexicons", f"{name}.csv")
    if not resource.is_file():
        raise LexiconError(f"lexicons/{name}.csv: no such lexicon")
    with without_collecting():
        return parse_lexicon(resource.read_text(encoding="utf-8"), name=f"{name}.csv")


def overlay(entries: tuple[Entry, ...], text: str, *, name: str) -> tuple[Entry, ...]:
    """Return the entries with own ones laid over them; `text` is a CSV file with `id` and any of their columns.

    An entry with a known id takes the place of that one, whose cells it keeps in columns that it does not have; one
    with a new id comes last, with empty cells there; `-` before a known id takes that entry away. Raises LexiconError
    for an unknown column, for an id to take away that is not there, and for what `parse_lexicon` refuses.
    """
    own = numbered_entries(text, name=name)
    columns = dict.fromkeys(entries[0], "")
    if unknown := [column for column in own[0][1] if column not in columns]:
        raise LexiconError(f"{name} line 1: no column '{unknown[0]}' in this lexicon; it has: {', '.join(columns)}")
    merged = {entry["id"]: entry for entry in entries}
    for line, entry in own:
        identifier = entry["id"]
        if not identifier.startswith(AWAY):
            merged[identifier] = {**merged.get(identifier, columns), **entry}
        elif merged.pop(identifier.removeprefix(AWAY), None) is None:
            raise LexiconError(f"{name} line {line}: there is no entry '{identifier.removeprefix(AWAY)}' to take away")
    if not merged:
        raise LexiconError(f"{name}: no entry is left")
    return tuple(merged.values())


def parse_lexicon(text: str, *, name: str) -> tuple[Entry, ...]:
    """Return the entries of a lexicon given as text; `name` is for messages. Raises LexiconError."""
    return tuple(entry for _, entry in numbered_entries(text, name=name))


def numbered_entries(text: str, *, name: str) -> list[tuple[int, Entry]]:
    """Return the entries of a lexicon given as text with their lines; `name` is for messages. Raises LexiconError."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _number_entries(reader, name, nfc=unicodedata.is_normalized("NFC", text))
    except csv.Error as error:
        raise LexiconError(f"{name} line {reader.line_num}: {error}") from error


def _number_entries(reader: _csv.Reader, name: str, *, nfc: bool) -> list[tuple[int, Entry]]:
    header = next(reader, [])
    if "id" not in header:
        raise LexiconError(f"{name} line 1: no column 'id'")
    entries: list[tuple[int, Entry]] = []
    seen: dict[str, int] = {}
    for cells in reader:
        if not cells:
            continue
        # looked at by cell only when something is wrong in the row: there are 25,000 rows in all
        if not nfc or len(cells) != len(header) or list(map(str.strip, cells)) != cells:
            _check(header, cells, f"{name} line {reader.line_num}")
        entry = dict(zip(header, cells, strict=True))
        if seen.setdefault(entry["id"], reader.line_num) != reader.line_num or not entry["id"]:
            raise LexiconError(f"{name} line {reader.line_num}: {_wrong_id(entry['id'], seen)}")
        entries.append((reader.line_num, entry))
    if not entries:
        raise LexiconError(f"{name}: no entries")
    return entries


def _check(header: list[str], cells: list[str], where: str) -> None:
    if len(cells) != len(header):
        raise LexiconError(f"{where}: {len(cells)} cells, the header has {len(header)}")
    for cell in cells:
        if cell != unicodedata.normalize("NFC", cell):
            raise LexiconError(f"{where}: '{cell}' is not NFC")
        if cell != cell.strip():
            raise LexiconError(f"{where}: space around '{cell}'")


def _wrong_id(found: str, seen: dict[str, int]) -> str:
    return f"id '{found}' is on line {seen[found]} too" if found else "empty id"


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the parts of a `;`-joined lexicon cell, without empty ones."""
    return tuple(part.strip() for part in cell.split(";") if part.strip()) if cell else ()


def lexicon_files() -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of every lexicon file, by name."""
    folder = files("pipeline.knowledge").joinpath("lexicons")
    for resource in sorted(folder.iterdir(), key=lambda r: r.name):
        if resource.name.endswith((".csv", ".yaml")):
            yield resource.name, resource.read_bytes()
