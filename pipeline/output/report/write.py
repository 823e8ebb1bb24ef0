"""An output folder as one HTML file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import vl_convert

from pipeline.output.report.choice import BUDGET, Choice, choose_articles
from pipeline.output.report.figures import key_figures, period
from pipeline.output.report.overview import overview_charts
from pipeline.output.report.page import page
from pipeline.output.report.rows import define_outlet, report_rows
from pipeline.output.report.source import open_tables
from pipeline.output.report.texts import asset, country_names, texts
from pipeline.output.write import OutputError, write_file

#: Longest file in bytes: it opens in seconds, and mail servers take it.
LIMIT = 25_000_000


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written: its file, its size in bytes, and how many articles have rows in it."""

    path: Path
    size: int
    choice: Choice


def write_report(
    folder: Path, target: Path | None = None, *, language: str = "en", budget: int = BUDGET, limit: int = LIMIT
) -> Report:
    """Write the report of the tables in `folder` to `target` (None: `report.html` in the folder).

    The same tables give the same bytes. `budget` bounds the rows, in bytes before packing, `limit` the file. Raises
    NoOutputError and DamagedTableError as of `open_tables`, OutputError when the file cannot be written.
    """
    target = target or folder / "report.html"
    with open_tables(folder) as database:
        define_outlet(database)
        content = _overview(database, language)
        while True:
            choice = choose_articles(database, budget)
            html = page(
                content | {"choice": asdict(choice), "tables": report_rows(database)}, language, texts(language)
            )
            if len(html) <= limit or choice.kept <= 1:
                break
            budget = min(budget * limit // len(html), budget) * 9 // 10
    _write(html, target)
    return Report(target, len(html), choice)


def _overview(database: duckdb.DuckDBPyConnection, language: str) -> dict[str, Any]:
    import json

    words = texts(language)
    return {
        "language": language,
        "texts": words,
        "countries": country_names(language),
        "period": period(database),
        "figures": [asdict(figure) for figure in key_figures(database)],
        "charts": [asdict(chart) for chart in overview_charts(database, language, words)],
        "world": json.loads(asset("world.json")),
        "versions": {"comunicado": version("comunicado"), "vega": vl_convert.get_vega_version()},
    }


def _write(html: bytes, target: Path) -> None:
    try:
        write_file(target, html)
    except OutputError as error:
        raise OutputError(f"{error}; choose another file with --to") from error
