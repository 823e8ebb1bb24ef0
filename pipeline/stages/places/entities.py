"""Places and their mentions as rows: "México" and "MEXICO" are one country, with the strongest role of its mentions."""

from __future__ import annotations

import re

from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.gazetteer import Place
from pipeline.stages.places.model import Found
from pipeline.stages.places.roles import ROLES
from pipeline.text.attributes import Row


def place_id(place: Place) -> str:
    """Return a place's id: a country's ISO code, `geo-<GeoNames id>` of a city, a lexicon entry's id, else a slug."""
    if place.kind == "country" and place.country:
        return place.country
    if place.id:
        return place.id
    slug = "-".join(re.findall(r"\w+", fold_name(place.name).replace("ñ", "n")))
    return f"{place.kind}-{place.country.lower()}-{slug}" if place.country else f"{place.kind}-{slug}"


def rows_of_places(found: list[Found]) -> tuple[list[Row], list[Row]]:
    """Return the rows of places and of their mentions, in the order of `found`."""
    groups: dict[str, list[Found]] = {}
    for mention in found:
        groups.setdefault(place_id(mention.place), []).append(mention)
    rows = [_row(key, members) for key, members in groups.items()]
    mentions = [{"entity_id": place_id(m.place), "start": m.start, "end": m.end, "rule": m.rule} for m in found]
    return rows, mentions


def _row(key: str, members: list[Found]) -> Row:
    """Return the row of a place with the id `key`; its role is the strongest of its mentions'."""
    place = members[0].place
    return {
        "place_id": key,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames_id": place.geonames_id,
        "role": max((m.role for m in members), key=ROLES.index),
        "n_mentions": len(members),
        "start": members[0].start,
        "end": members[0].end,
        "wikidata": place.wikidata,
    }
