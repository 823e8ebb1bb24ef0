"""The command `comunicado diff`: what differs between two output folders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import USAGE, Debug, app, check_choice, echo_data, errors, fail

#: Changes of a table that a terminal shows unless asked for more or fewer.
_LISTED = 20


@app.command(epilog="Example: comunicado diff data/out.before data/out --table agreements")
def diff(
    before: Annotated[Path, typer.Argument(metavar="OUT1", help="Output folder of the run before.")],
    after: Annotated[Path, typer.Argument(metavar="OUT2", help="Output folder of the run after.")],
    tables: Annotated[
        list[str] | None,
        typer.Option(
            "--table", metavar="T", help="One table, may be given again; all when none is.", show_default=False
        ),
    ] = None,
    fmt: Annotated[str, typer.Option("--format", metavar="text|json|csv", help="How to print it.")] = "text",
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            min=0,
            help=f"Most changes listed of a table, 0 for all; {_LISTED} in text, all in other formats.",
            show_default=False,
        ),
    ] = None,
    debug: Debug = False,
) -> None:
    """Compare the tables of two runs.

    Rows are matched by what they say and where they stand: running numbers, which shift when a row is found before,
    do not count. The exit code is 0 when nothing differs, 1 when something does, 2 for wrong usage.
    """
    with errors(debug, code=USAGE):
        from pipeline.cli.terminal import printable
        from pipeline.output.differences import compare, csv_lines, json_text, text_lines
        from pipeline.schemas import DOCUMENT_TABLES

        check_choice("format", fmt, ("text", "json", "csv"))
        for name in tables or ():
            if name not in DOCUMENT_TABLES:
                fail(f"there is no table '{name}'; choose from {', '.join(DOCUMENT_TABLES)}", USAGE)
        most = _LISTED if limit is None and fmt == "text" else limit or None
        found = compare(before, after, tables or tuple(DOCUMENT_TABLES), limit=most)
        if fmt == "json":
            echo_data(json_text(found))
        elif fmt == "csv":
            echo_data("".join(csv_lines(found)))
        else:
            typer.echo("\n".join(map(printable, text_lines(found))))
        raise typer.Exit(1 if found.differs else 0)
