"""The numbers of the overview, counted over all tables, each with the link to its rows."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import duckdb

from pipeline.schemas import STATUSES, THEMES

#: Sources, countries and places that a chart shows; the tables have them all.
MAX_SOURCES, MAX_COUNTRIES, MAX_PLACES = 15, 20, 300
# A month a mark up to this many months, else a year a mark.
_MAX_MONTHS = 48
_KNOWN = "theme IS NOT NULL AND status IS NOT NULL"
_PAIRS = """
    SELECT a.country AS first, b.country AS second, count(*) AS found
    FROM parties a JOIN parties b USING (article_id, agreement_id)
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the overview: its key in the texts, the number, and the link to its rows."""

    name: str
    number: int
    link: str


def link(view: str, **filters: str | None) -> str:
    """Return the address within the report of the rows of `view` that pass `filters`; a None filter is left out."""
    query = urlencode({name: value for name, value in filters.items() if value is not None})
    return f"#{view}?{query}" if query else f"#{view}"


def key_figures(database: duckdb.DuckDBPyConnection) -> list[Figure]:
    """Return the numbers of articles, agreements, meetings, statements, people, organizations, places and failures."""
    counts = {
        "articles": "count(*) FROM articles",
        "agreements": "count(*) FROM agreements",
        "distinct": "count(DISTINCT agreement_key) FROM agreements",
        "meetings": "count(*) FROM meetings",
        "statements": "count(*) FROM statements",
        "people": "count(DISTINCT person_id) FROM people",
        "organizations": "count(DISTINCT organization_id) FROM organizations",
        "places": "count(DISTINCT place_id) FROM places",
        "failures": "count(*) FROM failures",
    }
    return [
        Figure(name, number(database, query), link("agreements", once="1") if name == "distinct" else link(name))
        for name, query in counts.items()
    ]


def number(database: duckdb.DuckDBPyConnection, query: str) -> int:
    """Return the one number that `SELECT query` gives."""
    row = database.execute(f"SELECT {query}").fetchone()
    return int(row[0]) if row else 0


def period(database: duckdb.DuckDBPyConnection) -> tuple[str | None, str | None]:
    """Return the first and last day of publication; None where no article has one."""
    row = database.execute("SELECT min(published), max(published) FROM articles").fetchone()
    return row or (None, None)


def unit_of_time(first: str | None, last: str | None) -> str:
    """Return `month` or `year`: what a mark of the charts over time stands for."""
    if first is None or last is None:
        return "month"
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    return "month" if months <= _MAX_MONTHS else "year"


def articles_over_time(database: duckdb.DuckDBPyConnection, unit: str) -> list[dict[str, Any]]:
    """Return how many articles a month or year has: `time`, `found`, `link`; those without a day last, `time` None."""
    rows = database.execute(
        f"SELECT {_time(unit)} AS time, count(*) FROM articles GROUP BY 1 ORDER BY 1 NULLS LAST"
    ).fetchall()
    return [{"time": time, "found": found, "link": link("articles", **_period_filters(time))} for time, found in rows]


def articles_by_source(database: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return how many articles a source has, most first: `source` (None: not named), `found`, `link`."""
    rows = database.execute(
        "SELECT outlet(source, input, agency) AS source, count(*) AS found FROM articles GROUP BY 1 "
        f"ORDER BY found DESC, source NULLS LAST LIMIT {MAX_SOURCES}"
    ).fetchall()
    return [{"source": s, "found": found, "link": link("articles", source=s or "-")} for s, found in rows]


def country_pairs(database: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the agreements that two countries are parties of, most first.

    They have `first` < `second` (codes), `found`, `link`.
    """
    database.execute(
        "CREATE OR REPLACE TEMP TABLE parties AS SELECT DISTINCT p.article_id, p.agreement_id, p.country "
        "FROM agreement_parties p JOIN agreements USING (article_id, agreement_id) WHERE p.country IS NOT NULL"
    )
    rows = database.execute(
        f"{_PAIRS} WHERE a.country < b.country GROUP BY 1, 2 ORDER BY found DESC, first, second"
    ).fetchall()
    return [
        {"first": a, "second": b, "found": found, "link": link("agreements", **{"party": a, "with": b})}
        for a, b, found in rows
    ]


def agreements_by_country(database: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the agreements by the code of a party's country; call `country_pairs` first."""
    return dict(database.execute("SELECT country, count(*) FROM parties GROUP BY 1 ORDER BY 1").fetchall())


def themes_by_status(database: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the agreements by theme and status: `theme`, `status`, `found`, `link`."""
    rows = database.execute(f"SELECT theme, status, count(*) FROM agreements WHERE {_KNOWN} GROUP BY 1, 2").fetchall()
    return [
        {"theme": theme, "status": status, "found": found, "link": link("agreements", theme=theme, status=status)}
        for theme, status, found in sorted(rows, key=lambda row: _order(row[0], row[1]))
    ]


def themes_over_time(database: duckdb.DuckDBPyConnection, unit: str) -> list[dict[str, Any]]:
    """Return the agreements by theme, time of publication and status.

    Those of articles without a day have `time` None.
    """
    rows = database.execute(
        f"SELECT theme, {_time(unit)} AS time, status, count(*) "
        f"FROM agreements JOIN articles USING (article_id) WHERE {_KNOWN} GROUP BY 1, 2, 3"
    ).fetchall()
    return [
        {
            "theme": theme,
            "time": time,
            "status": status,
            "found": found,
            "link": link("agreements", theme=theme, status=status, **_period_filters(time)),
        }
        for theme, time, status, found in sorted(rows, key=lambda row: (_order(row[0], row[2]), row[1] or "~"))
    ]


def places_on_map(database: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the places, most articles first.

    They have `id`, `name`, `country`, `latitude`, `longitude` (degrees), `found`, `link`.
    """
    rows = database.execute(
        "SELECT place_id, first(name ORDER BY n_mentions DESC, name), first(country ORDER BY country), "
        "round(first(latitude ORDER BY latitude), 2), round(first(longitude ORDER BY longitude), 2), count(*) AS found "
        "FROM places WHERE latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 "
        f"GROUP BY place_id ORDER BY found DESC, place_id LIMIT {MAX_PLACES}"
    ).fetchall()
    names = ("id", "name", "country", "latitude", "longitude", "found")
    return [dict(zip(names, row, strict=True)) | {"link": link("articles", place=row[0])} for row in rows]


def _time(unit: str) -> str:
    return "published[:7]" if unit == "month" else "published[:4]"


def _period_filters(time: str | None) -> dict[str, str | None]:
    """Return the filters for a month (`2024-05`) or year (`2024`)."""
    if time is None:
        return {"undated": "1"}
    if len(time) == 4:
        return {"from": f"{time}-01-01", "to": f"{time}-12-31"}
    return {"from": f"{time}-01", "to": f"{time}-{_last_day(time)}"}


def _last_day(month: str) -> int:
    return monthrange(int(month[:4]), int(month[5:]))[1]


def _order(theme: str, status: str) -> tuple[int, str, int]:
    known = THEMES.index(theme) if theme in THEMES else len(THEMES)
    return known, theme, STATUSES.index(status) if status in STATUSES else len(STATUSES)
