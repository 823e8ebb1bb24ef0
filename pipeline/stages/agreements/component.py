"""Agreements: what states and organizations signed, agreed, intend, support or call for, one row a predicate.

"Las dos partes ampliarán la cooperación energética y acelerarán la construcción de infraestructura" gives two rows,
`intended`, energy and infrastructure_connectivity, with the parties that "las dos partes" stands for. The reader tells
which words commit, to what and whom; here its cues become rows, with the fields that language settles.

Reads: the reader's cues; rows of dates and amounts; lemmas and parts of speech where there are any.
Writes: `doc._.agreements`, `doc.spans["agreements"]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.reader.actors import DETERMINERS, PREPOSITIONS
from pipeline.reader.forms import look_up
from pipeline.reader.hints import NEGATED, hint_entry
from pipeline.stages.agreements.clauses import clauses_of, object_of
from pipeline.stages.agreements.fields import (
    action_of,
    entry_of,
    event_codes,
    find_amount,
    find_deadline,
    lemma_of,
    scope_of,
    topics_of,
)
from pipeline.stages.agreements.instruments import Instrument, instrument_near, name_of
from pipeline.stages.agreements.keys import agreement_key, deed_of
from pipeline.text.attributes import (
    Row,
    lower_words,
    offsets_of,
    row_id,
    rows_of,
    text_between,
    text_of,
    words_of_doc,
)
from pipeline.text.component import Component
from pipeline.text.quotes import Quote, find_quotes

#: Rows less sure than this do not come out.
MIN_CONFIDENCE = 0.42
#: In an article less likely than the first to be about foreign affairs rows have to be surer by the second.
ABROAD, SURER = 0.5, 0.08
#: No row is surer than this.
MAX_CONFIDENCE = 0.97
#: A party this likely is one, of a call this likely: the addressee is none. Where nobody is, the likeliest that is at
#: least the third.
PARTY, CALLER, ONLY_PARTY = 0.45, 0.6, 0.2
#: Words between a verb and its infinitive at most, those that part the two, and forms that do.
_GOVERNED = 6
_CUTS = frozenset((",", ";", ":", "y", "e", "o", "u", "ni", "para", "que", "(", "«", '"', "“"))
_FINITE = ("present", "past", "future", "conditional", "subjunctive")
#: Prepositions of whom a call goes to.
_TO = ("a", "al")
#: A theme less likely than this is a guess.
SURE_THEME = 0.5


@dataclass(frozen=True)
class _Context:
    """What the cues of an article are seen with."""

    doc: Doc
    text: str
    quotes: Sequence[Quote]
    dates: Mapping[str, Row]
    amounts: Mapping[str, Row]

    @property
    def days(self) -> list[Row]:
        """Rows of dates that are days or times of day."""
        return [d for d in self.dates.values() if d["type"] in ("DATE", "TIME")]


def find_agreements(doc: Doc, *, min_confidence: float = MIN_CONFIDENCE, lexicon: Lexicon | None = None) -> list[Row]:
    """Agreement rows of a `doc` that was read, by position; rows under `min_confidence` (0 to 1) are left out.

    In articles that the reader does not take for foreign affairs they have to be surer by `SURER`.

    A row has the columns of the `agreements` table but article_id, text and sentence, and `parties`, a list of rows
    with those of `agreement_parties`. `start` and `end` are characters of the clause, end exclusive.

    `lexicon` is what names and words are looked up in; None for that in force, which is the package's.
    """
    with using(lexicon):
        return _agreements(doc, min_confidence)


def _agreements(doc: Doc, min_confidence: float) -> list[Row]:
    text = text_of(doc)
    context = _Context(
        doc,
        text,
        find_quotes(text),
        {row["date_id"]: row for row in rows_of(doc, "dates")},
        {row["amount_id"]: row for row in rows_of(doc, "amounts")},
    )
    cues = [_with_entry(cue) for cue in rows_of(doc, "reading") if cue["kind"] == "agreement"]
    foreign = doc._.foreign_affairs
    least = min_confidence + SURER if foreign is not None and foreign < ABROAD else min_confidence
    kept = [cue for cue in cues if cue["sure"] >= least and _chosen(cue)]
    joined = _with_infinitives(doc, kept)
    rows = [
        row for _, group in groupby(joined, key=lambda c: c["sentence"]) for row in _of_sentence(context, list(group))
    ]
    return [{"agreement_id": row_id("a", n), **row} for n, row in enumerate(rows, 1)]


def _with_entry(cue: Row) -> Row:
    """The cue with the status of the own entry that asks for it, if that has one."""
    return {**cue, "status": str(hint_entry(cue["hint"]).get("status") or cue["status"])}


def _with_infinitives(doc: Doc, cues: Sequence[Row]) -> list[Row]:
    """The cues, by position, where an infinitive belongs to the verb before it: "acordaron hoy acelerar" is one."""
    joined: list[Row] = []
    for cue in cues:
        if joined and _is_governed(doc, joined[-1], cue):
            joined[-1] = {**joined[-1], "words": sorted({*joined[-1]["words"], *cue["words"]})}
        else:
            joined.append(cue)
    return joined


def _is_governed(doc: Doc, verb: Row, cue: Row) -> bool:
    words = lower_words(doc)
    form, between = look_up(words[cue["token"]]), words[verb["token"] + 1 : cue["token"]]
    if form is None or form.tense != "infinitive" or len(between) > _GOVERNED or cue["sentence"] != verb["sentence"]:
        return False
    return not any(word in _CUTS or ((found := look_up(word)) and found.tense in _FINITE) for word in between)


def _of_sentence(context: _Context, cues: Sequence[Row]) -> Iterator[Row]:
    """The rows of the cues of one sentence, by position."""
    offsets, words = offsets_of(context.doc), words_of_doc(context.doc)
    actions = [action_of(context.doc, cue["words"], cue["token"]) for cue in cues]
    places = [
        (offsets[cue["words"][0]], offsets[action] + len(words[action]))
        for cue, action in zip(cues, actions, strict=True)
    ]
    clauses = clauses_of(context.text, (cues[0]["from"], cues[0]["to"]), places)
    for cue, clause, action in zip(cues, clauses, actions, strict=True):
        yield _row(context, cue, clause, action)


def _row(context: _Context, cue: Row, clause: tuple[int, int], action: int) -> Row:
    doc, text = context.doc, context.text
    after = offsets_of(doc)[action] + len(words_of_doc(doc)[action])
    status, theme = str(cue["status"]), str(cue["theme"])
    about = object_of(text, after, clause[1], quotes=context.quotes, days=context.days)
    span = doc.char_span(*clause, alignment_mode="expand")
    instrument = instrument_near(doc, (span.start, span.end), action) if span is not None else None
    amount = find_amount(context.amounts, cue["amount"], clause)
    lemma, parties, negated = lemma_of(doc, action), _parties(cue), cue["hint"] == NEGATED
    topics = topics_of(about or text[slice(*clause)], instrument.topic if instrument else "", status, theme, parties)
    plover, cameo = (None, None) if negated else event_codes(status, theme, lemma)  # what did not happen is no event
    return {
        "predicate": _predicate(doc, cue["words"], action),
        "lemma": lemma,
        "object": about or None,
        "theme": theme,
        "topics": ";".join(topics) or None,
        "status": status,
        "polarity": "negated" if negated else "affirmed",
        "scope": scope_of(parties),
        "instrument": name_of(doc, instrument) if instrument else None,
        **_amount_columns(text, amount),
        "deadline": find_deadline(text, context.dates, cue["deadline"], clause) if _has_limit(status, cue) else None,
        "plover": plover,
        "cameo": cameo,
        "start": clause[0],
        "end": clause[1],
        "confidence": round(min(cue["sure"], MAX_CONFIDENCE), 2),
        "rule": _rule(cue, (lemma_of(doc, cue["token"]), lemma), negated=negated),
        "agreement_key": _key(context, cue, clause[1], parties, instrument, (theme, topics, lemma)),
        "parties": parties,
    }


def _predicate(doc: Doc, cue: Sequence[int], action: int) -> str:
    """The words of a cue and its action, without an article or a preposition at their end: "firmarán un"."""
    words = [words_of_doc(doc)[i] for i in sorted({*cue, action})]
    while len(words) > 1 and words[-1].lower() in DETERMINERS | PREPOSITIONS:
        words.pop()
    return " ".join(words)


def _has_limit(status: str, cue: Row) -> bool:
    """What is signed has its own day, which is no limit, unless the reader points to one."""
    return status not in ("signed", "in_force") or bool(cue["deadline"])


def _amount_columns(text: str, amount: Row | None) -> dict[str, Any]:
    if amount is None:
        return dict.fromkeys(("amount", "amount_value", "amount_unit"))
    return {
        "amount": text[amount["start"] : amount["end"]],
        "amount_value": amount["value"],
        "amount_unit": amount["unit"],
    }


def _parties(cue: Row) -> list[Row]:
    """Rows of `agreement_parties`, by position."""
    ordered = sorted(_chosen(cue), key=lambda found: (found["first"], -found["sure"]))
    return [{"party_id": f"p{n}", **found["party"]} for n, found in enumerate(ordered, 1)]


def _chosen(cue: Row) -> list[Row]:
    """The parties that are likely, else the likeliest if it is not too unlikely."""
    told = cue["party"]
    if cue["status"] == "called_for":
        told = [found for found in told if not _is_addressed(cue, found)] or told
    likely = [found for found in told if found["sure"] >= _least(cue)]
    return likely or [found for found in told[:1] if found["sure"] >= ONLY_PARTY]


def _least(cue: Row) -> float:
    """How likely a party of an agreement has to be."""
    return CALLER if cue["status"] == "called_for" else PARTY


def _is_addressed(cue: Row, found: Row) -> bool:
    """Whether a call goes to a party: "pidió a Irán" is no call of Iran's."""
    return found["preposition"] in _TO and found["first"] > cue["token"]


