"""An article cut into windows: which pieces each holds, and where each word is looked up. No model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.reader.windows import BEGIN, END, PADDING, Range, WindowedText, read_windows

#: Id of every piece that is no number.
LETTERS = 7


class Pieces:
    """A tokenizer: a number is one piece and its own id, words are cut behind every fourth letter."""

    def __init__(self, pattern: str = r"\d+|[^\W\d]{1,4}|[.,]") -> None:
        self.pattern = re.compile(pattern)

    def encode(self, text: str, *, add_special_tokens: bool) -> Any:
        assert not add_special_tokens
        found = list(self.pattern.finditer(text))
        ids = [int(m[0]) if m[0].strip().isdigit() else LETTERS for m in found]
        return SimpleNamespace(ids=ids, offsets=[m.span() for m in found])

    def encode_batch(self, texts: Sequence[str], *, add_special_tokens: bool) -> list[Any]:
        return [self.encode(text, add_special_tokens=add_special_tokens) for text in texts]


def numbered(*sizes: int, title: str = "") -> WindowedText:
    """The windows of sentences of so many words, which are the numbers from 1000 on."""
    count = sum(sizes)
    text = " ".join(str(1000 + i) for i in range(count))
    words = [(5 * i, 5 * i + 4) for i in range(count)]
    return read_windows(Pieces(), text, title, list(pairwise([0, *accumulate(sizes)])), words)


def places(text: str, words: Sequence[str], tokenizer: Any = None) -> list[tuple[int, int] | None]:
    """Place of each word of a text of one sentence."""
    spans: list[Range] = []
    for word in words:
        start = text.index(word, spans[-1][1] if spans else 0)
        spans.append((start, start + len(word)))
    return read_windows(tokenizer or Pieces(), text, "", [(0, len(words))], spans).places


def test_marks_are_those_of_the_encoder() -> None:
    assert (BEGIN, PADDING, END) == (0, 1, 2)


def test_a_window_is_title_sentence_before_and_sentences() -> None:
    cut = numbered(2, 1, title="11 12")
    (window,) = cut.windows
    assert window.ids == [BEGIN, 11, 12, END, END, 1000, 1001, 1002, END]
    assert window.lead == 5
    assert cut.places == [(0, 5), (0, 6), (0, 7)]


def test_without_a_title() -> None:
    assert numbered(1).windows[0].ids == [BEGIN, END, END, 1000, END]


def test_nothing_is_read_of_no_sentences() -> None:
    cut = read_windows(Pieces(), "", "11", [], [])
    assert (cut.windows, cut.places) == ([], [])


@pytest.mark.parametrize(("pieces", "kept"), [(15, 15), (16, 16), (17, 16)])
def test_of_a_long_title_sixteen_pieces_are_kept(pieces: int, kept: int) -> None:
    title = " ".join(str(10 + i) for i in range(pieces))
    assert numbered(1, title=title).windows[0].ids[1:-3] == [*range(10, 10 + kept), END]


@pytest.mark.parametrize(
    ("sizes", "before"),
    [
        ((23, 192), list(range(1000, 1023))),
        ((24, 192), list(range(1000, 1024))),
        ((25, 192), list(range(1001, 1025))),
        ((190, 2, 192), [1190, 1191]),  # of one sentence only
    ],
)
def test_the_end_of_the_sentence_before_stands_in_front(sizes: tuple[int, ...], before: list[int]) -> None:
    first, second = numbered(*sizes, title="11").windows
    assert first.ids[: first.lead] == [BEGIN, 11, END, END]
    assert second.ids[: second.lead] == [BEGIN, 11, END, *before, END]


@pytest.mark.parametrize(
    ("sizes", "windows"),
    [
        ((192,), [192]),
        ((96, 96), [192]),
        ((96, 97), [96, 97]),
        ((50, 50, 50, 50), [100, 100]),  # not 150 and 50
        ((40, 40, 40, 40, 40), [120, 80]),
        ((80, 80, 60), [80, 140]),  # more than half of the second one is behind the middle
        ((100, 90, 100, 90), [190, 190]),
        ((120, 120, 120), [120, 120, 120]),
    ],
)
def test_windows_are_whole_sentences_and_about_equally_long(sizes: tuple[int, ...], windows: list[int]) -> None:
    assert [len(w.ids) - w.lead - 1 for w in numbered(*sizes).windows] == windows


@pytest.mark.xfail(strict=True, reason="each window alone looks whether it has enough")
@pytest.mark.parametrize("sizes", [(70, 80, 50), (170, 22, 150, 18)])
def test_windows_are_as_few_as_need_be(sizes: tuple[int, ...]) -> None:
    assert len(numbered(*sizes).windows) == 2


def test_a_sentence_that_is_too_long_is_cut() -> None:
    cut = numbered(193, 1)
    first, second = cut.windows
    assert first.ids[first.lead :] == [*range(1000, 1192), END]
    assert cut.places[191] == (0, 3 + 191)
    assert cut.places[192] is None, "the word that was cut off"
    assert second.ids == [BEGIN, END, *range(1168, 1192), END, 1193, END], "its tail is the end of what was read"
    assert cut.places[193] == (1, 27)


def test_places_go_on_in_the_next_window() -> None:
    cut = numbered(100, 100)
    assert cut.places[99] == (0, 3 + 99)
    assert cut.places[100] == (1, 27), "behind begin, end, 24 pieces and end"


TEXT, WORDS = "Perú firmó el convenio.", ["Perú", "firmó", "el", "convenio", "."]


def test_a_word_has_its_first_piece() -> None:
    # Perú | firm ó | el | conv enio | .
    assert places(TEXT, WORDS) == [(0, 3), (0, 4), (0, 6), (0, 7), (0, 9)]


def test_pieces_may_begin_with_the_space_before_the_word() -> None:
    assert places(TEXT, WORDS, Pieces(r" ?[^\W\d]{1,4}|[.,]")) == [(0, 3), (0, 4), (0, 6), (0, 7), (0, 9)]


def test_words_of_one_piece_share_it() -> None:
    assert places("dárselo", ["dár", "se", "lo"], Pieces(r"\w+")) == [(0, 3), (0, 3), (0, 3)]


def test_a_word_without_piece_at_the_end_is_not_read() -> None:
    assert places("Lima ☂", ["Lima", "☂"]) == [(0, 3), None]


def test_offsets_are_those_of_the_text() -> None:
    text = "Perú firmó. Chile firmó."
    words = [(0, 4), (5, 10), (10, 11), (12, 17), (18, 23), (23, 24)]
    cut = read_windows(Pieces(), text, "", [(0, 3), (3, 6)], words)
    # Perú firm ó . Chil e firm ó .
    assert cut.places == [(0, 3), (0, 4), (0, 6), (0, 7), (0, 9), (0, 11)]
