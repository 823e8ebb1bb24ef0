"""Quoted stretches of a text, with whatever quotation marks the newspaper used.

Angle, curly, straight and doubled single marks, dialogue dashes («—Iremos —dijo el ministro—»), quotes over several
paragraphs (each further paragraph opens with » or “ again) and quotes nobody closed. Marks inside a quote are content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple


class Quote(NamedTuple):
    """Character range with its marks (`start`, `end`) and without (`inner_start`, `inner_end`); `closed` by a mark."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


# Two apostrophes are an old newsroom's quotation mark: ''iremos''.
_MARK = re.compile(r"''|’’|``|´´|<<|>>|[«»“”„\"]|(?<!\w)[‘'](?=\w)|(?<=[\w.,!?…])[’'](?!\w)")
#: What a mark can begin with: the engine skips to these, but tries `_MARK` at every character.
_MARKS = re.compile(r"[«»“”„\"‘’'`´<>]")
_STRAIGHT = re.compile('"')
_CLOSERS = {
    "«": ("»",),
    "“": ("”", '"'),
    "„": ("”", "“"),
    '"': ('"',),
    "''": ("''",),
    "’’": ("’’",),
    "``": ("''", "``", "´´"),
    "´´": ("´´", "''"),
    "<<": (">>",),
    "‘": ("’", "'"),
    "'": ("'", "’"),
}
_DASHES = "—–―"
_NARRATOR = re.compile(r"\s?[—–―](?=[a-záéíóúñ])[^—–―\n]{3,120}[—–―][.,;:]?\s?")


def find_quotes(text: str) -> list[Quote]:
    """Return the outermost quotes of `text`, in order and without overlap."""
    return list(_quotes(text))


@lru_cache(maxsize=4)
def _quotes(text: str) -> tuple[Quote, ...]:
    """Return what `find_quotes` gives, remembered because two stages ask for the quotes of the same text."""
    quotes: list[Quote] = []
    pending: str = ""  # the opening mark of a quote that the last paragraph left open
    for start, end in _paragraphs(text):
        if text[start] in _DASHES and text[start + 1 : start + 2].strip() and text[start + 1] not in _DASHES:
            quotes += _dialogue(text, start, end)
            pending = ""
            continue
        found = list(_in_paragraph(text, start, end, pending))
        if pending and found and found[0].start == start:
            quotes[-1] = _merge(quotes[-1], found.pop(0))
        quotes += found
        pending = _mark_left_open(text, quotes, end)
    return tuple(quotes)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        part = match.group()
        if part.strip():
            yield match.start() + len(part) - len(part.lstrip()), match.start() + len(part.rstrip())


def _in_paragraph(text: str, start: int, end: int, pending: str) -> Iterator[Quote]:
    """Yield the quotes of one paragraph; `pending` is the mark still open, which a first » or “ continues."""
    for quote in _whole_quotes(text, start, end, pending):
        yield from _around_narrator(text, quote)


def _whole_quotes(text: str, start: int, end: int, pending: str) -> Iterator[Quote]:
    """Yield the quotes of one paragraph, each in one piece even where the narrator cuts in."""
    opened: _Opening | None = None
    nested = False
    for match in _marks(text, start, end):
        if opened is None and _closes_pending(text, start, match, pending):
            yield Quote(start, match.end(), start, match.start(), True)
            pending = ""
        elif opened is None:
            opened = _quote_opened(match, start, pending)
        elif nested:
            nested = False  # the end of a quote within the quote
        elif _opens_within(text, opened, match.start(), end):
            nested = True
        elif _opens_anew(text, opened, match.start(), end):
            yield opened.quote(match.start(), match.start(), closed=False)
            opened = _Opening(*match.span(), match.group())
        elif match.group() in _CLOSERS[opened.mark]:
            yield opened.quote(match.start(), match.end(), closed=True)
            opened = None
    if opened is not None and opened.mark not in "‘'":  # a lone apostrophe opens nothing: "los '90"
        yield opened.quote(end, end, closed=False)


class _Opening(NamedTuple):
    """Where a quote begins: the characters of its opening mark, and the mark that it counts as."""

    start: int
    end: int
    mark: str

    def quote(self, inner_end: int, end: int, *, closed: bool) -> Quote:
        """Return the quote that begins here, its last word before `inner_end`."""
        return Quote(self.start, end, self.end, inner_end, closed)


