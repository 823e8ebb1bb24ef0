"""Reading: every input comes out once, as an Article or as a Failure that a person understands."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.reading import model
from pipeline.reading.read import Article, Failure, read_articles, read_records

INPUTS = Path(__file__).parent / "inputs"
TEXT = "El canciller peruano se reunió en Quito con su homóloga «para ampliar el comercio» –dijo– en 300 millones de €."


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def read(*inputs: Path | str) -> list[Article | Failure]:
    return list(read_articles(inputs))


def article(*inputs: Path | str) -> Article:
    (document,) = read(*inputs)
    assert isinstance(document, Article), document
    return document


def failure(*inputs: Path | str) -> Failure:
    (document,) = read(*inputs)
    assert isinstance(document, Failure), document
    return document


def jsonl(*records: Any) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


# ---- text files
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("repeat", [1, 40])
def test_encodings_keep_accents_quotes_euro_and_dashes(tmp_path: Path, encoding: str, repeat: int) -> None:
    text = " ".join([TEXT] * repeat)
    assert article(write(tmp_path / "nota.txt", text.encode(encoding))).raw_text == text


def test_cut_utf_8_stays_utf_8(tmp_path: Path) -> None:
    data = ("«acción» " * 20).encode() + "ó".encode()[:1]
    assert article(write(tmp_path / "a.txt", data)).raw_text == "«acción» " * 20 + "\ufffd"


@pytest.mark.parametrize("word", ["ñandú", "Kazajistán firmó", "así sea", "Perú: ¿acuerdo o desacuerdo?"])
def test_short_latin_1_text(tmp_path: Path, word: str) -> None:
    assert article(write(tmp_path / "a.txt", word.encode("latin-1"))).raw_text == word


def test_article_of_a_text_file(tmp_path: Path) -> None:
    write(tmp_path / "2024" / "cumbre.txt", TEXT)
    found = article(tmp_path)
    assert found == Article(
        article_id="2024/cumbre",
        source="2024/cumbre.txt",
        input="2024/cumbre.txt",
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        raw_text=TEXT,
    )


def test_a_file_named_itself_is_relative_to_its_folder(tmp_path: Path) -> None:
    assert article(write(tmp_path / "a" / "nota.md", TEXT)).article_id == "nota"


def test_front_matter(tmp_path: Path) -> None:
    head = "---\nid: 007\ntitle: 'Cumbre: primer día'\ndate: 2024-05-03\nurl: https://e.example/x\n"
    head += "source: El Faro\nlanguage: es-PE\nlayout: post\n---\n"
    found = article(write(tmp_path / "x.md", head + TEXT))
    assert (found.article_id, found.title, found.date) == ("007", "Cumbre: primer día", "2024-05-03")
    assert (found.url, found.source, found.language, found.raw_text) == ("https://e.example/x", "El Faro", "es", TEXT)
    assert found.input == "x.md"


def test_front_matter_with_a_colon_in_the_title_is_read_all_the_same(tmp_path: Path) -> None:
    found = article(write(tmp_path / "x.txt", f"---\ntitle: Cumbre: primer día\ndate: 3 de mayo de 2024\n---\n{TEXT}"))
    assert (found.title, found.date, found.raw_text) == ("Cumbre: primer día", "2024-05-03", TEXT)


def test_front_matter_with_windows_lines_and_bom(tmp_path: Path) -> None:
    found = article(write(tmp_path / "x.txt", f"---\r\ntitle: Acuerdo\r\n---\r\n{TEXT}".encode("utf-8-sig")))
    assert (found.title, found.raw_text) == ("Acuerdo", TEXT)


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{TEXT}",
        f"{TEXT}\n---\n{TEXT}",
        f"---\nNota: el canciller viajará mañana.\n---\n{TEXT}",
        f"---\n- uno\n- dos\n---\n{TEXT}",
    ],
)
def test_dashes_in_prose_are_no_front_matter(tmp_path: Path, text: str) -> None:
    found = article(write(tmp_path / "x.txt", text))
    assert (found.raw_text, found.title) == (text, None)


def test_front_matter_alone_is_empty(tmp_path: Path) -> None:
    assert failure(write(tmp_path / "x.md", "---\ntitle: Acuerdo\n---\n")).error == "empty"


# ---- HTML
def test_html_page() -> None:
    found = article(INPUTS / "page.html")
    assert found.article_id == "page"
    assert found.title == "Cancilleres de Perú y Corea firman acuerdo"
    assert found.date == "2023-06-14"
    assert found.source == "El Faro Austral"
    assert "«acuerdo marco»" in found.raw_text
    assert "–negociado desde 2021–" in found.raw_text
    assert "300 millones de €" in found.raw_text
    assert "derechos reservados" not in found.raw_text
    assert found.sha256 == hashlib.sha256((INPUTS / "page.html").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "codec"), [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("utf-16", "utf-16")]
)
def test_html_in_its_declared_encoding(tmp_path: Path, name: str, codec: str) -> None:
    page = (INPUTS / "page.html").read_text().replace('charset="utf-8"', f'charset="{name}"')
    assert "«acuerdo marco»" in article(write(tmp_path / "p.htm", page.encode(codec))).raw_text


def test_html_without_article() -> None:
    found = failure(INPUTS / "no_article.html")
    assert (found.stage, found.error) == ("read", "no_main_text")
    assert found.message.startswith("no_article.html: ")


def test_html_in_a_record(tmp_path: Path) -> None:
    page = (INPUTS / "page.html").read_text()
    found = article(write(tmp_path / "f.jsonl", jsonl({"id": "r1", "html": page, "date": "2023-06-15"})))
    assert (found.article_id, found.date, found.title) == (
        "r1",
        "2023-06-15",
        "Cancilleres de Perú y Corea firman acuerdo",
    )
    assert found.raw_text.startswith("Cancilleres") or found.raw_text.startswith("Los cancilleres")


# ---- records
RECORD = {"id": "n-1", "text": TEXT, "title": "Perú y Ecuador", "date": "2024-05-03", "source": "El Faro"}


def as_json(path: Path) -> Path:
    return write(path / "f.json", json.dumps([RECORD]))


def as_object(path: Path) -> Path:
    return write(path / "f.json", json.dumps(RECORD))


def as_jsonl(path: Path) -> Path:
    return write(path / "f.jsonl", jsonl(RECORD))


def as_ndjson_gz(path: Path) -> Path:
    return write(path / "f.ndjson.gz", jsonl(RECORD))


def as_csv(path: Path) -> Path:
    pd.DataFrame([RECORD]).to_csv(path / "f.csv", index=False)
    return path / "f.csv"


def as_semicolon_csv(path: Path) -> Path:
    pd.DataFrame([RECORD]).to_csv(path / "f.csv", index=False, sep=";", encoding="utf-8-sig")
    return path / "f.csv"


def as_latin_csv_gz(path: Path) -> Path:
    return write(path / "f.csv.gz", pd.DataFrame([RECORD]).to_csv(index=False).encode("cp1252"))


def as_utf_16_csv(path: Path) -> Path:
    return write(path / "f.csv", pd.DataFrame([RECORD]).to_csv(index=False, sep="\t").encode("utf-16"))


def as_parquet(path: Path) -> Path:
    pd.DataFrame([RECORD | {"date": pd.Timestamp("2024-05-03 10:00"), "n": 3}]).to_parquet(path / "f.parquet")
    return path / "f.parquet"


@pytest.mark.parametrize(
    "make",
    [as_json, as_object, as_jsonl, as_ndjson_gz, as_csv, as_semicolon_csv, as_latin_csv_gz, as_utf_16_csv, as_parquet],
)
def test_record_formats_agree(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    found = article(make(tmp_path))
    assert (found.article_id, found.raw_text, found.title) == ("n-1", TEXT, "Perú y Ecuador")
    assert (found.date, found.source, found.language) == ("2024-05-03", "El Faro", None)
    assert found.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_records_without_id_are_named_by_file_and_line(tmp_path: Path) -> None:
    write(tmp_path / "a" / "f.jsonl", "\n" + jsonl({"text": TEXT}, {"text": TEXT}))
    assert [(d.article_id, d.source) for d in read(tmp_path)] == [("a/f:2", "a/f.jsonl:2"), ("a/f:3", "a/f.jsonl:3")]


def test_a_broken_line_leaves_the_others(tmp_path: Path) -> None:
    path = write(
        tmp_path / "f.jsonl", jsonl({"id": 1, "text": TEXT}) + '{"id": 2, "text": \n' + jsonl({"id": 3, "text": TEXT})
    )
    first, broken, last = read(path)
    assert isinstance(broken, Failure)
    assert (first.article_id, last.article_id) == ("1", "3")
    assert (broken.source, broken.error, broken.article_id) == ("f.jsonl:2", "broken_json", None)
    assert "f.jsonl:2" in broken.message
    assert "not valid JSON" in broken.message


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('"una frase"', "no_record"),
        ("[1, 2]", "no_record"),
        ("null", "no_record"),
        ('{"id": "a"}', "missing_text"),
        ('{"id": "a", "text": null}', "missing_text"),
        ('{"id": "a", "text": 12}', "missing_text"),
        ('{"id": "a", "text": ["uno"]}', "missing_text"),
        ('{"id": "a", "text": ""}', "empty"),
        ('{"id": "a", "text": " \\n\\t "}', "empty"),
        ('{"id": "a", "text": "\\u200b\\ufeff"}', "empty"),
        ('{"id": "a", "text": "uno\\u0000dos"}', "binary"),
        ('{"id": "../a", "text": "Hola."}', "unsafe_id"),
        ('{"id": "/etc/a", "text": "Hola."}', "unsafe_id"),
        ('{"id": "a/../../b", "text": "Hola."}', "unsafe_id"),
        ('{"id": "..\\\\a", "text": "Hola."}', "unsafe_id"),
        ('{"id": "a\\u001b[31m", "text": "Hola."}', "unsafe_id"),
        ('{"id": "a\\u202eb", "text": "Hola."}', "unsafe_id"),
        ('{"id": "a\\nb", "text": "Hola."}', "unsafe_id"),
        ("{" * 100_000, "broken_json"),
        ("[" * 100_000, "broken_json"),
        ('{"id": ' + "9" * 5000 + ', "text": "x"}', "broken_json"),
    ],
)
def test_bad_records_are_failures(tmp_path: Path, line: str, error: str) -> None:
    found = failure(write(tmp_path / "f.jsonl", line + "\n"))
    assert (found.stage, found.error, found.source) == ("read", error, "f.jsonl:1")
    assert found.message.startswith("f.jsonl:1: ")
    assert found.message.isprintable()
    assert found.sha256 is not None


def test_unknown_date_names_the_value_and_what_is_accepted(tmp_path: Path) -> None:
    path = write(tmp_path / "f.jsonl", jsonl({"id": "a", "text": TEXT, "date": "anteayer"}))
    (found,) = read_articles([path], undated="fail")
    assert isinstance(found, Failure)
    assert (found.article_id, found.stage, found.error) == ("a", "read", "unknown_date")
    assert found.message.startswith("f.jsonl:1: the date 'anteayer' is not understood; give '2025-04-25'")
    assert found.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    ("value", "shown"),
    [("ayer", "'ayer'"), ("2024-02-30", "'2024-02-30'"), (7, "'7'"), ([1], "a list"), (True, "'True'")],
)
def test_an_article_with_an_unreadable_date_is_kept_without_one(value: Any, shown: str) -> None:
    (found,) = read_records([{"id": "a", "text": TEXT, "date": value}])
    assert isinstance(found, Article)
    assert (found.date, found.unread_date) == (None, shown)


def test_what_is_neither_kept_nor_failed_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown choice 'drop' for undated: choose keep or fail"):
        list(read_articles(["x.txt"], undated="drop"))


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-04-25", "2025-04-25"),
        ("2025-04-25T23:30:00-05:00", "2025-04-25"),
        ("2025-04-25 10:00", "2025-04-25"),
        ("25/04/2025", "2025-04-25"),
        ("5/4/2025", "2025-04-05"),
        ("25 de abril de 2025", "2025-04-25"),
        ("viernes, 25 de abril de 2025", "2025-04-25"),
        ("Fri, 25 Apr 2025 10:00:00 GMT", "2025-04-25"),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_records(value: str | None, day: str | None) -> None:
    (found,) = read_records([{"id": "a", "text": TEXT, "date": value}])
    assert isinstance(found, Article)
    assert found.date == day


@pytest.mark.parametrize(
    "value",
    [datetime.date(2024, 5, 3), datetime.datetime(2024, 5, 3, 9), pd.Timestamp("2024-05-03T10:00Z")],
)
def test_dates_as_objects(value: Any) -> None:
    (found,) = read_records([{"text": TEXT, "date": value}])
    assert isinstance(found, Article)
    assert found.date == "2024-05-03"


@pytest.mark.parametrize("value", [float("nan"), pd.NaT, pd.NA, None])
def test_missing_cells_of_frames_are_missing(value: Any) -> None:
    (found,) = read_records([{"id": value, "text": TEXT, "date": value, "title": value, "source": value}])
    assert isinstance(found, Article)
    assert (found.article_id, found.date, found.title, found.source) == ("records:1", None, None, "records:1")


@pytest.mark.parametrize(("given", "kept"), [(12, "12"), (12.0, "12"), (" a b ", "a b"), ("año/1", "año/1")])
def test_ids(given: Any, kept: str) -> None:
    (found,) = read_records([{"id": given, "text": TEXT}])
    assert found.article_id == kept


def test_titles_lose_control_characters() -> None:
    (found,) = read_records([{"text": TEXT, "title": "Cum\x1b[31mbre\n de\u202e jefes"}])
    assert isinstance(found, Article)
    assert found.title == "Cum[31mbre de jefes"


def test_titles_get_their_windows_quotes_back() -> None:
    (found,) = read_records([{"text": TEXT, "title": "Está \x93mucho mejor\x94: médicos"}])
    assert isinstance(found, Article)
    assert found.title == "Está “mucho mejor”: médicos"


def test_lone_surrogates_are_made_encodable(tmp_path: Path) -> None:
    found = article(write(tmp_path / "f.jsonl", '{"text": "uno \\ud83d dos"}\n'))
    assert found.raw_text == "uno \ufffd dos"


def test_two_records_with_one_id(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", jsonl({"id": "x", "text": TEXT}))
    write(tmp_path / "b.jsonl", jsonl({"id": "x", "text": TEXT}, {"id": "y", "text": TEXT}))
    first, second, third = read(tmp_path)
    assert isinstance(second, Failure)
    assert (second.error, second.source, second.article_id) == ("duplicate_id", "b.jsonl:1", "x")
    assert "a.jsonl:1" in second.message
    assert [type(first), type(third)] == [Article, Article]


def test_two_folders_with_a_file_of_one_name(tmp_path: Path) -> None:
    write(tmp_path / "a" / "n.txt", TEXT)
    write(tmp_path / "b" / "n.txt", TEXT + " Fin")
    assert [type(d) for d in read(tmp_path / "a", tmp_path / "b")] == [Article, Failure]


# ---- CSV, Parquet
@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", "empty"),
        ("id,text\n", "empty"),
        ("id,resumen\n1,hola\n", "missing_text"),
        ('id,text\n1,"sin cerrar\n', "broken_csv"),
    ],
)
def test_bad_csv_files(tmp_path: Path, content: str, error: str) -> None:
    found = failure(write(tmp_path / "f.csv", content))
    assert found.error == error
    assert found.message.startswith("f.csv")


def test_csv_rows_stand_for_themselves(tmp_path: Path) -> None:
    path = write(tmp_path / "f.csv", 'id,text\na,"uno\ndos, tres"\nb,cuatro,de más\nc,\nd,cinco\n')
    a, b, c, d = read(path)
    assert isinstance(a, Article)
    assert (a.raw_text, a.input) == ("uno\ndos, tres", "f.csv:1")
    assert [(x.error, x.source) for x in (b, c) if isinstance(x, Failure)] == [
        ("broken_csv", "f.csv:2"),
        ("missing_text", "f.csv:3"),
    ]
    assert d.article_id == "d"


def test_namibia_is_text_in_csv(tmp_path: Path) -> None:
    assert article(write(tmp_path / "f.csv", "id,text\nNA,Namibia firmó el acuerdo\n")).article_id == "NA"


@pytest.mark.parametrize("data", [b"PAR1 no es parquet", b"texto"])
def test_broken_parquet(tmp_path: Path, data: bytes) -> None:
    assert failure(write(tmp_path / "f.parquet", data)).error == "broken_parquet"


def test_parquet_without_text_column(tmp_path: Path) -> None:
    pd.DataFrame([{"id": 1, "resumen": TEXT}]).to_parquet(tmp_path / "f.parquet")
    found = failure(tmp_path / "f.parquet")
    assert found.error == "missing_text"
    assert "id, resumen; say which has the text: --columns text=" in found.message


@pytest.mark.parametrize(
    ("kind", "value"), [("timestamp[us]", 2**62), ("timestamp[ms]", 2**62), ("date32", 2**31 - 1), ("date64", 2**62)]
)
def test_a_day_that_nobody_knows_costs_its_row_alone(tmp_path: Path, kind: str, value: int) -> None:
    days = pa.array([0, 0, value, *[0] * 7], pa.int32() if kind == "date32" else pa.int64()).view(kind)
    table = pa.table({"id": [f"n{number}" for number in range(1, 11)], "text": [TEXT] * 10, "Date": days})
    pq.write_table(table, tmp_path / "f.parquet")
    documents = read(tmp_path / "f.parquet")
    broken = documents.pop(2)
    assert isinstance(broken, Article)
    assert (broken.input, broken.article_id, broken.date) == ("f.parquet:3", "n3", None)
    assert broken.unread_date
    assert [document.article_id for document in documents] == [f"n{number}" for number in range(1, 11) if number != 3]
    assert {document.date for document in documents if isinstance(document, Article)} == {"1970-01-01"}


def test_parquet_nulls(tmp_path: Path) -> None:
    pd.DataFrame([{"id": "a", "text": None, "date": None}, {"id": "b", "text": TEXT, "date": None}]).to_parquet(
        tmp_path / "f.parquet"
    )
    first, second = read(tmp_path / "f.parquet")
    assert isinstance(first, Failure)
    assert (first.error, first.article_id, second.article_id) == ("missing_text", "a", "b")


# ---- bad files
@pytest.mark.parametrize(
    ("name", "data", "error", "word"),
    [
        ("a.txt", b"", "empty", "empty"),
        ("a.txt", b" \n\t\r\n ", "empty", "white space"),
        ("a.html", b"", "empty", "empty"),
        ("a.json", b"", "empty", "white space"),
        ("a.json", b"[]", "empty", "list is empty"),
        ("a.json", b'{"text": "a"}\n{"text": "b"}\n', "broken_json", ".jsonl"),
        ("a.jsonl", b"\n\n", "empty", "no line"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary", "picture"),
        ("a.txt", b"%PDF-1.7 \xe2\xe3\xcf\xd3", "binary", "PDF"),
        ("a.txt", b"PK\x03\x04 docx", "binary", "Office"),
        ("a.txt", bytes(range(256)) * 20, "binary", ""),
        ("a.txt", b"El canciller\x00 viaj\xc3\xb3", "binary", ""),
        ("a.txt", b"\x01\x02\x03\x04\x05\x06 texto", "binary", "control"),
        ("a.odt", b"PK\x03\x04", "unknown_ending", ".jsonl"),
        ("sin_ending", TEXT.encode(), "unknown_ending", ".txt"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, data: bytes, error: str, word: str) -> None:
    found = failure(write(tmp_path / name, data))
    assert (found.stage, found.error, found.source) == ("read", error, name)
    assert found.message.startswith(f"{name}: ")
    assert word in found.message


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.gz", "a.html.gz"])
def test_broken_gzip(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"no es gzip")
    assert failure(tmp_path / name).error == "broken_gzip"


def test_cut_gzip(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode() * 50)[:-20])
    assert failure(tmp_path / "a.txt.gz").error == "broken_gzip"


@pytest.mark.parametrize("name", ["a.txt.gz", "a.md.gz"])
def test_gzip_text(tmp_path: Path, name: str) -> None:
    found = article(write(tmp_path / name, TEXT))
    assert (found.article_id, found.raw_text) == ("a", TEXT)


def test_gzip_bombs_stop_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = write(tmp_path / "a.txt.gz", b"a" * (model.MAX_BYTES + 10))
    assert failure(bomb).error == "too_long"
    line = write(tmp_path / "b.jsonl.gz", b'{"text": "' + b"a" * (model.MAX_BYTES + 10))
    assert failure(line).error == "too_long"


def test_one_line_of_ten_megabytes(tmp_path: Path) -> None:
    found = failure(write(tmp_path / "a.txt", "a" * 10_000_000))
    assert found.error == "too_long"
    assert "5000000" in found.message


def test_one_long_paragraph(tmp_path: Path) -> None:
    found = failure(write(tmp_path / "a.txt", "Título\n" + "palabra " * 150_000))
    assert found.error == "too_long"
    assert "one line" in found.message


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", TEXT)

    def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert failure(path).error == "no_permission"


# ---- folders, globs
def test_folder_order_hidden_files_and_nesting(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.md", ".oculto.txt", ".git/x.txt", "c.txt"):
        write(tmp_path / name, TEXT)
    assert [d.article_id for d in read(tmp_path)] == ["b", "c", "a/z", "a/b/c"]


def test_missing_path_names_it(tmp_path: Path) -> None:
    found = failure(str(tmp_path / "nada.txt"))
    assert found.error == "not_found"
    assert "nada.txt" in found.message


def test_globs(tmp_path: Path) -> None:
    for name in ("2023/a.txt", "2024/b.txt", "2024/c.md"):
        write(tmp_path / name, TEXT)
    assert [d.article_id for d in read(str(tmp_path / "*" / "*.txt"))] == ["2023/a", "2024/b"]
    assert [d.article_id for d in read(str(tmp_path / "**" / "*.md"))] == ["2024/c"]
    found = failure(str(tmp_path / "*.csv"))
    assert (found.error, "no file matches" in found.message) == ("not_found", True)


def test_a_file_with_glob_characters_in_its_name(tmp_path: Path) -> None:
    assert article(write(tmp_path / "nota[1].txt", TEXT)).article_id == "nota[1]"


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    assert len(read(tmp_path, path, path)) == 1


def test_empty_folder(tmp_path: Path) -> None:
    found = failure(tmp_path)
    assert (found.error, "no file" in found.message) == ("empty", True)


def test_a_folder_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "vacia.txt").mkdir()
    write(tmp_path / "llena.txt" / "a.txt", TEXT)
    first, second = read(tmp_path)
    assert first.article_id == "llena.txt/a"
    assert isinstance(second, Failure)
    assert (second.error, second.source) == ("folder", "vacia.txt")


def test_broken_link_and_odd_names(tmp_path: Path) -> None:
    (tmp_path / "roto.txt").symlink_to(tmp_path / "nada.txt")
    write(tmp_path / "con\x1b[31m rojo\n.txt", TEXT)
    odd, broken = read(tmp_path)
    assert isinstance(broken, Failure)
    assert broken.error == "unreadable"
    assert odd.article_id is not None
    assert odd.article_id.isprintable()


def test_undecodable_file_name(tmp_path: Path) -> None:
    (tmp_path / "a\udce9.txt").write_text(TEXT)
    assert article(tmp_path).article_id == "a\ufffd"


# ---- stdin, memory
def test_stdin_text() -> None:
    (found,) = read_articles(["-"], stdin=io.BytesIO(f"\n{TEXT}\n".encode()))
    assert isinstance(found, Article)
    assert (found.article_id, found.source, found.raw_text.strip()) == ("stdin", "stdin", TEXT)


def test_stdin_jsonl() -> None:
    stream = io.BytesIO(("\n" + jsonl({"id": "a", "text": TEXT}, {"text": TEXT}) + "{roto\n").encode())
    first, second, third = read_articles("-", stdin=stream)
    assert (first.article_id, second.article_id) == ("a", "stdin:3")
    assert isinstance(third, Failure)
    assert third.source == "stdin:4"


@pytest.mark.parametrize("data", [b"", b"\n \n"])
def test_empty_stdin(data: bytes) -> None:
    (found,) = read_articles(["-"], stdin=io.BytesIO(data))
    assert isinstance(found, Failure)
    assert found.error == "empty"


def test_records_stream(tmp_path: Path) -> None:
    path = write(tmp_path / "f.jsonl", jsonl({"id": "a", "text": TEXT}) + "{roto\n" * 3)
    documents = read_articles(path)
    assert next(documents).article_id == "a"


@pytest.mark.parametrize("record", [{"id": "a"}, "texto", 3, None])
def test_bad_records_in_memory(record: Any) -> None:
    (found,) = read_records([record])
    assert isinstance(found, Failure)


def test_mixed_encodings_in_one_feed(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": i, "text": "acción"}, ensure_ascii=False).encode(c) for i, c in ((1, "utf-8"), (2, "cp1252"))
    ]
    assert [d.raw_text for d in read(write(tmp_path / "f.jsonl", b"\n".join(lines))) if isinstance(d, Article)] == [
        "acción"
    ] * 2


def test_shared_corpus_is_read_whole() -> None:
    corpus = Path(__file__).parents[2] / "shared" / "corpus" / "articles.jsonl"
    if not corpus.exists():
        pytest.skip("../shared is not there")
    assert all(isinstance(document, Article) for document in read(corpus))
