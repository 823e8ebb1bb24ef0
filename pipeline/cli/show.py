"""The command `comunicado show`: one article in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import FAILED, USAGE, Debug, app, errors, fail, note
from pipeline.cli.lexicon import LexiconFolder
from pipeline.config import DEFAULT_OUTPUT

if TYPE_CHECKING:
    from pipeline.schemas import Row


@app.command(epilog="Example: comunicado show data/raw/minrel-chile-corea.txt")
def show(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="Id of an article in an output folder, or a file to read.")
    ],
    folder: Annotated[
        Path, typer.Option("--in", metavar="DIR", help="Output folder to look the id up in.")
    ] = DEFAULT_OUTPUT,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="Installed base model, for a file.")
    ] = None,
    lexicon: LexiconFolder = None,
    debug: Debug = False,
) -> None:
    """Show an article in the terminal.

    Its text with spans coloured by kind, and the rows that came from them.
    """
    with errors(debug):
        from rich.console import Console

        tables = _rows_of_file(article, model, lexicon) if Path(article).is_file() else _rows_of_id(article, folder)
        from pipeline.cli.terminal import article_view

        Console().print(article_view(tables), highlight=False)


def _rows_of_file(name: str, model: str | None, lexicon: str | None) -> dict[str, list[Row]]:
    from itertools import islice

    from pipeline.knowledge.own_entries import load_lexicon
    from pipeline.reading.read import read_articles
    from pipeline.running.extraction import finish
    from pipeline.running.process import default_nlp, process_with

    documents = list(islice(read_articles([name]), 2))
    if len(documents) > 1:
        note(f"{name} holds several articles; this is the first. For the others: comunicado extract, then show ID")
    nlp = default_nlp(model, load_lexicon(lexicon))
    tables = finish(rows for _, rows in process_with(documents[:1], nlp))
    if not tables["articles"]:
        fail("; ".join(str(row["message"]) for row in tables["failures"]) or f"{name}: there is nothing in it", FAILED)
    return tables


def _rows_of_id(article_id: str, folder: Path) -> dict[str, list[Row]]:
    from pipeline.output.folder import NoOutputError, read_tables

    try:
        tables = read_tables(folder, article_id=article_id)
    except NoOutputError as error:
        fail(f"{article_id} is no file, and {error}", USAGE)
    if tables["articles"]:
        return tables
    everything = read_tables(folder)
    for row in everything["failures"]:
        # A file that could not be read has no id; its name without ending would have been the id.
        if article_id in (row["article_id"], row["source"], str(row["source"]).split(".")[0]):
            fail(str(row["message"]), FAILED)
    known = [str(row["article_id"]) for row in everything["articles"]]
    some = ", ".join(known[:5]) + (f" and {len(known) - 5} more" if len(known) > 5 else "")
    fail(f"'{article_id}' is neither a file nor an article in {folder}; there are: {some or 'none'}", USAGE)
