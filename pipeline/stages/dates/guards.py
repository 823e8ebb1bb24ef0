"""What looks like a date and is none: ages, laws, counts of four digits, "un día"; names are in `capitals`."""

from __future__ import annotations

import re

from pipeline.knowledge.lexicon import per_lexicon, read_lexicon
from pipeline.stages.dates import capitals
from pipeline.stages.dates.context import Context
from pipeline.stages.dates.patterns import Rule, expand
from pipeline.text.folding import fold
from pipeline.text.word_values import alternatives, date_words

_AGE_AFTER = re.compile(r"\s+de\s+edad\b")
#: Who does something for a living: "goleador", "activista"; not "revista", "lista".
_AGENT = re.compile(
    r"(?!(?:re|entre)?vistas?$|listas?$|(?:auto)?pistas?$|(?:re)?conquistas?$)\w+(?:dor(?:a|es|as)?|istas?)"
)
_ONE_DAY_BEFORE = re.compile(r"(?:\b(?:en|durante|de|hace|por|tras|solo|casi|apenas|a|cada|mas de) )$")
_ONE_DAY_AFTER = re.compile(r"\s(?:despues|antes|mas|y|completo|entero)\b")


@per_lexicon
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{alternatives(date_words('counted'))}(?!\w)|x\s\d)")


@per_lexicon
def _age_before() -> re.Pattern[str]:
    persons = alternatives(date_words("persons with an age"))
    return re.compile(
        rf"(?:\b{persons}(?: \w+)? de (?:entre )?(?:\d+ (?:a|y) )?|[,(] (?:de )?|\((?:de )?"
        r"|\b(?:tiene|tenia|tenga|tendra|cumpli[oa]|cumple|cumplir(?:a|ia)?|a los|a sus) |edad de (?:los )?)$"
    )


def rejected(rule: Rule, start: int, end: int, context: Context, match: re.Match[str]) -> bool:
    """Whether the match is no expression of time after all."""
    return (
        _crosses_line(context, match)
        or _touches_number(context.text, start, end)
        or any(check(rule, start, end, context) for check in (_stopped, *_CHECKS.get(rule.resolver, ())))
    )


def _crosses_line(context: Context, match: re.Match[str]) -> bool:
    """Whether a line ends inside of the match. A wrapped line goes on in lower case or with a number, and is no end."""
    whole = context.text[match.start() : match.end()]
    return re.search(r"\n\s*(?![\sa-záéíóúñ\d])", whole) is not None


def _touches_number(text: str, start: int, end: int) -> bool:
    """Whether it is part of a longer number, a sum of money or a code: "$2012", "1.2012", "12/2013/4"."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return (
        before in tuple("$€£#/_°")
        or (before in tuple(".,-–") and text[start - 2 : start - 1].isdigit())
        or (re.match(r"[-/.,:]\d", after) is not None and text[end - 1].isdigit())
    )


@per_lexicon
def stop_pattern() -> re.Pattern[str]:
    """All stop patterns in one. The groups of the macros lose their names because some occur twice."""
    parts = [re.sub(r"\?P<\w+>", "?:", expand(entry["pattern"])) for entry in read_lexicon("date_stops")]
    return re.compile("|".join(parts))


def _stopped(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether it overlaps a phrase of `date_stops`. Those that only TimeML marks are known to be times."""
    return not rule.resolver.startswith("fixed_") and any(
        m.start() < end and start < m.end()
        for m in stop_pattern().finditer(context.folded, max(0, start - 40), end + 20)
    )


