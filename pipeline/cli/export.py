"""The command `comunicado export`: the tables in the files of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import USAGE, Debug, Force, app, check_choice, check_new, errors, fail, note
from pipeline.config import DEFAULT_OUTPUT


@app.command(epilog="Example: comunicado export --in data/out --format sqlite --to archive.sqlite")
def export(
    fmt: Annotated[str, typer.Option("--format", metavar="sqlite|duckdb|xlsx|plover|graphml", help="What to write.")],
    folder: Annotated[
        Path, typer.Option("--in", metavar="DIR", help="Output folder with the tables.")
    ] = DEFAULT_OUTPUT,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="FILE", help="File to write; comunicado.sqlite, .duckdb, .xlsx, .tsv or .graphml here."
        ),
    ] = None,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Write the tables for another program.

    sqlite and duckdb: a database with keys, types and the meaning of every column. xlsx: a workbook with a sheet a
    table. plover: event records, one dyad a line, with the columns of POLECAT. graphml: countries and bodies with what
    is between them, for Gephi.
    """
    with errors(debug):
        from pipeline.output import exports
        from pipeline.output.folder import NoOutputError

        check_choice("format", fmt, tuple(exports.ENDINGS))
        target = to or Path(f"comunicado.{exports.ENDINGS[fmt]}")
        check_new(target, force=force)
        try:
            notes = exports.export(folder, fmt, target)
        except NoOutputError as error:
            fail(str(error), USAGE)
        for line in notes:
            note(line)
        typer.echo(f"written to {target}")
