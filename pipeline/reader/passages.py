"""A likely cue is read again with its words marked: what of the article stands before the network then.

The first reading makes one vector of each word, whatever is asked of it. The second begins with what the lower layers
made of the sentences around a cue, marks the words of the cue, adds to each mention where it stands seen from it
(`pair_features.py`), and puts one mention of everybody named elsewhere behind. So the layers above can weigh all who
may take part against one another (marks after Zhong and Chen 2021, "A frustratingly easy approach for entity and
relation extraction").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.reader.pair_features import ASKED, Numbers, may_be
from pipeline.reader.windows import END

if TYPE_CHECKING:
    from pipeline.reader.view import Mention, View

#: Kinds of cue that are read again.
REREAD = ("agreement", "meeting")
#: Marks of pieces: 0 for none; for each kind one of the words of a cue and one of its anchor.
MARKS = 1 + 2 * len(REREAD)
#: Pieces of the sentence of a cue and of those around it at most (a longer one stands alone), and of those who are
#: named elsewhere.
NEAR, ELSEWHERE = 110, 24
#: Sentences around the cue's, in the order in which they are taken in up to the first that does not fit.
_AROUND = (-1, 1, -2, -3, 2)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read again for a cue.

    `pieces` are (window, piece) with a mark each, `mentions` the numbers of the view's mentions that are seen, `places`
    where the words of each stand among the pieces: nowhere for those named elsewhere, which stand behind, in order.
    `anchor`, `sentence` and `behind` are places of the anchor, of the words of its sentence, and of those from the
    anchor on.
    """

    pieces: list[tuple[int, int]]
    marks: list[int]
    mentions: list[int]
    places: list[list[int]]
    anchor: int
    sentence: list[int]
    behind: list[int]

    @property
    def words(self) -> list[tuple[int, int]]:
        """Place and row among `mentions` of each word of a mention that stands among the pieces."""
        return [(place, row) for row, places in enumerate(self.places) for place in places]

    @property
    def apart(self) -> list[int]:
        """Rows among `mentions` of those that are named elsewhere, in order."""
        return [row for row, places in enumerate(self.places) if not places]

    @property
    def elsewhere(self) -> list[int]:
        """Numbers of the view's mentions that are named elsewhere, in the order of `apart`."""
        return [self.mentions[row] for row in self.apart]


def passage_of(view: View, kind: str, token: int, words: Iterable[int]) -> Passage:
    """Return the passage of a cue of one of the kinds `REREAD`: its anchor and words are tokens that are read."""
    row = view.rows[token]
    sentence = view.sentence_rows[row]
    pieces = [*_title(view, row), *(piece for s in _sentences(view, sentence) for piece in view.pieces_of(s))]
    at = {piece: place for place, piece in enumerate(pieces)}
    places = [_places(view, rows, at) for rows in view.mention_rows]
    here = [number for number, seen in enumerate(places) if seen]
    mentions = sorted([*here, *_elsewhere(view, kind, token, places)])
    return Passage(
        pieces=pieces,
        marks=_marks(kind, len(pieces), at[view.places[row]], _places(view, _rows(view, words), at)),
        mentions=mentions,
        places=[places[number] for number in mentions],
        anchor=at[view.places[row]],
        sentence=_places(view, view.rows_of_sentence(sentence), at),
        behind=_places(view, view.rows_behind(row), at),
    )


def _marks(kind: str, count: int, anchor: int, words: Iterable[int]) -> list[int]:
    """Return the marks of so many pieces; `anchor` and `words` are the places of a cue."""
    marks, mark = [0] * count, 1 + 2 * REREAD.index(kind)
    for place in words:
        marks[place] = mark
    marks[anchor] = mark + 1
    return marks


def _rows(view: View, words: Iterable[int]) -> list[int]:
    return [view.rows[token] for token in words if token in view.rows]


def numbers_of(view: View, kind: str, token: int, mentions: Sequence[int]) -> Numbers:
    """Return the numbers of the pairs of a cue with some mentions.

    Dates and amounts have them as such, others for who acts.
    """
    acting, *others = ASKED[kind]
    counted = np.array([view.mentions[n].row is not None for n in mentions], bool)[:, None]
    both = view.pair_numbers(token, others[-1])[mentions], view.pair_numbers(token, acting)[mentions]
    return np.where(counted, *both).astype(np.float32)


def _title(view: View, row: int) -> list[tuple[int, int]]:
    """Return the pieces of the beginning of the title between their marks.

    So they stand at the head of the window of a row.
    """
    window = view.places[row][0]
    return [(window, piece) for piece in range(view.windows[window].ids.index(END) + 1)]


def _sentences(view: View, own: int) -> list[int]:
    """Return the numbers of the sentences of a passage: that of the cue and as many around it as there is room for."""
    chosen, room = [own], NEAR - len(view.pieces_of(own))
    for sentence in (own + step for step in _AROUND):
        size = len(view.pieces_of(sentence))
        if size > room:
            break
        room -= size
        chosen.append(sentence)
    return sorted(chosen)


def _places(view: View, rows: Iterable[int], at: Mapping[tuple[int, int], int]) -> list[int]:
    """Return the places of the words of some rows among the pieces of a passage, `at`; those elsewhere have none."""
    return [at[view.places[row]] for row in rows if view.places[row] in at]


def _elsewhere(view: View, kind: str, token: int, places: Sequence[Sequence[int]]) -> list[int]:
    """Return the numbers of the nearest mentions of those who are not named in a passage, one of each."""
    keys = [_keys(kind, mention) for mention in view.mentions]
    known = {key for own, seen in zip(keys, places, strict=True) if seen for key in own}
    chosen: list[int] = []
    for number in sorted(range(len(keys)), key=lambda n: abs(view.mentions[n].actor.start - token)):
        if not known.issuperset(keys[number]) and len(chosen) < ELSEWHERE:
            chosen.append(number)
            known.update(keys[number])
    return chosen


def _keys(kind: str, mention: Mention) -> list[str]:
    """Return the keys of those who may have any role at a cue of a kind where a mention has it."""
    acting, *others = ASKED[kind]
    if may_be(acting, mention.actor.kind):
        return mention.keys(acting)
    return [mention.key] if any(may_be(role, mention.actor.kind) for role in others) else []
