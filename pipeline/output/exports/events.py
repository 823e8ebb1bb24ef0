"""Event records in the manner of POLECAT: one line a dyad of an event, its columns by POLECAT's names and order.

Behind POLECAT's columns stand ours: the codes of the tables that it has no place for, and where the row is found again.
The same tables give the same bytes.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.knowledge.gazetteer.countries import country_name
from pipeline.output.csv_cells import escaped_cell
from pipeline.output.exports.actors import Actor, actor_of, alpha3, code
from pipeline.output.exports.deeds import Deed, deeds
from pipeline.output.views import rows_of
from pipeline.schemas import Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: POLECAT's columns in its order, then our own.
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *("Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations"),
    *("Language", "Version"),
    *("Event Text", "Status", "Theme", "Topics", "CAMEO", "Confidence", "Parties", "Url", "Article ID", "Row ID"),
    *("First Told", "Last Told", "Articles", "Outlets"),
)
#: What commits both sides; in the others the first party asks, offers or backs, unless both stand behind one word.
_RECIPROCAL = ("signed", "agreed", "in_force")
_MANY = 2


def write_events(connection: DuckDBPyConnection, path: Path) -> list[str]:
    """Write event records at `path` and return notes.

    They are tab-separated values: UTF-8, LF line ends, a header, missing values empty.
    """
    stories = _stories(connection)
    places = _places(connection)
    silent = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", delimiter="\t", lineterminator="\n")
        writer.writeheader()
        for deed in deeds(connection):
            pairs = dyads(deed)
            silent += not pairs
            for number, (actor, recipient) in enumerate(pairs, 1):
                event = _event(deed, places) | stories.get(deed.row["article_id"], {})
                event |= {
                    "Event ID": f"{deed.row['event_id']}:{number}",
                    **_actor("Actor", actor),
                    **_actor("Recipient", recipient),
                }
                writer.writerow({name: _cell(value) for name, value in event.items()})
    return [f"{silent} agreements and meetings without a named side are left out"] if silent else []


def dyads(deed: Deed) -> list[tuple[Actor, Actor | None]]:
    """Return (actor, recipient) of each record of a deed.

    A side that acts alone has no recipient, no side gives no record.

    What commits both sides, and every meeting but a visit, goes both ways, between each two. The visitor is the actor,
    the host the recipient. Else the first party acts towards the others. Sides of one country are one.
    """
    sides: dict[str, Actor] = {}
    for actor in map(actor_of, deed.sides):
        sides.setdefault(actor.side, actor)
    actors = list(sides.values())
    if visits := _visits(deed, actors):
        return visits
    if len(actors) < _MANY:
        return [(actor, None) for actor in actors]
    if deed.table == "meetings" or deed.row["status"] in _RECIPROCAL or _are_one_expression(deed.sides):
        return list(permutations(actors, 2))
    return [(actors[0], other) for other in actors[1:]]


def _visits(deed: Deed, actors: Sequence[Actor]) -> list[tuple[Actor, Actor | None]]:
    """Return (visitor, host) of each record of a visit; nothing where no host or no visitor is known."""
    is_visit = deed.table == "meetings" and deed.row["type"] == "visit"
    host = alpha3(deed.row["country"]) if is_visit else ""
    if not host:
        return []
    hosts = [actor for actor in actors if actor.country == host] or [_state(deed.row["country"])]
    return [(visitor, one) for visitor in actors if visitor.country != host for one in hosts]


def _state(country: str) -> Actor:
    """Return a state that hosts without being named among those who take part."""
    name = country_name(country) or country
    return Actor(name, alpha3(country), code("party_sector", "country"), "", name)


def _are_one_expression(sides: Sequence[Row]) -> bool:
    """Return whether one expression stands for the sides: "ambos países ampliarán"."""
    words = [side["resolved_from"] for side in sides if side["resolved_from"]]
    return len(words) > len(set(words))


def _event(deed: Deed, places: Mapping[tuple[str, str], Row]) -> Row:
    row = deed.row
    quad = code("quad", row["plover"])
    day = row["start_date"] if row["start_date"] and row["start_date"] == row["end_date"] else row["published"]
    topics = (row.get("topics") or "").split(";")
    about = (row.get("theme"), *topics, row["status"] if deed.table == "meetings" else None)
    return {
        "Event Date": day,
        "Event Type": row["plover"],
        "Event Mode": _mode(deed),
        "Intensity": float(score) if (score := code("score", row["plover"])) else None,
        "Quad Code": code("quad_name", quad),
        "Contexts": "; ".join(dict.fromkeys(found for value in about if (found := code("context", value)))),
        "Version": _version(),
        "Status": row["status"],
        "Theme": row.get("theme"),
        "Topics": row.get("topics"),
        "CAMEO": row.get("cameo"),
        "Confidence": row.get("confidence"),
        "Parties": len(deed.sides),
        "Row ID": deed.id,
        "First Told": row["first_told"],
        "Last Told": row["last_told"],
        "Articles": row["n_articles"],
        "Outlets": row["n_sources"],
        **_place_cells(row, places.get((row["event_id"], row["place"] or ""), {})),
        **_article_cells(row),
    }


def _place_cells(row: Row, place: Row) -> Row:
    """Return the cells on where a deed took place; `place` is its row of the table, empty where there is none."""
    return {
        "Placename": row["place"],
        "City": row["place"] if place.get("kind") == "city" else None,
        "Province": place.get("admin1"),
        "Country": alpha3(row["country"]),
        "Latitude": row["latitude"],
        "Longitude": row["longitude"],
        "GeoNames ID": place.get("geonames_id"),
        "Raw Placename": row["place"],
    }


def _article_cells(row: Row) -> Row:
    """Return the cells on the article that tells of a deed."""
    return {
        "Source": row["agency"] or row["source"],
        "Publication Date": row["published"],
        "Language": row["language"],
        "Event Text": " ".join(row["text"].split()),
        "Url": row["url"],
        "Article ID": row["article_id"],
    }


@cache
def _version() -> str:
    return f"comunicado {version('comunicado')}"


def _mode(deed: Deed) -> str:
    """Return PLOVER's mode, which of our events only meetings have."""
    if deed.table != "meetings":
        return ""
    kind = deed.row["type"]
    if found := code("mode", kind):
        return found
    countries = {actor.side for actor in map(actor_of, deed.sides)}
    if len(countries) > _MANY:
        return "multilateral"
    host = alpha3(deed.row["country"])
    if kind == "visit" and host and countries - {host}:
        return "visit"
    return "third-party" if host and len(countries) == _MANY and host not in countries else ""


