"""Predicates of nouns: "la firma de un convenio", "su disposición a ampliar"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.commitments import grammar as g
from pipeline.commitments.complements import followed_by
from pipeline.commitments.fields import instrument_tokens
from pipeline.commitments.inventory import NO_EVENT, Entry, Predicate, lemma_of
from pipeline.commitments.tree import Word
from pipeline.commitments.words import word_list
from pipeline.lexicon import read_lexicon, split_cell


def from_noun(entry: Entry, token: Word) -> Iterator[Predicate]:
    """ "la firma de un acuerdo": signed, or intended where a future or a plan governs it."""
    after = [t for t in g.following(token, 8) if not t.is_space]
    while after and after[0].pos_ == "ADJ":  # "la firma oficial del acuerdo"
        after = after[1:]
    if not after or after[0].lower_ not in ("de", "del") or not instrument_tokens([token, *after]):
        return
    if g.is_hypothetical(token) or g.is_negated(token):
        return
    if any(
        t.lower_ in ("aniversario", "años", "desde") for t in token.doc[max(token.sent.start, token.i - 4) : token.i]
    ):
        return  # "el 50º aniversario de la firma"
    if any(t.lemma_.lower() in word_list("refusals") for t in token.sent[: max(0, token.i - token.sent.start)][-6:]):
        return  # "descartó la firma de un tratado"
    head = token.head
    form = g.tense(head) if head.pos_ in ("VERB", "AUX", "ADJ") else _nearest_tense(token)
    status, confidence = entry.status, entry.confidence
    if form in ("future", "conditional", "infinitive", "subjunctive", "possible") or _planned(token):
        status, confidence = "intended", confidence - 0.15
    article = token.nbor(-1) if token.i > token.sent.start else token
    words = (article, token) if article.lower_ in ("la", "una", "su") else (token,)
    event = entry.event if status == entry.status else NO_EVENT
    yield Predicate(token, token, words, entry.kind, status, f"noun.{entry.id}", confidence, event=event)


@lru_cache(maxsize=1)
def noun_heads() -> frozenset[str]:
    """The nouns that the rules below, and that for goals, begin with."""
    lists = (word_list(name) for name in ("calls", "demands", "will", "goals", "needs", "backing"))
    return frozenset(_stances()).union(*lists)


def from_call(token: Word) -> Iterator[Predicate]:
    """ "un llamado de Washington a aclarar las dudas": a call with its caller, whatever the verb."""
    if token.lower_ not in word_list("calls") | word_list("demands"):
        return
    rest = g.following(token, 8)
    cues = ("a", "al", "para") if token.lower_ in word_list("calls") else ("para", "de")
    at = next((k for k, t in enumerate(rest) if k > 1 and t.lower_ in cues), None)
    if at is not None and rest[at].lower_ == "de" and not (at + 1 < len(rest) and g.is_infinitive(rest[at + 1])):
        return  # "la petición de la cancillería de Chile"
    if not rest or rest[0].lower_ not in ("de", "del") or at is None or g.is_hypothetical(token):
        return
    action = rest[at + 1] if at + 1 < len(rest) and g.is_infinitive(rest[at + 1]) else token
    words = (token,) if action is token else (token, rest[at], action)
    yield Predicate(token, action, words, "call", "called_for", "noun.call", 0.6, event=("REQUEST", "10"))


def from_will(token: Word) -> Iterator[Predicate]:
    """ "ha dejado ver su disposición a unirse": a will with its action, whatever the verb."""
    if token.lower_ not in word_list("will"):
        return
    before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
    governor = _verb_above(token)
    if (
        not _belongs(token, before)
        or governor is None
        or governor.i > token.i
        or not followed_by(token, "a", "de", "por", "en", window=1)
    ):
        return
    first = g.first_action(token, window=3)
    if first is None or lemma_of(first) in word_list("travel") or g.is_negated(governor) or g.is_hypothetical(governor):
        return
    if g.tense(governor) not in ("past", "present") or g.is_relative(governor):
        return
    for action in g.action_chain(first):
        yield Predicate(governor, action, (token, action), "intend", "intended", "noun.will", 0.6)


def from_backing(token: Word) -> Iterator[Predicate]:
    """ "contará con todo el apoyo de España", "subrayó su respaldo a la candidatura": backing, whatever the verb."""
    if token.lower_ not in word_list("backing") or g.is_negated(token):
        return
    before = [t.lower_ for t in token.doc[max(token.sent.start, token.i - 3) : token.i]]
    owned = bool({"su", "sus", "nuestro", "nuestra", "mi"} & set(before))
    if not owned and not (before[-1:] in (["el"], ["del"]) and followed_by(token, "de", "del", "a", "al", window=1)):
        return
    governor = _governor(token)
    if governor is None or g.is_hypothetical(governor) or any(w.startswith("agradec") for w in before):
        return  # "agradeció el respaldo de la Unión": thanks
    yield Predicate(governor, token, (token,), "support", "agreed", "noun.backing", 0.5, negated=g.is_negated(governor))


def from_need(token: Word) -> Iterator[Predicate]:
    """ "destacó en una rueda de prensa la necesidad de evitar": what is needed is called for, whatever the verb."""
    if token.lower_ not in word_list("needs") or not followed_by(token, "de", window=1):
        return
    governor = _governor(token)
    if governor is None or g.is_hypothetical(governor) or g.is_negated(governor):
        return
    first = g.first_action(token, window=4)
    for action in g.action_chain(first) if first is not None else [token]:
        words = (token,) if action is token else (token, action)
        yield Predicate(governor, action, words, "call", "called_for", "noun.need", 0.5, event=("REQUEST", "10"))


def _governor(token: Word) -> Word | None:
    """The finite verb that a noun depends on, or an infinitive or participle that leads to one."""
    return g.finite_verb_above(token) or _verb_above(token)


def _verb_above(token: Word) -> Word | None:
    return next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)


@lru_cache(maxsize=1)
def _stances() -> dict[str, tuple[str, str]]:
    """Kind and status of a stance by its noun."""
    return {
        word: (row["kind"], row["status"])
        for row in read_lexicon("commitment_stances")
        for word in split_cell(row["words"])
    }


def from_stance(token: Word) -> Iterator[Predicate]:
    """ "la iniciativa de Francia y Alemania de mantener conversaciones", "el compromiso de abrir el mercado"."""
    stance = _stances().get(token.lower_)
    if stance is None or g.is_negated(token) or g.is_hypothetical(token):
        return
    rest = g.following(token, 14)
    if not rest or rest[0].lower_ not in ("de", "del", "a", "para", "por", "en"):
        return
    action = next((t for t in rest if g.is_infinitive(t)), None)
    if action is None or any(g.is_finite(t) or t.text in ",;:" for t in rest if t.i < action.i):
        return
    if action.nbor(-1).lower_ not in ("de", "a", "para", "por", "en"):
        return
    for each in g.action_chain(action):
        yield Predicate(token, each, (token, action.nbor(-1), each), *stance, "noun.stance", 0.5)


def _belongs(token: Word, before: str) -> bool:
    """ "su disposición", "con el compromiso": somebody's will, and not will in general."""
    if before == "su":
        return True
    if before not in ("el", "un") or token.lower_ != "compromiso" or token.i < token.sent.start + 2:
        return False
    return bool(token.nbor(-2).lower_ == "con")


def _nearest_tense(token: Word) -> str:
    verbs = [t for t in token.sent if g.is_finite(t) and t.pos_ in ("VERB", "AUX")]
    return g.tense(min(verbs, key=lambda t: abs(t.i - token.i))) if verbs else ""


def _planned(token: Word) -> bool:
    cues = {
        "prever",
        "previsto",
        "prevista",
        "próximo",
        "próxima",
        "pendiente",
        "posible",
        "eventual",
        "futuro",
        "futura",
    }
    return any(t.lemma_.lower() in cues or t.lower_ in cues for t in token.sent if abs(t.i - token.i) < 10)
