"""The second look at who takes part: small networks that are fitted on readings of articles that were not learned."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from pipeline.attributes import Row
from pipeline.reader.component import ASKED
from pipeline.reader.network import Floats
from pipeline.reader.second import TWICE, SecondLook
from training.reader.gold import Gold
from training.reader.reading import Reading

#: Networks whose scores are averaged, hidden units of each, and how they are trained.
_NETWORKS, _HIDDEN = 3, 24
_TRAINING: Mapping[str, Any] = {"alpha": 1.0, "max_iter": 70, "learning_rate_init": 2e-3}
#: Keeps a number that never changes from being divided by nothing.
_LEAST = 1e-6

Cases = tuple[list[Floats], list[bool]]


def fit_second(readings: Iterable[Reading]) -> SecondLook:
    """The second look by some readings; a role of which no actor is right, or none is wrong, has none."""
    known = list(readings)
    arrays = {}
    for role in TWICE:
        numbers, right = cases_of_role(known, role)
        if len(set(right)) > 1:
            arrays |= {f"{role}.{name}": array for name, array in weights_of(np.concatenate(numbers), right).items()}
    return SecondLook(arrays)


def cases_of_role(readings: Iterable[Reading], role: str) -> Cases:
    """Numbers of the actors of each cue that the gold knows, and which of these actors have the role."""
    numbers, right = list[Floats](), list[bool]()
    for reading in readings:
        for number, own in reading.numbers.items():
            cue = reading.cues[number]
            who = _who(cue, role, reading.gold) if ASKED[cue["kind"]][0] == role else None
            if who is not None:
                numbers.append(own)
                right += [row["key"] in who for row in cue[role]]
    return numbers, right


def _who(cue: Row, role: str, gold: Gold) -> set[str] | None:
    """Who has the role by the gold; None for a cue that it does not have."""
    words = set(cue["words"])
    found = (own for own in gold.cues if own.kind == cue["kind"] and words & set(own.words))
    return next((own.who[role] for own in found), None)


def weights_of(numbers: Floats, right: Sequence[bool]) -> dict[str, npt.NDArray[np.float32]]:
    """Weights of networks that tell who has a role, as one network whose score is the mean of theirs."""
    mean, scale = numbers.mean(0), numbers.std(0) + _LEAST
    made = list(_networks((numbers - mean) / scale, right))
    arrays = {
        "mean": mean,
        "scale": scale,
        "hidden": np.concatenate([net.coefs_[0] for net in made], 1),
        "bias": np.concatenate([net.intercepts_[0] for net in made]),
        "out": np.concatenate([net.coefs_[1][:, 0] for net in made]) / len(made),
        "constant": np.array(sum(net.intercepts_[1][0] for net in made) / len(made)),
    }
    return {name: np.asarray(array, np.float32) for name, array in arrays.items()}


def _networks(numbers: Floats, right: Sequence[bool]) -> Iterator[MLPClassifier]:
    """Networks that stop before they know the cases by heart, which scikit-learn warns of."""
    for seed in range(_NETWORKS):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            yield MLPClassifier((_HIDDEN,), random_state=seed, **_TRAINING).fit(numbers, right)
