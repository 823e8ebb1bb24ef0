"""The place of the dateline: "ALMATY, 25 abr --"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.attributes import rows_of
from pipeline.gazetteer import find_place
from pipeline.sites.lexicons import city_called_like
from pipeline.sites.model import Context, Found


def by_dateline(doc: Doc, context: Context) -> Iterator[Found]:
    """The place of the dateline, which needs no other evidence; "PANAMÁ" there is the city."""
    for row in rows_of(doc, "dateline"):
        start, end = row.get("place_start"), row.get("place_end")
        if start is None or end is None:
            continue
        surface = context.text[start:end]
        running = surface.title() if surface.isupper() else surface
        place = find_place(surface, context.near) or find_place(running, context.near)
        if place is None:
            continue
        if place.kind == "country":
            place = city_called_like(running) or place
        first = next((i for i, w in enumerate(context.words) if w.start >= start), 0)
        last = next((i + 1 for i, w in enumerate(context.words) if w.end >= end), first + 1)
        yield Found(start, end, first, last, place, "dateline")
