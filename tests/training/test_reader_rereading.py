"""What is read again for a cue, and that the package computes of it what was learned; no weights of the encoder."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from pipeline.reader import passages
from pipeline.reader.component import _choose, _weigh
from pipeline.reader.pair_features import ASKED, ROLES
from pipeline.reader.passages import MARKS, Passage, numbers_of, passage_of
from pipeline.reader.second_pass import mix, mix_odds, reread
from pipeline.reader.thresholds import WHO
from pipeline.reader.view import EncodedArticle, View
from pipeline.reader.windows import BEGIN, END
from pipeline.schemas import MEETING_STATUSES, MEETING_TYPES, STATUSES, THEMES
from tests.training.conftest import Label
from training.reader.encoder import WIDTH, Layer, away
from training.reader.examples import example_of
from training.reader.export import _Encoder, _Lean
from training.reader.items import items_of
from training.reader.reading import TrainedRereader
from training.reader.refit import losses_of_items
from training.reader.rereading import Item, Rereader

NEWS = (
    "Suecia votó ayer. Perú y Chile firmaron el martes un convenio con la Unión Europea. Perú pagará dos millones de "
    "euros en junio. Nadie habló. Nadie habló. Noruega y Suecia callan. Noruega espera."
)
SIGNING = {
    "sentence_start": "Perú y Chile firmaron", "predicate": "firmaron", "parties": ["PE", "CL", "Unión Europea"],
    "status": "signed", "category": "security_counterterrorism", "amount": None, "deadline": None,
}  # fmt: skip


def token_of(view: View, word: str) -> int:
    return next(token.i for token in view.doc if token.text == word)


def passage(view: View, word: str = "firmaron", kind: str = "agreement", words: tuple[int, ...] = ()) -> Passage:
    token = token_of(view, word)
    return passage_of(view, kind, token, words or (token,))


def words_at(view: View, places: list[int], own: Passage) -> list[str]:
    of_piece = {place: view.doc[token].text for token, place in zip(view.tokens, view.places, strict=True)}
    return [of_piece[own.pieces[place]] for place in places]


@pytest.fixture
def view(label: Label) -> View:
    return label(NEWS)[0]


def test_the_cue_is_marked(view: View) -> None:
    token = token_of(view, "firmaron")
    own = passage(view, words=(token, token + 1))
    assert words_at(view, [n for n, mark in enumerate(own.marks) if mark], own) == ["firmaron", "el"]
    assert [mark for mark in own.marks if mark] == [2, 1]
    meeting = passage(view, kind="meeting")
    assert {*own.marks, *meeting.marks} == set(range(MARKS)) - {3}


def test_its_places(view: View) -> None:
    own = passage(view)
    assert words_at(view, [own.anchor], own) == ["firmaron"]
    assert " ".join(words_at(view, own.sentence, own)) == NEWS.split(". ")[1]
    assert " ".join(words_at(view, own.behind, own)) == NEWS.split(". ")[1].removeprefix("Perú y Chile ")


SIX = "Uno habla. Dos habla. Tres habla. Cuatro firma. Cinco habla. Seis habla. Siete habla."


@pytest.mark.parametrize(
    ("room", "sentences"),
    [
        (2, [3]),
        (3, [3]),
        (4, [2, 3]),
        (6, [2, 3, 4]),
        (8, [1, 2, 3, 4]),
        (10, [0, 1, 2, 3, 4]),
        (12, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_sentences_around_it_as_there_is_room(
    label: Label, monkeypatch: pytest.MonkeyPatch, room: int, sentences: list[int]
) -> None:
    monkeypatch.setattr(passages, "NEAR", room)
    view, _ = label(SIX)
    assert around(view, passage(view, "firma")) == sentences


def around(view: View, own: Passage) -> list[int]:
    """Sentences whose first piece is in a passage."""
    return [number for number in range(len(view.sentences)) if view.pieces_of(number)[0] in own.pieces]


@pytest.mark.parametrize(("length", "sentences"), [(108, [0, 1]), (109, [1])])
def test_a_passage_has_110_pieces_of_sentences(label: Label, length: int, sentences: list[int]) -> None:
    view, _ = label(f"Uno habla. Dos firma {'y ' * (length - 2)}.")
    assert around(view, passage(view, "firma")) == sentences


def test_it_begins_with_the_title_between_its_marks(view: View) -> None:
    assert passage(view).pieces[:3] == [(0, 0), (0, 1), view.pieces_of(0)[0]]
    view.windows[0].ids[:3] = [BEGIN, 7, END]  # as if there were a title of one piece
    assert passage(view).pieces[:4] == [(0, 0), (0, 1), (0, 2), view.pieces_of(0)[0]]


def elsewhere(view: View, word: str, kind: str) -> list[str]:
    return [view.mentions[n].actor.name for n in passage(view, word, kind).elsewhere]


def test_who_is_named_elsewhere_stands_behind_once(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "NEAR", 23)
    own = passage(view)
    assert [view.mentions[n].actor.name for n in own.elsewhere] == ["Noruega"]
    assert view.mentions[own.elsewhere[0]].actor.start == token_of(view, "Noruega")  # the nearer one of the two


def test_a_minister_elsewhere_is_no_new_party_but_may_take_part(label: Label, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "NEAR", 8)
    view, _ = label("La canciller de Perú, Ana Vera, cobró dos millones de euros en Lima. Hoy Perú y Chile se reúnen.")
    assert elsewhere(view, "reúnen", "agreement") == ["dos millones de euros"]
    assert set(elsewhere(view, "reúnen", "meeting")) == {"Ana Vera", "Lima"}


STATES = """
    Perú Chile Bolivia Ecuador Colombia Venezuela Guyana Surinam Brasil Uruguay Paraguay Argentina México Cuba Haití
    Panamá Honduras Nicaragua Jamaica Francia Italia Alemania Polonia Suecia Noruega Finlandia Dinamarca Irlanda
