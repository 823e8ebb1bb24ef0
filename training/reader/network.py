"""The reader's network in PyTorch: what `pipeline.reader.network` computes with numpy, with dropout for training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt
import torch
from torch import nn

from pipeline.reader.cue_features import WIDTH as KNOWN
from pipeline.reader.network import CUES
from pipeline.reader.pair_features import ROLES
from pipeline.reader.pair_features import WIDTH as NUMBERS
from pipeline.reader.windows import PADDING, Window
from pipeline.schemas import MEETING_STATUSES, MEETING_TYPES, STATUSES, THEMES
from training.reader.encoder import WIDTH, Encoder, Packed, away
from training.reader.examples import ANCHOR, Entities, Example

#: Width of the layer under the heads of theme, status and type, and of the one that scores pairs.
FIELD, _PAIR = 256, 128
_DROPPED = 0.1
#: No entity scores less; keeps the sum of odds away from nothing.
_LEAST = -30.0


@dataclass
class Outputs:
    """What the network says of an example, before softmax and logistic function.

    `tags` of the words by kind of cue, `sentences` (sentences, kinds), `fields` and `subjects` of the cues of the gold
    (cues, width; see `pipeline.reader.network.Network.fields`), `who`: for each question the scores of its entities.
    """

    tags: Mapping[str, torch.Tensor]
    sentences: torch.Tensor
    foreign: torch.Tensor
    fields: torch.Tensor
    subjects: torch.Tensor
    who: Sequence[torch.Tensor]


class Pairs(nn.Module):
    """Scores of mentions for the roles of cues."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(_DROPPED)
        self.cue, self.mention = nn.Linear(WIDTH, _PAIR), nn.Linear(WIDTH, _PAIR, bias=False)
        self.numbers = nn.Linear(NUMBERS, _PAIR, bias=False)
        self.cue_factor, self.mention_factor = nn.Linear(WIDTH, _PAIR), nn.Linear(WIDTH, _PAIR, bias=False)
        self.role, self.middle = nn.Embedding(len(ROLES), _PAIR), nn.Linear(_PAIR, _PAIR)
        self.score, self.direct = nn.Linear(_PAIR, len(ROLES)), nn.Linear(NUMBERS, len(ROLES))

    def forward(
        self, cues: torch.Tensor, mentions: torch.Tensor, numbers: torch.Tensor, roles: torch.Tensor
    ) -> torch.Tensor:
        """Return the scores (cues, mentions): each cue is asked for one role; `numbers` are those of the pairs."""
        both = self.cue_factor(cues)[:, None] * self.mention_factor(mentions)
        summed = (self.cue(cues) + self.role(roles))[:, None]
        hidden = torch.relu(summed + self.mention(mentions) + self.numbers(numbers) + both)
        hidden = hidden + torch.relu(self.middle(self.drop(hidden)))
        scores = self.score(self.drop(hidden)) + self.direct(numbers)
        return scores[torch.arange(len(roles)), :, roles]


