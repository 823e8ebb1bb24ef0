"""The rows of all shards to the final tables: sorted by key, duplicates marked, never all in memory.

DuckDB sorts, with a bound on its memory and the rest on disk; rows go in and come out in batches.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.config import Settings
from pipeline.output.write import OutputError, data_package, json_bytes, open_sink
from pipeline.running.batch.ledger import Ledger, Shard
from pipeline.running.batch.rows import DOCUMENT, SIGNATURE_SCHEMA, SIGNATURES, shard_schema
from pipeline.running.batch.store import Stage
from pipeline.running.duplicates import Codes, find_repeated, shingles_of
from pipeline.schemas import DOCUMENT_STAGES, TABLES, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Messages of failures that are kept for the summary; all are in the table.
MESSAGES = 100
#: What sorting may hold in memory.
_MEMORY = "256MB"
#: Rows that come out of it at a time.
_BATCH = 2_048
#: Articles whose shingles, and shards whose texts are remembered while duplicates are compared.
_SHINGLES, _TEXTS = 256, 8

#: Positions of the documents that are wanted, by number of the shard.
Wanted = Mapping[int, Set[int]]


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
    shards = _Shards(ledger, wanted)
    written = Written()
    with _database() as database:
        duplicates = _duplicates(database, shards)
        for name, table in TABLES.items():
            batches = _sort(database, table, shards)
            if name == "articles":
                batches = (_with_duplicates(batch, duplicates) for batch in batches)
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


class _Shards:
    """The shards with wanted documents, and the rows of these."""

    def __init__(self, ledger: Ledger, wanted: Wanted) -> None:
        self._ledger = ledger
        self._wanted = {number: wanted[number] for number in sorted(wanted) if wanted[number]}

    def batches(self, name: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """Yield the rows of one kind of file, a shard at a time, with the number of the shard behind them."""
        for number, positions in self._wanted.items():
            table = self._load(number, name)
            if table is None:
                continue
            if len(positions) < self._shard(number).documents:
                table = table.filter(pc.is_in(table[DOCUMENT], value_set=pa.array(sorted(positions), pa.int32())))
            for batch in table.cast(schema).combine_chunks().to_batches():
                yield batch.append_column("_shard", pa.repeat(pa.scalar(number, pa.int32()), batch.num_rows))

    def texts(self, number: int) -> Mapping[int, str]:
        """Return the texts of a shard's articles by position."""
        table = self._load(number, "articles")
        assert table is not None
        return dict(zip(table[DOCUMENT].to_pylist(), table["text"].to_pylist(), strict=True))

    def _shard(self, number: int) -> Shard:
        return self._ledger.shards[number]

    def _load(self, number: int, name: str) -> pa.Table | None:
        data = self._ledger.load(self._shard(number), name)
        return None if data is None else pq.read_table(BytesIO(data))


@contextmanager
def _database() -> Iterator[DuckDBPyConnection]:
    import duckdb

    with tempfile.TemporaryDirectory(prefix="comunicado-") as folder:
        # one thread: the order of equal rows and the use of memory must not depend on the machine
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,
            "memory_limit": _MEMORY,
            "temp_directory": folder,
        }
        with duckdb.connect(config=settings) as connection:
            yield connection


def _sort(database: DuckDBPyConnection, table: Table, shards: _Shards) -> Iterator[pa.RecordBatch]:
    """Return the rows of a table by its key, missing values first."""
    schema = shard_schema(table)
    order = ", ".join(f"coalesce(cast(\"{name}\" as varchar), '')" for name in table.key or table.column_names)
    columns = ", ".join(f'"{name}"' for name in table.column_names)
    return _query(database, f"select {columns} from rows order by {order}", shards.batches(table.name, schema), schema)


def _query(
    database: DuckDBPyConnection, query: str, batches: Iterator[pa.RecordBatch], schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    """Yield the result of a query over `rows`, which are the batches. An error of theirs comes out as it is."""
    errors: list[OutputError] = []

    def kept() -> Iterator[pa.RecordBatch]:
        try:
            yield from batches
        except OutputError as error:  # the database would wrap it in its own words
            errors.append(error)
            raise

    rows = pa.RecordBatchReader.from_batches(schema.append(pa.field("_shard", pa.int32())), kept())
    database.register("rows", rows)
    try:
        relation = database.sql(query)
        # DuckDB 2 has another name for what DuckDB 1 has
        read = relation.to_arrow_reader if hasattr(relation, "to_arrow_reader") else relation.fetch_record_batch
        yield from read(_BATCH)
    except Exception:
        if errors:
            raise errors[0] from None
        raise
    finally:
        database.unregister("rows")


#: Articles that have a band in common with another one, the earliest first, with these bands.
_CANDIDATES = f"""
with bands as (select article_id, published, _shard, {DOCUMENT}, unnest(bands) as band from rows),
common as (select band from bands group by band having count(*) > 1)
select article_id, _shard, {DOCUMENT}, list(band order by band) as bands
from bands join common using (band)
group by article_id, published, _shard, {DOCUMENT}
order by published is null, coalesce(published, ''), article_id
"""


def _duplicates(database: DuckDBPyConnection, shards: _Shards) -> dict[str, str]:
    """Return `article_id` of each duplicate, with the id of the earliest article it repeats."""

    @lru_cache(maxsize=_TEXTS)
    def texts(shard: int) -> Mapping[int, str]:
        return shards.texts(shard)

    @lru_cache(maxsize=_SHINGLES)
    def shingles(key: tuple[str, int, int]) -> Codes:
        _, shard, position = key
        return shingles_of(texts(shard)[position])

    rows = _query(database, _CANDIDATES, shards.batches(SIGNATURES, SIGNATURE_SCHEMA), SIGNATURE_SCHEMA)
    candidates = (
        ((row["article_id"], row["_shard"], row[DOCUMENT]), row["bands"]) for batch in rows for row in batch.to_pylist()
    )
    return {key[0]: first[0] for key, first in find_repeated(candidates, shingles).items()}


def _with_duplicates(batch: pa.RecordBatch, duplicates: Mapping[str, str]) -> pa.RecordBatch:
    column = [duplicates.get(article_id) for article_id in batch["article_id"].to_pylist()]
    place = batch.schema.get_field_index("duplicate_of")
    return batch.set_column(place, batch.schema.field(place), pa.array(column, pa.string()))
