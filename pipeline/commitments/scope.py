"""What looks like a commitment and is none: history told in passing, and one country's own affairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.attributes import Row
from pipeline.commitments import grammar as g
from pipeline.commitments.parties import Parties, Party, key_of
from pipeline.commitments.predicates import Predicate
from pipeline.gazetteer import demonym_code

#: Years that a signing may lie behind the article; older ones are told as history ("en 2016 firmaron").
RECENT_YEARS = 1
_REPORTING_KINDS = ("sign", "agree", "light", "stipulate", "force")
#: Kinds that speak of a commitment whatever is around them, in an article about more than one state.
_STRONG_KINDS = ("sign", "agree", "light", "reaffirm", "stipulate")
_INTERNATIONAL = re.compile(
    r"(?i:\b(?:bilateral\w*|internacional\w*|multilateral\w*|cooperaci[oó]n|relaciones|regi[oó]n|regional\w*|países|"
    r"naciones|mundial\w*|global\w*|cumbre|tratado|foro|continente|pueblos|iberoamerican\w*|latinoamerican\w*|"
    r"hemisf\w+|COP\d*|ONU|G20|UE|vecin\w+|extranjer\w+|embajad\w+|canciller\w*|diplom\w+|fronteri\w+|paz|comunidad)\b)"
)


def is_background(
    predicate: Predicate, dates: Iterable[Row], start: int, end: int, published: str | None
) -> bool:
    """Told as history: a past act with a year well before the article's."""
    if predicate.kind not in _REPORTING_KINDS or not published or g.tense(predicate.anchor) not in ("past", "participle"):
        return False
    years = [
        int(row["start_date"][:4])
        for row in dates
        if start <= row["start"] and row["end"] <= end and row["type"] == "DATE" and row.get("start_date")
    ]
    return bool(years) and max(years) < int(published[:4]) - RECENT_YEARS


def is_international(predicate: Predicate, parties: Sequence[Party], memory: Parties) -> bool:
    """More than one country's own affair: several parties, a second actor in the sentence, or words that say so."""
    states = {key_of(p) for p in parties}
    if len(states) > 1:
        return True
    if all(p["kind"] == "organization" and not p.get("bloc") for p in parties) and predicate.kind not in _STRONG_KINDS:
        # a party or a company at home: "la bancada exigió conocer los tratados"
        return bool(memory.foreign(list(predicate.anchor.sent)))
    sentence = list(predicate.anchor.sent)
    others = {key_of(p) for p in memory.within(sentence, seat=True)}
    others |= {code for t in sentence if t.is_lower and (code := demonym_code(t.text)) is not None}
    if others - states or _INTERNATIONAL.search(predicate.anchor.sent.text):
        return True
    return predicate.kind in _STRONG_KINDS and len(memory.states) > 1
