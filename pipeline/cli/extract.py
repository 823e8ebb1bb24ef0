"""The command `comunicado extract`: articles to tables."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer

from pipeline.cli.app import FAILED, USAGE, CsvCells, Debug, app, errors, fail, note
from pipeline.cli.lexicon import LexiconFolder
from pipeline.config import CSV_CELLS, DEFAULT_INPUT, DEFAULT_OUTPUT, MEMORY, TIME_LIMIT, UNDATED, Settings


@app.command(epilog="Example: comunicado extract data/raw feed.jsonl.gz --out data/out --workers 2")
def extract(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, globs, URLs as s3://bucket/folder, or - for standard input: txt, md, html, json, "
            "jsonl, csv, tsv, parquet, also .gz (data/raw when none is given).",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        str, typer.Option("--out", metavar="DIR", help="Folder for the tables, also a URL as s3://bucket/folder.")
    ] = str(DEFAULT_OUTPUT),
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="File formats, joined by commas.")
    ] = "csv,parquet",
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", help="Processes; the tables are the same for any number.")
    ] = 1,
    columns: Annotated[
        str,
        typer.Option(
            "--columns",
            metavar="LIST",
            help="Columns of tables, as text=cuerpo,date=fecha,title=titular,source=medio,id=numero; "
            "common names are known without it.",
        ),
    ] = "",
    undated: Annotated[
        str,
        typer.Option(
            "--undated",
            metavar="keep|fail",
            help="An article with a date that cannot be read: kept without, or failed.",
        ),
    ] = UNDATED[0],
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="NAME",
            help="Installed base model, as es_core_news_md, or blank:es (tokens alone).",
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", metavar="ADDRESS", help="Dask scheduler whose workers to use, as tcp://10.0.0.5:8786."
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume/--fresh", help="Go on with what is done in the output folder, or process everything anew."
        ),
    ] = True,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again the documents that took too long or killed their process.")
    ] = False,
    time_limit: Annotated[
        float, typer.Option("--time-limit", metavar="SECONDS", help="What one document may take.")
    ] = TIME_LIMIT,
    memory: Annotated[
        float,
        typer.Option(
            "--memory",
            metavar="GIB",
            help="What each worker process may take, and the one that reads. The command's own needs half a GiB.",
        ),
    ] = MEMORY,
    csv_cells: CsvCells = CSV_CELLS[0],
    lexicon: LexiconFolder = None,
    debug: Debug = False,
) -> None:
    """Turn articles into tables.

    People, titles, organizations, places, dates, amounts, meetings, statements and agreements of every article, as CSV
    and Parquet, with datapackage.json and run.json beside them. After an interruption the same command goes on where
    the run stopped; over a folder with new files it processes those alone.
    """
    with errors(debug):
        from pipeline.reading.columns import parse_columns

        try:
            wanted = tuple(dict.fromkeys(part.strip().lower() for part in formats.split(",") if part.strip()))
            settings = Settings(
                formats=wanted,
                workers=workers,
                model=model,
                cluster=cluster,
                fresh=not resume,
                retry=retry,
                time_limit=time_limit,
                memory=memory,
                csv_cells=csv_cells,
                lexicon=lexicon,
                columns=parse_columns(columns),
                undated=undated,
            )
        except ValueError as error:
            fail(str(error), USAGE)
        _run(inputs or [str(DEFAULT_INPUT)], out, settings)


def _run(inputs: list[str], out: str, settings: Settings) -> NoReturn:
    from rich.console import Console

    from pipeline.cli.terminal import summary_view
    from pipeline.reading.addresses import shown_url
    from pipeline.reading.counting import count_documents
    from pipeline.running.batch.run import run_extract
    from pipeline.running.progress import ArticleProgress

    with ArticleProgress(Console(stderr=True), total=count_documents(inputs)) as progress:
        summary = run_extract(inputs, out, settings, on_article=progress.advance, on_note=progress.say)
    for line in summary.notes:
        note(line)
    view = summary_view(summary, out=shown_url(out))
    # An unbroken line: messages are for grep too.
    Console().print(view, soft_wrap=True, highlight=False)
    raise typer.Exit(0 if summary.articles > summary.incomplete else FAILED)
