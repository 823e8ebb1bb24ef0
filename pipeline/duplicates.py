"""Articles that say the same: one wire story in several outlets.

MinHash signatures of word shingles find candidates in linear time (Broder 1997), the exact Jaccard similarity of the
shingle sets decides. Shingles are numbers of 64 bits, made of a hash of each word, so that all is arithmetic on arrays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]

#: Words in a shingle, and the share of common shingles from which two texts are one story. Two outlets' versions of one
#: wire story, with a new lead or a sentence cut, share 0.6 and more; two stories on one meeting under 0.3.
SHINGLE_WORDS = 4
THRESHOLD = 0.6
#: Two texts are candidates when all rows of a band of their signatures agree. The chance for similarity s is
#: 1 - (1 - s ** ROWS) ** BANDS: above 0.999 at THRESHOLD, 0.03 for texts that share a tenth.
BANDS, ROWS = 32, 3
#: Shingles that are permuted at once: a long text must not take a table of all of them by all permutations.
_BLOCK = 4_096
_WORD = re.compile(r"\w+")


def find_duplicates(articles: Iterable[tuple[str, str, str | None]]) -> dict[str, str]:
    """`article_id` of each duplicate, with the id of the earliest article it repeats.

    `articles` are (article_id, text, published); "earlier" is by published date (unknown ones last), then by id, so the
    result does not depend on the order of the input.
    """
    ordered = sorted(articles, key=lambda a: (a[2] is None, a[2] or "", a[0]))
    bands: dict[tuple[int, bytes], list[int]] = {}
    kept: list[tuple[str, Codes]] = []
    found: dict[str, str] = {}
    for article_id, text, _ in ordered:
        shingles = shingles_of(text)
        if not shingles.size:
            continue
        keys = _bands(shingles)
        candidates = sorted({number for key in keys for number in bands.get(key, ())})
        same = next((n for n in candidates if jaccard(shingles, kept[n][1]) >= THRESHOLD), None)
        if same is not None:
            found[article_id] = kept[same][0]
            continue
        for key in keys:
            bands.setdefault(key, []).append(len(kept))
        kept.append((article_id, shingles))
    return found


def shingles_of(text: str) -> Codes:
    """Runs of SHINGLE_WORDS words of a text, case and punctuation left out; the whole text if it is shorter.

    Each as a number, sorted and without repeats.
    """
    codes = np.array([_code(word) for word in _WORD.findall(text.casefold())], dtype=np.uint64)
    length = min(SHINGLE_WORDS, len(codes))
    runs = np.zeros(len(codes) - length + 1 if length else 0, dtype=np.uint64)
    for place in range(length):
        runs += codes[place : place + len(runs)] * _multipliers()[0][place]
    return np.unique(runs)


@lru_cache(maxsize=1 << 16)
def _code(word: str) -> int:
    """The same number for a word in every process, unlike `hash`."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())


@cache
def _multipliers() -> tuple[Codes, Codes, Codes]:
    """Odd factors of the words of a shingle; factors (odd) and summands of the permutations."""
    numbers = np.random.default_rng(1).integers(0, 1 << 64, SHINGLE_WORDS + 2 * BANDS * ROWS, dtype=np.uint64)
    words, factors, summands = np.split(numbers, (SHINGLE_WORDS, SHINGLE_WORDS + BANDS * ROWS))
    return words | np.uint64(1), factors | np.uint64(1), summands


def _bands(shingles: Codes) -> list[tuple[int, bytes]]:
    """The bands of a signature, each with its number.

    A permutation of the shingles is multiplication and addition modulo 2 ** 64, its upper half counts (Dietzfelbinger).
    """
    _, factors, summands = _multipliers()
    lowest = [
        ((shingles[at : at + _BLOCK, None] * factors + summands) >> np.uint64(32)).min(axis=0)
        for at in range(0, len(shingles), _BLOCK)
    ]
    rows = np.min(lowest, axis=0).astype(np.uint32).reshape(BANDS, ROWS)
    return [(number, row.tobytes()) for number, row in enumerate(rows)]


def jaccard(one: Codes, other: Codes) -> float:
    """Share of common members of two sorted sets, 0 to 1."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common) if len(one) or len(other) else 0.0
