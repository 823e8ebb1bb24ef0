"""What a first model reads in the unannotated news: classes of words, and labelled text to learn more from."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.ner.features import is_word, normalise
from pipeline.ner.model import NerModel
from training import raw
from training.corpora import Article, Sentence


def label_articles(articles: Iterable[raw.Article], model: NerModel) -> Iterator[Article]:
    """The articles with the names that the model finds, one Sentence a paragraph."""
    for article in articles:
        found = model.find([article])[0]
        yield [Sentence(words, _labels(len(words), entities)) for words, entities in zip(article, found, strict=True)]


def _labels(length: int, entities: Iterable[tuple[int, int, str]]) -> list[str]:
    labels = ["O"] * length
    for start, end, kind in entities:
        labels[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return labels


def write_labelled(articles: Iterable[Article], path: Path) -> None:
    """One paragraph a line, `word/label` parted by spaces (no label for O), an empty line after each article."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for article in articles:
            for words, labels in article:
                pairs = zip(words, labels, strict=True)
                out.write(" ".join(f"{word}\t{'' if label == 'O' else label}" for word, label in pairs) + "\n")
            out.write("\n")


def read_labelled(path: Path) -> Iterator[Article]:
    """Articles that `write_labelled` wrote."""
    article: Article = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line == "\n":
                yield article
                article = []
                continue
            pairs = [pair.split("\t") for pair in line.rstrip("\n").split(" ")]
            article.append(Sentence([word for word, _ in pairs], [label or "O" for _, label in pairs]))


def word_classes(articles: Iterable[Article], model: NerModel, *, at_least: int = 2) -> dict[str, str]:
    """A code for each word with a capital.

    What it mostly is (G given name or first part of a person's name, F later part, L place, O organisation, M other,
    N no name), how surely (1-3), how often (a-c), and the runner-up where there is one.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for words, labels in article:
            following = [*labels[1:], "O"]
            for word, label, after in zip(normalise(words, model.table), labels, following, strict=True):
                if is_word(word) and word[0].isupper():
                    seen[word][_letter(label, after)] += 1
    return {word: _code(counts) for word, counts in sorted(seen.items()) if sum(counts.values()) >= at_least}


def _letter(label: str, after: str) -> str:
    if label == "O":
        return "N"
    if label == "B-PER" and after == "I-PER":
        return "G"
    return {"PER": "F", "LOC": "L", "ORG": "O", "MISC": "M"}[label[2:]]


def _code(counts: Counter[str]) -> str:
    total = sum(counts.values())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    top, best = ranked[0]
    sure = 1 + (best > 0.6 * total) + (best > 0.9 * total)
    size = "a" if total < 5 else "b" if total < 40 else "c"
    second = ranked[1][0] if len(ranked) > 1 and ranked[1][1] > 0.15 * total else ""
    return f"{top}{sure}{size}{second}"


def sample(articles: Iterable[raw.Article], *, share: float, seed: int) -> list[raw.Article]:
    """A share of the articles, the same at every run."""
    rng = random.Random(seed)
    return [article for article in articles if rng.random() < share]
