"""The place of the dateline: "ALMATY, 25 abr --"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.knowledge.gazetteer import Place, find_place
from pipeline.reading.datelines import region_code
from pipeline.stages.places.lexicons import city_called_like
from pipeline.stages.places.model import Context, Found
from pipeline.text.attributes import rows_of


def by_dateline(doc: Doc, context: Context) -> Iterator[Found]:
    """Yield the place of the dateline, which needs no other evidence; "PANAMÁ" there is the city."""
    for row in rows_of(doc, "dateline"):
        start, end = row.get("place_start"), row.get("place_end")
        if start is None or end is None:
            continue
        place = _place_meant(context.text[start:end], row.get("region"), context.near)
        if place is not None:
            yield Found(start, end, *_words_within(context, start, end), place, "dateline")


def _place_meant(surface: str, region: str | None, near: tuple[str, ...]) -> Place | None:
    """Return the place that a dateline names, in the country of its region if it gives one ("Baeza, Chih.")."""
    running = surface.title() if surface.isupper() else surface
    state = region_code(region) if region else None
    if state:
        near = (state,)
    place = find_place(surface, near) or find_place(running, near)
    if state and (place is None or place.country != state):  # a town too small to be listed
        return Place(name=running, kind="city", country=state)
    if place is not None and place.kind == "country":
        return city_called_like(running) or place
    return place


def _words_within(context: Context, start: int, end: int) -> tuple[int, int]:
    """Return the words (end exclusive) that the characters `start:end` are."""
    first = next((i for i, w in enumerate(context.words) if w.start >= start), 0)
    last = next((i + 1 for i, w in enumerate(context.words) if w.end >= end), first + 1)
    return first, last
