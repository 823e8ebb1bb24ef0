"""Tables whose columns have other names: named, or recognised, in every format that has columns."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import Settings
from pipeline.knowledge.lexicon import word_list
from pipeline.output.folder import read_tables
from pipeline.reading.columns import FIELDS, Columns, Options, parse_columns
from pipeline.reading.read import Article, Failure, read_articles
from pipeline.running.batch.run import run_extract

TEXT = "Los cancilleres de Chile y del Perú firmaron hoy en Lima un acuerdo; el señor Ñuñez lo elogió."
OTHER = "La ministra de Exteriores de Bolivia viajó a Quito para hablar de aguas con su homólogo ecuatoriano."
#: A table as a newspaper's archive gives it.
ROWS = [
    {"cuerpo": TEXT, "fecha": "31-dic-2025", "medio": "El Día", "titular": "Acuerdo en Lima", "numero": "17"},
    {"cuerpo": OTHER, "fecha": "02/01/2026", "medio": "La Razón", "titular": "Aguas", "numero": "18"},
]
FOUND = [
    ("17", TEXT, "2025-12-31", "El Día", "Acuerdo en Lima"),
    ("18", OTHER, "2026-01-02", "La Razón", "Aguas"),
]


def separated(sign: str, rows: list[dict[str, Any]]) -> str:
    lines = [sign.join(rows[0]), *(sign.join(f'"{cell}"' for cell in row.values()) for row in rows)]
    return "".join(f"{line}\n" for line in lines)


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


#: What writes rows to a file, by the file's name.
WRITERS: dict[str, Callable[[Path, list[dict[str, Any]]], object]] = {
    "a.csv": lambda path, rows: path.write_bytes(separated(";", rows).encode("latin-1")),
    "b.csv": lambda path, rows: path.write_text(separated(",", rows), encoding="utf-8-sig"),
    "c.tsv": lambda path, rows: path.write_text(separated("\t", rows), encoding="utf-8"),
    "d.tsv.gz": lambda path, rows: path.write_bytes(gzip.compress(separated("\t", rows).encode())),
    "e.json": lambda path, rows: path.write_text(json.dumps(rows)),
    "f.jsonl": write_jsonl,
    "g.parquet": lambda path, rows: pd.DataFrame(rows).to_parquet(path),
}


def read(path: Path, **options: Any) -> list[Article | Failure]:
    return list(read_articles([path], **options))


def facts(documents: list[Article | Failure]) -> list[tuple[str | None, ...]]:
    assert all(isinstance(item, Article) for item in documents), documents
    return [(a.article_id, a.raw_text, a.date, a.source, a.title) for a in documents if isinstance(a, Article)]


@pytest.fixture(params=WRITERS)
def write(request: Any, tmp_path: Path) -> Callable[[list[dict[str, Any]]], Path]:
    def written(rows: list[dict[str, Any]]) -> Path:
        WRITERS[request.param](tmp_path / request.param, rows)
        return tmp_path / request.param

    return written


def renamed(**names: str) -> list[dict[str, Any]]:
    return [{names.get(name, name): value for name, value in row.items()} for row in ROWS]


def test_common_names_need_no_word(write: Any) -> None:
    assert facts(read(write(ROWS))) == FOUND


def test_case_and_accents_do_not_count(write: Any) -> None:
    rows = renamed(
        cuerpo="CONTENIDO", fecha="Fecha de publicación", medio="Periódico", titular="TÍTULO", numero="Número"
    )
    assert facts(read(write(rows))) == FOUND


def test_english_names_too(write: Any) -> None:
    rows = renamed(cuerpo="body", fecha="pubDate", medio="outlet", titular="headline", numero="article_id")
    assert facts(read(write(rows))) == FOUND


def test_columns_are_taken_as_named(write: Any) -> None:
    rows = renamed(cuerpo="c1", fecha="c2", medio="c3", titular="c4", numero="c5")
    columns = {"text": "c1", "date": "C2", "source": "c3", "title": "c4", "id": "c5"}
    assert facts(read(write(rows), columns=columns)) == FOUND


def test_a_named_column_goes_before_the_one_of_the_field(write: Any) -> None:
    rows = [{"text": "Resumen de la nota.", **row} for row in ROWS]
    (first, _) = read(write(rows), columns={"text": "cuerpo"})
    assert isinstance(first, Article)
    assert first.raw_text == TEXT


def test_nothing_is_guessed_beside_a_column_of_text(write: Any) -> None:
    (first, _) = read(write([{"text": row["cuerpo"], "numero": "7", "fecha": "ayer"} for row in ROWS]))
    assert isinstance(first, Article)
    assert (first.date, first.unread_date) == (None, None)
    assert first.article_id.endswith(":1")


def test_without_text_the_columns_and_the_command_are_shown(write: Any) -> None:
    found = read(write([{"codigo": "1", "resumen": "Nada"}]))[0]
    assert isinstance(found, Failure)
    assert found.error == "missing_text"
    assert "codigo, resumen; say which has the text: --columns text=" in found.message


def test_a_named_column_that_is_not_there_is_told(write: Any) -> None:
    found = read(write(ROWS), columns={"date": "fehca"})[-1]
    assert isinstance(found, Failure)
    assert found.error == "missing_column"
    assert (
        "there is no column 'fehca' (for date) among its columns: cuerpo, fecha, medio, titular, numero"
        in found.message
    )


def test_a_table_is_refused_for_it_and_lines_are_read_without(tmp_path: Path) -> None:
    counts = {}
    for name, write_rows in WRITERS.items():
        write_rows(tmp_path / name, ROWS)
        counts[name] = sum(isinstance(item, Article) for item in read(tmp_path / name, columns={"date": "fehca"}))
    assert counts == {**dict.fromkeys(WRITERS, 0), "f.jsonl": 2}


def test_a_field_that_some_lines_lack_is_no_mistake(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", [{"cuerpo": TEXT}, {"cuerpo": OTHER, "dia": "2026-01-02"}])
    first, second = read(tmp_path / "a.jsonl", columns={"date": "dia"})
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.date, second.date) == (None, "2026-01-02")


@pytest.mark.parametrize(
    ("date", "day"), [(46022, "2025-12-31"), (1767139200, "2025-12-31"), (1767139200000, "2025-12-31"), (None, None)]
)
def test_dates_that_are_numbers(write: Any, date: Any, day: str | None) -> None:
    cell = "" if date is None else date
    (found,) = read(write([{"texto": TEXT, "fecha": cell}]))
    assert isinstance(found, Article)
    assert (found.date, found.unread_date) == (day, None)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("text=cuerpo,date=fecha", {"text": "cuerpo", "date": "fecha"}),
        (" text = Cuerpo de la nota , id=N.º ", {"text": "Cuerpo de la nota", "id": "N.º"}),
        ("text=cuerpo, completo,id=n", {"text": "cuerpo, completo", "id": "n"}),
        ("", {}),
    ],
)
def test_columns_in_one_word(text: str, columns: dict[str, str]) -> None:
    assert parse_columns(text) == columns


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cuerpo", "'cuerpo' names no column: write it as text=cuerpo"),
        ("texto=cuerpo", "no field 'texto' to read a column for: choose from id, text, html, title"),
        ("text=cuerpo,fecha=date", "no field 'fecha'"),
        ("text=a,text=b", "named twice: 'a' and 'b'"),
        ("text=", "no column is named for 'text'"),
    ],
)
def test_columns_that_are_none(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_columns(text)


def test_every_field_has_common_names() -> None:
    assert all(word_list("reading_words", f"column {name}")[0] == name for name in FIELDS)


def test_no_common_name_is_that_of_two_fields() -> None:
    names = [name for field in FIELDS for name in word_list("reading_words", f"column {field}")]
    assert len(names) == len(set(names))


def test_what_was_named_alone_is_not_told_again() -> None:
    columns = Columns({"text": "cuerpo"})
    columns.of_table(["cuerpo", "autor"])
    assert columns.line == ""
    columns.of_table(["cuerpo", "Fecha"])
    assert columns.line == "text from cuerpo, date from Fecha"


def test_options_with_other_columns_have_another_key() -> None:
    keys = {
        Options(columns, undated).key for columns in ({}, {"text": "a"}, {"text": "b"}) for undated in ("keep", "fail")
    }
    assert len(keys) == 6
    assert Options({"text": "a", "id": "b"}).key == Options({"id": "b", "text": "a"}).key


# --------------------------------------------------------------------------------------------------------- whole runs
@pytest.mark.usefixtures("in_process")
def test_the_table_of_an_archive_as_its_owner_writes_it(tmp_path: Path) -> None:
    WRITERS["a.csv"](
        tmp_path / "articles.csv", [*ROWS, {**ROWS[1], "cuerpo": OTHER + " Volverá.", "fecha": "ayer", "numero": "19"}]
    )
    arguments = (
        "extract",
        tmp_path / "articles.csv",
        "--out",
        tmp_path / "out",
        "--format",
        "csv",
        "--model",
        "blank:es",
    )
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    rows = read_tables(tmp_path / "out")["articles"]
    found = [(r["article_id"], r["text"], r["published"], r["source"], r["title"]) for r in rows]
    assert found == [*FOUND, ("19", OTHER + " Volverá.", None, "La Razón", "Aguas")]
    told = done.stderr.splitlines()
    assert (
        told.count(
            "articles.csv: text from cuerpo, date from fecha, title from titular, source from medio, id from numero"
        )
        == 1
    )
    assert [line for line in told if "unreadable date" in line] == [
        "1 article with an unreadable date was kept without one: articles.csv:3 ('ayer'); --undated fail has it fail"
    ]


def test_other_columns_read_the_file_anew(tmp_path: Path, in_process: None) -> None:
    WRITERS["a.csv"](tmp_path / "a.csv", [{**row, "resumen": f"{row['cuerpo']} (Resumen.)"} for row in ROWS])

    def run(**settings: Any) -> tuple[int, list[str]]:
        options = Settings(model="blank:es", formats=("csv",), **settings)
        done = run_extract([tmp_path / "a.csv"], tmp_path / "out", options)
        return done.processed, [row["text"] for row in read_tables(tmp_path / "out")["articles"]]

    assert run() == (2, [TEXT, OTHER])
    assert run() == (0, [TEXT, OTHER])
    assert run(columns={"text": "resumen"}) == (2, [f"{TEXT} (Resumen.)", f"{OTHER} (Resumen.)"])
    assert run() == (0, [TEXT, OTHER])


def test_undated_articles_are_counted_again_and_fail_when_told(tmp_path: Path, in_process: None) -> None:
    write_jsonl(tmp_path / "a.jsonl", [{"id": str(n), "text": f"{TEXT} {n}", "date": "ayer"} for n in range(3)])

    def run(undated: str) -> tuple[int, int, list[str]]:
        options = Settings(model="blank:es", formats=("csv",), undated=undated)
        done = run_extract([tmp_path / "a.jsonl"], tmp_path / "out", options)
        return done.articles, done.failures, [note for note in done.notes if "unreadable" in note]

    note = (
        "3 articles with an unreadable date were kept without one, the first is a.jsonl:1 ('ayer'); "
        "--undated fail has them fail"
    )
    assert run("keep") == (3, 0, [note])
    assert run("keep") == (3, 0, [note])
    assert run("fail") == (0, 3, [])


def test_the_columns_of_several_files_are_told_once(tmp_path: Path, in_process: None) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
        write_jsonl(tmp_path / "in" / name, [{"cuerpo": f"{TEXT} {name}"}])
    notes: list[str] = []
    run_extract([tmp_path / "in"], tmp_path / "out", Settings(model="blank:es"), on_note=notes.append)
    assert notes == ["a.jsonl: text from cuerpo"]


def test_a_file_that_failed_is_read_again_when_all_is_to_be_fresh(
    tmp_path: Path, in_process: None, monkeypatch: Any
) -> None:
    write_jsonl(tmp_path / "a.jsonl", [{"copete": TEXT}])
    assert run_extract([tmp_path / "a.jsonl"], tmp_path / "out", Settings(model="blank:es")).failures == 1
    read_again: list[object] = []
    from pipeline.running.batch import reading

    monkeypatch.setattr(reading, "unpack", lambda data, old=reading.unpack: read_again.append(data) or old(data))
    run_extract([tmp_path / "a.jsonl"], tmp_path / "out", Settings(model="blank:es"))
    assert read_again == []
    run_extract([tmp_path / "a.jsonl"], tmp_path / "out", Settings(model="blank:es", fresh=True))
    assert len(read_again) == 1


def test_wrong_usage_is_one_line(tmp_path: Path) -> None:
    for option, value, said in (("--columns", "texto=a", "no field 'texto'"), ("--undated", "drop", "keep or fail")):
        done = CliRunner().invoke(app, ["extract", str(tmp_path), option, value])
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
        assert said in done.stderr
