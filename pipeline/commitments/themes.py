"""Theme and topics of a commitment, by weighted words (`lexicons/themes.csv`).

The words of the object decide, the nearer to the predicate the more; what the whole article is about breaks ties and
speaks where the object is silent. Example: "ampliarán la cooperación energética" is `energy`.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from pipeline.lexicon import LexiconError, read_lexicon, split_cell

FALLBACK = "general_cooperation"
_MEETING = "mechanism_meeting"
# Chosen on annotated articles, sentences and phrases; neighbouring values are worse or the same.
#: Characters after which a word of the object counts only 1/e: "firmaron un acuerdo de pesca … en el puerto de Vigo".
DECAY = 60.0
#: A meeting is the theme only when it is what the predicate is about, not "al cierre de la XII Reunión".
MEETING_REACH = 70
#: A second hit of the same entry counts this much of the first.
REPETITION = 0.5
#: Weight of the article's own themes, and the share of its words that a theme needs to be one of them.
ARTICLE_WEIGHT, ARTICLE_SHARE = 0.7, 0.2
#: Share from which the article's theme is taken where the object is silent.
ARTICLE_SHARE_ALONE = 0.4
#: Words of the headline count so many times in the article.
HEADLINE = 3.0
#: From this much on the object speaks for itself.
_SPEAKS = 0.6
#: What the sentence and the text before it need for a word on an object that is silent.
NEAR_SENTENCE, NEAR_BEFORE = 0.3, 0.8
#: Less than this is no theme.
FLOOR = 0.3
#: Cooperation as such, and a meeting word lighter than this ("mecanismo"), give way to a field with that much of it.
CARRIER, GIVES_WAY = 1.0, 0.5
#: "acuerdos en materia de agua, vivienda y migraciones" is about cooperation as such: the entry of the word in front,
#: how many themes have to follow, within how many characters, and the weight of a word that counts as one.
_FIELDS = "fields"
FIELD_THEMES, FIELDS_REACH, FIELD_WEIGHT = 3, 120, 0.85

_TOKEN = re.compile(r"\w+")
#: Leaves the words of a text and what stands between them, in turn.
_SPLIT = re.compile(r"(\w+)")


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """An entry of the lexicon: its words speak for a theme and perhaps a topic.

    Words of weight 0 only keep shorter ones silent: "Puerto Rico" is no port.
    """

    id: str
    theme: str
    topic: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Surface:
    """One surface of an entry: "comerci*", "grupo* de trabajo"."""

    entry: ThemeEntry
    words: str
    #: One word in lower case: finding it in the index is enough.
    plain: bool


@dataclass(frozen=True, slots=True)
class _Index:
    """The surfaces by their first word, whole or without its ending; a text is looked up word by word."""

    whole: Mapping[str, tuple[_Surface, ...]]
    stems: Mapping[str, tuple[_Surface, ...]]
    #: The lengths that stems have, shortest first.
    lengths: tuple[int, ...]


@lru_cache(maxsize=1)
def theme_entries() -> tuple[ThemeEntry, ...]:
    """The entries of the lexicon in its order."""
    return tuple(ThemeEntry(e["id"], e["theme"], e["topic"], float(e["weight"])) for e in read_lexicon("themes"))


@lru_cache(maxsize=1)
def _index() -> _Index:
    whole: dict[str, list[_Surface]] = defaultdict(list)
    stems: dict[str, list[_Surface]] = defaultdict(list)
    for entry, row in zip(theme_entries(), read_lexicon("themes"), strict=True):
        for words in split_cell(row["words"]):
            first = _TOKEN.match(words)
            if first is None:
                raise LexiconError(f"themes.csv: '{words}' of '{entry.id}' does not begin with a word")
            side = stems if words[first.end() :].startswith("*") else whole
            plain = words.rstrip("*") == first.group().lower()
            side[first.group().lower()].append(_Surface(entry, words, plain))
    lengths = sorted({len(word) for word in stems})
    return _Index({w: tuple(s) for w, s in whole.items()}, {w: tuple(s) for w, s in stems.items()}, tuple(lengths))


class _Beginning(NamedTuple):
    """The surfaces whose first word fits a word; `longer` are those with more, and `any_longer` one pattern for all."""

    plain: tuple[_Surface, ...]
    longer: tuple[_Surface, ...]
    any_longer: re.Pattern[str] | None


@lru_cache(maxsize=1 << 15)
def _beginning(word: str) -> _Beginning | None:
    """The surfaces whose first word fits a word; None where there are none, as for most words."""
    found = _surfaces(word.lower())
    plain, longer = tuple(s for s in found if s.plain), tuple(s for s in found if not s.plain)
    return _Beginning(plain, longer, _any_of(longer) if longer else None) if found else None


def _surfaces(word: str) -> list[_Surface]:
    index = _index()
    found = list(index.whole.get(word, ()))
    for length in index.lengths:
        if length > len(word):
            break
        found += index.stems.get(word[:length], ())
    return found


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """`*` at the end of a word stands for any ending; a surface with capitals is found only with capitals."""
    return re.compile(_expression(words))


def _expression(words: str) -> str:
    escaped = re.escape(words).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return rf"(?i:{escaped}(?!\w))" if words == words.lower() else rf"{escaped}(?!\w)"


@cache
def _any_of(surfaces: tuple[_Surface, ...]) -> re.Pattern[str]:
    """What the text has where one of the surfaces begins: one look instead of one for each."""
    return re.compile("|".join(_expression(surface.words) for surface in surfaces))


def article_themes(title: str | None, text: str) -> dict[str, float]:
    """Share of each theme in the words of an article; meetings and cooperation as such say nothing and are left out."""
    scores: dict[str, float] = defaultdict(float)
    for part, factor in ((text, 1.0), (title or "", HEADLINE)):
        for _, entry in _hits(part):
            if entry.theme not in (FALLBACK, _MEETING):
                scores[entry.theme] += factor * entry.weight
    total = sum(scores.values())
    return {theme: score / total for theme, score in scores.items()}


def find_theme(
    obj: str, article: Mapping[str, float] | None = None, around: Sequence[str] = ()
) -> tuple[str, tuple[str, ...], str]:
    """(theme, topics, id of the deciding entry) of a commitment.

    `obj` is the text of the object, `article` the shares of `article_themes`, `around` the texts that are asked where
    object and article are silent, the nearest first. Topics come from the object alone.
    """
    hits = _hits(obj)
    topics = tuple(dict.fromkeys(entry.topic for _, entry in hits if entry.topic))
    if _is_list_of_fields(hits):
        return FALLBACK, topics, _FIELDS
    scores, decisive = _scores(hits)
    shares = article or {}
    if max(scores.values(), default=0.0) < _SPEAKS:
        leading = max(shares, key=lambda t: shares[t], default=FALLBACK)
        if shares.get(leading, 0.0) >= ARTICLE_SHARE_ALONE:
            return leading, topics, "article"
        near = _nearby(around)
        if near is not None:
            return near, topics, "nearby"
    for theme, share in shares.items():
        if share > ARTICLE_SHARE and scores:
            scores[theme] += ARTICLE_WEIGHT * share
    best = _best(scores, decisive)
    if scores.get(best, 0.0) < FLOOR:
        return FALLBACK, topics, "none"
    return best, topics, decisive[best].id if best in decisive else "article"


def sums(text: str, fade: Callable[[int], float]) -> dict[str, float]:
    """Weights of the words of a text, summed up by theme; `fade` tells what a character's place in it makes of one."""
    scores: dict[str, float] = defaultdict(float)
    for entry, gain in _gains(_hits(text), fade):
        scores[entry.theme] += gain
    return dict(scores)


