"""Articles that say the same: one wire story in several outlets.

MinHash signatures of word shingles find candidates in linear time (Broder 1997, by `datasketch`), the exact Jaccard
similarity of the shingle sets decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from datasketch import MinHash, MinHashLSH

#: Words in a shingle, and the share of common shingles from which two texts are one story. Two outlets' versions of one
#: wire story, with a new lead or a sentence cut, share 0.6 and more; two stories on one meeting under 0.3.
SHINGLE_WORDS = 4
THRESHOLD = 0.6
#: Permutations of a signature; the recall of the candidate search at THRESHOLD is above 0.99 with this many.
PERMUTATIONS = 128
# The candidate search is asked for less than THRESHOLD, because a signature only estimates the similarity.
_CANDIDATE_THRESHOLD = 0.45


def find_duplicates(articles: Iterable[tuple[str, str, str | None]]) -> dict[str, str]:
    """`article_id` of each duplicate, with the id of the earliest article it repeats.

    `articles` are (article_id, text, published); "earlier" is by published date (unknown ones last), then by id, so the
    result does not depend on the order of the input.
    """
    ordered = sorted(articles, key=lambda a: (a[2] is None, a[2] or "", a[0]))
    index = MinHashLSH(threshold=_CANDIDATE_THRESHOLD, num_perm=PERMUTATIONS)
    kept: dict[str, frozenset[str]] = {}
    rank: dict[str, int] = {}
    found: dict[str, str] = {}
    for article_id, text, _ in ordered:
        shingles = shingles_of(text)
        if not shingles:
            continue
        signature = MinHash(num_perm=PERMUTATIONS)
        signature.update_batch([s.encode() for s in sorted(shingles)])
        same = [i for i in index.query(signature) if jaccard(shingles, kept[i]) >= THRESHOLD]
        if same:
            found[article_id] = min(same, key=rank.__getitem__)
        else:
            rank[article_id] = len(rank)
            kept[article_id] = shingles
            index.insert(article_id, signature)
    return found


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
