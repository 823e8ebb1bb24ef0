"""Resolvers of weekdays: "el lunes", "el próximo jueves", "del lunes al miércoles", "los viernes"."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.stages.dates import groups
from pipeline.stages.dates.context import DateContext, TimeExpression, Timex, date_of
from pipeline.text import timex
from pipeline.text.word_values import surfaces

Match = re.Match[str]

#: Days around the publication among which a weekday with its number is looked for.
_HALF_YEAR = 183
#: Days beyond which a day with the right weekday is less likely meant than a near one with the weekday beside it.
_SLIP_BEYOND = 45


def weekday(match: Match, context: DateContext) -> Timex | None:
    """Return the day that a weekday means, without a hint the last one, for news report.

    "el lunes", "este lunes", "el próximo lunes".
    """
    number, reference = groups.weekday_of(match), context.reference
    assert number is not None
    if reference is None:
        return None
    said = groups.when_of(match)
    if said:
        return date_of(timex.weekday_near(reference, number, said, today=False).isoformat(), reference)
    if said is None and (joined := _weekday_after_joined(match, context, number)):
        return date_of(joined.isoformat(), reference)
    verb = context.direction(*groups.place(match)) or _direction_before(match, context)
    day = _near_weekday(reference, number, verb) if said == 0 else _bare_weekday(context, reference, number, verb)
    return date_of(day.isoformat(), reference)


def _bare_weekday(context: DateContext, reference: dt.date, number: int, verb: int) -> dt.date:
    """Return the weekday that only the verb points to: one that the text has named, else the last or the next."""
    again = context.said_before("D", lambda d: d.isoweekday() == number) if verb == timex.NEAREST else None
    if again and abs((again - reference).days) <= 7:
        return again
    # without any hint news report; those who write for a test bed have plans
    hint = verb or (timex.FUTURE if context.timeml else timex.PAST)
    return timex.weekday_near(reference, number, hint)


def _weekday_after_joined(match: Match, context: DateContext, number: int) -> dt.date | None:
    """Return the weekday that follows on the one it is joined to, as the Tuesday of "el lunes o el martes".

    None for what stands alone, and where the first day is past and the second would not be.
    """
    beside = context.day_joined_to(groups.place(match)[0])
    if beside is None or context.reference is None or abs((beside - context.reference).days) > 14:
        return None
    day = timex.weekday_near(beside, number, timex.FUTURE, today=False)
    return day if beside > context.reference or day <= context.reference else None


def _direction_before(match: Match, context: DateContext) -> int:
    """Return the direction of the date before a weekday in its sentence: "irá el lunes a Lima y el martes a Quito"."""
    before = context.seen[-1] if context.seen else None
    if before is None or context.reference is None or not before.timex.anchor:
        return timex.NEAREST
    span = timex.bounds(before.timex.value) if before.timex.type in ("DATE", "TIME") else None
    if span is None or re.search(r"[.!?]\s|\n", context.text[before.end : match.start()]):
        return timex.NEAREST
    return (span[0] > context.reference) - (span[0] < context.reference)


def _near_weekday(reference: dt.date, number: int, verb: int) -> dt.date:
    """Return the weekday near the reference that "este" means: "este sábado".

    With a verb in the past it may be tomorrow, as texts are dated a day early at times.
    """
    nearest = timex.weekday_near(reference, number, timex.NEAREST)
    if verb == timex.PAST and nearest > reference + dt.timedelta(days=1):
        return timex.weekday_near(reference, number, timex.PAST)
    if verb == timex.FUTURE and nearest < reference - dt.timedelta(days=1):
        return timex.weekday_near(reference, number, timex.FUTURE)
    return nearest


def weekday_day(match: Match, context: DateContext) -> Timex | None:
    """Return the nearest day with that weekday and number, at most half a year away: "el lunes 17"."""
    number, day = groups.weekday_of(match), groups.day_of(match)
    if context.reference is None or number is None or day is None:
        return None
    reference = context.reference
    best = _nearest_on(reference, number, day)
    slip = timex.day_of_month_near(reference, day, groups.direction_of(match, context))
    if slip and _is_day_off(slip, number) and (best is None or abs((best - reference).days) > _SLIP_BEYOND):
        best = slip
    return date_of(best.isoformat() if best else None, reference)


def _nearest_on(reference: dt.date, weekday: int, day: int) -> dt.date | None:
    """Return the nearest day with that weekday and day of the month, None where half a year has none on either side."""
    near = (reference + dt.timedelta(days=n) for n in range(-_HALF_YEAR, _HALF_YEAR + 1))
    fitting = (d for d in near if d.day == day and d.isoweekday() == weekday)
    return min(fitting, key=lambda d: abs((d - reference).days), default=None)


def _is_day_off(day: dt.date, weekday: int) -> bool:
    """Whether a writer erred by one day of the week: "el domingo 17" of a month where the 17th is a Monday."""
    return (day.isoweekday() - weekday) % 7 in (1, 6)


def weekday_following(match: Match, context: DateContext) -> Timex | None:
    """Return the weekday after or before the last day nearby, else the publication: "el lunes siguiente"."""
    number = groups.weekday_of(match)
    day = context.previous("D", within=400, before=match.start()) or context.reference
    if day is None or number is None:
        return None
    back = groups.first(match, "side", "side_b") in ("anterior", "previo")
    return date_of(timex.weekday_near(day, number, timex.PAST if back else timex.FUTURE, today=False).isoformat(), day)


def weekday_week(match: Match, context: DateContext) -> Timex | None:
    """Return a weekday of the last, current or next week: "el jueves de la semana pasada"."""
    number, said = groups.weekday_of(match), groups.when_of(match)
    if context.reference is None or number is None or said is None:
        return None
    monday = context.reference - dt.timedelta(days=context.reference.isoweekday() - 1)
    return date_of((monday + dt.timedelta(weeks=said, days=number - 1)).isoformat(), context.reference)


def range_weekdays(match: Match, context: DateContext) -> Timex | None:
    """Return an interval between two weekdays, or the set of every week.

    "del lunes al miércoles", "de lunes a viernes".
    """
    first, last = groups.weekday_of(match, "weekday_a"), groups.weekday_of(match, "weekday_b")
    assert first and last
    loose = not re.search(r"\s(?:al|hasta|y)\s", match[0])
    if loose and (first == 1 or context.reference is None):
        return Timex("SET", f"XXXX-WXX-{first}/XXXX-WXX-{last}")
    if context.reference is None:
        return None
    verb = groups.direction_of(match, context) or timex.PAST
    start = timex.weekday_near(context.reference, first, verb, today=True)
    end = timex.weekday_near(start, last, timex.FUTURE, today=False)
    return date_of(timex.interval(start.isoformat(), end.isoformat()), context.reference)


def weekday_pair(match: Match, context: DateContext) -> Timex | list[TimeExpression] | None:
    """Return two weekdays: an interval when the second follows the first, else two days.

    "el próximo lunes y martes".
    """
    first, last = groups.weekday_of(match, "weekday_a"), groups.weekday_of(match, "weekday_b")
    if context.reference is None or not first or not last or first == last:
        return None
    verb = groups.direction_of(match, context) or timex.PAST
    start = timex.weekday_near(context.reference, first, verb, today=groups.when_of(match) is None)
    end = timex.weekday_near(start, last, timex.FUTURE, today=False)
    days = (start.isoformat(), end.isoformat())
    if (end - start).days == 1:
        return date_of(timex.interval(*days), context.reference)
    ends = (groups.place(match)[0], match.end("weekday_a")), match.span("weekday_b")
    return [
        TimeExpression(*span, Timex("DATE", day, context.reference), "") for span, day in zip(ends, days, strict=True)
    ]


def range_weekdays_week(match: Match, context: DateContext) -> Timex | list[TimeExpression] | None:
    """Return an interval between two weekdays of a week: "del lunes al miércoles de la próxima semana"."""
    first, last = groups.weekday_of(match, "weekday_a"), groups.weekday_of(match, "weekday_b")
    said = groups.when_of(match)
    if context.reference is None or said is None or not first or not last or first >= last:
        return None
    monday = context.reference - dt.timedelta(days=context.reference.isoweekday() - 1) + dt.timedelta(weeks=said)
    days = [(monday + dt.timedelta(days=number - 1)).isoformat() for number in (first, last)]
    whole = date_of(timex.interval(*days), context.reference)
    apart = re.search(r"\sy\s", match[0]) and last - first > 1  # "el martes y jueves"
    return groups.ends_apart(match, TimeExpression(*groups.place(match), whole, "")) if whole and apart else whole


def weekday_set(match: Match, context: DateContext) -> Timex | None:
    """Return the set of a weekday of every week: "los viernes", "cada viernes"."""
    word = groups.first(match, "weekdays", "weekday")
    number = surfaces("date_weekdays").get(word or "") or surfaces("date_weekdays", forms="plural")[word or ""]
    return Timex("SET", f"XXXX-WXX-{number}")


def weekday_sets(match: Match, context: DateContext) -> list[TimeExpression]:
    """Return a set for each of several weekdays: "los lunes, miércoles y viernes"."""
    names = [name for name in ("weekdays_a", "weekdays_b", "weekdays_c", "weekdays_d") if match[name]]
    numbers = {name: surfaces("date_weekdays", forms="plural")[match[name]] for name in names}
    return [TimeExpression(*match.span(name), Timex("SET", f"XXXX-WXX-{numbers[name]}"), "") for name in names]


RESOLVERS = {
    f.__name__: f
    for f in (
        weekday, weekday_day, weekday_following, weekday_week, range_weekdays, weekday_pair, range_weekdays_week,
        weekday_set, weekday_sets,
    )
}  # fmt: skip
