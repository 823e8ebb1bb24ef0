"""The documents of a run, read as they are needed. A file that was read before and is all done is not read again.

The index of an earlier run tells what is in a file: ids, fingerprints and failures, but no texts. Two documents with
one id are found across old and new files alike, so that the tables are those of a run from nothing. This process looks
at names and sizes alone; what is in a file, `reading` has read in another one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import astuple
from pathlib import Path
from typing import BinaryIO

from pipeline.reading.formats import why_unread
from pipeline.reading.inputs import File
from pipeline.reading.read import Article, Failure, find_inputs, second_with_id
from pipeline.reading.record import failure
from pipeline.running.batch.documents import Document, fingerprint_of
from pipeline.running.batch.reading import Reading

#: One document of a file in the index: an article's id, name, SHA-256, fingerprint and date that cannot be read, or the
#: fields of a Failure.
Entry = tuple[str | None, ...]
_ARTICLE_FIELDS = 5
#: Place of the error in the fields of a Failure, and the errors of documents that were given up.
_ERROR = 3
GIVEN_UP = frozenset(("time_limit", "worker_died"))


class Index:
    """What is in each file, by the file's key: one line for each of its documents, then one for the file.

    With `again`, files with documents that were given up are not known; nor are those that were read with other
    `options` (see `columns.Options`), by their key.
    """

    def __init__(self, data: bytes = b"", *, again: bool = False, options: str = "") -> None:
        self._data = data
        self.options = options
        self._again = again
        #: By key, the signature of a file and where its documents begin and end.
        self._files: dict[str, tuple[str, int, int]] = {}
        self._find_files()

    def _find_files(self) -> None:
        position = start = 0
        for line in self._data.splitlines(keepends=True):
            position += len(line)
            if line.startswith(b"{"):
                head = json.loads(line)
                if head["signature"] and head.get("options", "") == self.options:
                    self._files[head["file"]] = (head["signature"], start, position - len(line))
                start = position

    def entries(self, key: str) -> tuple[str, list[Entry]] | None:
        """Return the signature and the documents of a file, None when it is new."""
        if key not in self._files:
            return None
        signature, start, end = self._files[key]
        entries = [tuple(json.loads(line)) for line in self._data[start:end].splitlines()]
        given_up = any(len(entry) != _ARTICLE_FIELDS and entry[_ERROR] in GIVEN_UP for entry in entries)
        return None if given_up and self._again else (signature, entries)


class Undated:
    """The articles that were kept without a date, since theirs cannot be read: how many, and the first."""

    def __init__(self, advice: str) -> None:
        self._advice = advice
        self._count = 0
        self._first = ""

    def note(self, name: str, unread_date: str | None) -> None:
        """Take one more article, called `name`, with what it has for a date that cannot be read; None if it can."""
        if unread_date is not None:
            self._first = self._first or f"{name} ({unread_date})"
            self._count += 1

    @property
    def line(self) -> str:
        """What a person should know of them; empty when there is none."""
        if not self._count:
            return ""
        if self._count == 1:
            return f"1 article with an unreadable date was kept without one: {self._first}; {self._advice} has it fail"
        articles = f"{self._count} articles with an unreadable date were kept without one"
        return f"{articles}, the first is {self._first}; {self._advice} has them fail"


class Records:
    """The documents of records in memory, which are read in this process; nothing is known of an earlier run."""

    def __init__(self, read: Callable[[], Iterable[Article | Failure]]) -> None:
        self._read = read
        self.undated = Undated('undated="fail"')

    def __iter__(self) -> Iterator[Document]:
        for item in self._read():
            if isinstance(item, Article):
                self.undated.note(item.input, item.unread_date)
            yield _document(item)


class Corpus:
    """The documents behind `inputs`, in a fixed order; `new_index` is written along, for the next run.

    `is_done` tells whether the rows of a fingerprint are there, `own` are the paths of files that the run itself
    writes.
    """

    def __init__(
        self,
        inputs: Sequence[str | Path],
        reading: Reading,
        *,
        index: Index,
        is_done: Callable[[str], bool],
        new_index: BinaryIO,
        own: Set[str] = frozenset(),
    ) -> None:
        self._inputs = inputs
        self._reading = reading
        self._index = index
        self._is_done = is_done
        self._new_index = new_index
        self._own = own
        self._first_with: dict[str, str] = {}
        self.undated = Undated("--undated fail")

    def __iter__(self) -> Iterator[Document]:
        for found in find_inputs(self._inputs):
            if isinstance(found, Failure):
                yield _document(found)
            elif found is None:
                for item in self._reading.read(None):
                    yield self._document(_entry(item), item)
            elif (problem := why_unread(found.path)) is not None:
                yield _document(failure(problem, found.where))
            elif found.key not in self._own:
                yield from self._file(found)
        self._reading.stop()  # its memory is the workers' now

    def _file(self, file: File) -> Iterator[Document]:
        """Yield the documents of a file, from the index when they are done and the file is the one that was read."""
        signature, entries = self._index.entries(file.key) or ("", [])
        known = signature if all(map(self._is_done, self._new_fingerprints(entries))) else ""
        for item in self._reading.read(file, known):
            entry = _entry(item)
            self._note(entry)
            yield self._document(entry, item)
        if self._reading.is_same:
            for entry in entries:
                self._note(entry)
                yield self._document(entry, None)
        self._note({"file": file.key, "signature": self._reading.signature, "options": self._index.options})

    def _note(self, line: object) -> None:
        self._new_index.write(json.dumps(line, ensure_ascii=True).encode() + b"\n")

    def _new_fingerprints(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Yield the fingerprints of the articles of a file whose ids are not taken."""
        own: set[str] = set()
        for entry in entries:
            if len(entry) == _ARTICLE_FIELDS:
                article_id, fingerprint = str(entry[0]), str(entry[3])
                if article_id not in self._first_with and article_id not in own:
                    own.add(article_id)
                    yield fingerprint

    def _document(self, entry: Entry, item: Article | Failure | None) -> Document:
        """Return the document of an entry, without its text when `item` is None; a Failure when its id is taken."""
        if len(entry) != _ARTICLE_FIELDS:
            return _document(Failure(*entry))  # type: ignore[arg-type]
        article_id, name, sha256, fingerprint = map(str, entry[:-1])
        first = self._first_with.setdefault(article_id, fingerprint + name)
        if first != fingerprint + name:
            return _document(second_with_id(article_id, name, sha256, first[len(fingerprint) :]))
        self.undated.note(name, entry[-1])
        return Document(fingerprint, item)


def _document(item: Article | Failure) -> Document:
    return Document(fingerprint_of(item), item)


def _entry(item: Article | Failure) -> Entry:
    if isinstance(item, Failure):
        return astuple(item)
    return (item.article_id, item.input, item.sha256, fingerprint_of(item), item.unread_date)
