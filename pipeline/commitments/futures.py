"""Predicates of what is to come: futures with an action, the next meeting of a series, obligations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.commitments import grammar as g
from pipeline.commitments.complements import followed_by
from pipeline.commitments.inventory import NO_EVENT, Predicate, actions, lemma_of
from pipeline.commitments.tree import Sentence, Word
from pipeline.commitments.words import word_list

#: What a document brings about is no commitment of its own.
_EFFECTS = (
    "permitir",
    "facilitar",
    "favorecer",
    "garantizar",
    "contribuir",
    "ayudar",
    "mejorar",
    "impulsar",
    "reducir",
)
#: With "se" these are movements, and nothing is given.
_OF_ONESELF = ("detener", "retirar", "levantar", "trasladar", "enviar")
_UNSURE = ("conditional", "possible")
#: Tenses of what may be to come.
_OPEN = ("future", "present", *_UNSURE)
_ASKING = ("cómo", "qué", "cuándo", "dónde", "cuánto", "cuál", "quién", "si")
_NEXT = re.compile(r"próxim|siguiente|primer|segund|tercer|cuart|quint|nuev|otr|seguimiento|^[IVX]+$", re.IGNORECASE)


def from_future(token: Word) -> Iterator[Predicate]:
    """ "ampliarán la cooperación", "seguirán aumentando": a future that several sides share, or one side promises.

    Verbs of no lexicon count only where several sides share them: "los dos países vigilarán juntos el estrecho".
    """
    action = _action_of(token)
    if action is None or token.dep_ in ("aux", "cop") or g.is_hypothetical(token):
        return
    form = g.tense(token)
    kind, event = actions().get(lemma_of(action), ("any", NO_EVENT))
    shared = kind != "any" or _may_be_joint(token, action, form)
    if not shared and not _may_be_deed(token, action, form):
        return
    subject = g.subject_of(token)
    if {token.head.lemma_.lower() if g.is_relative(token) else "", subject.lemma_.lower() if subject else ""} & (
        word_list("no_actions")
    ):
        return  # "la visita que realizará", "la visita concluirá el viernes"
    if lemma_of(action) in _OF_ONESELF and g.is_reflexive(action):
        return  # "se detendrá en Fortaleza"
    document = _of_document(token)
    if document and g.is_relative(token):
        return  # "un acuerdo que permitirá a las tropas adiestrarse": what it is good for
    effect = document and lemma_of(action) in _EFFECTS
    shared = shared and not effect and not (g.is_relative(token) and form != "future")
    if any(t.lower_ in _ASKING for t in g.left_edge(token)):
        return  # "falta definir cómo trabajarán"
    if any(t.lemma_.lower() in word_list("no_actions") for t in g.following(action, 3)):
        return
    if lemma_of(action) in ("mantener", "sostener") and any(
        t.lemma_.lower() in word_list("meetings") | {"conversación", "plática"} for t in g.following(action, 4)
    ):
        return  # "mantendrán conversaciones": a meeting
    told = form == "conditional" and _reported_in_past(token)
    status = "agreed" if form == "present" and action is token else "proposed" if form in _UNSURE else "intended"
    status = "intended" if told else status
    confidence = {"intended": 0.7, "agreed": 0.55, "proposed": 0.45}[status]
    yield Predicate(
        token,
        action,
        tuple(sorted({*g.auxiliaries(token), token, action}, key=lambda t: t.i)),
        f"future_{kind}",
        status,
        f"{_rule(form, headline=status == 'agreed')}.{kind if shared else 'effect' if effect else 'some'}",
        confidence - (0.1 if kind == "any" or told or g.is_relative(token) else 0.0),
        negated=g.is_negated(token),
        joint_only=form == "present" or status == "proposed" or kind == "any",
        event=event if status == "intended" else NO_EVENT,
    )


def _action_of(token: Word) -> Word | None:
    """The action of a future: the verb itself, the gerund of "seguirán aumentando", the infinitive of "empezará a"."""
    form = g.tense(token)
    if form not in _OPEN:
        return None
    lemma = lemma_of(token)
    if lemma in ("seguir", "continuar") and form in ("future", "present"):
        gerund = next((t for t in g.following(token, 3) if g.is_gerund(t)), None)
        goes_on = form == "future" and g.is_plural(token) and followed_by(token, "con", window=2)
        return gerund if gerund is not None or not goes_on else token
    if form not in ("future", *_UNSURE):
        known = lemma in actions() or lemma in word_list("phases")
        return token if known and form == "present" and is_headline(token.sent) else None
    if lemma in word_list("phases") and (started := g.first_action(token, window=5)) is not None:
        return started
    return token


def _of_document(token: Word) -> bool:
    subject = g.subject_of(token)
    if subject is not None and subject.lower_ == "que" and token.dep_ in ("acl", "acl:relcl"):
        subject = token.head
    return subject is not None and subject.lemma_.lower() in word_list("documents") | {"proyecto", "medida", "programa"}


def _may_be_joint(token: Word, action: Word, form: str) -> bool:
    """A verb of no lexicon: plural and future, and no journey, meeting, speech or state."""
    if lemma_of(action) == "recibir":  # "Siria recibirá ayuda económica iraní"
        return form != "possible" and any(t.lower_ in word_list("received") for t in g.following(token, 3))
    if any(t.lower_ in ("recorrido", "gira", "visita", "viaje") for t in g.following(action, 3)):
        return False
    stays = lemma_of(action) in word_list("travel") | word_list("no_deeds")
    plural = g.is_plural(token) or any(g.is_plural(a) for a in g.auxiliaries(token))
    certain = token.lower_.endswith(("rán", "remos")) or any(a.lemma_ == "ir" for a in g.auxiliaries(token))
    return form == "future" and plural and certain and token.pos_ == "VERB" and not stays


def _may_be_deed(token: Word, action: Word, form: str) -> bool:
    """Any other verb in a future or conditional, of one side too: "La troika estudiará una propuesta"."""
    carries = word_list("states") | word_list("travel")
    return form in ("future", "conditional") and token.pos_ == "VERB" and lemma_of(action) not in carries


def _reported_in_past(token: Word) -> bool:
    """ "dijo que serían liberados": the future of the past, and no proposal."""
    head = token.head
    return token.dep_ == "ccomp" and head.pos_ == "VERB" and g.tense(head) == "past"


def _rule(form: str, *, headline: bool) -> str:
    return "headline" if headline else "present" if form == "present" else "future"


def is_headline(sentence: Sentence) -> bool:
    """A short line without a full stop that opens the text: its present tense tells what was just agreed."""
    text = sentence.text.rstrip()
    return sentence.start_char < 400 and len(text) < 160 and text[-1:] not in ".!?…»”\"':;"


def from_meeting(token: Word) -> Iterator[Predicate]:
    """ "La próxima reunión se celebrará en Madrid", "una tercera ronda está prevista": the next meeting of a series."""
    planned = token.lower_.startswith("previst") and any(
        a.lemma_ == "estar" and g.tense(a) == "present" for a in g.auxiliaries(token)
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
        or (g.is_relative(token) and not any(t.lower_ in ("cuya", "cuyo") for t in g.left_edge(token)))
    ):
        return
    if not any(_NEXT.search(t.text) for t in g.noun_phrase(subject)):
        return
    words = tuple(sorted({*g.auxiliaries(token), token}, key=lambda t: t.i))
    yield Predicate(token, token, words, "meeting", "intended", "meeting.next", 0.6, joint_only=True)


def from_obligation(token: Word) -> Iterator[Predicate]:
    """ "las dos partes deben respetar", "no debe prolongarse", "tendrán que pagar": what the speaker calls for."""
    if token.pos_ != "VERB" or lemma_of(token) in ("ser", "estar", "haber", "tener"):
        return
    owes = _owes(token)
    if (g.tense(token) != "must" and not owes) or not _speaks_of_duty(token.sent):
        return
    if g.is_relative(token) or g.is_hypothetical(token):
        return
    words = tuple(sorted({*g.auxiliaries(token), *owes, token}, key=lambda t: t.i))
    rule = "obligation.not" if g.is_negated(token) else "obligation"  # a call to leave something is a call
    yield Predicate(token, token, words, "must", "called_for", rule, 0.55)


def _speaks_of_duty(sentence: Sentence) -> bool:
    """A form of "deber" or "tener que" is in a sentence: what the models take for one otherwise is none."""
    return any(word.lower_.startswith(("deb", "tien", "ten", "tuv")) for word in sentence)


def _owes(token: Word) -> tuple[Word, ...]:
    """The "tienen que" in front of an infinitive."""
    if token.i < token.sent.start + 2 or not g.is_infinitive(token):
        return ()
    have, that = token.nbor(-2), token.nbor(-1)
    return (have, that) if that.lower_ == "que" and have.lower_.startswith(("tien", "tend", "ten", "tuv")) else ()
