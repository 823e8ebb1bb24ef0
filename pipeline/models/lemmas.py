"""spaCy's rules for Spanish lemmas, asked once for each word with its part of speech and morphology."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from spacy.lang.es.lemmatizer import SpanishLemmatizer
from spacy.tokens import Doc, Token

#: All that a lemma depends on; the last one is whether the word begins a sentence.
_COLUMNS: list[int | str] = ["ORTH", "POS", "MORPH", "SENT_START"]
#: Words whose lemmas are kept at once.
_MOST_WORDS = 50_000


class WordLemmatizer(SpanishLemmatizer):
    """spaCy's lemmatizer with a memory."""

    _known: dict[bytes, int]

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of a Doc."""
        if not len(doc) or doc.to_array("LEMMA").any():
            return super().__call__(doc)
        try:
            words = _words(doc)
            lemmas = [self._known.get(word) or self._learn(word, doc[number]) for number, word in enumerate(words)]
            doc.from_array(["LEMMA"], np.array(lemmas, dtype="uint64"))  # type: ignore[arg-type]
        except Exception as error:
            self.get_error_handler()(self.name, self, [doc], error)
        return doc

    def _learn(self, word: bytes, token: Token) -> int:
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
            self.cache.clear()
        lemma = self.vocab.strings.add(self.lemmatize(token)[0])
        self._known[word] = lemma
        return lemma


def remember_lemmas(lemmatizer: SpanishLemmatizer) -> None:
    """Give a lemmatizer by rules a memory, in place: spaCy has no way to put another component where it stands."""
    index = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, words in index.items():
        index[part_of_speech] = _Words(words)
    lemmatizer.__class__ = WordLemmatizer
    lemmatizer._known = {}  # type: ignore[attr-defined]


def _words(doc: Doc) -> list[bytes]:
    """Return all that the lemma of each word depends on."""
    array = doc.to_array(_COLUMNS)
    array[:, -1] = array[:, -1] == 1
    data = array.tobytes()
    size = len(data) // len(doc)
    return [data[start : start + size] for start in range(0, len(data), size)]


class _Words(list[Any]):
    """A list of words that knows at once whether a word is in it."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(words)
        self._set = frozenset(self)

    def __contains__(self, word: object) -> bool:
        return word in self._set
