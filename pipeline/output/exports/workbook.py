"""The tables as an Excel workbook: a sheet a table, typed cells, and a sheet on what every column means.

Nothing of a text is taken for a formula or a link. The same tables give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter
import xlsxwriter.exceptions

from pipeline.output.views import rows_of
from pipeline.schemas import TABLES, Column, Row, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Excel's own limits: rows of a sheet, the header among them, and characters of a cell.
MAX_ROWS, MAX_CHARACTERS = 1_048_576, 32_767
#: What stands at the end of a text that was cut.
CUT = " […cut]"
#: Excel's days begin here; an earlier one is text.
_FIRST_DAY = date(1900, 3, 1)
_NARROWEST, _WIDEST, _LOOKED_AT = 8, 60, 200
_Cut = tuple[str, str, str, str]


def write_workbook(connection: DuckDBPyConnection, path: Path) -> list[str]:
    """Write a workbook at `path` and return notes: which texts and rows did not fit, as the sheet `cut` lists them.

    Raises OSError.
    """
    try:
        return _write(connection, path)
    except xlsxwriter.exceptions.FileCreateError as error:  # it holds what the system said
        raise error.args[0] from error


def _write(connection: DuckDBPyConnection, path: Path) -> list[str]:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    cut: list[_Cut] = []
    with xlsxwriter.Workbook(str(path), options) as book:
        # Else the time of day would be in the file.
        book.set_properties({"created": datetime(2000, 1, 1), "title": "comunicado"})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for table in TABLES.values():
            _Sheet(book.add_worksheet(table.name), table, bold, day, cut).fill(
                rows_of(connection, f"SELECT * FROM {table.name}")
            )
        _dictionary(book.add_worksheet("columns"), bold)
        if cut:
            _list(book.add_worksheet("cut"), bold, ("table", "row", "column", "what"), cut)
    return [f"{len(cut)} texts or rows do not fit into Excel's limits and were cut: see the sheet 'cut'"] if cut else []


class _Sheet:
    """One table on its sheet; what does not fit is added to `cut`."""

    def __init__(self, sheet: Worksheet, table: Table, bold: Format, day: Format, cut: list[_Cut]) -> None:
        self._sheet = sheet
        self._table = table
        self._day = day
        self._cut = cut
        self._widths = [len(name) + 3 for name in table.column_names]  # with the mark of the filter
        sheet.write_row(0, 0, table.column_names, bold)
        sheet.freeze_panes(1, 0)

    def fill(self, rows: Iterable[Row]) -> None:
        """Write all rows that fit, then the filter and the widths."""
        number = 0
        for row in rows:
            number += 1
            if number >= MAX_ROWS:
                continue
            for at, column in enumerate(self._table.columns):
                if row[column.name] is not None:
                    self._write(number, at, column, row)
        if number >= MAX_ROWS:
            lost = number - MAX_ROWS + 1
            self._cut.append((self._table.name, "", "", f"{lost} rows beyond Excel's {MAX_ROWS} left out"))
        self._sheet.autofilter(0, 0, min(number, MAX_ROWS - 1), len(self._table.columns) - 1)
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, min(max(width, _NARROWEST), _WIDEST))

    def _write(self, number: int, at: int, column: Column, row: Row) -> None:
        value: Any = row[column.name]
        if column.type in ("integer", "number") and math.isfinite(value):
            self._sheet.write_number(number, at, value)
        elif column.type == "date" and (day := date.fromisoformat(value)) >= _FIRST_DAY:
            self._sheet.write_datetime(number, at, datetime(day.year, day.month, day.day), self._day)
        else:
            self._sheet.write_string(number, at, self._cut_to_fit(str(value), column, row))
        if number <= _LOOKED_AT:
            self._widths[at] = max(self._widths[at], len(str(value)) + 1)

    def _cut_to_fit(self, text: str, column: Column, row: Row) -> str:
        # Excel counts UTF-16 units: a character beyond the basic plane is two.
        length = len(text.encode("utf-16-le")) // 2
        if length <= MAX_CHARACTERS:
            return text
        key = "/".join(str(row[name]) for name in self._table.key)
        self._cut.append((self._table.name, key, column.name, f"cut: it has {len(text)} characters"))
        kept = text.encode("utf-16-le")[: 2 * (MAX_CHARACTERS - len(CUT))].decode("utf-16-le", "ignore")
        return kept + CUT


def _dictionary(sheet: Worksheet, bold: Format) -> None:
    rows = [
        (table.name, column.name, column.type, column.description, ", ".join(column.values))
        for table in TABLES.values()
        for column in table.columns
    ]
    _list(sheet, bold, ("table", "column", "type", "meaning", "values"), rows)


def _list(sheet: Worksheet, bold: Format, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    sheet.write_row(0, 0, header, bold)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, 1):
        for at, text in enumerate(row):
            sheet.write_string(last, at, text)
    sheet.autofilter(0, 0, last, len(header) - 1)
    sheet.set_column(0, len(header) - 1, 24)
