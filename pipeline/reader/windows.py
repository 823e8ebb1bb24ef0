"""What the network reads: an article cut into windows of whole sentences, as ids of word pieces.

A window begins with the beginning of the title and the end of the sentence before, so that its first sentence is not
read out of the blue. Tokens of spaCy are only looked up in it: each has the piece that its first character lies in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Pieces of a window's own sentences at most, and of the title and the sentence before in front of them.
BODY, TITLE, TAIL = 192, 16, 24
#: Ids of the marks of begin, padding and end of a stretch, as in XLM-R.
BEGIN, PADDING, END = 0, 1, 2

Range = tuple[int, int]


@dataclass(slots=True)
class Window:
    """Ids of pieces, and how many of them stand in front of the window's own sentences."""

    ids: list[int] = field(default_factory=list)
    lead: int = 0


@dataclass(frozen=True, slots=True)
class WindowedText:
    """The windows of an article, and for each word (window, piece); None for words that were cut off or not read."""

    windows: list[Window]
    places: list[tuple[int, int] | None]


def read_windows(
    tokenizer: Tokenizer, text: str, title: str, sentences: Sequence[Range], words: Sequence[Range]
) -> WindowedText:
    """Return the windows of `text`; `sentences` are ranges of words, `words` ranges of characters, both in order."""
    head = tokenizer.encode(title, add_special_tokens=False).ids[:TITLE] if title else []
    spans = [(words[s][0], words[e - 1][1]) for s, e in sentences]
    encoded = tokenizer.encode_batch([text[a:b] for a, b in spans], add_special_tokens=False)
    windows: list[Window] = []
    places: list[tuple[int, int] | None] = [None] * len(words)
    tail: list[int] = []
    starts = _window_starts([len(each.ids) for each in encoded])
    for sentence, (begin, _), pieces, opens in zip(sentences, spans, encoded, starts, strict=True):
        if opens or not windows:
            lead = [BEGIN, *head, END, *tail[-TAIL:], END]
            windows.append(Window(lead, len(lead)))
        window, tail = windows[-1], pieces.ids[:BODY]
        ends = [begin + end for _, end in pieces.offsets[:BODY]]
        for word, piece in _pieces_of_words(words, sentence, ends):
            places[word] = len(windows) - 1, len(window.ids) + piece
        window.ids += tail
    for window in windows:
        window.ids.append(END)
    return WindowedText(windows, places)


def _window_starts(sizes: Sequence[int]) -> list[bool]:
    """Return where windows begin: few, and of about the same length, for short ones are padded to the longest."""
    total = sum(min(size, BODY) for size in sizes)
    aim = total / max(1, -(-total // BODY))
    opens, room = [], 0.0
    for size in sizes:
        size = min(size, BODY)
        begins = room + size > BODY or room + size / 2 > aim
        opens.append(begins)
        room = size if begins else room + size
    return opens


def _pieces_of_words(words: Sequence[Range], sentence: Range, ends: Sequence[int]) -> Iterator[Range]:
    """Yield each word of a sentence with the number of its piece; `ends` are those of the pieces that are read."""
    piece = 0
    for word in range(*sentence):
        while piece < len(ends) and ends[piece] <= words[word][0]:
            piece += 1
        if piece == len(ends):
            return
        yield word, piece
