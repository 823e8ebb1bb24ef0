"""What the places found explain: a state's abbreviation after its town, and later mentions of the same name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from pipeline.knowledge.gazetteer import Place, find_place
from pipeline.stages.places.evidence import is_name_of_its_own
from pipeline.stages.places.lexicons import state_abbreviations
from pipeline.stages.places.model import Context, Found
from pipeline.text.overlap import overlaps


def abbreviated_states(context: Context, found: list[Found]) -> Iterator[Found]:
    """Yield the states whose abbreviation follows a town of theirs: "Toluca, | Méx."; alone it means nothing."""
    for town in found:
        at = town.last + 1
        if at >= len(context.words) or context.words[at - 1].text != ",":
            continue
        word = context.words[at]
        state, country = state_abbreviations().get(word.text, ("", ""))
        if state and town.place.country == country:
            place = find_place(state, (country,)) or Place(name=state, kind="region", country=country)
            yield Found(word.start, word.end, at, at + 1, place, "place_words:abbreviation")


def repeated_places(context: Context, found: list[Found]) -> Iterator[Found]:
    """Yield later mentions of a name that was seen to be a place once: "La Ceiba" after "el campo La Ceiba"."""
    covered = [(m.start, m.end) for m in found]
    for surface, mention in _by_surface(context, found).items():
        if context.text.count(surface) == 1:
            continue  # the mention itself
        for match in re.finditer(re.escape(surface), context.text):
            start, end = match.span()
            words = _whole_words(context, start, end)
            if words is None or context.is_taken(start, end) or overlaps(covered, start, end):
                continue
            if is_name_of_its_own(context, *words):
                covered.append((start, end))
                yield Found(start, end, *words, mention.place, mention.rule)


def _whole_words(context: Context, start: int, end: int) -> tuple[int, int] | None:
    """Return the words (end exclusive) that the characters are, None where they begin or end inside of one."""
    words = context.words
    first = bisect_left(words, start, key=attrgetter("start"))
    last = bisect_left(words, end, key=attrgetter("end"))
    whole = first <= last < len(words) and words[first].start == start and words[last].end == end
    return (first, last + 1) if whole else None


def _by_surface(context: Context, found: list[Found]) -> dict[str, Found]:
    """Return the first mention of each name, by the name as written.

    Countries are found by themselves and abbreviations mean nothing alone: neither are among them.
    """
    first: dict[str, Found] = {}
    for mention in found:
        if not mention.rule.endswith("abbreviation") and mention.place.kind != "country":
            first.setdefault(context.text[mention.start : mention.end], mention)
    return first
