"""One reader a format, in a registry by file ending. A reader yields each document as something still to be made.

Who went through a file before makes those alone that are missing, and one that hung is not made again. What makes a
whole file useless is raised as Problem, which `documents_of` turns into one Failure.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import stat
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pipeline.config import UNDATED
from pipeline.reading.charset import Joined, decode, read_all, text_lines
from pipeline.reading.columns import FIELDS, Columns
from pipeline.reading.digested import open_digested
from pipeline.reading.docx import docx_record
from pipeline.reading.feeds import item_authors, item_record, parse_feed
from pipeline.reading.gzipped import Unpacked, check_ratio
from pipeline.reading.mail import mail_record, saved_page_record
from pipeline.reading.model import (
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_DOCUMENT_BYTES,
    MAX_JSON_BYTES,
    MAX_JSON_VALUES,
    Article,
    Failure,
    Problem,
    encodable,
)
from pipeline.reading.pdf import pdf_record
from pipeline.reading.record import Where, article_from, failure, record_id, undated_failure
from pipeline.reading.remote import RemotePath
from pipeline.reading.zipped import Member, members_of, read_whole

Document = Article | Failure


class Pending(NamedTuple):
    """A document that is there and not parsed: where it is, and what returns its Article or Failure."""

    where: Where
    make: Callable[[], Document]


Reader = Callable[[BinaryIO, Where, Columns], Iterator[Pending]]

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,65536}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE
)


def read_text(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
    """Read a .txt or .md file: one article, with optional YAML front matter."""
    data = read_all(stream)
    yield Pending(where, lambda: _read_one(data, where, lambda: article_from(_text_record(decode(data)), where)))


def read_html(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
    """Read an .html page: one article, its main text and what its head says."""
    data = read_all(stream)
    yield Pending(where, lambda: _read_one(data, where, lambda: article_from({"html": _html_text(data)}, where)))


def _html_text(data: bytes) -> str:
    """Return the source of a page. Browsers read ISO-8859-1 as Windows-1252, and so do those who declare it."""
    declared = _META_CHARSET.search(data[:4096])
    name = declared.group(1).decode("ascii", "replace") if declared else None
    name = "cp1252" if name and name.lower() in ("iso-8859-1", "latin1", "latin-1") else name
    return _not_empty(decode(data, declared=name))


def read_json(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
    """Read a .json file: one record, or a list of records.

    Raises Problem for an empty list, what is no JSON, and a column that was named and is in no record.
    """
    data = read_all(stream, limit=MAX_JSON_BYTES)
    content = _parse(_not_empty(decode(data)), hint="one JSON object a line belongs in a .jsonl file")
    records = content if isinstance(content, list) else [content]
    if not records:
        raise Problem("empty", "the list is empty")
    columns.check_named(dict.fromkeys(str(name) for record in records if isinstance(record, dict) for name in record))
    for number, record in enumerate(records, start=1):
        place = where.at(number) if isinstance(content, list) else where
        yield Pending(place, partial(read_record, record, place, columns))


def read_jsonl(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
    """Read a .jsonl file: one JSON object a line. A broken line is a failure, the others survive.

    Raises Problem when there is no line, and at the end for a column that was named and that no record had.
    """
    found = False
    for number, line in enumerate(text_lines(stream), start=1):
        if not line.strip():
            continue
        found = True
        yield Pending(where.at(number), partial(_json_line, line, where.at(number), columns))
    if not found:
        raise Problem("empty", "there is no line in it")
    columns.check_seen()


def read_csv(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
    """Read a .csv file with a header: one row an article, counted from the row after the header.

    Cells are separated by commas, semicolons or tabs, of which the header has most. Raises Problem for a file without
    a header, a column of text, a column that was named, or a row.
    """
    yield from _separated(stream, where, columns, ",;\t")


def read_tsv(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
    """Read a .tsv file: as .csv, with cells separated by tabs alone."""
    yield from _separated(stream, where, columns, "\t")


def _separated(stream: BinaryIO, where: Where, columns: Columns, delimiters: str) -> Iterator[Pending]:
    csv.field_size_limit(MAX_CHARACTERS + 1)
    lines = text_lines(stream)
    header_line = next(lines, "")
    if not header_line.strip():
        raise Problem("empty", "there is no header in it")
    delimiter = max(delimiters, key=header_line.count)
    try:
        header = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter))]
    except csv.Error as error:
        raise Problem("broken_csv", f"its header is broken ({error}); write it again with line feeds") from error
    places = {name: place for place, name in enumerate(header)}
    fields = {name: places[column] for name, column in columns.of_table(header).items()}
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(filter(None, rows), start=1):
            yield Pending(where.at(number), partial(_csv_row, fields, len(header), cells, where.at(number)))
    except csv.Error as error:
        problem = Problem("broken_csv", f"row {number + 1} is broken ({error}); the rows after it were not read")
        yield _failed(problem, where.at(number + 1))
        return
    if not number:
        raise Problem("empty", "there is no row in it")


def read_parquet(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
    """Read a .parquet file: one row an article, read in batches. Raises Problem for a file that is no such table."""
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(stream)
        fields = columns.of_table(table.schema_arrow.names)
        wanted = list(dict.fromkeys(fields.values()))
        size, unpacked, number = stream.seek(0, io.SEEK_END), _unpacked_size(table.metadata), 0
        check_ratio(size, unpacked)
        # One row a batch: a value that the file holds once can stand in every row.
        for batch in table.iter_batches(batch_size=1, columns=wanted):
            unpacked += batch.nbytes
            check_ratio(size, unpacked)
            for row in (batch.slice(at, 1) for at in range(batch.num_rows)):
                number += 1
                yield Pending(where.at(number), partial(_parquet_row, row, fields, where.at(number)))
    except Problem:
        raise
    except Exception as error:  # Arrow has errors of its own
        raise Problem(
            "broken_parquet", f"it is no readable Parquet file ({_first_line(error)}); write it again"
        ) from error
    if not number:
        raise Problem("empty", "there is no row in it")


def _parquet_row(row: Any, fields: Mapping[str, str], where: Where) -> Document:
    """Return the document of a batch of one row; a Failure for a value that Python does not know, as a far time.

    Where it should have been the date, it is one that cannot be read.
    """
    record: dict[str, Any] = {}
    problem = None
    for name, column in fields.items():
        try:
            (record[name],) = row.column(column).to_pylist()
        except MemoryError:
            raise
        except Exception as error:  # of dates and time zones, each with errors of its own
            record[name] = _first_line(error)
            if name != "date":
                reason = f"its '{column}' holds a value that cannot be read ({record[name]}); write it again"
                problem = Problem("broken_parquet", reason)
    if problem is None:
        return read_record(record, where)
    return failure(problem, where, article_id=read_record({"id": record.get("id")}, where).article_id)


def _unpacked_size(metadata: Any) -> int:
    """Return the bytes of the columns as the file says, before values that stand in it once are repeated."""
    return sum(int(metadata.row_group(number).total_byte_size) for number in range(metadata.num_row_groups))


def read_timeml(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
    """Read a .tml file: the text of a TimeML document, its annotations left out, and its DCT as the date."""
    data = read_all(stream)
    yield Pending(where, lambda: _read_one(data, where, lambda: article_from(_timeml_record(decode(data)), where)))


def _timeml_record(document: str) -> dict[str, Any]:
    from pipeline.reading.timeml import timeml_text

    try:
        text, day = timeml_text(encodable(document))
    except ValueError as error:
        raise Problem("broken_timeml", f"{error}; see timeml.org for the format") from error
    return {"text": text, "date": day}


def _reader_of_files(record_of: Callable[[bytes], Mapping[str, Any]]) -> Reader:
    """Return the reader of a format whose files are one article each: `record_of` returns the record of a file."""

    def read(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
        data = read_all(stream, limit=MAX_DOCUMENT_BYTES)
        yield Pending(where, lambda: _read_one(data, where, lambda: article_from(record_of(data), where)))

    return read


def read_feed(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
    """Read an RSS or Atom feed: one item an article. Of a broken one what stands before the break; also TimeML.

    Raises Problem for a feed without items, what is no XML, and XML of another kind.
    """
    data = read_all(stream, limit=MAX_DOCUMENT_BYTES)
    if not data.strip():
        raise Problem("empty", "there is nothing in it; remove it or fill it")
    feed = parse_feed(data)
    if isinstance(feed, str):
        yield Pending(where, lambda: _read_one(data, where, lambda: article_from(_timeml_record(feed), where)))
        return
    for number, item in enumerate(feed.items, start=1):
        yield Pending(where.at(number), partial(_feed_item, item, feed.title, where.at(number)))
    if feed.broken:
        reason = f"its XML is broken ({feed.broken}); what stands behind that was not read"
        yield _failed(Problem("broken_xml", reason), where.at(len(feed.items) + 1))


def _feed_item(item: Any, source: str | None, where: Where) -> Document:
    record = item_record(item, source)
    if record["text"] is None:
        reason = "there is no text in the item, a link at most; save the page that it links to as .html"
        return failure(Problem("missing_text", reason), where, article_id=record["id"])
    document = read_record(record, where)
    return replace(document, authors=item_authors(item)) if isinstance(document, Article) else document


def read_zip(stream: BinaryIO, where: Where, columns: Columns) -> Iterator[Pending]:
    """Read a .zip archive: each file in it as if it stood in a folder with the archive's name.

    Raises Problem for what is no archive, an empty one, and a bomb.
    """
    for member in members_of(stream):
        place = Where(f"{where.path}/{member.name}", f"{where.stem}.zip/{ending_of(member.name)[1]}")
        yield from _member_documents(member, place, columns)


def _member_documents(member: Member, where: Where, columns: Columns) -> Iterator[Pending]:
    """Yield the documents of a file in an archive; every problem of it as a whole is the last of them."""
    ending, _ = ending_of(member.name)
    if ending is None or ending == ".zip" or member.problem:
        yield _failed(member.problem or _unknown_ending(member.name, within=True), where)
        return
    own = columns.of_another()
    with _problems() as problems, member.open() as plain, _unpacked(member.name, plain) as stream:
        # Parquet is read back and forth
        content = io.BytesIO(read_whole(member)) if ending == ".parquet" else stream
        for document in READERS[ending](content, where, own):
            yield document
            columns.note(own)
    yield from (_failed(problem, where) for problem in problems)


#: Readers by file ending. A new format is one function and one line here.
READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".parquet": read_parquet,
    ".tml": read_timeml,
    ".pdf": _reader_of_files(pdf_record),
    ".docx": _reader_of_files(docx_record),
    ".eml": _reader_of_files(mail_record),
    ".mhtml": _reader_of_files(saved_page_record),
    ".mht": _reader_of_files(saved_page_record),
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".zip": read_zip,
}
#: Endings of files that are one document.
ONE_DOCUMENT = frozenset((".txt", ".md", ".html", ".htm", ".tml", ".pdf", ".docx", ".eml", ".mhtml", ".mht"))
#: Endings that `.gz` may follow.
_PACKABLE = frozenset(READERS) - {".parquet", ".zip"}


def ending_of(name: str) -> tuple[str | None, str]:
    """Return the known ending of a file name (None if unknown) and the name without it.

    `a.jsonl.gz` is `.jsonl`, `a`.
    """
    plain = name[:-3] if name.lower().endswith(".gz") else name
    suffix = Path(plain).suffix.lower()
    if suffix in READERS and (plain == name or suffix in _PACKABLE):
        return suffix, plain[: -len(suffix)]
    return None, name


def read_file(
    path: Path | RemotePath, where: Where, columns: Columns, *, undated: str = UNDATED[0]
) -> Iterator[Document]:
    """Yield the documents of one file; every problem of the file as a whole is its last document."""
    for document in documents_of(path, where, columns, undated=undated):
        yield document.make()


def documents_of(
    path: Path | RemotePath,
    where: Where,
    columns: Columns,
    *,
    undated: str = UNDATED[0],
    digest: Callable[[bytes], object] | None = None,
) -> Iterator[Pending]:
    """Yield the documents of one file, not made yet; every problem of the file as a whole is its last document.

    `digest` is called with the bytes of the file, all of them and in order, when the last document was taken: the very
    bytes that the documents are made of. `columns` know after the first document which are read; `undated` is one of
    UNDATED.
    """
    if (problem := why_unread(path)) is not None:
        yield _failed(problem, where)
        return
    ending, _ = ending_of(path.name)
    assert ending is not None
    with _problems() as problems, open_digested(path, digest) as plain, _unpacked(path.name, plain) as stream:
        yield from (_careful(document, undated) for document in READERS[ending](stream, where, columns))
    hide = path.hide if isinstance(path, RemotePath) else str
    yield from (_failed(Problem(problem.error, hide(problem.message)), where) for problem in problems)


def why_unread(path: Path | RemotePath) -> Problem | None:
    """Return why a file is not opened at all, by its name and kind; None for a file that is."""
    if ending_of(path.name)[0] is None:
        return _unknown_ending(path.name)
    if isinstance(path, RemotePath):
        return None
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        return Problem("unreadable", "it cannot be read (No such file or directory): a link to nothing, or just gone")
    except OSError as error:
        return Problem("unreadable", f"it cannot be read ({error.strerror or error})")
    return None if stat.S_ISREG(kind) else Problem("unreadable", _NO_FILE)


def _failed(problem: Problem, where: Where) -> Pending:
    return Pending(where, partial(failure, problem, where))


def _careful(document: Pending, undated: str) -> Pending:
    """Return the document as one that is a Failure when anything goes wrong with it: it must not cost the others."""

    def make() -> Document:
        try:
            return dated(document.make(), document.where, undated)
        except Problem as problem:
            return failure(problem, document.where)
        except Exception as error:
            return failure(_unexpected_problem(error), document.where)

    return Pending(document.where, make)


def dated(document: Document, where: Where, undated: str) -> Document:
    """Return a document; its Failure where its date cannot be read and `undated` says that it fails."""
    if undated == "fail" and isinstance(document, Article) and document.unread_date is not None:
        return undated_failure(document, where)
    return document


#: Endings of archives, to say so. But for .zip they are not unpacked, and a .zip not within another archive.
_ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".7z", ".rar", ".bz2", ".xz", ".zst")


_NO_FILE = "it is no regular file, and may never end; save its content"


def _unknown_ending(name: str, *, within: bool = False) -> Problem:
    """Return why a file with this name is not read; `within`: which is in an archive."""
    if name.lower().endswith(_ARCHIVES):
        kind = "an archive within an archive is not read" if within else "archives but for .zip are not read"
        return Problem("archive", f"{kind}; unpack it and give the folder")
    known = " ".join(READERS)
    return Problem("unknown_ending", f"files with this ending are not read; known are {known} and .gz")


@contextmanager
def _unpacked(name: str, plain: BinaryIO) -> Iterator[BinaryIO]:
    """Yield the bytes of a file that is open, unpacked when it is gzip."""
    if name.lower().endswith(".gz"):
        with io.BufferedReader(Unpacked(plain)) as unpacked:
            yield unpacked
    else:
        yield plain


@contextmanager
def _problems() -> Iterator[list[Problem]]:
    """Collect what goes wrong inside."""
    problems: list[Problem] = []
    try:
        yield problems
    except Problem as found:
        problems.append(found)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        problems.append(Problem("broken_gzip", f"it cannot be unpacked ({_first_line(error)}); pack it again"))
    except PermissionError:
        problems.append(Problem("no_permission", "it may not be read; change its permissions"))
    except OSError as error:
        problems.append(Problem("unreadable", f"it cannot be read ({error.strerror or error})"))
    except Exception as error:  # one file must not cost the others; it is reported with its reason
        problems.append(_unexpected_problem(error))


def _unexpected_problem(error: Exception) -> Problem:
    if isinstance(error, MemoryError):
        return Problem("memory", "reading it takes too much memory; allow more with --memory, or split it")
    return Problem(type(error).__name__, f"it cannot be read ({_first_line(error)}); please report it with the file")


def read_stdin(stream: BinaryIO, where: Where, columns: Columns, *, undated: str = UNDATED[0]) -> Iterator[Document]:
    """Read standard input: JSONL when the first line that is not blank is a JSON object, else one text."""
    for document in stdin_documents(stream, where, columns, undated=undated):
        yield document.make()


def stdin_documents(
    stream: BinaryIO, where: Where, columns: Columns, *, undated: str = UNDATED[0]
) -> Iterator[Pending]:
    """Yield the documents of standard input, not made yet."""
    with _problems() as problems:
        head, stream = _first_content(stream)
        reader = read_jsonl if _is_object(head) else read_text
        yield from (_careful(document, undated) for document in reader(stream, where, columns))
    yield from (_failed(problem, where) for problem in problems)


def _first_content(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return the first line that is not blank, and a stream that still has it."""
    read = bytearray()
    line = b""
    while line := stream.readline(MAX_BYTES):
        read += line
        if line.strip() or len(read) > MAX_BYTES:
            break
    return line, io.BufferedReader(Joined(bytes(read), stream))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_parse(line.decode("utf-8-sig")), dict)
    except (UnicodeDecodeError, Problem):
        return False


