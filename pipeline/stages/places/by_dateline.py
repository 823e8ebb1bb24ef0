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
        surface = context.text[start:end]
        running = surface.title() if surface.isupper() else surface
        state = region_code(row["region"]) if row.get("region") else None
        near = (state,) if state else context.near
        place = find_place(surface, near) or find_place(running, near)
        if state and (place is None or place.country != state):  # "Baeza, Chih.": a town too small to be listed
            place = Place(name=running, kind="city", country=state)
        if place is None:
            continue
        if place.kind == "country":
            place = city_called_like(running) or place
        first = next((i for i, w in enumerate(context.words) if w.start >= start), 0)
        last = next((i + 1 for i, w in enumerate(context.words) if w.end >= end), first + 1)
        yield Found(start, end, first, last, place, "dateline")
