"""Which rows a person should check, and in which order: the least sure first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.output.folder import read_tables
from pipeline.output.review.found import NEEDS, items_of
from pipeline.output.review.model import Item, ReviewError, Task
from pipeline.schemas import Row


def read_tasks(
    folder: Path,
    tables: Sequence[str],
    *,
    below: float | None = None,
    limit: int | None = None,
    article_id: str | None = None,
) -> list[Task]:
    """Return the articles of an output folder with their rows in `tables`, the article with the least sure row first.

    `below`: only rows less sure than that are wanted; `limit`: at most so many, the least sure ones. An article without
    a wanted row is left out, unless neither is given: then articles in which nothing was found are there too, since
    something may be missing in them. Raises NoOutputError, and ReviewError when there is no such article.
    """
    needed = {"articles", *(name for table in tables for name in NEEDS[table])}
    rows = read_tables(folder, article_id=article_id, names=needed)
    if article_id is not None and not rows["articles"]:
        raise ReviewError(f"{folder}: there is no article '{article_id}' in it; comunicado show names some that are")
    tasks = [_task(row, tables, by_article) for row, by_article in _articles(rows)]
    if below is not None or limit is not None:
        wanted = _wanted(tasks, below, limit)
        tasks = [replace(task, wanted=wanted[task.article_id]) for task in tasks if wanted.get(task.article_id)]
    return sorted(tasks, key=lambda task: (task.lowest, task.article_id))


def in_order(tasks: Sequence[Task]) -> list[tuple[Task, Item]]:
    """Return all rows that are wanted, the least sure one first."""
    rows = [(task, item) for task in tasks for item in task.items if item.id in task.wanted]
    return sorted(rows, key=lambda pair: (pair[1].confidence, pair[0].article_id, pair[1].start, pair[1].id))


def _articles(tables: Mapping[str, Sequence[Row]]) -> Iterator[tuple[Row, dict[str, list[Row]]]]:
    groups: dict[str, dict[str, list[Row]]] = {}
    for name, rows in tables.items():
        for row in rows:
            groups.setdefault(str(row["article_id"]), {}).setdefault(name, []).append(row)
    for article in tables["articles"]:
        own = groups[str(article["article_id"])]
        yield article, {name: own.get(name, []) for name in tables}


def _task(article: Row, tables: Sequence[str], rows: Mapping[str, Sequence[Row]]) -> Task:
    found = [item for table in tables for item in items_of(table, rows)]
    items = tuple(sorted(found, key=lambda item: (item.start, item.end, item.id)))
    wanted = frozenset(item.id for item in items)
    return Task(str(article["article_id"]), str(article["text"]), tuple(tables), items, wanted)


def _wanted(tasks: Sequence[Task], below: float | None, limit: int | None) -> dict[str, frozenset[tuple[str, str]]]:
    rows = [(task, item) for task, item in in_order(tasks) if below is None or item.confidence < below]
    chosen: dict[str, set[tuple[str, str]]] = {}
    for task, item in rows[:limit]:
        chosen.setdefault(task.article_id, set()).add(item.id)
    return {article_id: frozenset(ids) for article_id, ids in chosen.items()}
