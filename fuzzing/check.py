"""What holds for every input, however broken: the promises of the tables, and that nothing is lost or ends the run."""

from __future__ import annotations

import io
import json
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from pipeline.cli.terminal import article_view, printable
from pipeline.knowledge.gazetteer.countries import country_names
from pipeline.output.folder import read_tables
from pipeline.output.write import write_tables
from pipeline.reading.read import Article, Failure, read_articles
from pipeline.running.extraction import finish
from pipeline.running.process import process_with
from pipeline.schemas import DOCUMENT_STAGES, MENTION_KINDS, TABLES, Row, validate
from pipeline.text.timex import is_timex3

Tables = Mapping[str, Sequence[Row]]
#: Short names of reasons are words of ours; the class of an exception is a crash that was caught.
_REASON = re.compile(r"[a-z][a-z_]*")


def check_folder(folder: Path, nlp: Language, *, outputs: bool = False) -> list[str]:
    """What does not hold when the files of `folder` are processed; `outputs`: written and shown in the terminal too.

    An exception is a broken promise like another.
    """
    try:
        documents = list(read_articles([folder]))
        tables = finish(rows for _, rows in process_with(documents, nlp))
        problems = [*_lost(documents, tables), *broken_promises(tables)]
        return problems + (_shown(tables) + _written(tables) if outputs else [])
    except Exception as error:
        import traceback

        frame = traceback.extract_tb(error.__traceback__)[-1]
        return [f"crash: {type(error).__name__} in {Path(frame.filename).name}:{frame.name}: {error}"]


def broken_promises(tables: Tables) -> list[str]:
    """What is wrong with the tables of a run; with those of some of its articles where no `events` are among them."""
    problems = [problem for name, rows in tables.items() for problem in validate(TABLES[name], rows)]
    for check in (_offsets, _foreign_keys, _mentions, _countries, _dirty_cells):
        problems += check(tables)
    problems += [*wrong_dates(tables["dates"]), *(wrong_events(tables) if "events" in tables else ())]
    return problems + [problem for row in tables["failures"] for problem in _failure(row)]


def _lost(documents: Sequence[Article | Failure], tables: Tables) -> Iterator[str]:
    """Each document is in `articles` or in `failures`, once; a stage that failed in an article is a crash by itself."""
    if not documents:
        yield "lost: nothing came out of the file"
    got = Counter(row["article_id"] for row in tables["articles"])
    failed = Counter(row["source"] for row in tables["failures"] if row["stage"] in DOCUMENT_STAGES)
    for document in documents:
        if isinstance(document, Article):
            if got[document.article_id] + failed[document.input] != 1:
                yield f"lost: article {document.article_id!r} is not in exactly one of articles and failures"
        elif not failed[document.source]:
            yield f"lost: failure {document.source!r} has no row"
    rows = len(tables["articles"]) + failed.total()
    if rows != len(documents):
        yield f"lost: {len(documents)} documents, {rows} rows in articles and failures"


def _offsets(tables: Tables) -> Iterator[str]:
    texts = {row["article_id"]: row["text"] for row in tables["articles"]}
    for name, rows in tables.items():
        for row in rows if name != "articles" else ():
            if row.get("start") is None or row["article_id"] not in texts:  # the latter is a broken foreign key
                continue
            start, end, text = row["start"], row["end"], texts[row["article_id"]]
            if not 0 <= start < end <= len(text):
                yield f"offsets: {name} [{start}:{end}] in a text of {len(text)} characters"
            elif "text" in row and row["text"] != text[start:end]:
                yield f"offsets: {name} {row['text']!r} is not {text[start:end]!r}"
            elif name == "statements" and row["content"] and row["content"] not in text[start:end]:
                yield f"offsets: content {row['content']!r} is not in {text[start:end]!r}"


def _foreign_keys(tables: Tables) -> Iterator[str]:
    for name, rows in tables.items():
        for own, other, theirs in TABLES[name].foreign_keys:
            known = {tuple(row.get(column) for column in theirs) for row in tables[other]}
            for row in rows:
                key = tuple(row.get(column) for column in own)
                if key[-1] is not None and key not in known:
                    yield f"foreign key: {name} {key} is not in {other}"


