"""Countries on a circle, and the curves that join those that agree: drawn from counts, the same for the same counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, dist, pi, sin
from typing import Any

# Points of a curve, and how far one across the whole circle bends to the middle (1: through it).
_STEPS = 24
_BEND = 0.8


def circle_order(countries: Sequence[str], pairs: Mapping[tuple[str, str], int]) -> list[str]:
    """Return `countries` (most agreements first) so that each is followed by the one left that agrees most with it."""
    left = list(countries)
    order = left[:1]
    del left[:1]
    while left:
        last = order[-1]
        best = max(left, key=lambda code: (pairs.get((last, code), 0) + pairs.get((code, last), 0), -left.index(code)))
        order.append(best)
        left.remove(best)
    return order


def circle_points(order: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return the coordinates of each country on the circle of radius 1, clockwise from the top."""
    steps = ((code, 2 * pi * n / len(order)) for n, code in enumerate(order))
    return {code: (round(sin(angle), 4), round(cos(angle), 4)) for code, angle in steps}


def curve(start: tuple[float, float], end: tuple[float, float]) -> list[dict[str, Any]]:
    """Return the points `x`, `y`, `step` of a curve (a quadratic Bézier) that bends to the middle of the circle."""
    # Neighbours are joined by a shallow curve: a deep one would be a loop.
    bend = _BEND * dist(start, end) / 2
    middle = tuple((a + b) / 2 * (1 - bend) for a, b in zip(start, end, strict=True))
    points = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        x, y = ((1 - t) ** 2 * a + 2 * t * (1 - t) * m + t**2 * b for a, m, b in zip(start, middle, end, strict=True))
        points.append({"x": round(x, 4), "y": round(y, 4), "step": step})
    return points
