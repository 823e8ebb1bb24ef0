"""Agreements: what states and organizations signed, agreed, intend, support or call for, one row a predicate.

"Las dos partes ampliarán la cooperación energética y acelerarán la construcción de infraestructura" gives two rows,
`intended`, energy and infrastructure_connectivity, with the parties that "las dos partes" stands for. The reader tells
which words commit, to what and whom; here its cues become rows, with the fields that language settles.

Reads: the reader's cues; rows of dates and amounts; lemmas and parts of speech where there are any.
Writes: `doc._.agreements`, `doc.spans["agreements"]`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.reader.hints import NEGATED, hint_entry
from pipeline.stages.agreements.actions import action_of, entry_of, event_codes, lemma_of, with_infinitives
from pipeline.stages.agreements.clauses import clauses_of, object_of
from pipeline.stages.agreements.instruments import Instrument, instrument_near, name_of
from pipeline.stages.agreements.keys import agreement_key, deed_of
from pipeline.stages.agreements.parties import chosen_parties, is_likely, party_rows, scope_of
from pipeline.stages.agreements.terms import amount_columns, find_amount, find_deadline, topics_of
from pipeline.text.attributes import Row, foreign_affairs_of, offsets_of, row_id, rows_of, text_of, words_of_doc
from pipeline.text.component import Component
from pipeline.text.function_words import DETERMINERS, PREPOSITIONS
from pipeline.text.quotes import Quote, find_quotes

#: Rows less sure than this do not come out.
MIN_CONFIDENCE = 0.42
#: In an article less likely than the first to be about foreign affairs rows have to be surer by the second.
ABROAD, SURER = 0.5, 0.08
#: No row is surer than this.
MAX_CONFIDENCE = 0.97
#: A theme less likely than this is a guess.
SURE_THEME = 0.5


@dataclass(frozen=True)
class _Article:
    """What the cues of an article are seen with: rows of dates and amounts by their ids."""

    doc: Doc
    text: str
    quotes: Sequence[Quote]
    dates: Mapping[str, Row]
    amounts: Mapping[str, Row]

    @classmethod
    def of(cls, doc: Doc) -> _Article:
        """Gather it from a Doc."""
        dates = {row["date_id"]: row for row in rows_of(doc, "dates")}
        amounts = {row["amount_id"]: row for row in rows_of(doc, "amounts")}
        return cls(doc, text_of(doc), find_quotes(text_of(doc)), dates, amounts)

    @property
    def days(self) -> list[Row]:
        """Rows of dates that are days or times of day."""
        return [d for d in self.dates.values() if d["type"] in ("DATE", "TIME")]

    def end_of(self, token: int) -> int:
        """Return the character behind a token."""
        return offsets_of(self.doc)[token] + len(words_of_doc(self.doc)[token])


@dataclass(frozen=True)
class _Commitment:
    """A cue with the token that tells what is done, the characters of its clause, and what was found in that."""

    cue: Row
    action: int
    clause: tuple[int, int]
    lemma: str
    about: str
    instrument: Instrument | None
    parties: list[Row]
    topics: tuple[str, ...]

    @property
    def is_negated(self) -> bool:
        """Whether the text says that it was not done."""
        return bool(self.cue["hint"] == NEGATED)


def find_agreements(doc: Doc, *, min_confidence: float = MIN_CONFIDENCE, lexicon: Lexicon | None = None) -> list[Row]:
    """Return the agreement rows of a `doc` that was read, by position, without those under `min_confidence` (0 to 1).

    In articles that the reader does not take for foreign affairs they have to be surer by `SURER`.

    A row has the columns of the `agreements` table but article_id, text and sentence, and `parties`, a list of rows
    with those of `agreement_parties`. `start` and `end` are characters of the clause, end exclusive.

    `lexicon` is what names and words are looked up in; None for that in force, which is the package's.
    """
    with using(lexicon):
        return _agreements(doc, min_confidence)


def _agreements(doc: Doc, min_confidence: float) -> list[Row]:
    article, abroad = _Article.of(doc), foreign_affairs_of(doc)
    least = min_confidence + SURER if abroad is not None and abroad < ABROAD else min_confidence
    cues = [_with_entry(cue) for cue in rows_of(doc, "cues") if cue["kind"] == "agreement"]
    kept = with_infinitives(doc, [cue for cue in cues if cue["sure"] >= least and chosen_parties(cue)])
    sentences = [list(group) for _, group in groupby(kept, key=lambda cue: cue["sentence"])]
    found = [commitment for sentence in sentences for commitment in _commitments(article, sentence)]
    return [{"agreement_id": row_id("a", n), **_row(article, commitment)} for n, commitment in enumerate(found, 1)]


def _with_entry(cue: Row) -> Row:
    """Return the cue with the status of the own entry that asks for it, if that has one."""
    return {**cue, "status": str(hint_entry(cue["hint"]).get("status") or cue["status"])}


def _commitments(article: _Article, cues: Sequence[Row]) -> Iterator[_Commitment]:
    """Yield what the cues of one sentence tell, by position."""
    offsets = offsets_of(article.doc)
    actions = [action_of(article.doc, cue["words"], cue["token"]) for cue in cues]
    words = [(offsets[cue["words"][0]], article.end_of(action)) for cue, action in zip(cues, actions, strict=True)]
    clauses = clauses_of(article.text, (cues[0]["from"], cues[0]["to"]), words)
    for cue, action, clause in zip(cues, actions, clauses, strict=True):
        yield _commitment(article, cue, action, clause)


def _commitment(article: _Article, cue: Row, action: int, clause: tuple[int, int]) -> _Commitment:
    doc, text = article.doc, article.text
    about = object_of(text, article.end_of(action), clause[1], quotes=article.quotes, days=article.days)
    span = doc.char_span(*clause, alignment_mode="expand")
    instrument = instrument_near(doc, (span.start, span.end), action) if span is not None else None
    parties, topic = party_rows(cue), instrument.topic if instrument is not None else ""
    topics = topics_of(about or text[slice(*clause)], topic, cue["status"], cue["theme"], parties)
    return _Commitment(cue, action, clause, lemma_of(doc, action), about, instrument, parties, topics)


def _row(article: _Article, commitment: _Commitment) -> Row:
    """Return the row of `agreements` without its id, with its parties."""
    cue, instrument, (start, end) = commitment.cue, commitment.instrument, commitment.clause
    return {
        "predicate": _predicate(article.doc, cue["words"], commitment.action),
        "lemma": commitment.lemma,
        "object": commitment.about or None,
        "theme": cue["theme"],
        "topics": ";".join(commitment.topics) or None,
        "status": cue["status"],
        "polarity": "negated" if commitment.is_negated else "affirmed",
        "scope": scope_of(commitment.parties),
        "instrument": name_of(article.doc, instrument) if instrument is not None else None,
        **amount_columns(article.text, find_amount(article.amounts, cue["amount"], commitment.clause)),
        "deadline": _deadline(article, commitment),
        **_code_columns(commitment),
        "start": start,
        "end": end,
        "confidence": round(min(cue["sure"], MAX_CONFIDENCE), 2),
        "rule": _rule(article.doc, commitment),
        "agreement_key": _key(article, commitment),
        "parties": commitment.parties,
    }


def _predicate(doc: Doc, cue: Sequence[int], action: int) -> str:
    """Return the words of a cue and its action, without an article or a preposition at their end: "firmarán un"."""
    words = [words_of_doc(doc)[i] for i in sorted({*cue, action})]
    while words[1:] and words[-1].lower() in DETERMINERS | PREPOSITIONS:
        words.pop()
    return " ".join(words)


def _deadline(article: _Article, commitment: _Commitment) -> str | None:
    """Return the time limit; what is signed has its own day, which is none, unless the reader points to one."""
    cue = commitment.cue
    if cue["status"] in ("signed", "in_force") and not cue["deadline"]:
        return None
    return find_deadline(article.text, article.dates, cue["deadline"], commitment.clause)


def _code_columns(commitment: _Commitment) -> dict[str, Any]:
    """Return the event codes, none for what did not happen."""
    if commitment.is_negated:
        return {"plover": None, "cameo": None}
    plover, cameo = event_codes(commitment.cue["status"], commitment.cue["theme"], commitment.lemma)
    return {"plover": plover, "cameo": cameo}


def _rule(doc: Doc, commitment: _Commitment) -> str:
    """Return what made the row: how sure the reader is of words, parties and theme, and the verb's entry.

    Of the verb and of what it governs the first that has an entry counts.
    """
    cue = commitment.cue
    lemmas = (lemma_of(doc, cue["token"]), commitment.lemma)
    entry = next(filter(None, map(entry_of, lemmas)), None) if commitment.is_negated or not cue["hint"] else cue["hint"]
    least = min(chosen_parties(cue), key=lambda found: found["sure"])
    parts = [
        f"reader.{_hundredths(cue['score'])}",
        *([entry] if entry is not None else []),
        *(["not"] if commitment.is_negated else []),
        f"{'who' if is_likely(cue, least) else 'who.doubtful'}.{_hundredths(least['sure'])}",
        f"{'theme' if cue['theme_sure'] >= SURE_THEME else 'theme.doubtful'}.{_hundredths(cue['theme_sure'])}",
    ]
    return "|".join(parts)


def _hundredths(sure: float) -> int:
    return round(100 * sure)


def _key(article: _Article, commitment: _Commitment) -> str:
    """Return what joins the row with other mentions of the same agreement; the days in its clause say nothing of it."""
    doc, instrument, end = article.doc, commitment.instrument, commitment.clause[1]
    days = [range(day["start"], day["end"]) for day in article.days]
    offsets = offsets_of(doc)
    behind = range(commitment.cue["token"] + 1, bisect_left(offsets, end))
    about = [i for i in behind if not any(offsets[i] in day for day in days)]
    name = name_of(doc, instrument) if instrument is not None else None
    deed = deed_of(commitment.lemma, doc, about)
    return agreement_key(commitment.parties, name, commitment.cue["theme"], commitment.topics, deed)


class Agreements(Component):
    """Component: writes the rows of `find_agreements` to the Doc."""

    def __init__(self, *, min_confidence: float = MIN_CONFIDENCE, lexicon: Lexicon | None = None) -> None:
        super().__init__(lexicon)
        self.min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        """Find the agreements of `doc` and keep them in `doc._.agreements`."""
        doc._.agreements = find_agreements(doc, min_confidence=self.min_confidence, lexicon=self.lexicon)
        spans = (doc.char_span(r["start"], r["end"], label=r["status"]) for r in doc._.agreements)
        doc.spans["agreements"] = [s for s in spans if s is not None]
        return doc


@Language.factory(
    "comunicado_agreements",
    requires=["doc._.cues", "doc._.foreign_affairs", "doc._.dates", "doc._.amounts"],
    assigns=["doc._.agreements"],
    default_config={"min_confidence": MIN_CONFIDENCE, "lexicon": None},
)
def make_agreements(nlp: Language, name: str, min_confidence: float, lexicon: Lexicon | None = None) -> Agreements:
    """Make the component."""
    return Agreements(min_confidence=min_confidence, lexicon=lexicon)
