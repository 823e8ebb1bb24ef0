"""The model of `py3langid`, read as arrays and walked for all bytes of a text at once.

py3langid reads its model by way of a temporary file into lists and looks at one byte after the other in Python, which
take most of its time. Its automaton only remembers the last bytes, as many as its longest n-gram has; so the states
behind all bytes are found in that many steps of numpy, each from the start of the automaton. Scores are the same to the
last bit, as the tests hold.
"""

from __future__ import annotations

import hashlib
import io
import lzma
from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from pipeline.knowledge.array_cache import Arrays, kept

#: Bytes of the longest n-gram of the model.
LONGEST = 6
#: Number of what `_unpacked` gives, to be counted up with every change of it.
_LAYOUT = 1


class Identifier(LanguageIdentifier):  # type: ignore[misc]
    """As its parent, faster; made by `load_identifier` with float32 weights and with arrays for lists."""

    __slots__ = ("rows",)

    def __init__(self, *model: Any, rows: NDArray[np.int64]) -> None:
        super().__init__(*model, norm_probs=True, tk_row=())
        #: Where the moves from each state begin.
        self.rows = rows

    def _raw_score(self, text: bytes) -> Any:
        found = self._features(text)
        if not found.size:
            return np.zeros(len(self.nb_classes), dtype=np.float32)
        features, first, counts = np.unique(found, return_index=True, return_counts=True)
        order = np.argsort(first)  # summed up in the parent's order, sums of floats are the same
        return np.log1p(counts[order].astype(np.float32)) @ self.nb_ptc[features[order]] + self.nb_pc

    def _features(self, text: bytes) -> NDArray[np.int64]:
        """The features that end at each byte, in order."""
        data = np.frombuffer(text, dtype=np.uint8)
        states = np.zeros(len(data), dtype=np.int64)
        for back in range(min(LONGEST, len(data)) - 1, -1, -1):
            states[back:] = self.tk_nextmove[self.rows[states[back:]] + data[: len(data) - back]]
        found: NDArray[np.int64] = self.tk_output[states]
        return found[found >= 0]


def load_identifier(languages: Collection[str]) -> Identifier:
    """The packaged model for those of `languages` that it knows; unpacked by the first process, which takes a while."""
    packed = (MODEL_DIR / MODEL_FILE).read_bytes()
    digest = hashlib.sha256(packed + " ".join(sorted(languages)).encode()).hexdigest()
    model = kept(f"languages-{_LAYOUT}-{digest[:32]}", lambda: _unpacked(packed, languages))
    return Identifier(
        model["ptc"].astype(np.float32),
        model["pc"],
        model["classes"].tolist(),
        model["nextmove"],
        model["out_feat"],
        rows=model["nextmove_row"].astype(np.int64) << 8,
    )


def _unpacked(packed: bytes, languages: Collection[str]) -> Arrays:
    """The arrays of a model file, without the weights of other languages, which are the most of it."""
    with np.load(io.BytesIO(lzma.decompress(packed)), allow_pickle=False) as arrays:
        model = dict(arrays)
    known = np.isin(model["classes"], list(languages))
    return model | {"ptc": model["ptc"][:, known], "pc": model["pc"][known], "classes": model["classes"][known]}
