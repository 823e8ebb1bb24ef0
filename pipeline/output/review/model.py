"""What all formats share: things to check, and what a person said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: Fields of an item to their values; a field without one is not there.
Values = Mapping[str, tuple[str, ...]]


class ReviewError(ValueError):
    """A file that came back from a tool cannot be used; the message names file, place, mistake and next step."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in an article: a row that was found, or one that a person corrected or added.

    `start`, `end` count Unicode characters (code points) in the article's text, end exclusive. `key` is the id of the
    row in its table, empty for what a person added. `confidence` is a probability for agreements only, elsewhere just
    an order (see `doubts`); `why` says in words what is doubted. `verdict`: what a person said of it in so many words,
    `ok` or `wrong`.
    """

    table: str
    key: str
    start: int
    end: int
    values: Values
    confidence: float = field(default=1.0, compare=False)
    why: str = field(default="", compare=False)
    verdict: str = field(default="", compare=False)

    @property
    def id(self) -> tuple[str, str]:
        """Table and key."""
        return self.table, self.key

    def one(self, name: str) -> str | None:
        """Return the value of a field that has at most one."""
        return next(iter(self.values.get(name, ())), None)


@dataclass(frozen=True, slots=True)
class Task:
    """An article to check: its rows in `tables`, and the ids of those that were asked for (`wanted`)."""

    article_id: str
    text: str
    tables: tuple[str, ...]
    items: tuple[Item, ...]
    wanted: frozenset[tuple[str, str]]

    @property
    def lowest(self) -> float:
        """Confidence of the least sure row that was asked for; 1 without any."""
        return min((item.confidence for item in self.items if item.id in self.wanted), default=1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person said of one item: `now` None means wrong, `found` None missing; unchecked ones say nothing."""

    found: Item | None
    now: Item | None
    checked: bool


@dataclass(frozen=True, slots=True)
class Review:
    """An article as it came back; `complete` when the person says that nothing in `tables` is missing.

    `text` is what the tool had, None where the file holds only its digest. `where` names the place in the file.
    """

    article_id: str
    text: str | None
    sha256: str
    tables: tuple[str, ...]
    complete: bool
    judged: tuple[Judged, ...]
    where: str


def record_of(item: Item) -> dict[str, Any]:
    """Return an item as JSON that travels with the task, so that what was found is known when it comes back."""
    values = {name: list(values) for name, values in item.values.items()}
    return {"table": item.table, "key": item.key, "start": item.start, "end": item.end, "values": values}


def item_of(record: Any, where: str) -> Item:
    """Return the item of `record_of`. Raises ReviewError when it was changed into something else."""
    try:
        values = {str(name): tuple(map(str, values)) for name, values in record["values"].items()}
        return Item(str(record["table"]), str(record["key"]), int(record["start"]), int(record["end"]), values)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ReviewError(
            f"{where}: the record of what was found is broken ({error!r}); export again and leave that part alone"
        ) from error
