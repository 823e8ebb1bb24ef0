"""The command `comunicado query`: SQL over the tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import USAGE, CsvCells, Debug, Force, app, check_choice, check_new, errors, fail, note
from pipeline.config import CSV_CELLS, DEFAULT_OUTPUT

if TYPE_CHECKING:
    from pipeline.output.querying import Query

#: Rows that a terminal shows unless asked for more or fewer.
_SHOWN = 40


@app.command(epilog='Example: comunicado query "SELECT theme, count(*) AS n FROM agreements GROUP BY theme ORDER BY n"')
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT, in the SQL of DuckDB; - for standard input.")],
    folder: Annotated[
        Path, typer.Option("--in", metavar="DIR", help="Output folder with the tables.")
    ] = DEFAULT_OUTPUT,
    fmt: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="table|csv|json|jsonl|parquet",
            help="table for eyes, the others for programs; that of FILE's ending, else table.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="File to write instead of printing.", show_default=False)
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            min=0,
            help=f"At most N rows; {_SHOWN} in a table, all in other formats.",
            show_default=False,
        ),
    ] = None,
    csv_cells: CsvCells = CSV_CELLS[0],
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Ask the tables something in SQL.

    Each table is a view with the types that `comunicado schema` shows; empty cells are NULL. Nothing is changed, and no
    other file can be read.
    """
    with errors(debug):
        from pipeline.output.folder import NoOutputError
        from pipeline.output.querying import FORMATS, Query, QueryError

        form = fmt or (to.suffix.lstrip(".") if to else "table")
        check_choice("format", form, FORMATS[1:] if to else FORMATS)
        check_choice("kind of CSV cells", csv_cells, CSV_CELLS)
        if to is not None:
            check_new(to, force=force)
        try:
            asked = Query(folder, sys.stdin.read() if sql == "-" else sql)
            if form == "table":
                _show(asked, _SHOWN if limit is None else limit)
            else:
                _write(_parts(asked, form, limit, escape=csv_cells == "escaped"), to, form)
        except (NoOutputError, QueryError) as error:
            fail(str(error), USAGE)


def _show(asked: Query, limit: int) -> None:
    from rich.console import Console

    from pipeline.cli.terminal import rows_view

    console = Console()
    rows = list(asked.rows(limit + 1))
    console.print(rows_view(asked.columns, rows[:limit], more=len(rows) > limit, width=console.width), highlight=False)


def _parts(asked: Query, form: str, limit: int | None, *, escape: bool) -> Iterator[bytes]:
    from pipeline.output.querying import csv_lines, json_lines, parquet_bytes

    if form == "parquet":
        return iter((parquet_bytes(asked.arrow(limit)),))
    if form == "csv":
        return csv_lines(asked.rows(limit), asked.columns, escape=escape)
    return json_lines(asked.rows(limit), array=form == "json")


def _write(parts: Iterator[bytes], to: Path | None, form: str) -> None:
    if to is not None:
        from pipeline.output.write import write_stream

        note(f"written to {write_stream(to, parts)}")
        return
    if form == "parquet" and sys.stdout.isatty():
        fail("Parquet is no text: name a file with --to FILE", USAGE)
    from pipeline.cli.terminal import printable

    for part in parts:
        # A program gets every character, a terminal none that could move its cursor.
        typer.echo(printable(part.decode()) if sys.stdout.isatty() else part, nl=False)
