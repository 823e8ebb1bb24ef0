"""The rows of all shards to the final tables: sorted by key, duplicates marked, never all in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pyarrow as pa

from pipeline.config import Settings
from pipeline.events.join import EVENT_TABLES, groups_of
from pipeline.events.telling import NEEDED, tellings_of
from pipeline.output.write import arrow_schema, data_package, json_bytes, open_sink, record_batches
from pipeline.running.batch.ledger import Ledger
from pipeline.running.batch.repeated import repeated_articles
from pipeline.running.batch.sorting import Sorter
from pipeline.running.batch.store import Stage
from pipeline.running.batch.wanted import Wanted, WantedRows
from pipeline.schemas import DOCUMENT_STAGES, TABLES, Table

#: Messages of failures that are kept for the summary; all are in the table.
MESSAGES = 100


@dataclass(slots=True)
class Written:
    """What was written: rows by table, the first messages of the failures, documents that failed.

    `incomplete` are the ids of articles in which a stage failed.
    """

    rows: dict[str, int] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    failed: int = 0
    incomplete: set[str] = field(default_factory=set)

    def note_failures(self, batch: pa.RecordBatch) -> None:
        """Take what the summary tells of some rows of `failures`."""
        self.messages.extend(batch["message"].to_pylist()[: max(0, MESSAGES - len(self.messages))])
        for article_id, stage in zip(batch["article_id"].to_pylist(), batch["stage"].to_pylist(), strict=True):
            if stage in DOCUMENT_STAGES:
                self.failed += 1
            else:
                self.incomplete.add(article_id)


def write_merged(ledger: Ledger, wanted: Wanted, stage: Stage, settings: Settings) -> Written:
    """Write every table in each format, and `datapackage.json`.

    Raises OutputError when a shard is damaged or the disk is full.
    """
    shards = WantedRows(ledger, wanted)
    written = Written()
    groups = groups_of(telling for tables in shards.rows(NEEDED) for telling in tellings_of(tables))
    for name, table in TABLES.items():
        if name in EVENT_TABLES:
            batches = record_batches(table, EVENT_TABLES[name](groups))
        else:
            batches = _sorted_rows(table, shards, stage)
        if name == "articles":
            batches = _with_duplicates(batches, repeated_articles(shards, stage.scratch))
        _write(table, batches, stage, settings, written)
    package = data_package(settings.formats, csv_cells=settings.csv_cells)
    stage.open("datapackage.json").write(json_bytes(package))
    return written


def _write(table: Table, batches: Iterable[pa.RecordBatch], stage: Stage, settings: Settings, written: Written) -> None:
    written.rows[table.name] = 0
    with ExitStack() as stack:
        sinks = [
            open_sink(stage.open(f"{table.name}.{fmt}"), table, fmt, csv_cells=settings.csv_cells)
            for fmt in settings.formats
        ]
        for sink in sinks:
            stack.callback(sink.close)
        for batch in batches:
            written.rows[table.name] += batch.num_rows
            for sink in sinks:
                sink.write(batch)
            if table.name == "failures":
                written.note_failures(batch)


def _sorted_rows(table: Table, shards: WantedRows, stage: Stage) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table by its key, missing values first."""
    sorter = Sorter(arrow_schema(table), table.key or table.column_names, stage.scratch)
    for _, batch in shards.batches(table.name, sorter.schema):
        sorter.add(batch)
    yield from sorter.batches()


def _with_duplicates(
    batches: Iterable[pa.RecordBatch], repeated: Iterator[tuple[str, str]]
) -> Iterator[pa.RecordBatch]:
    """Yield the articles with `duplicate_of`; both they and those that repeat others come by their ids."""
    article_id, repeats = next(repeated, (None, None))
    for batch in batches:
        column = []
        for each in batch["article_id"].to_pylist():
            column.append(repeats if each == article_id else None)
            if each == article_id:
                article_id, repeats = next(repeated, (None, None))
        place = batch.schema.get_field_index("duplicate_of")
        yield batch.set_column(place, batch.schema.field(place), pa.array(column, pa.string()))
