"""Agreements: what states and organizations signed, agreed, intend, support or call for, one row a predicate.

"Las dos partes ampliarán la cooperación energética y acelerarán la construcción de infraestructura" gives two rows,
`intended`, energy and infrastructure_connectivity, with the parties that "las dos partes" stands for.

Reads: dependencies, lemmas, morphology; rows of people, titles, organizations, places, dates, amounts, statements.
Writes: `doc._.agreements`, `doc.spans["agreements"]`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.attributes import Row, article_of, register, row_id, rows_of
from pipeline.commitments import grammar as g
from pipeline.commitments.doubts import doubts_of, is_excluded
from pipeline.commitments.evidence import (
    clause_of,
    instrument_in,
    object_of,
    party_rows,
    with_instrument_topic,
)
from pipeline.commitments.fields import (
    event_codes,
    find_amount,
    find_deadline,
    scope_of,
)
from pipeline.commitments.inventory import Predicate, lemma_of, verbs_of_nouns
from pipeline.commitments.judge import features_of, probability
from pipeline.commitments.keys import agreement_key, deed_of
from pipeline.commitments.lists import REACH, list_item
from pipeline.commitments.matter import GUESSED, Matter, acts_by_itself, is_general, matter_of
from pipeline.commitments.memory import Found
from pipeline.commitments.parties import Parties
from pipeline.commitments.predicates import find_predicates
from pipeline.commitments.sides import distinct, merged
from pipeline.commitments.themes import article_themes
from pipeline.commitments.tree import Sentence, Text

#: Rows less sure than this do not come out.
MIN_CONFIDENCE = 0.43
#: No row is surer than this.
MAX_CONFIDENCE = 0.97


@dataclass(frozen=True, slots=True)
class Candidate:
    """A predicate with its parties, and what tells whether it is a commitment and about what.

    `features` are the names that the judge of commitments weighs, `sure` is the probability of a commitment, 0 to 1.
    """

    predicate: Predicate
    found: Found
    matter: Matter
    doubts: tuple[str, ...]
    features: Sequence[str]
    sure: float


#: Is told of every candidate, kept or not.
Observer = Callable[[Candidate], None]


@dataclass(frozen=True)
class _Context:
    article: Row
    text: str
    #: Rows of the stages before.
    dates: Sequence[Row]
    amounts: Sequence[Row]
    parties: Parties
    min_confidence: float
    observe: Observer | None
    #: `theme`, `instrument` and `key` of the document told of last.
    documents: dict[str, Any]

    @property
    def published(self) -> str | None:
        return self.article.get("published")

    @cached_property
    def themes(self) -> Mapping[str, float]:
        return article_themes(self.article.get("title"), self.text)


def find_agreements(doc: Doc, *, min_confidence: float = MIN_CONFIDENCE, observe: Observer | None = None) -> list[Row]:
    """Agreement rows of a parsed `doc`, by position; rows under `min_confidence` (0 to 1) are left out.

    A row has the columns of the `agreements` table but article_id, text and sentence, and `parties`, a list of rows
    with those of `agreement_parties`. `start` and `end` are characters of the clause, end exclusive. It reads what the
    stages before left in `doc`; without a dependency parse there are no rows. `observe` is told of every candidate,
    kept or not, as training needs.
    """
    if not doc.has_annotation("DEP"):
        return []
    text = Text(doc)
    predicates = [find_predicates(sentence) for sentence in text.sents]
    last = max((number for number, found in enumerate(predicates) if found), default=-1)
    if last < 0:  # of most news texts nothing but this is asked
        return []
    context = _Context(
        article_of(doc),
        text.text,
        rows_of(doc, "dates"),
        rows_of(doc, "amounts"),
        Parties(doc, text),
        min_confidence,
        observe,
        {},
    )
    rows: list[Row] = []
    last_signing: tuple[int, Row] | None = None
    for number, sentence in enumerate(text.sents):
        in_reach = last_signing is not None and number - last_signing[0] <= REACH
        if number > last and not in_reach:
            break
        found = _of_sentence(context, sentence, predicates[number])
        if not found and last_signing and in_reach:
            found = list_item(context.parties, context.themes, sentence, last_signing[1])
        context.parties.memory.enter(sentence)
        kept = [row for row in found if row["confidence"] >= min_confidence]
        signings = [row for row in kept if row["status"] == "signed" and row["polarity"] == "affirmed"]
        if signings:
            last_signing = (number, signings[-1])
        rows += kept
    return [{"agreement_id": row_id("a", n), **row} for n, row in enumerate(rows, 1)]


def _of_sentence(context: _Context, sentence: Sentence, found: Sequence[Predicate]) -> list[Row]:
    kept = _commitments(context, sentence, found)
    predicates = [c.predicate for c in kept]
    rows = []
    for n, commitment in enumerate(kept):
        following = _following(predicates, n)
        rows.append(_row(context, commitment, clause_of(sentence, predicates, n, following)))
    if not kept and (spoken := _main_parties(context.parties, sentence)) is not None:
        context.parties.memory.speak_of(spoken.parties)
    return rows


def _commitments(context: _Context, sentence: Sentence, predicates: Sequence[Predicate]) -> list[Candidate]:
    """What of the predicates of a sentence is sure enough to be a commitment."""
    kept = []
    for n, predicate in enumerate(predicates):
        found = context.parties.of_predicate(predicate)
        if not found.parties:
            found = context.parties.guess(predicate, found.how)
        if not found.parties:
            continue
        found = _unrepeated(found)
        clause = clause_of(sentence, predicates, n, _following(predicates, n))
        doubts = _doubts(context, predicate, found, clause)
        allowed = not is_excluded(doubts, found, context.parties.sides)
        if not allowed and context.observe is None:
            continue
        features = features_of(predicate, found, doubts, context.parties.sides)
        sure = probability(features)
        keep = allowed and sure >= context.min_confidence
        if not keep and context.observe is None:
            continue
        known = context.documents.get("theme")
        matter = matter_of(predicate, found, clause, context.themes, known, among=len(predicates) > 1)
        candidate = Candidate(predicate, found, matter, doubts, features, sure)
        if context.observe is not None:
            context.observe(candidate)
        if keep:
            kept.append(candidate)
            context.parties.memory.speak_of(found.parties, committed=True)
    return kept


def _unrepeated(found: Found) -> Found:
    """Each party once; one that is left of several is not joint any more."""
    parties = merged(found.parties)
    if len(parties) == len(found.parties):
        return found
    return replace(found, parties=parties, joint=found.joint and len(parties) > 1)


def _following(predicates: Sequence[Predicate], n: int) -> Predicate | None:
    return next((p for p in predicates[n + 1 :] if p.action.i > predicates[n].action.i), None)


def _doubts(context: _Context, predicate: Predicate, found: Found, clause: tuple[int, int]) -> tuple[str, ...]:
    return doubts_of(predicate, found, context.parties.sides, clause, context.dates, context.published)


def _main_parties(parties: Parties, sentence: Sentence) -> Found | None:
    """Parties of the sentence's own subject, for the zero subject of the next one."""
    root = sentence.root
    subject = g.subject_of(root)
    if subject is None:
        return None
    tokens = g.noun_phrase(subject)
    named = parties.sides.within(tokens, seat=True)
    if named:
        return Found(distinct(named), "subject", 0.9, joint=len(distinct(named)) > 1)
    return parties.memory.anaphor(tokens)


