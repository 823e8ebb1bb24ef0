"""The parts of the pages that are made from the code and the golden tables, between markers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.schemas import Row, table_dictionary

#: Sample article whose agreements the README shows.
EXAMPLE = "xinhua-china-uzbekistan"
_COLUMNS = ("predicate", "object", "status", "theme", "parties")
_LONGEST = 48


def with_example(readme: str, tables: Mapping[str, Sequence[Row]]) -> str:
    """Return `readme` with the example made anew. Raises ValueError when a marker is missing."""
    return _replace_between(readme, "example", example(tables))


def with_dictionary(page: str, language: str) -> str:
    """Return `page` with the table dictionary made anew. Raises ValueError when a marker is missing."""
    return _replace_between(page, "tables", table_dictionary(language=language))


def _replace_between(page: str, name: str, content: str) -> str:
    pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    found = re.search(pattern, page, re.DOTALL)
    if not found:
        raise ValueError(f"the page has no part between <!-- {name} --> and <!-- /{name} -->")
    return page[: found.start()] + found.group(1) + content + found.group(2) + page[found.end() :]


def example(tables: Mapping[str, Sequence[Row]]) -> str:
    """Return the agreements of the example article with their parties, as a Markdown table."""
    lines = [f"| {' | '.join(_COLUMNS)} |", "|" + " --- |" * len(_COLUMNS)]
    for row in tables["agreements"]:
        if row["article_id"] == EXAMPLE:
            cells = {**row, "parties": _parties(row, tables["agreement_parties"])}
            lines.append(f"| {' | '.join(_cell(cells[name]) for name in _COLUMNS)} |")
    return "\n".join(lines) + "\n"


def _parties(agreement: Row, parties: Sequence[Row]) -> str:
    key = (agreement["article_id"], agreement["agreement_id"])
    names = [(p["country"] or p["name"]) for p in parties if (p["article_id"], p["agreement_id"]) == key]
    return ", ".join(sorted(map(str, names)))


def _cell(value: object) -> str:
    text = " ".join(str("" if value is None else value).replace("|", ", ").split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
