"""`comunicado timex`: files out, one for each document, or lines of JSON."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.reading.timeml import timeml_text
from pipeline.running.tagging import run_timex

TEXT = "El canciller llegó ayer a Lima y el 3 de mayo de 2014 volverá a Quito con su delegación."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    records = [{"id": "feed/1", "text": TEXT, "date": "2013-06-12"}, {"id": "feed_1", "text": TEXT}]
    (source / "b.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return source


def lines(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "timexes.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_file_for_each_document_even_where_names_meet(folder: Path, tmp_path: Path) -> None:
    done = run_timex([folder], tmp_path / "out", reference=dt.date(2014, 1, 1))
    assert (done.documents, done.expressions, done.messages) == (3, 6, ())
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.tml", "feed_1-2.tml", "feed_1.tml"]
    assert timeml_text((tmp_path / "out" / "a.tml").read_text(encoding="utf-8")) == (TEXT, "2014-01-01")


def test_each_document_has_its_own_day(folder: Path, tmp_path: Path) -> None:
    run_timex([folder], tmp_path / "out", fmt="jsonl")
    found = {(line["article_id"], line["text"]): line for line in lines(tmp_path / "out")}
    assert found["feed/1", "ayer"]["value"] == "2013-06-11"
    assert found["feed/1", "ayer"]["anchor"] == "2013-06-12"
    assert (found["a", "ayer"]["value"], found["a", "ayer"]["rule"]) == (None, "deictic: no reference date")
    assert all(TEXT[line["start"] : line["end"]] == line["text"] for line in found.values())  # type: ignore[misc]


def test_conventions_are_an_option(folder: Path, tmp_path: Path) -> None:
    run_timex([folder / "a.txt"], tmp_path / "out", fmt="jsonl", conventions="news")
    assert [line["text"] for line in lines(tmp_path / "out")] == ["ayer", "3 de mayo de 2014"]
    assert pipeline.timex_spans(TEXT, dt.date(2013, 6, 12))[1][:2] == (33, 53)
    with pytest.raises(ValueError, match="choose timeml or news"):
        pipeline.timex_spans(TEXT, None, conventions="tides")  # type: ignore[arg-type]


def test_the_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run_timex([folder], tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["timex", *map(str, arguments)])
    return result.exit_code, result.output


def test_command(folder: Path, tmp_path: Path) -> None:
    code, output = run(folder, "--reference", "2013-06-12", "--out", tmp_path / "out")
    assert code == 0
    assert "6 expressions of time in 3 documents" in output
    assert 'value="2013-06-11"' in (tmp_path / "out" / "a.tml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--reference", "2013-02-30"), 2, "'2013-02-30' is no date: give one as 2025-04-25"),
        (("--format", "xml"), 2, "unknown format 'xml': choose timeml or jsonl"),
        (("--conventions", "tides"), 2, "unknown conventions 'tides': choose timeml or news"),
    ],
)
def test_wrong_usage_says_what_to_do(
    arguments: tuple[str, ...], code: int, message: str, folder: Path, tmp_path: Path
) -> None:
    got, output = run(folder, "--out", tmp_path / "out", *arguments)
    assert got == code
    assert message in output
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_read_is_named_and_the_rest_done(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_text("", encoding="utf-8")
    code, output = run(folder, "--out", tmp_path / "out")
    assert code == 0
    assert "c.txt: the file is empty" in output
    code, output = run(folder / "c.txt", "--out", tmp_path / "none")
    assert code == 1


def test_a_page_that_takes_too_long_is_one_line_and_not_waited_for(tmp_path: Path) -> None:
    page = tmp_path / "lenta.html"  # what reads pages is not even loaded in that time
    page.write_text(f"<html><body><article><p>{TEXT}</p></article></body></html>", encoding="utf-8")
    done = run_timex([page], tmp_path / "out", time_limit=0.05)
    assert done.documents == 0
    assert done.messages == (
        "lenta.html: it took longer than 0.05 seconds; raise the limit with --time-limit, or split the text",
    )


@pytest.mark.parametrize("option", [("--time-limit", 0), ("--memory", 0.5)])
def test_limits_that_are_none_are_refused(folder: Path, tmp_path: Path, option: tuple[object, ...]) -> None:
    code, output = run(folder, "--out", tmp_path / "out", *option)
    assert code == 2
    assert ("must be above 0" if option[0] == "--time-limit" else "needs at least 1 GiB") in output
