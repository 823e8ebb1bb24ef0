"""Files whose bytes are digested as they are read, so that a digest is of what was read and of nothing else."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.reading.remote import RemotePath

#: Bytes that are read at a time.
_BLOCK = 1 << 20
#: Endings of files that are read back and forth.
_SEEKING = frozenset((".parquet", ".zip"))

Digest = Callable[[bytes], object]


@contextmanager
def open_digested(path: Path | RemotePath, digest: Digest | None) -> Iterator[BinaryIO]:
    """Open a file; `digest` is called with all of its bytes, in order, also with those that nobody read.

    A file that is read back and forth is copied first, and the copy is what is read. Raises OSError.
    """
    with path.open("rb") as file:
        if digest is None:
            yield file
        elif Path(path.name).suffix.lower() in _SEEKING:
            with _copied(file, digest) as copy:
                yield copy
        else:
            try:
                yield cast(BinaryIO, io.BufferedReader(_Digested(file, digest), _BLOCK))
            except Exception:  # the file is no use, but known again; when nobody wants more of it that does not matter
                _pass_on(file, digest)
                raise
            _pass_on(file, digest)


@contextmanager
def _copied(file: BinaryIO, digest: Digest) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile(prefix="comunicado-") as copy:
        shutil.copyfileobj(io.BufferedReader(_Digested(file, digest), _BLOCK), copy, _BLOCK)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _pass_on(file: BinaryIO, digest: Digest) -> None:
    while block := file.read(_BLOCK):
        digest(block)


class _Digested(io.RawIOBase):
    """A stream that can only be read on."""

    def __init__(self, file: BinaryIO, digest: Digest) -> None:
        self._file = file
        self._digest = digest
        self._position = 0

    def readable(self) -> bool:
        """Return True, as `BufferedReader` asks."""
        return True

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` and return the number of bytes read."""
        block = self._file.read(len(buffer))
        self._digest(block)
        self._position += len(block)
        buffer[: len(block)] = block
        return len(block)
