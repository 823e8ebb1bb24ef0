"""Classes of words and topics of articles, found without annotation in the corpus of news.

Words of one class look alike and stand among the same neighbours: names of companies, of football clubs, of ministers.
A word is described by its floret vector and by the mean vectors of the words before and after it; k-means makes the
classes. An article is described by the classes of its words, weighted by how rare they are; k-means makes the topics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from spacy.language import Language

from pipeline.models.ner.evidence import WordClusters
from pipeline.models.ner.features import is_word

#: Numbers of classes and of topics.
CLASSES, TOPICS = 500, 16
#: Words that the corpus has less often say too little about themselves.
_LEAST = 5
#: Shorter articles say too little about a topic.
_SHORTEST = 50
_ROUNDS = 25
_SEED = 1

#: An article as one list of words, spelled as the network will see them.
Words = Sequence[str]


def make_clusters(
    articles: Iterable[Words], nlp: Language, *, classes: int = CLASSES, topics: int = TOPICS
) -> WordClusters:
    """Return the classes of the frequent words and the topics they speak for.

    `nlp` has the word vectors; `classes` and `topics` are the numbers wanted. The same input gives the same result.
    """
    texts = list(articles)
    words = _frequent_words(texts)
    number = {word: index for index, word in enumerate(words)}
    numbered = [np.asarray([number.get(word, -1) for word in text]) for text in texts]
    vectors = nlp.vocab.vectors.get_batch([nlp.vocab.strings.add(word) for word in words])
    before, after = _neighbours(numbered, vectors)
    found = k_means(np.hstack([_unit(vectors), _unit(before), _unit(after)]), classes)
    centres = _unit(_centres(vectors, found, classes))
    long_texts = [found[text[text >= 0]] for text in numbered if len(text) >= _SHORTEST]
    class_of_word = {word: int(found[index]) for word, index in number.items() if is_word(word)}
    return WordClusters(class_of_word, _topics(long_texts, centres, topics))


def _frequent_words(texts: Iterable[Words]) -> list[str]:
    counts = Counter(word for words in texts for word in words)
    return sorted(word for word, count in counts.items() if count >= _LEAST)


def _neighbours(texts: Sequence[np.ndarray], vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean vectors of the words before and of the words after each word."""
    running = np.concatenate(texts)
    known = (running[:-1] >= 0) & (running[1:] >= 0)
    left, right = running[:-1][known], running[1:][known]
    pairs = csr_matrix((np.ones(len(left), dtype="float32"), (right, left)), shape=(len(vectors),) * 2)
    return _means(pairs, vectors), _means(pairs.T.tocsr(), vectors)


def _means(pairs: csr_matrix, vectors: np.ndarray) -> np.ndarray:
    totals = np.asarray(pairs.sum(axis=1)).ravel()
    return np.asarray((pairs @ vectors) / np.maximum(totals, 1)[:, None], dtype="float32")


def _topics(texts: Sequence[np.ndarray], centres: np.ndarray, topics: int) -> np.ndarray:
    """Return how much each class speaks for each topic, one row a class.

    `texts` are articles as classes of their words.
    """
    counts = np.asarray([np.bincount(text, minlength=len(centres)) for text in texts], dtype="float32")
    # As with words and documents: a class that is in every article tells nothing about any.
    rarity = np.log(len(counts) / (1 + np.count_nonzero(counts, axis=0)))
    meanings = centres * np.maximum(rarity, 0)[:, None]
    described = _to_length_one(counts @ meanings)
    directions = _to_length_one(_centres(described, k_means(described, topics), topics))
    return np.asarray(meanings @ directions.T, dtype="float32")


def k_means(rows: np.ndarray, groups: int) -> np.ndarray:
    """Return the group of each row, 0 to `groups` - 1.

    That is Lloyd's k-means from centres that are rows drawn with a fixed seed.
    """
    centres = rows[np.random.default_rng(_SEED).choice(len(rows), groups, replace=False)]
    for _ in range(_ROUNDS):
        found = np.argmax(rows @ centres.T - (centres**2).sum(axis=1) / 2, axis=1)
        centres = _centres(rows, found, groups)
    return np.asarray(found)


def _centres(rows: np.ndarray, groups: np.ndarray, size: int) -> np.ndarray:
    where = coo_matrix((np.ones(len(rows), dtype="float32"), (groups, np.arange(len(rows)))), shape=(size, len(rows)))
    return _means(where.tocsr(), rows)


def _unit(rows: np.ndarray) -> np.ndarray:
    """Return the rows of length one, after what all have in common is taken away."""
    return _to_length_one(rows - rows.mean(axis=0))


def _to_length_one(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype="float32")
