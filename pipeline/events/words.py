"""How much the words of a sentence say: their stems, the rarer in news the heavier."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from sys import intern
from typing import Any

#: Letters of a word that count: its stem, whatever ending and suffix it has.
_STEM = 7
#: Stems with less weight than this stand in every fourth text.
LEAST = 1.5
_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")


@cache
def knowledge() -> Mapping[str, Any]:
    """Return what was learned: `weights` of likeness by name, and in how many of `texts` each of the `stems` stands."""
    found: dict[str, Any] = json.loads(files("pipeline.events").joinpath("likeness.json").read_text("utf-8"))
    return found


def stems_of(text: str) -> set[str]:
    """Return the stems of the words of four letters and more and of the numbers of two digits and more."""
    return {word[:_STEM].lower() for word in _WORD.findall(text)}


def weights_of(text: str) -> dict[str, float]:
    """Return the stems of a text that say something, with the logarithm of how rare they are in news."""
    texts, known = knowledge()["texts"], knowledge()["stems"]
    weights = {stem: math.log(texts / (1 + known.get(stem, 0))) for stem in stems_of(text)}
    return {intern(stem): weight for stem, weight in sorted(weights.items()) if weight > LEAST}


def cosine(some: Mapping[str, float], others: Mapping[str, float]) -> float:
    """Return how alike two texts are by the weights of their stems, 0 to 1."""
    common = sum(weight * weight for stem, weight in some.items() if stem in others)
    lengths = sum(w * w for w in some.values()) * sum(w * w for w in others.values())
    return common / math.sqrt(lengths) if lengths else 0.0
