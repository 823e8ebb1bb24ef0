"""What the pages say can be followed: links and anchors lead somewhere, commands, options and targets exist."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest
import typer.main
from pages import ROOT, Block, Page, pages, words_of

from pipeline.cli import app

PAGES = pages()
#: Where links may lead.
SCHEMES = ("http", "https", "mailto")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
VARIABLES = set(re.findall(r"^([A-Z]+) \?=", MAKEFILE, re.MULTILINE))
COMMANDS = typer.main.get_command(app)

every_page = pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])


def broken_link(page: Page, link: str) -> str | None:
    """Why a link leads nowhere; None when it does. Other hosts are not asked."""
    parts = urlsplit(link)
    if parts.scheme:
        known = parts.scheme in SCHEMES and (parts.scheme == "mailto" or "." in parts.netloc)
        return None if known else f"{link}: no such address"
    target = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
    if not target.exists() or not target.is_relative_to(ROOT):
        return f"{link}: there is no such file"
    if parts.fragment and target.suffix == ".md" and unquote(parts.fragment) not in Page(target).anchors():
        return f"{link}: the page has no such heading"
    return None


def unknown_option(words: list[str]) -> str | None:
    """What of the words after `comunicado` or `python -m pipeline` the command line does not know."""
    command = COMMANDS
    while words and (children := getattr(command, "commands", None)) and not words[0].startswith("-"):
        if words[0] not in children:
            # "comunicado DIR" and "comunicado …" stand for any command
            return None if not words[0].isascii() or words[0].isupper() else f"no command '{words[0]}'"
        command = children[words[0]]
        words = words[1:]
    known = {"--help", "-h"} | {name for p in command.params for name in [*p.opts, *p.secondary_opts]}
    options = [word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)]
    return next((f"{command.name} has no option '{option}'" for option in options if option not in known), None)


def unknown_target(words: list[str]) -> str | None:
    """What of the words after `make` the Makefile does not know."""
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name not in VARIABLES:
            return f"make has no variable '{name}'"
        if not equals and name not in TARGETS and not name.isupper():
            return f"make has no target '{name}'"
        if name == "ARGS" and words[0] == "extract" and (problem := unknown_option(["extract", *words_of(value)])):
            return problem
    return None


def problem_of(command: str) -> str | None:
    """What is wrong with a command of this project; None for other commands and for those that can be given."""
    words = [word for word in words_of(command) if not re.match(r"[A-Z_]+=", word)] if command else []
    if words[:1] == ["make"]:
        return unknown_target(words_of(command)[words_of(command).index("make") + 1 :])
    if words[:1] == ["comunicado"]:
        return unknown_option(words[1:])
    return unknown_option(words[3:]) if words[1:3] == ["-m", "pipeline"] else None


@every_page
def test_links_lead_somewhere(page):
    assert [problem for link in page.links() if (problem := broken_link(page, link))] == []


@every_page
def test_commands_exist(page):
    assert [problem for command in page.commands() if (problem := problem_of(command))] == []


@every_page
def test_blocks_name_their_language_as_these_tests_know_it(page):
    """A block whose language is misspelt would be left out by the tests silently."""
    known = {
        "",
        "sh",
        "bash",
        "console",
        "python",
        "text",
        "csv",
        "json",
        "jsonl",
        "yaml",
        "r",
        "sql",
        "makefile",
        "toml",
    }
    assert {block.language for block in page.blocks()} <= known


@every_page
def test_python_that_is_not_run_says_why(page):
    left_out = [block for block in page.blocks() if block.language == "python" and block.words[1:]]
    assert {block.words[1:] for block in left_out} <= {("no-run",)}
    assert [b.line for b in left_out if not b.content.startswith("# Not run by the tests: ")] == []


def test_every_page_of_docs_is_in_the_index():
    index = Page(ROOT / "docs" / "index.md")
    named = {(index.path.parent / link).resolve() for link in index.links() if not urlsplit(link).scheme}
    assert {page.path for page in PAGES if page.path.parent.name == "docs"} - {index.path} <= named


def test_a_broken_link_is_seen():
    readme = Page(ROOT / "README.md")
    assert broken_link(readme, "docs/nothing.md") == "docs/nothing.md: there is no such file"
    assert broken_link(readme, "#nothing") == "#nothing: the page has no such heading"
    assert broken_link(readme, "../../etc/hosts") == "../../etc/hosts: there is no such file"
    assert broken_link(readme, "htp://example.org/") == "htp://example.org/: no such address"
    assert broken_link(readme, "CHANGELOG.md#changelog") is None


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ("comunicado extract data/raw --out data/out", None),
        ("comunicado extract [INPUT ...] --out DIR [--format csv,parquet]", None),
        ("comunicado extract --outt DIR", "extract has no option '--outt'"),
        ("comunicado extrct", "no command 'extrct'"),
        ("python -m pipeline show x --inn y", "show has no option '--inn'"),
        ("make extract INPUT=a OUT=b ARGS='--workers 2'", None),
        ("make extract ARGS='--worker 2'", "extract has no option '--worker'"),
        ("make tset", "make has no target 'tset'"),
        ("make extract INN=a", "make has no variable 'INN'"),
        ("pip install comunicado", None),
    ],
)
def test_a_wrong_command_is_seen(command, problem):
    assert problem_of(command) == problem


def test_commands_of_a_block_are_joined_and_without_prompt():
    block = Block(("console",), "$ comunicado schema \\\n  people\n### people\n$ make\n", 1)
    assert list(block.commands()) == ["comunicado schema    people", "make"]