def _read_one(data: bytes, where: Where, make: Callable[[], Article]) -> Document:
    try:
        if not data:
            raise Problem("empty", "the file is empty; remove it or fill it")
        return make()
    except Problem as problem:
        return failure(problem, where, data=data)


def _not_empty(text: str) -> str:
    if not text.strip():
        raise Problem("empty", "there is only white space in it; remove it or fill it")
    return text


def _json_line(line: str, where: Where, columns: Columns) -> Document:
    try:
        content = _parse(line)
    except Problem as problem:
        return failure(problem, where, data=line)
    return read_record(content, where, columns)


def _parse(text: str, *, hint: str = "") -> Any:
    if sum(map(text.count, ",[{")) > MAX_JSON_VALUES:
        raise Problem("too_long", f"it holds more than {MAX_JSON_VALUES} values; split it, or write one record a line")
    try:
        return json.loads(text)
    except RecursionError:
        raise Problem("broken_json", "it is nested too deeply") from None
    except ValueError as error:
        place = f"line {error.lineno} column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        reason = error.msg if isinstance(error, json.JSONDecodeError) else _first_line(error)
        advice = f"; {hint}" if hint and "Extra data" in reason else ""
        raise Problem("broken_json", f"it is not valid JSON ({reason}, {place}){advice}") from None


