"""Typed, cached readers of `lexicons/`: one CSV row is one entry and has an `id`.

A lexicon that is empty, repeats an id, has cells too many or too few or text that is not NFC is refused with the file
and the line, so that a slip of the pen never becomes a silent hole in the tables.
"""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

Entry = dict[str, str]


class LexiconError(ValueError):
    """A lexicon file is broken; the message names the file, the line and the mistake."""


@cache
def read_lexicon(name: str) -> tuple[Entry, ...]:
    """Entries of `lexicons/<name>.csv`, each a mapping of column to text. Raises LexiconError for a broken file."""
    resource = files("pipeline").joinpath("lexicons", f"{name}.csv")
    if not resource.is_file():
        raise LexiconError(f"lexicons/{name}.csv: no such lexicon")
    return parse_lexicon(resource.read_text(encoding="utf-8"), name=f"{name}.csv")


def parse_lexicon(text: str, *, name: str) -> tuple[Entry, ...]:
    """Entries of a lexicon given as text; `name` is for messages. Raises LexiconError."""
    nfc = unicodedata.is_normalized("NFC", text)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, [])
    if "id" not in header:
        raise LexiconError(f"{name} line 1: no column 'id'")
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for cells in reader:
        if not cells:
            continue
        entry = _checked(header, cells, f"{name} line {reader.line_num}", nfc=nfc)
        if entry["id"] in seen:
            raise LexiconError(f"{name} line {reader.line_num}: id '{entry['id']}' is on line {seen[entry['id']]} too")
        seen[entry["id"]] = reader.line_num
        entries.append(entry)
    if not entries:
        raise LexiconError(f"{name}: no entries")
    return tuple(entries)


def _checked(header: list[str], cells: list[str], where: str, *, nfc: bool) -> Entry:
    """The cells as an entry; `nfc` says that the whole text is in NFC, so that not every cell need be asked."""
    if len(cells) != len(header):
        raise LexiconError(f"{where}: {len(cells)} cells, the header has {len(header)}")
    for cell in cells:
        if not nfc and cell != unicodedata.normalize("NFC", cell):
            raise LexiconError(f"{where}: '{cell}' is not NFC")
        if cell != cell.strip():
            raise LexiconError(f"{where}: space around '{cell}'")
    entry = dict(zip(header, cells, strict=True))
    if not entry["id"]:
        raise LexiconError(f"{where}: empty id")
    return entry


def split_cell(cell: str) -> tuple[str, ...]:
    """Parts of a `;`-joined lexicon cell, without empty ones."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def lexicon_files() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every lexicon file, by name."""
    folder = files("pipeline").joinpath("lexicons")
    for resource in sorted(folder.iterdir(), key=lambda r: r.name):
        if resource.name.endswith((".csv", ".yaml")):
            yield resource.name, resource.read_bytes()


def lexicon_digest() -> str:
    """SHA-256 over all lexicon files: two runs with the same digest knew the same things."""
    digest = hashlib.sha256()
    for name, data in lexicon_files():
        digest.update(name.encode() + b"\0" + data + b"\0")
    return digest.hexdigest()
