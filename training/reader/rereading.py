"""The second reading in PyTorch: what `pipeline.reader.network` computes with numpy and onnxruntime of a passage.

Its layers begin as those of the encoder that stand at their height; what the layers below make of an article is
computed once, as for the first reading, and is the same for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy.typing as npt
import torch
from torch import nn

from pipeline.reader.cue_features import WIDTH as KNOWN
from pipeline.reader.pair_features import WIDTH as NUMBERS
from pipeline.reader.passages import MARKS, Passage
from pipeline.schemas import MEETING_STATUSES, MEETING_TYPES, STATUSES, THEMES
from training.reader.encoder import WIDTH, Encoder, Packed, away
from training.reader.examples import Entities, Example
from training.reader.gold import Cue
from training.reader.network import FIELD, Pairs, entity_scores, hidden_layer, linear_tensors, pair_tensors

#: How far the marks and the numbers of pairs are from nothing at first.
_MARK, _NUMBER = 0.3, 0.02
_DROPPED = 0.1


@dataclass
class Asked:
    """Who has a role at a cue: the role's number, entities of the passage's mentions, and 0 or 1 for each."""

    role: int
    entities: Entities
    answers: torch.Tensor


@dataclass
class Item:
    """A cue that is read again: its passage, numbers of the pairs (mentions, n), what the lexicons know of it.

    `rows` are those of the mentions named elsewhere, by mention.
    """

    example: Example
    passage: Passage
    rows: list[list[int]]
    numbers: torch.Tensor
    known: torch.Tensor
    cue: Cue
    asked: list[Asked]


@dataclass
class Seen:
    """What the layers make of some items: vectors of the mentions of each, of the anchors, and the fields of all."""

    mentions: list[torch.Tensor]
    anchors: torch.Tensor
    fields: torch.Tensor


class Rereader(nn.Module):
    """Layers that stand on the first `first` of the encoder, and heads over what they make of passages."""

    def __init__(self, layers: Sequence[nn.Module], first: int) -> None:
        super().__init__()
        self.first, self.layers = first, nn.ModuleList(layers)
        self.mark, self.number = nn.Embedding(MARKS, WIDTH), nn.Linear(NUMBERS, WIDTH, bias=False)
        nn.init.normal_(self.mark.weight, 0, _MARK)
        nn.init.zeros_(self.mark.weight.data[0])
        nn.init.normal_(self.number.weight, 0, _NUMBER)
        self.elsewhere, self.drop = nn.Parameter(torch.zeros(WIDTH)), nn.Dropout(_DROPPED)
        self.pairs, self.field = Pairs(), hidden_layer(3 * WIDTH + KNOWN)
        self.theme, self.status = nn.Linear(FIELD + KNOWN, len(THEMES)), nn.Linear(FIELD + KNOWN, len(STATUSES))
        self.meeting_type = nn.Linear(FIELD + KNOWN, len(MEETING_TYPES))
        self.stage = nn.Linear(FIELD + KNOWN, len(MEETING_STATUSES))

    def forward(self, items: Sequence[Item]) -> Seen:
        """Return what the layers make of some items, whose examples have the output of the layers below."""
        begun = [self._begin(item) for item in items]
        mask = nn.utils.rnn.pad_sequence([torch.ones(len(one)) for one in begun], batch_first=True)
        read = list(self.layered(nn.utils.rnn.pad_sequence(begun, batch_first=True), mask))
        known = torch.stack([item.known for item in items])
        cues = [_of_cue(item.passage, own) for item, own in zip(items, read, strict=True)]
        fields = self.field(self.drop(torch.cat([torch.stack(cues), known], 1)))
        mentions = [_mention_vectors(item.passage, own) for item, own in zip(items, read, strict=True)]
        return Seen(mentions, torch.stack(cues)[:, :WIDTH], torch.cat([fields, known], 1))

    def layered(self, begun: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return what the layers make of what they begin with (items, pieces, width).

        `mask` is 1 for these, 0 for padding.
        """
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                begun = layer(begun, away(mask))
        return begun.float()

    def _begin(self, item: Item) -> torch.Tensor:
        """Return what the layers begin with: pieces with their marks and numbers, those named elsewhere behind."""
        passage, hidden = item.passage, item.example.hidden
        assert hidden is not None
        numbers = self.number(item.numbers)
        runs = groupby(passage.pieces, key=itemgetter(0))
        pieces = torch.cat([hidden[window][[piece for _, piece in run]] for window, run in runs]).float()
        pieces = pieces + self.mark(torch.tensor(passage.marks))
        places, owners = torch.tensor(passage.words, dtype=torch.long).reshape(-1, 2).unbind(1)
        pieces = pieces.index_add(0, places, numbers[owners])
        if not passage.apart:
            return pieces
        others = torch.stack([_mean(item.example, rows) for rows in item.rows])
        return torch.cat([pieces, others + numbers[passage.apart] + self.elsewhere])

    def who(self, item: Item, seen: Seen, number: int) -> list[torch.Tensor]:
        """Return the scores of the entities of what is asked of the item with that number."""
        if not item.asked:
            return []
        roles = torch.tensor([asked.role for asked in item.asked])
        cues = seen.anchors[number].expand(len(roles), -1)
        scores = self.pairs(cues, seen.mentions[number], item.numbers.expand(len(roles), -1, -1), roles)
        return [entity_scores(own, asked.entities) for own, asked in zip(scores, item.asked, strict=True)]


def rereader_of(packed: Packed, first: int, count: int) -> Rereader:
    """Return a second reading that has learned nothing.

    Its layers are `count` of the encoder's, those behind the `first`.
    """
    return Rereader(list(Encoder(packed, first + count).layers[first:]), first)


def _mean(example: Example, rows: Sequence[int]) -> torch.Tensor:
    """Return the mean of what the layers below make of the words of a mention."""
    windows, pieces = example.places
    assert example.hidden is not None
    return torch.stack([example.hidden[int(windows[row])][int(pieces[row])] for row in rows]).float().mean(0)


def _of_cue(passage: Passage, vectors: torch.Tensor) -> torch.Tensor:
    """Return the vectors of the anchor, of its sentence and of the words behind it, one after the other."""
    return torch.cat([vectors[passage.anchor], vectors[passage.sentence].mean(0), vectors[passage.behind].mean(0)])


def _mention_vectors(passage: Passage, vectors: torch.Tensor) -> torch.Tensor:
    """Return the vectors of the mentions: (mentions, width)."""
    if not passage.mentions:
        return vectors.new_zeros(0, WIDTH)
    others = iter(range(len(passage.pieces), len(passage.pieces) + len(passage.mentions)))
    return torch.stack([vectors[places or [next(others)]].mean(0) for places in passage.places])


def reread_arrays(net: Rereader) -> dict[str, npt.NDArray[Any]]:
    """Return the weights of the heads under the names that `pipeline.reader.network.Rereader` knows."""
    layers = {
        "field": net.field[0], "theme": net.theme, "status": net.status, "type": net.meeting_type, "stage": net.stage,
    }  # fmt: skip
    tensors = linear_tensors(layers) | pair_tensors(net.pairs)
    tensors |= {"mark": net.mark.weight, "number": net.number.weight.T, "elsewhere": net.elsewhere}
    return {name: tensor.detach().numpy().copy() for name, tensor in tensors.items()}