class Net(nn.Module):
    """An encoder of `layers` layers, of which the first `freeze` are not trained, and heads over its words."""

    def __init__(self, packed: Packed, layers: int, freeze: int) -> None:
        super().__init__()
        self.encoder, self.freeze = Encoder(packed, layers), freeze
        self.drop = nn.Dropout(_DROPPED)
        self.tags = nn.ModuleDict({kind: nn.Linear(WIDTH, ANCHOR + 1) for kind in CUES})
        self.field, self.subject = hidden_layer(2 * WIDTH + KNOWN), hidden_layer(3 * WIDTH + KNOWN)
        self.theme, self.status = nn.Linear(FIELD + KNOWN, len(THEMES)), nn.Linear(FIELD + KNOWN, len(STATUSES))
        self.meeting_type = nn.Linear(FIELD + KNOWN, len(MEETING_TYPES))
        self.stage = nn.Linear(FIELD + KNOWN, len(MEETING_STATUSES))
        self.direct = nn.Linear(FIELD + KNOWN, 1)
        self.sentence, self.foreign = nn.Linear(WIDTH, len(CUES)), nn.Linear(WIDTH, 1)
        self.pairs = Pairs()
        #: What the project's annotators see otherwise than those of the gold; it is learned and then left out.
        self.own = nn.ModuleDict({name: _zero_layer(layer) for name, layer in self._detecting().items()})

    def _detecting(self) -> dict[str, nn.Linear]:
        """Return the heads that tell where cues are, by name."""
        return {**dict(self.tags.items()), "sentence": self.sentence}

    def below(self, windows: Sequence[Window]) -> list[torch.Tensor]:
        """Return what the frozen layers make of some windows, in bfloat16: (pieces, width) by window."""
        ids, mask = pad(windows)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder.embed(ids)
            for layer in self.encoder.layers[: self.freeze]:
                hidden = layer(hidden, away(mask))
        return [row[: len(window.ids)].to(torch.bfloat16) for row, window in zip(hidden, windows, strict=True)]

    def encode(self, windows: Sequence[Window], hidden: Sequence[torch.Tensor] | None = None) -> torch.Tensor:
        """Return the vectors (windows, pieces of the longest, width).

        `hidden` is the output of the frozen layers, by window.
        """
        ids, mask = pad(windows)
        below = None if hidden is None else nn.utils.rnn.pad_sequence([h.float() for h in hidden], batch_first=True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors: torch.Tensor = self.encoder(ids, mask, below, 0 if below is None else self.freeze)
        return vectors.float()

    def forward(self, example: Example, encoded: torch.Tensor) -> Outputs:
        """Return what the heads say of an example; `encoded` are the vectors of its windows."""
        words = encoded[example.places]
        sentences = example.sentences.means(words)
        seen = {**dict.fromkeys(CUES, self.drop(words)), "sentence": self.drop(sentences)}
        found = {name: head(seen[name]) for name, head in self._detecting().items()}
        if example.own and self.training:
            found = {name: scores + self.own[name](seen[name]) for name, scores in found.items()}
        of_cues = sentences[example.sentences.numbers[example.rows]]
        return Outputs(
            tags={kind: found[kind] for kind in CUES},
            sentences=found["sentence"],
            foreign=self.foreign(words.mean(0, keepdim=True))[0, 0],
            fields=self._fields(self.field, example, [words[example.rows], of_cues]),
            subjects=self._fields(self.subject, example, [words[example.rows], of_cues, example.behind.means(words)]),
            who=self.who(example, words),
        )

    def _fields(self, layer: nn.Module, example: Example, seen: Sequence[torch.Tensor]) -> torch.Tensor:
        return torch.cat([layer(self.drop(torch.cat([*seen, example.known], 1))), example.known], 1)

    def who(self, example: Example, words: torch.Tensor) -> list[torch.Tensor]:
        """Return the scores of the entities of each question of an example; `words` are the vectors of its words."""
        questions = example.questions
        if not questions:
            return []
        scores = self.pairs(
            words[[q.row for q in questions]],
            example.mentions.means(words),
            torch.stack([q.pairs for q in questions]).float(),
            torch.tensor([q.role for q in questions]),
        )
        return [entity_scores(row, question.entities) for row, question in zip(scores, questions, strict=True)]


def hidden_layer(width: int) -> nn.Sequential:
    """Return a layer under heads."""
    return nn.Sequential(nn.Linear(width, FIELD), nn.ReLU(), nn.Dropout(_DROPPED))


def _zero_layer(layer: nn.Linear) -> nn.Linear:
    """Return a layer like another one whose weights are 0."""
    made = nn.Linear(layer.in_features, layer.out_features)
    nn.init.zeros_(made.weight)
    nn.init.zeros_(made.bias)
    return made


def entity_scores(scores: torch.Tensor, entities: Entities) -> torch.Tensor:
    """Return the scores of the entities: logarithms of the summed odds of their mentions."""
    own = scores[entities.mentions]
    lowest = torch.full((len(entities.keys),), _LEAST)
    most = lowest.scatter_reduce(0, entities.numbers, own.detach(), "amax")
    odds = torch.zeros(len(entities.keys)).index_add(0, entities.numbers, (own - most[entities.numbers]).exp())
    return odds.log() + most


def pad(windows: Sequence[Window]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the ids of the pieces and 1 for each of them, 0 for padding: (windows, pieces of the longest) both."""
    ids = [torch.tensor(window.ids) for window in windows]
    return (
        nn.utils.rnn.pad_sequence(ids, batch_first=True, padding_value=PADDING),
        nn.utils.rnn.pad_sequence([torch.ones(len(one)) for one in ids], batch_first=True),
    )


def head_arrays(net: Net) -> dict[str, npt.NDArray[Any]]:
    """Return the weights of the heads under the names that `pipeline.reader.network.Network` knows."""
    layers = {
        **dict(net.tags.items()), "sentence": net.sentence, "foreign": net.foreign, "field": net.field[0],
        "subject": net.subject[0],
        "theme": net.theme, "status": net.status, "type": net.meeting_type, "stage": net.stage, "direct": net.direct,
    }  # fmt: skip
    tensors = linear_tensors(layers) | pair_tensors(net.pairs)
    return {name: tensor.detach().numpy().copy() for name, tensor in tensors.items()}


def pair_tensors(pairs: Pairs) -> dict[str, torch.Tensor]:
    """Return the weights of the scores of pairs under the names that `pipeline.reader.network.Network` knows."""
    layers = {"cue": pairs.cue, "middle": pairs.middle, "score": pairs.score, "direct": pairs.direct}
    return linear_tensors({f"pair.{name}": layer for name, layer in layers.items()}) | {
        "pair.mention": pairs.mention.weight.T,
        "pair.numbers": pairs.numbers.weight.T,
        "pair.cue_factor": pairs.cue_factor.weight.T,
        "pair.cue_factor_bias": pairs.cue_factor.bias,
        "pair.mention_factor": pairs.mention_factor.weight.T,
        "pair.role": pairs.role.weight,
    }


def linear_tensors(layers: Mapping[str, nn.Module]) -> dict[str, torch.Tensor]:
    """Return the weights and constants of linear layers by their names."""
    tensors = {f"{name}.weight": layer.weight.T for name, layer in layers.items()}
    return tensors | {f"{name}.bias": layer.bias for name, layer in layers.items()}