"""


def test_two_dozen_at_most_are_named_elsewhere(label: Label, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "NEAR", 3)
    view, _ = label(f"{', '.join(STATES.split())} callan. Hoy firman.")
    assert len(passage(view, "firman").elsewhere) == 24


def test_numbers_of_dates_and_amounts_are_those_of_their_own_roles(view: View) -> None:
    token = token_of(view, "firmaron")
    numbers = numbers_of(view, "agreement", token, range(len(view.mentions)))
    for number, mention in enumerate(view.mentions):
        role = "party" if mention.row is None else "amount"
        assert (numbers[number] == view.pair_numbers(token, role)[number]).all()
    assert not (view.pair_numbers(token, "party") == view.pair_numbers(token, "amount")).all()


@pytest.fixture
def learned(label: Label) -> tuple[View, Item]:
    """The signing as it is learned, with what the layers below make of the article: random numbers."""
    view, gold = label(NEWS, agreements=[SIGNING])
    example = example_of(view, gold)
    torch.manual_seed(0)
    example.hidden = [torch.randn(len(window.ids), WIDTH) for window in view.windows]
    (item,) = items_of(view, example, gold)
    return view, item


def test_short_words_of_a_cue_are_not_marked_as_they_are_not_found(label: Label) -> None:
    view, gold = label(NEWS, agreements=[{**SIGNING, "predicate": "firmaron el martes un convenio"}])
    (item,) = items_of(view, example_of(view, gold), gold)
    marked = [place for place, mark in enumerate(item.passage.marks) if mark]
    assert words_at(view, marked, item.passage) == ["firmaron", "martes", "convenio"]


def test_what_is_asked_of_a_cue_of_the_gold(learned: tuple[View, Item]) -> None:
    _, item = learned
    answers = {ROLES[own.role]: dict(zip(own.entities.keys, own.answers.tolist(), strict=True)) for own in item.asked}
    parties = {key for key, answer in answers["party"].items() if answer}
    assert parties == {"c:PE", "c:CL", "union-europea"}
    assert {key for key, answer in answers["party"].items() if not answer} == {"c:SE", "c:NO"}
    assert set(answers) == set(ASKED["agreement"])


@pytest.fixture
def net() -> Rereader:
    """A second reading without layers, with random heads."""
    torch.manual_seed(1)
    made = Rereader([], 0).eval()
    nn.init.normal_(made.elsewhere)
    return made


def article_of(view: View, item: Item, net: Rereader) -> EncodedArticle:
    """The article of an item as the package reads it with the same network."""
    article = EncodedArticle.__new__(EncodedArticle)
    article.__dict__ = dict(view.__dict__)
    assert item.example.hidden is not None
    article.below = np.stack([hidden.numpy() for hidden in item.example.hidden])
    article.network = SimpleNamespace(rereader=TrainedRereader(net))  # type: ignore[assignment]
    return article


def test_the_package_reads_again_what_was_learned(learned: tuple[View, Item], net: Rereader) -> None:
    view, item = learned
    with torch.no_grad():
        seen = net([item])
        who = {ROLES[own.role]: dict(zip(own.entities.keys, scores.sigmoid().tolist(), strict=True))
               for own, scores in zip(item.asked, net.who(item, seen, 0), strict=True)}  # fmt: skip
        theme = net.theme(seen.fields).softmax(1)[0].numpy()
    token = token_of(view, "firmaron")
    again = reread(article_of(view, item, net), {"kind": "agreement", "token": token, "words": [token]})
    np.testing.assert_allclose(again.choices["theme"], theme, atol=1e-4)
    assert {len(again.choices[name]) for name in again.choices} == {len(THEMES), len(STATUSES)}
    for role, likely in who.items():
        assert again.who[role] == pytest.approx(likely, abs=1e-4)


def test_a_meeting_has_choices_and_roles_of_its_own(learned: tuple[View, Item], net: Rereader) -> None:
    view, item = learned
    token = token_of(view, "callan")
    again = reread(article_of(view, item, net), {"kind": "meeting", "token": token, "words": [token]})
    assert {name: len(own) for name, own in again.choices.items()} == {
        "type": len(MEETING_TYPES), "status": len(MEETING_STATUSES),
    }  # fmt: skip
    assert set(again.who) == set(ASKED["meeting"])
    assert set(again.who["day"]) == {"d:2026-03-03", "d:2026-06"}


def test_losses_are_those_of_the_kind(label: Label, net: Rereader) -> None:
    met = {"sentence_start": "Noruega y Suecia callan", "cue": "callan", "type": "summit", "status": "held",
           "participants": ["NO", "SE"], "place": None, "date_value": None}  # fmt: skip
    view, gold = label(NEWS, agreements=[SIGNING], meetings=[met])
    example = example_of(view, gold)
    example.hidden = [torch.randn(len(window.ids), WIDTH) for window in view.windows]
    signing, meeting = items_of(view, example, gold)
    losses = {own.cue.kind: dict(losses_of_items(net, [own], net([own]))) for own in (signing, meeting)}
    assert set(losses["agreement"]) == {"who", "theme", "status"}
    assert set(losses["meeting"]) == {"who", "type", "stage"}
    both = dict(losses_of_items(net, [signing, meeting], net([signing, meeting])))
    assert both["theme"].item() == pytest.approx(losses["agreement"]["theme"].item() / 2, rel=1e-3)  # a mean of two


def test_both_readings_are_weighed() -> None:
    assert mix_odds(0.5, 0.5) == pytest.approx(0.5)
    assert mix_odds(0.5, 0.9) == mix_odds(0.9, 0.5) == pytest.approx(0.75)  # odds of 1 and of 9 make 3
    assert math.isfinite(mix_odds(1.0, 0.0))
    both = mix(np.array([0.8, 0.1, 0.1], np.float32), np.array([0.2, 0.7, 0.1], np.float32))
    assert both.sum() == pytest.approx(1)
    assert both[0] / both[1] == pytest.approx((0.16 / 0.07) ** 0.5, rel=1e-4)


def test_who_is_not_seen_again_has_no_role() -> None:
    first = [{"key": "a", "sure": 0.9}, {"key": "b", "sure": 0.5}, {"key": "c", "sure": 0.5}]
    assert [(f["key"], round(f["sure"], 2)) for f in _weigh(first, {"b": 0.9, "c": 0.1})] == [
        ("b", 0.75),
        ("c", 0.25),
    ]


def test_without_a_second_reading_the_first_one_counts() -> None:
    choices = {"type": np.eye(len(MEETING_TYPES))[2], "status": np.eye(len(MEETING_STATUSES))[1]}
    people = [{"key": "a", "sure": WHO}, {"key": "b", "sure": WHO - 0.01}]
    told = _choose({"kind": "meeting", "choices": choices, "participant": people, "place": [], "day": []}, None)
    assert (told["type"], told["status"]) == (MEETING_TYPES[2], MEETING_STATUSES[1])
    assert [f["key"] for f in told["participant"]] == ["a"]


@pytest.fixture
def layers() -> list[Layer]:
    torch.manual_seed(2)
    return [Layer(32, 12, 1e-5).eval() for _ in range(2)]


def test_a_layer_is_exported_as_it_was_learned(layers: list[Layer]) -> None:
    x = torch.randn(1, 5, WIDTH)
    learned = layers[0](x, away(torch.ones(1, 5)))
    torch.testing.assert_close(_Lean(layers[0])(x), learned, atol=1e-4, rtol=1e-4)


def test_what_the_frozen_layers_make_is_exported_too(layers: list[Layer]) -> None:
    encoder: Any = SimpleNamespace(norm=nn.LayerNorm(WIDTH), layers=layers)
    x = torch.randn(1, 5, WIDTH)
    hidden, below = _Encoder(encoder, freeze=1)(x)
    expected = layers[0](encoder.norm(x), away(torch.ones(1, 5)))
    torch.testing.assert_close(below, expected, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(hidden, layers[1](expected, away(torch.ones(1, 5))), atol=1e-4, rtol=1e-4)


def test_what_is_learned_together_is_read_as_if_alone(learned: tuple[View, Item], layers: list[Layer]) -> None:
    _, item = learned
    few = replace(item, passage=replace(item.passage, mentions=[], places=[]), rows=[], numbers=item.numbers[:0])
    torch.manual_seed(1)
    net = Rereader(layers, 0).eval()
    with torch.no_grad():
        alone, together = net([few]), net([few, item])
    torch.testing.assert_close(together.fields[:1], alone.fields, atol=0.05, rtol=0.05)  # in half precision
