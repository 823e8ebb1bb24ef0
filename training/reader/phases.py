"""The two phases of a training: first much that is like news of foreign affairs, then gold of news with some of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from pipeline.reader.component import View
from training.reader.articles import Annotated
from training.reader.encoder import Packed
from training.reader.examples import Example, example_of
from training.reader.finish import finish
from training.reader.fit import Options, Say, fit
from training.reader.gold import gold_of, read_gold
from training.reader.network import Net

#: Written articles and raw texts that are learned again beside the gold in a fold, at most, and the seed of the choice.
_WRITTEN, _RAW, _SEED = 90, 40, 5
#: Raw texts on other things with more cues than this teach the scores of pairs too.
_CUES = 3


@dataclass
class Material:
    """Examples that are learned from: of `gold`, of articles `written` for the project, of annotated `raw` texts."""

    gold: list[Example]
    written: list[Example]
    raw: list[Example]

    @property
    def foreign(self) -> list[Example]:
        """The raw texts about foreign affairs."""
        return [example for example in self.raw if example.foreign]

    @property
    def telling(self) -> list[Example]:
        """The raw texts about foreign affairs and those with many cues."""
        return [example for example in self.raw if example.foreign or len(example.cues) > _CUES]


def examples_of(articles: Sequence[Annotated], tokenizer: Tokenizer) -> list[Example]:
    """Examples of the articles of which at least one word is read."""
    views = [(View(article.doc, tokenizer), article.gold) for article in articles]
    return [example_of(view, gold_of(view, read_gold(path))) for view, path in views if view.tokens]


def first_phase(packed: Packed, material: Material, options: Options, say: Say) -> Net:
    """A network that has learned from the written articles and the raw texts; `say` gets a line an epoch."""
    torch.manual_seed(options.seed)
    net = Net(packed, options.layers, options.freeze)
    fit(net, [*material.written, *material.raw], options, say)
    return net


def second_phase(net: Net, material: Material, options: Options, say: Say) -> None:
    """Train a network of the first phase on, in place, on all of the gold and what is like it, and finish it."""
    known = [*material.gold, *material.written]
    fit(net, [*known, *material.foreign], options.second, say)
    finish(net, [*known, *material.telling], options, say)


def replayed(material: Material) -> Material:
    """The gold with a few of the others, always the same ones: for a second phase that is short."""
    rng = random.Random(_SEED)
    parts = ((material.written, _WRITTEN), (material.foreign, _RAW))
    written, raw = (rng.sample(part, min(most, len(part))) for part, most in parts)
    return Material(material.gold, written, raw)
