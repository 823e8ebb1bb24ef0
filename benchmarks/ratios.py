"""How long two jobs take on the same work, told as a ratio: seconds depend on the machine, ratios hardly do."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Comparison:
    """Seconds of two jobs that took turns; `limit` is what the ratio must reach (or, `at_most`, stay under)."""

    name: str
    ours: list[float]
    theirs: list[float]
    limit: float
    at_most: bool

    @property
    def ratios(self) -> list[float]:
        """One ratio a round: times their cost (`at_most`), else times their speed."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return [ours / theirs if self.at_most else theirs / ours for ours, theirs in pairs]

    @property
    def holds(self) -> bool:
        """Whether the median ratio keeps the limit."""
        return median(self.ratios) <= self.limit if self.at_most else median(self.ratios) >= self.limit

    def __str__(self) -> str:
        """The line of the report."""
        ratios = sorted(self.ratios)
        sign = "at most" if self.at_most else "at least"
        verdict = "holds" if self.holds else "MISSED"
        digits = 4 if self.limit < 0.1 else 2
        spread = f"{ratios[0]:.{digits}f} to {ratios[-1]:.{digits}f}"
        return f"{self.name}: {median(ratios):.{digits}f} ({spread}; {sign} {self.limit}: {verdict})"


def take_turns(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    rounds: int,
    *,
    clock: Callable[[], float] = time.process_time,
) -> tuple[list[float], list[float]]:
    """Seconds of both jobs, round by round; who goes first changes, and one round before warms the caches.

    By default these are CPU seconds of this process: other load on the machine does not count.
    """
    seconds: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        order = (0, 1) if number % 2 else (1, 0)
        for which in order:
            started = clock()
            (ours, theirs)[which]()
            if number:
                seconds[which].append(clock() - started)
    return seconds
