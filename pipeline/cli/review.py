"""The command `comunicado review export | import`: rows to a tool where a person checks them, and back as gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import FAILED, USAGE, Debug, app, errors, fail, note
from pipeline.config import DEFAULT_OUTPUT

#: How a person gets the file into the tool and out again, said after an export.
_NEXT = {
    "label-studio": "Label Studio: create a project, paste {file}.xml under Labeling Setup > Custom template, import "
    "{file}; afterwards Export > JSON",
    "csv": "Open {file} in a spreadsheet, fill the column verdict (ok, corrected, wrong; missing for a row of yours; "
    "complete for an article) and save it as CSV UTF-8",
}

review = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Check rows by hand and turn them into gold.")
app.add_typer(review, name="review", epilog="Example: comunicado review export --format csv --to check.csv --limit 100")

Tables = Annotated[Path, typer.Option("--in", metavar="DIR", help="Output folder whose rows are checked.")]


@review.command(epilog="Example: comunicado review export --format label-studio --to tasks.json --below 0.8")
def export(
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="File to write: .json or .csv.")],
    fmt: Annotated[
        str, typer.Option("--format", metavar="label-studio|csv", help="Tool that will open it.")
    ] = "label-studio",
    folder: Tables = DEFAULT_OUTPUT,
    tables: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="LIST",
            help="agreements, meetings, statements, people (with titles), places, organizations, dates.",
        ),
    ] = "agreements",
    below: Annotated[
        float | None, typer.Option("--below", metavar="CONFIDENCE", help="Only rows less sure than this.", min=0, max=1)
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", help="Only the N least sure rows.", min=1)
    ] = None,
    article: Annotated[str | None, typer.Option("--article", metavar="ID", help="Only this article.")] = None,
    debug: Debug = False,
) -> None:
    """Write what a person should check, the least sure first.

    For Label Studio the labeling interface is written beside it as FILE.xml. There an article is shown with all its
    rows, in CSV only with the rows that were asked for.
    """
    with errors(debug):
        from pipeline.output.review.model import ReviewError
        from pipeline.output.review.run import check_format, check_tables, write_tasks
        from pipeline.output.review.tasks import read_tasks

        try:
            names = check_tables([name.strip() for name in tables.split(",") if name.strip()])
            check_format(fmt, to)
        except ReviewError as error:
            fail(str(error), USAGE)
        tasks = read_tasks(folder, names, below=below, limit=limit, article_id=article)
        if not tasks:
            fail(f"{folder}: there is no row to check; choose a higher --below or another --table", FAILED)
        files = [str(path) for path in write_tasks(tasks, names, fmt, to)]
        rows = sum(len(task.wanted) for task in tasks)
        typer.echo(f"{rows} rows to check in {len(tasks)} articles, written to {' and '.join(files)}")
        typer.echo(_NEXT[fmt].format(file=to))


@review.command("import", epilog="Example: comunicado review import checked.json --to gold")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What the tool exported: .json or .csv.")],
    to: Annotated[Path, typer.Option("--to", metavar="GOLDDIR", help="Folder for the gold files.")],
    folder: Tables = DEFAULT_OUTPUT,
    annotator: Annotated[
        str | None,
        typer.Option("--annotator", metavar="WHO", help="Id or email, of several persons in Label Studio."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace gold of the same articles that is there already.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Turn a corrected export into gold files.

    An article marked complete becomes GOLDDIR/<id>.json; one that is not becomes GOLDDIR/partial/<id>.json, which tells
    only the precision of its checked rows. Score them with: make evaluate ARGS="--gold GOLDDIR --tables DIR"
    """
    with errors(debug):
        from pipeline.output.review.run import import_file

        done = import_file(file, folder, to, annotator=annotator, replace=replace)
        for remark in done.remarks:
            note(remark)
        typer.echo(
            f"{done.checked} checked rows: gold of {done.complete} complete and {done.partial} partly checked articles "
            f"in {to}"
        )
