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

from pipeline.collecting import without_collecting

Entry = dict[str, str]


class LexiconError(ValueError):
    """A lexicon file is broken; the message names the file, the line and the mistake."""


@cache
def read_lexicon(name: str) -> tuple[Entry, ...]:
    """Entries of `lexicons/<name>.csv`, each a mapping of column to text. Raises LexiconError for a broken file."""
    resource = files("pipeline").joinpath("lexicons", f"{name}.csv")
    if not resource.is_file():
        raise LexiconError(f"lexicons/{name}.csv: no such lexicon")
    with without_collecting():
        return parse_lexicon(resource.read_text(encoding="utf-8"), name=f"{name}.csv")


def parse_lexicon(text: str, *, name: str) -> tuple[Entry, ...]:
    """Entries of a lexicon given as text; `name` is for messages. Raises LexiconError."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(reader, [])
    if "id" not in header:
        raise LexiconError(f"{name} line 1: no column 'id'")
    nfc = unicodedata.is_normalized("NFC", text)
    entries: list[Entry] = []
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
        entries.append(entry)
    if not entries:
        raise LexiconError(f"{name}: no entries")
    return tuple(entries)


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
    """Parts of a `;`-joined lexicon cell, without empty ones."""
    return tuple(part.strip() for part in cell.split(";") if part.strip()) if cell else ()


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
