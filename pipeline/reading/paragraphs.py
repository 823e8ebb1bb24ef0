"""Printed lines to paragraphs: what belongs together joined, words parted at the ends of lines made whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from statistics import median

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon, word_list
from pipeline.reading.page_order import Block, Piece

#: A line begins a paragraph when it stands further from the one before than lines usually do, so many times.
_FURTHER = 1.25
#: A line is indented when it begins so many sizes of its letters to the right of its column.
_INDENT = (0.7, 8.0)
#: Lines of a heading stand at most so many sizes of their letters apart.
_HEADING_LEADING = 1.9
#: Leading where nothing tells it.
_USUAL_LEADING = 1.2
#: Lines whose letters differ more than this in height are not of one paragraph.
_OTHER_SIZE = 1.12
#: Characters that end a sentence, and those that may stand behind them.
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*$")
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
#: The first of two numbers with a hyphen between them.
_CUT_NUMBERS = re.compile(r"\d-$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


@dataclass(frozen=True)
class Paragraph:
    """Lines of one paragraph, or of one heading."""

    lines: Sequence[Piece]

    @cached_property
    def size(self) -> float:
        """The usual height of its letters."""
        return median(line.size for line in self.lines)


def paragraphs_of(blocks: Sequence[Block]) -> list[Paragraph]:
    """Return the paragraphs of a document, whose blocks are in the order of reading."""
    leading = _leading(blocks)
    parts = [part for block in blocks for part in _parted(block, leading)]
    is_indented = sum(part.begins_indented for part in parts) * 3 > len(parts)
    found: list[list[Piece]] = []
    last: _Part | None = None
    for part in parts:
        if last is not None and part.is_first and _goes_on(last, part, is_indented):
            found[-1] += part.lines
        else:
            found.append([*part.lines])
        last = part
    return [Paragraph(lines) for lines in found]


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, or what of it stands in one block, whose sides are `left` and `right`."""

    lines: Sequence[Piece]
    left: float
    right: float
    #: Whether it is the first of its block, so that it may go on with what the block before ended with.
    is_first: bool

    @property
    def begins_indented(self) -> bool:
        """Whether its first line begins to the right of the column."""
        return _is_indented(self.lines[0], self.left)


def _parted(block: Block, leading: Mapping[float, float]) -> Iterator[_Part]:
    left, right = min(line.left for line in block), max(line.right for line in block)
    lines: list[Piece] = []
    is_first = True
    for line in block:
        if lines and _begins(line, lines[-1], left, right, leading):
            yield _Part(lines, left, right, is_first)
            lines, is_first = [], False
        lines.append(line)
    yield _Part(lines, left, right, is_first)


def _begins(line: Piece, last: Piece, left: float, right: float, leading: Mapping[float, float]) -> bool:
    """Whether a line begins a paragraph, by the one before it in the same column."""
    if _differ(line, last) or line.top - last.top > _FURTHER * leading[round(line.size)] * line.size:
        return True
    if _is_indented(line, left) and not _is_indented(last, left):
        return True
    return _leaves_room(last, right, line) and _SENTENCE_END.search(last.text) is not None


def _goes_on(last: _Part, part: _Part, is_indented: bool) -> bool:
    """Whether the first paragraph of a block is the rest of the last one of the block before."""
    end, begin = last.lines[-1], part.lines[0]
    if _differ(end, begin) or part.begins_indented:
        return False
    if _SENTENCE_END.search(end.text) is None:
        return begin.text[:1].islower() or not _leaves_room(end, last.right, begin)
    return is_indented and not _leaves_room(end, last.right, begin)


def _differ(one: Piece, other: Piece) -> bool:
    return max(one.size, other.size) > _OTHER_SIZE * min(one.size, other.size)


def _is_indented(line: Piece, left: float) -> bool:
    least, most = _INDENT
    return least * line.size < line.left - left < most * line.size


def _leaves_room(line: Piece, right: float, after: Piece) -> bool:
    """Whether the first word of the line after it would have fitted into a line, so that it ends there on purpose."""
    letter = (line.right - line.left) / len(line.text)
    return right - line.right > (len(after.text.split()[0]) + 1) * letter


def _leading(blocks: Iterable[Block]) -> Mapping[float, float]:
    """Return how far one line usually stands from the next, in sizes of letters, by the size in points."""
    steps: dict[float, list[float]] = defaultdict(list)
    for above, below in chain.from_iterable(map(pairwise, blocks)):
        step = (below.top - above.top) / above.size
        if not _differ(above, below) and 0 < step < _HEADING_LEADING:
            steps[round(below.size)].append(step)
    return defaultdict(lambda: _USUAL_LEADING, {size: median(found) for size, found in steps.items()})


def text_of(paragraph: Paragraph, words: frozenset[str]) -> str:
    """Return a paragraph as one line. `words` are those of the document, in lower case."""
    text = ""
    for line in paragraph.lines:
        text = _with_line(text, " ".join(line.text.split()), words)
    return text


def _with_line(text: str, line: str, words: frozenset[str]) -> str:
    """Return a text with the next line, whose first word may be the rest of the last one."""
    if _CUT_NUMBERS.search(text) and line[0].isdigit():
        return text + line
    parted, rest = _HYPHEN.search(text), _WORD.match(line)
    if parted is None or rest is None:
        return f"{text} {line}" if text else line
    if line[0].isupper():
        return text + line
    is_compound = text[-1] != "\u00ad" and _is_compound(parted[1].lower(), rest[0].lower(), words)
    return (text if is_compound else text[:-1]) + line


def _is_compound(first: str, rest: str, words: frozenset[str]) -> bool:
    """Whether a hyphen at the end of a line is one of the word: the rest of "franco-alemán", not that of "acuer-do"."""
    if first + rest in words:
        return False
    return f"{first}-{rest}" in words or first in _first_parts()


@per_lexicon
def _first_parts() -> frozenset[str]:
    """Return the first parts of compounds: "franco", "político"."""
    demonyms = (row["form"] for row in read_lexicon("demonyms") if row["form"].endswith("o"))
    return frozenset(chain(demonyms, word_list("reading_words", "first part")))


def words_of(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the words of all lines, in lower case, but for those that a line ends or begins with."""
    lines = (line.text for block in blocks for line in block)
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line)[1:-1])
