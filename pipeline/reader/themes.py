"""What words speak for, by `lexicons/themes.csv`: topics ("tres fuerzas malignas") and sums of weights by theme."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from pipeline.knowledge.entries import LexiconError, split_cell
from pipeline.knowledge.lexicon import per_lexicon, read_lexicon

#: A second hit of the same entry counts this much of the first.
REPETITION = 0.5

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


@per_lexicon
def theme_entries() -> tuple[ThemeEntry, ...]:
    """Return the entries of the lexicon in its order."""
    return tuple(ThemeEntry(e["id"], e["theme"], e["topic"], float(e["weight"])) for e in read_lexicon("themes"))


@per_lexicon
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


@per_lexicon(maxsize=1 << 15)
def _beginning(word: str) -> _Beginning | None:
    """Return the surfaces whose first word fits a word; None where there are none, as for most words."""
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
    """Return the pattern of a surface: `*` ends a word with any ending, capitals are found only as capitals."""
    return re.compile(_expression(words))


def _expression(words: str) -> str:
    escaped = re.escape(words).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return rf"(?i:{escaped}(?!\w))" if words == words.lower() else rf"{escaped}(?!\w)"


@cache
def _any_of(surfaces: tuple[_Surface, ...]) -> re.Pattern[str]:
    """Return the pattern of some surfaces, which looks once instead of once for each."""
    return re.compile("|".join(_expression(surface.words) for surface in surfaces))


def theme_hits(text: str) -> tuple[tuple[int, ThemeEntry], ...]:
    """Return (position, entry) of each word of the lexicon in a text, by position."""
    return _hits(text)


def theme_sums(
    hits: Sequence[tuple[int, ThemeEntry]], start: int, end: int, *, fade: float | None = None
) -> dict[str, float]:
    """Return the weights of the hits between two characters, summed up by theme; a second word of an entry counts half.

    With `fade` a word that stands so many characters from `start` counts 1/e.
    """
    sums: dict[str, float] = defaultdict(float)
    seen: set[str] = set()
    first = bisect_left(hits, start, key=itemgetter(0))
    for at, entry in hits[first : bisect_left(hits, end, lo=first, key=itemgetter(0))]:
        near = math.exp((start - at) / fade) if fade is not None else 1.0
        sums[entry.theme] += entry.weight * near * (REPETITION if entry.id in seen else 1.0)
        seen.add(entry.id)
    return dict(sums)


def topics_in(text: str) -> tuple[str, ...]:
    """Return the topics that the words of a text speak for, by position and without repetition."""
    return tuple(dict.fromkeys(entry.topic for _, entry in _hits(text) if entry.topic))


def _matches(text: str) -> Iterator[tuple[int, int, ThemeEntry]]:
    """Yield (start, end, entry) of every surface in a text, one inside the other too."""
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


@per_lexicon(maxsize=64)
def _hits(text: str) -> tuple[tuple[int, ThemeEntry], ...]:
    """Return (position, entry) of each word; "seguridad" is silent inside "seguridad alimentaria"."""
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
    """Yield (position, entry) of those of some overlapping surfaces that lie in no longer one."""
    if len(spans) == 1:
        yield spans[0][0], spans[0][2]
        return
    covered: dict[int, int] = {}
    for start, end, entry in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        length = end - start
        if covered.get(start, 0) <= length and covered.get(end - 1, 0) <= length:
            yield start, entry
            covered.update({i: max(length, covered.get(i, 0)) for i in range(start, end)})