def _gains(hits: Iterable[tuple[int, ThemeEntry]], fade: Callable[[int], float]) -> Iterator[tuple[ThemeEntry, float]]:
    """Each word's entry and what it adds; a second word of an entry adds less, one without weight nothing."""
    seen: set[str] = set()
    for start, entry in hits:
        if entry.weight:
            yield entry, entry.weight * fade(start) * (REPETITION if entry.id in seen else 1.0)
            seen.add(entry.id)


def nearness(start: int) -> float:
    """What a word's place in the object makes of its weight: the nearer to the predicate the more."""
    return math.exp(-start / DECAY)


def entries_in(text: str) -> list[str]:
    """Ids of the entries whose words are in a text, by position."""
    return [entry.id for _, entry in _hits(text)]


def _nearby(around: Sequence[str]) -> str | None:
    """The field that the sentence, else the text before it, speaks of: "El puerto … Se comprometieron a ello"."""
    for text, least in zip(around, (NEAR_SENTENCE, NEAR_BEFORE), strict=False):
        scores, _ = _scores(_hits(text))
        fields = {theme: score for theme, score in scores.items() if theme not in (FALLBACK, _MEETING)}
        field = max(fields, key=lambda t: fields[t], default=None)
        if field is not None and fields[field] >= least:
            return field
    return None


