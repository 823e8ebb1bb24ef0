"""Resolvers of lengths of time and what is counted with them: "dos años y medio", "hace 20 años", "cada dos años"."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.knowledge.lexicon import per_lexicon
from pipeline.stages.dates import groups
from pipeline.stages.dates.context import DateContext, TimeExpression, Timex
from pipeline.stages.dates.patterns import macros
from pipeline.text import timex
from pipeline.text.numbers import parse_number
from pipeline.text.word_values import surfaces, units

Match = re.Match[str]
Parts = list[tuple[float | None, str]]


@per_lexicon
def _segment_pattern() -> re.Pattern[str]:
    """Return the pattern of one number and unit: "dos años", "tres cuartos de hora", "año y medio", "varios días"."""
    unit = macros()["unit"]
    return re.compile(
        rf"(?:(?P<half>medi[oa])|(?P<quarters>un cuarto|tres cuartos|3 cuartos) de|(?P<pair>un par de)"
        rf"|(?P<n>{macros()['n']})(?:\s+\([^)]{{1,25}}\))?|(?P<count>[^\W\d]+(?: poc[oa]s| cuant[oa]s)?))"
        rf"(?:\s+|(?<=\d))(?P<unit>{unit})\b(?P<and>\s+y\s+(?:medi[oa]|tres\s+cuartos|cuarto)\b)?|(?P<unit2>{unit})\b\s+y\s+medi[oa]\b"
    )


def parse_duration(text: str, *, decimal: bool = False) -> Parts:
    """Return the numbers and TIMEX3 units of a duration in folded text.

    The number is None where the text does not give it.

    Half a year is six months ("dos años y medio" is P2Y6M) and half an hour 30 minutes, unless `decimal` (P2.5Y);
    other halves are decimals ("dos meses y medio" P2.5M).
    """
    parts: Parts = []
    for match in _segment_pattern().finditer(groups.one_blank(text)):
        name, size, _ = units()[match["unit"] or match["unit2"]]
        number = _number_of(match)
        parts.append((None if number is None else number * size, name))
    return parts if decimal else _in_whole_units(parts)


def _number_of(match: Match) -> float | None:
    """Return the number of a match of `_segment_pattern`, None where it is not given."""
    if match["unit2"]:  # "año y medio"
        return 1.5
    if match["half"]:
        return 0.5
    if match["pair"]:
        return 2.0
    if match["quarters"]:
        return 0.25 if match["quarters"].startswith("un") else 0.75
    number = parse_number(match["n"]) if match["n"] else None
    return None if number is None else number + _fraction(match["and"] or "")


def _fraction(words: str) -> float:
    """Return what words after a unit add to its number: "y medio" 0.5, "y tres cuartos" 0.75, "y cuarto" 0.25."""
    if "tres" in words:
        return 0.75
    if "medi" in words:
        return 0.5
    return 0.25 if words else 0.0


#: Units whose fractions are given in smaller ones: "dos años y medio", "media hora".
_SMALLER = {"Y": (12, "M"), "H": (60, "MIN")}


def _in_whole_units(parts: Parts) -> Parts:
    """Return the parts with fractions of years and hours given in months and minutes."""
    out: Parts = []
    for number, name in parts:
        if name in _SMALLER and number is not None and number % 1:
            count, smaller = _SMALLER[name]
            whole = float(int(number))
            out += [(whole, name)] if whole else []
            out.append(((number % 1) * count, smaller))
        else:
            out.append((number, name))
    return out


def duration(match: Match, context: DateContext) -> Timex | list[TimeExpression] | None:
    """Return a length of time, alone or in "los próximos cinco años", "desde hace dos meses"."""
    parts = parse_duration(match["dur"], decimal=context.timeml)
    if len(parts) > 1 and _are_listed(parts, match["dur"]):
        return _each_length(match, context)
    return _length(parts) if parts else None


_SIZES = ("S", "MIN", "H", "D", "WE", "W", "M", "Y")


def _are_listed(parts: Parts, text: str) -> bool:
    """Whether lengths are listed and not added up: "un lustro, una década", "un minuto, una hora"."""
    names = [name for _, name in parts]
    rising = [_SIZES.index(name) for name in names] == sorted(_SIZES.index(name) for name in names)
    added = re.search(r"\sy\s", text) is not None
    return "," in text and (len(set(names)) == 1 or (rising and not added))


def _each_length(match: Match, context: DateContext) -> list[TimeExpression]:
    found = []
    for segment in _segment_pattern().finditer(context.folded, *match.span("dur")):
        parts = parse_duration(segment[0], decimal=context.timeml)
        found.append(TimeExpression(*segment.span(), _length(parts), ""))
    return found


def length_range(match: Match, context: DateContext) -> Timex | list[TimeExpression] | None:
    """Return a range of lengths as an interval, or in TimeML as two lengths that share a unit.

    "de tres a cinco días", "5-6 semanas".
    """
    names = ("n_a", "n_b") if match["n_a"] else ("n_c", "n_d")
    unit, size, _ = groups.unit_of(match, "unit")
    low, high = (parse_number(match[name]) for name in names)
    if low is None or high is None or not low < high:
        return None
    values = [timex.duration_value([(number * size, unit)]) for number in (low, high)]
    if not context.timeml:
        return Timex("DURATION", timex.interval(*values))
    spans = (groups.place(match)[0], match.end(names[0])), (match.start(names[1]), match.end())
    return [TimeExpression(*span, Timex("DURATION", value), "") for span, value in zip(spans, values, strict=True)]


def window_after(match: Match, context: DateContext) -> Timex | None:
    """Return the length of a stretch of the future or past, with the number first: "los cinco próximos años"."""
    name, size, _ = groups.unit_of(match, "many")
    number = parse_number(match["n"])
    return Timex("DURATION", timex.duration_value([(number * size, name)])) if number else None


def window_last(match: Match, context: DateContext) -> Timex | None:
    """Return the length of the last week, month or year: "el último año" is a year long.

    None for other units: "la última hora" and "el último día" mostly mean something else.
    """
    name, size, _ = groups.unit_of(match, "one")
    return Timex("DURATION", timex.duration_value([(size, name)])) if name in ("W", "M", "Y") else None


def duration_plural(match: Match, context: DateContext) -> Timex | None:
    """Return a length whose number is not given: "durante años", "tras semanas de espera".

    "hace años" is a vague past.
    """
    if match[0].startswith("hace") and not context.timeml:
        return Timex("DATE", "PAST_REF")
    return Timex("DURATION", timex.duration_value([(None, groups.unit_of(match, "many", "many_b")[0])]))


# ------------------------------------------------------------------------------------------------ counted from a day
def ago(match: Match, context: DateContext) -> Timex | None:
    """Return a date counted back from the day of publication, as precise as its unit.

    "hace 20 años" is a year, "hace un mes" a month, "hace una semana" a week, "hace tres días" a day.
    """
    parts = parse_duration(match["dur"], decimal=context.timeml)
    if context.timeml and not _is_a_date(parts, match["dur"].split()[-1]):
        return _length(parts)
    return _date_moved_by(parts, context.reference, -1)


def _is_a_date(parts: Parts, word: str) -> bool:
    """Whether TimeML corpora take "hace …" for a date: with whole units of the calendar, so not "dos horas"."""
    if len(parts) != 1 or word not in units():
        return False
    ((number, _),), (_, size, calendar) = parts, units()[word]
    return number is not None and number % 1 == 0 and calendar != "" and size == 1


def ahead(match: Match, context: DateContext) -> Timex | list[TimeExpression] | None:
    """Return a date counted ahead from the day of publication: "dentro de dos semanas"."""
    parts = parse_duration(match["dur"], decimal=context.timeml)
    if context.timeml and parts:  # TimeML marks the length alone
        return [TimeExpression(*match.span("dur"), _length(parts), "")]
    return _date_moved_by(parts, context.reference, 1)


#: How many of a unit are a day.
_IN_A_DAY = {"H": 24, "MIN": 1440, "S": 86400}


def offset(match: Match, context: DateContext) -> Timex | list[TimeExpression] | None:
    """Return a date counted from the last one: "tres días más tarde".

    A plain duration when the text has no date that is fine enough.
    """
    parts = parse_duration(match["dur"], decimal=context.timeml)
    if not parts:
        return None
    if context.timeml:
        end = match.end("dur") if match["side"] == "antes" else match.end()
        return [TimeExpression(groups.place(match)[0], end, _length(parts), "")]
    base = _date_counted_from(parts, context)
    if base is None or not _is_countable(parts):
        return _length(parts)
    if context.last_day():
        parts = _weeks_as_days(parts)
    found = _date_moved_by(parts, base, -1 if match["side"] == "antes" else 1)
    return found if found and _may_be_meant(found, match, context) else _length(parts)


def _weeks_as_days(parts: Parts) -> Parts:
    """Return a length of weeks alone in days, any other as it is: a week after a day is a day."""
    if any(name != "W" for _, name in parts):
        return parts
    return [(number * 7 if number else number, "D") for number, _ in parts]


def _length(parts: Parts) -> Timex:
    return Timex("DURATION", timex.duration_value(parts))


def _date_counted_from(parts: Parts, context: DateContext) -> dt.date | None:
    """Return the last date of the text that is fine enough for a count: any for years and months, else a day."""
    coarse = all(name in ("Y", "M") for _, name in parts)
    return context.last_date() if coarse else context.last_day()


def _is_countable(parts: Parts) -> bool:
    """Whether a length leads to another day: its numbers are given, and it is no "cinco minutos después"."""
    given = [(number, name) for number, name in parts if number is not None]
    return len(given) == len(parts) and sum(number / _IN_A_DAY.get(name, 1) for number, name in given) >= 1


def _may_be_meant(found: Timex, match: Match, context: DateContext) -> bool:
    """Whether a date counted from another may be meant: a past verb speaks of no future.

    In "gobernó y tres años después perdió" nothing was counted from the day in the text.
    """
    span = timex.bounds(found.value)
    ahead_of_news = span is not None and context.reference is not None and span[0] > context.reference
    known = found.anchor is not None and context.reference is not None and found.anchor > context.reference
    return not ahead_of_news or known or context.direction(*match.span()) == timex.FUTURE


def _date_moved_by(parts: Parts, base: dt.date | None, sign: int) -> Timex | None:
    """Return the day moved by the duration, as precise as its smallest unit; vague where a number is not given."""
    if not parts or base is None:
        return None
    vague = "PAST_REF" if sign == timex.PAST else "FUTURE_REF"
    day = base
    try:
        for number, name in parts:
            if number is None:
                return Timex("DATE", vague)
            day = _move_day(day, sign * number, name)
    except ValueError:  # before the year 1
        return Timex("DATE", vague)
    if day.year < 1000 <= base.year:  # "hace dos mil años" means no year
        return Timex("DATE", vague)
    precisions = {_date_unit(n, u) for n, u in parts}
    finest = next(u for u in ("D", "W", "M", "Y") if u in precisions)
    return Timex("DATE", timex.unit_value(day, finest), base)


def _date_unit(number: float | None, name: str) -> str:
    """Return the precision of a count: hours and halves of weeks count to the day."""
    if name in _IN_A_DAY or (number and number % 1 and name != "Y"):
        return "D"
    return "W" if name == "WE" else name


def _move_day(day: dt.date, number: float, name: str) -> dt.date:
    if name in _IN_A_DAY:
        return day + dt.timedelta(days=int(number / _IN_A_DAY[name]))
    whole, rest = int(number), number - int(number)
    day = timex.shift(day, whole, name)
    days = {"D": 1, "W": 7, "WE": 7, "M": 30, "Y": 365}[name]
    return day + dt.timedelta(days=round(rest * days))


# ------------------------------------------------------------------------------------------------ sets
def every(match: Match, context: DateContext) -> Timex | None:
    """Return the set of a unit or length that comes again: "cada dos años", "cada año", "todos los días"."""
    return _set_of(match, "one", "one_b", "many")


def times_in(match: Match, context: DateContext) -> Timex | None:
    """Return the set of the stretch within which something happens so many times.

    "tres veces al día", "una vez cada semana".
    """
    return _set_of(match, "one", "one_b", "one_c")


def _set_of(match: Match, *names: str) -> Timex | None:
    """Return the set of a unit in one of these groups, else of the length in the match."""
    if groups.first(match, *names):
        unit, size, _ = groups.unit_of(match, *names)
        return Timex("SET", timex.duration_value([(size, unit)]))
    parts = parse_duration(match["dur"])
    return Timex("SET", timex.duration_value(parts)) if parts else None


def every_date(match: Match, context: DateContext) -> Timex | None:
    """Return the set of a day or month of every year, or a day of every month.

    "cada 15 de septiembre", "cada septiembre", "el 5 de cada mes".
    """
    month, day = groups.month_of(match), groups.day_of(match)
    if month is None and day:
        return Timex("SET", f"XXXX-XX-{day:02d}")
    if month is None or (day and timex.make_day(2000, month, day) is None):
        return None
    return Timex("SET", f"XXXX-{month:02d}" + (f"-{day:02d}" if day else ""))


def frequency(match: Match, context: DateContext) -> Timex | None:
    """Return the set that is meant by an adverb or adjective: "anualmente", "con carácter trimestral"."""
    if word := groups.first(match, "often"):
        return Timex("SET", surfaces("date_frequencies", forms="adjectives")[word])
    return Timex("SET", surfaces("date_frequencies")[groups.one_blank(match["frequency"])])


RESOLVERS = {
    f.__name__: f
    for f in (
        duration, length_range, window_after, window_last, duration_plural, ago, ahead, offset, every, times_in,
        every_date, frequency,
    )
}  # fmt: skip
