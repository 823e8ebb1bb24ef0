"""What a rule knows while it resolves an expression: the text, the reference day, the dates before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.text import timex

#: Characters that are looked at on each side of a place.
WINDOW = 40

#: What stands before the first word of a sentence; a word after an opening quotation mark only begins a title.
_OPENING = re.compile(r"[.!?…:\n]\)?\s*(?:[-–—]+\s*)?[\"«“¡¿]?$|\A[ \"«“¡¿—-]*$")


#: Between two dates of one phrase: "última semana de enero o la primera de febrero".
_JOINED = re.compile(r"\s+(?:y|e|o|u|a|hasta)\s+(?:[a-z]+\s+){0,4}")
#: What ends a sentence for an expression that belongs to a day before it.
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")


class Timex(NamedTuple):
    """A resolved expression: TIMEX3 type and value, the day it was counted from (None for absolute ones), its `mod`.

    `mod` is what TIMEX3 says beside the value: START, MID, END ("principios de mayo"), APPROX, MORE_THAN, LESS_THAN.
    """

    type: str
    value: str | None
    anchor: dt.date | None = None
    mod: str | None = None


def date_of(value: str | None, anchor: dt.date | None = None) -> Timex | None:
    """Return a DATE of that value; None where the value could not be worked out."""
    return Timex("DATE", value, anchor) if value else None


class TimeExpression(NamedTuple):
    """A resolved expression at its place in the text."""

    start: int
    end: int
    timex: Timex
    rule: str


@dataclass
class DateContext:
    """The text as written and folded, the reference day, the direction of the verb, the dates found so far."""

    text: str
    folded: str
    reference: dt.date | None
    direction: Callable[[int, int], int]
    seen: list[TimeExpression] = field(default_factory=list)
    #: TimeML conventions: the ends of a range apart, a day without year in the current year, all vague times
    timeml: bool = False

    def before(self, at: int) -> str:
        """Return the folded text right before a place: enough for a few words, so that long texts cost no more."""
        return self.folded[max(0, at - WINDOW) : at]

    def after(self, at: int) -> str:
        """Return the folded text right after a place."""
        return self.folded[at : at + WINDOW]

    def written_before(self, at: int) -> str:
        """Return what `before` does, with its capitals and accents."""
        return self.text[max(0, at - WINDOW) : at]

    def opens_sentence(self, at: int) -> bool:
        """Whether a sentence or a line begins at the place: "(EFE).- Cuarenta años", "dijo: «Cien días"."""
        return _OPENING.search(self.text, at - WINDOW, at) is not None

    def last_day(self) -> dt.date | None:
        """Return the last day the text has named, for "ese día" and "tres días más tarde".

        None when it was no single day.
        """
        for found in reversed(self.seen):
            if found.timex.type in ("DATE", "TIME"):
                return _first_day(found) if timex.granularity(found.timex.value) == "D" else None
        return None

    def last_date(self) -> dt.date | None:
        """Return the first day of the last date of any length, for "ese año"."""
        for found in reversed(self.seen):
            if found.timex.type in ("DATE", "TIME") and (day := _first_day(found)):
                return day
        return None

    def said_before(self, unit: str, fits: Callable[[dt.date], bool]) -> dt.date | None:
        """Return the first day of the last date of that length that fits.

        A text that names "abril" twice means the same April.
        """
        days = (
            _first_day(found)
            for found in reversed(self.seen)
            if found.timex.anchor and timex.granularity(found.timex.value) == unit
        )
        return next((day for day in days if day and fits(day)), None)

    def _seen_before(self, before: int, within: int) -> Iterator[TimeExpression]:
        """Yield the expressions that end at most `within` characters before a place, the last first."""
        for found in reversed(self.seen):
            if before - found.end > within:
                return
            yield found

    def previous(self, *units: str, within: int = 400, before: int) -> dt.date | None:
        """Return the first day of the last date of one of these lengths.

        That date ends at most `within` characters before a place.
        """
        for found in self._seen_before(before, within):
            if timex.granularity(found.timex.value) in units:
                return _first_day(found)
        return None

    def day_in_sentence(self, *, before: int, within: int = 200) -> dt.date | None:
        """Return what `previous` returns for a day, in the same sentence."""
        for end in _SENTENCE_END.finditer(self.text, before - within, before):
            within = before - end.start() - 1
        return self.previous("D", within=within, before=before)

    def antecedent(self, *, before: int, within: int = 400) -> str | None:
        """Return the value of the last day, month or named year that ends at most `within` characters before a place.

        "Se firmó en marzo de 2018. Desde esa fecha …" means March; "este año" and ranges are nobody's "fecha". A date
        by its numbers comes before a weekday: "será el 14 de diciembre, dijo el lunes. En esa fecha …".
        """
        others: list[str] = []
        for found in self._seen_before(before, within):
            value, unit = found.timex.value, timex.granularity(found.timex.value)
            if not value or unit not in ("D", "M", "Y") or (unit == "Y" and found.timex.anchor):
                continue
            if re.search(r"\d", self.text[found.start : found.end]):
                return value[:10]
            others.append(value[:10])
        return others[0] if others else None

    def day_joined_to(self, at: int) -> dt.date | None:
        """Return the first day of the date that "y", "o" or "a" joins to the one at a place: "el lunes o el martes"."""
        if not self.seen:
            return None
        last = self.seen[-1]
        if last.timex.type not in ("DATE", "TIME") or not _JOINED.fullmatch(self.folded, last.end, at):
            return None
        return _first_day(last)


def _first_day(found: TimeExpression) -> dt.date | None:
    """First day of what a value means; None for one that means no known days."""
    span = timex.bounds(found.timex.value)
    return span[0] if span else None
