"""The documents of a run, read as they are needed. A file that was read before and is all done is not read again.

The index of an earlier run tells what is in a file: ids, fingerprints and failures, but no texts. Two documents with
one id are found across old and new files alike, so that the tables are those of a run from nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import BinaryIO

from pipeline.reading.inputs import File
from pipeline.reading.read import Article, Failure, find_inputs, read_input, second_with_id
from pipeline.reading.remote import RemotePath
from pipeline.running.batch.documents import Document, fingerprint_of

#: One document of a file in the index: an article's id, name, SHA-256 and fingerprint, or the fields of a Failure.
Entry = tuple[str | None, ...]
_ARTICLE_FIELDS = 4


class Index:
    """What is in each file, by the file's key: one line a file, then one line for each of its documents."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data
        self._files: dict[str, tuple[str, int]] = {}
        position = 0
        for line in data.splitlines(keepends=True):
            position += len(line)
            if line.startswith(b"{"):
                head = json.loads(line)
                self._files[head["file"]] = (head["signature"], position)

    def entries(self, key: str, signature: str) -> list[Entry] | None:
        """Return the documents of a file, None when it is new or has changed."""
        known, start = self._files.get(key, ("", 0))
        if not known or known != signature:
            return None
        entries = []
        while (end := self._data.find(b"\n", start)) >= 0 and self._data[start : start + 1] == b"[":
            entries.append(tuple(json.loads(self._data[start:end])))
            start = end + 1
        return entries


class Corpus:
    """The documents behind `inputs`, in a fixed order; `new_index` is written along, for the next run.

    `is_done` tells whether the rows of a fingerprint are there.
    """

    def __init__(
        self, inputs: Sequence[str | Path], *, index: Index, is_done: Callable[[str], bool], new_index: BinaryIO
    ) -> None:
        self._inputs = inputs
        self._index = index
        self._is_done = is_done
        self._new_index = new_index
        self._first_with: dict[str, str] = {}

    def __iter__(self) -> Iterator[Document]:
        for found in find_inputs(self._inputs):
            if isinstance(found, Failure):
                yield _document(found)
            else:
                yield from self._file(found)

    def _file(self, file: File | None) -> Iterator[Document]:
        """Yield the documents of a file; None is standard input, which is never known."""
        signature = _signature(file)
        if file and signature:
            self._note({"file": file.key, "signature": signature})
        entries = self._index.entries(file.key, signature) if file and signature else None
        if entries is not None and all(self._is_done(f) for f in self._new_fingerprints(entries)):
            for entry in entries:
                self._note(entry)
                yield self._known_document(entry)
            return
        for item in read_input(file):
            entry = _entry(item)
            if signature:
                self._note(entry)
            known = self._known_document(entry)
            yield Document(known.fingerprint, known.item or item)

    def _note(self, line: object) -> None:
        self._new_index.write(json.dumps(line, ensure_ascii=True).encode() + b"\n")

    def _new_fingerprints(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Yield the fingerprints of the articles of a file whose ids are not taken."""
        own: set[str] = set()
        for entry in entries:
            if len(entry) == _ARTICLE_FIELDS:
                article_id, _, _, fingerprint = map(str, entry)
                if article_id not in self._first_with and article_id not in own:
                    own.add(article_id)
                    yield fingerprint

    def _known_document(self, entry: Entry) -> Document:
        """Return the document of an entry; an article comes without its text, one whose id is taken as a Failure."""
        if len(entry) != _ARTICLE_FIELDS:
            return _document(Failure(*entry))  # type: ignore[arg-type]
        article_id, name, sha256, fingerprint = map(str, entry)
        first = self._first_with.setdefault(article_id, fingerprint + name)
        if first != fingerprint + name:
            return _document(second_with_id(article_id, name, sha256, first[len(fingerprint) :]))
        return Document(fingerprint, None)


def _document(item: Article | Failure) -> Document:
    return Document(fingerprint_of(item), item)


def _entry(item: Article | Failure) -> Entry:
    if isinstance(item, Failure):
        return astuple(item)
    return (item.article_id, item.input, item.sha256, fingerprint_of(item))


def _signature(file: File | None) -> str:
    """Return a digest of a file's content, empty when it cannot be had; of a remote file what its store says of it."""
    if file is None:
        return ""
    try:
        if isinstance(file.path, RemotePath):
            return file.path.signature()
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except Exception:  # reading it tells the reason
        return ""
