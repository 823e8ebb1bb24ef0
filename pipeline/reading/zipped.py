"""Zip archives: what is in them, unpacked in memory up to the point where nobody's text packs so well.

Nothing is written to the disk, so that a name that leads out of the archive leads nowhere.
"""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from pipeline.reading.gzipped import check_ratio
from pipeline.reading.model import Problem, check_id, safe_line

#: Bytes of one part of a document, or of a member that is read back and forth, at most.
MAX_PART = 100_000_000
_BLOCK = 1 << 20
#: What `zipfile` raises for archives that are broken, packed in a way that it does not know, or locked.
_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)
_LOCKED = 0x1
_UTF_8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `problem` is why it is not read, None for one that can be opened."""

    name: str
    problem: Problem | None
    _archive: zipfile.ZipFile
    _info: zipfile.ZipInfo
    _total: list[int]

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the content, which is read on as it is needed. Reading raises Problem for a bomb and a broken member."""
        with _told("it cannot be unpacked"):
            packed = self._archive.open(self._info)
        with packed, io.BufferedReader(_Unpacked(cast(BinaryIO, packed), self._info, self._total)) as stream:
            yield cast(BinaryIO, stream)


def members_of(stream: BinaryIO) -> Iterator[Member]:
    """Yield the files in an archive, sorted by name; hidden ones are left out, as they are in folders.

    Raises Problem for what is no archive, an empty one, and one that unpacks to too much in all.
    """
    size, total = stream.seek(0, io.SEEK_END), [0]
    with _told("it is no readable ZIP archive"):
        archive = zipfile.ZipFile(stream)
    found = sorted((_name(info), at) for at, info in enumerate(archive.infolist()) if not info.is_dir())
    visible = [(name, at) for name, at in found if not _is_hidden(name)]
    if not visible:
        raise Problem("empty", "there is no file in the archive")
    for name, at in visible:
        check_ratio(size, total[0])
        info = archive.infolist()[at]
        yield Member(safe_line(name), _problem(name, info), archive, info, total)


def unpacked_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of a document that is an archive.

    Raises KeyError when it is not there, and Problem when it is broken or unpacks to too much.
    """
    info = archive.getinfo(name)
    return read_whole(Member(name, None, archive, info, [0]))


def read_whole(member: Member) -> bytes:
    """Return the content of a member. Raises Problem when it is broken or unpacks to too much."""
    with member.open() as stream:
        data = stream.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise Problem("too_long", f"a part of it unpacks to more than {MAX_PART} bytes; save its text as .txt")
    return data


def _problem(name: str, info: zipfile.ZipInfo) -> Problem | None:
    """Return why a member is not opened."""
    if info.flag_bits & _LOCKED:
        return Problem("encrypted", "it is locked with a password; unpack the archive and give the folder")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Problem("unreadable", "it is a link to another file; unpack the archive and give the folder")
    try:
        check_id(name)
    except Problem as problem:
        return Problem("unsafe_name", problem.message.replace("the id", "the name"))
    return None


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member. UTF-8 that is not said to be some is taken for an old code page by the library."""
    if info.flag_bits & _UTF_8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return any(part.startswith(".") and part != ".." for part in parts) or parts[0] == "__MACOSX"


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Raise Problem for what `zipfile` raises inside."""
    try:
        yield
    except Problem:
        raise
    except _ERRORS as error:
        reason = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
        raise Problem("broken_zip", f"{what} ({safe_line(reason)}); pack it again") from error


class _Unpacked(io.RawIOBase):
    """The content of a member; `total` counts what all members were unpacked to."""

    def __init__(self, packed: BinaryIO, info: zipfile.ZipInfo, total: list[int]) -> None:
        self._packed = packed
        self._size = info.compress_size
        self._total = total
        self._read = 0

    def readable(self) -> bool:
        """Return True, as `BufferedReader` asks."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` and return the number of bytes read."""
        with _told("it cannot be unpacked"):
            chunk = self._packed.read(min(len(buffer), _BLOCK))
        self._read += len(chunk)
        self._total[0] += len(chunk)
        check_ratio(self._size, self._read)
        buffer[: len(chunk)] = chunk
        return len(chunk)
