"""The command `comunicado explain`: why a row is there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import USAGE, Debug, app, errors, fail
from pipeline.cli.lexicon import LexiconFolder
from pipeline.config import DEFAULT_OUTPUT


@app.command(epilog="Example: comunicado explain cumbres/mercosur-2018-06-18:agreements:a003 --in data/out")
def explain(
    address: Annotated[
        str,
        typer.Argument(metavar="ROW", help="ARTICLE:TABLE:ID; ARTICLE:ID where no other table has the id, 3 for a003."),
    ],
    folder: Annotated[Path, typer.Option("--in", metavar="DIR", help="Output folder with the row.")] = DEFAULT_OUTPUT,
    lexicon: LexiconFolder = None,
    debug: Debug = False,
) -> None:
    """Explain why a row is there.

    Its sentence, the entries of the lexicons, patterns and models behind it, what is guessed, and how to change it. Own
    entries are those of the run when their folder is where it was.
    """
    with errors(debug):
        from pipeline.cli.terminal import printable
        from pipeline.knowledge.lexicon import using
        from pipeline.knowledge.own_entries import load_lexicon
        from pipeline.output.explaining import AddressError, explanation, find_row
        from pipeline.output.folder import NoOutputError, own_folder

        known = load_lexicon(lexicon or own_folder(folder))
        try:
            found = find_row(folder, address)
        except (AddressError, NoOutputError) as error:
            fail(str(error), USAGE)
        with using(known):
            lines = list(explanation(found))
        for line in lines:
            typer.echo(printable(line))