def _actor(which: str, actor: Actor | None) -> Row:
    if actor is None:
        return {}
    return {
        f"{which} Name": actor.name,
        f"{which} Country": actor.country,
        f"Primary {which} Sector": actor.sector,
        f"{which} Sectors": actor.sector,
        f"{which} Title": actor.office,
        f"{which} Name Raw": actor.words,
    }


def _cell(value: Any) -> Any:
    # A text is never run by a spreadsheet, as in our CSV files.
    return escaped_cell(value) if isinstance(value, str) else value


def _stories(connection: DuckDBPyConnection) -> Mapping[str, Row]:
    """Return the names of an article's persons, bodies and places, joined, by article."""
    found: dict[str, Row] = defaultdict(dict)
    columns = {"people": "Story People", "organizations": "Story Organizations", "places": "Story Locations"}
    for table, column in columns.items():
        sql = f"SELECT article_id, string_agg(name, '; ' ORDER BY start) AS names FROM {table} GROUP BY article_id"
        for row in rows_of(connection, sql):
            found[row["article_id"]][column] = row["names"]
    return found


def _places(connection: DuckDBPyConnection) -> Mapping[tuple[str, str], Row]:
    """Return the rows of `places` by event and name, of several articles the first."""
    sql = """
        SELECT DISTINCT ON (event_id, name) event_id, places.* FROM places JOIN event_articles USING (article_id)
        ORDER BY event_id, name, article_id
    """
    return {(row["event_id"], row["name"]): row for row in rows_of(connection, sql)}
