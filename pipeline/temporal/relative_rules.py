"""Resolvers of what is counted from the day of publication or from the last date: weekdays, "ayer", "este año"."""

from __future__ import annotations

import datetime as dt
import re

from pipeline import timex
from pipeline.temporal import groups
from pipeline.temporal.context import Context, Found, Timex, dated
from pipeline.temporal.lexicons import surfaces, units

Match = re.Match[str]

#: TIMEX3 of a vague time behind, now, ahead.
REFERENCES = {timex.PAST: "PAST_REF", timex.NEAREST: "PRESENT_REF", timex.FUTURE: "FUTURE_REF"}


# ------------------------------------------------------------------------------------------------ weekdays
def weekday(match: Match, context: Context) -> Timex | None:
    """ "el lunes", "este lunes", "el próximo lunes"; without a hint the last one: news report."""
    number = groups.weekday_of(match)
    assert number is not None
    if context.reference is None:
        return None
    said = groups.when_of(match)
    verb = context.direction(*groups.place(match)) or _as_before(match, context)
    if said:
        day = timex.weekday_near(context.reference, number, said, today=False)
    elif said == 0:
        day = _this_weekday(context.reference, number, verb)
    else:
        again = context.said_before("D", lambda d: d.isoweekday() == number) if verb == timex.NEAREST else None
        near = again is not None and abs((again - context.reference).days) <= 7
        # without any hint news report; those who write for a test bed have plans
        hint = verb or (timex.FUTURE if context.timeml else timex.PAST)
        day = again if again and near else timex.weekday_near(context.reference, number, hint)
    return dated(day.isoformat(), context.reference)


def _as_before(match: Match, context: Context) -> int:
    """Direction of the date before it in the sentence: "irá el lunes a Lima y el martes a Quito"."""
    before = context.seen[-1] if context.seen else None
    if before is None or context.reference is None or not before.timex.anchor:
        return timex.NEAREST
    span = timex.bounds(before.timex.value) if before.timex.type in ("DATE", "TIME") else None
    if span is None or re.search(r"[.!?]\s|\n", context.text[before.end : match.start()]):
        return timex.NEAREST
    return (span[0] > context.reference) - (span[0] < context.reference)


def _this_weekday(reference: dt.date, number: int, verb: int) -> dt.date:
    """ "este sábado" is near: with a verb in the past it may be tomorrow, as texts are dated a day early at times."""
    nearest = timex.weekday_near(reference, number, timex.NEAREST)
    if verb == timex.PAST and nearest > reference + dt.timedelta(days=1):
        return timex.weekday_near(reference, number, timex.PAST)
    if verb == timex.FUTURE and nearest < reference - dt.timedelta(days=1):
        return timex.weekday_near(reference, number, timex.FUTURE)
    return nearest


def weekday_day(match: Match, context: Context) -> Timex | None:
    """ "el lunes 17": the nearest 17th that is a Monday, at most half a year away."""
    number, day = groups.weekday_of(match), groups.day_of(match)
    if context.reference is None or number is None or day is None:
        return None
    near = [context.reference + dt.timedelta(days=n) for n in range(-183, 184)]
    found = [d for d in near if d.day == day and d.isoweekday() == number]
    reference = context.reference
    best = min(found, key=lambda d: abs((d - reference).days), default=None)
    slip = timex.day_of_month_near(reference, day, groups.direction_of(match, context))
    if slip and (best is None or abs((best - reference).days) > 45) and (slip.isoweekday() - number) % 7 in (1, 6):
        best = slip  # "el domingo 17" of a month where the 17th is a Monday
    return dated(best.isoformat() if best else None, reference)


def weekday_following(match: Match, context: Context) -> Timex | None:
    """ "el lunes siguiente": counted from the last day nearby, else from the publication."""
    number = groups.weekday_of(match)
    day = context.previous("D", within=400, before=match.start()) or context.reference
    if day is None or number is None:
        return None
    back = groups.first(match, "side", "side_b") in ("anterior", "previo")
    return dated(timex.weekday_near(day, number, timex.PAST if back else timex.FUTURE, today=False).isoformat(), day)


def weekday_week(match: Match, context: Context) -> Timex | None:
    """ "el jueves de la semana pasada"."""
    number, said = groups.weekday_of(match), groups.when_of(match)
    if context.reference is None or number is None or said is None:
        return None
    monday = context.reference - dt.timedelta(days=context.reference.isoweekday() - 1)
    return dated((monday + dt.timedelta(weeks=said, days=number - 1)).isoformat(), context.reference)


def range_weekdays(match: Match, context: Context) -> Timex | None:
    """ "del lunes al miércoles" is an interval; "de lunes a viernes" is every week."""
    first, last = groups.weekday_of(match, "weekday_a"), groups.weekday_of(match, "weekday_b")
    assert first and last
    loose = not re.search(r"\s(?:al|hasta|y)\s", match[0])
    if loose and (first == 1 or context.reference is None) and groups.direction_of(match, context) != timex.PAST:
        return Timex("SET", f"XXXX-WXX-{first}/XXXX-WXX-{last}")
    if context.reference is None:
        return None
    verb = groups.direction_of(match, context) or timex.PAST
    start = timex.weekday_near(context.reference, first, verb, today=True)
    end = timex.weekday_near(start, last, timex.FUTURE, today=False)
    return dated(timex.interval(start.isoformat(), end.isoformat()), context.reference)


