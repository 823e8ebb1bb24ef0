"""Training examples: an article with its gold, as the tensors that the network learns from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch

from pipeline.reader.cue_features import WIDTH as KNOWN
from pipeline.reader.network import CUES
from pipeline.reader.pair_features import ASKED, ROLES, may_be
from pipeline.reader.view import Mention, View
from pipeline.reader.windows import Window
from pipeline.text.attributes import article_of
from training.reader.gold import Cue, Gold

if TYPE_CHECKING:
    from training.reader.rereading import Item

#: Tags of words: inside a cue, and its anchor; 0 is any other word.
INSIDE, ANCHOR = 1, 2
#: Shorter words of an agreement or meeting ("la", "a") are not inside it.
_LEAST = 3


@dataclass
class Groups:
    """Rows of the words of each of `count` sentences or mentions: row and number of the group, pair by pair."""

    rows: torch.Tensor
    numbers: torch.Tensor
    count: int

    def means(self, vectors: torch.Tensor) -> torch.Tensor:
        """Return the mean of the vectors of each group, 0 for one without words: (count, width)."""
        sums = torch.zeros(self.count, vectors.shape[1]).index_add(0, self.numbers, vectors[self.rows])
        sizes = torch.bincount(self.numbers, minlength=self.count).clamp(min=1)
        return sums / sizes[:, None]


@dataclass
class Entities:
    """Keys of those who can have a role; numbers of their mentions and of the entity of each, pair by pair."""

    keys: list[str]
    mentions: torch.Tensor
    numbers: torch.Tensor


@dataclass
class Question:
    """Who has a role at a cue: row of the cue's anchor, numbers of its pairs with all mentions, 0 or 1 by entity."""

    role: int
    row: int
    pairs: torch.Tensor
    entities: Entities
    answers: torch.Tensor


@dataclass
class Example:
    """An article: its windows, where its words stand in them, and what the network should say.

    `places` are window and piece of each word that is read, `tags` those of the words by kind of cue, `in_sentence`
    tells which sentence holds which kind (sentences, kinds), `cues` are those whose anchors are read, `rows` these
    anchors, `behind` the words from each on, `known` what the lexicons know of them (cues, `knowledge.WIDTH`). `own`
    tells that the project's annotators made the gold. `hidden` is the output of the frozen layers, by window, once it
    was computed, `items` are the cues that are read again.
    """

    article_id: str
    windows: list[Window]
    places: tuple[torch.Tensor, torch.Tensor]
    sentences: Groups
    mentions: Groups
    tags: dict[str, torch.Tensor]
    in_sentence: torch.Tensor
    cues: list[Cue]
    rows: torch.Tensor
    behind: Groups
    known: torch.Tensor
    questions: list[Question]
    told: frozenset[str]
    foreign: float | None
    own: bool = False
    hidden: list[torch.Tensor] | None = None
    items: list[Item] = field(default_factory=list)


def example_of(view: View, gold: Gold, *, own: bool = False) -> Example:
    """Return the example of an article of which at least one word is read.

    `own`: the project's annotators made its gold.
    """
    cues = [cue for cue in gold.cues if cue.anchor in view.rows]
    windows, pieces = torch.tensor(view.places).unbind(1)
    return Example(
        article_id=article_of(view.doc)["article_id"],
        windows=view.windows,
        places=(windows, pieces),
        sentences=Groups(torch.arange(len(view.tokens)), torch.tensor(view.sentence_rows), len(view.sentences)),
        mentions=_groups(view.mention_rows),
        tags={kind: _tags(view, [cue for cue in gold.cues if cue.kind == kind]) for kind in CUES},
        in_sentence=_in_sentence(view, gold.cues),
        cues=cues,
        rows=torch.tensor([view.rows[cue.anchor] for cue in cues], dtype=torch.long),
        behind=_groups([view.rows_behind(view.rows[cue.anchor]) for cue in cues]),
        known=torch.from_numpy(np.array([view.known_of(cue.anchor) for cue in cues], np.float32).reshape(-1, KNOWN)),
        questions=list(_questions(view, cues)),
        told=gold.told,
        foreign=gold.foreign,
        own=own,
    )


def _groups(members: Sequence[Sequence[int]]) -> Groups:
    rows = [row for group in members for row in group]
    numbers = [number for number, group in enumerate(members) for _ in group]
    return Groups(torch.tensor(rows, dtype=torch.long), torch.tensor(numbers, dtype=torch.long), len(members))


def words_inside(view: View, cue: Cue) -> list[int]:
    """Return the words of a cue of the gold that are inside it, and read; of an agreement or meeting no short ones."""
    lengths = [(token, view.words[token][1] - view.words[token][0]) for token in cue.words if token in view.rows]
    return [token for token, length in lengths if cue.kind == "statement" or length >= _LEAST]


def _tags(view: View, cues: Sequence[Cue]) -> torch.Tensor:
    """Return the tags of the words that are read, for cues of one kind."""
    tags = torch.zeros(len(view.tokens), dtype=torch.long)
    for cue in cues:
        for token in words_inside(view, cue):
            tags[view.rows[token]] = INSIDE
    for cue in cues:
        if cue.anchor in view.rows:
            tags[view.rows[cue.anchor]] = ANCHOR
    return tags


def _in_sentence(view: View, cues: Sequence[Cue]) -> torch.Tensor:
    held = torch.zeros(len(view.sentences), len(CUES))
    for cue in cues:
        held[view.sentence_of(cue.anchor), CUES.index(cue.kind)] = 1
    return held


def _questions(view: View, cues: Sequence[Cue]) -> Iterator[Question]:
    """Yield what is asked of each cue; who acts only where the gold names somebody who is found."""
    entities = {role: entities_of(view.mentions, role) for role in ROLES}
    spoken = spoken_before(view, cues)
    for cue in cues:
        acting, *others = ASKED[cue.kind]
        asked = [role for role in (*([acting] if cue.who[acting] else []), *others) if entities[role].keys]
        if not asked:
            continue
        before = spoken.get(cue.anchor) if cue.kind == "statement" else None
        for role in asked:
            pairs = torch.from_numpy(view.pair_numbers(cue.anchor, role, before) > 0)
            answers = torch.tensor([float(key in cue.who[role]) for key in entities[role].keys])
            yield Question(ROLES.index(role), view.rows[cue.anchor], pairs, entities[role], answers)


def spoken_before(view: View, cues: Sequence[Cue]) -> dict[int, npt.NDArray[np.bool_]]:
    """Return which mentions are of whoever made the statement before, by the anchor of a statement; the first has none.

    Statements of which no speaker is known are passed over, whatever the order of `cues`.
    """
    known = [cue for cue in cues if cue.kind == "statement" and cue.who["speaker"]]
    known.sort(key=lambda cue: cue.anchor)
    return {
        cue.anchor: np.array([mention.key in before.who["speaker"] for mention in view.mentions], dtype=bool)
        for before, cue in pairwise(known)
    }


def entities_of(mentions: Sequence[Mention], role: str) -> Entities:
    """Return those who can have a role where some mentions have it; these are numbered as they come."""
    known: dict[str, int] = {}
    pairs = [
        (number, known.setdefault(key, len(known)))
        for number, mention in enumerate(mentions)
        if may_be(role, mention.actor.kind)
        for key in mention.keys(role)
    ]
    numbers, owners = torch.tensor(pairs, dtype=torch.long).reshape(-1, 2).unbind(1)
    return Entities(list(known), numbers, owners)
