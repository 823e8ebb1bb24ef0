"""The check of large corpora finds what is wrong with tables, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.soundness import broken_in
from pipeline.output.write import write_tables
from pipeline.reading.read import read_records
from pipeline.running.extraction import finish
from pipeline.running.process import process_with
from pipeline.schemas import Row

IDS = ["a", "b", "c"]
TEXT = "El presidente de Perú, Alan García, visitó Quito el 3 de mayo de 2013 y firmó un acuerdo con Ecuador."


@pytest.fixture
def tables(nlp) -> dict[str, list[Row]]:
    records = [{"id": name, "text": f"{TEXT} Nota {name}.", "date": "2013-05-04"} for name in IDS]
    return finish(rows for _, rows in process_with(read_records(records), nlp))


def broken(tables: dict[str, list[Row]], folder: Path) -> list[str]:
    write_tables(tables, folder, formats=["parquet"])
    return list(broken_in(folder, IDS))


def test_tables_of_a_run_are_sound(tables, tmp_path):
    assert broken(tables, tmp_path) == []


def test_an_article_that_is_not_there_is_lost(tables, tmp_path):
    tables = {name: [row for row in rows if row.get("article_id") != "b"] for name, rows in tables.items()}
    lost, event, *_ = broken(tables, tmp_path)
    assert lost == "lost: 3 documents, 2 articles and 0 failures of whole documents"
    assert event.endswith("has 2 articles, not 3")


def test_an_article_that_came_twice_is_told(tables, tmp_path):
    again = [{**row, "article_id": "b"} for row in tables["articles"] if row["article_id"] == "a"]
    kept = [row for row in tables["articles"] if row["article_id"] != "c"]
    (lost, *_) = broken({**dict.fromkeys(tables, ()), "articles": [*kept, *again]}, tmp_path)
    assert lost == "lost: 'b' came out 2 times, and went in 1 times"


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("titles", {"start": 1}, "offsets: titles "),
        ("mentions", {"entity_id": "x"}, "foreign key: mention of "),
        ("dates", {"value": "2013-31-31"}, "values: '2013-31-31' is no value of TIMEX3"),
        ("places", {"country": "PX"}, "values: places.country 'PX' is no code"),
        ("articles", {"duplicate_of": "x"}, "articles: duplicate_of 'x' is not there"),
    ],
)
def test_a_broken_promise_is_told(tables, tmp_path, table, change, said):
    tables[table] = [{**row, **(change if row["article_id"] == "b" else {})} for row in tables[table]]
    assert any(problem.startswith(said) for problem in broken(tables, tmp_path))


def test_a_stage_that_failed_is_told(tables, tmp_path):
    row = {
        "source": "c",
        "input": "c",
        "article_id": "c",
        "stage": "dates",
        "error": "crash",
        "message": "c: it failed",
    }
    tables["failures"] = [row]
    assert "failure: c: it failed" in broken(tables, tmp_path)
