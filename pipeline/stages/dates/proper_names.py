"""Names that hold words of time: "Julio César", "Plaza de Mayo", "el hotel Siglo XX", "Cien años de soledad".

Spanish writes months, weekdays and lengths of time in lower case; a capital where none belongs makes a name of them.
"""

from __future__ import annotations

import re

from pipeline.stages.dates.context import WINDOW, DateContext
from pipeline.stages.dates.neighbours import has_word_before
from pipeline.stages.dates.patterns import DatePattern, macros
from pipeline.text.folding import fold
from pipeline.text.word_values import date_words, surfaces

#: A capitalised word right before a place, and the beginning of one right after it.
_NAME_BEFORE = re.compile(r"\b[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+ $")
_NAME_AFTER = re.compile(r"\s[A-ZÁÉÍÓÚÑ][a-záéíóúñ]")
#: Rules of days that have no year, whose capital month may be part of a name.
_DAYS_AND_MONTHS = ("date.day_month", "timeml.day_ordinal")
#: What may follow a month that opens a sentence; "Julio y Domingo" are two men.
_AFTER_MONTH = r"\s*(?:[.,;:!?]|$|\d)|\s(?:[ye]\s{month}|del?\s(?:\d|este)|hasta\s|a\s{month})"
#: A capitalised word at the end, and the word before it.
_CAPITAL_BEFORE = re.compile(r"(?P<last>\S*)[^\S\n](?P<word>[A-ZÁÉÍÓÚÑ][\w]*)[^\S\n]$")
#: "9 de Julio 2016", and what stands before the first word of a clause.
_CAPITAL_MONTH_AND_YEAR = re.compile(r"[A-ZÁÉÍÓÚÑ]\w+ \d{4}$")
_CLAUSE_OPENING = re.compile(r"(?:^|\n|[.:,(]\s*)$")


def is_month_name(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a bare month is a name ("Julio", "Plaza de Mayo").

    It has a capital, and neither "en" nor the like before it.
    """
    if pattern.id not in ("month.bare", "timeml.month") or not context.text[start].isupper():
        return False
    if (context.written_before(start) + context.text[start : start + WINDOW]).isupper():  # a headline in capitals
        return False
    if pattern.id == "timeml.month" and context.opens_sentence(start):
        return re.match(_AFTER_MONTH.replace("{month}", macros()["month"]), context.after(end)) is None
    if pattern.id == "timeml.month" and _is_listed_month(start, context):
        return False
    return not has_word_before("before a month", start, context) or _capital_follows(context, end)


def _is_listed_month(start: int, context: DateContext) -> bool:
    """Whether another month stands before it: "Enero, | Febrero y Marzo"."""
    return re.search(rf"{macros()['month']}(?:,| y| e)\s+$", context.before(start)) is not None


def is_weekday_name(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a weekday is a name: it has a capital and no article. "Domingo" and "Santo Domingo" are names."""
    if pattern.id != "weekday.bare" or not context.text[start].isupper():
        return False
    return not has_word_before("before a weekday", start, context) or _capital_follows(context, end)


def _capital_follows(context: DateContext, end: int) -> bool:
    following = context.text[end : end + 2]
    return following.startswith(" ") and following.isupper()


def follows_name(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a day and month are part of a name: a capitalised word stands before the number.

    So in "Grupo 5 de Mayo", but not where that word opens a sentence.
    """
    before = _CAPITAL_BEFORE.search(context.written_before(start))
    if before is None or not context.text[start].isdigit() or pattern.id == "date.day_abbr" or before["word"].isupper():
        return False
    opens_sentence = not before["last"] or before["last"][-1] in ".!?:"
    is_weekday = before["word"].lower() in surfaces("date_weekdays")
    return not opens_sentence and not is_weekday and len(before["word"]) > 3


def is_day_name(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a day and month are the name of a party or a street, as "14 de Marzo" may be.

    A month with a capital needs a year, an article or the like to be a date.
    """
    words = context.text[start:end].split()
    if pattern.id == "date.full" and _CAPITAL_MONTH_AND_YEAR.search(context.text[start:end]):
        return has_word_before("before a street", start, context)  # "en 9 de Julio 2016"
    if pattern.id not in _DAYS_AND_MONTHS or not words[-1][:1].isupper() or words[-1].isupper():
        return False
    if words[0][:1].islower() or (words[0][:1].isupper() and context.opens_sentence(start)):
        return False
    opens_clause = _CLAUSE_OPENING.search(context.before(start)) is not None
    return not opens_clause and not has_word_before("before a day and month", start, context)


def is_unit_name(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a unit of time is part of a name: it has a capital before another one.

    "esta Semana Nacional de Vacunación".
    """
    last = context.text[start:end].split()[-1]
    return last[:1].isupper() and not last.isupper() and _capital_follows(context, end)


def is_event_name(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a year belongs to the name of an event.

    "Brasil 2014 será un éxito" is a tournament, "2014 será un buen año" a year.
    """
    follows_name = re.search(r"[A-ZÁÉÍÓÚÑ]\w+ $", context.written_before(start)) is not None
    return pattern.id == "year.subject" and follows_name


def is_century_name(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a century is the name of a firm or the like: it has a capital after a noun.

    "el hotel Siglo XX", "la firma Siglo XXI".
    """
    if not context.text.startswith("S", start) or context.opens_sentence(start):
        return False
    return not has_word_before("before a century", start, context)


def is_feast_name(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a feast is part of another name: one capitalised word among others, or an island.

    "Nueva Pascua", "Navidad Quintero", "la isla de Navidad".
    """
    if re.search(r"\bislas? de(?: la)? $", context.before(start)):
        return True
    if " " in context.text[start:end].strip() or not context.text[start].isupper():
        return False
    if _NAME_AFTER.match(context.text, end):
        return True
    name = _NAME_BEFORE.search(context.written_before(start))
    return name is not None and fold(name[0].strip()) not in date_words("before a feast")


def is_length_name(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a length of time is part of a title or name, as capitals show.

    "Cien años de soledad", "la Guerra de los Seis Días", "el canal 24 Horas".
    """
    if pattern.id != "duration" or context.text[start:end].isupper():
        return False
    last = context.text[start:end].split()[-1]
    return last[:1].isupper() or (context.text[start].isupper() and not context.opens_sentence(start))


def is_surname(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a word of time is somebody's surname: it has a capital and follows another capitalised word.

    "Daniel Mañana" is a man.
    """
    return context.text[start].isupper() and _NAME_BEFORE.search(context.written_before(start)) is not None


def is_newspaper(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a word of time is the name of a paper or channel: "el diario Hoy"."""
    return context.text[start].isupper() and has_word_before("media", start, context)
