"""Floors: the F1 that no change may fall under, pinned with the digest of gold and samples they were measured on.

A floor is the F1 at the time of `accept`, rounded down to two decimals, less SLACK: floors hold for every base model,
and another one parses some sentences differently. The facts of must.yaml that do not hold yet are pinned by name, for
the pinned base model. A floor is never lowered, and no fact given up, without a reason, which stays in the file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.matching import Counts

SLACK = 0.02


class FloorsError(ValueError):
    """The floors cannot be used, or would have to be lowered; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Floors:
    """Lowest F1 by metric, digest of what it was measured on, facts that do not hold yet, and what was lowered why."""

    digest: str
    floors: Mapping[str, float]
    gaps: tuple[str, ...] = ()
    lowered: tuple[Mapping[str, Any], ...] = ()


def read_floors(path: Path) -> Floors | None:
    """Return the floors of a file; None when there is none yet."""
    if not path.is_file():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    return Floors(content["digest"], content["floors"], tuple(content["gaps"]), tuple(content["lowered"]))


def write_floors(floors: Floors, path: Path) -> None:
    """Write floors, the same bytes for the same floors."""
    content = {
        "digest": floors.digest,
        "floors": dict(sorted(floors.floors.items())),
        "gaps": sorted(floors.gaps),
        "lowered": list(floors.lowered),
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def f1_of(scores: Mapping[str, Counts]) -> dict[str, float]:
    """Return the F1 by metric."""
    return {metric: counts.f1 for metric, counts in scores.items()}


def check(floors: Floors | None, f1: Mapping[str, float], gaps: Sequence[str], *, digest: str) -> list[str]:
    """Return what is below its floor and which facts are lost, as messages; empty when all is well.

    Raises FloorsError when there are no floors, or gold or samples have changed since.
    """
    if floors is None:
        raise FloorsError("there are no floors yet: run 'make accept'")
    if floors.digest != digest:
        raise FloorsError("gold or samples have changed since the floors were pinned: run 'make accept'")
    low = [
        f"{metric}: F1 {f1.get(metric, 0.0):.3f} is below the floor of {floors.floors[metric]:.2f}"
        for metric in _fallen_metrics(floors, f1)
    ]
    return low + [f"no longer holds: {gap}" for gap in gaps if gap not in floors.gaps]


def accept(
    old: Floors | None,
    f1: Mapping[str, float],
    gaps: Sequence[str] | None,
    *,
    digest: str,
    reason: str | None = None,
) -> Floors:
    """Return new floors for the present scores; `gaps` None leaves the pinned ones.

    Floors rise and stay; with a `reason` they also fall, and facts may be given up, which is recorded. Raises
    FloorsError when that would have to happen and there is no reason.
    """
    measured = {metric: _floor(value) for metric, value in f1.items()}
    if old is None:
        return Floors(digest, measured, tuple(gaps or ()))
    worse = check(old, f1, gaps or (), digest=old.digest)
    if worse and not reason:
        what = "; ".join(worse)
        raise FloorsError(f"{what}; mend it, or accept it with: make accept ARGS='--lower --reason \"…\"'")
    fallen = _fallen_metrics(old, f1)
    records = [{"what": metric, "from": old.floors[metric], "to": measured.get(metric)} for metric in fallen]
    records += [{"what": gap} for gap in gaps or () if gap not in old.gaps]
    lowered = [{**record, "reason": reason} for record in records]
    kept_gaps = old.gaps if gaps is None else tuple(gaps)
    return Floors(digest, _raise_floors(old.floors, measured, fallen), kept_gaps, (*old.lowered, *lowered))


def _raise_floors(old: Mapping[str, float], measured: Mapping[str, float], fallen: Sequence[str]) -> dict[str, float]:
    """Return the floors that were measured, none lower than the old one but for those that have `fallen`."""
    kept = {metric: floor for metric, floor in old.items() if metric not in fallen}
    return {metric: max(value, kept.get(metric, 0.0)) for metric, value in measured.items()}


def _fallen_metrics(floors: Floors, f1: Mapping[str, float]) -> list[str]:
    return [metric for metric, floor in sorted(floors.floors.items()) if f1.get(metric, 0.0) < floor]


def _floor(f1: float) -> float:
    # the small addend: 0.29 * 100 is 28.999999999999996
    return max(0.0, round(math.floor(f1 * 100 + 1e-9) / 100 - SLACK, 2))
