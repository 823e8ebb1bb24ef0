"""Articles that say the same: one wire story in several outlets.

MinHash signatures of word shingles (Broder 1997, by `datasketch`), cut into bands, find candidates in linear time: two
articles are compared when they have a band in common. The exact Jaccard similarity of the shingle sets decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

#: Shingles as numbers of 64 bits, sorted and without repeats.
Codes = NDArray[np.uint64]

#: Words in a shingle, and the share of common shingles from which two texts are one story. Two outlets' versions of one
#: wire story, with a new lead or a sentence cut, share 0.6 and more; two stories on one meeting under 0.3.
SHINGLE_WORDS = 4
THRESHOLD = 0.6
#: Permutations of a signature; the recall of the candidate search at THRESHOLD is above 0.99 with this many.
PERMUTATIONS = 128
# The candidate search is asked for less than THRESHOLD, because a signature only estimates the similarity.
_CANDIDATE_THRESHOLD = 0.45
#: Shingles that are permuted at once: a long text must not take a table of all of them by all permutations.
_BLOCK = 4_096
_WORD = re.compile(r"\w+")

Key = TypeVar("Key", bound=Hashable)


def find_duplicates(articles: Iterable[tuple[str, str, str | None]]) -> dict[str, str]:
    """Return `article_id` of each duplicate, with the id of the earliest article it repeats.

    `articles` are (article_id, text, published); "earlier" is by published date (unknown ones last), then by id, so the
    result does not depend on the order of the input.
    """
    texts = {article_id: (text, published) for article_id, text, published in articles}
    ordered = sorted(texts, key=lambda key: (texts[key][1] is None, texts[key][1] or "", key))
    bands = ((key, bands_of(texts[key][0])) for key in ordered)
    shingles = lru_cache(maxsize=256)(lambda key: shingles_of(texts[key][0]))
    return dict(find_repeated(((key, found, found) for key, found in bands), shingles))


def find_repeated(
    ordered: Iterable[tuple[Key, Sequence[int], Sequence[int]]], shingles: Callable[[Key], Codes]
) -> Iterator[tuple[Key, Key]]:
    """Yield each duplicate with the first article that it repeats.

    `ordered` are keys, the earliest first, with their `bands_of` (those that are nobody else's may be left out) and
    with those of them that a later article may have: what is remembered of an article is dropped with the last that
    has a band of it.

    `shingles` is asked for articles that have a band in common with an earlier one, and for these.
    """
    kept: dict[int, list[tuple[int, Key]]] = {}
    for number, (key, bands, later) in enumerate(ordered):
        candidates = sorted({candidate for band in bands for candidate in kept.get(band, ())})
        same = next((other for _, other in candidates if jaccard(shingles(key), shingles(other)) >= THRESHOLD), None)
        for band in set(bands).difference(later):
            kept.pop(band, None)
        if same is not None:
            yield key, same
            continue
        for band in later:
            kept.setdefault(band, []).append((number, key))


def bands_of(text: str) -> list[int]:
    """Return the numbers of 64 bits, one for each band of a text's signature; none for a text without words.

    Two texts with a number in common may be one story.
    """
    shingles = shingles_of(text)
    if not shingles.size:
        return []
    signature, ranges = _empty_signature()
    signature = signature.copy()
    low = (shingles & np.uint64(0xFFFFFFFF)).tolist()  # `datasketch` permutes numbers of 32 bits
    for start in range(0, len(low), _BLOCK):
        signature.update_batch(low[start : start + _BLOCK])
    values = signature.hashvalues.astype("<u8")
    return [_number(band, values[start:end].tobytes()) for band, (start, end) in enumerate(ranges)]


@cache
def _empty_signature() -> tuple[Any, Sequence[tuple[int, int]]]:
    """Return a signature of nothing, and the bands that `datasketch` finds best for the threshold."""
    from datasketch import MinHash, MinHashLSH

    bands = MinHashLSH(threshold=_CANDIDATE_THRESHOLD, num_perm=PERMUTATIONS).hashranges
    return MinHash(num_perm=PERMUTATIONS, hashfunc=int), bands


def _number(band: int, part: bytes) -> int:
    return int.from_bytes(blake2b(bytes([band]) + part, digest_size=8).digest(), "little")


def shingles_of(text: str) -> Codes:
    """Return the runs of SHINGLE_WORDS words of a text, case and punctuation left out; the whole text if it is shorter.

    Each as a number, sorted and without repeats.
    """
    codes = np.array([_code(word) for word in _WORD.findall(text.casefold())], dtype=np.uint64)
    length = min(SHINGLE_WORDS, len(codes))
    runs = np.zeros(len(codes) - length + 1 if length else 0, dtype=np.uint64)
    for place in range(length):
        runs += codes[place : place + len(runs)] * _multipliers()[place]
    return np.unique(runs)


@lru_cache(maxsize=1 << 16)
def _code(word: str) -> int:
    """Return the same number for a word in every process, unlike `hash`."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@cache
def _multipliers() -> Codes:
    """Return the odd factors of the words of a shingle, by their places."""
    return np.random.default_rng(1).integers(0, 1 << 64, SHINGLE_WORDS, dtype=np.uint64) | np.uint64(1)


def jaccard(one: Codes, other: Codes) -> float:
    """Return the share of common members of two sorted sets, 0 to 1."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common) if len(one) or len(other) else 0.0
