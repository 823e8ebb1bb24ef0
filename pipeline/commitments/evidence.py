"""The evidence of a commitment: its clause, the instrument named in it, its parties as rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.attributes import Row
from pipeline.commitments import grammar as g
from pipeline.commitments.complements import is_modifier
from pipeline.commitments.fields import instrument_of, instrument_tokens
from pipeline.commitments.inventory import Predicate
from pipeline.commitments.memory import Found
from pipeline.commitments.tree import Sentence, Word
from pipeline.commitments.words import word_list

TRAILING = " ,;:—–-"
_AROUND = TRAILING + '."”» \n'
#: What follows a date that is itself what is agreed on: "acordaron el lunes como fecha".
_GOES_ON = re.compile(r"\s+(?:como|para|y|e|o|u)\b")
#: What may stand between a verb and the date behind it.
_ARTICLE = re.compile(r"[ ,]*(?:(?:el|la|los|este|esta)(?: (?:pasado|pasada|próximo|próxima|mismo|misma))? )?")
_CONNECTORS = re.compile(
    r"(?:[\s,;]|\b(?:y|e|o|así como|además|también|a|en|para|de|por|que|se|no)\b)+$", re.IGNORECASE
)


def object_of(predicate: Predicate, end: int, dates: Sequence[Row] = ()) -> str:
    """What the action is about: the words after it up to `end`, or the subject of "El convenio fue suscrito".

    One of `dates` (rows of days, with `start` and `end`) right after it is no part of that: "acordaron este martes la
    venta".
    """
    verb = predicate.anchor
    subject = g.subject_of(verb, before_only=True) if _is_passive(verb) else None
    if subject is not None and subject.lemma_.lower() in word_list("documents"):
        phrase = g.noun_phrase(subject)
        return verb.doc.between(phrase[0].i, phrase[-1].i + 1)
    last = max(predicate.action, verb, key=lambda t: t.i)
    start = last.idx + len(last)
    words = verb.doc.text[_after_date(verb.doc.text, start, dates) : end].strip(_AROUND)
    return words or verb.doc.text[start:end].strip(_AROUND)


def _after_date(text: str, start: int, dates: Sequence[Row]) -> int:
    """Where a date that begins at `start`, its article before it, ends; `start` when there is none."""
    for date in dates:
        if date["start"] >= start and _ARTICLE.fullmatch(text, start, date["start"]):
            return start if _GOES_ON.match(text, date["end"]) else int(date["end"])
    return start


def _is_passive(verb: Word) -> bool:
    return g.is_reflexive(verb) or any(a.lemma_ == "ser" for a in g.auxiliaries(verb))


def clause_of(
    sentence: Sentence, predicates: Sequence[Predicate], n: int, following: Predicate | None
) -> tuple[int, int]:
    """Character range of the evidence: from the predicate, for the first one from the sentence's start, to the next."""
    predicate = predicates[n]
    doc = sentence.doc
    same_anchor = n > 0 and predicates[n - 1].anchor.i == predicate.anchor.i
    first = predicate.action.i if same_anchor else predicate.first
    start = sentence.start_char if n == 0 else doc[first].idx
    end = sentence.end_char
    if following is not None:
        next_first = following.action if following.anchor.i == predicate.anchor.i else doc[following.first]
        end = max(next_first.idx, doc[predicate.action.i].idx + len(predicate.action))
    text = doc.text[start:end]
    trimmed = _CONNECTORS.sub("", text) if following is not None else text
    trimmed = trimmed.rstrip(TRAILING + "\n")
    least = doc[predicate.action.i].idx + len(predicate.action) - start
    return start, start + max(len(trimmed), least)


def instrument_in(predicate: Predicate, start: int, end: int) -> tuple[str, str] | None:
    """(words, topic) of the instrument in the clause, the one after the predicate before the one in front of it."""
    doc = predicate.anchor.doc
    span = doc.inside(start, end)
    if not span:
        return None
    own = {t.i for t in predicate.words}
    # "se pusieron de acuerdo sobre una declaración": no accord is named there
    words = [t for t in span if not (t.lower_ == "acuerdo" and t.i and t.nbor(-1).lower_ == "de")]
    after = [t for t in words if t.i >= predicate.anchor.i]
    before = [t for t in words if t.i < predicate.anchor.i]
    acted_on = _acted_on(predicate)
    for tokens in (acted_on, after, list(reversed(before))):
        nouns = [t for t in instrument_tokens(tokens) if t.i not in own or t.pos_ in ("NOUN", "PROPN")]
        # "documentos, incluyendo un memorándum", "un acuerdo sobre una resolución": the kind says more than the general
        # word, and what is agreed on more than the deal
        nouns.sort(key=lambda t: (t.i in own, t.lemma_.lower() in ("documento", "instrumento")))
        found = instrument_of(nouns[:1])
        if found is not None:
            noun, stop, topic = found
            return doc.between(noun.i, stop), topic
    return None


def _acted_on(predicate: Predicate) -> list[Word]:
    """What a participle describes or a passive has for subject: "el convenio firmado", "la carta fue suscrita"."""
    verb = predicate.anchor
    if is_modifier(verb):
        return [verb.head]
    subject = g.subject_of(verb, before_only=True) if g.is_passive(verb) else None
    return [] if subject is None else g.noun_phrase(subject)


def with_instrument_topic(
    topics: tuple[str, ...], predicate: Predicate, instrument: tuple[str, str] | None
) -> tuple[str, ...]:
    """`topics` and that of the instrument; a memorandum is a topic only when it is signed."""
    topic = instrument[1] if instrument else ""
    if topic == "memorandum_signed" and predicate.status != "signed":
        topic = ""
    return tuple(dict.fromkeys((*topics, topic) if topic else topics))


def party_rows(found: Found) -> list[Row]:
    """Rows of `agreement_parties` for the parties found."""
    columns = ("name", "kind", "country", "organization_id", "person_id", "resolved_from")
    return [{"party_id": f"p{n}", **{c: p[c] for c in columns}} for n, p in enumerate(found.parties, 1)]
