"""Dates, times, durations and sets, resolved against the day of publication.

"El canciller llegó el martes y partirá el 28 de abril" -> `martes` 2025-04-22, `28 de abril` 2025-04-28.

Reads: the text, the tense of verbs where the Doc is tagged, `doc._.article["published"]`.
Writes: `doc._.dates`, `doc.spans["dates"]`, mentions of kind `date`.

Conventions (TimeML at day level): an article is not in the span; "principios de", "fines de" and the part of the day
are; a vague time has PAST_REF, PRESENT_REF or FUTURE_REF; ages are no durations.
"""

from __future__ import annotations

import datetime as dt

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.stages.dates.context import TimeExpression
from pipeline.stages.dates.find import find_timexes
from pipeline.stages.dates.tense import direction_finder
from pipeline.text import timex
from pipeline.text.attributes import Row, article_of, row_id, set_mentions, text_of
from pipeline.text.component import Component

SPANS_KEY = "dates"


def find_dates(doc: Doc, *, reference: dt.date | None = None, lexicon: Lexicon | None = None) -> list[Row]:
    """Return the rows of the expressions of time in `doc`, by position.

    `reference` is the day that "hoy" means, by default the article's `published`; without either, relative expressions
    have no value ("ayer") or one with unknown parts ("XXXX-04-25"). Rows have type (DATE, TIME, DURATION, SET), value
    (TIMEX3), start_date and end_date (ISO days, both inside, of a DATE or TIME on known days), anchor (ISO day a
    relative expression was resolved against), start, end (characters) and rule. Raises ValueError for a `published`
    that is no ISO date.

    `lexicon` is what names and words are looked up in; None for that in force, which is the package's.
    """
    with using(lexicon):
        reference = reference or published_day(doc)
        found = find_timexes(text_of(doc), reference, direction=direction_finder(doc))
        return [_row(f) for f in found]


def published_day(doc: Doc) -> dt.date | None:
    """Return the article's `published` as a date; None when it is not known or not known to the day."""
    published = article_of(doc).get("published")
    if not published or len(published) < 10:
        return None
    return dt.date.fromisoformat(published[:10])


def _row(found: TimeExpression) -> Row:
    span = timex.bounds(found.timex.value) if found.timex.type in ("DATE", "TIME") else None
    return {
        "type": found.timex.type,
        "value": found.timex.value,
        "start_date": span[0].isoformat() if span else None,
        "end_date": span[1].isoformat() if span else None,
        "anchor": found.timex.anchor.isoformat() if found.timex.anchor else None,
        "start": found.start,
        "end": found.end,
        "rule": found.rule,
    }


class Dates(Component):
    """Writes what `find_dates` finds."""

    def __call__(self, doc: Doc) -> Doc:
        """Find, then write rows, spans and mentions."""
        found = find_dates(doc, lexicon=self.lexicon)
        rows = [{"date_id": row_id("d", n), **row} for n, row in enumerate(found, start=1)]
        doc._.dates = rows
        spans = [doc.char_span(r["start"], r["end"], label=r["type"], alignment_mode="expand") for r in rows]
        doc.spans[SPANS_KEY] = [span for span in spans if span is not None]
        mentions = [{"entity_id": r["date_id"], "start": r["start"], "end": r["end"], "rule": r["rule"]} for r in rows]
        set_mentions(doc, "date", mentions)
        return doc


@Language.factory("comunicado_dates", assigns=["doc._.dates", "doc._.mentions"], default_config={"lexicon": None})
def make_dates(nlp: Language, name: str, lexicon: Lexicon | None = None) -> Dates:
    """Make the component."""
    return Dates(lexicon)
