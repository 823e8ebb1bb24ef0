"""Which library multiplies the matrices of a network."""

from __future__ import annotations

from typing import Any

from thinc.api import NumpyOps


def use_openblas(pipe: Any) -> None:
    """Let a spaCy component multiply with OpenBLAS, which comes with numpy, instead of spaCy's own BLIS.

    On matrices of such sizes it is some three times as fast. Components without a network are left alone.
    """
    model = getattr(pipe, "model", None)
    if model is not None and hasattr(model, "walk"):
        ops = NumpyOps(use_blis=False)
        for layer in model.walk():
            layer.ops = ops
