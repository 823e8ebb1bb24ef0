"""The command line: parse, call, echo, exit code. One file a command; the order of imports is that of the help.

spaCy, pandas and other heavy things are imported by the command that needs them, when it runs: help is instant.
"""
# ruff: noqa: I001

from pipeline.cli import extract as _extract  # noqa: F401
from pipeline.cli import report as _report  # noqa: F401
from pipeline.cli import show as _show  # noqa: F401
from pipeline.cli import explain as _explain  # noqa: F401
from pipeline.cli import query as _query  # noqa: F401
from pipeline.cli import diff as _diff  # noqa: F401
from pipeline.cli import export as _export  # noqa: F401
from pipeline.cli import timex as _timex  # noqa: F401
from pipeline.cli import review as _review  # noqa: F401
from pipeline.cli import lexicon as _lexicon  # noqa: F401
from pipeline.cli import about as _about  # noqa: F401
from pipeline.cli.app import app, forgive_encodings, silence_destructors

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line, the entry point of the console script."""
    forgive_encodings()
    silence_destructors()
    app(prog_name="comunicado")