def _row(context: _Context, commitment: Candidate, clause: tuple[int, int]) -> Row:
    predicate, found, matter = commitment.predicate, commitment.found, commitment.matter
    text, (start, end) = predicate.anchor.doc.text, clause
    days = [d for d in context.dates if d["type"] in ("DATE", "TIME")]
    obj = object_of(predicate, end, days)
    instrument = instrument_in(predicate, start, end)
    if acts_by_itself(predicate, found) and (instrument is None or is_general(instrument[0])):
        instrument = context.documents.get("instrument", instrument)  # "El texto establece": the treaty told of before
    theme, topics = matter.theme, with_instrument_topic(matter.topics, predicate, instrument)
    if instrument and matter.rule not in GUESSED:
        context.documents["theme"] = theme
    if instrument and not is_general(instrument[0]):
        context.documents["instrument"] = instrument
    amount = find_amount(context.amounts, start, end)
    # what is signed has its own date, which is no limit; only a word of limit makes one there
    to_come = predicate.status not in ("signed", "in_force") or predicate.kind == "force"
    deadline = find_deadline(
        text,
        context.dates,
        *_reach(predicate, clause),
        published=context.published if to_come else None,
    )
    # what did not happen is no event; a refusal is one
    no_event = predicate.negated and predicate.kind != "fail"
    plover, cameo = (None, None) if no_event else event_codes(predicate.status, theme, predicate.event)
    return {
        "predicate": " ".join(t.text for t in predicate.words),
        "lemma": _lemma(predicate),
        "object": obj or None,
        "theme": theme,
        "topics": ";".join(topics) or None,
        "status": predicate.status,
        "polarity": "negated" if predicate.negated else "affirmed",
        "scope": scope_of(found.parties),
        "instrument": instrument[0] if instrument else None,
        "amount": text[amount["start"] : amount["end"]] if amount else None,
        "amount_value": amount["value"] if amount else None,
        "amount_unit": amount["unit"] if amount else None,
        "deadline": deadline,
        "plover": plover,
        "cameo": cameo,
        "start": start,
        "end": end,
        "confidence": round(min(commitment.sure, MAX_CONFIDENCE), 2),
        "rule": "|".join(
            (predicate.rule, found.how, f"theme.{matter.rule}", *(f"doubt.{d}" for d in commitment.doubts))
        ),
        "agreement_key": _key(
            context, predicate, found, (instrument[0] if instrument else None, theme, topics, end), days
        ),
        "parties": party_rows(found),
    }


