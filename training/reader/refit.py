"""Train the second reading: what cues of the gold are, and who takes part in them."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import torch
from torch import nn

from training.reader.fit import DECAY, LONGEST, Options, Say, rate_at
from training.reader.gold import Cue
from training.reader.losses import choice_loss, role_loss, theme_loss
from training.reader.rereading import Item, Rereader, Seen
from training.reader.start import start_heads_on

#: What each loss counts in the sum.
WEIGHTS = {"who": 1.5, "theme": 0.7, "status": 0.6, "type": 0.4, "stage": 0.3}
#: Items of a step, and of how many steps those of about one length are put together.
_BATCH, _ALIKE = 12, 8

Losses = dict[str, torch.Tensor]


def start_rereader(net: Rereader, items: Sequence[Item]) -> None:
    """Set the weights of the heads of theme and status by what the lexicons know of agreements, in place."""
    own = [(item.cue, item.known) for item in items if item.cue.kind == "agreement"]
    start_heads_on(net, own)


def refit(net: Rereader, items: Sequence[Item], options: Options, say: Say) -> None:
    """Train the second reading, in place, by the epochs and rates of a first phase; `say` gets a line an epoch."""
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    optimizer = _optimizer(net, options)
    steps = max(1, math.ceil(len(items) / _BATCH)) * options.epochs
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, partial(rate_at, steps))
    for epoch in range(options.epochs):
        net.train()
        losses = defaultdict(list)
        for batch in _batches(items, rng):
            for name, loss in _step(net, batch, optimizer).items():
                losses[name].append(float(loss))
            rates.step()
        means = ", ".join(f"{name} {np.mean(values):.3f}" for name, values in losses.items())
        say(f"epoch {epoch + 1} of {options.epochs}: {means}")
    net.eval()


def _optimizer(net: Rereader, options: Options) -> torch.optim.AdamW:
    """Return AdamW over layers and heads."""
    heads = [weights for name, weights in net.named_parameters() if not name.startswith("layers")]
    layers = {"params": list(net.layers.parameters()), "lr": options.lr}
    return torch.optim.AdamW([layers, {"params": heads, "lr": options.head_lr}], weight_decay=DECAY)


def _batches(items: Sequence[Item], rng: random.Random) -> Iterator[list[Item]]:
    """Yield all items in batches of about one length, in an order that chance gives."""
    order = list(items)
    rng.shuffle(order)
    batches = []
    for start in range(0, len(order), _BATCH * _ALIKE):
        part = sorted(order[start : start + _BATCH * _ALIKE], key=_length)
        batches += [part[i : i + _BATCH] for i in range(0, len(part), _BATCH)]
    rng.shuffle(batches)
    yield from batches


def _length(item: Item) -> int:
    return len(item.passage.pieces) + len(item.rows)


def _step(net: Rereader, batch: Sequence[Item], optimizer: torch.optim.AdamW) -> Losses:
    """Change the network a little by a batch, and return its losses."""
    losses = dict(losses_of_items(net, batch, net(batch)))
    optimizer.zero_grad()
    torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum().backward()
    nn.utils.clip_grad_norm_(net.parameters(), LONGEST)
    optimizer.step()
    return {name: loss.detach() for name, loss in losses.items()}


def losses_of_items(net: Rereader, items: Sequence[Item], seen: Seen) -> Iterator[tuple[str, torch.Tensor]]:
    """Yield the losses of some items by name, each divided by the number of the items."""
    count = len(items)
    who = [
        role_loss(scores, asked.answers)
        for number, item in enumerate(items)
        for scores, asked in zip(net.who(item, seen, number), item.asked, strict=True)
    ]
    if who:
        yield "who", torch.stack(who).sum() / count
    agreements, fields = _of_kind(items, seen.fields, "agreement")
    if agreements:
        yield "theme", theme_loss(net.theme(fields), agreements) / count
        yield "status", choice_loss(net.status(fields), [cue.status for cue in agreements]) / count
    meetings, fields = _of_kind(items, seen.fields, "meeting")
    if meetings:
        yield "type", choice_loss(net.meeting_type(fields), [cue.type for cue in meetings]) / count
        yield "stage", choice_loss(net.stage(fields), [cue.status for cue in meetings]) / count


def _of_kind(items: Sequence[Item], fields: torch.Tensor, kind: str) -> tuple[list[Cue], torch.Tensor]:
    """Return the cues of the gold of one kind, and their fields."""
    numbers = [number for number, item in enumerate(items) if item.cue.kind == kind]
    return [items[number].cue for number in numbers], fields[numbers]
