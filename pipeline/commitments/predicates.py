"""Words that commit: verbs, light verbs and nouns of `lexicons/commitment_*.csv` in the constructions they need.

"Los dos países acordaron abrir una ruta y crear un fondo" gives two, "acordaron abrir" and "acordaron crear".
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pipeline.commitments import grammar as g
from pipeline.commitments.complements import is_mistaken_verb, is_modifier
from pipeline.commitments.constructions import holds
from pipeline.commitments.futures import from_future, from_meeting, from_obligation
from pipeline.commitments.inventory import Predicate, lemma_of, noun_entries, verb_entries
from pipeline.commitments.necessity import from_goal, from_necessity, words_of_need
from pipeline.commitments.nouns import from_backing, from_call, from_need, from_noun, from_stance, from_will, noun_heads
from pipeline.commitments.tree import Sentence, Word
from pipeline.commitments.verbs import from_verb


def find_predicates(sentence: Sentence) -> list[Predicate]:
    """Commitment predicates of a parsed sentence, by position; no word is used twice."""
    found: list[Predicate] = []
    used: set[int] = set()
    for token in _beginnings(sentence):
        if token.i in used or token.is_punct or token.is_space:
            continue
        for predicate in _predicates_at(token):
            if predicate.action.i not in used and not _is_said_already(predicate, found):
                used.update(t.i for t in predicate.words)
                found.append(replace(predicate, inside=True) if _is_described(predicate, found) else predicate)
    found = [p if not _is_circumstance(p, found) else replace(p, inside=True) for p in found]
    return sorted(found, key=lambda p: (p.anchor.i, p.action.i))


#: Kinds whose object a signing may be.
_OVER = ("propose", "intend", "call", "agree")


def _is_circumstance(predicate: Predicate, found: list[Predicate]) -> bool:
    """ "entró en vigor tras el canje de notas": how another predicate came about, and no deal of its own."""
    noun = predicate.anchor
    above = set(noun.ancestors)
    if predicate.rule.startswith("noun.") and any(p.anchor in above and p.kind in _OVER for p in found):
        return True  # "propuso la firma de un tratado"
    if not predicate.rule.startswith("noun.") or noun.i < noun.sent.start + 2:
        return False
    lead = {t.lower_ for t in noun.doc[noun.i - 2 : noun.i]}
    told = any(p.kind in ("sign", "agree", "light", "force") for p in found if p is not predicate)
    return told and bool(lead & {"tras", "mediante", "por"})


def _is_said_already(predicate: Predicate, found: list[Predicate]) -> bool:
    """ "reiteró su apoyo": the noun of a verb that is a predicate itself."""
    return predicate.rule in ("noun.backing", "noun.need") and any(p.anchor.i == predicate.anchor.i for p in found)


def _is_described(predicate: Predicate, found: list[Predicate]) -> bool:
    """ "implementar el consenso alcanzado", "un fondo que dará créditos": inside what another predicate is about."""
    above = set(predicate.anchor.ancestors)
    if predicate.kind == "must":  # "insistieron en que las partes deben negociar"
        return any(p.anchor in above for p in found)
    describes = is_modifier(predicate.anchor) or g.is_relative(predicate.anchor)
    return describes and any(p.action in above and not is_modifier(p.anchor) for p in found)


_VERBAL = ("VERB", "AUX", "ADJ")


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """The words that a predicate without a verb may begin with."""
    return frozenset((*noun_entries(), *words_of_need(), *noun_heads()))


def _beginnings(sentence: Sentence) -> list[Word]:
    """The words that a predicate can begin with at all: most are refused before any rule looks at them."""
    heads = _heads()
    return [t for t in sentence if t.pos_ in _VERBAL or t.lower_ in heads or is_mistaken_verb(t)]


def _predicates_at(token: Word) -> list[Predicate]:
    """Predicates that begin at a token."""
    return _of_verb(token) if token.pos_ in _VERBAL or is_mistaken_verb(token) else _of_noun(token)


def _of_verb(token: Word) -> list[Predicate]:
    for entry in verb_entries().get(lemma_of(token), ()):
        if holds(entry, token) and (found := list(from_verb(entry, token))):
            return found
    for rule in (from_meeting, from_obligation, from_future, from_necessity):
        if found := list(rule(token)):
            return found
    return []


def _of_noun(token: Word) -> list[Predicate]:
    if needed := list(from_necessity(token)):
        return needed
    if token.pos_ in ("NOUN", "PROPN") and token.lower_ in noun_entries():
        return list(from_noun(noun_entries()[token.lower_], token))
    if token.pos_ != "NOUN":
        return []
    for rule in (from_call, from_will, from_goal, from_stance, from_need, from_backing):
        if found := list(rule(token)):
            return found
    return []
