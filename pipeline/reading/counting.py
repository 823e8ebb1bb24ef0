"""Number of documents in an input for the progress bar, if it can be known without reading them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pipeline.reading.formats import ending_of
from pipeline.reading.inputs import STDIN, find_files
from pipeline.reading.model import Failure
from pipeline.reading.remote import RemotePath

_ONE = frozenset((".txt", ".md", ".html", ".htm"))
_LINES = frozenset((".jsonl", ".ndjson"))
_BLOCK = 1 << 20


def count_documents(inputs: Iterable[str | os.PathLike[str]]) -> int | None:
    """Count the documents that `inputs` name (see `read_articles`).

    None if they would have to be read for that (stdin, gzip, CSV, JSON).
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
    if ending is None or ending in _ONE:
        return 1
    if isinstance(path, RemotePath):  # reading it twice would cost more than a bar is worth
        return None
    if path.suffix.lower() in _LINES:
        return _lines(path)
    return _parquet_rows(path) if ending == ".parquet" else None


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


def _parquet_rows(path: Path) -> int:
    import pyarrow
    import pyarrow.parquet

    try:
        return int(pyarrow.parquet.ParquetFile(path).metadata.num_rows)
    except (pyarrow.ArrowException, OSError):
        return 1
