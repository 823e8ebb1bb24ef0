"""What looks like a date and is none: ages, laws, counts of four digits, "un día"; names are in `proper_names`."""

from __future__ import annotations

import re

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.stages.dates import proper_names
from pipeline.stages.dates.context import WINDOW, DateContext
from pipeline.stages.dates.neighbours import has_word_before
from pipeline.stages.dates.patterns import DatePattern, expand
from pipeline.text.folding import fold
from pipeline.text.overlap import overlaps
from pipeline.text.word_values import alternatives, date_words

_AGE_AFTER = re.compile(r"\s+de\s+edad\b")
#: Who does something for a living: "goleador", "activista".
_AGENT = re.compile(r"\w+(?:dor(?:a|es|as)?|istas?)")
#: What makes the number after it a sum of money, a code or the rest of a number, and what goes on with a number.
_NUMBER_BEFORE = re.compile(r"(?:[$€£#/_°]|\d[.,–-])\Z")
_NUMBER_AFTER = re.compile(r"(?<=\d)[-/.,:]\d")
#: A plural noun after a number, or after the second of two.
_COUNTED_NOUN = re.compile(r"(?:\s(?:a|y|o)\s\d{4})?\s(?P<noun>[a-záéíóúñü]+s)\b")


@per_lexicon
def _counted_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{alternatives(date_words('counted'))}(?!\w)|x\s\d)")


@per_lexicon
def _before_age_pattern() -> re.Pattern[str]:
    """Return the pattern of what ends right before an age.

    "un niño de | 12 años", "Juan Pérez (| 45 años)", "cumplió | 30 años".
    """
    persons, before = alternatives(date_words("persons with an age")), alternatives(date_words("before an age"))
    return re.compile(
        rf"(?:\b{persons}(?: \w+)? de (?:entre )?(?:\d+ (?:a|y) )?|[,(] (?:de )?|\((?:de )?"
        rf"|\b{before} |edad de (?:los )?)$"
    )


def is_no_time(pattern: DatePattern, start: int, end: int, context: DateContext, match: re.Match[str]) -> bool:
    """Whether the match is no expression of time after all."""
    return (
        _crosses_line(context, match)
        or _touches_number(context, start, end)
        or any(check(pattern, start, end, context) for check in (_is_stop_phrase, *_CHECKS.get(pattern.resolver, ())))
    )


def _crosses_line(context: DateContext, match: re.Match[str]) -> bool:
    """Whether a line ends inside of the match. A wrapped line goes on in lower case or with a number, and is no end."""
    whole = context.text[match.start() : match.end()]
    return re.search(r"\n\s*(?![\sa-záéíóúñ\d])", whole) is not None


def _touches_number(context: DateContext, start: int, end: int) -> bool:
    """Whether the match is part of a longer number, a sum of money or a code: "$2012", "1.2012", "12/2013/4"."""
    before = _NUMBER_BEFORE.search(context.written_before(start))
    return before is not None or _NUMBER_AFTER.match(context.text, end) is not None


@per_lexicon
def stop_pattern() -> re.Pattern[str]:
    """Return all stop patterns in one.

    The groups of the macros lose their names because some occur twice.
    """
    parts = [re.sub(r"\?P<\w+>", "?:", expand(entry["pattern"])) for entry in read_lexicon("date_stops")]
    return re.compile("|".join(parts))


