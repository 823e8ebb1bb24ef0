"""Train the recogniser: batches, Adam, the best epoch on the development set."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.vocab import Vocab
from thinc.api import Adam, fix_random_seed

from pipeline.ner.features import WordTable, inner_docs
from pipeline.ner.model import NerModel, build_nlp, recognise
from training.corpora import Article, Sentence

SCORED = ("PER", "LOC", "ORG")


class Score(NamedTuple):
    """Precision, recall and F1 of exact spans with the right label, 0 to 1."""

    precision: float
    recall: float
    f1: float


def spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Names of IOB2 labels: first word, end, class."""
    found: list[tuple[int, int, str]] = []
    for index, label in enumerate(labels):
        kind = label[2:]
        if label.startswith("I-") and found and found[-1][1:] == (index, kind):
            found[-1] = (found[-1][0], index + 1, kind)
        elif label != "O":
            found.append((index, index + 1, kind))
    return found


def chunks(article: Article, rng: random.Random) -> Iterator[Sentence]:
    """Neighbouring sentences joined, as in the paragraphs the network will meet; each chunk is a fresh Sentence."""
    rest = list(article)
    while rest:
        size = rng.choice((1, 1, 2, 3, 4))
        part, rest = rest[:size], rest[size:]
        yield Sentence([w for s in part for w in s.words], [x for s in part for x in s.labels])


def gold_docs(vocab: Vocab, paragraphs: Sequence[Sentence], table: WordTable) -> list[Doc]:
    """Inner Docs of an article with its gold names."""
    docs = inner_docs(vocab, [paragraph.words for paragraph in paragraphs], table)
    for doc, paragraph in zip(docs, paragraphs, strict=True):
        doc.set_ents([Span(doc, start, end, label=kind) for start, end, kind in spans(paragraph.labels)])
    return docs


def examples(docs: Sequence[Doc]) -> list[Example]:
    """Training pairs: a copy without names, and the Doc."""
    pairs = []
    for doc in docs:
        blank = doc.copy()
        blank.set_ents([], default="missing")
        pairs.append(Example(blank, doc))
    return pairs


def evaluate(nlp: spacy.Language, docs: Sequence[Doc]) -> dict[str, Score]:
    """Scores by class, over PER+LOC+ORG ("names") and over everything ("all")."""
    right: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    copies = []
    for doc in docs:
        copy = doc.copy()
        copy.set_ents([], default="missing")
        copies.append(copy)
    recognise(list(copies), nlp)
    for gold, copy in zip(docs, copies, strict=True):
        truth = {(e.start, e.end, e.label_) for e in gold.ents}
        guess = {(e.start, e.end, e.label_) for e in copy.ents}
        right.update(label for *_, label in truth & guess)
        guessed.update(label for *_, label in guess)
        wanted.update(label for *_, label in truth)
    groups = {**{label: (label,) for label in sorted(wanted)}, "names": SCORED, "all": tuple(sorted(wanted))}
    return {name: _score(right, guessed, wanted, labels) for name, labels in groups.items()}


def _score(right: Counter[str], guessed: Counter[str], wanted: Counter[str], labels: Sequence[str]) -> Score:
    hit, given, gold = (sum(counter[label] for label in labels) for counter in (right, guessed, wanted))
    return Score(hit / max(given, 1), hit / max(gold, 1), 2 * hit / max(given + gold, 1))
