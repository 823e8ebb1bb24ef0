"""Groups of rows to the tables `events` and `event_articles`."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.events.clusters import clusters_of
from pipeline.events.telling import Kind, Telling, as_day, identity_of, tellings_of
from pipeline.schemas import Row

#: Statuses from the strongest to the weakest.
_STRENGTH: Mapping[Kind, Sequence[str]] = {
    "agreement": ("in_force", "signed", "agreed", "reaffirmed", "intended", "proposed", "called_for"),
    "meeting": ("held", "ongoing", "cancelled", "planned", "proposed"),
}
#: Hexadecimal digits of an id.
_DIGITS = 12
#: Of the rows that name parties, the share that a party of the event must be in.
_SHARE = 0.5


def join_events(tables: Mapping[str, Sequence[Row]]) -> tuple[list[Row], list[Row]]:
    """Return the rows of `events` and of `event_articles`, made of the other `tables`, both by their keys.

    An event is one agreement or one meeting, whoever tells it. Its id is that of its first row, so that it stays when
    later articles tell of it.
    """
    places = {(row["article_id"], row["name"]): row for row in tables["places"]}
    groups = {event_id(group[0]): group for group in clusters_of(tellings_of(tables))}
    ordered = sorted(groups.items())
    events = [event_row(name, group, places) for name, group in ordered]
    return events, [_article_row(name, telling) for name, group in ordered for telling in _by_key(group)]


def event_id(first: Telling) -> str:
    """Return the id of the event that a row is the first to tell."""
    key = f"{first.kind} {first.article_id} {first.row_id}"
    return f"e{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def event_row(name: str, group: Sequence[Telling], places: Mapping[tuple[str, str], Row]) -> Row:
    """Return the row of `events` called `name` for a `group` of rows; `places` by article and name."""
    strongest = min(group, key=_weakness)
    return {
        "event_id": name,
        "kind": group[0].kind,
        **_what(group),
        "status": strongest.row["status"],
        **_told(group),
        **_where_and_when(group, places),
        "n_articles": len({telling.article_id for telling in group}),
        "n_sources": len({telling.source for telling in group}),
        "plover": strongest.row["plover"],
        "confidence": max(telling.row["confidence"] or 0.0 for telling in group),
    }


def _what(group: Sequence[Telling]) -> Row:
    return {
        "type": _commonest(telling.row["scope" if telling.kind == "agreement" else "type"] for telling in group),
        "parties": "; ".join(parties_of(group)),
        "instrument": _commonest(telling.row.get("instrument") or telling.row.get("name") for telling in group),
        "theme": _commonest(telling.row.get("theme") for telling in group),
    }


def _told(group: Sequence[Telling]) -> Row:
    days = [telling.told for telling in group if telling.told]
    return {"first_told": _iso(min(days, default=None)), "last_told": _iso(max(days, default=None))}


def parties_of(group: Sequence[Telling]) -> list[str]:
    """Return the names of the parties that at least half of the rows that name parties have, in order.

    A party is named as it is most often.
    """
    named = [telling for telling in group if telling.parties]
    names: dict[str, Counter[str]] = {}
    for telling in named:
        for party in telling.parties:
            names.setdefault(identity_of(party), Counter())[party["name"]] += 1
    held = Counter(identity for telling in named for identity in telling.names)
    return sorted(_commonest(names[party].elements()) for party in names if held[party] >= _SHARE * len(named))


def _where_and_when(group: Sequence[Telling], places: Mapping[tuple[str, str], Row]) -> Row:
    """Return place and days by the row of a meeting that knows most of them; an agreement's place is not known."""
    known = max(
        group, key=lambda telling: (bool(telling.day), bool(telling.row.get("place")), telling.row["confidence"])
    )
    place = known.row.get("place")
    found = places.get((known.article_id, place or ""), {})
    return {
        "start_date": _iso(known.day),
        "end_date": _iso(as_day(known.row.get("end_date"))),
        "place": place,
        "country": known.row.get("country"),
        "latitude": found.get("latitude"),
        "longitude": found.get("longitude"),
    }


def _weakness(telling: Telling) -> int:
    statuses, status = _STRENGTH[telling.kind], telling.row["status"]
    return statuses.index(status) if status else len(statuses)


def _commonest(values: Iterable[Any]) -> Any:
    """Return the value that is there most often, of equals the longest, then the first by name; None for none."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], -len(value), value), default=None)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _by_key(group: Sequence[Telling]) -> list[Telling]:
    return sorted(group, key=lambda telling: (telling.article_id, telling.row_id))


def _article_row(name: str, telling: Telling) -> Row:
    return {
        "event_id": name,
        "article_id": telling.article_id,
        "row_id": telling.row_id,
        "status": telling.row["status"],
        "told": _iso(telling.told),
    }
