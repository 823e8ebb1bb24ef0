"""Input to a stream of documents: files, folders, globs and standard input in, `Article` or `Failure` out.

Example: `for document in read_articles(["data/raw", "feed.jsonl.gz"]): ...`. Every document of the input comes out
exactly once. Records stream: a feed of a million lines needs the memory of one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, BinaryIO

from pipeline.config import UNDATED
from pipeline.reading.columns import Columns, Options
from pipeline.reading.formats import READERS, dated, read_file, read_record, read_stdin
from pipeline.reading.inputs import STDIN, File, find_files
from pipeline.reading.model import MAX_CHARACTERS, MAX_PARAGRAPH, Article, Failure
from pipeline.reading.record import Where

#: Each field from the column of its name, or from one with a common name.
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})

__all__ = [
    "MAX_CHARACTERS",
    "MAX_PARAGRAPH",
    "READERS",
    "Article",
    "Failure",
    "find_inputs",
    "read_articles",
    "read_input",
    "read_records",
    "second_with_id",
]


#: What yields the documents of a file, of standard input for None.
Read = Callable[[File | None], Iterator[Article | Failure]]


def read_articles(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    stdin: BinaryIO | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    undated: str = UNDATED[0],
    read: Read | None = None,
) -> Iterator[Article | Failure]:
    """Yield the documents that `inputs` name.

    `inputs` is a path, a glob, `-` for standard input (bytes of `stdin`), or several of these. `columns` are those of
    tables by the field that is read from them (`{"text": "cuerpo"}`). An article whose record has a date that cannot be
    read is kept without one, or is a Failure when `undated` is "fail". Files are parsed here, without limits of time
    and memory; `read` may have it done elsewhere.

    Order is fixed: inputs as given, folders and globs sorted, records as they stand. Of two documents with one id the
    second is a Failure. What cannot be read is a Failure of stage `read`; ValueError is raised for columns of fields
    that there are not.
    """
    options = Options(columns, undated)
    names = [inputs] if isinstance(inputs, (str, os.PathLike)) else inputs
    yield from _with_ids_once(_documents(names, read or partial(read_input, stdin=stdin, options=options)))


def read_records(
    records: Iterable[Mapping[str, Any]],
    *,
    name: str = "records",
    columns: Columns | None = None,
    undated: str = UNDATED[0],
) -> Iterator[Article | Failure]:
    """Yield the documents of `records` in memory, which are mappings with the fields of a JSONL line.

    An Article or a Failure for each, in order; `name` stands for the file in messages. `columns` are what fields are
    read from where they have other names; `undated` is as in `read_articles`. Raises nothing for bad records: they are
    Failures of stage `read`.
    """
    where = Where(name, name)
    numbered = ((where.at(number), record) for number, record in enumerate(records, start=1))
    yield from _with_ids_once(dated(read_record(record, at, columns), at, undated) for at, record in numbered)


def _with_ids_once(documents: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    first_with: dict[str, str] = {}
    for document in documents:
        if isinstance(document, Failure):
            yield document
        elif (first := first_with.get(document.article_id)) is not None:
            yield second_with_id(document.article_id, document.input, document.sha256, first)
        else:
            first_with[document.article_id] = document.input
            yield document


def _documents(inputs: Iterable[str | os.PathLike[str]], read: Read) -> Iterator[Article | Failure]:
    for found in find_inputs(inputs):
        if isinstance(found, Failure):
            yield found
        else:
            yield from read(found)


def find_inputs(inputs: Iterable[str | os.PathLike[str]]) -> Iterator[File | Failure | None]:
    """Yield the files that `inputs` name, each once, in the order of reading; None stands for standard input."""
    seen: set[str] = set()
    for name in inputs:
        if os.fspath(name) == STDIN:
            yield None
            continue
        for found in find_files(name):
            # A file named twice (`news news/a.txt`) is one document.
            if isinstance(found, Failure):
                yield found
            elif found.key not in seen:
                seen.add(found.key)
                yield found


def read_input(
    file: File | None, stdin: BinaryIO | None = None, options: Options | None = None
) -> Iterator[Article | Failure]:
    """Yield the documents of one file, or of standard input for None.

    Ids are as they are, also when they are taken.
    """
    options = options or Options()
    columns = Columns(options.columns)
    if file is None:
        where = Where("stdin", "stdin")
        yield from read_stdin(stdin or sys.stdin.buffer, where, columns, undated=options.undated)
    else:
        yield from read_file(file.path, file.where, columns, undated=options.undated)


def second_with_id(article_id: str, name: str, sha256: str, first: str) -> Failure:
    """Return the failure of a document, called `name` in messages, whose id the document `first` has."""
    message = f"{name}: the id '{article_id}' is taken by {first}; ids must differ"
    return Failure(name, article_id, "read", "duplicate_id", message, sha256)
