"""The application that commands belong to, and what all commands share: errors as one line, exit codes, `--debug`.

Exit codes: 0 when all or some documents went well, 1 when nothing could be processed, 2 for wrong usage, 130 when
interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline.config import MissingExtraError

FAILED, USAGE, INTERRUPTED = 1, 2, 130
#: Messages of the errors that ended a command, one in most processes.
_told: list[str] = []

app = typer.Typer(
    name="comunicado",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Debug = Annotated[bool, typer.Option("--debug", help="Show the whole traceback of an error.")]
CsvCells = Annotated[
    str,
    typer.Option(
        "--csv-cells",
        metavar="escaped|exact",
        help="escaped: ' before CSV cells that a spreadsheet would run (= + - @); exact: as is, for programs.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"comunicado {version('comunicado')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Raw Spanish-language diplomatic articles in, tidy tables out."""


@contextmanager
def errors(debug: bool, *, code: int = FAILED) -> Iterator[None]:
    """Turn errors into one line on standard error and an exit code, `code` but for interrupts.

    With `debug` they are left as they are.
    """
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt as error:
        fail(str(error) or "interrupted; nothing was written", INTERRUPTED)
    except BrokenPipeError:  # what reads our output has seen enough, as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(FAILED) from None
    except Exception as error:
        if debug:
            raise
        fail(_error_message(error), code)


def _error_message(error: Exception) -> str:
    """Return the message of an error for a person."""
    if isinstance(error, OSError) and error.strerror:  # of the system: "[Errno 2] No such file ..."
        reason = f"{error.strerror[0].lower()}{error.strerror[1:]}"
        return f"{error.filename}: {reason}" if error.filename else reason
    known = isinstance(error, (OSError, ValueError, RuntimeError, MissingExtraError)) and str(error)
    return str(error) if known else f"{type(error).__name__}: {error}; --debug shows where"


def fail(message: str, code: int) -> NoReturn:
    """Say what is wrong and what to do, in one line on standard error, and end with `code`."""
    note(f"comunicado: {message}")
    _told.append(message)
    raise typer.Exit(code)


def note(message: str) -> None:
    """Write a line on standard error, without control characters that a text may hold and secrets of URLs."""
    from pipeline.cli.terminal import printable
    from pipeline.reading.addresses import without_secrets

    typer.echo(printable(without_secrets(message)), err=True)


def echo_data(text: str) -> None:
    """Write text for programs, or to copy from: as UTF-8, whatever the locale; on a terminal as it has it."""
    typer.echo(text if sys.stdout.isatty() else text.encode("utf-8", "backslashreplace"), nl=False)


def forgive_encodings() -> None:
    """Let standard output and error write characters that they have no bytes for as escapes, and never fail for one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def silence_destructors() -> None:
    """Let destructors say nothing once an error was told: a buffer that had no room on the disk has none at the end."""

    def say(unraisable: sys.UnraisableHookArgs) -> None:
        if not _told:
            sys.__unraisablehook__(unraisable)

    sys.unraisablehook = say


def check_choice(option: str, value: str, choices: tuple[str, ...]) -> None:
    """End with wrong usage, and the choices, when `value` is none of them."""
    if value not in choices:
        fail(f"unknown {option} '{value}': choose {' or '.join(choices)}", USAGE)


def check_new(path: Path, *, force: bool) -> None:
    """End with wrong usage when `path` is there and is not to be written over, or is a folder."""
    if path.is_dir():
        fail(f"{path} is a folder: name a file with --to", USAGE)
    if path.exists() and not force:
        fail(f"{path} is there already: write over it with --force, or name another file with --to", USAGE)
