"""Train the network: the frozen layers are computed once, the others and the heads learn at rates of their own."""

from __future__ import annotations

import copy
import math
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import nn

from training.reader.encoder import Packed
from training.reader.examples import Example
from training.reader.losses import Losses, losses_of, sum_losses
from training.reader.network import Net
from training.reader.rereading import Rereader, rereader_of

#: Share of the steps in which the rates rise; in the others they fall to nothing.
_RISE = 0.08
#: Weight decay, that of the heads of the project's own annotators, and the longest step of all weights together.
DECAY, _OWN_DECAY, LONGEST = 0.01, 1.0, 1.0
#: Windows of about one length whose frozen layers are computed together.
_TOGETHER = 24
#: Never trained, and the largest part by far: left out of what is kept.
_PIECES = "encoder.word.weight"

Say = Callable[[str], None]
Some = TypeVar("Some", bound=nn.Module)


@dataclass(frozen=True)
class Options:
    """Settings of a training: layers of the encoder, how many of these, from below, stay as they are, and how many
    the second reading puts on these.

    `weak_epochs` are those over labels by rules, `epochs` those of the first phase behind it. `lr` and `head_lr` are
    the highest rates of the encoder and of the heads in these, `second_lr` and `second_head_lr` those in the second;
    `rereader_epochs` are those of the second phase of the second reading.
    `batch` is a number of articles, `folds` is that of the parts of the gold that are left out in turn.
    """

    layers: int = 8
    freeze: int = 4
    rereader_layers: int = 4
    weak_epochs: int = 2
    epochs: int = 3
    lr: float = 2e-4
    head_lr: float = 1e-3
    second_epochs: int = 3
    second_lr: float = 1.5e-4
    second_head_lr: float = 5e-4
    rereader_epochs: int = 2
    batch: int = 3
    folds: int = 5
    seed: int = 0

    @property
    def second(self) -> Options:
        """The settings of the second phase, as those of a first one."""
        return replace(self, epochs=self.second_epochs, lr=self.second_lr, head_lr=self.second_head_lr)


def keep_hidden(net: Net, examples: Sequence[Example]) -> None:
    """Put the output of the frozen layers into the examples, in bfloat16: (pieces, width) by window."""
    net.eval()
    for example in examples:
        example.hidden = [torch.empty(0)] * len(example.windows)
    of_all = [(window, example, number) for example in examples for number, window in enumerate(example.windows)]
    of_all.sort(key=lambda entry: len(entry[0].ids))
    for start in range(0, len(of_all), _TOGETHER):
        part = of_all[start : start + _TOGETHER]
        for hidden, (_, example, number) in zip(net.below([window for window, _, _ in part]), part, strict=True):
            assert example.hidden is not None
            example.hidden[number] = hidden


def fit(net: Net, examples: Sequence[Example], options: Options, say: Say) -> None:
    """Train a network, in place, by the settings of the first phase; `say` gets a line an epoch.

    What the frozen layers make of an example is kept in it: examples are for one number of frozen layers.
    """
    keep_hidden(net, [example for example in examples if example.hidden is None])
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    optimizer = _optimizer(net, options)
    steps = max(1, math.ceil(len(examples) / options.batch) * options.epochs)
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, partial(rate_at, steps))
    net.train()
    for epoch in range(options.epochs):
        order, losses = list(examples), list[Losses]()
        rng.shuffle(order)
        for start in range(0, len(order), options.batch):
            losses += _step(net, order[start : start + options.batch], optimizer)
            rates.step()
        say(f"epoch {epoch + 1} of {options.epochs}: {_means(losses)}")


def _optimizer(net: Net, options: Options) -> torch.optim.AdamW:
    """Return AdamW over the layers that are not frozen and over the heads."""
    layers = [weights for layer in net.encoder.layers[net.freeze :] for weights in layer.parameters()]
    heads = [weights for name, weights in net.named_parameters() if not name.startswith(("encoder", "own"))]
    own = {"params": list(net.own.parameters()), "lr": options.head_lr, "weight_decay": _OWN_DECAY}
    groups = [{"params": layers, "lr": options.lr}, {"params": heads, "lr": options.head_lr}, own]
    return torch.optim.AdamW(groups, weight_decay=DECAY)


def rate_at(steps: int, step: int) -> float:
    """Return the share of the highest rate at a step: up in a straight line, then down in another."""
    return min((step + 1) / (steps * _RISE + 1), max(0.0, (steps - step) / (steps * (1 - _RISE))))


def _step(net: Net, batch: Sequence[Example], optimizer: torch.optim.AdamW) -> list[Losses]:
    """Change the network a little by a batch, and return the losses of each example."""
    losses = _losses(net, batch)
    optimizer.zero_grad()
    torch.stack([sum_losses(one) for one in losses]).mean().backward()
    nn.utils.clip_grad_norm_([weights for group in optimizer.param_groups for weights in group["params"]], LONGEST)
    optimizer.step()
    return [{name: loss.detach() for name, loss in one.items()} for one in losses]


def _losses(net: Net, batch: Sequence[Example]) -> list[Losses]:
    """Return the losses of each example of a batch; all their windows are encoded together."""
    windows = [window for example in batch for window in example.windows]
    encoded = net.encode(windows, [hidden for example in batch for hidden in example.hidden or ()])
    parts = encoded.split([len(example.windows) for example in batch])
    return [losses_of(net, example, net(example, part)) for example, part in zip(batch, parts, strict=True)]


def _means(losses: Sequence[Losses]) -> str:
    of_name = defaultdict(list)
    for one in losses:
        for name, loss in one.items():
            of_name[name].append(float(loss))
    return ", ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in of_name.items())


def save_net(net: Net, path: Path) -> None:
    """Write a network but for the vectors of the pieces, which are those of the encoder's package."""
    state = {name: tensor for name, tensor in net.state_dict().items() if name != _PIECES}
    torch.save({"layers": len(net.encoder.layers), "freeze": net.freeze, "state": state}, path)


def load_net(path: Path, packed: Packed) -> Net:
    """Return a network of `save_net`. Raises FileNotFoundError for none, ValueError for one of another version."""
    kept = _load_weights(path)
    net = Net(packed, kept["layers"], kept["freeze"])
    _load_state(net, {**kept["state"], _PIECES: net.encoder.word.weight}, path)
    return net


def save_rereader(again: Rereader, path: Path) -> None:
    """Write the network of a second reading."""
    torch.save({"first": again.first, "count": len(again.layers), "state": again.state_dict()}, path)


def load_rereader(path: Path, packed: Packed) -> Rereader:
    """Return a network of `save_rereader`. Raises FileNotFoundError for none, ValueError for one of another version."""
    kept = _load_weights(path)
    again = rereader_of(packed, kept["first"], kept["count"])
    _load_state(again, kept["state"], path)
    return again


def _load_weights(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise FileNotFoundError(f"{path}: not there; it comes of an earlier step, give the steps in their order")
    return dict(torch.load(path, weights_only=True))


def _load_state(net: nn.Module, state: Mapping[str, torch.Tensor], path: Path) -> None:
    try:
        net.load_state_dict(state)
    except RuntimeError as error:
        raise ValueError(f"{path}: of another version of the network; begin again with the step `begin`") from error


def mean_net(nets: Sequence[Some]) -> Some:
    """Return a network whose weights are the means of those of some networks that began alike.

    It reads new articles a little better than each of them (Wortsman et al. 2022, "Model soups").
    """
    mean = copy.deepcopy(nets[0])
    states = [net.state_dict() for net in nets]
    mean.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return mean
