"""What stands around a commitment verb: its objects, its complement, the words behind it.

Questions that the constructions of the lexicon are made of: does "convenio" stand behind "firmaron ayer un"?
"""

from __future__ import annotations

from itertools import pairwise

from pipeline.commitments import grammar as g
from pipeline.commitments.forms import look_up
from pipeline.commitments.inventory import action_nouns
from pipeline.commitments.tree import Word
from pipeline.commitments.words import word_list

#: What the models take a verb for that opens a headline or a quotation.
_TAKEN_FOR = ("PROPN", "NOUN", "ADJ")
_QUOTES = ('"', "“", "«", "'", "‘")


def objects(token: Word) -> list[Word]:
    """Nouns that the verb acts on: objects and their coordination, or the subject of a passive."""
    heads = [c for c in token.children if c.dep_ in ("obj", "nsubj", "nsubj:pass", "obl", "iobj") and c.i > token.i]
    if g.is_reflexive(token) or any(a.lemma_ == "ser" for a in g.auxiliaries(token)) or is_modifier(token):
        heads += [c for c in token.children if c.dep_ in g.SUBJECTS and c.i < token.i]
    heads += [c for h in heads for c in h.conjuncts if c.i > h.i]
    if is_modifier(token) or g.is_relative(token):
        heads.append(token.head)
    return heads


def direct_objects(token: Word) -> list[Word]:
    """Objects without those behind a preposition: not "cerraron la cumbre con el compromiso"."""
    return [o for o in objects(token) if o.dep_ != "obl" and o.head.dep_ != "obl"]


def is_shouted_verb(token: Word) -> bool:
    """The verb that opens a headline and is taken for a name: "Acuerdan México y Cuba reanudar los vuelos"."""
    capitals = token.text.isupper() and len(token) > 4  # "PERÚ E ITALIA SUSCRIBEN UN TRATADO"
    if token.pos_ not in _TAKEN_FOR or not ((token.is_sent_start and token.pos_ == "PROPN") or capitals):
        return False
    known = look_up(token.text)
    return known is not None and known.tense in ("present", "past") and known.person == 3


def is_mistaken_verb(token: Word) -> bool:
    """A verb taken for something else: one that opens a headline or, in the first person, a quotation."""
    if token.pos_ not in _TAKEN_FOR or not (token.text[0].isupper() or token.is_sent_start):
        return False
    return is_shouted_verb(token) or _is_own_word(token)


def _is_own_word(token: Word) -> bool:
    """The verb in the first person that opens a quotation and is taken for something else: "«Insto a los líderes"."""
    opens = token.text[0].isupper() and (token.is_sent_start or token.nbor(-1).text in _QUOTES)
    if token.pos_ not in _TAKEN_FOR or not opens:
        return False
    known = look_up(token.text)
    return known is not None and known.tense in ("present", "past") and known.person == 1


def is_modifier(token: Word) -> bool:
    """ "el convenio suscrito por ambos": a participle that describes a noun."""
    is_participle = "Part" in token.morph.verb_form or token.pos_ == "ADJ"
    if any(g.is_finite(a) for a in g.auxiliaries(token)):
        return False  # "quienes han pedido explicaciones"
    return is_participle and token.dep_ in ("acl", "amod") and token.head.pos_ in ("NOUN", "PROPN")


def has_noun(token: Word, lemmas: frozenset[str], *, window: int = 8) -> bool:
    """A noun with one of `lemmas` is among the next `window` tokens, before another finite verb."""
    near = [t for t in g.following(token, window) if t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")]
    stop = next((t.i for t in g.following(token, window) if g.is_finite(t)), token.sent.end)
    return any(t.lemma_.lower() in lemmas or t.lower_ in lemmas for t in near if t.i < stop)


def followed_by(token: Word, *words: str, window: int = 4) -> bool:
    """One of `words` (lower case) is among the next `window` tokens, quotation marks left out."""
    return any(t.lower_ in words for t in g.following(token, window))


def says(token: Word, *phrases: str) -> bool:
    """One of the fixed `phrases` follows: "dieron luz verde", "dio ayer su visto bueno"."""
    rest = " ".join(t.lower_ for t in g.following(token, 6))
    return any(phrase in rest for phrase in phrases)


def action_nouns_of(token: Word) -> list[Word]:
    """What is announced by nouns of action: "anunció el envío de médicos y la donación de camas"."""
    nouns: list[Word] = []
    for other in g.following(token, 40):
        if (g.is_finite(other) and other.pos_ in ("VERB", "AUX")) or other.text in (";", ":"):
            break
        if other.pos_ != "NOUN" or other.lower_ not in action_nouns():
            continue
        before = other.nbor(-1)
        lead = before.nbor(-1) if before.pos_ == "DET" and before.i > token.i + 1 else before
        if before.pos_ == "DET" and (
            (not nouns and _next_to(token, lead)) or (nouns and lead.lower_ in ("y", "e", ","))
        ):
            nouns.append(other)
    return nouns


def _next_to(verb: Word, lead: Word) -> bool:
    """Nothing but the day, the place or an addressee stands between the verb and its object."""
    between = verb.doc[verb.i + 1 : lead.i + 1]
    if any(g.is_infinitive(t) for t in between):
        return False  # "prometió apoyar la apertura de negociaciones"
    return len(between) < 8 and not any(t.lower_ in ("que", "sobre", "tras", "por") for t in between)


def has_complement(token: Word) -> bool:
    """An object or a clause stands behind the verb."""
    return any(
        c.dep_ in ("obj", "obl", "xcomp", "ccomp", "csubj", "iobj", "advcl") and c.i > token.i for c in token.children
    ) or (g.is_reflexive(token) and bool(objects(token)))


def opens_clause(token: Word) -> bool:
    """ "acordaron que": the complement is a clause."""
    return followed_by(token, "que", window=3)


def before_finite(token: Word, limit: int) -> list[Word]:
    """The words in front of a verb and its auxiliaries, back to another finite verb."""
    first = g.first_index(token)
    out: list[Word] = []
    for other in reversed(token.doc[max(token.sent.start, first - limit) : first]):
        if g.is_finite(other) and other.pos_ in ("VERB", "AUX"):
            break
        out.append(other)
    return out


def until_finite(token: Word, limit: int) -> list[Word]:
    """The next `limit` words, up to another finite verb."""
    out = []
    for other in g.following(token, limit):
        if g.is_finite(other) and other.pos_ in ("VERB", "AUX"):
            break
        out.append(other)
    return out


def opens_clause_after_en(token: Word) -> bool:
    """ "coincidieron en que ...": the complement is a clause."""
    words = [t.lower_ for t in g.following(token, 7)]
    return any(a == "en" and b == "que" for a, b in pairwise(words))


def when_of(infinitive: Word) -> str:
    """`done` for "tras firmar", "al suscribir", `to come` for "para firmar", "antes de pactar", else empty."""
    at = infinitive.i - 1
    words = [t.lower_ for t in infinitive.doc[max(infinitive.sent.start, at - 1) : infinitive.i]]
    if words and words[-1] in ("se", "no"):
        return ""
    if words[-1:] in (["tras"], ["al"]) or words in (["luego", "de"], ["después", "de"]):
        return "done"
    return "to come" if words[-1:] == ["para"] or words == ["antes", "de"] else ""


def without_deal(token: Word) -> bool:
    """ "concluyó sin acuerdo", "no alcanzaron ningún acuerdo"."""
    near = g.following(token, 5)
    deals = word_list("deals") | {"avance"}
    return any(a.lower_ in ("sin", "ningún", "ninguna") and b.lemma_.lower() in deals for a, b in pairwise(near))
