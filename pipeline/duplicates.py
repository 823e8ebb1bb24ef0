"""Articles that say the same: one wire story in several outlets.

MinHash signatures of word shingles (Broder 1997, by `datasketch`), cut into bands, find candidates in linear time: two
articles are compared when they have a band in common. The exact Jaccard similarity of the shingle sets decides.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from datasketch import MinHash, MinHashLSH

#: Words in a shingle, and the share of common shingles from which two texts are one story. Two outlets' versions of one
#: wire story, with a new lead or a sentence cut, share 0.6 and more; two stories on one meeting under 0.3.
SHINGLE_WORDS = 4
THRESHOLD = 0.6
#: Permutations of a signature; the recall of the candidate search at THRESHOLD is above 0.99 with this many.
PERMUTATIONS = 128
# The candidate search is asked for less than THRESHOLD, because a signature only estimates the similarity.
_CANDIDATE_THRESHOLD = 0.45

Key = TypeVar("Key", bound=Hashable)


def find_duplicates(articles: Iterable[tuple[str, str, str | None]]) -> dict[str, str]:
    """`article_id` of each duplicate, with the id of the earliest article it repeats.

    `articles` are (article_id, text, published); "earlier" is by published date (unknown ones last), then by id, so the
    result does not depend on the order of the input.
    """
    texts: dict[str, str] = {}
    found = []
    for article_id, text, published in articles:
        texts[article_id] = text
        found.append((*rank_of(article_id, published), bands_of(text)))
    ordered = [(article_id, bands) for *_, article_id, bands in sorted(found)]
    return repeated(ordered, lru_cache(maxsize=256)(lambda article_id: shingles_of(texts[article_id])))


def rank_of(article_id: str, published: str | None) -> tuple[bool, str, str]:
    """What articles are sorted by to tell which is the earlier one."""
    return published is None, published or "", article_id


def repeated(ordered: Iterable[tuple[Key, Sequence[int]]], shingles: Callable[[Key], frozenset[str]]) -> dict[Key, Key]:
    """Each duplicate with the first article that it repeats; `ordered` are keys with `bands_of`, the earliest first.

    `shingles` is asked for articles that have a band in common with an earlier one, and for these.
    """
    kept: dict[int, list[tuple[int, Key]]] = defaultdict(list)
    found: dict[Key, Key] = {}
    for number, (key, bands) in enumerate(ordered):
        candidates = sorted({candidate for band in bands for candidate in kept.get(band, ())})
        own = shingles(key) if candidates else frozenset()
        same = next((other for _, other in candidates if jaccard(own, shingles(other)) >= THRESHOLD), None)
        if same is not None:
            found[key] = same
            continue
        for band in bands:
            kept[band].append((number, key))
    return found


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[int, int], ...]:
    """The parts that a signature is cut into, as `datasketch` finds them best for the threshold."""
    return tuple(MinHashLSH(threshold=_CANDIDATE_THRESHOLD, num_perm=PERMUTATIONS).hashranges)


def bands_of(text: str) -> list[int]:
    """Numbers of 64 bits, one for each band of a text's signature; none for a text without words.

    Two texts with a number in common may be one story.
    """
    shingles = shingles_of(text)
    if not shingles:
        return []
    signature = MinHash(num_perm=PERMUTATIONS)
    signature.update_batch([s.encode() for s in sorted(shingles)])
    values = signature.hashvalues.astype("<u8")
    return [_number(index, values[start:end].tobytes()) for index, (start, end) in enumerate(_ranges())]


def _number(band: int, part: bytes) -> int:
    digest = hashlib.blake2b(bytes([band]) + part, digest_size=8).digest()
    return int.from_bytes(digest, "little")


def shingles_of(text: str) -> frozenset[str]:
    """Runs of SHINGLE_WORDS words of a text, case and punctuation left out; the whole text if it is shorter."""
    words = re.findall(r"\w+", text.casefold())
    if not words:
        return frozenset()
    runs = range(max(1, len(words) - SHINGLE_WORDS + 1))
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in runs)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of common members of two sets, 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0
