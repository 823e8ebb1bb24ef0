import csv
import io

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.output.folder import NoOutputError, read_tables
from pipeline.output.write import (
    CsvSink,
    OutputError,
    ParquetSink,
    csv_bytes,
    data_package,
    prepare_folder,
    record_batch,
    table_bytes,
    write_file,
    write_tables,
)
from pipeline.schemas import TABLES

PLACE = {
    "article_id": "a",
    "place_id": "NA",
    "name": "Namibia",
    "kind": "country",
    "country": "NA",
    "latitude": -22.5,
    "longitude": 17.0,
    "n_mentions": 2,
    "start": 0,
    "end": 7,
}
AMOUNT = {
    "article_id": "a",
    "amount_id": "n001",
    "text": 'dijo "2,5"',
    "value": 1e11,
    "kind": "money",
    "start": 0,
    "end": 3,
    "sentence": 0,
    "rule": "r",
}


def test_csv_has_the_columns_of_the_schema_and_lf():
    content = csv_bytes(TABLES["places"], [PLACE])
    header = content.split(b"\n")[0].decode().split(",")
    assert header == list(TABLES["places"].column_names)
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_csv_quotes_as_rfc_4180_and_leaves_missing_cells_empty():
    row = next(csv.DictReader(io.StringIO(csv_bytes(TABLES["amounts"], [AMOUNT]).decode())))
    assert row["text"] == 'dijo "2,5"'
    assert row["unit"] == ""
    assert b'"dijo ""2,5"""' in csv_bytes(TABLES["amounts"], [AMOUNT])


@pytest.mark.parametrize(
    ("value", "cell"), [(1e11, "100000000000"), (2.5, "2.5"), (None, ""), (0, "0"), (0.1 + 0.2, "0.30000000000000004")]
)
def test_csv_numbers_are_plain(value, cell):
    row = next(csv.DictReader(io.StringIO(csv_bytes(TABLES["amounts"], [AMOUNT | {"value": value}]).decode())))
    assert row["value"] == cell


def test_text_with_line_breaks_comes_back():
    text = 'Uno.\n\nDos, "tres"; ñandú \u2028 fin\t.'
    content = csv_bytes(TABLES["articles"], [{"article_id": "a", "text": text}])
    assert next(csv.DictReader(io.StringIO(content.decode(), newline="")))["text"] == text


def test_parquet_keeps_types_and_nulls(tmp_path):
    row = dict.fromkeys(TABLES["dates"].column_names) | {
        "article_id": "a",
        "date_id": "d001",
        "start_date": "2025-04-25",
        "start": 3,
    }
    path = tmp_path / "dates.parquet"
    path.write_bytes(table_bytes(TABLES["dates"], [row], "parquet"))
    table = pq.read_table(path)
    assert str(table.schema.field("start").type) == "int64"
    assert str(table.schema.field("start_date").type) == "date32[day]"
    assert table.to_pylist()[0]["start_date"].isoformat() == "2025-04-25"
    assert table.to_pylist()[0]["end_date"] is None


def test_namibia_is_a_country_in_both_formats(tmp_path):
    write_tables({"places": [PLACE]}, tmp_path, formats=["csv", "parquet"])
    assert next(csv.DictReader(io.StringIO((tmp_path / "places.csv").read_text())))["country"] == "NA"
    assert pq.read_table(tmp_path / "places.parquet").to_pylist()[0]["country"] == "NA"
    frame = pd.read_csv(tmp_path / "places.csv", keep_default_na=False)
    assert frame["country"].tolist() == ["NA"]


def test_same_rows_same_bytes():
    table = TABLES["places"]
    assert csv_bytes(table, [PLACE]) == csv_bytes(table, [dict(reversed(PLACE.items()))])
    assert table_bytes(table, [PLACE], "parquet") == table_bytes(table, [dict(reversed(PLACE.items()))], "parquet")


@pytest.mark.parametrize("formats", [["csv"], ["parquet"], ["csv", "parquet"]])
def test_every_table_is_written_even_when_empty(formats):
    for fmt in formats:
        for table in TABLES.values():
            assert table_bytes(table, [], fmt)


@pytest.mark.parametrize("sink", [CsvSink, ParquetSink])
def test_rows_may_come_in_any_number_at_a_time(sink):
    table = TABLES["places"]
    rows = [PLACE | {"place_id": f"p{number:05}"} for number in range(40_000)]

    def written(size):
        file = io.BytesIO()
        out = sink(file, table)
        for start in range(0, len(rows), size):
            out.write(record_batch(table, rows[start : start + size]))
        out.close()
        return file.getvalue()

    assert written(1_999) == written(40_000)


def row_groups(content):
    metadata = pq.ParquetFile(io.BytesIO(content)).metadata
    return [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)]


@pytest.mark.parametrize("at_a_time", [1, 2, 5, 12])
def test_row_groups_of_long_texts_end_by_bytes(monkeypatch, at_a_time):
    """The group ends with the row that fills it. Beside its text a row has 3 bytes of id, 56 of seven numbers."""
    monkeypatch.setattr("pipeline.output.write._GROUP_BYTES", 1_000)
    table = TABLES["articles"]
    lengths = [300, 300, 300, 300, 5_000, 10, 10, 900, 10, 10, 10, 10]
    rows = [{"article_id": f"a{n:02}", "text": "x" * length} for n, length in enumerate(lengths)]
    file = io.BytesIO()
    sink = ParquetSink(file, table)
    for start in range(0, len(rows), at_a_time):
        sink.write(record_batch(table, rows[start : start + at_a_time]))
    sink.close()
    assert row_groups(file.getvalue()) == [3, 2, 3, 4]
    assert pq.read_table(io.BytesIO(file.getvalue()))["text"].to_pylist() == ["x" * length for length in lengths]


def test_row_groups_of_short_texts_end_by_rows():
    rows = [{"article_id": f"a{n:04}", "text": "Lima"} for n in range(2_500)]
    assert row_groups(table_bytes(TABLES["articles"], rows, "parquet")) == [1_024, 1_024, 452]


@pytest.mark.parametrize("formats", [["csv"], ["parquet"]])
def test_tables_come_back_as_rows(tmp_path, formats):
    write_tables(
        {"places": [PLACE, PLACE | {"article_id": "b"}], "articles": [{"article_id": "a", "text": "Namibia"}]},
        tmp_path,
        formats=formats,
    )
    rows = read_tables(tmp_path, article_id="a")["places"]
    assert rows == [dict.fromkeys(TABLES["places"].column_names) | PLACE]


def test_reading_a_folder_without_tables_says_how_to_make_them(tmp_path):
    with pytest.raises(NoOutputError, match="comunicado extract --out"):
        read_tables(tmp_path)


def test_datapackage_has_one_resource_a_table():
    package = data_package(["csv", "parquet"])
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    assert package["resources"][0]["path"] == "articles.csv"
    assert package["resources"][0]["parquet"] == "articles.parquet"
    assert data_package(["parquet"])["resources"][0]["path"] == "articles.parquet"


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    path = tmp_path / "out"
    path.write_text("")
    with pytest.raises(OutputError, match=r"out: cannot write the tables there .*; choose another folder with --out"):
        prepare_folder(path)


def test_failed_write_replaces_nothing(tmp_path):
    (tmp_path / "run.json").mkdir()
    with pytest.raises(OutputError, match="nothing was replaced"):
        write_file(tmp_path / "run.json", b"{}")
    assert [p.name for p in tmp_path.iterdir()] == ["run.json"]
