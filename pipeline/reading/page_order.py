"""Pieces of lines on a page, put into the order in which a person reads them: column by column, under each heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.knowledge.lexicon import per_lexicon
from pipeline.reading.words import word_pattern

#: Rows in which two columns stand side by side, at least: fewer are a letterhead or a signature.
_MIN_ROWS = 3
#: Characters of a usual line of a column of prose, at least; what is shorter are cells of a table, read row by row.
_MIN_PROSE = 14
#: Width of the gap between two columns, in sizes of their letters, at least.
_MIN_GAP = 0.6
#: Width of the space between two words of a line that was spread to fill its column, in the same measure, at most.
_MAX_SPACE = 2.5
#: Share of its height that a piece shares with another one in the same row.
_SAME_ROW = 0.5
#: Share of its height at the top and at the bottom of a page where what is on every page stands.
_MARGIN = 0.13
#: Share of the pages that a running head is on: left and right pages may have different ones.
_RUNNING = 0.4


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of text, or the part of one that stands together, with its box in points from the upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    #: Height of its letters, in points.
    size: float

    @property
    def height(self) -> float:
        """The height of its box."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its pieces, in any order, and its height in points."""

    pieces: Sequence[Piece]
    height: float


#: Lines that stand under one another, from the top.
Block = list[Piece]


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without what is repeated at the head or the foot of several, and without their numbers."""
    seen = Counter(key for page in pages for key in {_key(piece) for piece in page.pieces if _in_margin(piece, page)})
    needed = max(2, _RUNNING * len(pages))
    return [
        replace(page, pieces=[one for one in page.pieces if not _is_margin(one, page, seen, needed)]) for page in pages
    ]


def _is_margin(piece: Piece, page: Page, seen: Counter[tuple[str, int]], needed: float) -> bool:
    if not _in_margin(piece, page):
        return False
    return seen[_key(piece)] >= needed or (bool(_page_number().fullmatch(piece.text)) and _is_apart(piece, page))


@per_lexicon
def _page_number() -> re.Pattern[str]:
    """Return the pattern of the number of a page: "7", "- 7 -", "7/12", "Página 7 de 12", "Pág. 7"."""
    label, edge = word_pattern("page label"), r"[-–—|•·*\s]*"
    number = r"(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|de)\s*\d{1,4})?"
    return re.compile(rf"{edge}(?:{label}\b\.?\s*)?{number}{edge}", re.IGNORECASE)


def _is_apart(piece: Piece, page: Page) -> bool:
    """Whether no line follows close above or below: the last word of a paragraph may be a number too."""
    others = (other for other in page.pieces if other is not piece and not _is_same_row(piece, other))
    return all(max(other.top - piece.bottom, piece.top - other.bottom) >= piece.height for other in others)


def _in_margin(piece: Piece, page: Page) -> bool:
    return piece.bottom < _MARGIN * page.height or piece.top > (1 - _MARGIN) * page.height


def _key(piece: Piece) -> tuple[str, int]:
    """Return what a running head has in common on all pages: its words but for numbers, and its height on the page."""
    return re.sub(r"\d+", "#", piece.text).casefold(), round(piece.top / 6)


def blocks_of(pieces: Iterable[Piece]) -> list[Block]:
    """Return the lines of a page in the order of reading, those of one column and of one stretch together."""
    pieces = sorted(pieces, key=lambda piece: (piece.top, piece.left))
    at = _gutter(pieces)
    if at is None:
        return [_rows(pieces)] if pieces else []
    blocks: list[Block] = []
    side_by_side: list[Piece] = []
    across: list[Piece] = []
    for piece in pieces:
        if piece.left < at < piece.right:
            blocks += _columns(side_by_side, at)
            side_by_side = []
            across.append(piece)
        else:
            blocks += [_rows(across)] if across else []
            across = []
            side_by_side.append(piece)
    return blocks + _columns(side_by_side, at) + ([_rows(across)] if across else [])


def _columns(pieces: Sequence[Piece], at: float) -> list[Block]:
    left = [piece for piece in pieces if piece.right <= at]
    return blocks_of(left) + blocks_of(piece for piece in pieces if piece.right > at)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return where a page is cut into columns; None for one that is not.

    Of the places where most rows have a gap between prose and prose, the one that fewest lines run across.
    """
    gaps = _gaps(pieces)
    lengths = _lengths(gaps)
    found = []
    for at in {round(right.left) - 1 for _, right in gaps}:
        beside = [length for (left, right), length in zip(gaps, lengths, strict=True) if left.right <= at < right.left]
        if len(beside) >= _MIN_ROWS and all(median(side) >= _MIN_PROSE for side in zip(*beside, strict=True)):
            across = sum(piece.left < at < piece.right for piece in pieces)
            found.append((len(beside) - across, len(beside), at))
    return max(found)[2] if found else None


def _lengths(gaps: Sequence[tuple[Piece, Piece]]) -> list[tuple[int, int]]:
    """Return how many characters stand together on the left and the right of each gap, words far apart too."""
    near = [(left, right) for left, right in gaps if right.left - left.right < _MAX_SPACE * left.size]
    after, before = dict(near), {right: left for left, right in near}
    return [(_length(left, before), _length(right, after)) for left, right in gaps]


def _length(piece: Piece | None, other: Mapping[Piece, Piece]) -> int:
    length = 0
    while piece is not None and length < _MIN_PROSE:
        length += len(piece.text)
        piece = other.get(piece)
    return length


def _gaps(pieces: Sequence[Piece]) -> list[tuple[Piece, Piece]]:
    """Return each piece that has another one to its right, with the next of these."""
    found = []
    for number, piece in enumerate(pieces):
        others = [other for other in _near(pieces, number) if other.left - piece.right >= _MIN_GAP * piece.size]
        if others:
            found.append((piece, min(others, key=lambda other: other.left)))
    return found


def _near(pieces: Sequence[Piece], number: int) -> list[Piece]:
    """Return the pieces in the same row as one of them, which are sorted from the top."""
    piece = pieces[number]
    near: list[Piece] = []
    for step in (1, -1):
        at = number + step
        while 0 <= at < len(pieces) and abs(pieces[at].top - piece.top) < 2 * piece.height:
            if _is_same_row(piece, pieces[at]):
                near.append(pieces[at])
            at += step
    return near


def _is_same_row(one: Piece, other: Piece) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _SAME_ROW * min(one.height, other.height)


def _rows(pieces: Iterable[Piece]) -> Block:
    """Return pieces as lines, those in one row joined."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.left)):
        if rows and _is_same_row(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_joined(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _joined(row: Sequence[Piece]) -> Piece:
    if len(row) == 1:
        return row[0]
    return Piece(
        text=" ".join(piece.text for piece in row),
        left=row[0].left,
        right=max(piece.right for piece in row),
        top=min(piece.top for piece in row),
        bottom=max(piece.bottom for piece in row),
        size=max(row, key=lambda piece: len(piece.text)).size,
    )
