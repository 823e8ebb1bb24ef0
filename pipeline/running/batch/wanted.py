"""The rows of the documents that a run wants, out of the shards, one shard in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from io import BytesIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.running.batch.ledger import Ledger
from pipeline.running.batch.rows import DOCUMENT
from pipeline.schemas import Row

#: Positions of the documents that are wanted, by number of the shard.
Wanted = Mapping[int, Set[int]]


class WantedRows:
    """The shards with wanted documents, and the rows of these.

    What is read raises DamagedShardError when a shard is not as it was written.
    """

    def __init__(self, ledger: Ledger, wanted: Wanted) -> None:
        self._ledger = ledger
        self._wanted = {number: wanted[number] for number in sorted(wanted) if wanted[number]}

    def batches(self, name: str, schema: pa.Schema) -> Iterator[tuple[int, pa.RecordBatch]]:
        """Yield the columns of a schema of one kind of file, a shard at a time, each with the number of the shard."""
        for number, positions in self._wanted.items():
            table = self._load(number, name)
            if table is None:
                continue
            if len(positions) < self._ledger.shards[number].documents:
                table = table.filter(pc.is_in(table[DOCUMENT], value_set=pa.array(sorted(positions), pa.int32())))
            for batch in table.select(schema.names).cast(schema).combine_chunks().to_batches():
                yield number, batch

    def rows(self, columns: Mapping[str, Sequence[str]]) -> Iterator[dict[str, list[Row]]]:
        """Yield the rows of whole articles, a shard at a time: of some tables by name, with some of their `columns`."""
        for number, positions in self._wanted.items():
            found: dict[str, list[Row]] = {}
            for name, chosen in columns.items():
                table = self._load(number, name, [DOCUMENT, *chosen])
                rows = [] if table is None else table.to_pylist()
                found[name] = [row for row in rows if row.pop(DOCUMENT) in positions]
            yield found

    def texts(self, number: int) -> Mapping[int, str]:
        """Return the texts of a shard's articles by position."""
        table = self._load(number, "articles", [DOCUMENT, "text"])
        assert table is not None
        return dict(zip(table[DOCUMENT].to_pylist(), table["text"].to_pylist(), strict=True))

    def _load(self, number: int, name: str, columns: list[str] | None = None) -> pa.Table | None:
        data = self._ledger.load(self._ledger.shards[number], name)
        return None if data is None else pq.read_table(BytesIO(data), columns=columns, use_threads=False)