def _is_stop_phrase(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether the match overlaps a phrase of `date_stops`.

    Those that only TimeML marks are known to be times.
    """
    if pattern.resolver.startswith("fixed_"):
        return False
    stops = stop_pattern().finditer(context.folded, start - WINDOW, end + WINDOW)
    return overlaps((stop.span() for stop in stops), start, end)


def _is_count(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a number counts something and is no year, as a plural noun or a unit after it shows.

    "de 2000 toneladas".
    """
    if pattern.id in ("year.word", "year.short"):
        return False
    if _counted_pattern().match(context.folded, end):
        return True
    following = _COUNTED_NOUN.match(context.text, end)
    return (
        following is not None
        and fold(following["noun"]) not in date_words("after a year")
        and not following["noun"].endswith("mos")
    )


def _lacks_year_before(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a number has no year before it, where only that would make it a year.

    "resoluciones 1701 y 1559": a number after another is a year when that one is.
    """
    if pattern.id != "year.next":
        return False
    return not context.seen or re.search(r"\d", context.text[context.seen[-1].end : start]) is not None


def _is_age(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a length is somebody's age: "un hombre de 45 años", "Juan Pérez, de 45 años,"."""
    if context.timeml or pattern.id not in ("duration", "duration.range") or "año" not in context.folded[start:end]:
        return False  # TimeML corpora mark ages
    if _AGE_AFTER.match(context.folded, end) or _is_of_person(context.before(start)):
        return True
    return (
        _follows_name(start, context)
        or _is_had_by_person(start, end, context)
        or _follows_age_word(start, end, context)
    )


def _follows_name(start: int, context: DateContext) -> bool:
    """Whether a length stands right after a name: "Juan Pérez, de | 45 años"."""
    return re.search(r"[A-ZÁÉÍÓÚÑ]\w+, de $", context.written_before(start)) is not None


def _is_had_by_person(start: int, end: int, context: DateContext) -> bool:
    """Whether somebody has a number of years: "con 70 años y una salud frágil", but "con 30 años de vigencia"."""
    if not re.search(r"\bcon $", context.before(start)):
        return False
    return not re.match(r"\s+(?:de|sin|en)\b", context.after(end))


def _follows_age_word(start: int, end: int, context: DateContext) -> bool:
    """Whether words before a length announce an age; after a comma or bracket only what is closed by one."""
    found = _before_age_pattern().search(context.before(start))
    if found is None:
        return False
    return found[0][0] not in ",(" or context.folded[end : end + 1] in tuple(",).")


@per_lexicon
def _offices() -> frozenset[str]:
    columns = ("masculine", "feminine", "plural_masculine", "plural_feminine")
    return frozenset(
        fold(entry[column]) for entry in read_lexicon("title_nouns") for column in columns if entry[column]
    )


def _is_of_person(before: str) -> bool:
    """Whether a person stands before "de" and a number of years, who is old and not long.

    "el expresidente de 86 años", "un jugador de 27 años", but "un mandato de seis años".
    """
    found = re.search(r"(\w+)\s+de\s+$", before)
    if found is None:
        return False
    word = found[1]
    holds_office = word in _offices() or word.removeprefix("ex") in _offices()
    return holds_office or (_AGENT.fullmatch(word) is not None and word not in date_words("agents that are things"))


_CALENDAR = ("año", "dia", "mes", "semana", "decada", "siglo")


def _means_no_length(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether a single unit means no length of time.

    "un día" is mostly "some day", "un segundo" mostly "a second one".
    """
    if pattern.id != "duration":
        return False
    words = context.folded[start:end].split()
    if words[-1].startswith("minuto"):
        return _is_minute_of_match(start, context)
    if words in (["media", "jornada"], ["medio", "dia"]):
        return True
    if words[0] not in ("un", "una", "unos", "unas"):
        return False
    described = has_word_before("before a unit that is described", start, context)  # "es un año atípico"
    if words[-1] in _CALENDAR and described:
        return True
    if words[1:] == ["dia"]:
        return not _is_length_of_day(start, end, context)
    return words[1:] in (["segundo"], ["jornada"])


def _is_minute_of_match(start: int, context: DateContext) -> bool:
    """Whether the match is a point of a sports match: "a los 12 minutos", "2:57 minutos"."""
    return re.search(r"(?:\ba (?:los|las) |[:'])$", context.before(start)) is not None


def _is_length_of_day(start: int, end: int, context: DateContext) -> bool:
    """Whether "un día" is as long as a day: "durante un día", "un día después"."""
    after = rf"\s{alternatives(date_words('after one day'))}\b"
    return has_word_before("before one day", start, context) or re.match(after, context.after(end)) is not None


def _is_length_since(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether "desde" or "por" makes a length of what would otherwise be a date: "desde hace dos meses".

    Not for those who annotate TimeML.
    """
    return not context.timeml and re.search(r"\b(?:desde|por)\s+$", context.before(start)) is not None


def _is_ordinal_second(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether "segundo" is an ordinal: "cada segundo domingo", but "sesenta segundos"."""
    return re.search(r"\bsegundo$", context.folded[start:end]) is not None and pattern.id != "date.full"


def _is_morning(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether "mañana" is the morning or the future and not the next day: it stands after an article."""
    if context.folded[start : start + 6] != "mañana":
        return False
    return has_word_before("before the morning", start, context)


def _is_other_eve(pattern: DatePattern, start: int, end: int, context: DateContext) -> bool:
    """Whether "víspera" is no day: it has no article ("víspera electoral")."""
    if not context.folded.startswith("vispera", start):
        return False
    return re.search(r"\b(?:la|esta)\s+$", context.before(start)) is None


_CHECKS = {
    "month": (proper_names.is_month_name,),
    "weekday": (proper_names.is_weekday_name,),
    "calendar": (proper_names.follows_name, proper_names.is_day_name),
    "century": (proper_names.is_century_name,),
    "holiday": (proper_names.is_feast_name,),
    "unit": (proper_names.is_unit_name,),
    "year": (_is_count, _lacks_year_before, proper_names.is_event_name),
    "range_years": (_is_count,),
    "duration": (_is_age, _means_no_length, _is_ordinal_second, proper_names.is_length_name),
    "length_range": (_is_age,),
    "ago": (_is_length_since,),
    "every": (_is_ordinal_second,),
    "deictic": (_is_morning, _is_other_eve, proper_names.is_surname, proper_names.is_newspaper),
}
