"""The row that somebody means: `ARTICLE:TABLE:ID`, or shorter where that is enough.

Ids of articles may hold colons and slashes themselves, so an address is read with the articles of the folder at hand.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.output.views import identifier, open_views, rows_of
from pipeline.schemas import DOCUMENT_TABLES, Row, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FORM = "give ARTICLE:TABLE:ID, as 'nota-1:agreements:a003'"
_SOME = 12


class AddressError(ValueError):
    """No row, or more than one, has the address; the message says what there is."""


class Address(NamedTuple):
    """A row with its table, the row of its article, and the connection to look up others of the article."""

    table: Table
    row: Row
    article: Row
    connection: DuckDBPyConnection

    @property
    def text(self) -> str:
        """The address in full: ARTICLE:TABLE:ID."""
        return ":".join((str(self.article["article_id"]), self.table.name, *_key(self.table, self.row)))

    def others(self, table: str, **cells: object) -> list[Row]:
        """Return the rows of another table of the same article with these cells."""
        conditions = " AND ".join(f"{identifier(name)} = ?" for name in ("article_id", *cells))
        order = ", ".join(map(identifier, DOCUMENT_TABLES[table].key))
        sql = f"SELECT * FROM {table} WHERE {conditions} ORDER BY {order}"
        return list(rows_of(self.connection, sql, [self.article["article_id"], *cells.values()]))


def find_row(folder: Path, address: str) -> Address:
    """Return the row at an address.

    For example `nota-1:agreements:a003`, or `nota-1:agreements:3`, `nota-1:a003` where that is one row.

    A row of a child table has two numbers, `nota-1:agreement_parties:a003:p1`. Raises AddressError when there is none
    or more than one, NoOutputError when the folder holds no tables.
    """
    connection = open_views(folder)
    article, rest = _article(connection, address)
    tables = list(DOCUMENT_TABLES.values())
    if rest and rest[0] in DOCUMENT_TABLES:
        tables, rest = [DOCUMENT_TABLES[rest[0]]], rest[1:]
    found = [
        (table, row)
        for table in tables
        if table.key
        for row in _rows(connection, table, article)
        if _has_cells(table, row, rest)
    ]
    if len(found) == 1:
        return Address(*found[0], article, connection)
    if found:
        several = ", ".join(":".join((table.name, *_key(table, row))) for table, row in found[:_SOME])
        raise AddressError(f"'{address}' may be one of several: {several}; {_FORM}")
    raise AddressError(f"there is no row '{address}': {_what_there_is(connection, article, tables)}")


def _article(connection: DuckDBPyConnection, address: str) -> tuple[Row, list[str]]:
    """Return the article whose id, the longest one, the address begins with, and the rest at its colons and slashes."""
    ends = [len(address), *(match.start() for match in re.finditer(":", address))]
    for end in sorted(ends, reverse=True):
        for row in rows_of(connection, "SELECT * FROM articles WHERE article_id = ?", [address[:end]]):
            return row, [part for part in re.split("[:/]", address[end:]) if part]
    ids = [str(row["article_id"]) for row in rows_of(connection, "SELECT article_id FROM articles")]
    wanted = address.split(":")[0]
    near = difflib.get_close_matches(wanted, ids, n=3, cutoff=0.5) or ids[:3]
    raise AddressError(f"there is no article '{wanted}'; there are {', '.join(near)}; {_FORM}")


def _rows(connection: DuckDBPyConnection, table: Table, article: Row) -> Sequence[Row]:
    if table.name == "articles":
        return [article]
    sql = f"SELECT * FROM {table.name} WHERE article_id = ? ORDER BY {', '.join(map(identifier, table.key))}"
    return list(rows_of(connection, sql, [article["article_id"]]))


def _has_cells(table: Table, row: Row, wanted: Sequence[str]) -> bool:
    key = _key(table, row)
    return len(key) == len(wanted) and all(map(_is_meant, key, wanted))


def _is_meant(own: str, wanted: str) -> bool:
    """Return whether an id is meant: `a003` by "a003", and by "3"."""
    number = re.fullmatch(r"[a-z](\d+)", own)
    return own == wanted or (number is not None and wanted.isdecimal() and int(number[1]) == int(wanted))


def _key(table: Table, row: Row) -> list[str]:
    return [str(row[name]) for name in table.key if name != "article_id"]


def _what_there_is(connection: DuckDBPyConnection, article: Row, tables: Sequence[Table]) -> str:
    if len(tables) > 1:
        return f"{_FORM}, with one of the tables {', '.join(t.name for t in tables if t.key)}"
    ids = [":".join(_key(tables[0], row)) for row in _rows(connection, tables[0], article)] if tables[0].key else []
    more = ", …" if len(ids) > _SOME else ""
    return f"{tables[0].name} of {article['article_id']} has {', '.join(ids[:_SOME]) or 'no rows'}{more}"
