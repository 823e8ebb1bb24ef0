"""The reader's networks: layers in int8 (onnxruntime) and small heads over what they make of words (numpy).

Everything it knows is in one file, `model/reader.npz`: the encoder as ONNX, vectors and scores of the word pieces, the
heads, the calibration. How it was trained and what it is worth: `MODEL_CARD.md`.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from pipeline.reader.pair_features import ROLES, WIDTH, Numbers
from pipeline.reader.passages import MARKS, Passage
from pipeline.reader.windows import Window

Floats = npt.NDArray[np.float32]

#: Kinds of cue, each with a head that tags words: none, inside a cue, its anchor.
CUES = ("agreement", "statement", "meeting")
#: Higher scores are as high as this one, so that odds stay finite.
_HIGHEST = 30.0
#: Where the weights lie in the package.
_FOLDER, _FILE = "model", "reader.npz"


_REMEDY = "reinstall the package or `make reader`"
#: What a file holds beside the heads.
_PARTS = ("info", "pieces", "vectors", "vector_scales", "places", "encoder", "rereader")


class ReaderError(ValueError):
    """A file of the reader is missing or no such; the message says which and what to do."""


class Heads:
    """Small layers over vectors, by their names; nothing here knows a Doc."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._heads = {name: np.asarray(array, np.float32) for name, array in arrays.items()}
        if self._heads.get("pair.numbers", np.empty(0)).shape[0] != WIDTH:
            raise ReaderError(f"{_FILE}: made for pairs of other numbers; train it again (make reader)")

    def head(self, name: str, vectors: Floats) -> Floats:
        """Return a linear layer of that name over vectors (n, width)."""
        return vectors @ self._heads[f"{name}.weight"] + self._heads[f"{name}.bias"]

    def fields(self, name: str, seen: Sequence[Floats], known: Floats) -> Floats:
        """Return what heads look at: (cues, width), by the layer `name`.

        `seen` are vectors of each cue, of its sentence and, for some layers, of the words behind it. `known` is what
        the lexicons know of it (`cue_features.Known.numbers`); the heads see it by itself too.
        """
        hidden = np.maximum(self.head(name, np.concatenate([*seen, known], 1)), 0)
        return np.concatenate([hidden, known], 1)

    def mention_factors(self, mentions: Floats) -> tuple[Floats, Floats]:
        """Return what vectors of mentions (n, width) add to a pair, and what they multiply in it.

        Both are the same for all cues.
        """
        return mentions @ self._heads["pair.mention"], mentions @ self._heads["pair.mention_factor"]

    def pairs(self, role: str, cues: Floats, factors: tuple[Floats, Floats], numbers: Floats) -> Floats:
        """Return the scores of mentions for a role of each cue: (cues, mentions), before the logistic function.

        `cues` are vectors of their words, `factors` those of `mention_factors`, `numbers` those of
        `pair_features.pair_numbers`: (cues, mentions, n).
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


class Rereader(Heads):
    """The second reading: layers over passages (see `passages.Passage`), and heads over what these make of them."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]], layers: bytes) -> None:
        super().__init__(arrays)
        if len(self._heads["mark"]) != MARKS:
            raise ReaderError(f"{_FILE}: made for cues of other kinds; train it again (make reader)")
        self._session = _session(layers)

    def vectors(self, passage: Passage, below: Floats, elsewhere: Floats, numbers: Numbers) -> Floats:
        """Return the vectors of the pieces of a passage, and of those named elsewhere behind them: (n, width).

        `below` is what the lower layers made of the windows (windows, pieces, width), `elsewhere` the same of those
        named elsewhere (mentions, width), `numbers` those of the pairs with all mentions of the passage.
        """
        added = numbers @ self._heads["number"]
        windows, pieces = np.array(passage.pieces).T
        begun = below[windows, pieces] + self._heads["mark"][passage.marks]
        places, owners = np.array(passage.words, np.int64).reshape(-1, 2).T
        np.add.at(begun, places, added[owners])
        return self._layers(np.concatenate([begun, elsewhere + added[passage.apart] + self._heads["elsewhere"]]))

    def _layers(self, begun: Floats) -> Floats:
        (read,) = self._session.run(None, {"begun": begun[None]})
        return np.asarray(read[0], np.float32)


