"""The commands `comunicado schema` and `comunicado version`: what the tables mean, what is installed."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.app import USAGE, app, check_choice, echo_data, fail
from pipeline.config import BASE_MODELS


@app.command(epilog="Example: comunicado schema agreements --format json")
def schema(
    table: Annotated[str | None, typer.Argument(metavar="TABLE", help="One table; all when none is given.")] = None,
    fmt: Annotated[str, typer.Option("--format", metavar="md|json", help="Markdown, or Frictionless JSON.")] = "md",
    language: Annotated[
        str, typer.Option("--language", metavar="en|es", help="Language of the Markdown: English or Spanish.")
    ] = "en",
) -> None:
    """Print the table dictionary.

    Columns, types, keys, allowed values and what they mean.
    """
    import json

    from pipeline.schemas import LANGUAGES, TABLES, frictionless_schema, table_dictionary

    if table is not None and table not in TABLES:
        fail(f"there is no table '{table}'; choose from {', '.join(TABLES)}", USAGE)
    check_choice("format", fmt, ("md", "json"))
    check_choice("language", language, LANGUAGES)
    chosen = [TABLES[table]] if table else list(TABLES.values())
    if fmt == "md":
        echo_data(table_dictionary(chosen, language=language))
        return
    content = {t.name: {"description": t.description, **frictionless_schema(t)} for t in chosen}
    echo_data(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


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
