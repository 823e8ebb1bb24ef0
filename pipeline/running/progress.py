"""How far a run is: a bar where standard error is a terminal, else a plain line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from pipeline.reading.addresses import without_secrets
from pipeline.reading.model import safe_line

#: Seconds between two plain lines; a short run prints none.
INTERVAL = 10.0


def tell(line: str) -> None:
    """Write a line for a person on standard error."""
    sys.stderr.write(f"{safe_line(without_secrets(line))}\n")


@contextmanager
def shown_progress(total: int | None) -> Iterator[Callable[[str], None]]:
    """Show on standard error how far a run is, and yield what is called for each document that is done."""
    with ArticleProgress(Console(stderr=True), total=total) as progress:
        yield progress.advance


class _Rate(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        """Return the rate so far, empty before the first article."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "")


class ArticleProgress(AbstractContextManager["ArticleProgress"]):
    """Context manager; `advance` is called for each document. `total` is None when it cannot be known."""

    def __init__(self, console: Console, *, total: int | None) -> None:
        self._console = console
        self._total = total
        self._done = 0
        self._first: float | None = None
        self._last = time.monotonic()
        self._bar = _bar(console) if console.is_terminal else None
        self._task = self._bar.add_task("articles", total=total) if self._bar else None

    def __enter__(self) -> Self:
        """Show the bar."""
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the bar."""
        if self._bar:
            self._bar.stop()

    def say(self, line: str) -> None:
        """Print a line for a person, above the bar where there is one."""
        self._console.print(Text(safe_line(without_secrets(line))), soft_wrap=True)

    def advance(self, name: str) -> None:
        """Count one more document as done."""
        self._done += 1
        if self._bar and self._task is not None:
            self._bar.advance(self._task)
            return
        now = time.monotonic()
        # The rate counts from the first article on, when the models are loaded.
        self._first = now if self._first is None else self._first
        if now - self._last < INTERVAL or now - self._first < 1.0:
            return
        self._last = now
        rate = (self._done - 1) / (now - self._first)
        known = self._total and self._done <= self._total
        of = f" of {self._total}" if known else ""
        left = f", {(self._total - self._done) / rate:.0f} s left" if known and self._total else ""
        self._console.print(f"{self._done}{of} articles, {rate:.1f}/s{left}", highlight=False)


def _bar(console: Console) -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed}/{task.total} articles"),
        BarColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, transient=True)
