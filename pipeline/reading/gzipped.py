"""Packed bytes, unpacked as they are read, up to the point where nobody's text packs so well."""

from __future__ import annotations

import gzip
import io
from typing import BinaryIO

from pipeline.reading.model import MAX_RATIO, MAX_UNPACKED, Problem


def check_ratio(packed: int, unpacked: int) -> None:
    """Raise Problem for a bomb: many bytes out of few. News text packs to a third, a repeated line to a hundredth."""
    if unpacked > MAX_UNPACKED and unpacked > packed * MAX_RATIO:
        raise Problem(
            "too_long",
            f"it unpacks to more than {MAX_RATIO} times its size, which text does not; the rest was not read",
        )


class Unpacked(io.RawIOBase):
    """The content of a gzip stream. Reading raises Problem when it turns out to be a bomb."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._file = gzip.GzipFile(fileobj=packed, mode="rb")

    def readable(self) -> bool:
        """Return True, as `BufferedReader` asks."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` and return the number of bytes read."""
        chunk = self._file.read1(len(buffer))
        check_ratio(self._packed.tell(), self._file.tell())
        buffer[: len(chunk)] = chunk
        return len(chunk)
