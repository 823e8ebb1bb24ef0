"""Agreements: what states and organizations signed, agreed, intend, support or call for, one row a predicate.

"Las dos partes ampliarán la cooperación energética y acelerarán la construcción de infraestructura" gives two rows,
`intended`, energy and infrastructure_connectivity, with the parties that "las dos partes" stands for.

Reads: dependencies, lemmas, morphology; rows of people, titles, organizations, places, dates, amounts, statements.
Writes: `doc._.agreements`, `doc.spans["agreements"]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.attributes import Row, article_of, register, row_id, rows_of
from pipeline.commitments import grammar as g
from pipeline.commitments.fields import (
    event_codes,
    find_amount,
    find_deadline,
    instrument_of,
    instrument_tokens,
    scope_of,
)
from pipeline.commitments.parties import Found, Parties, distinct
from pipeline.commitments.predicates import TRAVEL, Predicate, find_predicates, lemma_of
from pipeline.commitments.scope import is_background, is_international
from pipeline.commitments.themes import article_themes, find_theme

#: Rows less sure than this do not come out.
MIN_CONFIDENCE = 0.35
_LIST_REACH = 20  # sentences that a list of signed documents may be away from the signing
_TRAILING = " ,;:—–-"
_CONNECTORS = re.compile(r"(?:[\s,;]|\b(?:y|e|o|así como|además|también|a|en|para|de|por|que|se|no)\b)+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Context:
    doc: Doc
    parties: Parties
    themes: Mapping[str, float]
    published: str | None


def find_agreements(doc: Doc, *, min_confidence: float = MIN_CONFIDENCE) -> list[Row]:
    """Agreement rows of a parsed Doc, by position, each with its `parties`; rows under `min_confidence` are left out.

    Without a dependency parse there are none.
    """
    if not doc.has_annotation("DEP"):
        return []
    article = article_of(doc)
    themes = article_themes(article.get("title"), doc.text)
    context = _Context(doc, Parties(doc), themes, article.get("published"))
    rows: list[Row] = []
    last_signing: tuple[int, Row] | None = None
    for number, sentence in enumerate(doc.sents):
        found = _of_sentence(context, sentence)
        if not found and last_signing and number - last_signing[0] <= _LIST_REACH:
            found = _list_item(context, sentence, last_signing[1])
        context.parties.enter(sentence)
        kept = [row for row in found if row["confidence"] >= min_confidence]
        signings = [row for row in kept if row["status"] == "signed" and row["polarity"] == "affirmed"]
        if signings:
            last_signing = (number, signings[-1])
        rows += kept
    return [{"agreement_id": row_id("a", n), **row} for n, row in enumerate(rows, 1)]


def _of_sentence(context: _Context, sentence: Span) -> list[Row]:
    predicates = find_predicates(sentence)
    rows = []
    spoken = _main_parties(context.parties, sentence)
    committed: Found | None = None
    for n, predicate in enumerate(predicates):
        found = context.parties.of_predicate(predicate)
        if not found.parties or (predicate.joint_only and not found.joint):
            continue
        following = next((p for p in predicates[n + 1 :] if p.action.i > predicate.action.i), None)
        if predicate.kind == "future_joint" and not (found.joint or _state_promises(found)):
            continue
        clause = _clause(sentence, predicates, n, following)
        row = _row(context, predicate, found, clause)
        if row is not None:
            rows.append(row)
            committed = found
            context.parties.last = found.parties
    if committed is None and spoken is not None:
        context.parties.last = spoken.parties
    return rows


def _state_promises(found: Found) -> bool:
    """One state or organization by its name, no person: "China se apegará a los principios"."""
    party = found.parties[0]
    return party["kind"] in ("country", "organization") and party["person_id"] is None


def _main_parties(parties: Parties, sentence: Span) -> Found | None:
    """Parties of the sentence's own subject, for the zero subject of the next one."""
    root = sentence.root
    subject = g.subject_of(root)
    if subject is None:
        return None
    tokens = g.noun_phrase(subject)
    named = parties.within(tokens, seat=True)
    if named:
        return Found(distinct(named), "subject", 0.9, joint=len(distinct(named)) > 1)
    return parties.anaphor(tokens)


def _clause(sentence: Span, predicates: Sequence[Predicate], n: int, following: Predicate | None) -> tuple[int, int]:
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
    trimmed = trimmed.rstrip(_TRAILING + "\n")
    least = doc[predicate.action.i].idx + len(predicate.action) - start
    return start, start + max(len(trimmed), least)


