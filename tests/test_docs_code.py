"""Code and commands in the pages work, and print what the pages say they print.

ACCEPT_DOCS=1 in the environment puts what is printed today into the pages instead; read the diff.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from pages import PAGES_WITH_CODE, ROOT, Block, Page, words_of
from running import make_checkout, run_command, run_python, same_output, sessions, shown_outputs

from pipeline.evaluation.golden import is_pinned
from pipeline.models import find_model

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="the pages are for systems with make and a shell")

ACCEPT = bool(os.environ.get("ACCEPT_DOCS"))
#: Would run these tests again, or takes long.
NOT_HERE = re.compile(r"make (?!extract|help\b)|make$")


def with_blocks(language: str) -> list[Page]:
    """Pages that hold a block of a language."""
    return [page for page in PAGES_WITH_CODE if any(block.words[:1] == (language,) for block in page.blocks())]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout after the first command of the README, as it is written there."""
    folder = make_checkout(tmp_path_factory.mktemp("checkout"))
    command = next(c for block in Page(ROOT / "README.md").blocks() for c in block.commands() if c.startswith("make"))
    assert command.startswith("make extract")
    done = run_command(command, folder)
    assert done.returncode == 0, done.stdout
    return folder


@pytest.fixture
def checkout(extracted: Path, tmp_path: Path) -> Path:
    """A copy of it for one page."""
    return shutil.copytree(extracted, tmp_path / "checkout")


@pytest.fixture(scope="module")
def pinned() -> bool:
    """Whether the base model is the one that the outputs in the pages were made with."""
    return is_pinned(find_model())


def check(page: Page, shown: Mapping[Block, str], *, pinned: bool) -> None:
    """Compare the content of blocks with what it should be today, or put that into the page."""
    wrong = {block: content for block, content in shown.items() if not same_output(block.content, content)}
    if ACCEPT and pinned:
        lines = page.text.split("\n")
        for block, content in sorted(wrong.items(), key=lambda item: -item[0].line):
            first = block.line - 1
            lines[first : first + block.content.count("\n")] = [
                line.rstrip() for line in content.strip("\n").split("\n")
            ]
        page.path.write_text("\n".join(lines), encoding="utf-8")
    elif pinned:
        assert {block.content: "shown in " + page.name for block in wrong} == {}, list(wrong.values())


@pytest.mark.parametrize("page", with_blocks("python"), ids=lambda page: page.name)
def test_python_runs_and_prints_what_is_shown(page, checkout, pinned):
    blocks = [block for block in page.blocks() if block.words == ("python",)]
    printed = dict(zip([block.line for block in blocks], run_python(page, blocks, checkout), strict=True))
    check(page, {shown: printed[block.line] for block, shown in shown_outputs(page)}, pinned=pinned)


@pytest.mark.parametrize("page", with_blocks("console"), ids=lambda page: page.name)
def test_commands_run_and_print_what_is_shown(page, checkout, pinned):
    shown = {}
    for block in page.blocks():
        if block.language == "console":
            shown[block] = block.content
            for command, output in sessions(block):
                done = run_command(command, checkout)
                assert done.returncode == 0, f"{command}\n{done.stdout}"
                if not same_output(output, done.stdout):
                    shown[block] = replaced(shown[block], command, output, done.stdout)
    check(page, shown, pinned=pinned)


def replaced(session: str, command: str, output: str, printed: str) -> str:
    """A session with what a command prints in the place of what is shown."""
    lines = "".join(f"{line.rstrip()}\n" for line in printed.strip("\n").splitlines())
    return session.replace(f"$ {command}\n{output}", f"$ {command}\n{lines}")


def is_example(command: str, folder: Path) -> bool:
    """Whether a command of the README can be run as it is: no synopsis, and what it reads is there."""
    words = words_of(command)
    if not words or words[0] not in ("make", "comunicado") or NOT_HERE.match(command):
        return False
    arguments = [word.partition("=")[2] if "=" in word else word for word in words]
    paths = [word for word in arguments if "/" in word and not word.startswith(("data/out", "my/", "/tmp"))]
    whole = "[" not in command and not any(word.isupper() for word in words)
    return whole and all((folder / path).exists() for path in paths)


@pytest.mark.parametrize("page", [p for p in PAGES_WITH_CODE if p.path.parent == ROOT], ids=lambda page: page.name)
def test_examples_of_the_readme_run_as_written(page, checkout):
    commands = [c for block in page.blocks() if block.language != "console" for c in block.commands()]
    ran = [command for command in commands if is_example(command, checkout)]
    failed = [(command, done.stdout) for command in ran if (done := run_command(command, checkout)).returncode]
    assert failed == []
    assert not page.name.startswith("README") or ran
