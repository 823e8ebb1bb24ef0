"""Messages between a run and its child process: a JSON header and, behind it, named blobs. No pickle, no text lines."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple

_LENGTH = struct.Struct("<Q")


class Frame(NamedTuple):
    """One message."""

    kind: str
    fields: Mapping[str, Any]
    blobs: Mapping[str, bytes]


def send(stream: BinaryIO, kind: str, blobs: Mapping[str, bytes] | None = None, **fields: Any) -> None:
    """Write a message. Raises OSError when the other side is gone."""
    blobs = blobs or {}
    sizes = {name: len(blob) for name, blob in blobs.items()}
    header = json.dumps({"kind": kind, "fields": fields, "blobs": sizes}).encode()
    stream.write(_LENGTH.pack(len(header)) + header)
    for blob in blobs.values():
        stream.write(blob)
    stream.flush()


def receive(stream: BinaryIO) -> Frame | None:
    """Read a message; None when the other side is gone, also in the middle of one."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        return None
    header = json.loads(data)
    blobs = {}
    for name, size in header["blobs"].items():
        blobs[name] = stream.read(size)
        if len(blobs[name]) < size:
            return None
    return Frame(header["kind"], header["fields"], blobs)


def own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return where the messages to this process come from, and where its answers go; for its whole life."""
    # Libraries may print: what they say must not get between the messages.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Not `sys.stdin`, which Python closes at its end: it cannot while a thread is reading.
    return open(0, "rb", closefd=False), answers
