"""What was said: the quotation or the clause that belongs to a verb or marker of speech."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.text.quotes import Quote

Range = tuple[int, int]

#: What may stand between a verb and its "que": the speaker, to whom and when.
_QUE = re.compile(r"[^.;:«“\"]{0,160}?\bque\b\s*", re.IGNORECASE)
#: Words that begin the clause of another statement: "dijo que vendrá | y agregó …".
_CUT = re.compile(r"(?:[,;–—-]|\s(?:y|e|pero|mientras(?: que)?|aunque))\s*(?:\w+\s){0,3}$")
#: Between a verb and its quotation stand at most so many words.
_NEAR = 8
#: Characters between a verb and its speaker at most, for these to stand side by side.
_BESIDE = 40
#: Characters between the end of a sentence and the quotation that belongs to it at most: «dijo: "».
_MARKS = 3
#: A verb in parenthesis stands behind a mark: "…, dijo Vera", "…", según Vera".
_PARENTHESIS = re.compile(r"[,–—»”\"]\s*(?:\w+\s){0,3}$")
#: A connective in front of a verb in parenthesis ("De hecho, dijo, …") is no clause.
_CONNECTIVE = 25


def content_of(
    text: str,
    sentence: Range,
    verb: Range,
    quotes: Sequence[Quote],
    *,
    direct: bool,
    speaker: Range | None = None,
    following: int | None = None,
) -> Range:
    """Return the characters of what was said with a verb in a sentence, an empty range where nothing is left.

    It is the quotation of a `direct` statement without its marks, else the clause after the verb, else the one before
    it. `speaker` are the characters of who speaks, where it stands in the sentence, `following` is where the next verb
    of speech of the sentence begins.
    """
    if direct and (quote := _quote_of(text, sentence, verb, quotes)) is not None:
        return quote.inner_start, quote.inner_end
    end = _cut(text, verb[1], following) if following is not None and following > verb[1] else sentence[1]
    que = _QUE.match(text, verb[1], end)
    if que is not None:
        return trimmed(text, que.end(), end)
    after, before = _around(text, (sentence[0], end), verb, speaker)
    if _is_introduced(text, verb, before, speaker):
        return after if after[0] < after[1] else before
    is_parenthesis = _PARENTHESIS.search(text, sentence[0], verb[0]) is not None
    return before if is_parenthesis or _is_short(after) else after


def _is_introduced(text: str, verb: Range, before: Range, speaker: Range | None) -> bool:
    """Whether what was said comes after the verb: its speaker or next to nothing precedes, or a colon follows."""
    if _is_short(before) or text.startswith(":", verb[1]):
        return True
    return speaker is not None and _is_beside(speaker[1], verb[0])


def _around(text: str, sentence: Range, verb: Range, speaker: Range | None) -> tuple[Range, Range]:
    """Return the words after a verb and those before it, without a speaker that stands beside it."""
    start, end = verb[1], verb[0]
    if speaker is not None and _is_beside(verb[1], speaker[0]):
        start = min(speaker[1], sentence[1])
    if speaker is not None and _is_beside(speaker[1], verb[0]):
        end = speaker[0]
    return trimmed(text, start, sentence[1]), trimmed(text, sentence[0], end)


def _is_beside(end: int, start: int) -> bool:
    """Whether what starts somewhere stands close after what ends before it."""
    return 0 <= start - end <= _BESIDE


def _is_short(words: Range) -> bool:
    """Whether words are a connective at most: "De hecho"."""
    return words[1] - words[0] <= _CONNECTIVE


def _quote_of(text: str, sentence: Range, verb: Range, quotes: Sequence[Quote]) -> Quote | None:
    """Return the quotation nearest to a verb: around it, before it or behind it; None where the sentence has none.

    Of several at some distance it is the longest.
    """
    near = [quote for quote in quotes if quote.start < sentence[1] + _MARKS and quote.end > sentence[0]]
    return min(near, key=lambda quote: (_words_between(text, quote, verb), quote.start - quote.end), default=None)


def _words_between(text: str, quote: Quote, verb: Range) -> int:
    """Return the number of words between a quotation and a verb, one more than `_NEAR` for any larger one."""
    if quote.start <= verb[0] < quote.end:
        return -1
    gap = text[quote.end : verb[0]] if quote.end <= verb[0] else text[verb[1] : quote.start]
    return min(len(gap.split()), _NEAR + 1)


def _cut(text: str, start: int, following: int) -> int:
    """Return where the clause of the next verb of speech begins."""
    cut = _CUT.search(text, start, following)
    return cut.start() if cut is not None else following


def trimmed(text: str, start: int, end: int) -> Range:
    """Return a range without the space and marks around it, perhaps empty; a closing mark stays if its opening does."""
    piece = text[start:end]
    closing = '»”"' if piece.count('"') % 2 else "»”"
    start += len(piece) - len(piece.lstrip(f" \n\t,.;:-–—{closing}"))
    end -= len(piece) - len(piece.rstrip(" \n\t,.;:-–—"))
    return start, max(start, end)
