"""Sorting of more rows than fit into memory: sorted runs on the disk, which are merged (an external merge sort).

What is in memory is bound by bytes, whatever the number of rows and the length of their texts: the rows of one run
while runs are made, a block of each run while they are merged.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import RawIOBase
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.output.sizes import bytes_up_to, end_within

#: Bytes of the rows that are sorted in memory, and of those that are read and written together. A block may end with a
#: row that is longer.
RUN_BYTES = 32 << 20
BLOCK_BYTES = 256 << 10
#: Runs that are merged at a time; more of them are merged to fewer before.
FAN_IN = 64
#: The values of a row's key, each behind whether there is one.
_Key = tuple[tuple[bool, Any], ...]
#: A column behind the others: the number of a row in the order in which they were added.
_ARRIVAL = "_arrival"


class Sorter:
    """Rows that come in any order and leave by their key, missing values first; equal keys as they came.

    `scratch` opens a temporary file, when there are more rows than fit into memory.
    """

    def __init__(self, schema: pa.Schema, key: Sequence[str], scratch: Callable[[], BinaryIO]) -> None:
        self.schema = schema
        self._schema = schema.append(pa.field(_ARRIVAL, pa.int64()))
        self._key = (*key, _ARRIVAL)
        self._scratch = scratch
        self._added = 0
        self._waiting: list[pa.RecordBatch] = []
        self._bytes = 0
        self._runs: list[_Run] = []

    def add(self, batch: pa.RecordBatch) -> None:
        """Take rows."""
        if not batch.num_rows:
            return
        numbers = np.arange(self._added, self._added + batch.num_rows)
        self._added += batch.num_rows
        self._waiting.append(pa.RecordBatch.from_arrays([*batch.columns, pa.array(numbers)], schema=self._schema))
        self._bytes += self._waiting[-1].nbytes
        if self._bytes >= RUN_BYTES:
            file = self._runs[-1].file if self._runs else self._scratch()
            self._runs.append(_write(file, self._in_memory(), self._schema))

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield all rows, once; the files are closed behind the last one."""
        in_memory = self._in_memory()
        while len(self._runs) >= FAN_IN:
            self._merge_runs()
        for batch in _merged([*map(_read, self._runs), in_memory], self._key):
            yield batch.select(self.schema.names)
        if self._runs:
            self._runs[0].file.close()

    def _in_memory(self) -> Iterator[pa.RecordBatch]:
        """Return the rows that wait, sorted, in blocks; none waits any more."""
        waiting, self._waiting, self._bytes = self._waiting, [], 0
        return _blocks(_sorted(_joined(waiting), self._key)) if waiting else iter(())

    def _merge_runs(self) -> None:
        """Merge neighbours among the runs, so that there are fewer, in a file of their own."""
        file, old = self._scratch(), self._runs
        groups = [old[start : start + FAN_IN] for start in range(0, len(old), FAN_IN)]
        self._runs = [_write(file, _merged(map(_read, group), self._key), self._schema) for group in groups]
        old[0].file.close()


class _Run(NamedTuple):
    """Sorted rows in a part of a file."""

    file: BinaryIO
    start: int
    end: int


class _Part(RawIOBase):
    """A part of a file to read, while others read other parts of it."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._at = run.start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._run.file.seek(self._at)
        data = self._run.file.read(min(len(buffer), self._run.end - self._at))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _write(file: BinaryIO, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> _Run:
    start = file.seek(0, os.SEEK_END)
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with pa.ipc.new_stream(file, schema, options=options) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return _Run(file, start, file.tell())


def _read(run: _Run) -> Iterator[pa.RecordBatch]:
    yield from pa.ipc.open_stream(_Part(run))


def _merged(streams: Iterable[Iterator[pa.RecordBatch]], key: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of sorted streams, sorted, in blocks.

    Up to the least of the last keys of all blocks in memory, no row is missing that is still on the disk.
    """
    heads = [head for head in (_Head(stream, key) for stream in streams) if head.fill()]
    while heads:
        bound = min(head.last for head in heads)
        rows = _joined([part for head in heads if (part := head.take(bound)).num_rows])
        yield from _blocks(_sorted(rows, key))
        heads = [head for head in heads if head.fill()]


class _Head:
    """The block of a sorted stream that is in memory, without the rows that were taken."""

    def __init__(self, stream: Iterator[pa.RecordBatch], key: Sequence[str]) -> None:
        self._stream = stream
        self._key = key
        self._rows: pa.RecordBatch | None = None
        #: Key of the last row.
        self.last: _Key = ()

    def fill(self) -> bool:
        """Read the next block when all rows were taken, and return whether there is any."""
        if self._rows is None or not self._rows.num_rows:
            self._rows = next(self._stream, None)
            if self._rows is None:
                return False
            self.last = self._key_at(self._rows.num_rows - 1)
        return True

    def take(self, bound: _Key) -> pa.RecordBatch:
        """Take the rows up to a key, that of a row here or in another stream."""
        assert self._rows is not None
        number = bisect_right(range(self._rows.num_rows), bound, key=self._key_at)
        taken, self._rows = self._rows.slice(0, number), self._rows.slice(number)
        return taken

    def _key_at(self, row: int) -> _Key:
        assert self._rows is not None
        values = (self._rows.column(name)[row].as_py() for name in self._key)
        return tuple((value is not None, value) for value in values)


def _joined(batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    (joined,) = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return joined


def _sorted(batch: pa.RecordBatch, key: Sequence[str]) -> pa.RecordBatch:
    columns = [column for name in key for column in (batch[name].is_valid(), batch[name])]
    keys = pa.RecordBatch.from_arrays(columns, names=[str(number) for number in range(len(columns))])
    return batch.take(pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in keys.schema.names]))


def _blocks(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    up_to = bytes_up_to(batch)
    start = 0
    while start < batch.num_rows:
        end = end_within(up_to, start, BLOCK_BYTES)
        yield batch.slice(start, end - start)
        start = end
