"""spaCy's tok2vec component with the computation replaced: text by text, and each word's own row only once.

A text gets the same numbers to the last bit whatever it is processed with; spaCy's depend on the batch it is in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.attrs import ORTH
from spacy.pipeline import Tok2Vec as Component
from spacy.tokens import Doc
from spacy.vectors import Mode, Vectors
from spacy.vocab import Vocab
from thinc.api import Model

from pipeline.models.architecture import FloatArray, IntArray, Tok2Vec, read_tok2vec
from pipeline.models.embedding import Mixer, RowCache
from pipeline.models.encoder import encode

#: Words whose rows are kept at once; a row has some 400 bytes.
_MOST_WORDS = 32_000


def speed_up_tok2vec(pipe: Any) -> bool:
    """Let a tok2vec component compute its network as here; False for other components and architectures.

    Its weights are copied: they may no longer be read from elsewhere.
    """
    parts = read_tok2vec(pipe.model) if isinstance(pipe, Component) else None
    if parts:
        # Everything else of the model stays as it is, so that the component can still be saved.
        pipe.model._func = _Forward(parts, pipe.model._func)
    return parts is not None


class _Forward:
    """What computes a tok2vec model; spaCy's own way from the time on when it is trained."""

    def __init__(self, parts: Tok2Vec, by_spacy: Any) -> None:
        self._parts = parts
        self._by_spacy = by_spacy
        self._words: _Words | None = None

    def __call__(self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[FloatArray], Any]:
        if is_train:
            model._func = self._by_spacy  # for good: these are copies of weights that change now
            result: tuple[list[FloatArray], Any] = self._by_spacy(model, docs, is_train)
            return result
        return [self._rows(doc) for doc in docs], _no_gradient

    def _rows(self, doc: Doc) -> FloatArray:
        if not len(doc):
            return np.zeros((0, len(self._parts.embed.mix.gain)), dtype="float32")
        if self._words is None or self._words.vocab is not doc.vocab:
            self._words = _Words(self._parts, doc.vocab)
        return encode(self._words.rows(doc), [len(doc)], self._parts.encode)


def _no_gradient(_: Any) -> list[Doc]:
    return []


class _Words:
    """Rows of words in no context; a word is known by all its columns, as bytes."""

    def __init__(self, parts: Tok2Vec, vocab: Vocab) -> None:
        self.vocab = vocab
        self._mix = parts.embed.mix
        self._columns: list[int | str] = list(parts.embed.columns)
        self._has_vectors = parts.embed.vectors is not None
        if self._has_vectors:
            self._columns.append(getattr(vocab.vectors, "attr", ORTH))
        self._mixer = Mixer(parts.embed, parts.embed.columns, with_vectors=True)
        self._cache = RowCache(self._make, width=len(self._mix.gain), most=_MOST_WORDS)

    def rows(self, doc: Doc) -> FloatArray:
        """Return the rows of a text's words."""
        data = doc.to_array(self._columns).tobytes()
        size = len(data) // len(doc)
        return self._cache.rows([data[start : start + size] for start in range(0, len(data), size)])

    def _make(self, words: list[bytes]) -> FloatArray:
        ids = np.frombuffer(b"".join(words), dtype="uint64").reshape(len(words), -1)
        if self._has_vectors:
            sums = self._mixer.sums(ids[:, :-1], _word_vectors(self.vocab, ids[:, -1]))
        else:
            sums = self._mixer.sums(ids)
        sums += self._mix.bias
        return self._mix.activate(sums)


def _word_vectors(vocab: Vocab, orths: IntArray) -> FloatArray:
    """Return the vectors of words given by their hashes; zeros for words that a table of whole words does not have."""
    vectors = vocab.vectors
    if isinstance(vectors, Vectors) and vectors.mode == Mode.default:
        numbers = vectors.find(keys=orths)
        found: FloatArray = vectors.data[numbers]
        found[numbers < 0] = 0
        return found
    return np.asarray(vectors.get_batch(orths), dtype="float32")
