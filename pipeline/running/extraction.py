"""All tables of articles in memory, for notebooks (`extract`) and for what looks at a few articles (`finish`).

Folders of articles go through `pipeline.running.batch`, and so does what is in memory when several processes are to
work on it or its tables are to be written.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, overload

import pandas as pd
from spacy.language import Language

from pipeline.config import UNDATED, Settings
from pipeline.events.join import join_events
from pipeline.output.folder import read_tables
from pipeline.output.tables import merge_rows, to_frame
from pipeline.reading.columns import Columns, Options, check_columns, parse_columns
from pipeline.reading.counting import count_documents
from pipeline.running.batch.corpus import Records
from pipeline.running.batch.run import Interrupted, Summary, run_extract, run_records
from pipeline.running.duplicates import find_duplicates
from pipeline.running.held import Held, hold
from pipeline.running.process import Outcome, default_nlp, outcome_of
from pipeline.running.progress import shown_progress, tell
from pipeline.schemas import Row

_OnArticle = Callable[[str], None]


def finish(parts: Iterable[Outcome]) -> dict[str, list[Row]]:
    """Return all tables of a run from the rows of its articles: sorted, duplicates marked, events joined."""
    tables = merge_rows(parts)
    articles = tables["articles"]
    duplicates = find_duplicates((row["article_id"], row["text"], row["published"]) for row in articles)
    for row in articles:
        row["duplicate_of"] = duplicates.get(row["article_id"])
    tables["events"], tables["event_articles"] = join_events(tables)
    return tables


@overload
def extract(
    items: Any,
    nlp: Language | None = None,
    *,
    columns: Mapping[str, str] | str | None = None,
    undated: str = UNDATED[0],
    workers: int = 1,
    model: str | None = None,
    progress: bool = False,
    to: None = None,
    fresh: bool = False,
) -> dict[str, pd.DataFrame]: ...


@overload
def extract(
    items: Any,
    nlp: Language | None = None,
    *,
    columns: Mapping[str, str] | str | None = None,
    undated: str = UNDATED[0],
    workers: int = 1,
    model: str | None = None,
    progress: bool = False,
    to: str | os.PathLike[str],
    fresh: bool = False,
) -> Summary: ...


def extract(
    items: Any,
    nlp: Language | None = None,
    *,
    columns: Mapping[str, str] | str | None = None,
    undated: str = UNDATED[0],
    workers: int = 1,
    model: str | None = None,
    progress: bool = False,
    to: str | os.PathLike[str] | None = None,
    fresh: bool = False,
) -> dict[str, pd.DataFrame] | Summary:
    """Return every table, as DataFrames, for articles in memory; or write them, and return what was done.

    `items`: one or several texts (`str`) or records (mappings with the input fields `id, text` or `html`, and
    optionally `title, date, url, source, language`); a pandas DataFrame, an Arrow table or a DuckDB relation with such
    columns; or a `pathlib.Path` of files. `columns` tells which column is read for a field, as `{"text": "cuerpo"}` or
    `"text=cuerpo,date=fecha"`; common names are known, and a line on standard error says which were taken. A text
    without id is named by its content. What cannot be processed is in `failures`; an article with a date that cannot be
    read is kept without one, unless `undated` is "fail".

    `nlp`: a pipeline of `load_nlp`, loaded when None. `model` is the name of the base model then. With more `workers`
    than one, as many processes work; `progress` shows how far they are. With a folder or URL in `to` the tables are
    written there as by `comunicado extract`, what is done there is not done again unless all is to be `fresh`, and a
    Summary is returned. Raises TypeError for other `items`, and ValueError for columns that are not there.
    """
    named = parse_columns(columns) if isinstance(columns, str) else check_columns(columns or {})
    settings = Settings(workers=workers, model=model, fresh=fresh, columns=named, undated=undated)
    is_here = to is None and workers == 1 and not isinstance(items, os.PathLike)
    if nlp is not None and not (is_here and model is None):
        raise ValueError("a pipeline in `nlp` works alone and in this process: name the `model` for other processes")
    if isinstance(items, os.PathLike):
        path = Path(items)
        return _run(partial(run_extract, [path]), settings, to, _bar(count_documents([path]), progress=progress))
    held = hold(items, Options(named, undated))
    bar = _bar(held.count, progress=progress)
    with _telling(held.columns):
        if is_here:
            return _here(held, nlp or default_nlp(model), bar)
        return _run(partial(run_records, held.read), settings, to, bar)


@contextmanager
def _telling(columns: Columns) -> Iterator[None]:
    """Tell which columns were recognised: those of a table before the work, those of records after it."""
    before = columns.line
    if before:
        tell(f"records: {before}")
    yield
    if columns.line != before:
        tell(f"records: {columns.line}")


def _bar(count: int | None, *, progress: bool) -> Any:
    """Return a context manager that gives what is called for each article that is done."""
    return shown_progress(count) if progress else nullcontext(lambda name: None)


def _here(held: Held, nlp: Language, bar: Any) -> dict[str, pd.DataFrame]:
    """Return the tables of articles that this process reads and works on."""
    records = Records(held.read)
    with bar as on_article:
        parts = [_outcome(document.item, nlp, on_article) for document in records]
    if records.undated.line:
        tell(records.undated.line)
    return {name: to_frame(name, rows) for name, rows in finish(parts).items()}


def _outcome(item: Any, nlp: Language, on_article: _OnArticle) -> Outcome:
    outcome = outcome_of(item, nlp)
    on_article(item.article_id or item.source)
    return outcome


def _run(
    start: Callable[..., Summary], settings: Settings, to: str | os.PathLike[str] | None, bar: Any
) -> dict[str, pd.DataFrame] | Summary:
    """Return the Summary of a run whose tables are written, or the tables of one that needs no folder."""
    with tempfile.TemporaryDirectory(prefix="comunicado-") as folder:
        try:
            with bar as on_article:
                summary = start(os.fspath(to) if to is not None else folder, settings, on_article=on_article)
        except Interrupted:
            if to is not None:
                raise
            raise KeyboardInterrupt("interrupted; nothing is kept without a folder in `to`") from None
        for line in summary.notes:
            tell(line)
        return (
            summary
            if to is not None
            else {name: to_frame(name, rows) for name, rows in read_tables(Path(folder)).items()}
        )
