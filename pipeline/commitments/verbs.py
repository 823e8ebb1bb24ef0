"""Predicates of commitment verbs: "acordaron abrir", "se comprometieron a crear", "alcanzaron un acuerdo"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.commitments import grammar as g
from pipeline.commitments.complements import action_nouns_of, opens_clause_after_en, when_of, without_deal
from pipeline.commitments.constructions import PLANNED
from pipeline.commitments.inventory import NO_EVENT, Entry, Predicate, lemma_of
from pipeline.commitments.tree import Word
from pipeline.commitments.words import word_list

_JOINT_NEEDS = ("object", "organ", "joint", "jointaction", "jointpresent", "foresee", "renewed")
_IMPERFECT = ("aba", "aban", "ía", "ían")
#: Kinds of what is done, which a later tense makes intended or proposed.
_DONE_KINDS = ("sign", "agree", "light", "accept", "force")
#: Tenses in which a kind commits nobody.
_UNREAL = {
    "call": ("conditional", "future", "possible"),
    "support": ("conditional", "future", "possible"),
    "propose": ("conditional",),
    "reaffirm": ("conditional", "possible"),
    "stipulate": ("conditional", "possible"),
}
_INTENDED_BY_TENSE = {"future": "intended", "conditional": "proposed", "possible": "proposed"}


def from_verb(entry: Entry, token: Word) -> Iterator[Predicate]:
    """Predicates of a verb that stands in the construction of `entry`, one for each coordinated action."""
    form = g.tense(token)
    if _is_told_in_passing(entry, token, form) or _is_unreal(entry, token, form):
        return
    status, confidence = _status_of(entry, token, form)
    base = Predicate(
        token,
        token,
        _head_words(entry, token),
        entry.kind,
        status,
        f"verb.{entry.id}",
        confidence,
        negated=g.is_negated(token) or entry.kind == "fail" or without_deal(token),
        joint_only=entry.needs in _JOINT_NEEDS,
        document=g.subject_of(token) if entry.needs == "document" else None,
        event=entry.event if status == entry.status else NO_EVENT,
    )
    yield from _with_actions(base)


def _is_told_in_passing(entry: Entry, token: Word, form: str) -> bool:
    """ "el viaje que tiene previsto", "un plazo para alcanzar un acuerdo", "fue invitado a asistir"."""
    if form == "infinitive" and when_of(token) == "to come" and entry.kind not in ("sign", "reaffirm", "call"):
        return True
    if entry.id == "invitar-a" and any(a.lemma_ == "ser" for a in g.auxiliaries(token)):
        return True
    return g.is_relative(token) and token.head.lemma_.lower() in word_list("no_actions")


def _is_unreal(entry: Entry, token: Word, form: str) -> bool:
    """A form in which the verb commits nobody: "si firman", "que firme", "instarían", "el plan establecía"."""
    if g.is_hypothetical(token) or form == "subjunctive":
        return True
    if entry.kind == "stipulate" and token.lower_.endswith(_IMPERFECT):
        return True
    return form in _UNREAL.get(entry.kind, ())


def _status_of(entry: Entry, token: Word, form: str) -> tuple[str, float]:
    """Status and confidence: those of the entry, changed by the tense."""
    status, confidence = entry.status, entry.confidence
    if form == "infinitive" and when_of(token) == "to come" and entry.kind != "call":
        status, confidence = "intended", confidence - 0.15
    if entry.kind in _DONE_KINDS and form in _INTENDED_BY_TENSE:
        status, confidence = _INTENDED_BY_TENSE[form], confidence - 0.1
    if entry.id == "establecer-relaciones" and form in ("present", "future"):
        status = "intended"
    if entry.kind == "call" and token.lower_.endswith(_IMPERFECT):
        confidence -= 0.2  # "solicitaban la devolución": a state of affairs rather than an act
    if g.is_relative(token) and entry.kind in ("call", "propose", "intend"):
        confidence -= 0.1
    return status, confidence


def _head_words(entry: Entry, token: Word) -> tuple[Word, ...]:
    """The verb with its auxiliaries, its "se" and the fixed part of "tener previsto"."""
    words = {*g.auxiliaries(token), token}
    first = min(t.i for t in words)
    if (governor := g.periphrasis(token)) is not None:
        words.update(token.doc[governor.i : token.i])
        first = governor.i
    if first > token.sent.start and token.doc[first - 1].lower_ in ("se", "nos"):
        words.add(token.doc[first - 1])
    if entry.needs == "previsto":
        words.add(next(t for t in g.following(token, 2) if t.lower_ in PLANNED))
    return tuple(sorted(words, key=lambda t: t.i))


def _with_actions(base: Predicate) -> Iterator[Predicate]:
    """One predicate for each coordinated action, or the verb alone where it governs none."""
    if base.kind in ("sign", "light", "force", "support") and base.rule != "verb.poner-de-acuerdo":
        yield replace(base, words=_with_light_object(base))
        return
    if base.rule == "verb.anunciar-accion":
        for noun in action_nouns_of(base.anchor):
            yield replace(base, action=noun, words=(*base.words, noun))
        return
    if base.rule == "verb.coincidir" and opens_clause_after_en(base.anchor):
        yield base
        return
    addressee = base.kind in ("call", "propose")
    first = g.first_action(base.anchor, window=14 if addressee else 10, addressee=addressee)
    if first is None:
        yield from _with_subjunctives(base)
        return
    if base.kind == "intend" and _is_journey(first):
        return
    head = (*base.words, *_leading_preposition(base.anchor, first))
    actions = g.action_chain(first)
    deeper = g.first_action(first) if len(actions) == 1 and lemma_of(first) in word_list("light_actions") else None
    if deeper is not None and _purpose(deeper):  # "trabajar con Perú para abrir"
        head, actions = (*head, first, *_leading_preposition(first, deeper)), g.action_chain(deeper)
    for action in actions:
        if lemma_of(action) in word_list("hostile") and base.kind in ("propose", "intend", "agree"):
            continue
        gerund = gerund_after(action)
        negation = (action.nbor(-1),) if action.nbor(-1).lower_ == "no" else ()  # "pidió no agravar"
        words = (*head, *negation, action) if gerund is None else (*head, *negation, action, gerund)
        yield replace(base, action=gerund or action, words=words)


def _with_subjunctives(base: Predicate) -> Iterator[Predicate]:
    """ "pidieron que cese el fuego y se abra el paso": one each, the verb alone where nothing of the kind follows."""
    wanted = g.subjunctive_chain(base.anchor) if base.kind in ("call", "propose", "agree") else []
    yield from (replace(base, action=action, words=(*base.words, action)) for action in wanted)
    if not wanted:
        yield base


def _is_journey(action: Word) -> bool:
    """ "tiene previsto viajar", "prevé realizar una visita"."""
    light = lemma_of(action) in ("realizar", "hacer", "efectuar", "emprender", "iniciar")
    visit = light and any(t.lower_ in word_list("no_actions") for t in g.following(action, 4))
    return visit or lemma_of(action) in word_list("travel")


def _leading_preposition(anchor: Word, action: Word) -> tuple[Word, ...]:
    """The "a" of "se comprometió a abrir", which coordinated actions share."""
    before = action.nbor(-1) if action.i > anchor.i + 1 else anchor
    if before.lower_ == "no" and before.i > anchor.i + 1:
        before = before.nbor(-1)
    return (before,) if before.lower_ in ("a", "en", "por", "para", "de") else ()


def gerund_after(action: Word) -> Word | None:
    """ "seguir apoyándose": the action is the gerund."""
    if lemma_of(action) not in ("seguir", "continuar"):
        return None
    return next((t for t in g.following(action, 2) if g.is_gerund(t)), None)


def _with_light_object(base: Predicate) -> tuple[Word, ...]:
    if base.kind != "light":
        return base.words
    deal = next((t for t in g.following(base.anchor, 5) if t.lemma_.lower() in word_list("deals")), None)
    return base.words if deal is None else (*base.words, deal)


def _purpose(action: Word) -> bool:
    before = action.nbor(-1).lower_ if action.i > action.sent.start else ""
    return before in ("para", "por", "en", "a")
