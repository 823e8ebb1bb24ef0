"""Code and commands in the pages work, and print what the pages say they print.

ACCEPT_DOCS=1 in the environment puts what is printed today into the pages instead; read the diff.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from pages import PAGES_WITH_CODE, ROOT, Block, Page, words_of
from running import make_checkout, run_command, run_python, same_output, sessions, shown_outputs

from evaluation.golden import is_pinned
from pipeline.models.choice import find_model

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
    commands = [command for block in Page(ROOT / "README.md").blocks() for command in block.commands()]
    command = next(command for command in commands if command.startswith("make extract"))
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
            printed = [line.rstrip() for line in content.strip("\n").split("\n")]
            lines[block.line - 1 : block.line - 1 + block.content.count("\n")] = printed
        page.path.write_text("\n".join(lines), encoding="utf-8")
    elif pinned:
        assert not wrong, f"{page.name} shows something else than this:\n" + "\n".join(wrong.values())


@pytest.mark.parametrize("page", with_blocks("python"), ids=lambda page: page.name)
def test_python_runs_and_prints_what_is_shown(page, checkout, pinned):
    page = Page(page.path)  # as it is now: another test may have accepted outputs
    for sample in sorted((checkout / "data" / "raw").iterdir())[8:]:  # enough to show that the code runs
        shutil.rmtree(sample) if sample.is_dir() else sample.unlink()
    blocks = [block for block in page.blocks() if block.words == ("python",)]
    printed = dict(zip([block.line for block in blocks], run_python(page, blocks, checkout), strict=True))
    check(page, {shown: printed[block.line] for block, shown in shown_outputs(page)}, pinned=pinned)


@pytest.mark.parametrize("page", with_blocks("console"), ids=lambda page: page.name)
def test_commands_run_and_print_what_is_shown(page, checkout, pinned):
    page = Page(page.path)
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


def test_example_rows_of_own_knowledge_are_valid(checkout):
    """Every row in the table of files, with the columns of that lexicon, passes `comunicado lexicon check`."""
    page = (ROOT / "docs" / "own-knowledge.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\|[^|]*\| `(\w+\.csv)` \| `(.+)` \|$", page, re.MULTILINE)
    wanted = {"people.csv", "organizations.csv", "demonyms.csv", "commitment_verbs.csv", "themes.csv"}
    assert wanted <= {name for name, _ in rows}
    (checkout / "examples").mkdir()
    for name, row in rows:
        header = (ROOT / "pipeline" / "knowledge" / "lexicons" / name).read_text(encoding="utf-8").partition("\n")[0]
        (checkout / "examples" / name).write_text(f"{header}\n{row}\n", encoding="utf-8")
    done = run_command("comunicado lexicon check examples", checkout)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count(": adds ") == len(rows), done.stdout


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("2 articles in ...; tables in out\n", "2 articles in 3.1 s; tables in out\n", True),
        ("a  b\n", "a b\n", True),
        ("2 articles in ...; tables in out\n", "3 articles in 3.1 s; tables in out\n", False),
        ("", "something\n", False),
    ],
)
def test_outputs_are_compared(shown, printed, same):
    assert same_output(shown, printed) is same


def is_example(command: str, folder: Path) -> bool:
    """Whether a command of the README can be run as it is: no synopsis, and what it reads is there."""
    words = words_of(command)
    if not words or words[0] not in ("make", "comunicado") or NOT_HERE.match(command):
        return False
    if "[" in command or any(word.isupper() for word in words):
        return False
    read = [word for before, word in pairwise(words) if before != "--out" and not word.startswith("OUT=")]
    paths = [word.partition("=")[2] or word for word in read if "/" in word]
    return all((folder / path).exists() for path in paths)


@pytest.mark.parametrize("page", [p for p in PAGES_WITH_CODE if p.path.parent == ROOT], ids=lambda page: page.name)
def test_examples_of_the_readme_run_as_written(page, checkout):
    commands = [c for block in page.blocks() if block.language != "console" for c in block.commands()]
    ran = [command for command in commands if is_example(command, checkout)]
    failed = [(command, done.stdout) for command in ran if (done := run_command(command, checkout)).returncode]
    assert failed == []
    assert not page.name.startswith("README") or ran
