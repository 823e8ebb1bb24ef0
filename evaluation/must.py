"""Facts of the sample articles that a reader would swear by: rows that must appear, and rows that must not.

The keys of a check are explained at the head of `tests/gold/must.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evaluation.matching import fold
from pipeline.schemas import TABLES, Row

KEYS = frozenset(("table", "where", "like", "near", "parties", "participants"))
#: Key of a check: the child table it looks into, and the column that links it.
_CHILDREN = {"parties": ("agreement_parties", "agreement_id"), "participants": ("meeting_participants", "meeting_id")}

Tables = Mapping[str, Sequence[Row]]


class MustError(ValueError):
    """must.yaml is broken; the message names the article and the check."""


@dataclass(frozen=True, slots=True)
class Check:
    """One fact: `wanted` or not, about the rows of an article ("*" for any)."""

    article_id: str
    wanted: bool
    content: Mapping[str, Any]

    def __str__(self) -> str:
        facts = ", ".join(f"{key}: {value}" for key, value in self.content.items() if key != "table")
        return f"{self.article_id}: {'' if self.wanted else 'no '}{self.content['table']} ({facts})"


def read_must(path: Path) -> list[Check]:
    """Return the checks in the order of the file. Raises MustError for an unknown key, table or column."""
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    checks = []
    for article_id, lists in content.items():
        for name, entries in lists.items():
            if name not in ("must", "must_not"):
                raise MustError(f"{path.name}: {article_id}: there is no list '{name}', only must and must_not")
            checks += [
                Check(str(article_id), name == "must", _check_entry(entry, f"{path.name}: {article_id}"))
                for entry in entries
            ]
    return checks


def _check_entry(entry: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    if unknown := sorted(entry.keys() - KEYS):
        raise MustError(f"{where}: unknown key {', '.join(unknown)}")
    table = TABLES.get(entry.get("table", ""))
    if table is None:
        raise MustError(f"{where}: there is no table '{entry.get('table')}'")
    columns = {**entry.get("where", {}), **entry.get("like", {})}
    if unknown := sorted(columns.keys() - set(table.column_names)):
        raise MustError(f"{where}: {table.name} has no column {', '.join(unknown)}")
    return entry


def failing_checks(checks: Sequence[Check], tables: Tables) -> list[str]:
    """Return the checks that do not hold, as text."""
    return [str(check) for check in checks if holds(check, tables) != check.wanted]


def holds(check: Check, tables: Tables) -> bool:
    """Return whether some row satisfies every key of the check."""
    return any(_satisfies(check, row, tables) for row in tables[check.content["table"]])


def _satisfies(check: Check, row: Row, tables: Tables) -> bool:
    content = check.content
    return (
        check.article_id in ("*", row["article_id"])
        and _has_cells(content, row)
        and ("near" not in content or _is_near(content["near"], row, tables))
        and all(_has_children(key, content[key], row, tables) for key in _CHILDREN if key in content)
    )


def _has_cells(content: Mapping[str, Any], row: Row) -> bool:
    """Return whether a row has the cells of `where` and the words of `like`; negated agreements are asked for."""
    where = content.get("where", {})
    if content["table"] == "agreements" and "polarity" not in where and row["polarity"] == "negated":
        return False
    like = content.get("like", {})
    equal = all(_are_equal(value, row[column]) for column, value in where.items())
    return equal and all(fold(text) in fold(str(row[column] or "")) for column, text in like.items())


def _are_equal(wanted: Any, cell: Any) -> bool:
    if wanted is None or cell is None:
        return wanted is cell
    try:
        return float(wanted) == float(cell)
    except ValueError:
        return str(wanted) == str(cell)


def _is_near(words: str, row: Row, tables: Tables) -> bool:
    """Return whether the row starts in a paragraph of its article that contains `words`."""
    text = next((str(a["text"]) for a in tables["articles"] if a["article_id"] == row["article_id"]), "")
    start = text.rfind("\n", 0, row["start"]) + 1
    end = text.find("\n", row["start"])
    return words in text[start : end if end >= 0 else len(text)]


def _has_children(key: str, wanted: Sequence[str], row: Row, tables: Tables) -> bool:
    table, link = _CHILDREN[key]
    here = [c for c in tables[table] if c["article_id"] == row["article_id"] and c[link] == row[link]]
    return all(any(_is_called(name, child, tables) for child in here) for name in wanted)


def _is_called(name: str, child: Row, tables: Tables) -> bool:
    """Return whether a child is called so: a state by code, others by a part of the name.

    An organization goes by any of its surfaces, "OCS" too.
    """
    if len(name) == 2 and name.isupper():
        return bool(child["country"] == name)
    surfaces = [
        m["text"]
        for m in tables["mentions"]
        if child.get("organization_id")
        and (m["article_id"], m["kind"], m["entity_id"])
        == (child["article_id"], "organization", child["organization_id"])
    ]
    return any(fold(name) in fold(surface) for surface in (child["name"], *surfaces))
