"""Floors: the F1 that no change may fall under, pinned with the digest of gold and samples they were measured on.

A floor is the F1 at the time of `accept`, rounded down to two decimals, less SLACK: the floors hold for every base
model, and another one parses some sentences differently. A floor is never lowered without a reason, which stays in the
file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SLACK = 0.02


class FloorsError(ValueError):
    """The floors cannot be used, or would have to be lowered; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Floors:
    """Lowest F1 by metric, the digest of what they were measured on, and what was lowered why."""

    digest: str
    floors: Mapping[str, float]
    lowered: tuple[Mapping[str, Any], ...] = ()


def read_floors(path: Path) -> Floors | None:
    """Floors of a file; None when there is none yet."""
    if not path.is_file():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    return Floors(content["digest"], content["floors"], tuple(content["lowered"]))


def write_floors(floors: Floors, path: Path) -> None:
    """Write floors, the same bytes for the same floors."""
    content = {"digest": floors.digest, "floors": dict(sorted(floors.floors.items())), "lowered": list(floors.lowered)}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def check(floors: Floors | None, f1: Mapping[str, float], *, digest: str) -> list[str]:
    """What is below its floor, as messages; empty when all is well.

    Raises FloorsError when there are no floors, or gold or samples have changed since.
    """
    if floors is None:
        raise FloorsError("there are no floors yet: run 'make accept'")
    if floors.digest != digest:
        raise FloorsError("gold or samples have changed since the floors were pinned: run 'make accept'")
    return [
        f"{metric}: F1 {f1.get(metric, 0.0):.3f} is below the floor of {floor:.2f}"
        for metric, floor in floors.floors.items()
        if f1.get(metric, 0.0) < floor
    ]


def accept(old: Floors | None, f1: Mapping[str, float], *, digest: str, reason: str | None = None) -> Floors:
    """New floors for the present scores.

    Floors rise and stay; with a `reason` they also fall, which is recorded. Raises FloorsError when one would have to
    fall and there is no reason.
    """
    before = dict(old.floors) if old else {}
    measured = {metric: max(0.0, round(math.floor(value * 100 + 1e-9) / 100 - SLACK, 2)) for metric, value in f1.items()}
    fallen = {m: floor for m, floor in before.items() if f1.get(m, 0.0) < floor}
    if fallen and not reason:
        what = "; ".join(f"{m} has F1 {f1.get(m, 0.0):.3f}, floor {floor:.2f}" for m, floor in fallen.items())
        raise FloorsError(f'{what}; mend it, or lower the floor with: make accept ARGS=\'--lower --reason "…"\'')
    floors = {m: measured[m] if m in fallen else max(measured[m], before.get(m, 0.0)) for m in measured}
    records = tuple(
        {"metric": m, "from": floor, "to": measured.get(m), "reason": reason} for m, floor in sorted(fallen.items())
    )
    return Floors(digest, floors, (old.lowered if old else ()) + records)
