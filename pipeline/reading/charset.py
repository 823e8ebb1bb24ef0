"""Bytes to text. UTF-8 that decodes strictly is a fact; only the rest is guessed, by `charset-normalizer`."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

from pipeline.reading.model import MAX_BYTES, Problem

#: Encodings Spanish text comes in. With more to choose from, texts with a euro sign come out as Mac Roman and
#: short ones as Cyrillic or Turkish. Latin-1 is not among them: what claims to be it is read as Windows-1252.
CANDIDATES = ["cp1252", "utf_16", "utf_16_le", "utf_16_be", "utf_32"]
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: First bytes of things people give by mistake, with what they are.
_MAGIC = (
    (b"%PDF", "a PDF; give it the ending .pdf"),
    (b"PK\x03\x04", "a zip or Office file; give it its own ending, as .zip or .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save its text as .txt"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "gzip; give it the ending .gz"),
    (b"PAR1", "Parquet; give it the ending .parquet"),
)
#: Codecs that Python counts as text encodings but no document has: for host names, its own source, and one that fails.
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"))
_HEAD = 65_536


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Return the text of a whole document; `declared` is an encoding it names itself.

    Raises Problem for what is not text.
    """
    if _mostly_utf8(data):
        return data.decode("utf-8-sig", errors="replace")
    encoding = recognise(data, declared=declared)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _mostly_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8 with a few broken bytes, as a file cut off or patched has: better a mark than "Ã³"."""
    if b"\x00" in data[:_HEAD]:
        return False
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return 0 < bad * 8 < sum(char > "\x7f" for char in text)


def recognise(data: bytes, *, declared: str | None = None, partial: bool = False) -> str:
    """Return the name of the encoding of `data`; `partial` when it is only the head of a file.

    Raises Problem for what is not text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    if (kind := next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)) is not None:
        raise Problem("binary", f"it is {kind}")
    for name in filter(None, ("utf-8", declared)):
        if _is_charset(name) and _decodes(data, name, partial=partial):
            return name
    best = from_bytes(data[:_HEAD], cp_isolation=_candidates(data), enable_fallback=False).best()
    if best is None:
        raise Problem("binary", "it is binary or in an unknown encoding; save it as UTF-8 text")
    return best.encoding


def _candidates(data: bytes) -> list[str]:
    """Return the encodings that are possible for the bytes.

    Latin letters in UTF-16 are half zero bytes; single-byte encodings have no zero bytes.
    """
    head = data[:_HEAD]
    wide = head.count(0) * 5 > len(head)
    return [name for name in CANDIDATES if name.startswith("utf") == wide]


def _is_charset(name: str) -> bool:
    """Whether a name is that of a character set.

    Python's codecs such as `hex`, `zlib` or `idna` are not.
    """
    try:
        b" ".decode(name)  # refused for codecs from bytes to bytes
        return codecs.lookup(name).name.replace("_", "-") not in _NO_CHARSETS
    except (LookupError, ValueError):
        return False


def _decodes(data: bytes, encoding: str, *, partial: bool) -> bool:
    # Zero bytes are valid UTF-8, but many of them are UTF-16 without its mark.
    if data[:_HEAD].count(0) * 5 > len(data[:_HEAD]):
        return False
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final=not partial)
    except UnicodeError:
        return False
    return True


def read_all(stream: BinaryIO, *, limit: int = MAX_BYTES) -> bytes:
    """Return all bytes of a stream, at most `limit`. Raises Problem above it (a gzip bomb stops here too)."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Problem("too_long", f"it is longer than the limit of {limit} bytes; split it")
    return data


def text_lines(stream: BinaryIO, *, limit: int = MAX_BYTES) -> Iterator[str]:
    """Yield the lines of a stream with their ends, decoded one by one, so that one bad byte spoils one line only.

    Raises Problem when a line is longer than `limit` bytes, since finding its end could take for ever.
    """
    head = stream.read(_HEAD)
    encoding = recognise(head, partial=True)
    joined = io.BufferedReader(Joined(head, stream), buffer_size=_HEAD)
    if encoding.startswith(("utf-16", "utf_16", "utf-32", "utf_32")):
        yield from _wide_lines(joined, encoding, limit)
        return
    first = True
    while line := joined.readline(limit + 1):
        if len(line) > limit:
            raise Problem("too_long", f"a line is longer than the limit of {limit} bytes; the rest was not read")
        yield _decode_line(line, encoding, first=first)
        first = False


def _wide_lines(stream: BinaryIO, encoding: str, limit: int) -> Iterator[str]:
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    while line := text.readline(limit + 1):
        if len(line) > limit:
            raise Problem("too_long", f"a line is longer than the limit of {limit} characters; the rest was not read")
        yield line


def _decode_line(line: bytes, encoding: str, *, first: bool) -> str:
    # UTF-8 first whatever the head was: feeds are glued together from several sources, and a line of Windows-1252 with
    # an accent is never valid UTF-8.
    for name in ("utf-8-sig" if first else "utf-8", encoding):
        try:
            return line.decode(name)
        except UnicodeDecodeError:
            continue
    return line.decode("cp1252", errors="replace")


class Joined(io.RawIOBase):
    """A head already read, then the rest of its stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Return True, as `BufferedReader` asks."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` and return the number of bytes read."""
        size = len(buffer)
        chunk, self._head = (self._head[:size], self._head[size:]) if self._head else (self._rest.read(size), b"")
        buffer[: len(chunk)] = chunk
        return len(chunk)
