"""Money, percentages and counted quantities.

"Invertirán 2,5 mil millones de dólares, un 14 por ciento más, y enviarán 300 toneladas de arroz" -> 2.5e9 USD, 14 %,
300 toneladas.

Reads: the text; the part of speech of the counted noun where the Doc is tagged; `doc._.dates`, and `doc._.dateline`
with `doc._.places`, where these ran before.
Writes: `doc._.amounts`, `doc.spans["amounts"]`, mentions of kind `amount`.

Conventions: the span is the number with its unit, without "unos", "más de". In "entre 3.000 y 5.000 millones de
dólares" the first number is a row of its own with the scale and the unit of the second. Separators are read as
`pipeline.text.numbers` says. A bare "pesos" or "$" is money of the country of the dateline, or of the only pesos
that the article names in full; otherwise its unit is null. Spans of time, ages and years are no amounts, nor is what a
definite article points back to ("los dos países").
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.stages.amounts.find import Amount, find_quantities
from pipeline.text.attributes import Row, dateline_country, row_id, rows_of, set_mentions, text_of
from pipeline.text.component import Component
from pipeline.text.overlap import overlaps

SPANS_KEY = "amounts"


def find_amounts(doc: Doc, *, lexicon: Lexicon | None = None) -> list[Row]:
    """Return the rows of the amounts in `doc`, by position.

    A row has amount_id, value (float), unit, kind, start, end (characters) and rule.

    `kind` is `money` (unit ISO 4217 or null), `percentage` (unit `%` or `puntos porcentuales`) or `quantity` (unit the
    counted noun, measures in full: "km" is `kilómetros`).

    `lexicon` is what names and words are looked up in; None for that in force, which is the package's.
    """
    with using(lexicon):
        dates = [(row["start"], row["end"]) for row in rows_of(doc, "dates")]
        found = [
            a
            for a in find_quantities(text_of(doc), country=dateline_country(doc))
            if a.kind != "quantity" or not overlaps(dates, a.start, a.end)
        ]
        counted = [c for a in found if (c := _with_counted_noun(doc, a))]
        return [_row(number, amount) for number, amount in enumerate(counted, start=1)]


def _with_counted_noun(doc: Doc, amount: Amount) -> Amount | None:
    """Return the amount with the noun that it counts, and the adjective before it: "tres amplias reformas".

    None where words are tagged and no noun is counted ("los 28 suspendieron").
    """
    if amount.kind != "quantity" or amount.noun is None or not doc.has_annotation("POS"):
        return amount
    span = doc.char_span(amount.noun, amount.end, alignment_mode="expand")
    if span is None or span[0].pos_ not in ("NOUN", "PROPN", "ADJ", "SYM"):
        return None if span else amount
    following = doc[span.end] if span.end < len(doc) else None
    if span[0].pos_ == "ADJ" and following is not None and following.pos_ == "NOUN" and following.text.endswith("s"):
        return amount._replace(end=following.idx + len(following), unit=following.text)
    return amount


def _row(number: int, amount: Amount) -> Row:
    return {
        "amount_id": row_id("n", number),
        "value": amount.value,
        "unit": amount.unit,
        "kind": amount.kind,
        "start": amount.start,
        "end": amount.end,
        "rule": amount.rule,
    }


class Amounts(Component):
    """Writes what `find_amounts` finds."""

    def __call__(self, doc: Doc) -> Doc:
        """Find, then write rows, spans and mentions."""
        rows = find_amounts(doc, lexicon=self.lexicon)
        doc._.amounts = rows
        spans = [doc.char_span(r["start"], r["end"], label=r["kind"], alignment_mode="expand") for r in rows]
        doc.spans[SPANS_KEY] = [span for span in spans if span is not None]
        mentions = [
            {"entity_id": r["amount_id"], "start": r["start"], "end": r["end"], "rule": r["rule"]} for r in rows
        ]
        set_mentions(doc, "amount", mentions)
        return doc


@Language.factory(
    "comunicado_amounts",
    requires=["doc._.dates", "doc._.dateline", "doc._.places", "doc._.mentions"],
    assigns=["doc._.amounts", "doc._.mentions"],
    default_config={"lexicon": None},
)
def make_amounts(nlp: Language, name: str, lexicon: Lexicon | None = None) -> Amounts:
    """Make the component."""
    return Amounts(lexicon)
