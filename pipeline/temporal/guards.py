"""What looks like a date and is none: names ("Julio César", "Plaza de Mayo"), ages, laws, counts of four digits."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import read_lexicon
from pipeline.temporal.context import Context
from pipeline.temporal.folding import fold
from pipeline.temporal.lexicons import surfaces
from pipeline.temporal.patterns import Rule, expand, macros

#: Words in -s that may follow a year; other lower-case plurals make it a count ("2000 soldados").
_AFTER_YEAR = frozenset(
    [
        "los",
        "las",
        "sus",
        "es",
        "tras",
        "antes",
        "después",
        "entonces",
        "más",
        "menos",
        "además",
        "pues",
        "mientras",
        "apenas",
        "ellos",
        "ellas",
        "nos",
        "unos",
        "unas",
        "dos",
        "tres",
        "seis",
        "diez",
        "muchos",
        "muchas",
        "ambos",
        "ambas",
        "estos",
        "estas",
        "todos",
        "todas",
        "miles",
        "cientos",
        "atrás",
        "gracias",
        "hemos",
        "jamás",
    ]
)
_COUNTED = re.compile(r"\s?(?:%|x\s\d|°|(?:mil|millones|por ciento|km|kg|mw|kw|ha|m|metros|hectareas|msnm)\b)")

_AGE_AFTER = re.compile(r"\s+de\s+edad\b")
_PERSONS = (
    "mayor(?:es)?|menor(?:es)?|niñ[oa]s?|jovenes|joven|adult[oa]s?|hombre|mujer|personas?|chic[oa]s?|bebe|adolescentes?|hij[oa]s?|herman[oa]s?|niet[oa]s?|padre|madre"
    r"|actor|actriz|cantante|estudiantes?|activistas?|periodistas?|abogad[oa]s?|ancian[oa]s?|ciudadan[oa]s?|victimas?"
)
_AGE_BEFORE = re.compile(
    rf"(?:\b(?:{_PERSONS})(?: \w+)? de (?:entre )?(?:\d+ (?:a|y) )?|[,(] (?:de )?|\((?:de )?"
    r"|\b(?:tiene|tenia|cumplio|cumple|cumplir|a los|a sus) |edad de (?:los )?)$"
)
_ONE_DAY_BEFORE = re.compile(r"(?:\b(?:en|durante|de|hace|por|tras|solo|casi|apenas|a|cada|mas de) )$")
_ONE_DAY_AFTER = re.compile(r"\s(?:despues|antes|mas|y|completo|entero)\b")


def rejected(rule: Rule, start: int, end: int, context: Context, match: re.Match[str]) -> bool:
    """Whether the match is no expression of time after all."""
    return (
        _crosses_line(context, match)
        or _touches_number(context.text, start, end)
        or any(check(rule, start, end, context) for check in (_stopped, *_CHECKS.get(rule.resolver, ())))
    )


def _crosses_line(context: Context, match: re.Match[str]) -> bool:
    """A line break inside is only a wrapped line when the next line goes on in lower case or with a number."""
    whole = context.text[match.start() : match.end()]
    return re.search(r"\n\s*(?![\sa-záéíóúñ\d])", whole) is not None


def _touches_number(text: str, start: int, end: int) -> bool:
    """Part of a longer number, a sum of money or a code: "$2012", "1.2012", "12/2013/4"."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return (
        before in tuple("$€£#/_°")
        or (before in tuple(".,-–") and text[start - 2 : start - 1].isdigit())
        or (re.match(r"[-/.,:]\d", after) is not None and text[end - 1].isdigit())
    )


@cache
def stop_pattern() -> re.Pattern[str]:
    """All stop patterns in one; the groups of the macros lose their names because some occur twice."""
    parts = [re.sub(r"\?P<\w+>", "?:", expand(entry["pattern"])) for entry in read_lexicon("date_stops")]
    return re.compile("|".join(parts))


def _stopped(rule: Rule, start: int, end: int, context: Context) -> bool:
    """Inside of, or made of, a phrase of `date_stops`; those that only TimeML marks are known to be times."""
    return not rule.resolver.startswith("fixed_") and any(
        m.start() < end and start < m.end()
        for m in stop_pattern().finditer(context.folded, max(0, start - 40), end + 20)
    )


#: What may follow a month that opens a sentence; "Julio y Domingo" are two men.
_AFTER_MONTH = r"\s*(?:[.,;:!?]|$|\d)|\s(?:[ye]\s{month}|del?\s(?:\d|este)|hasta\s|a\s{month})"


