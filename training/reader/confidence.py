"""How often a cue is right that the network is so sure of: logistic regression on cues of articles it did not learn.

The likeliest cue of its kind in a sentence and the others have weights of their own: whether a sentence holds any, and
whether it holds one more, are two questions (see `sureness.firsts_of`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.linear_model import LogisticRegression

from pipeline.reader.network import CUES
from pipeline.reader.sureness import FURTHER, ODDS, names_of, odds_of
from pipeline.schemas import Row
from training.reader.gold import Cue, Gold

#: Weight of word and sentence where there are no right or no wrong cues.
UNKNOWN = 0.5

Confidence = dict[str, list[float]]


class Case(NamedTuple):
    """A cue that was read: name of its weights, odds of its evidence (see `sureness.odds_of`), whether it is right."""

    name: str
    odds: list[float]
    right: bool


def cases_of(cues: Sequence[Row], gold: Gold) -> Iterator[Case]:
    """Yield the cases of the cues of an article (see `component.find_cues`), of the kinds that its gold tells of.

    A cue is right when it shares a word with one of the gold that no cue before it has taken: first the likeliest of
    their sentences, then the others. The likeliest is right too when its sentence holds any cue of its kind.
    """
    free = list(gold.cues)
    held = {(own.kind, own.sentence) for own in gold.cues}
    told = [(name, cue) for name, cue in zip(names_of(cues), cues, strict=True) if cue["kind"] in gold.told]
    for name, cue in sorted(told, key=lambda named: (named[0].endswith(FURTHER), -named[1]["evidence"][0])):
        found = _found(cue, free)
        if found is not None:
            free.remove(found)
        in_sentence = not name.endswith(FURTHER) and (cue["kind"], cue["sentence"]) in held
        yield Case(name, odds_of(cue), found is not None or in_sentence)


def _found(cue: Row, free: Iterable[Cue]) -> Cue | None:
    """Return the first of the free cues of the gold that shares a word with a cue."""
    words = set(cue["words"])
    return next((own for own in free if own.kind == cue["kind"] and words & set(own.words)), None)


def write_cases(cases: Iterable[Case], path: Path) -> None:
    """Write cases as JSON, a line each."""
    path.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")


def read_cases(path: Path) -> list[Case]:
    """Return the cases that `write_cases` wrote. Raises FileNotFoundError: they come of cross-validation."""
    return [Case(*json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def fit_confidence(cases: Iterable[Case]) -> Confidence:
    """Return the weights of the odds of its evidence, and the constant behind, for each kind of cue.

    The likeliest cue of its sentence and further ones have their own.
    """
    of_name: dict[str, list[Case]] = {kind + end: [] for kind in CUES for end in ("", FURTHER)}
    for case in cases:
        of_name[case.name].append(case)
    return {name: _weights(own, ODDS[name.removesuffix(FURTHER)]) for name, own in of_name.items()}


def _weights(cases: Sequence[Case], count: int) -> list[float]:
    """Return the weights of `count` odds, and the constant behind."""
    right = [case.right for case in cases]
    if len(set(right)) < 2:
        return [UNKNOWN, UNKNOWN, *[0.0] * (count - 1)]
    model = LogisticRegression(max_iter=1000).fit([case.odds for case in cases], right)
    return [round(float(weight), 4) for weight in (*model.coef_[0], model.intercept_[0])]
