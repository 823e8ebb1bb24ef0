"""The charts of the overview with their data, and the same data as tables with links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from pipeline.output.report import charts, figures
from pipeline.output.report.network import circle_order, circle_points, curve
from pipeline.output.report.texts import Texts, country_names
from pipeline.schemas import STATUSES

Data = list[dict[str, Any]]


@dataclass(slots=True)
class Chart:
    """A chart: key of its texts, specification (None where there is nothing to draw), data, columns of its table.

    `columns` are keys of the rows of `datasets["rows"]`; a count among them is `found` and has the row's link.
    `left_out` are rows that the drawing does not have and the table has.
    """

    name: str
    spec: dict[str, Any] | None
    columns: tuple[str, ...]
    datasets: dict[str, Any]
    left_out: int = 0
    legend: list[dict[str, str]] = field(default_factory=list)


def overview_charts(database: duckdb.DuckDBPyConnection, language: str, texts: Texts) -> list[Chart]:
    """Return all charts, in the order they are shown."""
    first, last = figures.period(database)
    unit = figures.unit_of_time(first, last)
    times = _times(first, last, unit)
    names = country_names(language)
    return [
        _articles_over_time(database, texts, unit, times),
        _sources(database, texts),
        *_countries(database, names),
        _themes(database, texts),
        _themes_over_time(database, texts, unit, times),
        _places(database, names),
    ]


def _articles_over_time(database: duckdb.DuckDBPyConnection, texts: Texts, unit: str, times: list[str]) -> Chart:
    rows = figures.articles_over_time(database, unit)
    dated = [row for row in rows if row["time"]]
    spec = charts.times_chart(times, _labels(texts, "articles")) if dated else None
    return Chart("articles_over_time", spec, ("time", "found"), {"rows": rows, "dated": dated}, len(rows) - len(dated))


def _sources(database: duckdb.DuckDBPyConnection, texts: Texts) -> Chart:
    rows = figures.articles_by_source(database)
    for row in rows:
        row["source"] = row["source"] or texts["ui"]["source_unknown"]
    spec = charts.sources_chart(rows, _labels(texts, "articles")) if rows else None
    return Chart("articles_by_source", spec, ("source", "found"), {"rows": rows})


def _countries(database: duckdb.DuckDBPyConnection, names: Mapping[str, str]) -> list[Chart]:
    rows = figures.country_pairs(database)
    totals = figures.agreements_by_country(database)
    top = _most_shared(rows, figures.MAX_COUNTRIES)
    shown = [row for row in rows if row["first"] in top and row["second"] in top]
    most = max((row["found"] for row in rows), default=0)
    named = _with_names(rows, names)
    cells = _with_names(shown, names)
    cells += [cell | {"first": cell["second"], "second": cell["first"]} for cell in cells]
    columns, left_out = ("first", "second", "found"), len(rows) - len(shown)
    matrix = charts.matrix_chart([names.get(code, code) for code in top], most) if rows else None
    network = charts.network_chart(most) if rows else None
    drawn = _network(top, shown, totals, names)
    return [
        Chart("country_matrix", matrix, columns, {"rows": named, "cells": cells}, left_out),
        Chart("country_network", network, columns, {"rows": named, **drawn}, left_out),
    ]


def _most_shared(pairs: Data, most: int) -> list[str]:
    """Return the countries of the pairs that share most, at most so many.

    First is who shares most with the others of them.

    By pairs, so that nobody stands alone: of two states that agree with each other alone, both are there or none.
    """
    chosen: set[str] = set()
    for row in sorted(pairs, key=lambda row: (-row["found"], row["first"], row["second"])):
        both = chosen | {row["first"], row["second"]}
        chosen = both if len(both) <= most else chosen
    shared = dict.fromkeys(chosen, 0)
    for row in pairs:
        if row["first"] in chosen and row["second"] in chosen:
            shared[row["first"]] += row["found"]
            shared[row["second"]] += row["found"]
    return sorted(shared, key=lambda code: (-shared[code], code))


def _with_names(rows: Data, names: Mapping[str, str]) -> Data:
    return [
        row | {"first": names.get(row["first"], row["first"]), "second": names.get(row["second"], row["second"])}
        for row in rows
    ]


def _network(top: Sequence[str], pairs: Data, totals: Mapping[str, int], names: Mapping[str, str]) -> dict[str, Data]:
    found = {(row["first"], row["second"]): row["found"] for row in pairs}
    points = circle_points(circle_order(top, found))
    nodes = [
        {"x": x, "y": y, "label": names.get(code, code), "found": totals[code]}
        | {"link": figures.link("agreements", party=code)}
        for code, (x, y) in points.items()
    ]
    edges = [
        point | named | {"pair": number}
        for number, (row, named) in enumerate(zip(pairs, _with_names(pairs, names), strict=True))
        for point in curve(points[row["first"]], points[row["second"]])
    ]
    return {"nodes": nodes, "edges": edges}


def _themes(database: duckdb.DuckDBPyConnection, texts: Texts) -> Chart:
    rows = _with_labels(figures.themes_by_status(database), texts)
    themes = _most_first(rows)
    statuses = _statuses(texts)
    spec = charts.themes_chart(themes, statuses, _labels(texts, "agreements")) if rows else None
    columns = ("theme", "status", "found")
    return Chart("themes_by_status", spec, columns, {"rows": rows}, legend=_legend(statuses))


def _themes_over_time(database: duckdb.DuckDBPyConnection, texts: Texts, unit: str, times: list[str]) -> Chart:
    rows = _with_labels(figures.themes_over_time(database, unit), texts)
    dated = [row for row in rows if row["time"]]
    themes = _most_first(dated)
    statuses = _statuses(texts)
    spec = charts.themes_over_time_chart(themes, times, statuses) if dated else None
    columns = ("theme", "time", "status", "found")
    datasets = {"rows": rows, "dated": dated}
    return Chart("themes_over_time", spec, columns, datasets, len(rows) - len(dated), _legend(statuses))


def _places(database: duckdb.DuckDBPyConnection, names: Mapping[str, str]) -> Chart:
    rows = figures.places_on_map(database)
    for row in rows:
        row["country"] = names.get(row["country"], row["country"])
    spec = charts.map_chart() if rows else None
    return Chart("places_on_map", spec, ("name", "country", "found"), {"rows": rows})


def _most_first(rows: Data) -> list[str]:
    """Return the themes by number of agreements."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["theme"]] = totals.get(row["theme"], 0) + row["found"]
    return sorted(totals, key=lambda theme: (-totals[theme], theme))


def _with_labels(rows: Data, texts: Texts) -> Data:
    """Return `rows` with the names of theme and status for their codes, and `rank`.

    The rank is the place of the status in a stack.
    """
    values, ranks = texts["values"], {status: number for number, status in enumerate(STATUSES)}
    return [
        row
        | {"theme": values.get(row["theme"], row["theme"]), "status": values.get(row["status"], row["status"])}
        | {"rank": ranks.get(row["status"], len(ranks))}
        for row in rows
    ]


def _statuses(texts: Texts) -> dict[str, str]:
    return {status: texts["values"][status] for status in STATUSES}


def _legend(statuses: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"label": name, "colour": status, "link": figures.link("agreements", status=status)}
        for status, name in statuses.items()
    ]


def _labels(texts: Texts, found: str) -> dict[str, str]:
    return {"found": texts["ui"][found]}


def _times(first: str | None, last: str | None, unit: str) -> list[str]:
    """Return every month or year from `first` to `last`, those without articles too."""
    if first is None or last is None:
        return []
    if unit == "year":
        return [str(year) for year in range(int(first[:4]), int(last[:4]) + 1)]
    months = range(int(first[:4]) * 12 + int(first[5:7]) - 1, int(last[:4]) * 12 + int(last[5:7]))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