def _mentions(tables: Tables) -> Iterator[str]:
    known = {
        (kind, row["article_id"], row[column])
        for kind, (column, table) in MENTION_KINDS.items()
        for row in tables[table]
    }
    for row in tables["mentions"]:
        if (row["kind"], row["article_id"], row["entity_id"]) not in known:
            yield f"foreign key: mention of {row['kind']} {row['entity_id']!r} is in no table"


def wrong_dates(rows: Iterable[Row]) -> Iterator[str]:
    """What is wrong with rows of `dates`: values that TIMEX3 does not know, ends before their beginning."""
    for row in rows:
        if row["value"] and not is_timex3(row["type"], row["value"]):
            yield f"values: {row['value']!r} is no value of TIMEX3 for a {row['type']}"
        if row["start_date"] and row["end_date"] and row["start_date"] > row["end_date"]:
            yield f"values: {row['value']!r} ends before it begins"


def wrong_events(tables: Tables) -> Iterator[str]:
    """What is wrong with events: rows that tell of none or of several, articles that are miscounted."""
    told = Counter((row["article_id"], row["row_id"]) for row in tables["event_articles"])
    telling = Counter(
        [(row["article_id"], row["agreement_id"]) for row in tables["agreements"] if row["polarity"] == "affirmed"]
        + [(row["article_id"], row["meeting_id"]) for row in tables["meetings"]]
    )
    for key in sorted((told - telling) + (telling - told)):
        yield f"events: {key} tells of {told[key]} events"
    articles = Counter(event for event, _ in {(r["event_id"], r["article_id"]) for r in tables["event_articles"]})
    for row in tables["events"]:
        if row["n_articles"] != articles[row["event_id"]]:
            yield f"events: {row['event_id']} has {articles[row['event_id']]} articles, not {row['n_articles']}"


def _countries(tables: Tables) -> Iterator[str]:
    for name, rows in tables.items():
        for row in rows:
            if row.get("country") and row["country"] not in country_names():
                yield f"values: {name}.country {row['country']!r} is no code of ISO 3166-1"


def _dirty_cells(tables: Tables) -> Iterator[str]:
    """Cells that fit in no UTF-8 file, or keys and messages that could drive a terminal."""
    for name, rows in tables.items():
        for row in rows:
            for column, cell in row.items():
                if isinstance(cell, str) and any("\ud800" <= char <= "\udfff" for char in cell):
                    yield f"cells: {name}.{column} has a lone surrogate"
    for row in (*tables["articles"], *tables["failures"]):
        for column in ("article_id", "source", "title", "message", "input"):
            if any(unicodedata.category(char) == "Cc" for char in str(row.get(column) or "")):
                yield f"cells: {column} {row[column]!r} has control characters"


def _failure(row: Row) -> Iterator[str]:
    source, _, reason = row["message"].partition(": ")
    if not _REASON.fullmatch(row["error"]):
        yield f"crash: {row['error']} in {row['stage']}: {row['message']}"
    if source != row["source"] or len(reason) < 10:
        yield f"message: {row['message']!r} does not give the file {row['source']} and a reason"


def _shown(tables: Tables) -> list[str]:
    """The terminal view of each article can be made, and has nothing in it that a terminal would obey."""
    from rich.console import Console

    found = []
    for article in tables["articles"]:
        mine = {
            name: [r for r in rows if r.get("article_id") == article["article_id"]] for name, rows in tables.items()
        }
        console = Console(width=100, force_terminal=False, file=io.StringIO())
        with console.capture() as capture:
            console.print(article_view(mine), highlight=False)
        shown = capture.get()
        if printable(shown) != shown:
            found.append(f"terminal: the view of {article['article_id']!r} has control characters")
    return found


def _written(tables: Tables) -> list[str]:
    """Both file formats give the rows back, and no CSV cell begins like a formula."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for fmt in ("csv", "parquet"):
            out = Path(folder, fmt)
            out.mkdir()
            write_tables({name: list(rows) for name, rows in tables.items()}, out, formats=[fmt])
            json.loads((out / "datapackage.json").read_text("utf-8"))
            back = read_tables(out)
            for name, rows in tables.items():
                if not _same(rows, back[name], TABLES[name].column_names):
                    found.append(f"{fmt}: {name} does not come back as it was")
    return found


def _same(rows: Sequence[Row], back: Sequence[Row], columns: Sequence[str]) -> bool:
    def cells(row: Mapping[str, Any]) -> list[Any]:
        return [None if row.get(column) == "" else row.get(column) for column in columns]

    return [cells(row) for row in rows] == [cells(row) for row in back]
