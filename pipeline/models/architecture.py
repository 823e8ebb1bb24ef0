"""What a network of spaCy's consists of: its weights, laid out for few large multiplications.

Only the usual architecture is known, MultiHashEmbed with MaxoutWindowEncoder; `read_tok2vec` gives None for any other,
which then has to be computed by spaCy itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.uint64]

_EMBED = re.compile(
    r"extract_features list2ragged( ints-getitem hashembed)+( static_vectors)? maxout layernorm( dropout)? ragged2list"
)
_ENCODE = re.compile(r"(expand_window maxout layernorm( dropout)?( (?=.)|$))+")
_RESIDUAL = re.compile(r"with_array\((?:residual\([^()]*\)(?:>>)?)+\)")
#: Added to a variance before it divides, as in thinc.
_EPSILON = np.float32(1e-8)


@dataclass(frozen=True)
class Maxout:
    """A maxout layer with the layer normalisation after it.

    `weights`: a column for each piece of each output, all first pieces first, so that the pieces of an output are apart
    by the width and the largest of them are found by whole blocks.
    """

    weights: FloatArray
    bias: FloatArray
    gain: FloatArray
    shift: FloatArray

    @classmethod
    def of(cls, maxout: Model[Any, Any], norm: Model[Any, Any]) -> Maxout:
        """Return the weights of two layers of thinc's."""
        weights, bias = weight(maxout, "W"), weight(maxout, "b")
        by_piece = weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])
        columns = np.ascontiguousarray(by_piece.T)
        return cls(columns, np.ascontiguousarray(bias.T).reshape(-1), weight(norm, "G"), weight(norm, "b"))

    def activate(self, sums: FloatArray) -> FloatArray:
        """Return the outputs for the products of inputs and `weights`, with the bias added already."""
        width = len(self.gain)
        best = largest_pieces(sums, width)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best)
        variance /= width
        variance += _EPSILON
        np.sqrt(variance, out=variance)
        best /= variance[:, None]
        best *= self.gain
        best += self.shift
        return best


def weight(layer: Model[Any, Any], name: str) -> FloatArray:
    """Return a parameter of a layer."""
    numbers: FloatArray = np.asarray(layer.get_param(name))
    return numbers


class Linear:
    """A linear layer of thinc's."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        self.weights = np.ascontiguousarray(weight(layer, "W").T)
        self.bias = weight(layer, "b")

    def __call__(self, rows: FloatArray) -> FloatArray:
        """Return outputs for rows of inputs."""
        out: FloatArray = rows @ self.weights
        out += self.bias
        return out


def by_piece(numbers: FloatArray) -> FloatArray:
    """Return an array with its last two dimensions, pieces and outputs, made one, as `largest_pieces` wants them."""
    return np.ascontiguousarray(numbers.reshape(*numbers.shape[:-2], -1), dtype="float32")


def largest_pieces(sums: FloatArray, width: int) -> FloatArray:
    """Return the largest of the pieces of each output; pieces are blocks of `width` columns."""
    best = sums[:, :width].copy()
    for start in range(width, sums.shape[1], width):
        np.maximum(best, sums[:, start : start + width], out=best)
    return best


@dataclass(frozen=True)
class HashTable:
    """A table in which each value of a column has four rows, found by hashing it with `seed`, that are added."""

    seed: int
    rows: FloatArray


@dataclass(frozen=True)
class Embedding:
    """Numbers of a word from its columns (see `spacy.attrs`), a table each, and from its word vector if `vectors`."""

    columns: tuple[str, ...]
    tables: tuple[HashTable, ...]
    vectors: FloatArray | None
    mix: Maxout


@dataclass(frozen=True)
class Encoding:
    """Residual layers, each of which sees `window` words to either side; `padding` empty rows part two texts."""

    layers: tuple[Maxout, ...]
    window: int
    padding: int


@dataclass(frozen=True)
class Tok2Vec:
    """A network that gives each word of a text a row of numbers."""

    embed: Embedding
    encode: Encoding


def read_tok2vec(model: Model[Any, Any]) -> Tok2Vec | None:
    """Return the parts of spaCy's `Tok2Vec`, None when its architecture is another one."""
    if not (model.has_ref("embed") and model.has_ref("encode")):
        return None
    embed, encode = model.get_ref("embed"), model.get_ref("encode")
    if not (_EMBED.fullmatch(" ".join(leaves(embed))) and _ENCODE.fullmatch(" ".join(leaves(encode)))):
        return None
    windows = {layer.attrs["window_size"] for layer in _layers_called(encode, "expand_window")}
    if len(windows) > 1 or not _RESIDUAL.fullmatch(encode.name):
        return None
    return Tok2Vec(_read_embedding(embed), Encoding(_read_maxouts(encode), windows.pop(), encode.attrs["pad"]))


def _read_embedding(embed: Model[Any, Any]) -> Embedding:
    (extract,) = _layers_called(embed, "extract_features")
    tables = [HashTable(layer.attrs["seed"], weight(layer, "E")) for layer in _layers_called(embed, "hashembed")]
    vectors = [weight(layer, "W") for layer in _layers_called(embed, "static_vectors")]
    (mix,) = _read_maxouts(embed)
    return Embedding(tuple(extract.attrs["columns"]), tuple(tables), vectors[0] if vectors else None, mix)


def _read_maxouts(model: Model[Any, Any]) -> tuple[Maxout, ...]:
    pairs = zip(_layers_called(model, "maxout"), _layers_called(model, "layernorm"), strict=True)
    return tuple(Maxout.of(maxout, norm) for maxout, norm in pairs)


def leaves(model: Model[Any, Any]) -> list[str]:
    """Return the names of the layers that have none below them, in the order of computation."""
    return [layer.name for layer in _in_order(model) if not layer.layers]


def _layers_called(model: Model[Any, Any], name: str) -> Sequence[Model[Any, Any]]:
    return [layer for layer in _in_order(model) if layer.name == name]


def _in_order(model: Model[Any, Any]) -> Iterator[Model[Any, Any]]:
    yield model
    for layer in model.layers:
        yield from _in_order(layer)
