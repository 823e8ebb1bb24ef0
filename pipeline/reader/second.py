"""A second look at who takes part: each actor is weighed against the others that may.

The network scores every mention for itself. Who takes part is often told by the rest: a body that signs stands beside
its state, which is named all over the article; of two that are likely, it is the one in the sentence of the cue.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.attributes import Row
from pipeline.schemas import MEETING_STATUSES, STATUSES

if TYPE_CHECKING:
    from pipeline.reader.component import Mention

Floats = npt.NDArray[np.float32]

#: Roles that are looked at twice.
TWICE = ("party", "participant")
_KINDS = ("country", "organization", "person", "group")
_PREPOSITIONS = ("con", "de", None)
#: Odds (logarithms) where there is no other, and the number of words to where nothing stands.
_NOBODY, _FAR = -4.0, 99
_RANKS = 4
#: Numbers of one actor for one cue.
SECOND_WIDTH = 4 + len(_KINDS) + 8 + 4 + len(_PREPOSITIONS) + len(STATUSES) + len(MEETING_STATUSES) + 2


class SecondLook:
    """Small networks, one for each role that is looked at twice, with their weights (`<role>.<what>`)."""

    def __init__(self, arrays: Mapping[str, Floats]) -> None:
        self.arrays = arrays
        self.roles = frozenset(name.partition(".")[0] for name in arrays)

    def sure(self, role: str, numbers: Floats) -> Floats:
        """Probabilities of some actors (n), given their `second_numbers` (n, SECOND_WIDTH)."""
        own = {name: self.arrays[f"{role}.{name}"] for name in ("mean", "scale", "hidden", "bias", "out", "constant")}
        hidden = np.maximum((numbers - own["mean"]) / own["scale"] @ own["hidden"] + own["bias"], 0)
        return np.asarray(1 / (1 + np.exp(-(hidden @ own["out"] + own["constant"]))), np.float32)

    def seen(self, role: str, found: Sequence[Row], numbers: Floats) -> list[Row]:
        """The actors `found`, as likely as they are beside the others, the likeliest first."""
        again = [{**row, "sure": sure} for row, sure in zip(found, self.sure(role, numbers).tolist(), strict=True)]
        return sorted(again, key=lambda row: -row["sure"])


def places_of(role: str, mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    """Mentions of each actor by its key, or of each party that they stand for."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        for key in [key for key, _ in mention.parties] if role == "party" else [mention.key]:
            found[key].append(mention)
    return dict(found)


def odds(sure: float) -> float:
    """Logarithm of the odds of a probability, kept off the ends."""
    sure = min(max(sure, 0.001), 0.999)
    return math.log(sure / (1 - sure))


def second_numbers(
    cue: Row, found: Sequence[Row], places: Mapping[str, Sequence[Mention]], sentence: tuple[int, int]
) -> Floats:
    """Numbers of each actor of `found` (rows by likelihood) for a cue: (actors, SECOND_WIDTH).

    `places` is that of `places_of`, `sentence` the tokens of the cue's sentence.
    """
    inside = [[m for m in places[row["key"]] if sentence[0] <= m.actor.start < sentence[1]] for row in found]
    likely = [odds(row["sure"]) for row in found]
    kinds = [_kind(row) for row in found]
    total = sum(map(len, places.values()))
    about = [float(cue.get("status") == s) for s in (*STATUSES, *MEETING_STATUSES)]
    about += [odds(cue["evidence"][0]), odds(cue["evidence"][2])]
    rows = []
    for n, row in enumerate(found):
        often = len(places[row["key"]])
        others = [m for m in range(len(found)) if m != n]
        rows.append(
            [
                *(likely[n], min(n, _RANKS), likely[n] - likely[0], likely[n] - (likely[1] if others else _NOBODY)),
                *(float(kinds[n] == kind) for kind in _KINDS),
                *_near(cue["token"], inside[n]),
                *(often / total, math.log1p(often), sum(map(bool, inside)), float(row["first"] < cue["token"])),
                sum(value > 0 for value in likely),
                _most(likely[m] for m in others if kinds[m] == "country"),
                _most(likely[m] for m in others if kinds[m] == "organization"),
                _most(likely[m] for m in others if inside[m]),
                _most(likely[m] for m in others if not inside[m]),
                *(float(any(m.actor.preposition == word for m in inside[n])) for word in _PREPOSITIONS),
                *about,
            ]
        )
    return np.array(rows, np.float32).reshape(len(found), SECOND_WIDTH)


def _kind(row: Row) -> str:
    kind = str((row.get("party") or row)["kind"])
    return {"institution": "organization", "media": "organization", "anaphor": "organization", "name": "group"}.get(
        kind, kind
    )


def _near(token: int, mentions: Sequence[Mention]) -> tuple[float, float, float]:
    """Whether an actor stands in the sentence, and how far from the cue, on either side and before it."""
    either = min((abs(m.actor.start - token) for m in mentions), default=_FAR)
    before = min((token - m.actor.start for m in mentions if m.actor.start < token), default=_FAR)
    return float(bool(mentions)), math.log1p(either), math.log1p(before)


def _most(values: Iterable[float]) -> float:
    return max(values, default=_NOBODY)
