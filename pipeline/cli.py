"""The command line: parse, call, echo, exit code. spaCy and pandas load only when a command needs them.

Exit codes: 0 when all or some documents went well, 1 when nothing could be processed, 2 for wrong usage, 130 when
interrupted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline.config import BASE_MODELS, DEFAULT_INPUT, DEFAULT_OUTPUT, MEMORY, TIME_LIMIT, Settings

if TYPE_CHECKING:
    from pipeline.schemas import Row

FAILED, USAGE, INTERRUPTED = 1, 2, 130

app = typer.Typer(
    name="comunicado",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Debug = Annotated[bool, typer.Option("--debug", help="Show the whole traceback of an error.")]


@app.callback()
def _root() -> None:
    """Raw Spanish-language diplomatic articles in, tidy tables out."""


@app.command(epilog="Example: comunicado extract data/raw feed.jsonl.gz --out data/out --workers 2")
def extract(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, globs, URLs as s3://bucket/folder, or - for standard input: txt, md, html, json, "
            "jsonl, csv, parquet, also .gz (data/raw when none is given).",
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
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="NAME",
            help="Installed base model, as es_core_news_md, or blank:es (names, dates and amounts only).",
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
    memory: Annotated[float, typer.Option("--memory", metavar="GIB", help="What one process may take.")] = MEMORY,
    csv_cells: Annotated[
        str,
        typer.Option(
            "--csv-cells",
            metavar="escaped|exact",
            help="escaped: ' before CSV cells that a spreadsheet would run (= + - @); exact: as is, for programs.",
        ),
    ] = "escaped",
    debug: Debug = False,
) -> None:
    """Turn articles into tables.

    People, titles, organizations, places, dates, amounts, meetings, statements and agreements of every article, as CSV
    and Parquet, with datapackage.json and run.json beside them. After an interruption the same command goes on where
    the run stopped; over a folder with new files it processes those alone.
    """
    with _errors(debug):
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
            )
        except ValueError as error:
            _fail(str(error), USAGE)
        _run(inputs or [str(DEFAULT_INPUT)], out, settings)


def _run(inputs: list[str], out: str, settings: Settings) -> NoReturn:
    from rich.console import Console

    from pipeline.batch.run import run_extract
    from pipeline.counting import count_documents
    from pipeline.progress import ArticleProgress
    from pipeline.show import summary_view

    with ArticleProgress(Console(stderr=True), total=count_documents(inputs)) as progress:
        summary = run_extract(inputs, out, settings, on_article=progress.advance)
    for note in summary.notes:
        _note(note)
    view = summary_view(summary.rows, summary.messages, seconds=summary.seconds, processed=summary.processed, out=out)
    # An unbroken line: messages are for grep too.
    Console().print(view, soft_wrap=True, highlight=False)
    raise typer.Exit(0 if summary.articles else FAILED)


@app.command(epilog="Example: comunicado timex corpus/*.tml --reference 2019-12-20 --out tagged")
def timex(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders, globs, or - : as extract reads, and TimeML (.tml)."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the files.")] = Path("data/timex"),
    reference: Annotated[
        str | None,
        typer.Option(
            "--reference",
            metavar="DATE",
            help="Day that 'hoy' means in every document, as 2025-04-25; else each document's own date.",
        ),
    ] = None,
    fmt: Annotated[
        str, typer.Option("--format", metavar="timeml|jsonl", help="A .tml file each, or lines of timexes.jsonl.")
    ] = "timeml",
    conventions: Annotated[
        str,
        typer.Option(
            "--conventions",
            metavar="timeml|news",
            help="Those of TimeML corpora ('el lunes'), or of the table dates ('lunes').",
        ),
    ] = "timeml",
    debug: Debug = False,
) -> None:
    """Find expressions of time only.

    Dates, times, durations and sets with their TIMEX3 values, as TimeML documents or JSON lines.
    """
    with _errors(debug):
        from rich.console import Console

        from pipeline.counting import count_documents
        from pipeline.progress import ArticleProgress
        from pipeline.tagging import FORMATS, run_timex
        from pipeline.temporal.spans import CONVENTIONS

        _check_choice("format", fmt, FORMATS)
        _check_choice("conventions", conventions, CONVENTIONS)
        day = _day(reference) if reference else None
        with ArticleProgress(Console(stderr=True), total=count_documents(inputs)) as progress:
            done = run_timex(
                inputs,
                out,
                reference=day,
                fmt=fmt,
                conventions=conventions,  # type: ignore[arg-type]
                on_document=progress.advance,
            )
        for message in done.messages:
            _note(message)
        typer.echo(f"{done.expressions} expressions of time in {done.documents} documents, written to {out}")
        raise typer.Exit(0 if done.documents else FAILED)


def _check_choice(option: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        _fail(f"unknown {option} '{value}': choose {' or '.join(choices)}", USAGE)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        _fail(f"'{text}' is no date: give one as 2025-04-25", USAGE)


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
    debug: Debug = False,
) -> None:
    """Show an article in the terminal.

    Its text with spans coloured by kind, and the rows that came from them.
    """
    with _errors(debug):
        from rich.console import Console

        tables = _rows_of_file(article, model) if Path(article).is_file() else _rows_of_id(article, folder)
        from pipeline.show import article_view

        Console().print(article_view(tables), highlight=False)


def _rows_of_file(name: str, model: str | None) -> dict[str, list[Row]]:
    from itertools import islice

    from pipeline.extraction import finish
    from pipeline.process import default_nlp, process_with
    from pipeline.read import read_articles

    documents = list(islice(read_articles([name]), 2))
    if len(documents) > 1:
        _note(f"{name} holds several articles; this is the first. For the others: comunicado extract, then show ID")
    tables = finish(rows for _, rows in process_with(documents[:1], default_nlp(model)))
    if not tables["articles"]:
        _fail("; ".join(str(row["message"]) for row in tables["failures"]) or f"{name}: there is nothing in it", FAILED)
    return tables


def _rows_of_id(article_id: str, folder: Path) -> dict[str, list[Row]]:
    from pipeline.output import NoOutputError, read_tables

    try:
        tables = read_tables(folder, article_id=article_id)
    except NoOutputError as error:
        _fail(f"{article_id} is no file, and {error}", USAGE)
    if tables["articles"]:
        return tables
    everything = read_tables(folder)
    for row in everything["failures"]:
        # A file that could not be read has no id; its name without ending would have been the id.
        if article_id in (row["article_id"], row["source"], str(row["source"]).split(".")[0]):
            _fail(str(row["message"]), FAILED)
    known = [str(row["article_id"]) for row in everything["articles"]]
    some = ", ".join(known[:5]) + (f" and {len(known) - 5} more" if len(known) > 5 else "")
    _fail(f"'{article_id}' is neither a file nor an article in {folder}; there are: {some or 'none'}", USAGE)


@app.command(epilog="Example: comunicado schema agreements --format json")
def schema(
    table: Annotated[str | None, typer.Argument(metavar="TABLE", help="One table; all when none is given.")] = None,
    fmt: Annotated[str, typer.Option("--format", metavar="md|json", help="Markdown, or Frictionless JSON.")] = "md",
) -> None:
    """Print the table dictionary.

    Columns, types, keys, allowed values and what they mean.
    """
    import json

    from pipeline.schemas import TABLES, frictionless_schema, table_dictionary

    if table is not None and table not in TABLES:
        _fail(f"there is no table '{table}'; choose from {', '.join(TABLES)}", USAGE)
    _check_choice("format", fmt, ("md", "json"))
    chosen = [TABLES[table]] if table else list(TABLES.values())
    if fmt == "md":
        typer.echo(table_dictionary(chosen), nl=False)
        return
    content = {t.name: {"description": t.description, **frictionless_schema(t)} for t in chosen}
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


@app.command(epilog="Example: comunicado version")
def version() -> None:
    """Print the versions of package, spaCy and models."""
    import platform
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as version_of

    lines = []
    for package in ("comunicado", "spacy", *BASE_MODELS):
        try:
            lines.append(f"{package} {version_of(package)}")
        except PackageNotFoundError:
            continue
    typer.echo("\n".join([lines[0], f"python {platform.python_version()}", *lines[1:]]))


@contextmanager
def _errors(debug: bool) -> Iterator[None]:
    """Errors as one line on standard error and an exit code; as they are with `debug`."""
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt as error:
        _fail(str(error) or "interrupted; nothing was written", INTERRUPTED)
    except Exception as error:
        if debug:
            raise
        known = isinstance(error, (OSError, ValueError, RuntimeError)) and str(error)
        _fail(str(error) if known else f"{type(error).__name__}: {error}; --debug shows where", FAILED)


def _fail(message: str, code: int) -> NoReturn:
    _note(f"comunicado: {message}")
    raise typer.Exit(code)


def _note(message: str) -> None:
    from pipeline.show import printable

    typer.echo(printable(message), err=True)


def main() -> None:
    """Entry point of the console script."""
    app(prog_name="comunicado")
