"""The command `comunicado timex`: expressions of time only."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.app import FAILED, USAGE, Debug, app, check_choice, errors, fail, note
from pipeline.cli.lexicon import LexiconFolder
from pipeline.config import MEMORY, TIME_LIMIT, Settings

if TYPE_CHECKING:
    from pipeline.running.tagging import Tagged


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
    time_limit: Annotated[
        float, typer.Option("--time-limit", metavar="SECONDS", help="What reading one document may take.")
    ] = TIME_LIMIT,
    memory: Annotated[
        float, typer.Option("--memory", metavar="GIB", help="What the process that reads the files may take.")
    ] = MEMORY,
    lexicon: LexiconFolder = None,
    debug: Debug = False,
) -> None:
    """Find expressions of time only.

    Dates, times, durations and sets with their TIMEX3 values, as TimeML documents or JSON lines.
    """
    with errors(debug):
        from pipeline.knowledge.lexicon import using
        from pipeline.knowledge.own_entries import load_lexicon
        from pipeline.running.tagging import FORMATS
        from pipeline.stages.dates.spans import CONVENTIONS

        check_choice("format", fmt, FORMATS)
        check_choice("conventions", conventions, CONVENTIONS)
        day = _day(reference) if reference else None
        limits = _limits(time_limit, memory)
        with using(load_lexicon(lexicon)):
            done = _run(inputs, out, reference=day, fmt=fmt, conventions=conventions, **limits)
        for message in done.messages:
            note(message)
        typer.echo(f"{done.expressions} expressions of time in {done.documents} documents, written to {out}")
        raise typer.Exit(0 if done.documents else FAILED)


def _run(inputs: list[str], out: Path, **options: Any) -> Tagged:
    from rich.console import Console

    from pipeline.reading.counting import count_documents
    from pipeline.running.progress import ArticleProgress
    from pipeline.running.tagging import run_timex

    with ArticleProgress(Console(stderr=True), total=count_documents(inputs)) as progress:
        return run_timex(inputs, out, on_document=progress.advance, **options)


def _limits(time_limit: float, memory: float) -> dict[str, float]:
    try:
        Settings(time_limit=time_limit, memory=memory)  # which says what is too little
    except ValueError as error:
        fail(str(error), USAGE)
    return {"time_limit": time_limit, "memory": memory}


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail(f"'{text}' is no date: give one as 2025-04-25", USAGE)
