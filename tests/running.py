"""Code and commands of a page, run in a folder like a checkout: the articles, the Makefile, no `.venv` of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path

from pages import ROOT, Block, Page

#: Runs blocks of one namespace, given as [file, line, code], and gives what each prints.
_RUNNER = """
import contextlib, io, json, os, sys
scope, printed = {"__name__": "__main__"}, []
for name, line, code in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile("\\n" * (line - 1) + code, name, "exec"), scope)
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
"""


def make_checkout(folder: Path) -> Path:
    """What the commands of the pages need, in `folder`; `comunicado` and `.venv/bin/python` are this interpreter."""
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    for name in ("Makefile", "pyproject.toml", "scripts/setup.sh", "scripts/install_model.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    for name in ("python", "comunicado"):
        program = folder / ".venv" / "bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        module = "-m pipeline " if name == "comunicado" else ""
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module}"$@"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    # newer than what it depends on: nothing is set up
    (folder / ".venv" / ".ready").touch()
    return folder


def environment(folder: Path) -> dict[str, str]:
    """Variables for a command in `folder`: its programs first, this copy of the package, a terminal 100 wide."""
    path = f"{folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"}


def run_command(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command line as a shell runs it; standard error is in `stdout` too."""
    return subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


def run_python(page: Page, blocks: Sequence[Block], folder: Path) -> list[str]:
    """What each of the blocks of a page prints. Raises AssertionError with the traceback when one fails."""
    done = subprocess.run(
        [sys.executable, "-c", _RUNNER],
        input=json.dumps([[page.name, block.line, block.content] for block in blocks]),
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    printed: list[str] = json.loads(done.stdout)
    return printed


def shown_outputs(page: Page) -> Iterator[tuple[Block, Block]]:
    """Blocks of Python with the block of text right behind them, which is what they print."""
    lines = page.text.split("\n")
    for block, after in zip(page.blocks(), page.blocks()[1:], strict=False):
        end = block.line + block.content.count("\n")
        between = "".join(lines[end : after.line - 2]).strip()
        if block.words == ("python",) and after.words == ("text",) and not between:
            yield block, after


def sessions(block: Block) -> list[tuple[str, str]]:
    """Commands of a block of console with the output shown for each."""
    parts = re.split(r"^\$ ", block.content, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def same_output(shown: str, printed: str) -> bool:
    """Whether what is printed is what a page shows, where `...` stands for anything and blanks do not matter."""
    return OutputChecker().check_output(shown, printed, ELLIPSIS | NORMALIZE_WHITESPACE)
