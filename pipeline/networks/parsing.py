"""spaCy's dependency parser for texts whose sentences are known: all sentences of some texts step by step side by side.

The parser goes through a text from left to right, and at the end of a sentence it has nothing left in hand. So a
sentence can be parsed by itself, if only the two words after it are in sight; and the network, which decides on each
step, decides for all sentences at once. What it decides for one does not depend on the others, to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from spacy.pipeline import DependencyParser
from spacy.pipeline._parser_internals.stateclass import StateClass
from spacy.tokens import Doc
from spacy.util import minibatch
from spacy.vocab import Vocab

from pipeline.networks.architecture import FloatArray, Linear, by_piece, largest_pieces, weight
from pipeline.networks.embedding import multiply_by_row

#: Words after a sentence that the parser looks at while it is in the sentence.
_AHEAD = 2
#: Texts that are parsed side by side; more would only need more memory.
_BATCH = 8
#: Lengths of sentences for which a Doc is kept.
_MOST_LENGTHS = 1_000


class _Text(NamedTuple):
    """A Doc with first word and length of each sentence; none when a boundary is left to the parser."""

    doc: Doc
    sentences: list[tuple[int, int]]


class Parse(NamedTuple):
    """The result for a text: for each word how far away its head is, and the hash of its label."""

    heads: list[int]
    labels: list[int]


class SentenceParser(DependencyParser):  # type: ignore[misc]
    """spaCy's parser, which does texts with unknown sentence boundaries as ever."""

    _steps: _Steps | None = None

    def predict(self, docs: Iterable[Doc]) -> list[Any]:
        """A `Parse` for each Doc; for one whose boundaries are not all known, spaCy's state."""
        texts = [_Text(doc, _sentences(doc)) for doc in docs]
        if self._steps is None:
            self._steps = _Steps(self)
        parses = iter(self._steps.parse(self, [text for text in texts if text.sentences]))
        by_spacy = super().predict
        return [next(parses) if text.sentences else by_spacy([text.doc])[0] for text in texts]

    def set_annotations(self, docs: Sequence[Doc], parses: Sequence[Any]) -> None:
        """Write heads and labels into the Docs."""
        for doc, parse in zip(docs, parses, strict=True):
            if not isinstance(parse, Parse):
                super().set_annotations([doc], [parse])
                continue
            array = np.empty((len(doc), 2), dtype="uint64")
            array[:, 0] = np.array(parse.heads, dtype="int64").view("uint64")
            array[:, 1] = parse.labels
            doc.from_array(["HEAD", "DEP"], array)  # type: ignore[arg-type]
            for finish in self.postprocesses:
                finish(doc)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _BATCH) -> Iterator[Doc]:
        """Parse many Docs, which is faster than one by one and gives the same."""
        handle_error = self.get_error_handler()
        for batch in minibatch(stream, min(batch_size, _BATCH)):  # type: ignore[no-untyped-call]
            docs = list(batch)
            try:
                self.set_annotations(docs, self.predict(docs))
                yield from docs
            except Exception as error:
                handle_error(self.name, self, docs, error)


def sentence_parser(parser: Any) -> SentenceParser | None:
    """The same parser going sentence by sentence; None for other components and architectures."""
    if type(parser) is not DependencyParser or not _fits(parser):
        return None
    settings = {key: value for key, value in parser.cfg.items() if key != "moves"}
    ours = SentenceParser(parser.vocab, parser.model, parser.name, parser.moves, **settings, scorer=parser.scorer)
    ours.cfg.update(parser.cfg)
    return ours


def _fits(parser: DependencyParser) -> bool:
    model = parser.model
    layers = [layer.name for layer in model.get_ref("tok2vec").layers]
    return (
        model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and layers == ["tok2vec-listener", "list2array", "linear"]
        and model.get_ref("lower").get_dim("nF") == 8
        and parser.cfg["beam_width"] == 1
    )


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    flags = doc.to_array("SENT_START")
    if not doc.tensor.size or not flags[1:].all():
        return []
    starts = [0, *(np.flatnonzero(flags[1:] == 1) + 1).tolist()]
    return [(start, end - start) for start, end in zip(starts, [*starts[1:], len(doc)], strict=True)]


