"""A trained network as the file that the package reads: kept pieces, the encoder in int8 as ONNX, heads in float16."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from spacy.util import minibatch
from torch import nn

from training.reader.encoder import WIDTH, Encoder, Layer, Packed, tokenizer_of
from training.reader.network import Net, head_arrays
from training.reader.rereading import Rereader, reread_arrays

#: Ids of the marks: begin, padding, end, unknown.
_MARKS = range(4)
#: Code points of Latin letters and signs are below this.
_LATIN = 0x250
#: Places of pieces that are kept: more than the longest window has.
_PLACES = 288
#: Texts that are cut into pieces at a time.
_TOGETHER = 500

Arrays = dict[str, npt.NDArray[Any]]


def export(net: Net, again: Rereader, packed: Packed, texts: Iterable[str], info: dict[str, Any], path: Path) -> int:
    """Write the file of `pipeline.reader.network.Network`; returns how many pieces were kept.

    Those of `texts` and the single Latin letters are. `info` has the `confidence` by kind of cue.
    """
    kept = kept_pieces(packed, texts)
    vectors, scales = _bytes_and_scales(net.encoder.word.weight.detach()[kept].numpy())
    arrays: Arrays = {
        "info": _as_json(info),
        "pieces": _as_json([packed.pieces[n] for n in kept]),
        "vectors": vectors,
        "vector_scales": scales,
        "places": net.encoder.places[:_PLACES].numpy(),
        "encoder": _as_bytes(_onnx(_Encoder(net.encoder, net.freeze), "embedded", ["hidden", "below"])),
        "rereader": _as_bytes(_onnx(nn.Sequential(*map(_Lean, again.layers)), "begun", ["read"])),
    }
    heads = dict(_half_precision("head.", head_arrays(net))), dict(_half_precision("again.", reread_arrays(again)))
    np.savez(path, **arrays, **heads[0], **heads[1])
    return len(kept)


def kept_pieces(packed: Packed, texts: Iterable[str]) -> list[int]:
    """Return the ids of the marks, of the pieces of some texts and of the single Latin letters, in order."""
    tokenizer, found = tokenizer_of(packed), set[int]()
    for part in minibatch(texts, _TOGETHER):
        for encoded in tokenizer.encode_batch(part, add_special_tokens=False):
            found.update(encoded.ids)
    found |= {n for n, (piece, _) in enumerate(packed.pieces) if len(piece) == 1 and ord(piece) < _LATIN}
    return [*_MARKS, *sorted(found - set(_MARKS))]


def _bytes_and_scales(
    vectors: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return the vectors in 8 bits, and what to multiply each with."""
    scales = np.abs(vectors).max(1) / 127
    scales[scales == 0] = 1
    return np.round(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _half_precision(prefix: str, arrays: Arrays) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Yield the arrays in half precision under names with a prefix; constants stay as they are."""
    for name, array in arrays.items():
        yield prefix + name, array.astype(np.float16) if array.ndim > 1 else array


def _as_bytes(data: bytes) -> npt.NDArray[np.uint8]:
    return np.frombuffer(data, np.uint8)


def _as_json(value: Any) -> npt.NDArray[np.uint8]:
    return _as_bytes(json.dumps(value, ensure_ascii=False).encode())


class _Norm(nn.Module):
    """A layer norm of products of matrices: onnxruntime computes these many times faster than its own."""

    def __init__(self, norm: nn.LayerNorm) -> None:
        super().__init__()
        self.norm = norm
        self.register_buffer("mean", torch.full((WIDTH, 1), 1 / WIDTH))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the vectors with mean 0 and variance 1, scaled and moved."""
        x = x - x @ self.mean
        return x * torch.rsqrt(x * x @ self.mean + self.norm.eps) * self.norm.weight + self.norm.bias


class _Lean(nn.Module):
    """A layer for one stretch of pieces without padding: (1, pieces, width)."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer, self.norm, self.last_norm = layer, _Norm(layer.norm), _Norm(layer.last_norm)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the vectors of the next layer."""
        layer = self.layer
        query, key, value = (self._by_head(part(x)) for part in (layer.query, layer.key, layer.value))
        weights = torch.softmax(query @ key.transpose(2, 3) * (layer.heads / WIDTH) ** 0.5, -1)
        seen = (weights @ value).transpose(1, 2).reshape(x.shape)
        x = self.norm(x + layer.out(seen))
        return self.last_norm(x + layer.down(nn.functional.gelu(layer.up(x))))

    def _by_head(self, x: torch.Tensor) -> torch.Tensor:
        return x.view(1, x.shape[1], self.layer.heads, -1).transpose(1, 2)


class _Encoder(nn.Module):
    """An encoder without the vectors of pieces and places: what its layers make of the embedded pieces of a window."""

    def __init__(self, encoder: Encoder, freeze: int) -> None:
        super().__init__()
        layers = [_Lean(layer) for layer in encoder.layers if isinstance(layer, Layer)]
        self.norm = _Norm(encoder.norm)
        self.below, self.above = nn.Sequential(*layers[:freeze]), nn.Sequential(*layers[freeze:])

    def forward(self, embedded: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the vectors of the pieces, and what the lower layers make of them."""
        below = self.below(self.norm(embedded))
        return self.above(below), below


def _onnx(module: nn.Module, input_name: str, names: list[str]) -> bytes:
    """Return a module as ONNX with weights in int8.

    `input_name` and `names` are what its input and outputs are called.
    """
    with tempfile.TemporaryDirectory() as folder:
        exact, small = Path(folder, "exact.onnx"), Path(folder, "small.onnx")
        with torch.no_grad():
            torch.onnx.export(
                module.eval(),
                (torch.randn(1, 40, WIDTH),),
                exact,
                input_names=[input_name],
                output_names=names,
                dynamic_axes={name: {1: "pieces"} for name in (input_name, *names)},
                opset_version=17,
                dynamo=False,
            )
        norms = [node.name for node in onnx.load(exact).graph.node if node.op_type == "MatMul" and "norm" in node.name]
        quantize_dynamic(
            exact, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, nodes_to_exclude=norms
        )
        return small.read_bytes()
