"""A trained network as the file that the package reads: kept pieces, the encoder in int8 as ONNX, heads in float16."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from spacy.util import minibatch
from torch import nn

from training.reader.encoder import WIDTH, Encoder, Packed, away, tokenizer_of
from training.reader.network import Net, head_arrays

#: Ids of the marks: begin, padding, end, unknown.
_MARKS = range(4)
#: Code points of Latin letters and signs are below this.
_LATIN = 0x250
#: Places of pieces that are kept: more than the longest window has.
_PLACES = 288
#: Texts that are cut into pieces at a time.
_TOGETHER = 500

Arrays = dict[str, npt.NDArray[Any]]


def export(net: Net, packed: Packed, texts: Iterable[str], info: dict[str, Any], path: Path) -> int:
    """Write the file of `pipeline.reader.network.Network`; returns how many pieces were kept.

    Those of `texts` and the single Latin letters are. `info` has the `confidence` by kind of cue.
    """
    net.eval()
    kept = kept_pieces(packed, texts)
    vectors, scales = _bytes_and_scales(net.encoder.word.weight.detach()[kept].numpy())
    arrays: Arrays = {
        "info": _as_json(info),
        "pieces": _as_json([packed.pieces[n] for n in kept]),
        "vectors": vectors,
        "vector_scales": scales,
        "places": net.encoder.places[:_PLACES].numpy(),
        "encoder": np.frombuffer(_onnx(net.encoder), np.uint8),
    }
    np.savez(path, **arrays, **dict(_halved_heads(net)))
    return len(kept)


def kept_pieces(packed: Packed, texts: Iterable[str]) -> list[int]:
    """Ids of the marks, of the pieces of some texts and of the single Latin letters, in order."""
    tokenizer, found = tokenizer_of(packed), set[int]()
    for part in minibatch(texts, _TOGETHER):
        for encoded in tokenizer.encode_batch(part, add_special_tokens=False):
            found.update(encoded.ids)
    found |= {n for n, (piece, _) in enumerate(packed.pieces) if len(piece) == 1 and ord(piece) < _LATIN}
    return [*_MARKS, *sorted(found - set(_MARKS))]


def _bytes_and_scales(
    vectors: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Vectors in 8 bits, and what to multiply each with."""
    scales = np.abs(vectors).max(1) / 127
    scales[scales == 0] = 1
    return np.round(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _halved_heads(net: Net) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    for name, array in head_arrays(net).items():
        yield f"head.{name}", array.astype(np.float16) if array.ndim > 1 else array


def _as_json(value: Any) -> npt.NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), np.uint8)


class _Layers(nn.Module):
    """An encoder without the vectors of pieces and places: embedded (batch, pieces, width) and mask to vectors."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.norm, self.layers = encoder.norm, encoder.layers

    def forward(self, embedded: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Vectors of the pieces."""
        hidden: torch.Tensor = self.norm(embedded)
        for layer in self.layers:
            hidden = layer(hidden, away(mask))
        return hidden


def _onnx(encoder: Encoder) -> bytes:
    """The layers as ONNX with weights in int8."""
    with tempfile.TemporaryDirectory() as folder:
        exact, small = Path(folder, "exact.onnx"), Path(folder, "small.onnx")
        axes = {0: "batch", 1: "pieces"}
        with torch.no_grad():
            torch.onnx.export(
                _Layers(encoder).eval(),
                (torch.randn(2, 40, WIDTH), torch.ones(2, 40)),
                exact,
                input_names=["embedded", "mask"],
                output_names=["hidden"],
                dynamic_axes={"embedded": axes, "mask": axes, "hidden": axes},
                opset_version=17,
                dynamo=False,
            )
        quantize_dynamic(exact, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        return small.read_bytes()
