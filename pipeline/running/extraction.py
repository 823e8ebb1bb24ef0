"""All tables of articles in memory, for notebooks (`extract`) and for what looks at a few articles (`finish`).

Folders of articles go through `pipeline.running.batch`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from spacy.language import Language

from pipeline.output.tables import merge_rows, to_frame
from pipeline.reading.read import read_records
from pipeline.running.duplicates import find_duplicates
from pipeline.running.process import Outcome, process_with
from pipeline.schemas import Row


def finish(parts: Iterable[Outcome]) -> dict[str, list[Row]]:
    """Return all tables of a run from the rows of its articles: sorted, duplicates marked."""
    tables = merge_rows(parts)
    articles = tables["articles"]
    duplicates = find_duplicates((row["article_id"], row["text"], row["published"]) for row in articles)
    for row in articles:
        row["duplicate_of"] = duplicates.get(row["article_id"])
    return tables


def extract(
    items: str | Mapping[str, Any] | Iterable[str | Mapping[str, Any]], nlp: Language | None = None
) -> dict[str, pd.DataFrame]:
    """Return every table, as DataFrames, for texts or records in memory.

    `items`: one or several texts (`str`) or records (mappings with the input fields `id, text` or `html`, and
    optionally `title, date, url, source, language`). `nlp`: a pipeline of `load_nlp`, loaded when None. A text without
    id is named by its content. What cannot be processed is in `failures`.
    """
    several = [items] if isinstance(items, (str, Mapping)) else list(items)
    records = [_record(item) for item in several]
    parts = [rows for _, rows in process_with(read_records(records), nlp)]
    return {name: to_frame(name, rows) for name, rows in finish(parts).items()}


def _record(item: str | Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(item, Mapping):
        return item
    return {"id": f"text-{hashlib.sha256(item.encode()).hexdigest()[:12]}", "text": item}
