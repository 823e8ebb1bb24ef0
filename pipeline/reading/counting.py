"""Number of documents in an input for the progress bar, if it can be known without reading them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pipeline.reading.formats import ONE_DOCUMENT, ending_of, why_unread
from pipeline.reading.inputs import STDIN, find_files
from pipeline.reading.model import Failure
from pipeline.reading.remote import RemotePath

_LINES = frozenset((".jsonl", ".ndjson"))
_BLOCK = 1 << 20


def count_documents(inputs: Iterable[str | os.PathLike[str]]) -> int | None:
    """Count the documents that `inputs` name (see `read_articles`).

    None if they would have to be parsed for that (stdin, gzip, CSV, JSON, Parquet).
    """
    total = 0
    for name in inputs:
        if os.fspath(name) == STDIN:
            return None
        for found in find_files(name):
            number = 1 if isinstance(found, Failure) else _count(found.path)
            if number is None:
                return None
            total += number
    return total


def _count(path: Path | RemotePath) -> int | None:
    ending, _ = ending_of(path.name)
    if ending in ONE_DOCUMENT:
        return 1
    if isinstance(path, RemotePath):  # reading it twice would cost more than a bar is worth
        return None
    if why_unread(path) is not None:
        return 1
    return _lines(path) if path.suffix.lower() in _LINES else None


def _lines(path: Path) -> int | None:
    try:
        with path.open("rb") as file:
            number, last = 0, b"\n"
            while block := file.read(_BLOCK):
                number += block.count(b"\n")
                last = block
    except OSError:
        return 1
    return number + (not last.endswith(b"\n"))
