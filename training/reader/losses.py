"""What the network should have said: losses of an example, by what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import torch
from torch.nn import functional

from pipeline.reader.network import CUES
from pipeline.schemas import THEMES
from training.reader.examples import Example
from training.reader.gold import Cue
from training.reader.network import Net, Outputs

#: What each loss counts in the sum.
WEIGHTS = {
    "agreement": 2.0, "statement": 1.0, "meeting": 1.5, "sentence": 0.5, "theme": 1.0, "status": 0.8, "type": 0.4,
    "stage": 0.3, "direct": 0.3, "foreign": 0.2, "who": 1.5,
}  # fmt: skip
#: What words of each tag count (none, inside a cue, its anchor), and what sentences do, by kind of cue.
_TAGS = {"agreement": (1.0, 1.5, 2.0), "statement": (1.0, 1.0, 1.2), "meeting": (1.0, 1.0, 2.0)}
_SENTENCES = {"agreement": 1.0, "statement": 0.5, "meeting": 0.5}
#: Losses of cues and questions are summed, not averaged, and divided by as many as are usual in an article.
_AGREEMENTS, _MEETINGS, _STATEMENTS, _ENTITIES = 3, 2, 6, 4

Losses = dict[str, torch.Tensor]


def sum_losses(losses: Mapping[str, torch.Tensor]) -> torch.Tensor:
    """Return the loss of an example: its losses by their weights."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum()


def losses_of(net: Net, example: Example, outputs: Outputs) -> Losses:
    """Return the losses of an example by name; kinds of cue that its gold does not tell of have none."""
    losses = _of_words(example, outputs)
    losses.update(_of_cues(net, example, outputs))
    if example.foreign is not None:
        foreign = torch.tensor(example.foreign)
        losses["foreign"] = functional.binary_cross_entropy_with_logits(outputs.foreign, foreign)
    if outputs.who:
        losses["who"] = who_loss(example, outputs.who)
    return losses


def who_loss(example: Example, who: Sequence[torch.Tensor]) -> torch.Tensor:
    """Return the loss of who has which role, the mean of the questions of an example.

    `who` are the scores of their entities.
    """
    each = [role_loss(scores, question.answers) for scores, question in zip(who, example.questions, strict=True)]
    return torch.stack(each).mean()


def role_loss(scores: torch.Tensor, answers: torch.Tensor) -> torch.Tensor:
    """Return the loss of who has one role at one cue: `scores` of the entities, `answers` 0 or 1 for each."""
    return functional.binary_cross_entropy_with_logits(scores, answers, reduction="sum") / _ENTITIES


def _of_words(example: Example, outputs: Outputs) -> Losses:
    """Return the losses of the tags of words, by kind, and of what sentences hold."""
    losses, sentence = {}, torch.zeros(())
    for number, kind in enumerate(CUES):
        if kind in example.told:
            weight = torch.tensor(_TAGS[kind])
            losses[kind] = functional.cross_entropy(outputs.tags[kind], example.tags[kind], weight=weight)
            sentence = sentence + _SENTENCES[kind] * functional.binary_cross_entropy_with_logits(
                outputs.sentences[:, number], example.in_sentence[:, number]
            )
    return {**losses, "sentence": sentence}


def _of_cues(net: Net, example: Example, outputs: Outputs) -> Iterator[tuple[str, torch.Tensor]]:
    """Yield the losses of what the cues of each kind are."""
    fields = outputs.fields
    agreements, own = _of_kind(example, fields, "agreement")
    if agreements:
        subjects = _of_kind(example, outputs.subjects, "agreement")[1]
        yield "theme", theme_loss(net.theme(subjects), agreements) / _AGREEMENTS
        yield "status", choice_loss(net.status(own), [cue.status for cue in agreements]) / _AGREEMENTS
    meetings, own = _of_kind(example, fields, "meeting")
    if meetings:
        yield "type", choice_loss(net.meeting_type(own), [cue.type for cue in meetings]) / _MEETINGS
        yield "stage", choice_loss(net.stage(own), [cue.status for cue in meetings]) / _MEETINGS
    statements, own = _of_kind(example, fields, "statement")
    if statements:
        direct = torch.tensor([cue.direct for cue in statements])
        loss = functional.binary_cross_entropy_with_logits(net.direct(own)[:, 0], direct, reduction="sum")
        yield "direct", loss / _STATEMENTS


def _of_kind(example: Example, fields: torch.Tensor, kind: str) -> tuple[list[Cue], torch.Tensor]:
    numbers = [number for number, cue in enumerate(example.cues) if cue.kind == kind]
    return [example.cues[number] for number in numbers], fields[numbers]


def choice_loss(scores: torch.Tensor, right: list[int]) -> torch.Tensor:
    """Return the cross entropy of some choices of one, summed up."""
    return functional.cross_entropy(scores, torch.tensor(right), reduction="sum")


def theme_loss(scores: torch.Tensor, cues: list[Cue]) -> torch.Tensor:
    """Return the cross entropy with the weights of all themes of a cue, which are made to sum up to 1."""
    weights = torch.zeros(len(cues), len(THEMES))
    for row, cue in zip(weights, cues, strict=True):
        for theme, weight in cue.themes.items():
            row[theme] = weight
    return -(scores.log_softmax(1) * weights / weights.sum(1, keepdim=True)).sum()
