"""What a network learns once its encoder is finished: the scores of pairs by themselves, and themes by the lexicons.

Neither changes the encoder, so that both take no more than minutes.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn

from pipeline.reader.knowledge import WIDTH as KNOWN
from pipeline.schemas import THEMES
from training.reader.examples import Example
from training.reader.fit import Options, Say
from training.reader.losses import who_loss
from training.reader.network import Net

#: Rate and weight decay of the scores of pairs, the longest step of all weights together, and articles at a time.
_RATE, _DECAY, _LONGEST, _BATCH = 8e-4, 0.05, 1.0, 6
#: Share of the numbers in the vectors of words that are dropped.
_DROPPED = 0.15
#: Strength of the regression of themes (less is more even), and what its weights count beside those of the head.
_EVEN, _COUNTS = 0.3, 1.2
#: Constant of a theme that no agreement has, and the number of themes that is too small.
_NEVER, _FEW = -6.0, 2

Seen = tuple[Example, torch.Tensor]


def finish(net: Net, examples: Sequence[Example], options: Options, say: Say) -> None:
    """Train the scores of pairs and the themes of a network, in place, on examples; `say` gets a line an epoch."""
    fit_pairs(net, examples, options, say)
    add_themes(net, examples)
    net.eval()


def fit_pairs(net: Net, examples: Sequence[Example], options: Options, say: Say) -> None:
    """Train the scores of pairs, in place, on finished vectors of the words of examples."""
    seen = _vectors(net, [example for example in examples if example.questions])
    torch.manual_seed(options.seed)
    rng, steps = random.Random(options.seed), math.ceil(len(seen) / _BATCH) * options.pair_epochs
    optimizer = torch.optim.AdamW(net.pairs.parameters(), lr=_RATE, weight_decay=_DECAY)
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.0, 1 - step / max(1, steps)))
    net.train()
    for epoch in range(options.pair_epochs):
        rng.shuffle(seen)
        losses = []
        for start in range(0, len(seen), _BATCH):
            losses.append(_step(net, seen[start : start + _BATCH], optimizer))
            rates.step()
        say(f"pairs, epoch {epoch + 1} of {options.pair_epochs}: {sum(losses) / max(1, len(losses)):.3f}")


def _vectors(net: Net, examples: Iterable[Example]) -> list[Seen]:
    """Each example with the vectors of its words."""
    net.eval()
    with torch.no_grad():
        return [(example, net.encode(example.windows, example.hidden)[example.places]) for example in examples]


def _step(net: Net, batch: Sequence[Seen], optimizer: torch.optim.Optimizer) -> float:
    """Loss of a batch, by which the scores of pairs were changed a little."""
    losses = [who_loss(example, net.who(example, nn.functional.dropout(words, _DROPPED))) for example, words in batch]
    loss = torch.stack(losses).mean()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.pairs.parameters(), _LONGEST)
    optimizer.step()
    return float(loss.detach())


def add_themes(net: Net, examples: Sequence[Example]) -> None:
    """Add a regression of the themes on what the lexicons know alone to the head of themes, in place.

    The head sees that beside the vectors, and trusts the vectors too much. Of two themes or fewer nothing is added.
    """
    own = [(cue, known) for example in examples for cue, known in zip(example.cues, example.known, strict=True)]
    agreements = [(cue, known) for cue, known in own if cue.kind == "agreement"]
    themes = [THEMES.index(cue.record["category"]) for cue, _ in agreements]
    if len(set(themes)) <= _FEW:
        return
    weights, constants = theme_weights(np.stack([known.numpy() for _, known in agreements]), themes)
    with torch.no_grad():
        net.theme.weight[:, -KNOWN:] += _COUNTS * torch.from_numpy(weights).float()
        net.theme.bias += _COUNTS * torch.from_numpy(constants).float()


def theme_weights(
    known: npt.NDArray[np.float32], themes: Sequence[int]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Weights (themes, numbers) and constants of the themes by what the lexicons know of agreements: three at least."""
    model = LogisticRegression(C=_EVEN, max_iter=300).fit(known, themes)
    weights, constants = np.zeros((len(THEMES), known.shape[1])), np.full(len(THEMES), _NEVER)
    weights[model.classes_], constants[model.classes_] = model.coef_, model.intercept_
    return weights, constants
