"""Frames, tables and records in memory: what is taken, and that columns, missing cells and workers are right."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import pipeline
from pipeline.reading.columns import Options
from pipeline.reading.model import Article, Failure
from pipeline.running.held import hold
from tests.batch.made import records

TEXT = "Los cancilleres de Chile y del Perú firmaron hoy en Lima un acuerdo; el señor Ñuñez lo elogió."
FRAME = pd.DataFrame(
    {
        "numero": [17, 18],
        "fecha": [pd.Timestamp("2025-12-31 23:30", tz="America/Lima"), pd.NaT],
        "cuerpo": [TEXT, f"{TEXT} Nada más."],
        "titular": ["Acuerdo", None],
        "medio": ["El Día", pd.NA],
    }
)
FACTS = [("17", TEXT, "2025-12-31", "Acuerdo", "El Día"), ("18", f"{TEXT} Nada más.", None, None, "records:2")]


def facts(items: Any, **columns: str) -> list[tuple[str | None, ...]]:
    found = list(hold(items, Options(columns)).read())
    assert all(isinstance(item, Article) for item in found), found
    return [(a.article_id, a.raw_text, a.date, a.title, a.source) for a in found if isinstance(a, Article)]


def relation() -> Any:
    return duckdb.from_arrow(pa.Table.from_pandas(FRAME))


@pytest.mark.parametrize(
    "items",
    [
        FRAME,
        FRAME.convert_dtypes(),
        FRAME.set_index("numero", drop=False),
        FRAME.astype({"numero": float, "medio": "category"}),
        pa.Table.from_pandas(FRAME),
        pa.Table.from_pandas(FRAME).to_batches()[0],
        pa.Table.from_pandas(FRAME).to_reader(),
        FRAME.to_dict("records"),
    ],
    ids=["frame", "nullable", "indexed", "floats", "arrow", "batch", "reader", "records"],
)
def test_tables_in_memory_are_articles(items: Any) -> None:
    assert facts(items) == FACTS


def test_a_relation_of_duckdb() -> None:
    ((first, *_), (second, *_)) = facts(relation())
    assert (first, second) == ("17", "18")


def test_a_frame_is_read_anew_each_time() -> None:
    held = hold(FRAME, Options())
    assert (held.count, held.columns.line) == (
        2,
        "text from cuerpo, date from fecha, title from titular, source from medio, id from numero",
    )
    assert list(held.read()) == list(held.read())


def test_columns_as_named() -> None:
    frame = FRAME.rename(columns={"cuerpo": 0, "fecha": "f"})
    assert [row[:3] for row in facts(frame, text="0", date="f", id="numero")] == [row[:3] for row in FACTS]


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2025, 12, 31), dt.datetime(2025, 12, 31, 9), "31-dic-2025", "12/31/2025", 46022, 46022.5, 1767139200,
        1767139200000, np.int64(46022), np.float32(46022), Decimal(46022),
    ],
)  # fmt: skip
def test_dates_of_frames(value: Any) -> None:
    ((_, _, day, *_),) = facts(pd.DataFrame({"texto": [TEXT], "fecha": pd.Series([value], dtype=object)}))
    assert day == "2025-12-31"


def test_a_day_of_arrow_that_python_does_not_know_costs_no_article() -> None:
    days = pa.array([0, 2**62], pa.timestamp("us"))
    assert [row[2] for row in facts(pa.table({"text": [TEXT, TEXT], "date": days}))] == ["1970-01-01", None]


def test_a_text_that_is_missing_is_a_failure() -> None:
    found = list(hold(pd.DataFrame({"id": [1, 2], "text": [TEXT, None]}), Options()).read())
    assert [type(item) for item in found] == [Article, Failure]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            {"text": "cuerpoo"},
            r"no column 'cuerpoo' \(for text\) among its columns: numero, fecha, cuerpo, titular, medio",
        ),
        ({"resumen": "cuerpo"}, "there is no field 'resumen'"),
    ],
)
def test_columns_that_are_not_there(columns: dict[str, str], message: str) -> None:
    for items in (FRAME, FRAME.to_dict("records")):
        with pytest.raises(ValueError, match=message):
            pipeline.extract(items, columns=columns)


def test_a_frame_without_text_shows_its_columns() -> None:
    with pytest.raises(
        ValueError, match=r"among its columns: a, b; say which has the text: columns=\{\"text\": NAME\}"
    ):
        pipeline.extract(pd.DataFrame({"a": [1], "b": ["x"]}))


@pytest.mark.parametrize(
    ("items", "message"),
    [
        (7, "an int holds no articles: give a text, a record .* a pandas DataFrame, an Arrow table"),
        (None, "a NoneType holds no articles"),
        (b"LIMA.- Nada.", "a bytes holds no articles"),
        ([TEXT, 7], "item 2 is an int, no text and no record"),
        ([["a", "b"]], "item 1 is a list, no text"),
        (pd.Series([1, 2]), "item 1 is an int"),
    ],
)
def test_what_is_not_taken_is_told(items: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        pipeline.extract(items)


def test_texts_and_generators_are_taken_as_before() -> None:
    assert facts(pd.Series([TEXT])) == facts([TEXT]) == facts(TEXT) == facts(text for text in [TEXT])


def test_a_pipeline_in_memory_does_not_go_to_other_processes() -> None:
    nlp: Any = object()
    for options in ({"workers": 2}, {"to": "x"}, {"model": "blank:es"}):
        with pytest.raises(ValueError, match="name the `model` for other processes"):
            pipeline.extract(FRAME, nlp, **options)


# --------------------------------------------------------------------------------------------------------- whole runs
def same(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> None:
    assert list(one) == list(other)
    for name, frame in one.items():
        pd.testing.assert_frame_equal(frame, other[name])


def test_two_workers_give_the_tables_of_one(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame(records(24)).rename(columns={"text": "cuerpo", "date": "fecha"})
    alone = pipeline.extract(frame, model="blank:es")
    assert len(alone["articles"]) == 24
    assert len(alone["agreements"]) > 10
    same(pipeline.extract(frame, model="blank:es", workers=2, progress=True), alone)
    assert capsys.readouterr().err.splitlines() == 2 * ["records: text from cuerpo, date from fecha"]


@pytest.mark.usefixtures("in_process")
def test_tables_in_a_folder_go_on(tmp_path: Path) -> None:
    frame = pd.DataFrame(records(6))
    assert pipeline.extract(frame[:4], model="blank:es", to=tmp_path / "out").processed == 4
    summary = pipeline.extract(frame, model="blank:es", to=tmp_path / "out")
    assert (summary.articles, summary.processed) == (6, 2)
    assert pipeline.extract(frame, model="blank:es", to=str(tmp_path / "out"), fresh=True).processed == 6
    found = pd.read_parquet(tmp_path / "out" / "articles.parquet")
    assert found["article_id"].tolist() == sorted(frame["id"])


@pytest.mark.usefixtures("in_process")
def test_files_of_a_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    FRAME.to_csv(tmp_path / "a.csv", index=False)
    tables = pipeline.extract(tmp_path / "a.csv", model="blank:es")
    assert tables["articles"]["article_id"].tolist() == ["17", "18"]
    assert capsys.readouterr().err.startswith("a.csv: text from cuerpo")


def test_an_unreadable_date_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    frame = pd.DataFrame({"id": [1], "text": [TEXT], "date": ["ayer"]})
    assert len(pipeline.extract(frame, model="blank:es")["articles"]) == 1
    told = "1 article with an unreadable date was kept without one: records:1 ('ayer'); undated=\"fail\" has it fail"
    assert capsys.readouterr().err.splitlines() == [told]
    assert pipeline.extract(frame, model="blank:es", undated="fail")["failures"]["error"].tolist() == ["unknown_date"]