class Network(Heads):
    """The first reading: all its weights, and what is computed with them; `rereader` is the second one."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        super().__init__(_arrays_under(arrays, "head."))
        self.info = json.loads(bytes(arrays["info"]).decode())
        self.tokenizer = make_tokenizer(json.loads(bytes(arrays["pieces"]).decode()))
        self._vectors, self._scales = arrays["vectors"], arrays["vector_scales"]
        self._places = arrays["places"]
        self._session = _session(bytes(arrays["encoder"]))
        self.rereader = Rereader(_arrays_under(arrays, "again."), bytes(arrays.get("rereader", b"")))

    def encode(self, windows: Sequence[Window]) -> tuple[Floats, Floats]:
        """Return the vectors of the pieces of some windows, and what the lower layers made of them.

        Both are (windows, pieces of the longest, width), 0 behind the shorter ones. Each window is computed by itself:
        whole numbers are scaled by the largest of all that are computed together, and what a window holds should not
        change another's.
        """
        found = [self._encode_window(window) for window in windows]
        out = np.zeros((2, len(found), max(len(window.ids) for window in windows), found[0][0].shape[1]), np.float32)
        for row, both in enumerate(found):
            for kind, vectors in enumerate(both):
                out[kind, row, : len(vectors)] = vectors
        return out[0], out[1]

    def _encode_window(self, window: Window) -> tuple[Floats, Floats]:
        ids = np.array(window.ids)
        embedded = self._vectors[ids].astype(np.float32) * self._scales[ids][:, None] + self._places[: len(ids)]
        hidden, below = self._session.run(None, {"embedded": embedded[None]})
        return hidden[0], below[0]


def _arrays_under(arrays: Mapping[str, npt.NDArray[Any]], prefix: str) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays whose names begin so, by the rest of these."""
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def softmax(logits: Floats) -> Floats:
    """Return the probabilities along the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def sigmoid(logits: Floats) -> Floats:
    """Return the probabilities of yes-or-no questions."""
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


def log_odds(probability: float, edge: float) -> float:
    """Return the logarithm of the odds of a probability, which is kept off 0 and 1 by `edge`."""
    kept = min(max(probability, edge), 1 - edge)
    return math.log(kept / (1 - kept))


def join_odds(scores: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the probabilities of some keys: the odds of all scores of one are added up."""
    odds: dict[str, float] = {}
    for key, score in scores:
        odds[key] = odds.get(key, 0.0) + math.exp(min(score, _HIGHEST))
    return {key: odd / (1 + odd) for key, odd in odds.items()}


def make_tokenizer(pieces: list[list[Any]]) -> Any:
    """Return a tokenizer of unigram pieces with their scores over NFKC; a word begins with "▁"."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # sentences are few, and no threads may run
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram([(piece, score) for piece, score in pieces], unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer


def _session(model: bytes) -> Any:
    """Return a session of onnxruntime for some layers, on one thread.

    Documents are spread over processes, and sums must not depend on threads.
    """
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
    """Return the network of the package, read once a process."""
    with as_file(files("pipeline.reader").joinpath(_FOLDER, _FILE)) as path:
        return read_network(path)


@lru_cache(maxsize=4)
def load_network_from(path: str) -> Network:
    """Return the network in another file, read once a process. Raises ReaderError."""
    return read_network(Path(path))


def read_network(path: Path) -> Network:
    """Read the file of a network. Raises ReaderError when it is missing, lacks a part or was made for other numbers."""
    arrays = _read_arrays(path)
    missing = [part for part in _PARTS if part not in arrays]
    if missing:
        raise ReaderError(f"{path}: no reader ({', '.join(missing)} missing); {_REMEDY}")
    return Network(arrays)


def _read_arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    try:
        with np.load(path, allow_pickle=False) as data:
            return dict(data)
    except FileNotFoundError:
        raise ReaderError(f"{path}: there is no such file; {_REMEDY}") from None
    except (OSError, EOFError, ValueError, TypeError, BadZipFile) as error:  # a text, one array, a broken archive
        raise ReaderError(f"{path}: no reader, which is a file of arrays (.npz); {_REMEDY}") from error
