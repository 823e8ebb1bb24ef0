"""Theme and topics of a commitment, by weighted words (`lexicons/themes.csv`).

The words of the object decide, the nearer to the predicate the more; what the whole article is about breaks ties and
speaks where the object is silent. Example: "ampliarán la cooperación energética" is `energy`.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon import read_lexicon, split_cell

FALLBACK = "general_cooperation"
_MEETING = "mechanism_meeting"
# Chosen on annotated articles; every neighbouring value is worse or the same.
#: Characters after which a word of the object counts only 1/e.
DECAY = 200.0
#: A meeting is the theme only when it is what the predicate is about, not "al cierre de la XII Reunión".
MEETING_REACH = 70
#: A second hit of the same entry counts this much of the first.
REPETITION = 0.25
#: Weight of the article's own themes, and the share of its words that a theme needs to be one of them.
ARTICLE_WEIGHT, ARTICLE_SHARE = 0.4, 0.2
#: Share from which the article's theme is taken where the object is silent.
ARTICLE_SHARE_ALONE = 0.4
#: Words of the headline count so many times in the article.
HEADLINE = 3.0
#: From this much on the object speaks for itself.
_SPEAKS = 0.3
#: Less than this is no theme.
FLOOR = 0.2


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """An entry of the lexicon: words that speak for a theme and perhaps a topic."""

    id: str
    theme: str
    topic: str
    weight: float
    pattern: re.Pattern[str]
    #: One of these is in any text that the pattern fits; looking for them is faster.
    stems: tuple[str, ...]


@lru_cache(maxsize=1)
def theme_entries() -> tuple[ThemeEntry, ...]:
    """The lexicon with compiled patterns; `*` at the end of a word stands for any ending."""
    return tuple(
        ThemeEntry(
            e["id"], e["theme"], e["topic"], float(e["weight"]), _pattern(split_cell(e["words"])), _stems(e["words"])
        )
        for e in read_lexicon("themes")
    )


def _stems(cell: str) -> tuple[str, ...]:
    """The first word of each surface without its ending, in lower case."""
    return tuple({word.split()[0].split("*")[0].lower() for word in split_cell(cell)})


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [_word(w) for w in sorted(words, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def _word(word: str) -> str:
    escaped = re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return escaped if word.isupper() else f"(?i:{escaped})"


def article_themes(title: str | None, text: str) -> dict[str, float]:
    """Share of each theme in the words of an article; meetings and cooperation as such say nothing and are left out."""
    scores: dict[str, float] = defaultdict(float)
    for part, factor in ((text, 1.0), (title or "", HEADLINE)):
        for _, entry in _hits(part):
            if entry.theme not in (FALLBACK, _MEETING):
                scores[entry.theme] += factor * entry.weight
    total = sum(scores.values())
    return {theme: score / total for theme, score in scores.items()}


def find_theme(obj: str, article: Mapping[str, float] | None = None) -> tuple[str, tuple[str, ...], str]:
    """(theme, topics, id of the deciding entry) of a commitment.

    `obj` is the text of the object, `article` the shares of `article_themes`. Topics come from the object alone.
    """
    scores: dict[str, float] = defaultdict(float)
    decisive: dict[str, tuple[float, str]] = {}
    seen: Counter[str] = Counter()
    hits = _hits(obj)
    for start, entry in hits:
        if entry.theme == _MEETING and start > MEETING_REACH:
            continue
        seen[entry.id] += 1
        gain = entry.weight * math.exp(-start / DECAY) * (1.0 if seen[entry.id] == 1 else REPETITION)
        scores[entry.theme] += gain
        decisive[entry.theme] = max(decisive.get(entry.theme, (0.0, "")), (gain, entry.id))
    topics = tuple(dict.fromkeys(entry.topic for _, entry in hits if entry.topic))
    shares = article or {}
    if max(scores.values(), default=0.0) < _SPEAKS:
        leading = max(shares, key=lambda t: shares[t], default=FALLBACK)
        if shares.get(leading, 0.0) >= ARTICLE_SHARE_ALONE:
            return leading, topics, "article"
    for theme, share in shares.items():
        if share > ARTICLE_SHARE and scores:
            scores[theme] += ARTICLE_WEIGHT * share
    best = max(scores, key=lambda t: scores[t], default=FALLBACK)
    if scores.get(best, 0.0) < FLOOR:
        return FALLBACK, topics, "none"
    return best, topics, decisive.get(best, (0.0, "article"))[1]


def _matches(entry: ThemeEntry, text: str, lower: str) -> Iterator[re.Match[str]]:
    """As `entry.pattern.finditer(text)`, tried only where one of the stems begins, which is much faster."""
    if len(lower) != len(text):  # "İ" is two characters in lower case
        yield from entry.pattern.finditer(text)
        return
    last = 0
    for start in sorted(at for stem in entry.stems for at in _occurrences(lower, stem)):
        match = entry.pattern.match(text, start) if start >= last else None
        if match:
            yield match
            last = match.end()


def _occurrences(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


@lru_cache(maxsize=64)
def _hits(text: str) -> tuple[tuple[int, ThemeEntry], ...]:
    """(position, entry) of each word; "seguridad" is silent inside "seguridad alimentaria"."""
    lower = text.lower()
    entries = [e for e in theme_entries() if any(stem in lower for stem in e.stems)]
    spans = [(m.start(), m.end(), e) for e in entries for m in _matches(e, text, lower)]
    spans.sort(key=lambda s: (s[0] - s[1], s[0]))
    covered: dict[int, int] = {}
    kept = []
    for start, end, entry in spans:
        length = end - start
        if all(covered.get(i, 0) <= length for i in (start, end - 1)):
            kept.append((start, entry))
            covered.update({i: max(length, covered.get(i, 0)) for i in range(start, end)})
    return tuple(sorted(kept, key=lambda k: (k[0], k[1].id)))