def weekday_pair(match: Match, context: Context) -> Timex | list[Found] | None:
    """ "el próximo lunes y martes": one interval of two days in a row, else two days."""
    first, last = groups.weekday_of(match, "weekday_a"), groups.weekday_of(match, "weekday_b")
    if context.reference is None or not first or not last or first == last:
        return None
    verb = groups.direction_of(match, context) or timex.PAST
    start = timex.weekday_near(context.reference, first, verb, today=groups.when_of(match) is None)
    end = timex.weekday_near(start, last, timex.FUTURE, today=False)
    days = (start.isoformat(), end.isoformat())
    if (end - start).days == 1:
        return dated(timex.interval(*days), context.reference)
    ends = (groups.place(match)[0], match.end("weekday_a")), match.span("weekday_b")
    return [Found(*span, Timex("DATE", day, context.reference), "") for span, day in zip(ends, days, strict=True)]


def range_weekdays_week(match: Match, context: Context) -> Timex | None:
    """ "del lunes al miércoles de la próxima semana"."""
    first, last = groups.weekday_of(match, "weekday_a"), groups.weekday_of(match, "weekday_b")
    said = groups.when_of(match)
    if context.reference is None or said is None or not first or not last or first >= last:
        return None
    monday = context.reference - dt.timedelta(days=context.reference.isoweekday() - 1) + dt.timedelta(weeks=said)
    days = [(monday + dt.timedelta(days=number - 1)).isoformat() for number in (first, last)]
    return dated(timex.interval(*days), context.reference)


def weekday_set(match: Match, context: Context) -> Timex | None:
    """ "los viernes", "cada viernes"."""
    word = groups.first(match, "weekdays", "weekday")
    number = surfaces("date_weekdays").get(word or "") or surfaces("date_weekdays", forms="plural")[word or ""]
    return Timex("SET", f"XXXX-WXX-{number}")


# ------------------------------------------------------------------------------------------------ hoy, ayer, esta noche
def deictic(match: Match, context: Context) -> Timex | None:
    """ "hoy", "ayer martes", "mañana, 3 de julio": a weekday or date said with it is trusted more than the count."""
    word = match["deictic"]
    offset = int(surfaces("date_deictics", "days")[" ".join(word.split())])
    part = surfaces("date_deictics", "part")[" ".join(word.split())]
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


def daypart_this(match: Match, context: Context) -> Timex | None:
    """ "esta noche" of the day of publication."""
    if context.reference is None:
        return None
    return Timex(
        "TIME", f"{context.reference.isoformat()}T{surfaces('date_dayparts')[match['part']]}", context.reference
    )


def daypart_alone(match: Match, context: Context) -> Timex | None:
    """ "por la noche": of the day named before in the sentence, else of no known day.

    "en las primeras horas de la tarde" and a sentence that opens with "Por la tarde" go on telling the day before.
    """
    day = context.previous("D", within=200, before=match.start())
    if day and re.search(r"[.!?]\s|\n", context.text[context.seen[-1].end : match.start()]):
        day = None
    if day is None and (context.opens_sentence(match.start()) or "horas" in match[0]):
        day = context.last_day() or context.reference
    if day is None and context.timeml:
        day = context.reference
    part = surfaces("date_dayparts")[groups.first(match, "part", "part_b") or ""]
    return Timex("TIME", f"{day.isoformat()}T{part}" if day else None, day)


# ------------------------------------------------------------------------------------------------ units of the calendar
def unit(match: Match, context: Context) -> Timex | None:
    """ "la semana pasada", "este año", "el próximo trimestre", "el siglo pasado"."""
    word = groups.first(match, "calunit", "calunit_b") or ""
    name = units()[" ".join(word.split())][2]
    said = groups.when_of(match)
    if far := groups.first(match, "far", "far_b"):
        said = 2 if far == "subsiguiente" else -2
    if context.reference is None or said is None or (name == "D" and said):
        return None
    if name == "WE":
        return dated(timex.unit_value(_weekend(context, match, said), name), context.reference)
    return dated(timex.unit_value(timex.shift(context.reference, said, name), name), context.reference)


def unit_second(match: Match, context: Context) -> Timex | None:
    """ "la semana después de la próxima"."""
    name = units()[" ".join(match["calunit"].split())][2]
    if context.reference is None:
        return None
    return dated(timex.unit_value(timex.shift(context.reference, 2, name), name), context.reference)


def week_of_day(match: Match, context: Context) -> Timex | None:
    """ "la semana del 17": of that day of the month."""
    if context.reference is None:
        return None
    direction = groups.direction_of(match, context)
    day = timex.day_of_month_near(context.reference, int(match["daynum"]), direction)
    return dated(timex.week_value(day), context.reference) if day else None


