"""Predicates without a verb of commitment: what a speaker says is necessary, and what a goal is.

"Es necesario reformar el organismo", "hay que respetar la tregua", "la meta es duplicar el comercio".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.commitments import grammar as g
from pipeline.commitments.inventory import Predicate
from pipeline.commitments.tree import Word
from pipeline.commitments.words import word_list

_COPULAS = ("es", "resulta", "sería", "será", "sigue", "era", "fue", "son", "considera", "consideró")
_NEEDING = ("requiere", "necesita", "precisa", "requería", "necesitaba", "requieren", "necesitan")
_TIMES = ("hora", "momento", "ocasión", "oportunidad")
_HEADS = frozenset((*_NEEDING, *_TIMES, "falta", "impone", "que"))
#: Tokens from the word of need to its action.
_REACH = 12


@lru_cache(maxsize=1)
def words_of_need() -> frozenset[str]:
    """The words that something necessary is told by."""
    return _HEADS | word_list("necessary")


def from_necessity(token: Word) -> Iterator[Predicate]:
    """ "Es urgente que cese la violencia", "hay que reformar", "se requiere agilizar": what the speaker calls for."""
    head = _words_of_need(token)
    if not head or g.is_hypothetical(token) or g.is_negated(head[0]):
        return
    action = _needed(head[-1])
    if action is not None:
        yield Predicate(token, action, (*head, action), "must", "called_for", "necessity", 0.5, event=("REQUEST", "10"))


def _words_of_need(token: Word) -> tuple[Word, ...]:
    if token.lower_ not in words_of_need() or token.i == token.sent.start:
        return ()
    before = token.nbor(-1)
    if token.lower_ in _TIMES and before.lower_ in ("el", "la"):  # "ha llegado la hora de"
        return () if _is_circumstance(before) else (before, token)
    if token.lower_ in word_list("necessary"):
        copula = before if before.pos_ != "ADV" or before.i == token.sent.start else before.nbor(-1)
        return (copula, token) if copula.lower_ in _COPULAS else ()
    if token.lower_ in _NEEDING and before.lower_ == "se":
        return before, token
    if (before.lower_, token.lower_) in (("hace", "falta"), ("se", "impone")):
        return before, token
    return (before, token) if token.lower_ == "que" and before.lower_ == "hay" else ()


def _is_circumstance(article: Word) -> bool:
    """ "A la hora de jubilarse", "en el momento de firmar": when something is done, not that it is time for it."""
    return article.i > article.sent.start and article.nbor(-1).pos_ == "ADP"


def _needed(head: Word) -> Word | None:
    """What follows: "necesario abrir", "importante que el gobierno explique", "necesario un patrullaje"."""
    clause = head.lower_ == "que"
    after = g.following(head, 4)
    if after and after[0].pos_ == "DET":  # "es necesario un patrullaje", "se necesita la ayuda de"
        return next((t for t in after if t.pos_ == "NOUN"), None)
    for other in g.following(head, _REACH):
        if g.is_infinitive(other):
            return other if other.i <= head.i + 3 else None
        if other.lower_ == "que":
            clause = True
        if g.is_finite(other) and other.pos_ in ("VERB", "AUX"):
            return other if clause and "Sub" in other.morph.mood else None
    return None


def from_goal(token: Word) -> Iterator[Predicate]:
    """ "La meta es llevar el comercio a 5 mil millones", "su objetivo es el de promover y crear"."""
    if token.lower_ not in word_list("goals") or g.is_negated(token):
        return
    near = g.following(token, 18)
    at = next((k for k, t in enumerate(near) if t.lower_ in ("es", "sigue", "consiste") and g.is_finite(t)), None)
    if at is None or any(g.is_finite(t) and t.pos_ == "VERB" and not _aside(t) for t in near[:at]):
        return
    rest = [t for t in near[at + 1 : at + 5] if t.lower_ not in ("el", "la", "de", "en", "siendo")]
    if not rest or not g.is_infinitive(rest[0]):
        return
    for action in g.action_chain(rest[0]):
        yield Predicate(near[at], action, (token, near[at], action), "goal", "intended", "goal", 0.6)


def _aside(verb: Word) -> bool:
    """ "El objetivo, recoge la agencia, es": a speech verb between commas."""
    before = verb.nbor(-1).text if verb.i > verb.sent.start else ""
    return before == ","
