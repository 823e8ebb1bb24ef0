"""The phases of a training: labels by rules, then much that is like news of foreign affairs, then gold of news."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import torch
from tokenizers import Tokenizer

from pipeline.reader.view import View
from training.reader.articles import Annotated
from training.reader.encoder import Packed
from training.reader.examples import Example, example_of
from training.reader.fit import Options, Say, fit
from training.reader.gold import Gold, gold_of, read_gold
from training.reader.items import items_of
from training.reader.network import Net
from training.reader.refit import refit, start_rereader
from training.reader.rereading import Item, Rereader, rereader_of
from training.reader.start import start_heads

#: Written articles and raw texts that are learned again beside the gold in a fold, at most, and the seed of the choice.
_WRITTEN, _RAW, _SEED = 200, 150, 5


@dataclass
class Material:
    """Examples that are learned from.

    `gold` of news, articles `written` for the project, annotated `raw` texts, and texts with labels by rules, `weak`.
    """

    gold: list[Example]
    written: list[Example]
    raw: list[Example]
    weak: list[Example] = field(default_factory=list)

    @property
    def foreign(self) -> list[Example]:
        """The raw texts about foreign affairs."""
        return [example for example in self.raw if example.foreign]


def examples_of(articles: Sequence[Annotated], tokenizer: Tokenizer, *, own: bool = False) -> list[Example]:
    """Return the examples of the articles of which at least one word is read.

    `own` tells that the project's annotators made the gold.
    """
    found = []
    for view, path in ((View(article.doc, tokenizer), article.gold) for article in articles):
        if view.tokens:
            gold = gold_of(view, read_gold(path))
            example = example_of(view, gold, own=own)
            example.items = items_of(view, example, gold)
            found.append(example)
    return found


def weak_examples_of(articles: Sequence[Annotated], tokenizer: Tokenizer) -> list[Example]:
    """Return the examples of articles with labels by rules that have a cue.

    Rules pass over much, so that what they do not tell is no label: only who takes part and what a cue is are learned.
    """
    views = [(View(article.doc, tokenizer), article.gold) for article in articles]
    found = [(view, gold_of(view, read_gold(path))) for view, path in views if view.tokens]
    return [example_of(view, Gold(gold.cues, frozenset(), None)) for view, gold in found if gold.cues]


def first_phases(packed: Packed, material: Material, options: Options, say: Say) -> Net:
    """Return a network that has learned from labels by rules, and then from the written articles and the raw texts.

    `say` gets a line an epoch.
    """
    torch.manual_seed(options.seed)
    net = Net(packed, options.layers, options.freeze)
    like_news = [*material.written, *material.raw]
    start_heads(net, like_news)
    if material.weak:
        fit(net, material.weak, replace(options, epochs=options.weak_epochs), say)
    fit(net, like_news, options, say)
    return net


def second_phase(net: Net, material: Material, options: Options, say: Say) -> None:
    """Train a network of the first phases on, in place, on all of the gold and what is like it."""
    fit(net, [*material.gold, *material.written, *material.foreign], options.second, say)
    net.eval()


def first_rereading(packed: Packed, material: Material, options: Options, say: Say) -> Rereader:
    """Return a second reading that has learned from the written articles and the raw texts."""
    torch.manual_seed(options.seed)
    again = rereader_of(packed, options.freeze, options.rereader_layers)
    items = _items([*material.written, *material.raw])
    start_rereader(again, items)
    refit(again, items, options, say)
    return again


def second_rereading(again: Rereader, material: Material, options: Options, say: Say) -> None:
    """Train a second reading on, in place, on all of the gold and a few of the others."""
    few, rates = replay(material), replace(options.second, epochs=options.rereader_epochs)
    refit(again, _items([*few.gold, *few.written, *few.raw]), rates, say)


def _items(examples: Iterable[Example]) -> list[Item]:
    return [item for example in examples for item in example.items]


def replay(material: Material) -> Material:
    """Return the gold with a few of the others, always the same ones: for a second phase that is short."""
    rng = random.Random(_SEED)
    parts = ((material.written, _WRITTEN), (material.foreign, _RAW))
    written, raw = (rng.sample(part, min(most, len(part))) for part, most in parts)
    return replace(material, written=written, raw=raw)