def _weekend(context: Context, match: Match, said: int) -> dt.date:
    """A day of the weekend meant: before Saturday "este fin de semana" was the last one if the verb says so."""
    assert context.reference is not None
    past = said == 0 and context.reference.isoweekday() < 5 and context.direction(*groups.place(match)) == timex.PAST
    return context.reference + dt.timedelta(weeks=-1 if past else said)


def unit_end(match: Match, context: Context) -> Timex | None:
    """ "fin de año", "finales de mes" are in this year, this month; "el fin de semana" is the last or the next one."""
    if context.reference is None or (match["endunit"] == "semana" and not match[0].startswith("fin ")):
        return None
    if match["endunit"] == "semana":
        return dated(timex.unit_value(_weekend(context, match, 0), "WE"), context.reference)
    value = timex.unit_value(context.reference, "M" if match["endunit"] == "mes" else "Y")
    if context.timeml and match[0].startswith("fin ") and (span := timex.bounds(value)):
        value = span[1].isoformat()
    return dated(value, context.reference)


def unit_this(match: Match, context: Context) -> Timex | None:
    """ "en lo que va de año"."""
    if context.reference is None:
        return None
    return dated(timex.unit_value(context.reference, units()[match["calunit"]][2]), context.reference)


def unit_same(match: Match, context: Context) -> Timex | None:
    """ "ese año", "ese mismo día": the last date of the text, without a value when it names no such unit.

    TimeML corpora see a length of time where there is nothing to refer to, and in "aquel año" always.
    """
    unit, size, name = units()[" ".join(match["calunit"].split())]
    day = context.previous("D", before=match.start()) if name == "D" else context.last_date()
    if context.timeml and (day is None or match[0].startswith("aquel")) and "mism" not in match[0]:
        return Timex("DURATION", timex.duration_value([(size, unit)]))
    return Timex("DATE", timex.unit_value(day, name) if day else None, day)


#: "el día siguiente a la cumbre" is counted from something else than the last date; "a La Haya" is a place.
_OF_SOMETHING = re.compile(r"\s+(?:del?\s+que|al\s+(?!\d)|a\s+(?:que|su|sus|(?:l[ao]s?|est[ea]|es[ea])\s+[a-záéíóúñ]))")


def unit_following(match: Match, context: Context) -> Timex | None:
    """ "al año siguiente", "la semana anterior": counted from the last date nearby, else from the publication."""
    name = units()[" ".join(match["calunit"].split())][2]
    near = ("D",) if name == "D" else ("D", "W", "WE", "M", "Q", "T", "H", "Y")
    day = context.previous(*near, within=300, before=match.start()) or context.reference
    if day is None:
        return None
    if _OF_SOMETHING.match(context.text, match.end()):
        return None
    step = -1 if match["side"] in ("anterior", "previo", "previa", "precedente") else 1
    return dated(timex.unit_value(timex.shift(day, step, name), name), day)


# ------------------------------------------------------------------------------------------------ vague
_SIDES = (
    (r"proxim|venider|por venir", timex.FUTURE),
    (r"ultim|pasad|recient|es[oa]s|aquell", timex.PAST),
)


def vague(match: Match, context: Context) -> Timex | None:
    """ "los últimos años", "estos días", "el próximo período"."""
    side = match["side"]
    direction = timex.NEAREST if re.match(r"est[oa]s", side) else next(d for p, d in _SIDES if re.search(p, side))
    if context.timeml and (word := groups.first(match, "many")) and direction != timex.NEAREST:
        return Timex("DURATION", timex.duration_value([(None, units()[word][0])]))
    return dated(REFERENCES[direction])


#: What may follow "en el futuro" when it is the time of the clause and no adjective or part of a noun phrase
#: ("en el futuro pacto", "en el futuro de las relaciones").
_AFTER_FUTURE = re.compile(
    r"\s*(?:[,.;:)»”\"]|$)|\s(?:y|o|se|no|para|con|sin|los|las|sus|al|a|por|como|sera|seran|podria)\b"
)


def vague_future(match: Match, context: Context) -> Timex | None:
    """ "en el futuro", "en un futuro próximo", "en el pasado"."""
    free = " " in match["x"] or _AFTER_FUTURE.match(context.folded, match.end())
    return dated("PAST_REF" if match["x"].startswith("pasado") else "FUTURE_REF") if free else None


def vague_count(match: Match, context: Context) -> Timex | None:
    """ "semanas atrás", "días después", "hace unos momentos"."""
    later = match[0].endswith("despues")
    return Timex("DATE", None) if later and not context.timeml else dated("FUTURE_REF" if later else "PAST_REF")


RESOLVERS = {
    f.__name__: f
    for f in (
        weekday, weekday_day, weekday_following, weekday_week, range_weekdays, weekday_pair, range_weekdays_week,
        weekday_set, deictic, daypart_this, daypart_alone, unit, unit_end, unit_second, week_of_day, unit_this,
        unit_same, unit_following, vague, vague_count, vague_future,
    )
}  # fmt: skip
