"""Theme and topics of a commitment, by weighted words (`lexicons/themes.csv`).

The words of the object count most, those of the rest of the sentence less, and the article as a whole speaks only when
neither says anything. Example: "ampliarán la cooperación energética" is `energy`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon import read_lexicon, split_cell

FALLBACK = "general_cooperation"
#: What a word counts in the object, in the sentence around it and in headline and first paragraph.
OBJECT_WEIGHT, SENTENCE_WEIGHT, ARTICLE_WEIGHT = 1.0, 0.35, 0.15
# A theme of the sentence or the article is believed only from this much on: one strong or two weak words around.
_MINIMUM = 0.3


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """An entry of the lexicon: words that speak for a theme and perhaps a topic."""

    id: str
    theme: str
    topic: str
    weight: float
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def theme_entries() -> tuple[ThemeEntry, ...]:
    """The lexicon with compiled patterns; `*` at the end of a word stands for any ending."""
    return tuple(
        ThemeEntry(e["id"], e["theme"], e["topic"], float(e["weight"]), _pattern(split_cell(e["words"])))
        for e in read_lexicon("themes")
    )


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [_word(w) for w in sorted(words, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def _word(word: str) -> str:
    escaped = re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return escaped if word.isupper() else f"(?i:{escaped})"


def find_theme(obj: str, sentence: str = "", article: str = "") -> tuple[str, tuple[str, ...], str]:
    """(theme, topics, id of the deciding entry) of a commitment.

    `obj` is the text of the object, `sentence` the sentence that holds it, `article` headline and first paragraph.
    Topics come from the object alone.
    """
    scores: dict[str, float] = defaultdict(float)
    decisive: dict[str, tuple[float, str]] = {}
    for text, factor in ((obj, OBJECT_WEIGHT), (sentence, SENTENCE_WEIGHT), (article, ARTICLE_WEIGHT)):
        if scores and max(scores.values()) >= _MINIMUM:
            break
        for entry, hits in _hits(text).items():
            gain = factor * entry.weight * (1 + 0.25 * (hits - 1))
            scores[entry.theme] += gain
            if gain > decisive.get(entry.theme, (0.0, ""))[0]:
                decisive[entry.theme] = (gain, entry.id)
    topics = tuple(dict.fromkeys(e.topic for e in _hits(obj) if e.topic))
    if not scores:
        return FALLBACK, topics, "none"
    theme = max(scores, key=lambda t: scores[t])
    if scores[theme] < 0.2:
        return FALLBACK, topics, "none"
    return theme, topics, decisive[theme][1]


@lru_cache(maxsize=256)
def _hits(text: str) -> Counter[ThemeEntry]:
    """How often each entry speaks in `text`; "seguridad" is silent inside "seguridad alimentaria"."""
    spans = [(m.start(), m.end(), e) for e in (theme_entries() if text else ()) for m in e.pattern.finditer(text)]
    spans.sort(key=lambda s: s[0] - s[1])
    taken: list[tuple[int, int]] = []
    found: Counter[ThemeEntry] = Counter()
    for start, end, entry in spans:
        if any(a <= start and end <= b and b - a > end - start for a, b in taken):
            continue
        taken.append((start, end))
        found[entry] = min(found[entry] + 1, 3)
    return found
