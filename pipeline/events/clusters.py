"""Rows that tell of the same event, put together: the likest first, by the mean likeness of all (average linkage)."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from heapq import heapify, heappop, heappush

from pipeline.events.likeness import likeness, strangers
from pipeline.events.telling import Telling
from pipeline.events.words import LEAST

#: Log-odds from which two groups are one event: precision first.
THRESHOLD = 0.5
#: What a pair counts that was not compared, or has too little in common.
_UNLIKE = -3.0
#: Events are compared over so many days; what is told later is told of the past.
_DAYS = 400
#: Stems must weigh this to find candidates, and a row is compared with the last so many rows of a stem.
_RARE, _LAST = 2 * LEAST, 40

#: Two rows by number, and their likeness.
Link = tuple[int, int, float]
Likeness = Callable[[Telling, Telling], float | None]


def clusters_of(
    tellings: Sequence[Telling], *, like: Likeness = likeness, threshold: float = THRESHOLD
) -> list[list[Telling]]:
    """Return the groups of rows that tell of one event, in the order of their first rows.

    `tellings` are in order. In no group are two rows whose parties are all others.
    """
    links = _Links()
    for one, other in candidates(tellings):
        if (score := like(tellings[one], tellings[other])) is not None:
            links.add(one, other, score)
    joined: dict[int, list[int]] = {}
    for rows, between in links.components(len(tellings), threshold):
        linkage = _Linkage({n: tellings[n].names for n in rows}, between)
        joined.update(linkage.join(threshold))
    return [[tellings[n] for n in sorted(joined[first])] for first in sorted(joined)]


def candidates(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows of one kind that have two rare stems in common, told within some days of each other."""
    last: dict[tuple[str, str], deque[int]] = defaultdict(partial(deque, maxlen=_LAST))
    for n, telling in enumerate(tellings):
        stems = [last[telling.kind, stem] for stem, weight in telling.words.items() if weight >= _RARE]
        common = Counter(before for rows in stems for before in rows)
        yield from ((m, n) for m in sorted(common) if common[m] > 1 and _is_near(tellings[m], telling))
        for rows in stems:
            rows.append(n)


def _is_near(one: Telling, other: Telling) -> bool:
    return one.told is None or other.told is None or abs((one.told - other.told).days) <= _DAYS


class _Links:
    """Pairs of rows by number, with their likeness: many, and so in arrays."""

    def __init__(self) -> None:
        self._ones, self._others, self._scores = array("l"), array("l"), array("d")

    def add(self, one: int, other: int, score: float) -> None:
        """Remember a pair."""
        self._ones.append(one)
        self._others.append(other)
        self._scores.append(score)

    def components(self, count: int, threshold: float) -> Iterator[tuple[list[int], list[Link]]]:
        """Yield the rows that pairs above the threshold connect, with all pairs among them: none else can be joined."""
        first = list(range(count))
        for one, other, score in self._all():
            if score > threshold:
                _connect(first, one, other)
        rows: dict[int, list[int]] = defaultdict(list)
        for n in range(count):
            rows[_first_of(first, n)].append(n)
        between: dict[int, list[Link]] = defaultdict(list)
        for link in self._all():
            if first[link[0]] == first[link[1]]:
                between[first[link[0]]].append(link)
        return ((members, between[n]) for n, members in rows.items())

    def _all(self) -> Iterator[Link]:
        return zip(self._ones, self._others, self._scores, strict=True)


def _connect(first: list[int], one: int, other: int) -> None:
    low, high = sorted((_first_of(first, one), _first_of(first, other)))
    first[high] = low


def _first_of(first: list[int], n: int) -> int:
    """Return the first row that is connected with one; the way there is shorter the next time."""
    while first[n] != first[first[n]]:
        first[n] = first[first[n]]
    return first[n]


@dataclass(slots=True)
class _Group:
    """Rows by number, and the sets of parties among them. `links` tell of other groups: sum and count of likeness."""

    rows: list[int]
    names: set[frozenset[str]]
    links: dict[int, tuple[float, int]] = field(default_factory=dict)


class _Linkage:
    """Groups of rows by number of their first, and how like one another the rows are that were compared."""

    def __init__(self, names: Mapping[int, frozenset[str]], links: Iterable[Link]) -> None:
        self._groups = {n: _Group([n], {parties}) for n, parties in names.items()}
        for one, other, score in links:
            self._groups[one].links[other] = self._groups[other].links[one] = (score, 1)

    def join(self, threshold: float) -> dict[int, list[int]]:
        """Join the likest two groups again and again, and return the rows of each by the first."""
        queue = [
            (-score, one, other)
            for one, group in self._groups.items()
            for other, (score, _) in group.links.items()
            if one < other and score > threshold
        ]
        heapify(queue)
        while queue:
            negative, one, other = heappop(queue)
            if self._is_current(one, other, -negative) and not self._are_strangers(one, other):
                self._join(one, other)
                for third in self._groups[one].links:
                    if (mean := self._mean(one, third)) > threshold:
                        heappush(queue, (-mean, min(one, third), max(one, third)))
        return {n: group.rows for n, group in self._groups.items()}

    def _is_current(self, one: int, other: int, score: float) -> bool:
        """Whether both groups are still there, and as they were when they got this score."""
        return one in self._groups and other in self._groups and score == self._mean(one, other)

    def _are_strangers(self, one: int, other: int) -> bool:
        """Whether two of their rows have no party in common."""
        return any(strangers(a, b) for a in self._groups[one].names for b in self._groups[other].names)

    def _join(self, one: int, other: int) -> None:
        group, gone = self._groups[one], self._groups.pop(other)
        group.rows += gone.rows
        group.names |= gone.names
        del group.links[other], gone.links[one]
        for third, (score, count) in gone.links.items():
            links = self._groups[third].links
            del links[other]
            before, compared = group.links.get(third, (0.0, 0))
            group.links[third] = links[one] = (before + score, compared + count)

    def _mean(self, one: int, other: int) -> float:
        score, compared = self._groups[one].links[other]
        pairs = len(self._groups[one].rows) * len(self._groups[other].rows)
        return (score + _UNLIKE * (pairs - compared)) / pairs
