"""How surely two rows tell of the same event: a logistic regression over a dozen numbers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from pipeline.events.telling import Telling
from pipeline.events.words import cosine, knowledge

#: Sentences with less in common than this are not looked at.
LEAST_COMMON = 0.1
#: Days between two that are certainly different ones, against slips of a day.
_APART = 3
#: What is to come; all other statuses tell what is.
_AHEAD = frozenset(("proposed", "intended", "called_for", "planned"))


def likeness(one: Telling, other: Telling, weights: Mapping[str, float] | None = None) -> float | None:
    """Return the log-odds that two rows tell of one event, by `weights` or those learned; None if they cannot."""
    known = knowledge()["weights"] if weights is None else weights
    numbers = numbers_of(one, other)
    return None if numbers is None else float(sum(known[name] * number for name, number in numbers.items()))


def strangers(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether there are parties on both sides, and none in common."""
    return bool(some and others) and some.isdisjoint(others)


def numbers_of(one: Telling, other: Telling) -> dict[str, float] | None:
    """Return what the regression sees of a pair, by name.

    It is None for rows that are not compared: of two kinds, strangers, or with next to no words in common.
    """
    common, words = one.names & other.names, cosine(one.words, other.words)
    if one.kind != other.kind or strangers(one.names, other.names) or words < LEAST_COMMON:
        return None
    between = _days(one.told, other.told)
    apart = _days(one.day, other.day)
    form, other_form = _form(one), _form(other)
    return {
        "bias": 1.0,
        "two parties": float(len(common) > 1),
        "share of parties": len(common) / max(1, len(one.names | other.names)),
        "words": words,
        "many words": max(0.0, words - 0.5),
        "days between": math.log1p(30 if between is None else between) / 5,
        "same day": float(apart is not None and apart <= 1),
        "other day": float(apart is not None and apart > _APART),
        "same field": float(_field(one) == _field(other)),
        "same form": float(bool(form) and form == other_form),
        "other form": float(bool(form and other_form) and form != other_form),
        "same article": float(one.article_id == other.article_id),
        "same amount": float(one.amount is not None and one.amount == other.amount),
        "ahead and not": float((one.status in _AHEAD) != (other.status in _AHEAD)),
    }


def _days(one: dt.date | None, other: dt.date | None) -> int | None:
    return abs((one - other).days) if one and other else None


def _field(telling: Telling) -> str | None:
    return telling.theme if telling.kind == "agreement" else telling.type


def _form(telling: Telling) -> str:
    """Return the beginning of the first word of a document's or a meeting's name."""
    return (telling.name or "").split(" ")[0].lower()[:6]
