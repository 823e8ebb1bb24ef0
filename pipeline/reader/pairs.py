"""Numbers about a pair (cue, mention): where the mention stands seen from the word that commits, says or meets.

The network adds what the words mean. All numbers are 0 or 1: of each block (distance, kind, preposition …) one is 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.actors import Actor

#: What a mention can be to a cue; the network has a score for each.
ROLES = ("party", "speaker", "participant", "place", "day", "deadline", "amount")
#: Kinds of mention; those of `Actor` and the rows of dates and amounts.
KINDS = (
    "person", "organization", "country", "region", "place", "site", "institution", "media", "group", "document",
    "anaphor", "name", "date", "amount",
)  # fmt: skip
_PLACES = frozenset(("country", "region", "place", "site"))
_NUMBERS = frozenset(("date", "amount"))
_PREPOSITIONS = ("con", "entre", "de", "a", "por", "para", "según", "contra", "en", "ante", "hacia", "desde", "sobre")
#: Lower ends of the classes of distance in sentences, in words, and of the number of mentions of one actor.
_SENTENCES = (-20, -8, -4, -2, -1, 0, 1, 2, 3, 5)
_WORDS = (-60, -30, -15, -8, -4, -2, 0, 2, 4, 8, 15, 30, 60)
_COUNTS = (2, 3, 5, 8, 13)
#: Mentions between cue and mention, at most so many are told apart.
_RANKS = 6
_FLAGS = 9
_BLOCKS = (
    len(_SENTENCES) + 1,
    len(_WORDS) + 2,
    len(KINDS) + 1,
    len(_PREPOSITIONS) + 2,
    _FLAGS,
    len(_COUNTS) + 1,
    _RANKS,
)
#: Numbers about one pair.
WIDTH = sum(_BLOCKS)
_AT = np.cumsum((0, *_BLOCKS))

Numbers = npt.NDArray[np.float32]
Table = npt.NDArray[np.int64]


def may_be(role: str, kind: str) -> bool:
    """Whether a mention of that kind can have the role at all."""
    if role in ("day", "deadline"):
        return kind == "date"
    if role == "amount":
        return kind == "amount"
    return kind in _PLACES if role == "place" else kind not in _NUMBERS


def mention_table(
    actors: Sequence[Actor], keys: Sequence[str], sentence_of: Sequence[int], quoted: Sequence[bool]
) -> Table:
    """What is known of each mention without a cue, one row a mention; `quoted`: it stands between quotation marks."""
    often, seen = Counter(keys), Counter[str]()
    rows = []
    for actor, key, inside in zip(actors, keys, quoted, strict=True):
        sentence = sentence_of[actor.start]
        rows.append(
            (
                actor.start,
                actor.end,
                sentence,
                KINDS.index(actor.kind) if actor.kind in KINDS else len(KINDS),
                _preposition(actor.preposition),
                actor.plural,
                actor.definite,
                bool(actor.person_id),
                inside,
                sum(often[key] >= least for least in _COUNTS),
                not seen[key],
                sentence <= 1,
            )
        )
        seen[key] += 1
    return np.array(rows, dtype=np.int64).reshape(len(rows), 12)


def _preposition(word: str | None) -> int:
    if word is None:
        return 0
    return _PREPOSITIONS.index(word) + 1 if word in _PREPOSITIONS else len(_PREPOSITIONS) + 1


def pair_numbers(
    table: Table, cue: int, sentence: int, quoted: bool, before: npt.NDArray[np.bool_] | None = None
) -> Numbers:
    """Numbers of the pairs of a cue (its token, its sentence) with each mention: (mentions, WIDTH).

    `before` tells which mentions are of whoever spoke last; None where nobody has spoken.
    """
    count = len(table)
    out = np.zeros((count, WIDTH), np.float32)
    rows = np.arange(count)
    start, end = table[:, 0], table[:, 1]
    sentences = table[:, 2] - sentence
    words = np.where(start > cue, start - cue, np.minimum(end - 1 - cue, 0))
    classes = np.searchsorted(_WORDS, words, side="right")
    order = np.searchsorted(start, cue)
    between = np.minimum(np.where(rows < order, order - 1 - rows, rows - order), _RANKS - 1)
    blocks = (
        (0, np.searchsorted(_SENTENCES, sentences, side="right")),
        (1, np.where(sentences == 0, classes, len(_WORDS) + 1)),
        (2, table[:, 3]),
        (3, table[:, 4]),
        (5, table[:, 9]),
        (6, between),
    )
    for block, column in blocks:
        out[rows, _AT[block] + column] = 1
    flags = _AT[4]
    out[:, flags : flags + 4] = table[:, 5:9]
    out[:, flags + 4 : flags + 6] = table[:, 10:12]
    out[:, flags + 6] = table[:, 8] == quoted
    out[:, flags + 7] = quoted
    if before is not None:
        out[:, flags + 8] = before
    return out
