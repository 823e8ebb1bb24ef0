"""Rows that tell of the same event, put together: the likest first, by the mean likeness of all (average linkage)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import product

from pipeline.events.likeness import excludes, likeness
from pipeline.events.telling import Telling
from pipeline.events.words import LEAST

#: Log-odds from which two groups are one event: precision first.
THRESHOLD = 0.5
#: What a pair counts that was not compared, or has too little in common.
_UNLIKE = -3.0
#: Events are compared over so many days; what is told later is told of the past.
_DAYS = 400
#: Stems must weigh this to find candidates, and of their rows the next so many are compared with each.
_RARE, _NEXT = 2 * LEAST, 40

Pair = tuple[int, int]
Likeness = Callable[[Telling, Telling], float | None]


def clusters_of(
    tellings: Sequence[Telling], *, like: Likeness = likeness, threshold: float = THRESHOLD
) -> list[list[Telling]]:
    """Return the groups of rows that tell of one event, in the order of their first rows.

    `tellings` are in order. In no group are two rows whose parties are all others.
    """
    linkage = _Linkage(tellings)
    for one, other in candidates(tellings):
        if (score := like(tellings[one], tellings[other])) is not None:
            linkage.note(one, other, score)
    return [[tellings[n] for n in sorted(group)] for _, group in sorted(linkage.join(threshold).items())]


def candidates(tellings: Sequence[Telling]) -> list[Pair]:
    """Return the pairs of rows of one kind that have two rare stems in common, told within some days of each other."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, telling in enumerate(tellings):
        for stem, weight in telling.words.items():
            if weight >= _RARE:
                rows[telling.kind, stem].append(n)
    common: dict[Pair, int] = defaultdict(int)
    for found in rows.values():
        for at, one in enumerate(found):
            for other in found[at + 1 : at + 1 + _NEXT]:
                common[one, other] += 1
    return sorted(pair for pair, number in common.items() if number > 1 and _is_near(tellings, pair))


def _is_near(tellings: Sequence[Telling], pair: Pair) -> bool:
    one, other = (tellings[n].told for n in pair)
    return one is None or other is None or abs((one - other).days) <= _DAYS


class _Linkage:
    """Groups of rows by number of the first, and how like one another the rows are that were compared."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        self._tellings = tellings
        self._groups = {n: [n] for n in range(len(tellings))}
        self._group_of = list(range(len(tellings)))
        self._scores: dict[int, dict[int, float]] = defaultdict(dict)

    def note(self, one: int, other: int, score: float) -> None:
        """Remember the likeness of two rows."""
        self._scores[one][other] = self._scores[other][one] = score

    def join(self, threshold: float) -> Mapping[int, list[int]]:
        """Join the likest two groups again and again, and return the groups."""
        queue = [
            (-score, one, other) for one in self._scores for other, score in self._scores[one].items() if one < other
        ]
        heapify(queue)
        while queue:
            negative, one, other = heappop(queue)
            if -negative <= threshold:
                break
            if not self._is_current(one, other, -negative):
                continue
            if self._join(one, other):
                for third in self._neighbours(one):
                    heappush(queue, (-self._mean(one, third), min(one, third), max(one, third)))
        return self._groups

    def _is_current(self, one: int, other: int, score: float) -> bool:
        """Whether both groups are still there, and as they were when they got this score."""
        return one in self._groups and other in self._groups and score == self._mean(one, other)

    def _join(self, one: int, other: int) -> bool:
        """Join two groups, unless two of their rows exclude each other."""
        if any(excludes(self._tellings[a], self._tellings[b]) for a, b in self._pairs(one, other)):
            return False
        for row in self._groups.pop(other):
            self._groups[one].append(row)
            self._group_of[row] = one
        return True

    def _mean(self, one: int, other: int) -> float:
        scores = [self._scores[a].get(b, _UNLIKE) for a, b in self._pairs(one, other)]
        return sum(scores) / len(scores)

    def _pairs(self, one: int, other: int) -> Iterator[Pair]:
        return product(self._groups[one], self._groups[other])

    def _neighbours(self, one: int) -> set[int]:
        """Return the other groups that have a row which was compared with one of this group."""
        return {self._group_of[b] for a in self._groups[one] for b in self._scores[a]} - {one}
