"""Numbers about a pair (cue, mention): where the mention stands seen from the word that commits, says or meets.

The network adds what the words mean. All numbers are 0 or 1: of each block (distance, kind, preposition …) one is 1,
but for the two blocks of flags. Some tell of whom the mention is of rather than of itself: in the role of a party that
is whoever it stands for ("el canciller chino" and "Pekín" are mentions of China), in all others the actor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from pipeline.reader.actors import Actor
from pipeline.schemas import PARTY_KINDS

#: What a mention can be to a cue; the network has a score for each.
ROLES = ("party", "speaker", "participant", "place", "day", "deadline", "amount")
#: Roles that are asked for each kind of cue; the first one is who acts.
ASKED = {
    "agreement": ("party", "deadline", "amount"),
    "statement": ("speaker",),
    "meeting": ("participant", "place", "day"),
}
#: Kinds of mention; those of `Actor` and the rows of dates and amounts.
KINDS = (
    "person", "organization", "country", "region", "place", "site", "institution", "media", "group", "document",
    "anaphor", "name", "date", "amount",
)  # fmt: skip
#: Marks that part a sentence.
MARKS = frozenset(',;:—–-()«»"“”')
_PLACES = frozenset(("country", "region", "place", "site"))
_NUMBERS = frozenset(("date", "amount"))
_PREPOSITIONS = ("con", "entre", "de", "a", "por", "para", "según", "contra", "en", "ante", "hacia", "desde", "sobre")
#: Lower ends of the classes of distance in sentences, in words, and of the number of mentions of one actor.
_SENTENCES = (-20, -8, -4, -2, -1, 0, 1, 2, 3, 5)
_WORDS = (-60, -30, -15, -8, -4, -2, 0, 2, 4, 8, 15, 30, 60)
_COUNTS = (2, 3, 5, 8, 13)
#: Mentions between cue and mention, owners in a sentence and marks between the two, at most so many are told apart.
_RANKS, _OWNERS, _MARKS = 6, 4, 2
#: Owners behind so many that are named more often or earlier are rare.
_RARE = 4
#: Tokens between two mentions of one list at most: "Chile y Perú".
_LISTED = 2
#: What is told of a mention, and what of it among all mentions of its owner.
FLAGS = ("plural", "definite", "person", "quoted", "first", "early", "same", "cue quoted", "spoke last")
OWNER_FLAGS = (
    "here", "elsewhere", "nearest", "nearest ahead", "window", "most", "second", "rare", "after one", "before one",
    "alone",
)  # fmt: skip
#: Numbers of each block.
BLOCKS = {
    "sentences": len(_SENTENCES) + 1,
    "words": len(_WORDS) + 2,
    "kind": len(KINDS) + 1,
    "preposition": len(_PREPOSITIONS) + 2,
    "flags": len(FLAGS),
    "often": len(_COUNTS) + 1,
    "between": _RANKS,
    "owner flags": len(OWNER_FLAGS),
    "owners": _OWNERS + 1,
    "party": len(PARTY_KINDS) + 2,  # it may stand for nobody, and parties may not be asked for
    "marks": _MARKS + 2,
}
#: Numbers about one pair, and where each block begins.
WIDTH = sum(BLOCKS.values())
_AT = dict(zip(BLOCKS, accumulate(BLOCKS.values(), initial=0), strict=False))
#: Farther in sentences than any distance in words.
_FAR = 1000

Numbers = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def may_be(role: str, kind: str) -> bool:
    """Return whether a mention of that kind can have the role at all."""
    if role in ("day", "deadline"):
        return kind == "date"
    if role == "amount":
        return kind == "amount"
    return kind in _PLACES if role == "place" else kind not in _NUMBERS


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of an article: number of the sentence and of the window of each (-1: not read), whether it is quoted,
    and how many marks of punctuation stand before it (one number more, for the end)."""

    sentences: Integers
    windows: Integers
    quoted: Flags
    marks: Integers


def see_words(tokens: Iterable[str], sentences: Sequence[int], windows: Sequence[int], quoted: Sequence[bool]) -> Words:
    """Return the tokens of an article, of which number of sentence and window and whether they are quoted are known."""
    marks = np.cumsum([0, *(token in MARKS for token in tokens)])
    return Words(np.array(sentences, np.int64), np.array(windows, np.int64), np.array(quoted, bool), marks)


