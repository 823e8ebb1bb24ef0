"""Rows of a shard as files: a Parquet file a table, and what tells nearly equal articles across shards.

Each row has the number of its document in the shard, in a column in front of the table's own.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.output.write import arrow_schema, record_batch
from pipeline.reading.model import Failure
from pipeline.running.duplicates import bands_of
from pipeline.schemas import TABLES, Row, Table

#: Number of the document in its shard.
DOCUMENT = "_document"
#: Name of the file beside those of the tables.
SIGNATURES = "signatures"
SIGNATURE_SCHEMA = pa.schema(
    [
        pa.field(DOCUMENT, pa.int32()),
        pa.field("article_id", pa.string()),
        pa.field("published", pa.string()),
        pa.field("bands", pa.list_(pa.uint64())),
    ]
)


def shard_files(rows: Mapping[str, Sequence[tuple[int, Row]]]) -> dict[str, bytes]:
    """Return the content of the files of a shard, by table; tables without rows have none."""
    files = {name: _table_file(TABLES[name], found) for name, found in rows.items() if found}
    articles = rows.get("articles")
    if articles:
        files[SIGNATURES] = _parquet(_signatures(articles))
    return files


def unfit_table(rows: Mapping[str, Sequence[Row]]) -> tuple[str, Exception] | None:
    """Return the first table that does not take the rows of a document, and why; None when all do."""
    for name, found in rows.items():
        try:
            record_batch(TABLES[name], found)
        except Exception as error:  # Arrow and Python have many words for it
            return name, error
    return None


def failure_files(failures: Sequence[Failure]) -> dict[str, bytes]:
    """Return the content of the files of a shard of documents that could not be read."""
    return shard_files({"failures": [(number, asdict(failure)) for number, failure in enumerate(failures)]})


def shard_schema(table: Table) -> pa.Schema:
    """Return the schema of a table's file in a shard."""
    return pa.schema([pa.field(DOCUMENT, pa.int32()), *arrow_schema(table)])


def _table_file(table: Table, rows: Sequence[tuple[int, Row]]) -> bytes:
    batch = record_batch(table, [row for _, row in rows])
    numbers = pa.array([number for number, _ in rows], pa.int32())
    return _parquet(pa.RecordBatch.from_arrays([numbers, *batch.columns], schema=shard_schema(table)))


def _signatures(articles: Sequence[tuple[int, Row]]) -> pa.RecordBatch:
    columns = [
        [number for number, _ in articles],
        [row["article_id"] for _, row in articles],
        [row["published"] for _, row in articles],
        [bands_of(row["text"]) for _, row in articles],
    ]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, SIGNATURE_SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=SIGNATURE_SCHEMA)


def _parquet(batch: pa.RecordBatch) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_batches([batch]), sink, compression="zstd")
    return sink.getvalue()
