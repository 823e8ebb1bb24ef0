"""The reader's network: an encoder in int8 (onnxruntime) and small heads over its words (numpy).

Everything it knows is in one file, `model/reader.npz`: the encoder as ONNX, vectors and scores of the word pieces, the
heads, the calibration. How it was trained and what it is worth: `MODEL_CARD.md`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.reader.pairs import ROLES, WIDTH
from pipeline.reader.windows import Window

Floats = npt.NDArray[np.float32]

#: Kinds of cue, each with a head that tags words: none, inside a cue, its anchor.
CUES = ("agreement", "statement", "meeting")
#: Where the weights lie in the package.
_FOLDER, _FILE = "model", "reader.npz"


class Network:
    """The weights, and what is computed with them; nothing here knows a Doc."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self.info = json.loads(bytes(arrays["info"]).decode())
        self.tokenizer = _tokenizer(json.loads(bytes(arrays["pieces"]).decode()))
        self._vectors, self._scales = arrays["vectors"], arrays["vector_scales"]
        self._places = arrays["places"]
        self._session = _session(bytes(arrays["encoder"]))
        self._heads = {name[5:]: np.asarray(a, np.float32) for name, a in arrays.items() if name.startswith("head.")}
        if self._heads["pair.numbers"].shape[0] != WIDTH:
            raise ValueError(f"{_FILE}: made for pairs of other numbers; train it again (make reader)")

    def encode(self, windows: Sequence[Window]) -> Floats:
        """Vectors of the pieces of some windows: (windows, pieces of the longest, width), 0 behind the shorter ones.

        Each is computed by itself: whole numbers are scaled by the largest of all that are computed together, and what
        a window holds should not change another's.
        """
        found = [self._encoded(window) for window in windows]
        out = np.zeros((len(found), max(map(len, found)), found[0].shape[1]), np.float32)
        for row, vectors in zip(out, found, strict=True):
            row[: len(vectors)] = vectors
        return out

    def _encoded(self, window: Window) -> Floats:
        ids = np.array(window.ids)
        embedded = self._vectors[ids].astype(np.float32) * self._scales[ids][:, None] + self._places[: len(ids)]
        mask = np.ones((1, len(ids)), np.float32)
        (hidden,) = self._session.run(None, {"embedded": embedded[None], "mask": mask})
        return np.asarray(hidden[0], np.float32)

    def head(self, name: str, vectors: Floats) -> Floats:
        """A linear layer of that name over vectors (n, width)."""
        return vectors @ self._heads[f"{name}.weight"] + self._heads[f"{name}.bias"]

    def fields(self, name: str, seen: Sequence[Floats], known: Floats) -> Floats:
        """What heads look at: (cues, width); `name` is "subject" for the theme, "field" for status, type and stage.

        `seen` are vectors of each cue, of its sentence and, for the theme, of the words behind it. `known` is what the
        lexicons know of it (`knowledge.Known.numbers`); the heads see it by itself too.
        """
        hidden = np.maximum(self.head(name, np.concatenate([*seen, known], 1)), 0)
        return np.concatenate([hidden, known], 1)

    def mention_factors(self, mentions: Floats) -> tuple[Floats, Floats]:
        """What vectors of mentions (n, width) add to a pair, and what they multiply in it: the same for all cues."""
        return mentions @ self._heads["pair.mention"], mentions @ self._heads["pair.mention_factor"]

    def pairs(self, role: str, cues: Floats, factors: tuple[Floats, Floats], numbers: Floats) -> Floats:
        """Scores of mentions for a role of each cue: (cues, mentions), before the logistic function.

        `cues` are vectors of their words, `factors` those of `mention_factors`, `numbers` those of
        `pairs.pair_numbers`: (cues, mentions, n).
        """
        heads, column = self._heads, ROLES.index(role)
        summed = self.head("pair.cue", cues) + heads["pair.role"][column]
        both = (cues @ heads["pair.cue_factor"] + heads["pair.cue_factor_bias"])[:, None] * factors[1]
        hidden = summed[:, None] + factors[0] + numbers @ heads["pair.numbers"] + both
        direct = numbers @ heads["pair.direct.weight"][:, column] + heads["pair.direct.bias"][column]
        hidden = np.maximum(hidden, 0)
        hidden = hidden + np.maximum(self.head("pair.middle", hidden), 0)
        scored = hidden @ heads["pair.score.weight"][:, column] + heads["pair.score.bias"][column]
        return np.asarray(scored + direct, np.float32)


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def sigmoid(logits: Floats) -> Floats:
    """Probabilities of yes-or-no questions."""
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


def _tokenizer(pieces: list[list[Any]]) -> Any:
    """Unigram pieces with their scores over NFKC; a word begins with "▁"."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # sentences are few, and no threads may run
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram([(piece, score) for piece, score in pieces], unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer


def _session(model: bytes) -> Any:
    """The encoder, on one thread: documents are spread over processes, and sums must not depend on threads."""
    # it would begin a thread that reports to its makers, and a process with threads cannot be copied
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=1)
def load_network() -> Network:
    """The network of the package, read once a process."""
    with as_file(files("pipeline.reader").joinpath(_FOLDER, _FILE)) as path, np.load(path, allow_pickle=False) as data:
        return Network(dict(data))