@dataclass(frozen=True, slots=True)
class Owners:
    """Whom the mentions are of, a number each, and the rank of the owner: by how often it is named, then how early."""

    numbers: Integers
    ranks: Integers


@dataclass(frozen=True, slots=True)
class Mentions:
    """What is known of the mentions of an article without a cue, by position, a number each.

    `actors` are whom they are of by themselves, `parties` whom they stand for.
    """

    start: Integers
    end: Integers
    kind: Integers
    preposition: Integers
    flags: Flags
    often: Integers
    party_kind: Integers
    listed: Flags
    actors: Owners
    parties: Owners


def see_mentions(
    actors: Sequence[Actor], keys: Sequence[str], parties: Sequence[tuple[str, str] | None], words: Words
) -> Mentions:
    """Return what is known of mentions, by position.

    The mentions are of actors with these keys, standing for `parties` (key and kind).
    """
    start, end = (np.array([getattr(a, at) for a in actors], np.int64) for at in ("start", "end"))
    counts = Counter(keys)
    return Mentions(
        start=start,
        end=end,
        kind=np.array([_place_in(KINDS, a.kind) for a in actors], np.int64),
        preposition=np.array([_preposition(a.preposition) for a in actors], np.int64),
        flags=_flags(actors, keys, start, words),
        often=np.searchsorted(_COUNTS, [counts[key] for key in keys], side="right"),
        party_kind=np.array([_place_in(PARTY_KINDS, p[1] if p else "") for p in parties], np.int64),
        listed=_listed(start, end),
        actors=_owners(keys),
        parties=_owners([p[0] if p else key for p, key in zip(parties, keys, strict=True)]),
    )


def _flags(actors: Sequence[Actor], keys: Sequence[str], start: Integers, words: Words) -> Flags:
    """Return the first of FLAGS, which no cue is needed for: (mentions, 6)."""
    earliest = {key: number for number, key in reversed(list(enumerate(keys)))}
    first = [earliest[key] == number for number, key in enumerate(keys)]
    own = np.array([(a.plural, a.definite, bool(a.person_id)) for a in actors], bool).reshape(-1, 3)
    return np.column_stack([own, words.quoted[start], first, words.sentences[start] <= 1]).astype(bool)


def _listed(start: Integers, end: Integers) -> Flags:
    """Return whether a mention stands right behind another one, and right before one: (mentions, 2)."""
    near = start[1:] - end[:-1] <= _LISTED
    return np.column_stack([np.append(False, near)[: len(start)], np.append(near, False)[: len(start)]])


def _place_in(known: Sequence[str], name: str) -> int:
    return known.index(name) if name in known else len(known)


def _preposition(word: str | None) -> int:
    return 0 if word is None else _place_in(_PREPOSITIONS, word) + 1


def _owners(keys: Sequence[str]) -> Owners:
    counts = Counter(keys)
    ranks = {key: rank for rank, (key, _) in enumerate(counts.most_common())}
    numbers = {key: number for number, key in enumerate(counts)}
    return Owners(np.array([numbers[k] for k in keys], np.int64), np.array([ranks[k] for k in keys], np.int64))


def pair_numbers(mentions: Mentions, words: Words, cue: int, role: str, spoke_last: Flags | None = None) -> Numbers:
    """Return the numbers of the pairs of a cue (its token) with each mention, for a role: (mentions, WIDTH).

    `spoke_last` tells which mentions are of whoever spoke last; None where nobody has spoken.
    """
    out = np.zeros((len(mentions.start), WIDTH), np.float32)
    if len(out):
        away = _distances(mentions, words, cue)
        _place_numbers(out, mentions, away, cue)
        _flag_numbers(out, mentions, words, cue, spoke_last)
        _owner_numbers(out, mentions, words, away, cue, role)
    return out


