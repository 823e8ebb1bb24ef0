"""The model of `py3langid`, walked for all bytes of a text at once.

py3langid looks at one byte after the other in Python, which takes most of its time. Its automaton only remembers the
last bytes, as many as its longest n-gram has; so the states behind all bytes are found in that many steps of numpy,
each from the start of the automaton. Scores are the same to the last bit, as the tests hold.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

#: Bytes of the longest n-gram of the model.
LONGEST = 6


class Identifier(LanguageIdentifier):  # type: ignore[misc]
    """As its parent, faster; made by `load_identifier`."""

    __slots__ = ("moves", "outputs", "rows", "weights")

    def arrays(self) -> None:
        """The parent's tables as arrays, after the languages have been chosen."""
        self.moves = np.asarray(self.tk_nextmove)
        self.rows = np.asarray(self.tk_row, dtype=np.int64) << 8
        self.outputs = np.asarray(self.tk_output)
        self.weights = np.ascontiguousarray(self.nb_ptc, dtype=np.float32)

    def _raw_score(self, text: bytes) -> Any:
        found = self._features(text)
        if not found.size:
            return super()._raw_score(text)
        features, first, counts = np.unique(found, return_index=True, return_counts=True)
        order = np.argsort(first)  # summed up in the parent's order, sums of floats are the same
        return np.log1p(counts[order].astype(np.float32)) @ self.weights[features[order]] + self.nb_pc

    def _features(self, text: bytes) -> NDArray[np.int64]:
        """The features that end at each byte, in order."""
        data = np.frombuffer(text, dtype=np.uint8)
        states = np.zeros(len(data), dtype=np.int64)
        for back in range(min(LONGEST, len(data)) - 1, -1, -1):
            states[back:] = self.moves[self.rows[states[back:]] + data[: len(data) - back]]
        found = self.outputs[states]
        return found[found >= 0]


def load_identifier(languages: list[str]) -> Identifier:
    """The packaged model for those of `languages` that it knows."""
    identifier: Identifier = Identifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in languages if code in identifier.labels])
    identifier.arrays()
    return identifier
