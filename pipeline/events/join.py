"""Groups of rows to the tables `events` and `event_articles`."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.events.clusters import clusters_of
from pipeline.events.telling import Kind, Telling, tellings_of
from pipeline.schemas import Row

#: Rows that tell of one event, by its id.
Groups = Mapping[str, Sequence[Telling]]
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
    groups = groups_of(tellings_of(tables))
    return list(event_rows(groups)), list(event_article_rows(groups))


def groups_of(tellings: Iterable[Telling]) -> Groups:
    """Return the rows that tell of each event, by its id, in the order of the ids."""
    ordered = sorted(tellings, key=lambda telling: telling.order)
    return dict(sorted((event_id(group[0]), group) for group in clusters_of(ordered)))


def event_rows(groups: Groups) -> Iterator[Row]:
    """Yield the rows of `events` by their key."""
    return (event_row(name, group) for name, group in groups.items())


def event_article_rows(groups: Groups) -> Iterator[Row]:
    """Yield the rows of `event_articles` by their key."""
    for name, group in groups.items():
        for telling in sorted(group, key=lambda telling: (telling.article_id, telling.row_id)):
            yield {
                "event_id": name,
                "article_id": telling.article_id,
                "row_id": telling.row_id,
                "status": telling.status,
                "told": _iso(telling.told),
            }


def event_id(first: Telling) -> str:
    """Return the id of the event that a row is the first to tell."""
    key = f"{first.kind} {first.article_id} {first.row_id}"
    return f"e{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def event_row(name: str, group: Sequence[Telling]) -> Row:
    """Return the row of `events` called `name` for a `group` of rows."""
    strongest = min(group, key=_weakness)
    days = [telling.told for telling in group if telling.told]
    return {
        "event_id": name,
        "kind": group[0].kind,
        "type": _commonest(telling.type for telling in group),
        "parties": "; ".join(parties_of(group)) or None,
        "instrument": _commonest(telling.name for telling in group),
        "theme": _commonest(telling.theme for telling in group),
        "status": strongest.status,
        "first_told": _iso(min(days, default=None)),
        "last_told": _iso(max(days, default=None)),
        **_where_and_when(group),
        "n_articles": len({telling.article_id for telling in group}),
        "n_sources": len({telling.source for telling in group if telling.source}),
        "plover": strongest.plover,
        "confidence": max(telling.confidence for telling in group),
    }


def parties_of(group: Sequence[Telling]) -> list[str]:
    """Return the names of the parties that at least half of the rows that name parties have, in order.

    A party is named as it is most often.
    """
    named = [telling for telling in group if telling.parties]
    names: dict[str, Counter[str]] = {}
    for telling in named:
        for party, written in telling.parties.items():
            names.setdefault(party, Counter())[written] += 1
    return sorted(_commonest(held.elements()) for held in names.values() if held.total() >= _SHARE * len(named))


def _where_and_when(group: Sequence[Telling]) -> Row:
    """Return place and days as the row tells them that knows most of them."""
    scene = max(group, key=lambda telling: (bool(telling.day), bool(telling.scene.place), telling.confidence)).scene
    return {
        "start_date": _iso(scene.first),
        "end_date": _iso(scene.last),
        "place": scene.place,
        "country": scene.country,
        "latitude": scene.latitude,
        "longitude": scene.longitude,
    }


def _weakness(telling: Telling) -> int:
    statuses, status = _STRENGTH[telling.kind], telling.status
    return statuses.index(status) if status else len(statuses)


def _commonest(values: Iterable[str | None]) -> Any:
    """Return the value that is there most often, of equals the longest, then the first by name; None for none."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], -len(value), value), default=None)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


#: The tables of events, with what makes their rows of groups.
EVENT_TABLES: Mapping[str, Callable[[Groups], Iterator[Row]]] = {
    "events": event_rows,
    "event_articles": event_article_rows,
}
