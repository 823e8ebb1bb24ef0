"""The theme a commitment most likely has, by all that object, sentence and article say (softmax regression).

The lexicon says what each word speaks for; how much the object, the words around it, the text before and the whole
article count, and which words mislead, is learned from annotated news (`lexicons/theme_weights.csv`, made by
`training/judges.py`). "Firmaron un acuerdo en la reunión de ministros de Energía" is energy, whatever "reunión" says.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pipeline.commitments.inventory import Predicate
from pipeline.commitments.judge import INTERCEPT
from pipeline.commitments.memory import Found
from pipeline.commitments.themes import FALLBACK, entries_in, nearness, sums
from pipeline.lexicon import read_lexicon

#: Characters after which a word of the sentence, or of the text before it, counts only 1/e.
_FADE = 250.0
#: What the sentence, the text before and the article's share count beside the object, in the plain sum of all.
_SHARES = {"object": 1.0, "sentence": 0.3, "before": 0.1, "article": 1.2}
#: An object with so much of one theme, and no more than this share of it of another, needs no weighing; less is enough
#: (`True`) where the sentence has other predicates, with objects of their own.
_CLEAR = {False: (1.0, 0.2), True: (0.8, 0.4)}
#: No score says more than this.
_CAP = 5.0
#: Reasons of the lexicon rules that are no word's.
_REASONS = ("meeting", "support", "fields", "document")
#: Words of the object, and entries of it, that are looked at.
_WORDS, _ENTRIES = 10, 6
#: Letters by which a word is known: "cooperación", "cooperar".
_STEM = 6
#: What an entry of the sentence outside the object counts.
_BESIDE = 0.3
_WORD = re.compile(r"\w+")
_EMPTY = frozenset(
    """
    el la los las de del a al en y e o u un una unos unas su sus que por para con se lo le les este esta ese esa como
    más no
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a theme is sought in: the text of the object, its sentence, the text before, the shares of the article."""

    about: str
    sentence: str
    before: str
    article: Mapping[str, float]


class Aspects(NamedTuple):
    """What the features of a commitment come from; `told` is what the lexicon alone decides, with its reason."""

    setting: Setting
    predicate: Predicate
    found: Found
    told: tuple[str, str]


def likeliest(features: Mapping[str, float]) -> tuple[str, float]:
    """(theme, probability) by the weights of the features; those without a weight say nothing."""
    weights = _weights()
    totals = {theme: 0.0 for theme, _ in weights[INTERCEPT]}
    for name, value in {INTERCEPT: 1.0, **features}.items():
        for theme, weight in weights.get(name, ()):
            totals[theme] += weight * value
    best = max(totals, key=lambda theme: totals[theme])
    return best, 1 / sum(math.exp(total - totals[best]) for total in totals.values())


@lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """Feature to its (theme, weight) pairs; the intercept has one for every theme."""
    return {
        row["id"]: tuple((theme, float(weight)) for theme, weight in row.items() if theme != "id" and weight)
        for row in read_lexicon("theme_weights")
    }


def is_clear(features: Mapping[str, float], *, among: bool) -> bool:
    """Whether the object alone says what it is about: "abrirán un albergue para migrantes y limpiarán el río".

    `among` tells that the sentence has other predicates.
    """
    scores = sorted((v for name, v in features.items() if name.startswith("object.")), reverse=True)
    least, rival = _CLEAR[among]
    return bool(scores) and scores[0] >= least and (len(scores) == 1 or scores[1] <= rival * scores[0])


def object_features(about: str) -> dict[str, float]:
    """The features of a commitment that come from its object alone."""
    return {f"object.{name}": min(score, _CAP) for name, score in _object_sums(about).items()}


@lru_cache(maxsize=16)
def _object_sums(about: str) -> Mapping[str, float]:
    """Weights of the words of an object by theme, which are asked for twice where it is not clear."""
    return sums(about, nearness)


def theme_features(aspects: Aspects) -> dict[str, float]:
    """Features of a commitment with their values."""
    setting, predicate, found, (theme, reason) = aspects
    at = max(0, setting.sentence.find(setting.about[:25].strip()))
    scores = {
        "object": _object_sums(setting.about),
        "sentence": sums(setting.sentence, lambda p: math.exp(-abs(p - at) / _FADE)),
        "before": sums(setting.before, lambda p: math.exp((p - len(setting.before)) / _FADE)),
        "article": dict(setting.article),
    }
    total: dict[str, float] = defaultdict(float)
    out: dict[str, float] = {}
    for source, share in _SHARES.items():
        for name, score in scores[source].items():
            total[name] += share * score
            out[f"{source}.{name}"] = min(score, _CAP)
    out |= {f"sum.{name}": min(score, _CAP) for name, score in total.items()}
    if reason in _REASONS:  # the kind of predicate or a list decides, not a word
        out[f"reason.{reason}"] = 1.0
        out[f"best.{theme}"] = 1.0
    else:
        out[f"best.{max(total, key=lambda t: total[t], default=FALLBACK)}"] = 1.0
    entries = entries_in(setting.about)[:_ENTRIES]
    words = (word for match in _WORD.finditer(setting.about.lower()) if (word := match[0]) not in _EMPTY)
    names = [
        f"status.{predicate.status}",
        f"kind.{predicate.kind}",
        *(f"entry.{e}" for e in entries),
        *(f"first.{e}" for e in entries[:1]),
        *(f"word.{w[:_STEM]}" for w in islice(words, _WORDS)),
        *(f"party.{p['kind']}" for p in found.parties),
    ]
    beside = {f"beside.{e}": _BESIDE for e in entries_in(setting.sentence)}
    return out | dict.fromkeys(names, 1.0) | beside
