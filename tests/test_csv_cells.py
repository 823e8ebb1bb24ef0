"""CSV cells that a spreadsheet would run: made harmless, and given back as they were."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from evaluation.checkout import GOLDEN
from pipeline.cli import app
from pipeline.config import Settings
from pipeline.output.csv_cells import escaped_cell, exact_cell
from pipeline.output.folder import read_tables
from pipeline.output.write import csv_bytes, write_tables
from pipeline.schemas import TABLES

#: Texts that begin as formulas do, or as cells that were made harmless.
TRICKY = st.builds(str.__add__, st.text("'=+-@＝＋－＠\t\r\n \u00a0a1", max_size=5), st.text(max_size=5))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("http://a.b")', '\'=HYPERLINK("http://a.b")'),
        ("+52 55 1234", "'+52 55 1234"),
        ("-5", "'-5"),
        ("- Se recomendó", "'- Se recomendó"),
        ("@MRE_Chile", "'@MRE_Chile"),
        ("＝1+1", "'＝1+1"),
        (" =1+1", "' =1+1"),
        ("\t1", "'\t1"),
        ("'=1+1", "''=1+1"),
        ("''-5", "'''-5"),
        # nothing that would run: a quotation, a dash of a dialogue, a sign inside
        ("'Aurora' zarpó", "'Aurora' zarpó"),
        ("—Sí, dijo", "—Sí, dijo"),
        ("1-2", "1-2"),
        ("", ""),
    ],
)
def test_cells_that_would_run_get_an_apostrophe(text: str, cell: str) -> None:
    assert escaped_cell(text) == cell
    assert exact_cell(cell) == text


@given(TRICKY)
def test_every_cell_comes_back_and_none_runs(text: str) -> None:
    cell = escaped_cell(text)
    assert exact_cell(cell) == text
    assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)


ARTICLE = {
    "article_id": "-a",
    "sha256": "0",
    "title": "@SUM(1+1)*cmd|' /C calc'!A0",
    "published_from": "none",
    "language": "es",
    "n_chars": 9,
    "n_sentences": 1,
    "n_tokens": 3,
    "text": "=1+1 y más",
}
PLACE = {"article_id": "-a", "place_id": "p1", "name": "'-X", "kind": "city", "latitude": -16.5, "longitude": -68.15}


@pytest.mark.parametrize("csv_cells", ["escaped", "exact"])
@pytest.mark.parametrize("formats", [["csv"], ["csv", "parquet"], ["parquet"]])
def test_tables_come_back_exactly_from_either_kind(tmp_path: Path, csv_cells: str, formats: list[str]) -> None:
    write_tables({"articles": [ARTICLE], "places": [PLACE]}, tmp_path, formats=formats, csv_cells=csv_cells)
    back = read_tables(tmp_path, article_id="-a")
    for name, row in (("articles", ARTICLE), ("places", PLACE)):
        assert [{k: v for k, v in r.items() if v is not None} for r in back[name]] == [row]
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package.get("csv_cells") == (csv_cells if "csv" in formats else None)


def test_only_texts_are_escaped() -> None:
    content = csv_bytes(TABLES["places"], [PLACE], escape=True).decode()
    row = next(csv.DictReader(io.StringIO(content)))
    assert (row["name"], row["latitude"], row["longitude"]) == ("''-X", "-16.5", "-68.15")


def test_golden_tables_are_exact() -> None:
    text = (GOLDEN / "agreements.csv").read_text(encoding="utf-8")
    assert "- Memorando de Entendimiento" in text and "'- Memorando" not in text


@pytest.mark.usefixtures("in_process")
def test_the_option_is_safe_by_default_and_can_be_turned_off(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    text = "=1+1 es lo que dijo el canciller de Chile en Lima, según la agencia, el lunes 3 de mayo de 2021."
    source.write_text(json.dumps({"id": "@a", "text": text}), encoding="utf-8")
    assert Settings().csv_cells == "escaped"
    for arguments, start in ((["--csv-cells", "exact"], "@a,"), ([], "'@a,")):
        out = tmp_path / start[0]
        done = CliRunner().invoke(app, ["extract", str(source), "--out", str(out), "--model", "blank:es", *arguments])
        assert done.exit_code == 0, done.output
        assert (out / "articles.csv").read_text(encoding="utf-8").split("\n")[1].startswith(start)
        article = read_tables(out)["articles"][0]
        assert (article["article_id"], article["text"]) == ("@a", text)
        settings = json.loads((out / "run.json").read_text(encoding="utf-8"))["settings"]
        assert settings["csv_cells"] == ("exact" if arguments else "escaped")


def test_an_unknown_kind_is_wrong_usage(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["extract", str(tmp_path), "--csv-cells", "quoted"])
    assert done.exit_code == 2
    assert "choose escaped or exact" in done.stderr
