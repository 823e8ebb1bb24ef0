"""Comparing surfaces and pairing gold with rows, one to one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment


@dataclass(frozen=True, slots=True)
class Counts:
    """Right ones, those in the gold and those predicted; they add up over articles.

    `missed` and `extra` tell, for a person who reads them, what was not found and what came out in excess.
    """

    right: int = 0
    gold: int = 0
    predicted: int = 0
    missed: tuple[str, ...] = field(default=(), compare=False)
    extra: tuple[str, ...] = field(default=(), compare=False)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right,
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.missed + other.missed,
            self.extra + other.extra,
        )

    def of_article(self, article_id: str) -> Counts:
        """Return the same counts, with the article's id before each miss and extra."""
        missed, extra = (tuple(f"{article_id}: {item}" for item in items) for items in (self.missed, self.extra))
        return replace(self, missed=missed, extra=extra)

    @property
    def precision(self) -> float:
        """Share of the predicted ones that are right; 1 when nothing is predicted and nothing is in the gold."""
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 1 when there is nothing to find."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.gold + self.predicted
        return 2 * self.right / total if total else 1.0


def pairs(gold: Sequence[Any], predicted: Sequence[Any], weight: Callable[[Any, Any], float]) -> list[tuple[int, int]]:
    """Return the index pairs of the assignment of greatest total `weight`; a pair of weight 0 is none."""
    if not gold or not predicted:
        return []
    weights = np.array([[weight(g, p) for p in predicted] for g in gold], dtype=float)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]


def count(
    gold: Sequence[Any],
    predicted: Sequence[Any],
    same: Callable[[Any, Any], bool],
    *,
    show_gold: Callable[[Any], str] = str,
    show_row: Callable[[Any], str] = str,
) -> Counts:
    """Return the counts of a one-to-one match by a yes or no.

    The two `show` functions describe what has no counterpart.
    """
    matched = pairs(gold, predicted, lambda g, p: float(same(g, p)))
    found, right = {i for i, _ in matched}, {j for _, j in matched}
    return Counts(
        len(matched),
        len(gold),
        len(predicted),
        tuple(show_gold(g) for i, g in enumerate(gold) if i not in found),
        tuple(show_row(p) for j, p in enumerate(predicted) if j not in right),
    )


def fold(text: str | None) -> str:
    """Return a text in lower case without accents and with single spaces.

    "Murat Nurtleú" and "murat nurtleu" are one.
    """
    plain = unicodedata.normalize("NFD", (text or "").casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def words(text: str | None) -> list[str]:
    """Return the words of a folded text."""
    return re.findall(r"\w+", fold(text))


def contains(one: str | None, other: str | None) -> bool:
    """Return whether the words of one text are among those of the other; not for empty texts."""
    ours, theirs = set(words(one)), set(words(other))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def are_alike(one: str | None, other: str | None) -> bool:
    """Return whether two phrases are the same thing: containment, or half of all words in common."""
    ours, theirs = set(words(one)), set(words(other))
    return contains(one, other) or (bool(ours | theirs) and len(ours & theirs) / len(ours | theirs) >= 0.5)


def without_repeats(items: Sequence[Any]) -> list[Any]:
    """Return `items` without repetitions, in order."""
    return list(dict.fromkeys(items))