def _quote_opened(match: re.Match[str], start: int, pending: str) -> _Opening | None:
    """Return the quote that a mark opens; None for one that opens nothing.

    A closing mark at the start of a paragraph goes on with the quote that the paragraph before left open.
    """
    mark = match.group()
    if mark in _CLOSERS:
        return _Opening(*match.span(), mark)
    goes_on = mark in "»”" and match.start() == start and pending
    return _Opening(*match.span(), pending) if goes_on else None


def _closes_pending(text: str, start: int, match: re.Match[str], pending: str) -> bool:
    """Whether a mark closes the quote that the paragraph before left open with the mark `pending`."""
    return match.group() in _CLOSERS.get(pending, ()) and _closes(text, start, *match.span())


def _marks(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the quotation marks, in order."""
    for character in _MARKS.finditer(text, start, end):
        if character.start() >= start and (match := _MARK.match(text, character.start(), end)) is not None:
            yield match
            start = match.end()


def _opens_within(text: str, opened: _Opening, at: int, end: int) -> bool:
    """Whether a straight mark opens a quote within the quote: «El "viejo" pacto»."""
    return _next_marks_open(text, opened, at, end) == [False, False]


def _opens_anew(text: str, opened: _Opening, at: int, end: int) -> bool:
    """Whether a straight mark opens another quote, because the first one was never closed.

    «"Iremos, dijo Paz. "Será pronto", agregó»: only one mark closes after it.
    """
    return _next_marks_open(text, opened, at, end) in ([False], [False, True])


def _next_marks_open(text: str, opened: _Opening, at: int, end: int) -> list[bool]:
    """Return whether the next two straight marks open, when the one at `at` opens while one is open; else nothing."""
    if opened.mark != '"' or text[at] != '"' or not _opens(text, at, opened.end):
        return []
    marks = islice(_STRAIGHT.finditer(text, at + 1, end), 2)
    return [_opens(text, mark.start(), at + 1) for mark in marks]


def _closes(text: str, start: int, at: int, end: int) -> bool:
    """Whether a mark closes a quote that began a paragraph before.

    It stands after a letter or full stop and before a comma or space.
    """
    return at > start and not text[at - 1].isspace() and (end == len(text) or not text[end].isalnum())


def _opens(text: str, at: int, start: int) -> bool:
    """Whether a mark would open a quote were it not straight: it has a space before and a letter after it."""
    return start < at < len(text) - 1 and text[at - 1].isspace() and (text[at + 1].isalnum() or text[at + 1] in "¿¡(")


def _around_narrator(text: str, quote: Quote) -> Iterator[Quote]:
    """Yield the quote, or its two halves where the narrator cuts in between dashes: «Iremos —dijo Paz— mañana»."""
    match = _NARRATOR.search(text, quote.inner_start, quote.inner_end)
    if match is None:
        yield quote
        return
    yield Quote(quote.start, match.start(), quote.inner_start, match.start(), True)
    yield Quote(match.end(), quote.end, match.end(), quote.inner_end, quote.closed)


def _merge(first: Quote, second: Quote) -> Quote:
    return Quote(first.start, second.end, first.inner_start, second.inner_end, second.closed)


def _mark_left_open(text: str, quotes: list[Quote], end: int) -> str:
    last = quotes[-1] if quotes else None
    if last is None or last.closed or last.end != end:
        return ""
    return text[last.start : last.inner_start]


def _dialogue(text: str, start: int, end: int) -> Iterator[Quote]:
    """Yield the quotes of a paragraph that opens with a dash: what stands around the narrator's pair of dashes.

    «—Iremos —dijo el ministro—. Será pronto.»
    """
    cuts = [m.start() for m in re.finditer(rf"[{_DASHES}]", text[start:end])]
    bounds = [start + cut for cut in cuts] + [end]
    for number in range(0, len(cuts), 2):
        inner_start, inner_end = bounds[number] + 1, bounds[number + 1]
        piece = text[inner_start:inner_end]
        inner_start += len(piece) - len(piece.lstrip(" .,;:"))
        inner_end -= len(piece) - len(piece.rstrip())
        if inner_end > inner_start:
            yield Quote(bounds[number], inner_end, inner_start, inner_end, True)
