"""Cells of a CSV file that a person opens in a spreadsheet and saves again.

Spreadsheets run cells that look like formulas and rewrite those that look like numbers or dates (`2025-05` becomes
`may-25`, `007` becomes `7`). Both kinds get an apostrophe, which is taken off again. What Excel and LibreOffice do to
the file is undone: semicolons or tabs for commas, a byte order mark, UTF-16, CRLF, a `sep=` line, cut or added empty
cells.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from pipeline.output.csv_cells import escaped_cell, exact_cell
from pipeline.output.review.model import ReviewError

_NUMBER_LIKE = re.compile(r"'*\d")
_GUARDED = re.compile(r"'+\d")
#: One of several values of a cell, between bars; a bar or backslash of its own has a backslash before it.
_VALUE = re.compile(r"(?:\\.|[^|\\]|\\$)+")


def guard(text: str) -> str:
    """Return `text` as a cell that a spreadsheet leaves alone."""
    return f"'{text}" if _NUMBER_LIKE.match(text) else escaped_cell(text)


def unguard(cell: str) -> str:
    """Return the text that `guard` was given."""
    return cell[1:] if _GUARDED.match(cell) else exact_cell(cell)


def join_cell(values: Iterable[str]) -> str:
    """Return several values as one cell: `CN | UZ`."""
    return guard(" | ".join(re.sub(r"([|\\])", r"\\\1", value) for value in values))


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the values of `join_cell`."""
    parts = (re.sub(r"\\(.)", r"\1", part.strip()) for part in _VALUE.findall(unguard(cell.strip())))
    return tuple(part for part in parts if part)


def flatten(text: str) -> str:
    """Return `text` on one line, with single spaces."""
    return " ".join(text.split())


def write_cells(rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file that Excel opens as UTF-8: with a byte order mark, commas, CRLF."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def read_cells(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, with the line each begins on.

    Raises ReviewError for a file that is no such table.
    """
    text = _decode(data, name)
    separator = re.match(r'"?sep=(.)"?\r?\n', text)
    lines = text[separator.end() :] if separator else text
    head = lines.split("\n", 1)[0]
    delimiter = separator.group(1) if separator else max(";,\t", key=head.count)
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter, strict=True)
    rows, line = [], 2 if separator else 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = reader.line_num + (2 if separator else 1)
    except csv.Error as error:
        raise ReviewError(f"{name}: line {line}: it is no valid CSV ({error}); save the sheet again as CSV") from error
    return rows


def _decode(data: bytes, name: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReviewError(f"{name}: it is not UTF-8; save the sheet again as 'CSV UTF-8'") from error
