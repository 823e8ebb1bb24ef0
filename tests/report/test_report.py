"""The report without a browser: what is in the file, errors, and the parts it is made of."""

import base64
import gzip
import json
import re
import shutil

import pyarrow.parquet as pq
import pytest
from stories import CHINA, EVIL, EVIL_TITLE, stories
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.output.folder import DamagedTableError, NoOutputError
from pipeline.output.report.choice import choose_articles
from pipeline.output.report.columns import packed_column
from pipeline.output.report.figures import unit_of_time
from pipeline.output.report.network import circle_order, circle_points, curve
from pipeline.output.report.overview import overview_charts
from pipeline.output.report.page import packed_data, script_text
from pipeline.output.report.passages import LONGEST, WINDOW, Passages
from pipeline.output.report.rows import define_outlet, report_rows
from pipeline.output.report.source import open_tables
from pipeline.output.report.texts import LANGUAGES, asset, texts
from pipeline.output.report.write import write_report
from pipeline.schemas import TABLES


@pytest.fixture
def folder(tmp_path):
    return stories().write(tmp_path / "out")


def content(html):
    """The data of a report, and how they are packed."""
    found = re.search(rb'id="data" data-packing="(\w+)">([^<]*)</script>', html)
    data = found[2] if found[1] == b"plain" else gzip.decompress(base64.b64decode(found[2]))
    return json.loads(data), found[1].decode()


def content_of(report):
    """The same of a report that was written."""
    return content(report.path.read_bytes())


def run(*arguments):
    return CliRunner().invoke(app, ["report", *map(str, arguments)])


# ------------------------------------------------------------------------------------------------------------ file
def test_the_command_writes_one_file_and_says_which(folder, tmp_path):
    result = run(folder)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{folder / 'report.html'}: report of 4 articles, ")
    assert run(folder, "--to", tmp_path / "otro.html", "--language", "es").exit_code == 0
    assert b'<html lang="es">' in (tmp_path / "otro.html").read_bytes()
    others = {path.name for path in folder.iterdir() if path.suffix != ".parquet"}
    assert others == {"datapackage.json", "report.html"}


def test_the_same_tables_give_the_same_bytes_in_csv_too(folder, tmp_path):
    first = write_report(folder).path.read_bytes()
    assert write_report(folder, tmp_path / "b.html").path.read_bytes() == first
    as_csv = stories().write(tmp_path / "csv", formats=("csv",))
    assert write_report(as_csv).path.read_bytes() == first


def test_the_file_asks_for_nothing_and_runs_nothing_but_its_own(folder):
    html = write_report(folder).path.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert policy.startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert len(re.findall(r"<script\b", html)) == len(re.findall(r"</script>", html)) == 3
    assert not re.findall(r"<(?:img|link|iframe|object|base|form)\b", html.split('<div id="page"')[0])
    assert not re.findall(r"<!--", html)
    assert "University of Washington Interactive Data Lab" in html


def test_what_an_article_holds_comes_back_as_it_was(folder):
    html = write_report(folder).path.read_bytes()
    assert b"<script>alert" not in html
    assert b"<img src=x" not in html
    assert "\u2028".encode() not in html
    data, packing = content(html)
    assert packing == "plain"
    tables = data["tables"]
    assert EVIL in tables["passages"]["text"]["v"]
    assert EVIL_TITLE in tables["articles"]["title"].get("v", []) + tables["articles"]["title"].get("d", [])


def test_long_data_are_packed():
    text, packing = packed_data({"a": "<ñ" * 100}, plain=50)
    assert packing == "gzip"
    assert json.loads(gzip.decompress(base64.b64decode(text))) == {"a": "<ñ" * 100}
    assert packed_data({"a": "</script>&\u2029"}) == ('{"a":"\\u003c/script\\u003e\\u0026\\u2029"}', "plain")


def test_scripts_cannot_end_their_element():
    assert script_text("a = '</script><!--'") == "a = '<\\/script><\\!--'"


