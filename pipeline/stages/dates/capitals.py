"""Names that hold words of time: "Julio César", "Plaza de Mayo", "el hotel Siglo XX", "Cien años de soledad".

Spanish writes months, weekdays and lengths of time in lower case; a capital where none belongs makes a name of them.
"""

from __future__ import annotations

import re

from pipeline.knowledge.lexicon import per_lexicon
from pipeline.stages.dates.context import Context
from pipeline.stages.dates.patterns import Rule, macros
from pipeline.text.folding import fold
from pipeline.text.word_values import alternatives, date_words, surfaces

_CAPITALISED = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
#: Rules of days that have no year, whose capital month may be part of a name.
_DAYS_AND_MONTHS = ("date.day_month", "timeml.day_ordinal")
#: What may follow a month that opens a sentence; "Julio y Domingo" are two men.
_AFTER_MONTH = r"\s*(?:[.,;:!?]|$|\d)|\s(?:[ye]\s{month}|del?\s(?:\d|este)|hasta\s|a\s{month})"


def month(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a bare month is a name ("Julio", "Plaza de Mayo").

    It has a capital, and neither "en" nor the like before it.
    """
    if rule.id not in ("month.bare", "timeml.month") or not context.text[start].isupper():
        return False
    if context.text[max(0, start - 60) : start + 30].isupper():  # a headline in capitals
        return False
    before, after = context.before(start), context.text[end : end + 2]
    if rule.id == "timeml.month" and context.opens_sentence(start):
        return re.match(_AFTER_MONTH.replace("{month}", macros()["month"]), context.after(end)) is None
    if rule.id == "timeml.month" and re.search(rf"{macros()['month']}(?:,| y| e)\s+$", before):
        return False
    return not re.search(r"\b(?:en|desde|hasta|mes de)\s+$", before) or _capital_follows(after)


def weekday(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a weekday is a name: it has a capital and no article. "Domingo" and "Santo Domingo" are names."""
    if rule.id != "weekday.bare" or not context.text[start].isupper():
        return False
    article = re.search(r"\b(?:el|este|del|al|hoy|ayer)\s+$", context.before(start))
    return not article or _capital_follows(context.text[end : end + 2])


def _capital_follows(after: str) -> bool:
    return after[:1] == " " and after[1:2].isupper()


def day_of_name(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a day and month are part of a name: a capitalised word stands before the number.

    So in "Grupo 5 de Mayo", but not where that word opens a sentence.
    """
    before = re.search(r"(\S*)[^\S\n]([A-ZÁÉÍÓÚÑ][\w]*)[^\S\n]$", context.text[max(0, start - 40) : start])
    if before is None or not context.text[start].isdigit() or rule.id == "date.day_abbr" or before[2].isupper():
        return False
    word = before[2].lower()
    return bool(before[1]) and before[1][-1] not in ".!?:" and word not in surfaces("date_weekdays") and len(word) > 3


def day_and_month(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a day and month are the name of a party or a street, as "14 de Marzo" may be.

    A month with a capital needs a year, an article or the like to be a date.
    """
    words, before = context.text[start:end].split(), context.before(start)
    if rule.id == "date.full" and re.search(r"[A-ZÁÉÍÓÚÑ]\w+ \d{4}$", context.text[start:end]):
        return re.search(r"\b(?:en|esquina|sito|sita|ubicad[oa])\s+$", before) is not None  # "en 9 de Julio 2016"
    if rule.id not in _DAYS_AND_MONTHS or not words[-1][:1].isupper() or words[-1].isupper():
        return False
    if words[0][:1].islower() or (words[0][:1].isupper() and context.opens_sentence(start)):
        return False
    return not re.search(
        r"(?:^|\n|[.:,(]\s*|\b(?:el|del|al|dia|dias|hasta|desde|a|y|e|este|pasado|proximo)\s+)$", before
    )


def unit(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a unit of time is part of a name: it has a capital before another one.

    "esta Semana Nacional de Vacunación".
    """
    last = context.text[start:end].split()[-1]
    return last[:1].isupper() and not last.isupper() and _capital_follows(context.text[end : end + 2])


def event(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a year belongs to the name of an event.

    "Brasil 2014 será un éxito" is a tournament, "2014 será un buen año" a year.
    """
    before = context.text[max(0, start - 25) : start]
    return rule.id == "year.subject" and re.search(r"[A-ZÁÉÍÓÚÑ]\w+ $", before) is not None


def century(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a century is the name of a firm or the like: it has a capital after a noun.

    "el hotel Siglo XX", "la firma Siglo XXI".
    """
    if not context.text.startswith("S", start) or context.opens_sentence(start):
        return False
    return re.search(r"\b(?:el|del|al|este|en|de|los|presente)\s+$", context.before(start)) is None


def feast(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a feast is part of another name: one capitalised word among others, or an island.

    "Nueva Pascua", "Navidad Quintero", "la isla de Navidad".
    """
    if re.search(r"\bislas? de(?: la)? $", context.before(start)):
        return True
    if " " in context.text[start:end].strip() or not context.text[start].isupper():
        return False
    if re.match(r"\s[A-ZÁÉÍÓÚÑ][a-záéíóúñ]", context.text[end : end + 3]):
        return True
    name = re.search(rf"\b{_CAPITALISED} $", context.text[max(0, start - 25) : start])
    return name is not None and fold(name[0].strip()) not in date_words("before a feast")


def length(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a length of time is part of a title or name, as capitals tell.

    "Cien años de soledad", "la Guerra de los Seis Días", "el canal 24 Horas".
    """
    if rule.id != "duration" or context.text[start:end].isupper():
        return False
    last = context.text[start:end].split()[-1]
    return last[:1].isupper() or (context.text[start].isupper() and not context.opens_sentence(start))


def person(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a word of time is somebody's surname: it has a capital behind another capitalised word.

    "Daniel Mañana" is a man.
    """
    before = context.text[max(0, start - 20) : start]
    return context.text[start].isupper() and re.search(rf"{_CAPITALISED} $", before) is not None


@per_lexicon
def _media() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(date_words('media'))}\s+$")


def newspaper(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a word of time is the name of a paper or channel: "el diario Hoy"."""
    return context.text[start].isupper() and _media().search(context.before(start)) is not None
