"""The convolutional layers of a network, over all words of some texts at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.models.architecture import Encoding, FloatArray


def encode(rows: FloatArray, lengths: Sequence[int], encoding: Encoding) -> FloatArray:
    """Return the rows of words in view of their neighbours; `rows` are those of texts with so many words each."""
    places = _places(lengths, encoding.padding)
    width = rows.shape[1]
    inner = np.zeros((len(places) + encoding.padding * (len(lengths) + 1), width), dtype="float32")
    inner[places] = rows
    wide = np.zeros((len(inner), width * (2 * encoding.window + 1)), dtype="float32")
    sums = np.empty((len(inner), len(encoding.layers[0].bias)), dtype="float32")
    for layer in encoding.layers:
        _see_neighbours(inner, wide, encoding.window)
        np.matmul(wide, layer.weights, out=sums)
        np.add(sums, layer.bias, out=sums)
        inner += layer.activate(sums)
    return inner[places]


def _places(lengths: Sequence[int], padding: int) -> NDArray[np.intp]:
    """Return where the words of the texts stand among the padding before, between and after the texts."""
    before = np.repeat(np.arange(1, len(lengths) + 1) * padding, lengths)
    return before + np.arange(len(before))


def _see_neighbours(rows: FloatArray, wide: FloatArray, window: int) -> None:
    """Fill `wide` with each row between its neighbours; what lies outside of `rows` stays zero there."""
    width, count = rows.shape[1], len(rows)
    for offset in range(-window, window + 1):
        column = (offset + window) * width
        start, end = max(0, -offset), min(count, count - offset)
        wide[start:end, column : column + width] = rows[start + offset : end + offset]
