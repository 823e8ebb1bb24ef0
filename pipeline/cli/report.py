"""The command `comunicado report`: an output folder as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import USAGE, Debug, app, check_choice, errors, fail, note
from pipeline.config import DEFAULT_OUTPUT


@app.command(epilog="Example: comunicado report data/out --language es")
def report(
    folder: Annotated[
        Path, typer.Argument(metavar="OUT", help="Output folder of extract.", show_default=True)
    ] = DEFAULT_OUTPUT,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="File to write; report.html in the folder otherwise.")
    ] = None,
    language: Annotated[str, typer.Option("--language", metavar="en|es", help="Language of the report.")] = "en",
    debug: Debug = False,
) -> None:
    """Write an HTML report of the tables.

    One file that works offline: figures and charts, tables to search and filter, and each row in its sentence.
    """
    with errors(debug):
        from pipeline.output.folder import NoOutputError
        from pipeline.output.report.texts import LANGUAGES
        from pipeline.output.report.write import write_report

        check_choice("language", language, LANGUAGES)
        try:
            made = write_report(folder, to, language=language)
        except NoOutputError as error:
            fail(str(error), USAGE)
        if made.choice.kept < made.choice.total:
            note(
                f"the file has rows of the newest {made.choice.kept:,} of {made.choice.total:,} articles; "
                "its figures count all, and the tables beside it have every row"
            )
        typer.echo(f"{made.path}: report of {made.choice.total:,} articles, {made.size / 1e6:.1f} MB")
