"""Rows of numbers for words, put together only once for each word.

Most words of an article are not new. What a word adds up to before the maxout is kept; a row never depends on which
other words were new with it, so that a text gets the same numbers whatever has been processed before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

import numpy as np
from thinc.api import NumpyOps

from pipeline.models.architecture import Embedding, FloatArray, IntArray

#: Rows that are multiplied at once: the last bits of a product depend on how many there are, and with some kernels of
#: OpenBLAS (Haswell, Zen) on which one of more than eight a row is.
_BLOCK = 8
_OPS = NumpyOps(use_blis=False)

Key = TypeVar("Key", bound=Hashable)


class Mixer:
    """The share of some columns in the sums before the maxout of an embedding.

    The weights of the mixing layer can be cut by column, for what they are multiplied with is put side by side:
    W (a, b, c) = Wa a + Wb b + Wc c.
    """

    def __init__(self, embedding: Embedding, columns: Sequence[str], *, with_vectors: bool = False) -> None:
        numbers = [embedding.columns.index(column) for column in columns]
        self._tables = [embedding.tables[number] for number in numbers]
        blocks = np.split(embedding.mix.weights, len(embedding.tables) + (embedding.vectors is not None))
        chosen = [blocks[number] for number in numbers]
        if with_vectors and embedding.vectors is not None:
            chosen.append(embedding.vectors.T @ blocks[-1])
        self._weights = np.concatenate(chosen)

    def sums(self, ids: IntArray, vectors: FloatArray | None = None) -> FloatArray:
        """Return the shares of words: `ids` has a row a word, a column a column; `vectors` are their word vectors."""
        parts = [
            _OPS.gather_add(table.rows, _OPS.hash(np.ascontiguousarray(ids[:, number]), table.seed) % len(table.rows))
            for number, table in enumerate(self._tables)
        ]
        if vectors is not None:
            parts.append(vectors)
        return multiply_by_row(np.concatenate(parts, axis=1), self._weights)


def multiply_by_row(rows: FloatArray, weights: FloatArray) -> FloatArray:
    """Return `rows @ weights`, where the result for a row is the same to the last bit whatever the other rows are."""
    blocks = -(-len(rows) // _BLOCK)
    padded = np.zeros((blocks * _BLOCK, rows.shape[1]), dtype="float32")
    padded[: len(rows)] = rows
    products: FloatArray = padded.reshape(blocks, _BLOCK, rows.shape[1]) @ weights
    return products.reshape(len(padded), weights.shape[1])[: len(rows)]


class RowCache(Generic[Key]):
    """Rows by key. `make` gives the rows of keys; all are forgotten when more than `most` are known."""

    def __init__(self, make: Callable[[list[Key]], FloatArray], *, width: int, most: int) -> None:
        self._make = make
        self._most = most
        self._numbers: dict[Key, int] = {}
        self._rows = np.empty((0, width), dtype="float32")

    def rows(self, keys: Sequence[Key]) -> FloatArray:
        """Return the rows of `keys`, at least one, in order."""
        numbers = list(map(self._numbers.get, keys))
        if None in numbers:
            self._learn(keys)
            numbers = list(map(self._numbers.get, keys))
        return self._rows[np.array(numbers, dtype=np.intp)]

    def _learn(self, keys: Sequence[Key]) -> None:
        new = [key for key in dict.fromkeys(keys) if key not in self._numbers]
        if len(self._numbers) + len(new) > self._most:
            self._numbers.clear()
            new = list(dict.fromkeys(keys))
        made = self._make(new)
        first = len(self._numbers)
        self._reserve(first + len(new))
        self._rows[first : first + len(new)] = made
        self._numbers.update(zip(new, range(first, first + len(new)), strict=True))

    def _reserve(self, count: int) -> None:
        if count > len(self._rows):
            larger = np.empty((max(count, 2 * len(self._rows)), self._rows.shape[1]), dtype="float32")
            larger[: len(self._rows)] = self._rows
            self._rows = larger
