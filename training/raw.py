"""The unannotated news: tokenised once, counted, and written as the input of the word vectors."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy

from pipeline.models.ner.features import Counts, WordTable, is_shouted, is_word, normalise, sentence_starts

Article = list[list[str]]


def raw_records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a `.jsonl.xz` file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the articles of a `.jsonl.xz` file as paragraphs of words.

    A paragraph already seen (boilerplate) is left out.
    """
    tokenizer = spacy.blank("es").tokenizer
    seen: set[str] = set()
    for record in raw_records(path):
        article: Article = []
        for paragraph in record["text"].split("\n"):
            key = " ".join(paragraph.split())
            if len(key) < 20 or key in seen:
                continue
            seen.add(key)
            article.append([token.text for token in tokenizer(key) if not token.is_space])
        if article:
            yield article


def write_articles(articles: Iterable[Article], path: Path) -> None:
    """Write one paragraph a line, words parted by spaces, an empty line after each article."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for article in articles:
            out.writelines(" ".join(words) + "\n" for words in article)
            out.write("\n")


def load_articles(path: Path) -> Iterator[Article]:
    """Yield the articles that `write_articles` wrote."""
    article: Article = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line == "\n":
                yield article
                article = []
            else:
                article.append(line.rstrip("\n").split(" "))


def count_case(articles: Iterable[Article], *, at_least: int = 2) -> WordTable:
    """Return how the articles write each word away from sentence starts; paragraphs in capitals are no evidence."""
    lower: Counter[str] = Counter()
    title: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for article in articles:
        for words in article:
            if is_shouted(words):
                continue
            for word, at_start in zip(words, sentence_starts(words), strict=True):
                if at_start or not is_word(word):
                    continue
                kind = upper if len(word) > 1 and word.isupper() else title if word[0].isupper() else lower
                kind[word.lower()] += 1
    counts: dict[str, Counts] = {}
    for word in sorted(set(lower) | set(title) | set(upper)):
        triple = (lower[word], title[word], upper[word])
        if sum(triple) >= at_least:
            counts[word] = triple
    return WordTable(counts)


def write_vector_text(articles: Iterable[Article], table: WordTable, path: Path) -> None:
    """Write the input of floret: one normalised paragraph a line."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for article in articles:
            out.writelines(" ".join(normalise(words, table)) + "\n" for words in article)


def normal_articles(articles: Iterable[Article], table: WordTable) -> Iterator[list[str]]:
    """Yield articles as one list of words each, spelled as the network will see them."""
    for article in articles:
        yield [word for words in article for word in normalise(words, table)]
