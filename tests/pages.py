"""The Markdown pages of the repository, notebooks included: links, anchors and code, as a Markdown parser sees them."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
#: Folders without pages of ours: articles are input, and what is made is made anew.
_LEFT_OUT = ("data", "build", "dist", "node_modules")
#: Languages of blocks with commands. Those of "console" begin with "$ " and their output follows.
_SHELL = ("", "sh", "bash", "console")
_PROMPT = "$ "


@dataclass(frozen=True)
class Block:
    """A fenced block: the words after the fence, the content and its first line in the page (from 1)."""

    words: tuple[str, ...]
    content: str
    line: int

    @property
    def language(self) -> str:
        """The first word after the fence."""
        return self.words[0] if self.words else ""

    def commands(self) -> Iterator[str]:
        """Commands of a block of shell, without prompts, lines that go on joined; nothing of other blocks."""
        if self.language not in _SHELL:
            return
        for line in self.content.replace("\\\n", " ").splitlines():
            if line.startswith(_PROMPT):
                yield line.removeprefix(_PROMPT)
            elif self.language != "console":
                yield line


@dataclass(frozen=True)
class Page:
    """A Markdown file, or a notebook."""

    path: Path

    @property
    def name(self) -> str:
        """Path from the root of the repository, with `/`."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """The whole page; of a notebook its cells of Markdown."""
        content = self.path.read_text(encoding="utf-8")
        if self.path.suffix != ".ipynb":
            return content
        cells = json.loads(content)["cells"]
        return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")

    @cached_property
    def _tokens(self) -> list[Token]:
        return MarkdownIt("commonmark").enable("table").parse(self.text)

    @cached_property
    def _inline(self) -> list[Token]:
        return [child for token in self._tokens for child in token.children or ()]

    @cached_property
    def _html(self) -> _Html:
        html = _Html()
        for token in [*self._tokens, *self._inline]:
            if token.type in ("html_block", "html_inline"):
                html.feed(token.content)
        return html

    def links(self) -> list[str]:
        """Targets of links and images, as they are written."""
        written = [token.attrGet("href") or token.attrGet("src") for token in self._inline]
        return [str(target) for target in written if target is not None] + self._html.links

    def anchors(self) -> set[str]:
        """What may stand behind `#` in a link to this page, by GitHub's rules."""
        found: dict[str, int] = {}
        for token, content in zip(self._tokens, self._tokens[1:], strict=False):
            if token.type == "heading_open":
                slug = _slug("".join(c.content for c in content.children or ()))
                number = found.setdefault(slug, 0)
                found[slug] += 1
                if number:
                    found[f"{slug}-{number}"] = 1
        return {*found, *self._html.anchors}

    def blocks(self) -> list[Block]:
        """Fenced blocks, by position."""
        return [
            Block(tuple(token.info.split()), token.content, token.map[0] + 2)
            for token in self._tokens
            if token.type == "fence" and token.map
        ]

    def commands(self) -> list[str]:
        """Commands in blocks of shell and in code within a line."""
        inside = [token.content for token in self._inline if token.type == "code_inline"]
        return [command for block in self.blocks() for command in block.commands()] + inside


class _Html(HTMLParser):
    """Links and anchors of HTML in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is not None and name in ("href", "src"):
                self.links.append(value)
            elif value is not None and name in ("id", "name"):
                self.anchors.append(value)


def _slug(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def pages() -> list[Page]:
    """Every page of the repository, by name."""
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _LEFT_OUT]
        found += [Page(Path(folder, name)) for name in files if name.endswith((".md", ".ipynb"))]
    return sorted(found, key=lambda page: page.name)


def words_of(command: str) -> list[str]:
    """Words of a command or a synopsis: comments, brackets and `|` between choices are left out."""
    try:
        words = shlex.split(command, comments=True)
    except ValueError:
        return []
    return [word.strip("[]") for word in words if word not in ("...", "|")]


#: Pages whose code is run: those that show how to use the package.
PAGES_WITH_CODE = [page for page in pages() if page.path.parent in (ROOT, ROOT / "docs")]
