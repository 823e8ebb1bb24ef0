"""What the second reading learns from: the cues of the gold, and who might take part in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch

from pipeline.reader.pair_features import ASKED, ROLES
from pipeline.reader.passages import REREAD, numbers_of, passage_of
from pipeline.reader.view import View
from training.reader.examples import Example, entities_of, words_inside
from training.reader.gold import Cue, Gold
from training.reader.rereading import Asked, Item


def items_of(view: View, example: Example, gold: Gold) -> list[Item]:
    """Return the items of the cues of the gold of an article that are read again."""
    return [item_of(view, example, cue) for cue in gold.cues if cue.kind in REREAD and cue.anchor in view.rows]


def item_of(view: View, example: Example, cue: Cue) -> Item:
    """Return the item of a cue of the gold."""
    passage = passage_of(view, cue.kind, cue.anchor, words_inside(view, cue))
    return Item(
        example,
        passage,
        [view.mention_rows[number] for number in passage.elsewhere],
        torch.from_numpy(numbers_of(view, cue.kind, cue.anchor, passage.mentions)),
        torch.from_numpy(view.known_of(cue.anchor)).float(),
        cue,
        list(_questions(view, passage.mentions, cue)),
    )


def _questions(view: View, mentions: Sequence[int], cue: Cue) -> Iterator[Asked]:
    """Yield what is asked of a cue of the gold; who acts only where the gold names somebody who is seen."""
    acting = ASKED[cue.kind][0]
    seen = [view.mentions[number] for number in mentions]
    for role in ASKED[cue.kind]:
        entities = entities_of(seen, role)
        if entities.keys and (role != acting or not cue.who[role].isdisjoint(entities.keys)):
            answers = torch.tensor([float(key in cue.who[role]) for key in entities.keys])
            yield Asked(ROLES.index(role), entities, answers)
