"""How sure the reader is of a cue: logistic regression over what speaks for it, cross-validated in training.

The likeliest cue of its kind in a sentence and the others have weights of their own: whether a sentence holds any, and
whether it holds one more, are two questions, and the sentence says more about the first.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from pipeline.reader import thresholds
from pipeline.reader.network import log_odds
from pipeline.reader.pair_features import ASKED
from pipeline.schemas import Row

#: Behind the kind of the cues that are not the likeliest of their sentence.
FURTHER = ".further"
#: How many numbers `odds_of` gives for a cue of each kind.
ODDS = {"agreement": 9, "statement": 4, "meeting": 4}
#: Odds of a probability are kept off the ends by so much.
_EDGE = 0.001


def with_sure(cues: Sequence[Row], confidence: Mapping[str, Sequence[float]]) -> list[Row]:
    """Return the cues of an article (see `find_cues`), each with how sure it is.

    `confidence` are weights by `names_of`.
    """
    named = zip(cues, names_of(cues), strict=True)
    return [{**cue, "sure": sure_of(cue, confidence[name])} for cue, name in named]


def names_of(cues: Sequence[Row]) -> list[str]:
    """Return the names of the weights of each cue of an article.

    A name is its kind, with `FURTHER` where a likelier one is beside it.
    """
    firsts = firsts_of(cues)
    return [cue["kind"] if number in firsts else cue["kind"] + FURTHER for number, cue in enumerate(cues)]


def firsts_of(cues: Sequence[Row]) -> set[int]:
    """Return the numbers of the likeliest cue of each kind in each sentence."""
    best: dict[tuple[str, int], int] = {}
    for number, cue in enumerate(cues):
        known = best.setdefault((cue["kind"], cue["sentence"]), number)
        if cue["evidence"][0] > cues[known]["evidence"][0]:
            best[cue["kind"], cue["sentence"]] = number
    return set(best.values())


def odds_of(cue: Row) -> list[float]:
    """Return what speaks for a cue of `find_cues`.

    It is the odds (logarithms) of its evidence and of whoever is likeliest to act.

    Behind them what is known of an agreement beside: how many sides there are that deal with others, how sure theme and
    status are, how long the article is and how far down its first agreement stands.
    """
    first = cue[ASKED[cue["kind"]][0]]
    evidence = [*cue["evidence"], first[0]["sure"] if first else thresholds.WHO]
    return [*(log_odds(sure, _EDGE) for sure in evidence), *map(float, cue.get("about", ()))]


def sure_of(cue: Row, weights: Sequence[float]) -> float:
    """Return how often a cue of `find_cues` with that evidence is right.

    It is a logistic regression on cross-validated readings.
    """
    sure = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, [*odds_of(cue), 1.0], strict=True))))
    return max(sure, thresholds.HINTED) if cue["hint"] else sure
