"""Articles as a trained network reads them, in the place of the package's own: `component.find_cues` works with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from pipeline.attributes import Row
from pipeline.reader.component import ASKED, Article, find_cues
from pipeline.reader.network import Floats, Network
from pipeline.reader.second import TWICE, SecondLook, places_of, second_numbers
from pipeline.reader.windows import Window
from training.reader.articles import Annotated
from training.reader.confidence import Confidence, cases_of, fit_confidence
from training.reader.gold import Gold, gold_of, read_gold
from training.reader.network import Net, head_arrays


class TrainedNetwork(Network):
    """The encoder of a `Net` in bfloat16 and its heads in numpy; all pieces, no file."""

    def __init__(self, net: Net, tokenizer: Tokenizer, confidence: Mapping[str, Sequence[float]]) -> None:
        self.net, self.tokenizer = net.eval(), tokenizer
        self.info = {"confidence": confidence}
        self._heads = head_arrays(net)
        self.second = SecondLook({})

    def encode(self, windows: Sequence[Window]) -> Floats:
        """Vectors of the pieces of some windows: (windows, pieces of the longest, width)."""
        with torch.no_grad():
            return np.asarray(self.net.encode(windows).numpy(), np.float32)


@dataclass
class Reading:
    """What was read in an article that was not learned, and in which fold.

    `cues` are those of `component.find_cues`, before the second look; `numbers` are the numbers of their actors for it.
    """

    article: Annotated
    gold: Gold
    fold: int
    cues: list[Row]
    foreign: float
    numbers: dict[int, Floats]

    def seen(self, second: SecondLook) -> list[Row]:
        """The cues after the second look."""
        cues = list(self.cues)
        for number, own in self.numbers.items():
            role = ASKED[cues[number]["kind"]][0]
            cues[number] = {**cues[number], role: second.seen(role, cues[number][role], own)}
        return cues


def readings_of(articles: Iterable[Annotated], network: Network, fold: int = 0) -> list[Reading]:
    """Readings of some articles by one network."""
    return [_reading(article, network, fold) for article in articles]


def _reading(annotated: Annotated, network: Network, fold: int) -> Reading:
    article = Article(annotated.doc, network)
    gold = gold_of(article, read_gold(annotated.gold))
    cues, foreign = find_cues(article)
    return Reading(annotated, gold, fold, cues, foreign, _numbers(article, cues))


def _numbers(article: Article, cues: Sequence[Row]) -> dict[int, Floats]:
    """Numbers for the second look of the actors of each cue that has any."""
    places = {role: places_of(role, article.mentions) for role in TWICE}
    return {
        number: second_numbers(cue, cue[role], places[role], article.sentences[cue["sentence"]])
        for number, cue in enumerate(cues)
        if (role := ASKED[cue["kind"]][0]) in TWICE and cue[role]
    }


def confidence_of(readings: Iterable[Reading], second: SecondLook) -> Confidence:
    """Confidence by some readings after the second look."""
    return fit_confidence(case for r in readings for case in cases_of(r.seen(second), r.gold))
