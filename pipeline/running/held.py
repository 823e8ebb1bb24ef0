"""What people hold in memory, as documents: DataFrames, Arrow tables, DuckDB relations, records, texts."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.reading.columns import Columns, Options
from pipeline.reading.model import Problem
from pipeline.reading.read import Article, Failure, read_records

_TAKEN = (
    "give a text, a record (a mapping with 'text'), a list of these, a pandas DataFrame, an Arrow table, "
    "a DuckDB relation, or a pathlib.Path of files"
)
#: Rows of an Arrow table that are made objects of Python at a time.
_ROWS = 64


@dataclass(frozen=True, slots=True)
class Held:
    """Documents in memory: how many, and what yields them from the beginning each time that it is called.

    `columns` knows which columns are read, for a table at once, for records when they were read.
    """

    count: int
    read: Callable[[], Iterator[Article | Failure]]
    columns: Columns


def hold(items: object, options: Options) -> Held:
    """Return the documents of `items`.

    Raises TypeError for what is none of the things that are taken, and ValueError for a table without a column of text
    or without one that was named.
    """
    columns = Columns(options.columns, advice='columns={"text": NAME}')
    table = _table(items)
    try:
        if table is None:
            records = _records(items)
            columns.check_named(dict.fromkeys(str(name) for record in records for name in record))
            return Held(len(records), lambda: read_records(records, columns=columns, undated=options.undated), columns)
        fields = columns.of_table(table.names)
    except Problem as problem:
        raise ValueError(f"the records: {problem.message}") from None
    places = [table.names.index(column) for column in fields.values()]

    def rows() -> Iterator[Mapping[str, Any]]:
        return (dict(zip(fields, row, strict=True)) for row in table.rows(places))

    return Held(table.count, lambda: read_records(rows(), undated=options.undated), columns)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table in memory: its columns, the number of its rows, and what yields the values of some columns by place."""

    names: list[str]
    count: int
    rows: Callable[[Sequence[int]], Iterator[tuple[Any, ...]]]


def _table(items: object) -> _Table | None:
    """Return a table in memory; None for what is no table."""
    if isinstance(items, pd.DataFrame):
        frame = items
        return _Table(
            [str(name) for name in frame.columns],
            len(frame),
            lambda places: zip(*(frame.iloc[:, place] for place in places), strict=True),
        )
    table = _arrow_table(items)
    return None if table is None else _Table(table.column_names, table.num_rows, lambda places: _rows(table, places))


def _arrow_table(items: Any) -> pa.Table | None:
    duckdb = sys.modules.get("duckdb")  # who has a relation has imported it
    if duckdb is not None and isinstance(items, duckdb.DuckDBPyRelation):
        return items.to_arrow_table()
    if isinstance(items, pa.Table):
        return items
    if isinstance(items, pa.RecordBatch):
        return pa.Table.from_batches([items])
    if isinstance(items, pa.RecordBatchReader):
        return items.read_all()
    # frames of other libraries, as polars has them
    return pa.table(items) if hasattr(items, "__arrow_c_stream__") and hasattr(items, "columns") else None


def _rows(table: pa.Table, places: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, table.num_rows, _ROWS):
        part = table.slice(start, _ROWS)
        yield from zip(*(_values(part.column(place)) for place in places), strict=True)


def _values(column: pa.ChunkedArray) -> list[Any]:
    """Return the values of a column; an empty list for one that Python does not know, as a day of the year 100,000."""
    try:
        return list(column.to_pylist())
    except Exception:  # of dates and time zones, each with errors of its own
        return [_value(scalar) for scalar in column]


def _value(scalar: pa.Scalar) -> Any:
    try:
        return scalar.as_py()
    except Exception:
        return []


def _records(items: Any) -> list[Mapping[str, Any]]:
    """Return texts and records, one or several, as records; a text is named by its content."""
    if isinstance(items, (bytes, bytearray)) or not isinstance(items, Iterable):
        raise TypeError(f"{_kind(items)} holds no articles: {_TAKEN}")
    several = [items] if isinstance(items, (str, Mapping)) else list(items)
    return [_record(item, number) for number, item in enumerate(several, start=1)]


def _record(item: object, number: int) -> Mapping[str, Any]:
    if isinstance(item, str):
        return {"id": f"text-{hashlib.sha256(item.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}", "text": item}
    if not isinstance(item, Mapping):
        raise TypeError(f"item {number} is {_kind(item)}, no text and no record: {_TAKEN}")
    return item


def _kind(item: object) -> str:
    name = type(item).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
