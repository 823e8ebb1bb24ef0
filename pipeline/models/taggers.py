"""spaCy's taggers, the morphologizer among them, computed text by text and without the softmax.

The label with the highest probability is the one with the highest score.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.pipeline import Tagger
from spacy.tokens import Doc
from thinc.api import Model

from pipeline.models.architecture import FloatArray, Linear, leaves


def speed_up_tagger(pipe: Any) -> bool:
    """Let a tagger that listens to a tok2vec compute its scores as here; False for any other component.

    Its weights are copied: they may no longer be read from elsewhere.
    """
    if not isinstance(pipe, Tagger) or leaves(pipe.model) != ["tok2vec-listener", "softmax"]:
        return False
    pipe.model._func = _Scores(pipe.model)
    return True


class _Scores:
    """What computes a tagger's model; spaCy's own way from the time on when it is trained."""

    def __init__(self, model: Model[Any, Any]) -> None:
        self._by_spacy: Any = model._func
        (softmax,) = (layer for layer in model.walk() if layer.name == "softmax")
        self._linear = Linear(softmax)

    def __call__(self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[FloatArray], Any]:
        if is_train:
            model._func = self._by_spacy  # for good: these are copies of weights that change now
        if is_train or not all(doc.tensor.size for doc in docs):
            result: tuple[list[FloatArray], Any] = self._by_spacy(model, docs, is_train)
            return result
        tensors: list[FloatArray] = [np.asarray(doc.tensor) for doc in docs]
        return [self._linear(tensor) for tensor in tensors], None
