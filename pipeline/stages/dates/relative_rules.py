"""Resolvers of what is counted from the day of publication or from the last date: "ayer", "este año", "ese día"."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.stages.dates import groups
from pipeline.stages.dates.context import DateContext, Timex, date_of
from pipeline.text import timex
from pipeline.text.word_values import surfaces, units

Match = re.Match[str]

#: TIMEX3 of a vague time in the past, now, in the future.
REFERENCES = {timex.PAST: "PAST_REF", timex.NEAREST: "PRESENT_REF", timex.FUTURE: "FUTURE_REF"}


# ------------------------------------------------------------------------------------------------ hoy, ayer, esta noche
def deictic(match: Match, context: DateContext) -> Timex | None:
    """Return a day counted from the day of publication: "hoy", "ayer martes", "mañana, 3 de julio".

    A weekday or date said with it is trusted more than the count.
    """
    word = groups.one_blank(match["deictic"])
    offset = int(surfaces("date_deictics", "days")[word])
    part = surfaces("date_deictics", "part")[word]
    if context.reference is None:
        return None
    day = context.reference + dt.timedelta(days=offset)
    number = groups.weekday_of(match)
    if number and abs((near := timex.weekday_near(day, number, timex.NEAREST)) - day).days <= 1:
        day = near
    month, number = groups.month_of(match), groups.day_of(match)
    if month and number:
        day = timex.make_day(groups.year_of(match) or day.year, month, number) or day
    return Timex("TIME" if part else "DATE", day.isoformat() + (f"T{part}" if part else ""), context.reference)


def daypart_this(match: Match, context: DateContext) -> Timex | None:
    """Return a part of the day of publication: "esta noche"."""
    if context.reference is None:
        return None
    return Timex(
        "TIME", f"{context.reference.isoformat()}T{surfaces('date_dayparts')[match['part']]}", context.reference
    )


def daypart_alone(match: Match, context: DateContext) -> Timex | None:
    """Return a part of the day named before in the sentence, else of no known day: "por la noche".

    "en las primeras horas de la tarde" and a sentence that opens with "Por la tarde" go on with the day before them.
    """
    day = context.day_in_sentence(before=match.start())
    if day is None and context.timeml and groups.first(match, "part") in ("mediodia", "medio dia"):
        return Timex("TIME", "T12:00")  # of any day, as "la medianoche"
    if day is None and (context.opens_sentence(match.start()) or "horas" in match[0]):
        day = context.last_day() or context.reference
    if day is None and context.timeml:
        day = context.reference
    part = surfaces("date_dayparts")[groups.first(match, "part", "part_b") or ""]
    return Timex("TIME", f"{day.isoformat()}T{part}" if day else None, day)


def daypart_beside(match: Match, context: DateContext) -> Timex | None:
    """Return a part of the day before or after the last day nearby, else the publication: "la noche anterior"."""
    day = context.previous("D", within=300, before=match.start()) or context.reference
    if day is None:
        return None
    step = -1 if match["side"] in ("anterior", "previa") else 1
    part = surfaces("date_dayparts")[match["part"]]
    return Timex("TIME", f"{timex.shift(day, step, 'D').isoformat()}T{part}", day)


# ------------------------------------------------------------------------------------------------ units of the calendar
def unit(match: Match, context: DateContext) -> Timex | None:
    """Return a unit of the calendar before, around or after the day of publication.

    "la semana pasada", "este año", "el próximo trimestre", "el siglo pasado".
    """
    name = groups.unit_of(match)[2]
    said = groups.when_of(match)
    if far := groups.first(match, "far", "far_b"):
        said = 2 if far == "subsiguiente" else -2
    if context.reference is None or said is None or (name == "D" and said):
        return None
    if name == "WE":
        return date_of(timex.unit_value(_day_of_weekend_meant(context, match, said), name), context.reference)
    return date_of(timex.unit_value(timex.shift(context.reference, said, name), name), context.reference)


def unit_second(match: Match, context: DateContext) -> Timex | None:
    """Return the unit after the next one: "la semana después de la próxima"."""
    name = groups.unit_of(match)[2]
    if context.reference is None:
        return None
    return date_of(timex.unit_value(timex.shift(context.reference, 2, name), name), context.reference)


def week_of_day(match: Match, context: DateContext) -> Timex | None:
    """Return the week that holds a day of the month: "la semana del 17"."""
    if context.reference is None:
        return None
    direction = groups.direction_of(match, context)
    day = timex.day_of_month_near(context.reference, int(match["daynum"]), direction)
    return date_of(timex.week_value(day), context.reference) if day else None


def _day_of_weekend_meant(context: DateContext, match: Match, said: int) -> dt.date:
    """Return a day of the weekend meant.

    Before Saturday "este fin de semana" was the last one if the verb says so.
    """
    assert context.reference is not None
    past = said == 0 and context.reference.isoweekday() < 5 and context.direction(*groups.place(match)) == timex.PAST
    return context.reference + dt.timedelta(weeks=-1 if past else said)


def unit_end(match: Match, context: DateContext) -> Timex | None:
    """Return the year, month or weekend whose beginning, middle or end is named, mostly the current one.

    "fin de año", "finales de mes" are in this year, this month; "el fin de semana" is the last or the next one. "a
    principios de año se abrirá" in October is next year, "a finales de año se firmó" in January was last year.
    """
    if context.reference is None or (match["endunit"] == "semana" and not match[0].startswith("fin ")):
        return None
    if match["endunit"] == "semana":
        return date_of(timex.unit_value(_day_of_weekend_meant(context, match, 0), "WE"), context.reference)
    name = "M" if match["endunit"] == "mes" else "Y"
    side = -1 if match[0].startswith(("fin", "ultim")) else (0 if match[0].startswith("mediados") else 1)
    value = timex.unit_value(_day_of_unit_meant(match, context, name, side), name)
    if context.timeml and match[0].startswith("fin ") and (span := timex.bounds(value)):
        value = span[1].isoformat()
    return date_of(value, context.reference)


def _day_of_unit_meant(match: Match, context: DateContext, name: str, side: int) -> dt.date:
    """Return a day of the unit meant.

    It is of the last one for an end that is past, of the next for a beginning that is to come.
    """
    assert context.reference is not None
    span = timex.bounds(timex.unit_value(context.reference, name))
    assert span is not None
    if span[0] == span[1]:
        return context.reference  # a day has no other end
    gone = (context.reference - span[0]).days / (span[1] - span[0]).days
    verb = context.direction(*groups.place(match)) if not context.timeml else timex.NEAREST
    over = (verb == timex.FUTURE and gone > 0.5) if side > 0 else (verb == timex.PAST and gone < 0.4)
    return timex.shift(context.reference, side, name) if side and over else context.reference


def unit_this(match: Match, context: DateContext) -> Timex | None:
    """Return the unit around the day of publication: "en lo que va de año"."""
    if context.reference is None:
        return None
    return date_of(timex.unit_value(context.reference, groups.unit_of(match)[2]), context.reference)


def unit_until(match: Match, context: DateContext) -> Timex | None:
    """Return the unit that is about to end: "antes de que acabe el año", "al concluir el año".

    It is the last one where the verb is past and the year young.
    """
    name = groups.unit_of(match)[2]
    if context.reference is None:
        return None
    return date_of(timex.unit_value(_day_of_unit_meant(match, context, name, -1), name), context.reference)


def unit_same(match: Match, context: DateContext) -> Timex | None:
    """Return the unit around the last date of the text: "ese año", "ese mismo día".

    It has no value when the text names no date.

    TimeML corpora see a length of time where there is nothing to refer to, and in "aquel año" always.
    """
    unit, size, name = groups.unit_of(match)
    day = context.previous("D", before=match.start()) if name == "D" else context.last_date()
    if context.timeml and (day is None or match[0].startswith("aquel")) and "mism" not in match[0]:
        return Timex("DURATION", timex.duration_value([(size, unit)]))
    return Timex("DATE", timex.unit_value(day, name) if day else None, day)


#: "el día siguiente a la cumbre" is counted from something else than the last date; "a La Haya" is a place.
_OF_SOMETHING = re.compile(r"\s+(?:del?\s+que|al\s+(?!\d)|a\s+(?:que|su|sus|(?:l[ao]s?|est[ea]|es[ea])\s+[a-záéíóúñ]))")


def date_same(match: Match, context: DateContext) -> Timex | None:
    """Return the last day, month or named year of the text, without a value when there is none: "en esa fecha"."""
    value = context.antecedent(before=match.start())
    span = timex.bounds(value)
    return Timex("DATE", value, span[0] if span else None)


def unit_following(match: Match, context: DateContext) -> Timex | None:
    """Return the unit after or before the last date nearby, else the publication.

    "al año siguiente", "la semana anterior".

    What happened on the day after something that the text gives no date has no value: "al día siguiente firmó".
    """
    name = groups.unit_of(match)[2]
    near = ("D",) if name == "D" else ("D", "W", "WE", "M", "Q", "T", "H", "Y")
    ahead = match["side"] in (None, "siguiente", "posterior")
    if _OF_SOMETHING.match(context.text, match.end()):
        return None
    day = context.previous(*near, within=300, before=match.start())
    if day is None and ahead and not context.timeml and context.direction(*match.span()) == timex.PAST:
        return Timex("DATE", None)
    day = day or context.reference
    return date_of(timex.unit_value(timex.shift(day, 1 if ahead else -1, name), name), day) if day else None


# ------------------------------------------------------------------------------------------------ vague
_SIDES = (
    (r"proxim|siguiente|venider|por venir", timex.FUTURE),
    (r"ultim|pasad|recient|es[oa]s|aquell", timex.PAST),
)


def vague(match: Match, context: DateContext) -> Timex | None:
    """Return a vague past, present or future: "los últimos años", "estos días", "el próximo período"."""
    side = match["side"]
    direction = timex.NEAREST if re.match(r"est[oa]s", side) else next(d for p, d in _SIDES if re.search(p, side))
    if context.timeml and (word := groups.first(match, "many")) and direction != timex.NEAREST:
        name, _, _ = units()[word]
        return Timex("DURATION", timex.duration_value([(None, name)]))
    if side == "siguientes" and context.direction(match.start(), match.end()) != timex.FUTURE:
        return None  # "en las siguientes semanas el ejército avanzó" follows on an event of the story
    return date_of(REFERENCES[direction])


#: What may follow "en el futuro" when it is the time of the clause and no adjective or part of a noun phrase
#: ("en el futuro pacto", "en el futuro de las relaciones").
_AFTER_FUTURE = re.compile(
    r"\s*(?:[,.;:)»”\"]|$)|\s(?:y|o|se|no|para|con|sin|los|las|sus|al|a|por|como|sera|seran|podria)\b"
)


def vague_future(match: Match, context: DateContext) -> Timex | None:
    """Return a vague future or past after "en": "en el futuro", "en un futuro próximo", "en el pasado"."""
    free = " " in match["x"] or _AFTER_FUTURE.match(context.folded, match.end())
    return date_of("PAST_REF" if match["x"].startswith("pasado") else "FUTURE_REF") if free else None


def vague_count(match: Match, context: DateContext) -> Timex | None:
    """Return a vague past or future at a distance that is not given.

    "semanas atrás", "días después", "hace unos momentos".
    """
    later = match[0].endswith("despues")
    return Timex("DATE", None) if later and not context.timeml else date_of("FUTURE_REF" if later else "PAST_REF")


RESOLVERS = {
    f.__name__: f
    for f in (
        deictic, daypart_this, daypart_alone, daypart_beside, unit, unit_end, unit_second, week_of_day, unit_this,
        unit_until, unit_same, date_same, unit_following, vague, vague_count, vague_future,
    )
}  # fmt: skip
