"""Train the recogniser: freshly varied articles each epoch, Adam with averaged weights, the best epoch is kept."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.vocab import Vocab
from thinc.api import Adam, Optimizer, fix_random_seed

from pipeline.models.ner.features import Evidence, describe, inner_docs
from pipeline.models.ner.model import NerModel
from training.augment import dress_roles, replace_names, shout
from training.corpora import Article, Sentence

#: The classes that count: MISC ("Copa del Rey") is kept apart so that it does not end in the others.
SCORED = ("PER", "LOC", "ORG")
LABELS = (*SCORED, "MISC")


@dataclass(frozen=True)
class Recipe:
    """Settings of a training run. Shares are probabilities for each article and epoch."""

    seed: int = 1
    epochs: int = 7
    batch_words: int = 500
    learn_rate: float = 0.001
    #: From this part of the run on the rate falls in a straight line to a tenth.
    decay_from: float = 0.3
    dropout: float = 0.1
    renamed: float = 0.3
    roles: float = 0.1
    shouted: float = 0.03
    #: Articles of the second corpus, whose conventions differ a little, are used more rarely.
    second_share: float = 0.5


class Corpora(NamedTuple):
    """Articles to learn from and to choose the epoch by."""

    main: list[Article]
    second: list[Article]
    development: list[Article]


class Score(NamedTuple):
    """Precision, recall and F1 of exact spans with the right label, 0 to 1."""

    precision: float
    recall: float
    f1: float


#: Gets the model and its scores.
Keeper = Callable[[NerModel, dict[str, Score]], None]


def train(
    model: NerModel, corpora: Corpora, recipe: Recipe, *, keep: Keeper, say: Callable[[str], None]
) -> dict[str, Score]:
    """Train `model` in place and return the scores of the best epoch.

    `keep` gets the model, with averaged weights, whenever it is the best so far.
    """
    fix_random_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    nlp = model.nlp
    batch = _epoch(model, corpora, recipe, rng)
    for label in LABELS:
        nlp.get_pipe("ner").add_label(label)  # type: ignore[attr-defined]
    nlp.initialize(lambda: batch[:2000])
    optimizer = Adam(recipe.learn_rate, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True, use_averages=True)
    best: dict[str, Score] = {}
    for epoch in range(recipe.epochs):
        if epoch:
            batch = _epoch(model, corpora, recipe, rng)
        _learn(nlp, batch, optimizer, recipe, epoch)
        with nlp.use_params(optimizer.averages):
            scores = evaluate(model, corpora.development)
            if not best or scores["names"].f1 > best["names"].f1:
                best = scores
                keep(model, scores)
        say(f"epoch {epoch}: " + ", ".join(f"{name} {score.f1:.4f}" for name, score in scores.items()))
    return best


def _learn(nlp: Language, batch: list[Example], optimizer: Optimizer, recipe: Recipe, epoch: int) -> None:
    # Larger batches once the first rough shape is found: fewer, steadier steps.
    size = recipe.batch_words if epoch < recipe.epochs // 3 else 2 * recipe.batch_words
    parts = list(minibatch_by_words(batch, size=size))
    for number, part in enumerate(parts):
        done = (epoch + number / len(parts)) / recipe.epochs
        late = max(0.0, (done - recipe.decay_from) / (1 - recipe.decay_from))
        optimizer.learn_rate = recipe.learn_rate * (1 - 0.9 * late)
        nlp.update(part, drop=recipe.dropout, sgd=optimizer)


def _epoch(model: NerModel, corpora: Corpora, recipe: Recipe, rng: random.Random) -> list[Example]:
    chosen = list(corpora.main)
    chosen += [article for article in corpora.second if rng.random() < recipe.second_share]
    found: list[Example] = []
    for article in chosen:
        found += examples(gold_docs(model.nlp.vocab, vary(article, recipe, rng), model.evidence))
    rng.shuffle(found)
    return found


def vary(article: Article, recipe: Recipe, rng: random.Random) -> list[Sentence]:
    """Return the paragraphs of an article as this epoch shows it.

    They may be renamed, with capitalised offices, and some are in capitals.
    """
    if rng.random() < recipe.renamed:
        article = replace_names(article, rng)
    if rng.random() < recipe.roles:
        article = [dress_roles(sentence) for sentence in article]
    return [shout(part, rng) if rng.random() < recipe.shouted else part for part in chunks(article, rng)]


def chunks(article: Article, rng: random.Random) -> Iterator[Sentence]:
    """Yield neighbouring sentences joined, as in the paragraphs that the network will meet."""
    rest = list(article)
    while rest:
        size = rng.choice((1, 1, 2, 3, 4))
        part, rest = rest[:size], rest[size:]
        yield Sentence([w for s in part for w in s.words], [x for s in part for x in s.labels])


def spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the names of IOB2 labels: first word, end, class."""
    found: list[tuple[int, int, str]] = []
    for index, label in enumerate(labels):
        kind = label[2:]
        if label.startswith("I-") and found and found[-1][1:] == (index, kind):
            found[-1] = (found[-1][0], index + 1, kind)
        elif label != "O":
            found.append((index, index + 1, kind))
    return found


def gold_docs(vocab: Vocab, paragraphs: Sequence[Sentence], evidence: Evidence) -> list[Doc]:
    """Return inner Docs of an article with its gold names."""
    docs = inner_docs(vocab, describe([paragraph.words for paragraph in paragraphs], evidence), evidence)
    for doc, paragraph in zip(docs, paragraphs, strict=True):
        doc.set_ents([Span(doc, start, end, label=kind) for start, end, kind in spans(paragraph.labels)])
    return docs


def examples(docs: Sequence[Doc]) -> list[Example]:
    """Return training pairs: a copy without names, and the Doc."""
    pairs = []
    for doc in docs:
        blank = doc.copy()
        blank.set_ents([], default="missing")
        pairs.append(Example(blank, doc))
    return pairs


def evaluate(model: NerModel, articles: Sequence[Article]) -> dict[str, Score]:
    """Return the scores of what the component would find.

    They are by class, over PER+LOC+ORG ("names") and over everything ("all").
    """
    rng = random.Random(0)
    right: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for article in articles:
        paragraphs = list(chunks(article, rng))
        found = model.find([paragraph.words for paragraph in paragraphs])
        for paragraph, names in zip(paragraphs, found, strict=True):
            truth = set(spans(paragraph.labels))
            right.update(label for *_, label in truth & set(names))
            guessed.update(label for *_, label in names)
            wanted.update(label for *_, label in truth)
    groups = {**{label: (label,) for label in LABELS}, "names": SCORED, "all": LABELS}
    return {name: _score(right, guessed, wanted, labels) for name, labels in groups.items()}


def _score(right: Counter[str], guessed: Counter[str], wanted: Counter[str], labels: Sequence[str]) -> Score:
    hit, given, gold = (sum(counter[label] for label in labels) for counter in (right, guessed, wanted))
    return Score(hit / max(given, 1), hit / max(gold, 1), 2 * hit / max(given + gold, 1))
