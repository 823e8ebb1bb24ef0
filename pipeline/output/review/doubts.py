"""How sure a row is, for the order of checking, and why it is doubted.

Agreements, meetings and statements have a probability. The other tables have none: their numbers here are an order and
nothing else, made of what the rules themselves say. A gap or a guess comes first (.3 to .5), then what a model alone
found or what context decided (.6, .7), then what a lexicon knows (.95).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.schemas import Row

#: Rules of mentions that are no more than a model's or the tagger's opinion.
_MODEL_ALONE = ("ner", "tagger", "tagger_surname", "given_name")
#: Rules of dates whose year, month or week comes from the context.
_BY_CONTEXT = ("month.bare", "weekday.bare", "season.bare", "unit.rest", "date.day_near")
_SURE = (0.95, "")

Doubt = tuple[float, str]


def of_agreement(row: Row) -> Doubt:
    """Return the row's own probability, and what its rule says is guessed."""
    return _of_read(row)


def of_meeting(row: Row, participants: Sequence[Row]) -> Doubt:
    """Return the row's own probability, and what the text does not give."""
    gaps = [name for name, given in (("participants", participants), ("status", row["status"])) if not given]
    sure, why = _of_read(row)
    return sure, ", ".join(filter(None, (why, f"no {' or '.join(gaps)}" if gaps else "")))


def of_statement(row: Row) -> Doubt:
    """Return the row's own probability, and what its rule says is guessed or that nothing is known of the speaker."""
    sure, why = _of_read(row)
    return (min(sure, 0.3), "speaker unknown") if row["speaker_kind"] == "unknown" else (sure, why)


def _of_read(row: Row) -> Doubt:
    """Return the probability of a row of the reader (.5 where a table of another version has none) and its guesses."""
    guesses = [part for part in str(row["rule"]).split("|") if ".doubtful." in part]
    confidence = row.get("confidence")
    return float(confidence) if confidence is not None else 0.5, ", ".join(guesses)


def of_person(row: Row, rules: Sequence[str]) -> Doubt:
    """Return how sure a person is and why it is doubted, by the rules of the mentions and what is known of it."""
    if rules and all(_head(rule) in _MODEL_ALONE for rule in rules):
        return 0.5, "found by a model alone"
    if not row["country"] and not row["role"]:
        return 0.6, "neither office nor country"
    return _SURE


def of_place(row: Row, rule: str) -> Doubt:
    """Return how sure a place is and why it is doubted, by the rule of the mention and the country."""
    if _head(rule) in (*_MODEL_ALONE, "place_words"):
        return 0.5, "no gazetteer knows it"
    if not row["country"] and row["kind"] in ("country", "city"):
        return 0.6, "no country"
    return _SURE


def of_organization(row: Row, rule: str) -> Doubt:
    """Return how sure a body is and why it is doubted, by the rule of the mention."""
    if _head(rule) in _MODEL_ALONE:
        return 0.5, "found by a model alone"
    return (0.7, "no known kind of body") if row["kind"] == "other" else _SURE


def of_date(row: Row) -> Doubt:
    """Return how sure a date is and why it is doubted, by what the value was resolved with."""
    _, _, remark = str(row["rule"]).partition(": ")
    if remark:
        return 0.3, remark
    if not row["value"]:
        return 0.4, "no value"
    return (0.6, "year or week by context") if row["rule"] in _BY_CONTEXT else _SURE


def _head(rule: str) -> str:
    return rule.split(":")[0].split("/")[0]
