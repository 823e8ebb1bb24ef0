"""What is shown of an article for a row: the paragraph of its evidence, or, of a long one, the sentence and some words.

Where sentences end is not in the tables; it is found anew, by the rules that numbered them, for a lighter shade of what
is around the sentence. Offsets are those of the tables, so what is marked as evidence is exact.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.reading.sentences import sentence_spans

#: Longest passage in characters, and the longest evidence that is shown whole.
LONGEST = 600
#: Characters of an article before and after the evidence that `passage_of` wants to see.
WINDOW = 700
_AROUND = 160
_LONGEST_EVIDENCE = 1_500


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is in a passage: its index, evidence and sentence in characters of the passage, end exclusive."""

    passage: int
    start: int
    end: int
    sentence_start: int
    sentence_end: int


@dataclass(slots=True)
class Passages:
    """Passages of articles, each once however many rows are in it."""

    articles: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    #: Whether words of the paragraph are left out: 1 before, 2 after, 3 both.
    cuts: list[int] = field(default_factory=list)
    _known: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def add(self, article: int, window: str, left: int, start: int, end: int) -> Place | None:
        """Return the place of the evidence `start`, `end` (in characters of the article).

        It is None when it is outside the text.

        `window` is a part of the article that begins at the character `left`.
        """
        begin, finish = start - left, min(end, start + _LONGEST_EVIDENCE) - left
        if not 0 <= begin < finish <= len(window):
            return None
        low, high, sentence, cut = _bounds(window, begin, finish)
        key = (article, left + low, left + high)
        if key not in self._known:
            self._known[key] = len(self.texts)
            self.articles.append(article)
            self.offsets.append(left + low)
            self.texts.append(window[low:high])
            self.cuts.append(cut)
        return Place(self._known[key], begin - low, finish - low, sentence[0] - low, sentence[1] - low)


def _bounds(window: str, start: int, end: int) -> tuple[int, int, tuple[int, int], int]:
    """Return first and last character of the passage, the sentence in it, and which sides of the paragraph are cut."""
    first = window.rfind("\n", 0, start) + 1
    last = window.find("\n", end)
    last = len(window) if last < 0 else last
    sentence = _sentence(window, start, end, first, last)
    if last - first <= LONGEST:
        return first, last, sentence, 0
    low, high = max(first, sentence[0] - _AROUND), min(last, sentence[1] + _AROUND)
    if high - low > _LONGEST_EVIDENCE + 2 * _AROUND:
        low, high = max(low, start - _AROUND), min(high, end + _AROUND)
    # To the beginning of a word and the end of one.
    low = low if low == first else min(window.find(" ", low, start) + 1 or start, start)
    high = high if high == last else max(window.rfind(" ", end, high), end)
    return low, high, (max(sentence[0], low), min(sentence[1], high)), (low > first) + 2 * (high < last)


def _sentence(window: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Return the first and last character of the sentence of the evidence, of several sentences where it goes on."""
    spans = [(first + begin, first + finish) for begin, finish in sentence_spans(window[first:last])]
    begins = [begin for begin, _ in spans if begin <= start]
    ends = [finish for _, finish in spans if finish >= end]
    return max(begins, default=first), min(ends, default=last)