def _scores(hits: tuple[tuple[int, ThemeEntry], ...]) -> tuple[dict[str, float], dict[str, ThemeEntry]]:
    """Score of each theme in an object, and the entry that gave most of it."""
    scores: dict[str, float] = defaultdict(float)
    most: dict[str, float] = defaultdict(float)
    decisive: dict[str, ThemeEntry] = {}
    near = ((start, entry) for start, entry in hits if entry.theme != _MEETING or start <= MEETING_REACH)
    for entry, gain in _gains(near, nearness):
        scores[entry.theme] += gain
        if gain > most[entry.theme]:
            most[entry.theme], decisive[entry.theme] = gain, entry
    return scores, decisive


def _best(scores: Mapping[str, float], decisive: Mapping[str, ThemeEntry]) -> str:
    """The theme with the highest score; what only carries a field gives way to it.

    "Cooperación en salud" is about health, "un mecanismo contra la trata" about security.
    """
    best = max(scores, key=lambda t: scores[t], default=FALLBACK)
    carries = best == FALLBACK or (best == _MEETING and decisive[best].weight < CARRIER)
    fields = {theme: score for theme, score in scores.items() if theme not in (FALLBACK, _MEETING)}
    if not carries or not fields:
        return best
    field = max(fields, key=lambda t: fields[t])
    return field if fields[field] >= GIVES_WAY * scores.get(best, 0.0) else best


def _is_list_of_fields(hits: tuple[tuple[int, ThemeEntry], ...]) -> bool:
    """Is the object a list of several fields ("cooperan en sectores como salud, energía y transportes")?"""
    head = next((start for start, entry in hits if entry.id == _FIELDS), FIELDS_REACH)
    themes = {
        entry.theme
        for start, entry in hits
        if head < start < FIELDS_REACH and entry.weight >= FIELD_WEIGHT and entry.theme not in (FALLBACK, _MEETING)
    }
    return len(themes) >= FIELD_THEMES


def _matches(text: str) -> Iterator[tuple[int, int, ThemeEntry]]:
    """(start, end, entry) of every surface in a text, one inside the other too."""
    parts = _SPLIT.split(text)  # gap, word, gap, word, ..., gap
    beginnings = list(map(_beginning, parts[1::2]))
    ends = list(accumulate(map(len, parts)))
    places = zip(ends[::2], ends[1::2], beginnings, strict=False)  # no word behind the last gap
    for start, end, beginning in [(start, end, found) for start, end, found in places if found is not None]:
        for surface in beginning.plain:
            yield start, end, surface.entry
        if beginning.any_longer is not None and beginning.any_longer.match(text, start):
            for surface in beginning.longer:
                if match := _pattern(surface.words).match(text, start):
                    yield start, match.end(), surface.entry


@lru_cache(maxsize=64)
def _hits(text: str) -> tuple[tuple[int, ThemeEntry], ...]:
    """(position, entry) of each word; "seguridad" is silent inside "seguridad alimentaria"."""
    kept: list[tuple[int, ThemeEntry]] = []
    heap: list[tuple[int, int, ThemeEntry]] = []
    last = 0
    for span in dict.fromkeys(_matches(text)):  # by their starts
        if span[0] >= last:
            kept += _longest(heap)
            heap = []
        heap.append(span)
        last = max(last, span[1])
    kept += _longest(heap)
    return tuple(sorted(kept, key=lambda k: (k[0], k[1].id)))


def _longest(spans: list[tuple[int, int, ThemeEntry]]) -> Iterator[tuple[int, ThemeEntry]]:
    """(position, entry) of those of some overlapping surfaces that lie in no longer one."""
    if len(spans) == 1:
        yield spans[0][0], spans[0][2]
        return
    covered: dict[int, int] = {}
    for start, end, entry in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        length = end - start
        if covered.get(start, 0) <= length and covered.get(end - 1, 0) <= length:
            yield start, entry
            covered.update({i: max(length, covered.get(i, 0)) for i in range(start, end)})
