"""How many bytes rows take, so that what is held or written at once is bound by bytes and not only by a number."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Bytes = NDArray[np.int64]

#: Bytes of a value that is no text.
_VALUE = 8


def bytes_up_to(batch: pa.RecordBatch) -> Bytes:
    """Return for each row of a batch the bytes of it and of all rows before it."""
    each = np.zeros(batch.num_rows, np.int64)
    for column in batch.columns:
        each += _bytes_of(column)
    return np.cumsum(each)


def _bytes_of(column: pa.Array) -> Bytes | int:
    if pa.types.is_string(column.type):
        lengths = pc.binary_length(column)
    elif pa.types.is_list(column.type):
        lengths = pc.multiply(pc.list_value_length(column), _VALUE)
    else:
        return _VALUE
    return np.asarray(lengths.fill_null(0).to_numpy(zero_copy_only=False), np.int64)


def end_within(up_to: Bytes, start: int, room: int) -> int:
    """Return the end of the rows from `start` on that fill a room of bytes, or of all when they do not.

    The row that fills it is among them, however long it is.
    """
    before = int(up_to[start - 1]) if start else 0
    return min(int(np.searchsorted(up_to, before + room)) + 1, len(up_to))