def _distances(mentions: Mentions, words: Words, cue: int) -> tuple[Integers, Integers]:
    """Return how far mentions are from a cue, in sentences and in words; less than 0 before it."""
    in_words = np.where(mentions.start > cue, mentions.start - cue, np.minimum(mentions.end - 1 - cue, 0))
    return words.sentences[mentions.start] - words.sentences[cue], in_words


def _place_numbers(out: Numbers, mentions: Mentions, away: tuple[Integers, Integers], cue: int) -> None:
    """Set distance, kind, preposition, how often its actor is named, and mentions between."""
    sentences, in_words = away
    rows = np.arange(len(out))
    order = np.searchsorted(mentions.start, cue)
    classes = np.searchsorted(_WORDS, in_words, side="right")
    _set(out, "sentences", np.searchsorted(_SENTENCES, sentences, side="right"))
    _set(out, "words", np.where(sentences == 0, classes, len(_WORDS) + 1))
    _set(out, "kind", mentions.kind)
    _set(out, "preposition", mentions.preposition)
    _set(out, "often", mentions.often)
    _set(out, "between", np.minimum(np.where(rows < order, order - 1 - rows, rows - order), _RANKS - 1))


def _set(out: Numbers, block: str, columns: Integers) -> None:
    """Set one number of a block in each row."""
    out[np.arange(len(out)), _AT[block] + columns] = 1


def _flag_numbers(out: Numbers, mentions: Mentions, words: Words, cue: int, spoke_last: Flags | None) -> None:
    """Set the numbers of `FLAGS`."""
    last = np.zeros(len(out), bool) if spoke_last is None else spoke_last
    quoted = np.full(len(out), words.quoted[cue])
    flags = (mentions.flags, words.quoted[mentions.start] == quoted, quoted, last)
    out[:, _AT["flags"] : _AT["often"]] = np.column_stack(flags)


def _owner_numbers(
    out: Numbers, mentions: Mentions, words: Words, away: tuple[Integers, Integers], cue: int, role: str
) -> None:
    """Set how a mention stands among all of its owner, how many owners are near, and what parts it from the cue."""
    owners = mentions.parties if role == "party" else mentions.actors
    here = away[0] == 0
    count = len(np.unique(owners.numbers[here]))
    standing = (
        *_among_its_own(owners, here, away, mentions.start <= cue),
        words.windows[mentions.start] == words.windows[cue],
        *(owners.ranks == 0, owners.ranks == 1, owners.ranks > _RARE),
        mentions.listed,
        here & (count == 1),
    )
    out[:, _AT["owner flags"] : _AT["owners"]] = np.column_stack(standing)
    _set(out, "owners", np.full(len(out), min(count, _OWNERS)))
    _set(out, "party", mentions.party_kind if role == "party" else np.full(len(out), len(PARTY_KINDS) + 1))
    between = np.minimum(_marks_between(mentions, words, cue), _MARKS)
    _set(out, "marks", np.where(here, between, _MARKS + 1))


def _among_its_own(
    owners: Owners, here: Flags, away: tuple[Integers, Integers], ahead: Flags
) -> tuple[Flags, Flags, Flags, Flags]:
    """Return four flags of each mention.

    Whether its owner is named in the sentence of the cue (`here`), whether only by others of its mentions, whether the
    mention is the nearest of them, and whether the nearest of those `ahead` of the cue.
    """
    near = np.abs(away[0]) * _FAR + np.minimum(np.abs(away[1]), _FAR - 1)
    named = np.isin(owners.numbers, owners.numbers[here])
    nearest = near == _least_distances(near, owners, np.ones_like(here))
    return named, named & ~here, nearest, ahead & (near == _least_distances(near, owners, ahead))


def _least_distances(near: Integers, owners: Owners, counted: Flags) -> Integers:
    """Return the least of the distances of all mentions of the owner of each that are counted."""
    least = np.full(owners.numbers.max() + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, owners.numbers[counted], near[counted])
    return np.asarray(least[owners.numbers], np.int64)


def _marks_between(mentions: Mentions, words: Words, cue: int) -> Integers:
    behind = words.marks[mentions.start] - words.marks[cue + 1]
    ahead = words.marks[cue] - words.marks[mentions.end]
    return np.asarray(np.maximum(np.where(mentions.start > cue, behind, ahead), 0), np.int64)