def _row(context: _Context, predicate: Predicate, found: Found, clause: tuple[int, int]) -> Row | None:
    doc, (start, end) = context.doc, clause
    object_start = predicate.action.idx + len(predicate.action)
    if predicate.anchor.i > predicate.action.i:
        object_start = predicate.anchor.idx + len(predicate.anchor)
    obj = doc.text[object_start:end].strip(_TRAILING + '."”» \n') if object_start < end else ""
    instrument = _instrument(predicate, start, end)
    if is_background(predicate, rows_of(doc, "dates"), start, end, context.published):
        return None
    if not is_international(predicate, found, context.parties, doc.text[start:end]):
        return None
    about = obj if len(obj) > 3 else doc.text[start:end]
    theme, topics, theme_rule = find_theme(about, context.themes)
    if predicate.kind == "meeting" or lemma_of(predicate.action) in TRAVEL:
        theme, theme_rule = "mechanism_meeting", "meeting"
    if theme == "multilateral_coordination":  # "el Consejo de Seguridad de la ONU adoptó": whose coordination it is
        topics = tuple(dict.fromkeys((*topics, *find_theme(" ; ".join(p["name"] for p in found.parties))[1])))
    topics = _with_instrument_topic(topics, predicate, instrument)
    amount = find_amount(rows_of(doc, "amounts"), start, end)
    deadline = find_deadline(
        doc.text, rows_of(doc, "dates"), start, end, planned=predicate.kind in ("sign", "force", "meeting") and predicate.status == "intended"
    )
    plover, cameo = event_codes(predicate.status, theme)
    confidence = predicate.confidence * (0.45 + 0.55 * found.confidence)
    return {
        "predicate": " ".join(t.text for t in predicate.words),
        "lemma": lemma_of(predicate.action),
        "object": obj or None,
        "theme": theme,
        "topics": ";".join(topics) or None,
        "status": predicate.status,
        "polarity": "negated" if predicate.negated else "affirmed",
        "scope": scope_of(found.parties),
        "instrument": instrument[0] if instrument else None,
        "amount": doc.text[amount["start"] : amount["end"]] if amount else None,
        "amount_value": amount["value"] if amount else None,
        "amount_unit": amount["unit"] if amount else None,
        "deadline": deadline,
        "plover": plover,
        "cameo": cameo,
        "start": start,
        "end": end,
        "confidence": round(min(confidence, 0.95), 2),
        "rule": f"{predicate.rule}|{found.how}|theme.{theme_rule}",
        "parties": _party_rows(found),
    }


def _instrument(predicate: Predicate, start: int, end: int) -> tuple[str, str] | None:
    """(words, topic) of the instrument in the clause, the one after the predicate before the one in front of it."""
    doc = predicate.anchor.doc
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None:
        return None
    words = [t for t in span if t.i not in {w.i for w in predicate.words} or t in instrument_tokens([t])]
    after = [t for t in words if t.i >= predicate.anchor.i]
    before = [t for t in words if t.i < predicate.anchor.i]
    for tokens in (after, list(reversed(before))):
        nouns = instrument_tokens(tokens)
        # "documentos, incluyendo un memorándum": the kind says more than the general word
        nouns.sort(key=lambda t: t.lemma_.lower() in ("documento", "instrumento"))
        found = instrument_of(nouns[:1])
        if found is not None:
            noun, stop, topic = found
            return doc[noun.i : stop].text, topic
    return None


def _with_instrument_topic(
    topics: tuple[str, ...], predicate: Predicate, instrument: tuple[str, str] | None
) -> tuple[str, ...]:
    topic = instrument[1] if instrument else ""
    if topic == "memorandum_signed" and predicate.status != "signed":
        topic = ""
    return tuple(dict.fromkeys((*topics, topic) if topic else topics))


def _party_rows(found: Found) -> list[Row]:
    columns = ("name", "kind", "country", "organization_id", "person_id", "resolved_from")
    return [{"party_id": f"p{n}", **{c: p[c] for c in columns}} for n, p in enumerate(found.parties, 1)]


def _list_item(context: _Context, sentence: Span, signing: Row) -> list[Row]:
    """An item of a list of signed documents: "- Memorando de entendimiento sobre turismo."""
    tokens = [t for t in sentence if not (t.is_space or t.is_punct or t.like_num)]
    if len(tokens) < 3 or any(g.is_finite(t) and t.pos_ in ("VERB", "AUX") and t.dep_ == "ROOT" for t in tokens[1:]):
        return []
    if tokens[0] not in instrument_tokens(tokens[:1]) or not tokens[0].text[0].isupper():
        return []
    found = instrument_of(tokens[:1])
    if found is None:  # pragma: no cover (the first token is one)
        return []
    noun, stop, topic = found
    obj = context.doc[stop : sentence.end].text.strip(_TRAILING + ". \n")
    named = context.parties.within(tokens)
    parties = _party_rows(Found(tuple(named), "list", 0.6)) if len(named) > 1 else signing["parties"]
    theme, topics, theme_rule = find_theme(obj, context.themes)
    plover, cameo = event_codes("signed", theme)
    end = sentence.start_char + len(sentence.text.rstrip(_TRAILING + "\n"))
    return [
        {
            **dict.fromkeys(("amount", "amount_value", "amount_unit", "deadline")),
            "predicate": noun.text,
            "lemma": noun.lower_,
            "object": obj,
            "theme": theme,
            "topics": ";".join(dict.fromkeys((*topics, topic) if topic else topics)) or None,
            "status": "signed",
            "polarity": "affirmed",
            "scope": scope_of(parties),
            "instrument": context.doc[noun.i : stop].text,
            "plover": plover,
            "cameo": cameo,
            "start": sentence.start_char,
            "end": end,
            "confidence": 0.6,
            "rule": f"list.instrument|carried|theme.{theme_rule}",
            "parties": parties,
        }
    ]


class Agreements:
    """Component: writes the rows of `find_agreements` to the Doc."""

    def __init__(self, min_confidence: float) -> None:
        register()
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        """Find the agreements of `doc` and keep them in `doc._.agreements`."""
        doc._.agreements = find_agreements(doc, min_confidence=self.min_confidence)
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


__all__ = ["MIN_CONFIDENCE", "Agreements", "Token", "find_agreements", "make_agreements"]
