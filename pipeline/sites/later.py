"""What the places found explain: a state's abbreviation behind its town, and later mentions of the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.gazetteer import Place, find_place
from pipeline.overlap import overlaps
from pipeline.sites.evidence import is_name_of_its_own
from pipeline.sites.lexicons import state_abbreviations
from pipeline.sites.model import Context, Found


def abbreviated_states(context: Context, found: list[Found]) -> Iterator[Found]:
    """ "Méx." in "Toluca, Méx.": a state's abbreviation counts behind a town only."""
    for town in found:
        at = town.last + 1
        if at >= len(context.words) or context.words[at - 1].text != ",":
            continue
        word = context.words[at]
        state, country = state_abbreviations().get(word.text, ("", ""))
        if state and town.place.country == country:
            place = find_place(state, (country,)) or Place(name=state, kind="region", country=country)
            place = replace(place, kind="region", geonames_id=None, id="") if place.kind == "city" else place
            yield Found(word.start, word.end, at, at + 1, place, "place_words:abbreviation")


def repeated(context: Context, found: list[Found]) -> Iterator[Found]:
    """Later mentions of a name that was seen to be a place once: "La Ceiba" after "el campo La Ceiba"."""
    covered = [(m.start, m.end) for m in found]
    starts = {word.start: i for i, word in enumerate(context.words)}
    ends = {word.end: i + 1 for i, word in enumerate(context.words)}
    for surface, mention in _by_surface(context, found).items():
        for match in re.finditer(re.escape(surface), context.text):
            start, end = match.span()
            if start not in starts or end not in ends or overlaps((*covered, *context.taken), start, end):
                continue
            if is_name_of_its_own(context, starts[start], ends[end]):
                covered.append((start, end))
                yield Found(start, end, starts[start], ends[end], mention.place, mention.rule)


def _by_surface(context: Context, found: list[Found]) -> dict[str, Found]:
    """Name as written -> its first mention; countries are found by themselves, abbreviations mean nothing alone."""
    first: dict[str, Found] = {}
    for mention in found:
        if not mention.rule.endswith("abbreviation") and mention.place.kind != "country":
            first.setdefault(context.text[mention.start : mention.end], mention)
    return first
