"""Gold of the sample articles: one JSON file an article, named by its id ("/" written "__")."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

#: Lists every gold article has; `published` and `bylines` are optional.
SECTIONS = ("people", "places", "organizations", "dates", "agreements", "meetings", "statements")


#: Folder beside gold for articles that were checked in part, see `read_partial`.
PARTIAL = "partial"


class GoldError(ValueError):
    """A gold file is broken; the message names it and the mistake."""


def read_gold(folder: Path) -> dict[str, Mapping[str, Any]]:
    """Return the gold by article id, in the order of the ids.

    Raises GoldError for a broken file or a folder without any.

    Where a file has a list `tables`, only those were annotated; the others say nothing.
    """
    gold = _read_all(folder)
    if not gold:
        raise GoldError(f"{folder}: there is no gold in it")
    return gold


def read_partial(folder: Path) -> dict[str, Mapping[str, Any]]:
    """Return the gold of articles of which only some rows were checked, by id.

    What was wrong is in the lists of `rejected`.

    Raises GoldError for a broken file; a folder without any gives none.
    """
    partial = _read_all(folder / PARTIAL)
    for article_id, content in partial.items():
        if any(not isinstance(content.get("rejected", {}).get(name), list) for name in SECTIONS):
            raise GoldError(f"{folder / PARTIAL}: {article_id}: no lists in 'rejected'")
    return partial


def _read_all(folder: Path) -> dict[str, Mapping[str, Any]]:
    paths = (path for path in sorted(folder.glob("*.json")) if path.name != "floors.json")
    return {path.stem.replace("__", "/"): _read(path) for path in paths}


def _read(path: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise GoldError(f"{path}: no valid JSON ({error})") from error
    missing = [name for name in SECTIONS if not isinstance(content.get(name), list)]
    if missing:
        raise GoldError(f"{path}: no list {', '.join(missing)}")
    return dict(content)


def digest(paths: Iterable[Path]) -> str:
    """Return the SHA-256 over the names and bytes of files and of all files in folders.

    floors.json, being made from it, is left out.
    """
    result = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.name != "floors.json":
                result.update(file.relative_to(path.parent).as_posix().encode() + b"\0")
                result.update(hashlib.sha256(file.read_bytes()).digest())
    return result.hexdigest()
