"""Ranges of characters or tokens that may not overlap, such as two readings of "Banco Central de Chile"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar


class Ranged(Protocol):
    """Anything from character or token `start` to `end` (exclusive)."""

    @property
    def start(self) -> int:
        """First one."""

    @property
    def end(self) -> int:
        """The one after the last."""


R = TypeVar("R", bound=Ranged)


def overlaps(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether any of `start:end` is in one of the ranges (start, end)."""
    return any(a < end and start < b for a, b in spans)


def without_overlap(found: Iterable[R], *, preference: Callable[[R], Any]) -> list[R]:
    """Return the ranges that do not overlap, by position.

    Of two that do, the one stays whose `preference` sorts first.
    """
    chosen: list[R] = []
    starts: list[int] = []
    for mention in sorted(found, key=preference):
        at = bisect_right(starts, mention.start)
        # those chosen do not overlap, so that only the two beside it can
        if at and not (mention.start >= chosen[at - 1].end or mention.end <= chosen[at - 1].start):
            continue
        if at < len(chosen) and mention.end > chosen[at].start:
            continue
        if mention.start == mention.end:  # an empty one stays in front of what begins there
            at = bisect_left(starts, mention.start)
        chosen.insert(at, mention)
        starts.insert(at, mention.start)
    return chosen
