"""Control files that tell whether they are whole: the first line has the length and the SHA-256 of what follows."""

from __future__ import annotations

import hashlib
import re

_SEAL = re.compile(rb"comunicado 1 (\d{1,15}) ([0-9a-f]{64})\n")
#: Bytes of the longest first line.
LONGEST = len(b"comunicado 1 ") + 15 + 1 + 64 + 1


class DamagedError(ValueError):
    """A file is not what was written; the message says why, without its name."""


def seal(data: bytes) -> bytes:
    """Return data with its seal in front."""
    return b"comunicado 1 %d %s\n" % (len(data), hashlib.sha256(data).hexdigest().encode()) + data


def sealed_length(head: bytes) -> tuple[int, int]:
    """Return where sealed data begins and its length, from the first bytes of a file. Raises DamagedError."""
    match = _SEAL.match(head)
    if match is None:
        raise DamagedError("it does not begin as it should")
    return match.end(), int(match.group(1))


def unseal(sealed: bytes) -> bytes:
    """Return the data behind a seal; more bytes may follow it. Raises DamagedError when they are not as sealed."""
    start, length = sealed_length(sealed)
    data = sealed[start : start + length]
    if len(data) < length:
        raise DamagedError("it is cut off")
    if hashlib.sha256(data).hexdigest() != sealed[start - 65 : start - 1].decode():
        raise DamagedError("its digest is wrong")
    return data