def _key(
    context: _Context,
    predicate: Predicate,
    found: Found,
    what: tuple[str | None, str, tuple[str, ...], int],
    days: Sequence[Row],
) -> str:
    """Key of the agreement; a document that acts ("El tratado entrará en vigor") is the one told of last."""
    instrument, theme, topics, end = what
    last = context.documents.get("key")
    if last and acts_by_itself(predicate, found):
        return str(last)
    action = max(predicate.action, predicate.anchor, key=lambda t: t.i)
    after = [
        t
        for t in action.doc[action.i + 1 : action.sent.end]
        if t.idx < end and not any(d["start"] <= t.idx < d["end"] for d in days)
    ]
    key = agreement_key(found.parties, instrument, theme, topics, deed_of(_lemma(predicate), after))
    if instrument:
        context.documents["key"] = key
    return key


def _lemma(predicate: Predicate) -> str:
    """Lemma of the action, the verb's where a noun stands for it ("la firma")."""
    lemma = lemma_of(predicate.action)
    return verbs_of_nouns().get(lemma, lemma) if predicate.action.pos_ == "NOUN" else lemma


def _reach(predicate: Predicate, clause: tuple[int, int]) -> tuple[int, int]:
    """Where a time limit may stand: in the clause, and in front of the predicate where the sentence begins with it."""
    sentence = predicate.anchor.sent
    return (sentence.start_char if predicate.first - sentence.start < 12 else clause[0]), clause[1]


class Agreements:
    """Component: writes the rows of `find_agreements` to the Doc."""

    def __init__(self, min_confidence: float) -> None:
        register()
        self.min_confidence = min_confidence
        self.observe: Observer | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Find the agreements of `doc` and keep them in `doc._.agreements`."""
        doc._.agreements = find_agreements(doc, min_confidence=self.min_confidence, observe=self.observe)
        spans = (doc.char_span(r["start"], r["end"], label=r["status"]) for r in doc._.agreements)
        doc.spans["agreements"] = [s for s in spans if s is not None]
        return doc


@Language.factory(
    "comunicado_agreements",
    requires=["token.dep", "token.lemma", "token.morph"],
    assigns=["doc._.agreements"],
    default_config={"min_confidence": MIN_CONFIDENCE},
)
def make_agreements(nlp: Language, name: str, min_confidence: float) -> Agreements:
    """Factory of the component."""
    return Agreements(min_confidence)
