"""Predicates of what is to come: futures with an action, the next meeting of a series, obligations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.commitments import grammar as g
from pipeline.commitments.constructions import followed_by
from pipeline.commitments.inventory import NO_EVENT, Predicate, actions, lemma_of
from pipeline.commitments.words import word_list

_ASKING = ("cómo", "qué", "cuándo", "dónde", "cuánto", "cuál", "quién", "si")
_NEXT = re.compile(r"próxim|siguiente|segund|tercer|cuart|quint|nuev|otr|seguimiento|^[IVX]+$", re.IGNORECASE)


def from_future(token: Token) -> Iterator[Predicate]:
    """ "ampliarán la cooperación", "seguirán aumentando": a future that several sides share, or one side promises."""
    lemma = lemma_of(token)
    going_on = lemma in ("seguir", "continuar")
    if lemma not in actions() and not going_on and lemma not in word_list("phases"):
        return
    form = g.tense(token)
    action = token
    headline = form == "present" and is_headline(token.sent)
    if going_on and form in ("future", "present"):
        gerund = next((t for t in g.following(token, 3) if g.is_gerund(t)), None)
        if gerund is None:
            return
        action, lemma = gerund, gerund.lemma_.split(" ")[0]
    elif form not in ("future", "conditional", "possible") and not headline:
        return
    elif lemma in word_list("phases") and (started := g.first_action(token, window=5)) is not None:
        action, lemma = started, lemma_of(started)
    kind, event = actions().get(lemma, ("", NO_EVENT))
    if not kind or g.is_relative(token) or g.is_hypothetical(token) or token.dep_ in ("aux", "cop"):
        return
    if any(t.lower_ in _ASKING for t in g.left_edge(token)):
        return  # "falta definir cómo trabajarán"
    if any(t.lemma_.lower() in word_list("no_actions") for t in g.following(action, 3)):
        return
    status = "agreed" if headline else "proposed" if form in ("conditional", "possible") else "intended"
    words = tuple(sorted({*g.auxiliaries(token), token, action}, key=lambda t: t.i))
    confidence = {"intended": 0.7, "agreed": 0.55, "proposed": 0.45}[status]
    yield Predicate(
        token,
        action,
        words,
        f"future_{kind}",
        status,
        f"{_rule(form, headline=headline)}.{kind}",
        confidence,
        negated=g.is_negated(token),
        joint_only=form == "present" or status == "proposed",
        event=event if status == "intended" else NO_EVENT,
    )


def _rule(form: str, *, headline: bool) -> str:
    return "headline" if headline else "present" if form == "present" else "future"


def is_headline(sentence: Span) -> bool:
    """A short line without a full stop that opens the text: its present tense tells what was just agreed."""
    text = sentence.text.rstrip()
    return sentence.start_char < 400 and len(text) < 160 and text[-1:] not in ".!?…»”\"':;"


def from_meeting(token: Token) -> Iterator[Predicate]:
    """ "La próxima reunión se celebrará en Madrid", "una tercera ronda está prevista": the next meeting of a series."""
    helpers = g.auxiliaries(token)
    planned = token.lower_.startswith("previst") and any(
        a.lemma_ == "estar" and g.tense(a) == "present" for a in helpers
    )
    if not planned and not (lemma_of(token) in word_list("holding") and g.tense(token) == "future"):
        return
    if not planned and not g.is_reflexive(token) and not followed_by(token, "lugar", "cabo", window=3):
        return
    subject = g.subject_of(token)
    if (
        subject is None
        or subject.lemma_.lower() not in word_list("meetings")
        or g.is_negated(token)
        or g.is_relative(token)
    ):
        return
    if not any(_NEXT.search(t.text) for t in g.noun_phrase(subject)):
        return
    words = tuple(sorted({*g.auxiliaries(token), token}, key=lambda t: t.i))
    yield Predicate(token, token, words, "meeting", "intended", "meeting.next", 0.6, joint_only=True)


def from_obligation(token: Token) -> Iterator[Predicate]:
    """ "las dos partes deben respetar": what the speaker calls for."""
    if g.tense(token) != "must" or token.pos_ != "VERB" or lemma_of(token) in ("ser", "estar", "haber", "tener"):
        return
    if g.is_relative(token) or g.is_hypothetical(token) or g.is_negated(token):
        return
    words = tuple(sorted({*g.auxiliaries(token), token}, key=lambda t: t.i))
    yield Predicate(token, token, words, "must", "called_for", "obligation", 0.55)