class _Steps:
    """The network of a parser and its steps through sentences."""

    def __init__(self, parser: DependencyParser) -> None:
        lower, upper = parser.model.get_ref("lower"), parser.model.get_ref("upper")
        self._narrow = Linear(parser.model.get_ref("tok2vec").layers[-1])
        self._lower = by_piece(weight(lower, "W").transpose(3, 0, 2, 1))
        self._lower = self._lower.reshape(len(self._lower), -1)
        self._absent = by_piece(weight(lower, "pad")[0].transpose(0, 2, 1))
        self._bias = by_piece(weight(lower, "b").T)
        self._width = lower.get_dim("nO")
        self._upper = Linear(upper)
        self._root = parser.vocab.strings.add("ROOT")
        self._blanks = _Blanks(parser.vocab)

    def parse(self, parser: DependencyParser, texts: Sequence[_Text]) -> list[Parse]:
        """Parses of texts by the parser that this was made for."""
        if not texts:
            return []
        states = []
        first = 0
        for doc, sentences in texts:
            for start, length in sentences:
                blank = self._blanks.doc(length, min(_AHEAD, len(doc) - start - length))
                states.append(StateClass(blank, offset=first + start))
            first += len(doc)
        self._walk(parser, states, self._features([text.doc for text in texts]))
        done = iter(states)
        return [self._read(text, done) for text in texts]

    def _features(self, docs: Sequence[Doc]) -> FloatArray:
        """What each word adds to a decision, a row for each place it may have in a state; at first those of no word."""
        features = np.empty((1 + sum(map(len, docs)), self._lower.shape[1]), dtype="float32")
        features[0] = self._absent.reshape(-1)
        first = 1
        for doc in docs:
            tensor: FloatArray = np.asarray(doc.tensor)
            np.matmul(self._narrow(tensor), self._lower, out=features[first : first + len(doc)])
            first += len(doc)
        return features.reshape(-1, self._absent.shape[1])

    def _walk(self, parser: DependencyParser, states: list[Any], features: FloatArray) -> None:
        """Take the states to their ends."""
        # of spaCy's own way to decide only the part is used that tells which words a state sees
        sight = parser.model.predict([self._blanks.doc(1, 0)])
        places = np.arange(len(self._absent))
        while states:
            seen = sight.get_token_ids(states)
            rows = features.take((seen + 1) * len(places) + places, axis=0)
            sums = np.add.reduce(rows, axis=1)
            sums += self._bias
            scores = multiply_by_row(largest_pieces(sums, self._width), self._upper.weights)
            scores += self._upper.bias
            states = parser.transition_states(states, scores)

    def _read(self, text: _Text, states: Iterator[Any]) -> Parse:
        parse = Parse([0] * len(text.doc), [self._root] * len(text.doc))
        for start, words in text.sentences:
            for arc in next(states).arcs:
                child = arc["child"]
                if child < words:  # the others are those of the words ahead
                    parse.heads[start + child] = arc["head"] - child
                    parse.labels[start + child] = arc["label"]
        return parse


class _Blanks:
    """Docs that stand for sentences: all that the parser asks of one is its length and where the next begins."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._docs: dict[tuple[int, int], Doc] = {}

    def doc(self, words: int, ahead: int) -> Doc:
        """A Doc for a sentence of so many words with so many after it."""
        if (words, ahead) not in self._docs:
            if len(self._docs) >= _MOST_LENGTHS:
                self._docs.clear()
            starts: list[bool | int | None] = [True, *[False] * (words - 1), *[True] * ahead]
            self._docs[words, ahead] = Doc(self._vocab, words=["_"] * (words + ahead), sent_starts=starts)
        return self._docs[words, ahead]
