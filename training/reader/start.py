"""What the heads of theme and status begin with: regressions on what the lexicons know of agreements alone.

Left to itself the network trusts the vectors of words too much, and learns little from the numbers beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn

from pipeline.reader.cue_features import WIDTH as KNOWN
from training.reader.examples import Example
from training.reader.gold import Cue
from training.reader.network import Net


class HasThemeAndStatus(Protocol):
    """A network with heads of theme and status."""

    theme: nn.Linear
    status: nn.Linear


#: Strength of the regressions (less is more even), and what is left of the random weights beside theirs.
_EVEN, _RANDOM = 0.3, 0.3
#: A number of classes that is too small for a regression.
_FEW = 2


def start_heads(net: Net, examples: Sequence[Example]) -> None:
    """Set the weights of the heads of theme and status, in place; where there are two classes or fewer they stay."""
    told = [(cue, known) for example in examples for cue, known in zip(example.cues, example.known, strict=True)]
    start_heads_on(net, [(cue, known) for cue, known in told if cue.kind == "agreement"])


def start_heads_on(net: HasThemeAndStatus, told: Sequence[tuple[Cue, torch.Tensor]]) -> None:
    """Set the weights of the heads of theme and status of a network by what the lexicons know of agreements."""
    if told:
        known = np.stack([numbers.numpy() for _, numbers in told])
        _start(net.theme, known, [_theme(cue) for cue, _ in told])
        _start(net.status, known, [cue.status for cue, _ in told])


def _theme(cue: Cue) -> int:
    return max(cue.themes, key=lambda theme: cue.themes[theme])


def _start(head: nn.Linear, known: npt.NDArray[np.float32], classes: Sequence[int]) -> None:
    if len(set(classes)) <= _FEW:
        return
    of, weights, constants = class_weights(known, classes)
    with torch.no_grad():
        head.weight.mul_(_RANDOM)
        head.weight[of, -KNOWN:] = torch.from_numpy(weights).float()
        head.bias[of] = torch.from_numpy(constants).float()


def class_weights(
    known: npt.NDArray[np.float32], classes: Sequence[int]
) -> tuple[list[int], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the classes there are, and for each the weights of the numbers (cues, numbers) and the constant.

    There are three at least.
    """
    model = LogisticRegression(C=_EVEN, max_iter=300).fit(known, classes)
    return model.classes_.tolist(), model.coef_, model.intercept_
