"""What the second reading says of a cue, and how it is weighed against what the first one says."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.reader.network import Floats, join_odds, log_odds, softmax
from pipeline.reader.pair_features import ASKED, may_be
from pipeline.reader.passages import Passage, numbers_of, passage_of
from pipeline.schemas import MEETING_STATUSES, MEETING_TYPES, STATUSES, THEMES, Row

if TYPE_CHECKING:
    from pipeline.reader.view import EncodedArticle

#: What the second reading counts beside the first one, of 1 in all.
SHARE = 0.5
#: Probabilities are kept off the ends by so much before they are weighed.
_EDGE = 1e-6
#: What is chosen for a cue of a kind, by field: the name of the head, of both readings, and out of what.
CHOICES: Mapping[str, Mapping[str, tuple[str, Sequence[str]]]] = {
    "agreement": {"theme": ("theme", THEMES), "status": ("status", STATUSES)},
    "meeting": {"type": ("type", MEETING_TYPES), "status": ("stage", MEETING_STATUSES)},
}


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What the second reading says of a cue.

    `choices` are the probabilities of what can be chosen, by field, `who` those of having a role, by role and key.
    """

    choices: Mapping[str, Floats]
    who: Mapping[str, Mapping[str, float]]


def reread(article: EncodedArticle, cue: Row) -> SecondReading:
    """Read a cue of `component.find_cues` again; its kind is one of `passages.REREAD`."""
    kind, net = cue["kind"], article.network.rereader
    passage = passage_of(article, kind, cue["token"], cue["words"])
    numbers = numbers_of(article, kind, cue["token"], passage.mentions)
    vectors = net.vectors(passage, article.below, article.below_of(passage.elsewhere), numbers)
    anchor = vectors[passage.anchor][None]
    seen = [anchor, vectors[passage.sentence].mean(0)[None], vectors[passage.behind].mean(0)[None]]
    fields = net.fields("field", seen, article.known_of(cue["token"])[None])
    factors = net.mention_factors(_mention_vectors(passage, vectors))
    scores = {role: net.pairs(role, anchor, factors, numbers[None])[0] for role in ASKED[kind]}
    return SecondReading(
        {name: softmax(net.head(head, fields))[0] for name, (head, _) in CHOICES[kind].items()},
        {role: _likely(article, passage, role, own) for role, own in scores.items()},
    )


def _mention_vectors(passage: Passage, vectors: Floats) -> Floats:
    """Return the vectors of the mentions of a passage: (mentions, width)."""
    behind = iter(range(len(passage.pieces), len(vectors)))
    found = [vectors[places or [next(behind)]].mean(0) for places in passage.places]
    return np.stack(found) if found else np.zeros((0, vectors.shape[1]), np.float32)


def _likely(article: EncodedArticle, passage: Passage, role: str, scores: Floats) -> dict[str, float]:
    """Return how likely those seen in a passage have a role, by key."""
    seen = zip((article.mentions[number] for number in passage.mentions), scores.tolist(), strict=True)
    return join_odds((key, score) for m, score in seen if may_be(role, m.actor.kind) for key in m.keys(role))


def mix(first: Floats, second: Floats) -> Floats:
    """Return the probabilities of choices by both readings: the mean of their logarithms, made to sum up to 1."""
    return softmax((1 - SHARE) * np.log(first + _EDGE) + SHARE * np.log(second + _EDGE))


def mix_odds(first: float, second: float) -> float:
    """Return the probability of a yes by both readings: the mean of their odds as logarithms."""
    return 1 / (1 + math.exp(-(1 - SHARE) * log_odds(first, _EDGE) - SHARE * log_odds(second, _EDGE)))
