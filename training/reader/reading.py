"""Articles as a trained network reads them, in the place of the package's own: `component.find_cues` works with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import nn

from pipeline.reader import network as package
from pipeline.reader.component import find_cues
from pipeline.reader.network import Floats
from pipeline.reader.view import EncodedArticle
from pipeline.reader.windows import Window
from pipeline.schemas import Row
from training.reader.articles import Annotated
from training.reader.confidence import Case, cases_of
from training.reader.gold import Gold, gold_of, read_gold
from training.reader.network import Net, head_arrays
from training.reader.rereading import Rereader, reread_arrays


class TrainedNetwork(package.Network):
    """The encoder of a `Net` in bfloat16 and its heads in numpy; all pieces, no file."""

    def __init__(
        self, net: Net, again: Rereader, tokenizer: Tokenizer, confidence: Mapping[str, Sequence[float]]
    ) -> None:
        package.Heads.__init__(self, head_arrays(net))
        self.net, self.tokenizer = net.eval(), tokenizer
        self.info = {"confidence": confidence}
        self.rereader = TrainedRereader(again)

    def encode(self, windows: Sequence[Window]) -> tuple[Floats, Floats]:
        """Return the vectors of the pieces of some windows, and what the frozen layers make of them.

        Both have the shape (windows, pieces, width).
        """
        with torch.no_grad():
            below = self.net.below(windows)
            return self.net.encode(windows, below).numpy(), nn.utils.rnn.pad_sequence(below, True).float().numpy()


class TrainedRereader(package.Rereader):
    """The layers of a `Rereader` in bfloat16 and its heads in numpy."""

    def __init__(self, net: Rereader) -> None:
        package.Heads.__init__(self, reread_arrays(net))
        self.net = net.eval()

    def _layers(self, begun: Floats) -> Floats:
        with torch.no_grad():
            return self.net.layered(torch.from_numpy(begun)[None], torch.ones(1, len(begun)))[0].numpy()


@dataclass
class Reading:
    """What was read in an article that was not learned: its cues (see `component.find_cues`), and in which fold."""

    article: Annotated
    gold: Gold
    fold: int
    cues: list[Row]
    foreign: float


def readings_of(articles: Iterable[Annotated], network: package.Network, fold: int = 0) -> list[Reading]:
    """Return the readings of some articles by one network."""
    return [_reading(article, network, fold) for article in articles]


def _reading(annotated: Annotated, network: package.Network, fold: int) -> Reading:
    article = EncodedArticle(annotated.doc, network)
    gold = gold_of(article, read_gold(annotated.gold))
    return Reading(annotated, gold, fold, *find_cues(article))


def cases_of_readings(readings: Iterable[Reading], without: int | None = None) -> list[Case]:
    """Return the cases of all readings but those of the fold `without`."""
    return [case for r in readings if r.fold != without for case in cases_of(r.cues, r.gold)]