def read_record(record: Any, where: Where, columns: Columns | None = None) -> Document:
    """Return the document of a parsed record (a mapping; anything else is a Failure).

    Fields are read from `columns`, from those of their names when None.
    """
    article_id = None
    try:
        if not isinstance(record, Mapping):
            raise Problem("no_record", f"it is a {type(record).__name__}, not a JSON object with 'text'")
        fields = record if columns is None else columns.of_record(record)
        article_id = record_id(fields, where)
        if columns is not None:
            columns.check_record(record, fields)
        return article_from(fields, where)
    except Problem as found:
        problem = found
    except Exception as error:  # one record must not cost the others; it is reported with its reason
        problem = _unexpected_problem(error)
    return failure(problem, where, article_id=article_id, data=_as_json(record))


def _as_json(record: Any) -> str | None:
    try:
        return json.dumps(record, default=str, ensure_ascii=False)
    except (ValueError, TypeError, RecursionError):  # nested without end, or keys that are no text
        return None


def _csv_row(fields: Mapping[str, int], width: int, cells: list[str], where: Where) -> Document:
    """Return the document of a row, whose `fields` are in the cells of these numbers."""
    if len(cells) != width:
        problem = Problem("broken_csv", f"the row has {len(cells)} cells, the header has {width}; check its quotes")
        return failure(problem, where, data="\n".join(cells))
    # An empty cell is a missing one: CSV has no other way to say so.
    return read_record({name: cells[place] for name, place in fields.items() if cells[place]}, where)


def _text_record(text: str) -> dict[str, Any]:
    """Return a text file as a record: its front matter, if it has one, and the rest as `text`."""
    text = encodable(text)
    match = _FRONT_MATTER.match(text)
    fields = _front_matter(match.group(1)) if match else None
    if match is None or fields is None:
        return {"text": text.removeprefix("\ufeff")}
    return {**fields, "text": text[match.end() :]}


def _front_matter(block: str) -> dict[str, Any] | None:
    """Return the fields of a YAML block; None when it is prose between two lines of dashes."""
    import yaml  # here: few inputs have such a block

    try:
        # BaseLoader builds strings, lists and maps only: as safe as safe_load, and the id 007 stays 007.
        content = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        # `title: Cumbre: primer día` is no YAML, but everybody writes it.
        lines = [line.partition(":") for line in block.splitlines() if line.strip()]
        content = {key.strip(): value.strip().strip("\"'") for key, colon, value in lines if colon}
    if not isinstance(content, dict):
        return None
    fields = {str(key).lower(): value for key, value in content.items()}
    known = {key: value for key, value in fields.items() if key in FIELDS and key not in ("text", "html")}
    return known or None


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
