"""The workbook: typed cells, nothing that runs, nothing cut in silence. No model."""

import datetime as dt
import zipfile

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from pipeline.output.exports import export, workbook
from pipeline.output.write import write_tables
from pipeline.schemas import TABLES


@pytest.fixture(scope="module")
def path(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("workbook") / "a.xlsx"
    assert export(folder, "xlsx", out) == []
    return out


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def test_a_sheet_a_table_and_one_for_the_columns(book):
    assert book.sheetnames == [*TABLES, "columns"]
    row = [cell.value for cell in book["columns"][2]]
    assert row[:4] == ["articles", "article_id", "string", TABLES["articles"].columns[0].description]


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_is_what_was_written(book, tables_of_samples, name):
    rows = list(book[name].values)
    types = {column.name: column.type for column in TABLES[name].columns}
    assert rows[0] == tuple(types)
    for row, written in zip(rows[1:], tables_of_samples[name], strict=True):
        for cell, (column, kind) in zip(row, types.items(), strict=True):
            value = cell.strftime("%Y-%m-%d") if isinstance(cell, dt.datetime) and kind == "date" else cell
            # Excel knows "_x000D_" as a carriage return
            assert (unescape(value) if isinstance(value, str) else value) == written.get(column)


def test_dates_are_dates_and_numbers_numbers(book, tables_of_samples):
    at = next(
        n for n, row in enumerate(tables_of_samples["meetings"], 2)
        if row["start_date"] and row["ordinal"] and row["confidence"]
    )  # fmt: skip
    cells = dict(zip([cell.value for cell in book["meetings"][1]], book["meetings"][at], strict=True))
    kinds = {"start_date": "d", "ordinal": "n", "confidence": "n", "type": "s"}
    assert {name: cells[name].data_type for name in kinds} == kinds
    assert cells["start_date"].number_format == "yyyy-mm-dd"


def test_header_filter_and_widths(book, tables_of_samples):
    sheet = book["dates"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:L{len(tables_of_samples['dates']) + 1}"
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["K"].width > 8
    assert sheet["A1"].font.bold


def test_nothing_is_a_formula_or_a_link(path, book):
    parts = zipfile.ZipFile(path)
    sheets = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/"))
    assert "<f>" not in sheets
    assert "<hyperlink" not in sheets
    titles = [row[3] for row in book["articles"].values]
    assert '=HYPERLINK("http://a.b")' in titles


def test_the_same_tables_are_the_same_bytes(path, only, tmp_path):
    export(only["escaped"], "xlsx", tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == path.read_bytes()


@pytest.fixture
def long(tables_of_samples, tmp_path):
    """A folder with a text beyond what a cell holds, and a date before Excel's first."""
    article = tables_of_samples["articles"][0]
    texts = {"fits": "á" * 32_767, "long": "á" * 32_768, "wide": "🤝" * 16_384}
    articles = [article | {"article_id": name, "text": text, "published": "1899-12-31"} for name, text in texts.items()]
    write_tables({"articles": articles}, tmp_path, formats=["csv"])
    return tmp_path


def test_what_does_not_fit_is_cut_and_listed(long, tmp_path):
    (line,) = export(long, "xlsx", tmp_path / "a.xlsx")
    assert line == "2 texts or rows do not fit into Excel's limits and were cut: see the sheet 'cut'"
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    texts = {row[0]: row[16] for row in book["articles"].values}
    assert texts["fits"] == "á" * 32_767
    assert texts["long"] == "á" * 32_760 + " […cut]"
    assert texts["wide"].endswith("🤝 […cut]")
    assert len(texts["wide"].encode("utf-16-le")) // 2 <= 32_767
    assert list(book["cut"].values)[1:] == [
        ("articles", "long", "text", "cut: it has 32768 characters"),
        ("articles", "wide", "text", "cut: it has 16384 characters"),
    ]
    # Excel has no day before 1900: as text
    assert book["articles"].cell(row=2, column=8).value == "1899-12-31"


def test_rows_beyond_the_last_are_left_out_and_counted(folder, tables_of_samples, tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 4)
    assert len(export(folder, "xlsx", tmp_path / "a.xlsx")) == 1
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert len(list(book["people"].values)) == 4
    assert book["people"].auto_filter.ref == "A1:I4"
    people = next(row for row in book["cut"].values if row[0] == "people")
    assert people[3] == f"{len(tables_of_samples['people']) - 3} rows beyond Excel's 4 left out"
