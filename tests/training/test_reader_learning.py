"""What is learned from and how, on articles of our own; no base model and no weights of the encoder."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from pipeline.reader.network import Network
from pipeline.reader.pair_features import ROLES, WIDTH
from tests.training.conftest import Label
from training.reader.encoder import WIDTH as VECTOR
from training.reader.examples import Example, example_of, spoken_before
from training.reader.fit import Options
from training.reader.network import Pairs, pair_tensors
from training.reader.phases import Material, replay
from training.reader.start import class_weights

SAID = "Habrá diálogo, dijo Rosa Quispe. Habrá paz, declaró. No basta, afirmó Juan Lema. Sí basta, contestó Quispe."
SPEAKERS = {"dijo": "Rosa Quispe", "declaró": "nadie", "afirmó": "Juan Lema", "contestó": "Rosa Quispe"}


def statements() -> list[dict[str, Any]]:
    starts = [sentence.strip() for sentence in SAID.split(".") if sentence.strip()]
    named = zip(starts, SPEAKERS.items(), strict=True)
    return [{"sentence_start": s, "verb": verb, "speaker": who, "kind": "direct"} for s, (verb, who) in named]


def test_a_statement_has_the_speakers_of_the_one_before_it(label: Label) -> None:
    view, gold = label(SAID, statements=statements())
    spoken = spoken_before(view, list(reversed(gold.cues)))
    keys = [mention.key for mention in view.mentions]
    named = {
        view.doc[anchor].text: {key for key, own in zip(keys, before, strict=True) if own}
        for anchor, before in spoken.items()
    }
    assert named == {"afirmó": {"rosa-quispe"}, "contestó": {"juan-lema"}}


def test_its_pairs_tell_so(label: Label) -> None:
    view, gold = label(SAID, statements=statements())
    example = example_of(view, gold)
    keys = [mention.key for mention in view.mentions]
    told = [
        {key for key, changed in zip(keys, (question.pairs != bare.pairs).any(1), strict=True) if changed}
        for question, bare in zip(example.questions, _without_others(label), strict=True)
    ]
    assert told == [set(), {"rosa-quispe"}, {"juan-lema"}]


def _without_others(label: Label) -> list[Any]:
    """Questions of the statements, each labelled as if there were no other."""
    alone = [label(SAID, statements=[record]) for record in statements()]
    return [question for view, gold in alone for question in example_of(view, gold).questions]


def test_pairs_are_scored_as_in_the_package() -> None:
    torch.manual_seed(0)
    pairs, random = Pairs().eval(), np.random.default_rng(0)
    package = Network.__new__(Network)
    package._heads = heads(pairs)
    cues, mentions = (random.normal(size=(n, VECTOR)).astype(np.float32) for n in (2, 3))
    numbers = (random.random((2, 3, WIDTH)) > 0.5).astype(np.float32)
    for column, role in enumerate(ROLES):
        asked = torch.tensor([column, column])
        learned = pairs(*map(torch.from_numpy, (cues, mentions, numbers)), asked).detach().numpy()
        scored = package.pairs(role, cues, package.mention_factors(mentions), numbers)
        np.testing.assert_allclose(scored, learned, atol=1e-4)


def heads(pairs: Pairs) -> dict[str, Any]:
    return {name: tensor.detach().numpy() for name, tensor in pair_tensors(pairs).items()}


def test_classes_by_what_the_lexicons_know() -> None:
    known = np.repeat(np.eye(3, dtype=np.float32), 4, axis=0)
    classes = [2, 5, 9]
    of, weights, constants = class_weights(known, [number for number in classes for _ in range(4)])
    assert of == classes
    assert (np.eye(3) @ weights.T + constants).argmax(1).tolist() == [0, 1, 2]


def test_the_second_phase_has_rates_of_its_own() -> None:
    second = Options(batch=7).second
    assert (second.epochs, second.lr, second.head_lr, second.batch) == (3, 1.5e-4, 5e-4, 7)


def example(article_id: str, foreign: float | None) -> Example:
    """An example of which nothing is known but what it is about."""
    made = Example.__new__(Example)
    made.article_id, made.foreign = article_id, foreign
    return made


def test_of_the_raw_texts_those_of_foreign_affairs_come_again() -> None:
    raw = [example("a", 1.0), example("b", 0.0), example("c", None)]
    assert [own.article_id for own in Material([], [], raw).foreign] == ["a"]


def test_a_fold_learns_all_gold_and_a_few_of_the_others() -> None:
    many = [example(str(number), 1.0) for number in range(300)]
    few = replay(Material(many, many, many))
    assert [len(part) for part in (few.gold, few.written, few.raw)] == [300, 200, 150]
    again = replay(Material(many, many, many))
    assert [own.article_id for own in again.written] == [own.article_id for own in few.written]