def _rule(cue: Row, lemmas: Iterable[str], *, negated: bool) -> str:
    """What made the row: how sure the reader is of the words, of the parties and of the theme, and the verb's entry.

    `lemmas` are those of the verb and of what it governs; the first that has an entry counts.
    """
    sure = min(found["sure"] for found in _chosen(cue))
    known = next(filter(None, map(entry_of, lemmas)), None)
    entry = cue["hint"] if cue["hint"] and not negated else known
    parts = [f"reader.{_hundredths(cue['score'])}", *([entry] if entry else []), *(["not"] if negated else [])]
    parts.append(f"{'who' if sure >= _least(cue) else 'who.doubtful'}.{_hundredths(sure)}")
    theme = "theme" if cue["theme_sure"] >= SURE_THEME else "theme.doubtful"
    return "|".join([*parts, f"{theme}.{_hundredths(cue['theme_sure'])}"])


def _hundredths(sure: float) -> int:
    return round(100 * sure)


def _key(
    context: _Context,
    cue: Row,
    end: int,
    parties: Sequence[Row],
    instrument: Instrument | None,
    what: tuple[str, tuple[str, ...], str],
) -> str:
    doc, offsets = context.doc, offsets_of(context.doc)
    theme, topics, lemma = what
    stop = next((i for i in range(cue["token"] + 1, len(doc)) if offsets[i] >= end), len(doc))
    days = [(d["start"], d["end"]) for d in context.days if d["start"] < end]
    after = [i for i in range(cue["token"] + 1, stop) if not any(a <= offsets[i] < b for a, b in days)]
    words = text_between(doc, instrument.start, instrument.end) if instrument else None
    return agreement_key(parties, words, theme, topics, deed_of(lemma, doc, after))


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
    requires=["doc._.reading", "doc._.foreign_affairs", "doc._.dates", "doc._.amounts"],
    assigns=["doc._.agreements"],
    default_config={"min_confidence": MIN_CONFIDENCE, "lexicon": None},
)
def make_agreements(nlp: Language, name: str, min_confidence: float, lexicon: Lexicon | None = None) -> Agreements:
    """Factory of the component."""
    return Agreements(min_confidence=min_confidence, lexicon=lexicon)
