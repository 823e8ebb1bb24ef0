"""From rows of numbers to names: the decisions of spaCy's name recogniser, taken for all words of an article at once.

The recogniser goes from left to right and decides at each word: no name (O), a name of one word (U), the first word of
a name (B); inside a name: a further word (I) or the last one (L). Outside of a name a decision depends on the word
alone. So these are taken for all words first; the names that begin are then followed to their ends side by side; what
begins inside of another name is dropped at last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer

from pipeline.models.architecture import FloatArray, Linear, by_piece, largest_pieces, weight
from pipeline.models.ner.consistency import Entity

#: What a decision sees: the word and, inside a name, its first words, each through weights of its own.
_PLACES = 6


class Decoder:
    """The decisions of a trained recogniser; only of one that `fits`."""

    def __init__(self, ner: EntityRecognizer) -> None:
        lower, upper = ner.model.get_ref("lower"), ner.model.get_ref("upper")
        self._pieces = lower.get_dim("nP")
        self._narrow = Linear(ner.model.get_ref("tok2vec").layers[-1])
        self._places = by_piece(weight(lower, "W").transpose(0, 3, 2, 1))
        self._bias = by_piece(weight(lower, "b").T)
        absent = by_piece(weight(lower, "pad")[0].transpose(0, 2, 1))
        # row n: what counts when there is no word for the places from n on
        self._absent = np.concatenate([np.cumsum(absent[::-1], axis=0)[::-1], np.zeros_like(absent[:1])])
        self._upper = Linear(upper)
        self._moves = _Moves([ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)])

    @staticmethod
    def fits(ner: EntityRecognizer) -> bool:
        """Return whether the recogniser has the layers and the kind of decisions that are computed here."""
        model = ner.model
        layers = [layer.name for layer in model.get_ref("tok2vec").layers[1:]]
        return (
            model.attrs["has_upper"]
            and not model.attrs["unseen_classes"]
            and layers == ["list2array", "linear"]
            and model.get_ref("lower").get_dim("nF") == _PLACES
            and ner.cfg["beam_width"] == 1
        )

    def decide(self, rows: FloatArray, lengths: Sequence[int]) -> list[list[Entity]]:
        """Return the names in texts of so many words each, none of them empty; `rows` are those of all their words."""
        narrow = self._narrow(rows)
        own = narrow @ self._places[0]
        own += self._bias
        ends = np.cumsum(lengths)
        last = np.zeros(len(rows), dtype=bool)
        last[ends - 1] = True
        scores = self._scores(own + self._absent[1])[:, self._moves.outside]
        scores[np.ix_(last, self._moves.begin)] = -np.inf
        chosen = scores.argmax(axis=1)
        starts = np.flatnonzero(chosen != self._moves.none)
        labels = self._moves.label[chosen[starts]]
        stops = starts + 1
        longer = np.flatnonzero(self._moves.begin[chosen[starts]])
        stops[longer] = self._follow(starts[longer], labels[longer], narrow, own, last)
        names = zip(starts.tolist(), stops.tolist(), (self._moves.labels[number] for number in labels), strict=True)
        return _by_text(_without_nested(names), ends.tolist())

    def _follow(
        self, starts: NDArray[np.intp], labels: NDArray[np.intp], narrow: FloatArray, own: FloatArray, last: Any
    ) -> NDArray[np.intp]:
        """Return the ends of the names that begin at `starts`; the `last` word of a text ends any name."""
        stops = starts + 1
        seen = np.zeros((len(starts), own.shape[1]), dtype="float32")
        open_ = np.arange(len(starts))
        step = 0
        while len(open_):
            step += 1
            here = starts[open_] + step
            if step < _PLACES:
                seen[open_] += narrow[here - 1] @ self._places[step]
            scores = self._scores(own[here] + seen[open_] + self._absent[min(step + 1, _PLACES)])
            further, final = (
                np.take_along_axis(scores, column[labels[open_], None], axis=1)[:, 0]
                for column in (self._moves.inside, self._moves.final)
            )
            stops[open_] = here + 1
            open_ = open_[(further >= final) & ~last[here]]
        return stops

    def _scores(self, sums: FloatArray) -> FloatArray:
        return self._upper(largest_pieces(sums, sums.shape[1] // self._pieces))


class _Moves:
    """The decisions by number: those to take outside of a name, in the recogniser's order, and for each label I and L.

    `begin` and `label` go by the place in `outside`; `none` is the place of O there.
    """

    def __init__(self, moves: Sequence[str]) -> None:
        # "U-" without a label is there for names that are given beforehand
        self.outside = [n for n, move in enumerate(moves) if move == "O" or (move[:2] in ("B-", "U-") and move[2:])]
        names = [moves[number] for number in self.outside]
        self.labels = sorted({name[2:] for name in names} - {""})
        self.none = names.index("O")
        self.begin = np.array([name.startswith("B-") for name in names])
        self.label = np.array([self.labels.index(name[2:]) if name[2:] else -1 for name in names])
        self.inside, self.final = (
            np.array([moves.index(f"{kind}-{label}") for label in self.labels]) for kind in ("I", "L")
        )


def _without_nested(names: Iterator[Entity]) -> Iterator[Entity]:
    """Yield the names from left to right without those that begin inside of another one."""
    free = 0
    for start, end, label in names:
        if start >= free:
            yield start, end, label
            free = end


def _by_text(names: Iterator[Entity], ends: Sequence[int]) -> list[list[Entity]]:
    """Return the names by text, counted from its first word; texts follow each other and end at `ends`."""
    found: list[list[Entity]] = [[] for _ in ends]
    for start, end, label in names:
        number = bisect_right(ends, start)
        first = ends[number - 1] if number else 0
        found[number].append((start - first, end - first, label))
    return found