def _counted_year(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a number counts something and is no year, as a plural noun or a unit behind it shows.

    "de 2000 toneladas".
    """
    if rule.id in ("year.word", "year.short"):
        return False
    if _counted().match(context.folded, end):
        return True
    following = re.match(r"(?:\s(?:a|y|o)\s\d{4})?\s([a-záéíóúñü]+s)\b", context.text[end : end + 40])
    return (
        following is not None
        and fold(following[1]) not in date_words("after a year")
        and not following[1].endswith("mos")
    )


def _after_year(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a number that only a year before it would make one has none.

    "resoluciones 1701 y 1559": a number behind another is a year when that one is.
    """
    return rule.id == "year.next" and (not context.seen or start - context.seen[-1].end > 7)


def _age(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a length tells somebody's age: "un hombre de 45 años", "Juan Pérez, de 45 años,"."""
    if context.timeml or rule.id not in ("duration", "duration.range") or "año" not in context.folded[start:end]:
        return False  # TimeML corpora mark ages
    before = context.before(start)
    if _AGE_AFTER.match(context.folded, end) or _of_a_person(before):
        return True
    if re.search(r"[A-ZÁÉÍÓÚÑ]\w+, de $", context.text[max(0, start - 40) : start]):
        return True
    if re.search(r"\bcon $", before) and not re.match(r"\s+(?:de|sin|en)\b", context.after(end)):
        return True  # "con 70 años y una salud frágil", but "con 30 años de vigencia"
    found = _age_before().search(before)
    return found is not None and (found[0][0] not in ",(" or context.folded[end : end + 1] in tuple(",)."))


@per_lexicon
def _offices() -> frozenset[str]:
    columns = ("masculine", "feminine", "plural_masculine", "plural_feminine")
    return frozenset(
        fold(entry[column]) for entry in read_lexicon("title_nouns") for column in columns if entry[column]
    )


def _of_a_person(before: str) -> bool:
    """Whether a person stands before "de" and a number of years, who is old and not long.

    "el expresidente de 86 años", "un jugador de 27 años", but "un mandato de seis años".
    """
    word = re.search(r"(\w+)\s+de\s+$", before)
    if word is None:
        return False
    return word[1].removeprefix("ex") in _offices() or word[1] in _offices() or _AGENT.fullmatch(word[1]) is not None


_CALENDAR = ("año", "dia", "mes", "semana", "decada", "siglo")


def _one_day(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether a single unit means no length of time.

    "un día" is mostly "some day", "un segundo" mostly "a second one".
    """
    words = context.folded[start:end].split()
    before = context.before(start)
    if rule.id == "duration" and words[-1].startswith("minuto"):  # of a match: "a los 12 minutos", "2:57 minutos"
        return re.search(r"(?:\ba (?:los|las) |[:'])$", before) is not None
    if rule.id == "duration" and words in (["media", "jornada"], ["medio", "dia"]):
        return True
    if rule.id != "duration" or words[0] not in ("un", "una", "unos", "unas"):
        return False
    if words[-1] in _CALENDAR and re.search(r"\b(?:es|fue|sera|como|sido) $", before):  # "es un año atípico"
        return True
    if words[1:] == ["dia"]:
        return not (_ONE_DAY_BEFORE.search(before) or _ONE_DAY_AFTER.match(context.folded, end))
    return words[1:] in (["segundo"], ["jornada"], ["tarde"])


def _since(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether "desde" or "por" makes a length of what else were a date: "desde hace dos meses".

    Not for those who annotate TimeML.
    """
    return not context.timeml and re.search(r"\b(?:desde|por)\s+$", context.before(start)) is not None


def _second(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether "segundo" is an ordinal: "cada segundo domingo", but "sesenta segundos"."""
    return re.search(r"\bsegundo$", context.folded[start:end]) is not None and rule.id != "date.full"


def _morning(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether "mañana" is the morning or the future and not the next day: it stands after an article."""
    if context.folded[start : start + 6] != "mañana":
        return False
    return (
        re.search(r"\b(?:la|el|una|un|esta|esa|cada|media|buena|misma|de la|por la)\s+$", context.before(start))
        is not None
    )


def _eve(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Whether "víspera" is no day: it has no article ("víspera electoral")."""
    if not context.folded.startswith("vispera", start):
        return False
    return re.search(r"\b(?:la|esta)\s+$", context.before(start)) is None


_CHECKS = {
    "month": (capitals.month,),
    "weekday": (capitals.weekday,),
    "calendar": (capitals.day_of_name, capitals.day_and_month),
    "century": (capitals.century,),
    "holiday": (capitals.feast,),
    "unit": (capitals.unit,),
    "year": (_counted_year, _after_year, capitals.event),
    "range_years": (_counted_year,),
    "duration": (_age, _one_day, _second, capitals.length),
    "length_range": (_age,),
    "ago": (_since,),
    "every": (_second,),
    "deictic": (_morning, _eve, capitals.person, capitals.newspaper),
}
