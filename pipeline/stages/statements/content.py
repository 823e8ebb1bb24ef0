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
    """Characters of what was said with the `verb` (its characters) in a sentence.

    The quotation of a `direct` statement without its marks, else the clause behind the verb, else the one before it;
    `speaker` are the characters of who speaks, where it stands in the sentence, `following` is where the next verb of
    speech of the sentence begins. An empty range where nothing is left.
    """
    if direct and (quote := _quote_of(text, sentence, verb, quotes)) is not None:
        return quote.inner_start, quote.inner_end
    end = _cut(text, verb[1], following) if following is not None and following > verb[1] else sentence[1]
    behind = speaker is not None and 0 <= speaker[0] - verb[1] <= _BESIDE
    start = min(speaker[1], end) if speaker is not None and behind else verb[1]
    que = _QUE.match(text, verb[1], end)
    if que is not None:
        return trimmed(text, que.end(), end)
    named = speaker if speaker is not None and 0 <= verb[0] - speaker[1] <= _BESIDE else None
    after, before = trimmed(text, start, end), trimmed(text, sentence[0], named[0] if named is not None else verb[0])
    if named is not None or text[verb[1] : verb[1] + 1] == ":" or before[1] - before[0] <= _CONNECTIVE:
        return after if after[0] < after[1] else before
    parenthesis = re.search(r"[,–—»”\"]\s*(?:\w+\s){0,3}$", text[sentence[0] : verb[0]])
    return before if parenthesis or after[1] - after[0] <= _CONNECTIVE else after


def _quote_of(text: str, sentence: Range, verb: Range, quotes: Sequence[Quote]) -> Quote | None:
    """The quotation nearest to a verb: around it, before it or behind it; of several at some distance the longest."""
    near = [q for q in quotes if q.start < sentence[1] + 3 and q.end > sentence[0]]
    if not near:
        return None

    def away(quote: Quote) -> tuple[int, int]:
        if quote.start <= verb[0] < quote.end:
            return 0, 0
        gap = text[quote.end : verb[0]] if quote.end <= verb[0] else text[verb[1] : quote.start]
        words = len(gap.split())
        return (words if words <= _NEAR else _NEAR + 1), quote.start - quote.end

    return min(near, key=away)


def _cut(text: str, start: int, following: int) -> int:
    """Where the clause of the next verb of speech begins."""
    cut = _CUT.search(text, start, following)
    return cut.start() if cut is not None else following


def trimmed(text: str, start: int, end: int) -> Range:
    """A range without the space and marks around it; a closing mark whose opening is in it stays."""
    piece = text[start:end]
    closing = '»”"' if piece.count('"') % 2 else "»”"
    start += len(piece) - len(piece.lstrip(f" \n\t,.;:-–—{closing}"))
    end -= len(piece) - len(piece.rstrip(" \n\t,.;:-–—"))
    return (start, end) if end > start else (start, start)
