"""From a text to its expressions of time: candidates, choice, resolution, extension."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.knowledge.lexicon import per_lexicon
from pipeline.stages.dates import (
    calendar_rules,
    clock_rules,
    duration_rules,
    groups,
    guards,
    period_rules,
    relative_rules,
    timeml_rules,
    weekday_rules,
)
from pipeline.stages.dates.context import WINDOW, DateContext, TimeExpression, Timex
from pipeline.stages.dates.passages import passages
from pipeline.stages.dates.patterns import DatePattern, date_patterns, expand, pattern_index
from pipeline.stages.dates.triggers import words_in
from pipeline.text import timex
from pipeline.text.folding import fold
from pipeline.text.word_values import surfaces

Resolver = Callable[[re.Match[str], DateContext], "Timex | list[TimeExpression] | None"]

RESOLVERS: dict[str, Resolver] = {
    **calendar_rules.RESOLVERS,
    **period_rules.RESOLVERS,
    **weekday_rules.RESOLVERS,
    **relative_rules.RESOLVERS,
    **duration_rules.RESOLVERS,
    **clock_rules.RESOLVERS,
    **timeml_rules.RESOLVERS,
}

Candidate = tuple[int, int, int, re.Match[str], DatePattern]

#: Keyboards without ñ: "los anos 90". News have it, and "ano" is a word.
_NO_TILDE = re.compile(r"(?<=\ba)n(?=os?\b)|(?<=\bma)n(?=anas?\b)")

#: Why a relative expression has no value, as the rule of its row says it.
NO_REFERENCE = "no reference date"
#: Why "ese día" or "por la noche" has none.
NO_ANTECEDENT = "no date to refer to"
#: Stands for a day of publication nobody knows, to see whether an expression needs one. Its values are thrown away.
_SOME_DAY = dt.date(2000, 6, 15)


def no_direction(start: int, end: int) -> int:
    """Return NEAREST for every span: the `direction` of texts without verbs to look at."""
    return timex.NEAREST


def find_timexes(
    text: str,
    reference: dt.date | None,
    *,
    direction: Callable[[int, int], int] = no_direction,
    timeml: bool = False,
) -> list[TimeExpression]:
    """Return the expressions of time in a text, by position, never overlapping.

    `reference` is the day that "hoy" means; `direction(start, end)` says whether the verb beside a span looks back
    (-1), ahead (1) or neither (0).
    """
    folded = _NO_TILDE.sub("ñ", fold(text)) if timeml else fold(text)
    context = DateContext(text, folded, reference, direction, timeml=timeml)
    context.reference = _own_today(context)
    at = 0
    for start, end, _, match, rule in sorted(_find_candidates(context), key=lambda c: (c[0], -c[1], c[2])):
        if start < at or guards.is_no_time(rule, start, end, context, match):
            continue
        for found in _resolve(match, rule, start, end, context):
            context.seen.append(found)
            at = found.end
    return context.seen


@per_lexicon
def _today_pattern() -> re.Pattern[str]:
    return re.compile(expand("hoy,? {weekday}"))


def _own_today(context: DateContext) -> dt.date | None:
    """Return the day the text itself calls today: "hoy viernes" in a text that was published on Saturday."""
    named = _today_pattern().search(context.folded)
    number = groups.weekday_of(named) if named else None
    if number is None or context.reference is None:
        return context.reference
    try:
        day = timex.weekday_near(context.reference, number, timex.NEAREST)
    except OverflowError:
        return context.reference
    return day if abs((day - context.reference).days) == 1 else context.reference


def _find_candidates(context: DateContext) -> Iterator[Candidate]:
    """Yield the matches of all patterns with their places, passage by passage.

    A passage is first asked for the words that a pattern needs.
    """
    numbered, index = date_patterns(timeml=context.timeml), pattern_index(timeml=context.timeml)
    for start, end in passages(context.text):
        for order in index.of(words_in(context.folded[start:end])):
            rule = numbered[order]
            for match in rule.regex.finditer(context.folded, start, end):
                at, until = groups.place(match)
                if at < until:
                    yield at, until, order, match, rule


def _resolve(
    match: re.Match[str], rule: DatePattern, start: int, end: int, context: DateContext
) -> list[TimeExpression]:
    value = _resolve_value(match, rule, context)
    if value is None and context.reference is None:
        return _explain_missing_value(match, rule, start, end, context)
    if isinstance(value, list):
        return [found._replace(rule=rule.id) for found in value]
    if value is None:
        return []
    found = TimeExpression(start, end, value, rule.id if value.value else f"{rule.id}: {NO_ANTECEDENT}")
    return (groups.ends_apart(match, found) if context.timeml else None) or [extend(found, context)]


def _resolve_value(
    match: re.Match[str], rule: DatePattern, context: DateContext
) -> Timex | list[TimeExpression] | None:
    try:
        return RESOLVERS[rule.resolver](match, context)
    except (OverflowError, ValueError):  # "ayer" on the first day of the calendar, "hace 10.000 años"
        return None


def _explain_missing_value(
    match: re.Match[str], rule: DatePattern, start: int, end: int, context: DateContext
) -> list[TimeExpression]:
    """Return what would have a value if the day of publication were known, with the reason why it has none."""
    would_be = _resolve_value(match, rule, replace(context, reference=_SOME_DAY))
    if not would_be:
        return []
    places = would_be if isinstance(would_be, list) else [TimeExpression(start, end, would_be, rule.id)]
    reason = f"{rule.id}: {NO_REFERENCE}"
    return [found._replace(timex=Timex(found.timex.type, None), rule=reason) for found in places]


# ------------------------------------------------------------------------------------------------ what belongs to it
_PARTS = r"madrugada|mañana|mediodia|(?<=[ea]l\s)medio dia|tarde|noche|medianoche"
#: Words before a stretch of time that belong to it, by the `mod` they stand for.
_MODIFIER = re.compile(
    r"\b(?:(?P<START>principios?|primeros|comienzos?|inicios?|primeros\s+(?:dias|meses|años)|primera\s+mitad)|(?P<MID>mediados|(?<=\ba\s)mitad)"
    r"|(?P<END>ultimos|fines|finales|fin|final|ultimos\s+(?:dias|meses|años)|segunda\s+mitad))"
    r"\s+(?:de|del)(?:\s+(?:mes|año)(?:\s+de)?)?(?:\s+(?:el|la|los|las))?\s+$"
)
_WEEK_OF = re.compile(r"\bsemana\s+del\s+(?:dia\s+)?$")
_PART_OF = re.compile(rf"\b(?:(?:primeras|ultimas)\s+horas\s+de\s+la\s+)?({_PARTS})\s+(?:de|del|de\s+este)\s+$")
_IN_PART = re.compile(
    rf",?\s+(?:(?:por|en|a|de)\s+la\s+|al\s+|(?:muy\s+)?de\s+(?:buena\s+)?|a\s+(?!mañana|tarde|noche))({_PARTS})\b"
    r"(?!\s+(?:del?\s+(?:\d|hoy|ayer|dia|este|proximo|pasado|(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b)"
    r"|siguiente))"
)


def extend(found: TimeExpression, context: DateContext) -> TimeExpression:
    """Return the expression with the words around it that belong to it.

    "principios de octubre", "la semana del 16 de diciembre", "el lunes por la noche".
    """
    if context.timeml and found.timex.type == "SET" and (found.timex.value or "").startswith("XXXX-WXX-"):
        return _add_daypart(found, context, "", found.start)
    if found.timex.type != "DATE" or not found.timex.value:
        return found
    offset = max(found.start - WINDOW, context.seen[-1].end if context.seen else 0)
    before, unit = context.folded[offset : found.start], timex.granularity(found.timex.value)
    if unit == "D" and (match := _WEEK_OF.search(before)):
        day = dt.date.fromisoformat(found.timex.value)
        return found._replace(start=offset + match.start(), timex=found.timex._replace(value=timex.week_value(day)))
    if unit == "D":
        return _add_daypart(found, context, before, offset)
    if match := _MODIFIER.search(before):
        return found._replace(start=offset + match.start(), timex=found.timex._replace(mod=match.lastgroup))
    return found


def _add_daypart(found: TimeExpression, context: DateContext, before: str, offset: int) -> TimeExpression:
    """Return the expression with the part of the day beside it, which makes a day a TIME.

    "la noche del lunes", "hoy por la tarde".
    """
    if match := _IN_PART.match(context.folded, found.end):
        found = found._replace(end=match.end())
    elif match := _PART_OF.search(before):
        found = found._replace(start=offset + match.start())
    else:
        return found
    value = f"{found.timex.value}T{surfaces('date_dayparts')[match[1]]}"
    kind = "SET" if found.timex.type == "SET" else "TIME"
    return found._replace(timex=found.timex._replace(type=kind, value=value))
