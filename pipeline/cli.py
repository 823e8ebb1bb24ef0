"""The command line: parse, call, echo, exit code. spaCy and pandas load only when a command needs them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _root() -> None:
    """Raw Spanish-language diplomatic articles in, tidy tables out."""


@app.command()
def extract(
    inputs: Annotated[list[str] | None, typer.Argument(metavar="[INPUT]...")] = None,
    out: Annotated[Path, typer.Option("--out")] = Path("data/out"),
    formats: Annotated[str, typer.Option("--format")] = "csv,parquet",
    workers: Annotated[int, typer.Option("--workers")] = 1,
) -> None:
    """Turn articles into tables."""
    from pipeline.config import Settings
    from pipeline.extraction import run_extract

    settings = Settings(formats=tuple(formats.split(",")), workers=workers)
    summary = run_extract(inputs or ["data/raw"], out, settings)
    typer.echo(f"{summary.articles} articles, {summary.failures} failures, {summary.seconds:.1f} s")
    raise typer.Exit(0 if summary.articles else 1)


def main() -> None:
    """Entry point of the console script."""
    app()