def _capital_month(rule: Rule, start: int, end: int, context: Context) -> bool:
    """A bare month with a capital is a name ("Julio", "Plaza de Mayo") unless "en" or the like stands before it."""
    word = context.text[start:end]
    if rule.id not in ("month.bare", "timeml.month") or not word[:1].isupper() or context.text[: start + 30].isupper():
        return False
    before = context.folded[:start]
    after = context.text[end : end + 2]
    if rule.id == "timeml.month" and re.search(r"(?:^|[.!?¿¡\n]\s*)$", before):
        return re.match(_AFTER_MONTH.replace("{month}", macros()["month"]), context.folded[end:]) is None
    if rule.id == "timeml.month" and re.search(rf"{macros()['month']}(?:,| y| e)\s+$", before):
        return False
    return not re.search(r"\b(?:en|desde|hasta|mes de)\s+$", before) or (after[:1] == " " and after[1:2].isupper())


def _capital_weekday(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "Domingo" without an article is a name; so is "Santo Domingo"."""
    if rule.id != "weekday.bare" or not context.text[start].isupper():
        return False
    before, after = context.folded[max(0, start - 12) : start], context.text[end : end + 2]
    return not re.search(r"\b(?:el|este|del|al|hoy|ayer)\s+$", before) or (after[:1] == " " and after[1:2].isupper())


def _named_day(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "Grupo 5 de Mayo": a capitalised word right before the number makes it a name, but not at the start of a
    sentence.
    """
    before = re.search(r"(\S*)[^\S\n]([A-ZÁÉÍÓÚÑ][\w]*)[^\S\n]$", context.text[max(0, start - 40) : start])
    if before is None or not context.text[start].isdigit() or rule.id == "date.day_abbr" or before[2].isupper():
        return False
    word = before[2].lower()
    return bool(before[1]) and before[1][-1] not in ".!?:" and word not in surfaces("date_weekdays") and len(word) > 3


_DAYS_AND_MONTHS = ("date.day_month", "timeml.day_ordinal")


def _capital_name(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "14 de Marzo" may be the name of a party or a street: a capital month needs a year, an article or the like."""
    words = context.text[start:end].split()
    before = context.folded[max(0, start - 25) : start]
    if rule.id == "date.full" and re.search(r"[A-ZÁÉÍÓÚÑ]\w+ \d{4}$", context.text[start:end]):
        return re.search(r"\b(?:en|esquina|sito|sita|ubicad[oa])\s+$", before) is not None  # "en 9 de Julio 2016"
    if rule.id not in _DAYS_AND_MONTHS or not words[-1][:1].isupper() or words[-1].isupper():
        return False
    if words[0][:1].isupper() and opens_sentence(context.text, start):
        return False
    if words[0][:1].islower():
        return False
    return not re.search(
        r"(?:^|\n|[.:,(]\s*|\b(?:el|del|al|dia|dias|hasta|desde|a|y|e|este|pasado|proximo)\s+)$", before
    )


def _counted_year(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "de 2000 toneladas" is no year: a plural noun or a unit follows."""
    if rule.id in ("year.word", "year.short"):
        return False
    if _COUNTED.match(context.folded, end):
        return True
    following = re.match(r"(?:\s(?:a|y|o)\s\d{4})?\s([a-záéíóúñü]+s)\b", context.text[end : end + 40])
    return following is not None and following[1] not in _AFTER_YEAR and not following[1].endswith("mos")


def _after_year(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "resoluciones 1701 y 1559": a number behind another is a year when that one is."""
    return rule.id == "year.next" and (not context.seen or start - context.seen[-1].end > 7)


def _age(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "un hombre de 45 años", "Juan Pérez, de 45 años," tell an age."""
    if context.timeml or rule.id != "duration" or "año" not in context.folded[start:end]:
        return False  # TimeML corpora mark ages
    before = context.folded[max(0, start - 40) : start]
    if _AGE_AFTER.match(context.folded, end) or _office_holder(before):
        return True
    if re.search(r"[A-ZÁÉÍÓÚÑ]\w+, de $", context.text[max(0, start - 40) : start]):
        return True
    if re.search(r"\bcon $", before) and not re.match(r"\s+(?:de|sin|en)\b", context.folded[end:]):
        return True  # "con 70 años y una salud frágil", but "con 30 años de vigencia"
    found = _AGE_BEFORE.search(before)
    return found is not None and (found[0][0] not in ",(" or context.folded[end : end + 1] in tuple(",)."))


@cache
def _offices() -> frozenset[str]:
    columns = ("masculine", "feminine", "plural_masculine", "plural_feminine")
    return frozenset(
        fold(entry[column]) for entry in read_lexicon("title_nouns") for column in columns if entry[column]
    )


def _office_holder(before: str) -> bool:
    """ "el expresidente de 86 años" is old, "un mandato de seis años" is long."""
    word = re.search(r"(\w+)\s+de\s+$", before)
    return word is not None and (word[1] in _offices() or word[1].removeprefix("ex") in _offices())


def _one_day(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "un día" is mostly "some day", "un segundo" mostly "a second one"."""
    words = context.folded[start:end].split()
    before = context.folded[max(0, start - 12) : start]
    if rule.id == "duration" and words[-1] in (
        "minuto",
        "minutos",
    ):  # of a match: "marcó a los 12 minutos", "2:57 minutos"
        return re.search(r"(?:\ba (?:los|las) |[:'])$", before) is not None
    if rule.id == "duration" and words in (["media", "jornada"], ["medio", "dia"]):
        return True
    if rule.id != "duration" or words[0] not in ("un", "una", "unos", "unas"):
        return False
    if re.search(r"\b(?:es|fue|sera|como|sido) $", before):  # "es un año atípico"
        return True
    if words[1:] == ["dia"]:
        return not (_ONE_DAY_BEFORE.search(before) or _ONE_DAY_AFTER.match(context.folded, end))
    return words[1:] in (["segundo"], ["jornada"], ["tarde"])


def _since(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "desde hace dos meses" is a length of time, if not to those who annotate TimeML."""
    return not context.timeml and re.search(r"\b(?:desde|por)\s+$", context.folded[:start]) is not None


def _second(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "cada segundo domingo", "sesenta segundos" apart, "segundo" is an ordinal."""
    return re.search(r"\bsegundo$", context.folded[start:end]) is not None and rule.id != "date.full"


def _morning(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "mañana" after an article is the morning or the future, not the next day."""
    if context.folded[start : start + 6] != "mañana":
        return False
    return (
        re.search(r"\b(?:la|el|una|un|esta|esa|cada|media|buena|misma|de la|por la)\s+$", context.folded[:start])
        is not None
    )


def _name_part(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "Daniel Mañana" is a man: a capital in the middle of a run of capitals."""
    before = context.text[max(0, start - 20) : start]
    return context.text[start].isupper() and re.search(r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+ $", before) is not None


def _newspaper(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "el diario Hoy"."""
    before = context.folded[max(0, start - 14) : start]
    return (
        context.text[start].isupper()
        and re.search(r"\b(?:diario|periodico|revista|semanario|canal)\s+$", before) is not None
    )


def _named_century(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "el hotel Siglo XX", "la firma Siglo XXI": a capital after a noun."""
    if not context.text.startswith("S", start) or opens_sentence(context.text, start):
        return False
    before = context.folded[max(0, start - 14) : start]
    return re.search(r"\b(?:el|del|al|este|en|de|los|presente)\s+$", before) is None


_BEFORE_FEAST = frozenset(
    ("en", "la", "esta", "por", "para", "desde", "hasta", "tras", "feliz", "cada", "durante", "de", "una", "pasada")
)


def _named_feast(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "Nueva Pascua", "Navidad Quintero", "la isla de Navidad": one capitalised word between others is a name."""
    before, after = context.text[max(0, start - 25) : start], context.text[end : end + 3]
    if re.search(r"(?i)\bislas? de(?: la)? $", before):
        return True
    if " " in context.text[start:end].strip() or not context.text[start].isupper():
        return False
    if re.match(r"\s[A-ZÁÉÍÓÚÑ][a-záéíóúñ]", after):
        return True
    name = re.search(r"\b[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+ $", before)
    return name is not None and fold(name[0].strip()) not in _BEFORE_FEAST


def _title(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "Cien años de soledad", "la Guerra de los Seis Días", "el canal 24 Horas": capitals make a name of a length."""
    if rule.id != "duration" or context.text[start:end].isupper():
        return False
    last = context.text[start:end].split()[-1]
    return last[:1].isupper() or (context.text[start].isupper() and not opens_sentence(context.text, start))


#: What stands before the first word of a sentence: "(EFE).- Cuarenta años", "dijo: «Cien días".
_OPENING = re.compile(r"[.!?…:\n]\)?\s*(?:[-–—]+\s*)?[\"«“¡¿]?$")


def opens_sentence(text: str, at: int) -> bool:
    """Whether a sentence or a line begins at the place; a word behind an opening quotation mark only begins a title."""
    before = text[max(0, at - 10) : at]
    return _OPENING.search(before) is not None or (at <= 10 and not before.strip(" \"«“¡¿—-"))


def _eve(rule: Rule, start: int, end: int, context: Context) -> bool:
    """ "la víspera" is a day; without the article ("víspera electoral") it is not."""
    if not context.folded.startswith("vispera", start):
        return False
    return re.search(r"\b(?:la|esta)\s+$", context.folded[:start]) is None


_CHECKS = {
    "month": (_capital_month,),
    "weekday": (_capital_weekday,),
    "calendar": (_named_day, _capital_name),
    "century": (_named_century,),
    "holiday": (_named_feast,),
    "year": (_counted_year, _after_year),
    "range_years": (_counted_year,),
    "duration": (_age, _one_day, _second, _title),
    "ago": (_since,),
    "every": (_second,),
    "deictic": (_morning, _eve, _name_part, _newspaper),
}
