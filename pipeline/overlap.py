"""Ranges of characters or tokens that may not overlap, such as two readings of "Banco Central de Chile"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar


class Ranged(Protocol):
    """Anything from character or token `start` to `end` (exclusive)."""

    @property
    def start(self) -> int:
        """First one."""

    @property
    def end(self) -> int:
        """The one behind the last."""


R = TypeVar("R", bound=Ranged)


def overlaps(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether any of `start:end` is in one of the ranges (start, end)."""
    return any(a < end and start < b for a, b in spans)


def without_overlap(found: Iterable[R], *, preference: Callable[[R], Any]) -> list[R]:
    """Those that do not overlap, by position; of two that do the one stays whose `preference` sorts first."""
    chosen: list[R] = []
    for mention in sorted(found, key=preference):
        if all(mention.end <= other.start or mention.start >= other.end for other in chosen):
            chosen.append(mention)
    return sorted(chosen, key=lambda m: m.start)