def test_when_there_is_too_much_the_newest_articles_are_kept_and_all_are_counted(folder, tmp_path):
    whole = write_report(folder)
    assert (whole.choice.kept, whole.choice.total) == (4, 4)
    part = write_report(folder, tmp_path / "b.html", budget=1_500)
    data, _ = content_of(part)
    assert part.choice.kept < 4
    assert data["choice"] == {"kept": part.choice.kept, "total": 4, "oldest": part.choice.oldest}
    assert data["tables"]["articles"]["id"]["v"][0] == "b-chile"
    figures = {figure["name"]: figure["number"] for figure in data["figures"]}
    assert (figures["articles"], figures["agreements"]) == (4, 5)
    least = write_report(folder, tmp_path / "c.html", limit=10)
    assert least.choice.kept == 1


# ---------------------------------------------------------------------------------------------------------- errors
def test_a_folder_without_tables(tmp_path):
    result = run(tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (
        f"comunicado: {tmp_path}: there are no tables here; make them with: comunicado extract --out {tmp_path}\n"
    )
    with pytest.raises(NoOutputError):
        write_report(tmp_path / "no-hay")


def test_a_target_that_cannot_be_written(folder, tmp_path):
    result = run(folder, "--to", tmp_path / "no-hay" / "x.html")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert f"{tmp_path / 'no-hay' / 'x.html'}: cannot be written (No such file or directory)" in result.stderr
    assert "choose another file with --to" in result.stderr
    assert run(folder, "--to", folder).exit_code == 1
    assert not list(tmp_path.glob("**/.*.part"))


def test_an_unknown_language(folder):
    result = run(folder, "--language", "fr")
    assert result.exit_code == 2
    assert "choose en or es" in result.stderr


DAMAGED = {
    "cut.parquet": b"PAR1roto",
    "empty.csv": b"",
    "no-key.csv": b"a,b\n1,2\n",
    "not-utf8.csv": b"article_id,agreement_id,text\na,1,\xff\xfe\n",
    "word-as-number.csv": b"article_id,agreement_id,start\na,1,uno\n",
    "ragged.csv": b"article_id,agreement_id\na,1,2,3\n",
}


@pytest.mark.parametrize("case", DAMAGED)
def test_a_damaged_table_is_one_line_with_file_reason_and_next_step(folder, case):
    (folder / "agreements.parquet").unlink()
    path = folder / f"agreements.{case.split('.')[1]}"
    path.write_bytes(DAMAGED[case])
    result = run(folder)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith(f"comunicado: {path}: the table is damaged (")
    assert f"make it anew with: comunicado extract --fresh --out {folder}" in result.stderr
    assert not (folder / "report.html").exists()


def test_two_rows_of_one_article(folder):
    table = pq.read_table(folder / "articles.parquet")
    pq.write_table(table.take([0, 0, 1]), folder / "articles.parquet")
    with pytest.raises(DamagedTableError, match="two rows of the article a-tren"):
        write_report(folder)


def test_tables_that_are_missing_are_empty_and_offsets_out_of_the_text_are_no_passage(folder):
    for path in folder.glob("*.parquet"):
        if path.stem not in ("articles", "agreements"):
            path.unlink()
    table = pq.read_table(folder / "agreements.parquet").to_pandas()
    table.loc[0, ["start", "end"]] = [10_000, 10_050]
    table.loc[1, ["start", "end"]] = [-5, -1]
    table.to_parquet(folder / "agreements.parquet")
    with open_tables(folder) as database:
        define_outlet(database)
        choose_articles(database)
        rows = report_rows(database)
    assert sorted(rows["agreements"]["p"]["v"])[:2] == [-1, -1]
    assert rows["people"]["id"] == {"v": []}


def test_tables_of_somebody_else_may_lack_columns_and_have_odd_numbers(folder):
    for name, cells in {
        "articles": "article_id,title\na,Uno\nb,\n",
        "agreements": "article_id,agreement_id,confidence,start,end\na,1,nan,0,5\na,2,inf,,\n",
        "places": "article_id,place_id,name,latitude,longitude\na,x,Lima,nan,200\n",
    }.items():
        (folder / f"{name}.parquet").unlink()
        (folder / f"{name}.csv").write_text(cells)
    data, _ = content_of(write_report(folder))
    rows = data["tables"]["agreements"]
    assert (rows["confidence"], rows["p"], rows["id"]) == ({"v": [None, None]}, {"v": [-1, -1]}, {"v": ["1", "2"]})
    assert [chart["spec"] is None for chart in data["charts"] if chart["name"].startswith("theme")] == [True, True]
    assert data["tables"]["places"]["latitude"] == {"v": [None]}


def test_namibia_and_apostrophes_survive_csv(tmp_path):
    made = stories()
    made.article("e-namibia", "Namibia y 'Angola' acordaron pescar.", title="=Pesca", published="2024-01-01")
    made.agreement("e-namibia", "Namibia y 'Angola' acordaron pescar", {"Namibia": "NA", "Angola": "AO"})
    with open_tables(made.write(tmp_path, formats=("csv",))) as database:
        pairs = database.execute("SELECT country FROM agreement_parties WHERE article_id = 'e-namibia'").fetchall()
        title = database.execute("SELECT title FROM articles WHERE article_id = 'e-namibia'").fetchall()
    assert pairs == [("NA",), ("AO",)]
    assert title == [("=Pesca",)]


# ----------------------------------------------------------------------------------------------------------- parts
def test_charts_count_all_and_link_to_rows(folder):
    with open_tables(folder) as database:
        define_outlet(database)
        charts = {chart.name: chart for chart in overview_charts(database, "en", texts("en"))}
    assert charts["country_matrix"].datasets["rows"] == [
        {"first": "Chile", "second": "Peru", "found": 2, "link": "#agreements?party=CL&with=PE"},
        {"first": "Bolivia", "second": "Chile", "found": 1, "link": "#agreements?party=BO&with=CL"},
        {"first": "China", "second": "Uzbekistan", "found": 1, "link": "#agreements?party=CN&with=UZ"},
    ]
    assert len(charts["country_matrix"].datasets["cells"]) == 6
    assert [node["label"] for node in charts["country_network"].datasets["nodes"]][:2] == ["Chile", "Peru"]
    assert [(row["time"], row["found"]) for row in charts["articles_over_time"].datasets["rows"]] == [
        ("2024-09", 1), ("2024-10", 1), ("2024-11", 1), (None, 1),
    ]  # fmt: skip
    assert charts["articles_over_time"].left_out == 1
    assert {row["source"]: row["found"] for row in charts["articles_by_source"].datasets["rows"]} == {
        "<b>Mal & Cía</b>": 1, "Andina": 1, "Xinhua": 1, "not named": 1,
    }  # fmt: skip


def test_months_for_four_years_then_years():
    assert unit_of_time("2020-01-31", "2023-12-01") == "month"
    assert unit_of_time("2020-01-31", "2024-01-01") == "year"
    assert unit_of_time(None, None) == "month"


def test_a_passage_is_the_paragraph_with_its_sentence():
    passages = Passages()
    words = "China y Uzbekistán acordaron acelerar el ferrocarril por 4.000 millones de dólares"
    start = CHINA.index(words)
    place = passages.add(0, CHINA, 0, start, start + len(words))
    (text,) = passages.texts
    assert text == CHINA.split("\n\n")[1]
    assert text[place.start : place.end] == words
    assert text[place.sentence_start : place.sentence_end].strip() == words + "."
    assert passages.cuts == [0]
    # The same paragraph, seen through another window, is not kept twice.
    again = passages.add(0, CHINA[20:], 20, start, start + 5)
    assert again.passage == place.passage
    assert passages.add(0, CHINA, 0, len(CHINA), len(CHINA) + 4) is None


def test_a_long_paragraph_is_cut_around_the_sentence_at_words():
    before, after = "Antes hubo muchas palabras. " * 60, "Después hubo otras tantas. " * 60
    text = f"{before}Chile firmó la paz. {after}"
    start = len(before)
    passages = Passages()
    left = start - WINDOW
    place = passages.add(0, text[left : start + WINDOW], left, start, start + len("Chile firmó la paz"))
    (passage,) = passages.texts
    assert passages.cuts == [3]
    assert passage[place.start : place.end] == "Chile firmó la paz"
    assert len(passage) < LONGEST
    offset = passages.offsets[0]
    assert text[offset : offset + len(passage)] == passage
    assert text[offset - 1] == " "


def test_a_very_long_evidence_is_cut():
    text = "acordaron " * 2_000
    passages = Passages()
    place = passages.add(0, text, 0, 0, len(text))
    assert place.end == 1_500
    assert len(passages.texts[0]) < 2_000


def test_columns_say_repeated_texts_once():
    assert packed_column(["a", "b", "a", None, "a", "a"]) == {"d": ["a", "b"], "i": [0, 1, 0, -1, 0, 0]}
    assert packed_column(["a", "b", None]) == {"v": ["a", "b", None]}
    assert packed_column([1, 1, 1]) == {"v": [1, 1, 1]}
    assert packed_column([]) == {"v": []}


def test_countries_that_agree_stand_side_by_side_on_the_circle():
    order = circle_order(["A", "B", "C", "D"], {("A", "C"): 5, ("B", "D"): 4})
    assert order == ["A", "C", "B", "D"]
    points = circle_points(order)
    assert points["A"] == (0, 1)
    assert points["B"] == (0, -1)
    line = curve(points["A"], points["C"])
    assert (line[0]["x"], line[0]["y"]) == points["A"]
    assert (line[-1]["x"], line[-1]["y"]) == points["C"]


def test_every_code_and_column_has_a_name_in_both_languages():
    shown = ("agreements", "meetings", "statements", "people", "organizations", "failures", "mentions")
    columns = [column for name in shown for column in TABLES[name].columns if column.name != "gender"]
    codes = {value for column in columns for value in column.values}
    assert len(codes) > 80
    for language in LANGUAGES:
        assert codes - set(texts(language)["values"]) == set()
        assert all(text for part in texts(language).values() for text in part.values())
    assert texts("en")["ui"] != texts("es")["ui"]


def test_every_text_that_scripts_ask_for_is_there():
    names = ("fields", "views", "filters", "grid", "detail", "charts", "main")
    asked = {key for name in names for key in re.findall(r'\bsay\("(\w+)"', asset(f"{name}.js"))}
    assert len(asked) > 40
    assert asked - set(texts("en")["ui"]) == set()


def test_pieces_of_the_page_name_their_source():
    assert "Natural Earth" in asset("SOURCES.md")
    assert json.loads(asset("world.json"))["type"] == "Topology"


def test_a_name_with_a_star_is_a_file(tmp_path):
    folder = stories().write(tmp_path / "a*[b]'c")
    shutil.copytree(folder, tmp_path / "aX[b]'c")
    assert write_report(folder).choice.total == 4


def test_no_country_of_matrix_and_network_stands_alone():
    from pipeline.output.report.overview import _most_shared

    pairs = [
        {"first": "BR", "second": "CN", "found": 5},
        {"first": "ES", "second": "MA", "found": 4},
        {"first": "BR", "second": "PE", "found": 3},
        {"first": "CL", "second": "UY", "found": 2},
        {"first": "CN", "second": "PE", "found": 1},
    ]
    assert _most_shared(pairs, 5) == ["BR", "CN", "ES", "MA", "PE"]
    assert _most_shared(pairs, 4) == ["BR", "CN", "ES", "MA"]
    assert _most_shared([], 4) == []
