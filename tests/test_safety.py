"""Inputs made to do harm: they end as a failure with a reason, in little time and memory, and reach nothing outside."""

from __future__ import annotations

import ast
import gzip
import io
import json
import os
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.cli.terminal import article_view, summary_view
from pipeline.output.folder import read_tables
from pipeline.reading import formats, gzipped, html
from pipeline.reading.read import Article, Failure, read_articles, read_records
from pipeline.reading.tokenizer_limits import glued_signs
from pipeline.running.batch.run import Summary
from pipeline.running.process import default_nlp, process_with
from pipeline.running.tagging import run_timex

PACKAGE = Path(pipeline.__file__).parent
NOTE = "El presidente de Chile viajó hoy a Lima para firmar un acuerdo de comercio con el Perú, según la agencia."
PAGE = f"<p>{NOTE}</p>\n"


def read_one(tmp_path: Path, name: str, data: bytes) -> Article | Failure:
    """The first document of a file; it must come within seconds."""
    (tmp_path / name).write_bytes(data)
    began = time.process_time()
    document = next(iter(read_articles([tmp_path / name])))
    assert time.process_time() - began < 5
    return document


def refused(tmp_path: Path, name: str, data: bytes) -> Failure:
    document = read_one(tmp_path, name, data)
    assert isinstance(document, Failure), document.raw_text[:100]
    assert document.message.startswith(name)
    return document


# ------------------------------------------------------------------------------------------------------------ formats
@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.TGZ", "a.7z", "a.rar", "a.txt.xz", "a.jsonl.zst"])
def test_archives_are_not_unpacked(tmp_path: Path, name: str) -> None:
    failure = refused(tmp_path, name, b"PK\x03\x04")
    assert failure.error == "archive" and "unpack it" in failure.message


def _lol(*, depth: int) -> str:
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(depth))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><TimeML><TEXT>&l{depth};</TEXT></TimeML>'


@pytest.mark.parametrize(
    "document",
    [
        _lol(depth=9),
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><TimeML><TEXT>&e;</TEXT></TimeML>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><TimeML><TEXT>a</TEXT></TimeML>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_a_document_type_is_refused(tmp_path: Path, document: str, encoding: str) -> None:
    assert "document type" in refused(tmp_path, "a.tml", document.encode(encoding)).message


def test_deep_xml_is_read(tmp_path: Path) -> None:
    document = "<TimeML><TEXT>" + "<a>" * 100_000 + NOTE + "</a>" * 100_000 + "</TEXT></TimeML>"
    article = read_one(tmp_path, "a.tml", document.encode())
    assert isinstance(article, Article) and article.raw_text == NOTE


@pytest.mark.parametrize(
    "unit",
    [
        "<div>\n",
        "<p><b>\n<i>",
        "<table><tr><td>\n",
        "<li>x\n",
        "<td>x\n",
        "<p>x\n",
        "<a href=x>y</a>\n",
        "<!--\n",
        "<\n",
    ],
)
def test_pages_of_thousands_of_tags_take_seconds(tmp_path: Path, unit: str) -> None:
    read_one(tmp_path, "a.html", (unit * 5000 + PAGE).encode())


def _crowded(number: int, unit: str = "<a href=x>Chile</a> y <b><i>Perú</i></b> ") -> str:
    return f"<article><p>{NOTE} {unit * number}<br>{NOTE}</p><p>{NOTE} <b>Fin</b>.</p></article>"


@pytest.mark.parametrize(
    "unit", ["<a href=x>y</a> z ", "<b>y</b> ", "<x-y>y</x-y>z", "<img src=x>z", "<time>y</time> z "]
)
def test_a_paragraph_of_forty_thousand_tags_takes_seconds(tmp_path: Path, unit: str) -> None:
    article = read_one(tmp_path, "a.html", _crowded(40_000, unit).encode())
    assert isinstance(article, Article) and article.raw_text.endswith(f"{NOTE}\n{NOTE} Fin.")


@pytest.mark.parametrize("number", [1_000, 2_000])
def test_a_crowded_paragraph_is_one_piece_of_text_a_line_however_many_tags_it_has(number: int) -> None:
    page = html._flattened(_crowded(number))
    first, second = page.iter("p")
    assert [len(first.xpath(".//text()")), len(second.xpath(".//text()"))] == [2, 3]
    assert first.text_content() == f"{NOTE} {'Chile y Perú ' * number}{NOTE}"


@pytest.mark.parametrize(
    "unit", ["<a href=x>Chile</a> y <b><i>Perú</i></b>, ", "uno<!-- c --><br>dos<time>3</time> tres "]
)
def test_a_crowded_paragraph_has_the_text_it_had(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _crowded(600, unit)
    monkeypatch.setattr(html, "MAX_IN_PARAGRAPH", 500)
    flattened = html.extract_page(page)
    monkeypatch.setattr(html, "MAX_IN_PARAGRAPH", html.MAX_TAGS)
    assert flattened == html.extract_page(page)


@pytest.mark.parametrize("unit", ["<img src=x>uno ", "<h2>Lima</h2> uno ", "<a href=x>uno</a> dos "])
def test_pieces_of_text_between_many_elements_become_paragraphs(unit: str) -> None:
    number = html.MAX_IN_PARAGRAPH + 1
    page = html._flattened(
        f"<html><body><div>Antes {unit * number}<p>{NOTE}</p> <!-- x --> después</div></body></html>"
    )
    (div,) = page.iter("div")
    assert (div.text, {child.tail for child in div}) == (None, {None})
    paragraphs = [" ".join("".join(p.itertext()).split()) for p in div.iter("p")]
    words = {"i": ["Antes" + " uno" * number], "h": ["Antes", *["uno"] * number], "a": ["Antes" + " uno dos" * number]}
    assert paragraphs == [*words[unit[1]], NOTE, "después"]
    assert len(list(div.iter("h2"))) == (number if unit[1] == "h" else 0)


def test_a_page_of_images_between_words_is_read_in_no_time(tmp_path: Path) -> None:
    last = "La agencia no dio más detalles de la visita del presidente."
    page = f"<article><p>{NOTE}</p><div>{'<img src=x>uno ' * 40_000}</div><p>{last}</p></article>"
    article = read_one(tmp_path, "a.html", page.encode())
    assert isinstance(article, Article) and article.raw_text.split("\n") == [NOTE, " ".join(["uno"] * 40_000), last]


def test_a_page_without_crowded_paragraphs_is_left_as_it_is() -> None:
    page = "".join(f"<p>{NOTE} <a href=x>Más</a>.</p>" for _ in range(html.MAX_IN_PARAGRAPH))
    assert html._flattened(page) == page


def test_pages_of_a_million_tags_and_of_giant_attributes_are_refused(tmp_path: Path) -> None:
    assert "tags" in refused(tmp_path, "a.html", ("<td>\n" * (html.MAX_TAGS + 1) + PAGE).encode()).message
    assert refused(tmp_path, "b.html", b"<p title='" + b"x" * 19_000_000 + b"'>" + PAGE.encode()).error == "too_long"
    assert refused(tmp_path, "c.html", b"<p title='" + b"x" * 100_000_000).error == "too_long"


@pytest.mark.parametrize(
    "name",
    ["hex", "zlib", "bz2", "rot13", "idna", "undefined", "unicode_escape", "punycode", "quopri", "uu", "x-y", "-"],
)
def test_a_page_may_name_any_encoding(tmp_path: Path, name: str) -> None:
    article = read_one(
        tmp_path, "a.html", f"<meta charset={name}><title>\\x41</title>".encode() + PAGE.encode("cp1252")
    )
    assert isinstance(article, Article)
    assert article.raw_text == NOTE


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000, b'{"text": "a", "x": ' + b"[" * 5000 + b"]" * 5000 + b"}"]
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_deep_json_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    assert "nested too deeply" in refused(tmp_path, name, data).message
    assert len(list(read_articles("-", stdin=io.BytesIO(data)))) == 1  # on standard input it may be a text


def test_json_of_millions_of_values_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_JSON_VALUES", 1000)
    assert "values" in refused(tmp_path, "a.json", b"[" + b"[]," * 1000 + b"[]]").message
    assert "values" in refused(tmp_path, "b.jsonl", b"[" + b"{}," * 1000 + b"{}]").message


def test_json_numbers_beyond_all_bounds(tmp_path: Path) -> None:
    lines = ['{"id": 1%s, "text": "a"}' % ("0" * 5000), '{"id": 1e999, "text": "a"}', '{"date": 1e308, "text": "a"}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    documents = list(read_articles([tmp_path / "a.jsonl"]))
    assert [getattr(d, "error", None) for d in documents] == ["broken_json", None, None]


def test_records_in_memory_that_no_file_could_hold() -> None:
    endless: dict[str, object] = {"id": 10**5000, "date": "x"}
    endless["source"] = endless
    documents = list(read_records([endless, {"text": NOTE}]))
    assert [type(d) for d in documents] == [Failure, Article]


def test_an_alias_bomb_in_front_matter_is_not_written_out(tmp_path: Path) -> None:
    levels = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20))
    article = read_one(tmp_path, "a.txt", f"---\na: &a [x]\n{levels}date: *u\ntitle: *u\n---\n{NOTE}".encode())
    assert isinstance(article, Article)
    assert (article.date, article.unread_date, article.title) == (None, "a list", None)


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.mkdir [pwned]", "!!python/name:os.system", "!!binary aaaa"])
def test_tags_in_front_matter_make_nothing(in_tmp: Path, tag: str) -> None:
    article = read_one(in_tmp, "a.md", f"---\ntitle: {tag}\n---\n{NOTE}".encode())
    assert isinstance(article, Article) and article.raw_text == NOTE
    assert [path.name for path in in_tmp.iterdir()] == ["a.md"]


@pytest.mark.parametrize(
    "block", ["[" * 60_000, "? " * 30_000, "- " * 30_000, "{" + '"a":' * 12_000, "&a [*a]", "{a: " * 9000]
)
def test_front_matter_of_nothing_but_openings(tmp_path: Path, block: str) -> None:
    assert isinstance(read_one(tmp_path, "a.txt", f"---\ntitle: {block}\n---\n{NOTE}".encode()), Article)


def test_gzip_bombs_of_many_lines_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gzipped, "MAX_UNPACKED", 1_000_000)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"\n" * 10_000_000))
    (document,) = read_articles([tmp_path / "a.jsonl.gz"])
    assert isinstance(document, Failure) and "200 times its size" in document.message


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


@pytest.mark.parametrize("rows", [1, 3000])
def test_parquet_bombs_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    """One long value, or one value that the file holds once and has in every row."""
    monkeypatch.setattr(gzipped, "MAX_UNPACKED", 1_000_000)
    text = "x" * (2_000_000 if rows == 1 else 2_000)
    (tmp_path / "a.parquet").write_bytes(
        _parquet(pa.table({"id": [str(n) for n in range(rows)], "text": [text] * rows}))
    )
    documents = list(read_articles([tmp_path / "a.parquet"]))
    assert len(documents) < max(rows, 2)
    assert "200 times its size" in documents[-1].message


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([2**62], pa.timestamp("us")),
        pa.array([1], pa.timestamp("us", tz="No/Where")),
        pa.array([2**30], pa.int32()).cast(pa.date32()),
        pa.array([2**62], pa.duration("us")),
        pa.array([1], pa.time64("us")),
    ],
)
def test_parquet_dates_that_python_does_not_know(tmp_path: Path, dates: pa.Array) -> None:
    article = read_one(tmp_path, "a.parquet", _parquet(pa.table({"text": [NOTE], "date": dates})))
    assert isinstance(article, Article)
    assert article.date is None
    assert article.unread_date


@pytest.mark.parametrize(
    "data", [b"id,text\rfoo,bar\r", b"id\r,text\nfoo,bar\n", b'id,text,"' + b"x" * 6_000_000 + b'"\n1,2,3\n']
)
def test_csv_headers_that_are_none(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, "a.csv", data).error == "broken_csv"


@pytest.mark.parametrize(
    "row", [b'1,"' + b"x" * 6_000_000 + b'"', b"," * 5_000_000, b'1,"' + b"\n" * 6_000_000, b"1" + b',"\n"' * 300_000]
)
def test_csv_rows_beyond_all_bounds(tmp_path: Path, row: bytes) -> None:
    assert refused(tmp_path, "a.csv", b"id,text\n" + row + b"\n").error == "broken_csv"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(NOTE, encoding="utf-8")
    first, second = read_articles([tmp_path])
    assert isinstance(first, Failure) and "no regular file" in first.message
    assert isinstance(second, Article)


def test_standard_input_of_blank_lines_takes_linear_time() -> None:
    began = time.process_time()
    (document,) = read_articles("-", stdin=io.BytesIO(b"\n" * 3_000_000))
    assert isinstance(document, Failure)
    assert time.process_time() - began < 5


def test_a_surprise_in_a_reader_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def surprised(*arguments: object) -> Iterator[Article]:
        raise RecursionError("too\x1b[2J deep")
        yield  # a reader is a generator

    monkeypatch.setattr(formats, "READERS", {**formats.READERS, ".md": surprised})
    (tmp_path / "a.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(NOTE, encoding="utf-8")
    first, second = read_articles([tmp_path])
    assert isinstance(first, Failure) and first.error == "RecursionError" and "please report it" in first.message
    assert "\x1b" not in first.message
    assert isinstance(second, Article)


# ---------------------------------------------------------------------------------------------------------- tokenizer
@pytest.mark.parametrize("sign", ["<", "_", "$", "'", "+", "😀", "…"])
def test_thousands_of_signs_without_a_space_are_refused(tmp_path: Path, sign: str) -> None:
    text = f"{NOTE} {sign * 5000}"
    assert glued_signs(text)
    ((_, rows),) = process_with(read_records([{"text": text}]), default_nlp("blank:es"))
    assert [(row["stage"], row["error"]) for row in rows["failures"]] == [("process", "too_long")]
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert "thousands of signs" in run_timex([tmp_path / "a.txt"], tmp_path / "out").messages[0]


@pytest.mark.parametrize(
    "text", [NOTE, "=" * 1000, "data:image/png;base64," + "iVBO/Rw0+KGgo" * 9000, "https://a.b/" + "x" * 5000]
)
def test_rules_links_and_pictures_in_a_text_are_none(text: str) -> None:
    assert glued_signs(text) is None


# ----------------------------------------------------------------------------------------------------- output folder
IDS = [
    "../../fuera",
    "/etc/fuera",
    "..\\fuera",
    "C:\\fuera",
    "C:fuera",
    "~/fuera",
    "a/../../../fuera",
    "nul\x00fuera",
    "CON",
    "con.txt",
    "LPT1",
    ".oculto",
    "...",
    "a/b",
    "a\\b",
    "a:b",
    "a*?<>|b",
    "ñ" * 500,
    "𝐀" * 500,
    "x" * 501,
    "x" * 100_000,
    "\x1b[31mrojo",
    "salto\nfuera",
    "-rf",
]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "a.jsonl"
    path.parent.mkdir()
    path.write_text("\n".join(json.dumps({"id": name, "text": NOTE}) for name in IDS), encoding="utf-8")
    return path


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_ids_do_not_leave_the_folder_of_timex(feed: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "er" / "out"
    done = run_timex([feed], out)
    assert done.documents + len(done.messages) == len(IDS)
    assert {path.parent for path in out.iterdir()} == {out}
    assert len(list(out.iterdir())) == done.documents
    assert _files(tmp_path) == {f"deep/er/out/{path.name}" for path in out.iterdir()} | {"in/a.jsonl"}
    for path in out.iterdir():
        assert len(path.name.encode()) < 200
        assert path.stem.split(".")[0].lower() not in {"con", "lpt1"}
        assert not set(path.name) & set('/\\:*?"<>|') and path.name.isprintable() and path.name[0] != "."


@pytest.mark.usefixtures("in_process")
def test_ids_do_not_leave_the_folder_of_extract(feed: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["extract", str(feed), "--out", str(tmp_path / "out"), "--model", "blank:es"])
    assert done.exit_code == 0
    assert {name.split("/")[0] for name in _files(tmp_path)} == {"in", "out"}
    known = {*read_tables(tmp_path / "out"), "datapackage", "run", "a"}
    assert all(Path(name).stem in known for name in _files(tmp_path) if "/.comunicado/" not in name)
    assert _inert(done.output)


def test_thousands_of_ids_with_one_file_name_take_linear_time(tmp_path: Path) -> None:
    from pipeline.running.tagging import _file_name

    taken: dict[str, int] = {}
    began = time.process_time()
    names = [_file_name(f"{'x' * 200}{number}", taken) for number in range(20_000)]
    assert len({name.casefold() for name in names}) == len(names)
    assert time.process_time() - began < 2


# ----------------------------------------------------------------------------------------------------------- terminal
EVIL = "\x1b[31m\x1b]0;title\x07\x9b2J\u202e\u2066\u200b\r\x08\x00\x85\u2028"


def _inert(output: str) -> bool:
    return all(unicodedata.category(char)[0] != "C" or char in "\n\t" for char in output)


def evil_files(folder: Path) -> None:
    files: dict[str, bytes] = {
        "a\x1b[2J\nb.txt": f"{NOTE * 12} {EVIL.replace(chr(0), '')}".encode(),
        "column.csv": b"id,\x1b[31mtexto\n1,2\n",
        "date.jsonl": json.dumps({"date": EVIL, "text": NOTE}).encode(),
        "id.jsonl": json.dumps({"id": EVIL, "text": NOTE}).encode(),
        "language.jsonl": json.dumps({"language": "x" + EVIL, "text": NOTE}).encode(),
        "title.jsonl": json.dumps({"title": "[bold]x[/bold]" + EVIL, "text": NOTE}).encode(),
        "tag.tml": f"<TimeML><\u009b2J>{NOTE}</TEXT></TimeML>".encode(),
        "dct.tml": f'<TimeML><DCT><TIMEX3 value="&#x9b;2J"/></DCT><TEXT>{NOTE}</TEXT></TimeML>'.encode(),
        "ending\x1b[2J.pdf\u202e": b"x",
        "page.html": f"<title>&#27;[2J&#x9b;x</title>{PAGE}".encode(),
        "front.md": f'---\ntitle: "\\e[31mrojo"\nid: "\\u202eab"\n---\n{NOTE}'.encode(),
        "header.parquet": _parquet(pa.table({"\x1b[31m": ["a"]})),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)


@pytest.mark.usefixtures("in_process")
def test_nothing_of_an_input_drives_the_terminal(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    evil_files(source)
    runner, out = CliRunner(), str(tmp_path / "out")
    outputs = [runner.invoke(app, ["extract", str(source), "--out", out, "--model", "blank:es"]).output]
    outputs.append(runner.invoke(app, ["timex", str(source), "--out", str(tmp_path / "tml")]).output)
    tables = read_tables(Path(out))
    for article_id in [row["article_id"] for row in tables["articles"]] + [EVIL.replace("\x00", "")]:
        outputs.append(runner.invoke(app, ["show", article_id, "--in", out]).output)
    outputs += [
        runner.invoke(app, ["show", str(path), "--model", "blank:es"]).output for path in sorted(source.iterdir())[::3]
    ]
    assert len(tables["failures"]) >= 6 and len(tables["articles"]) >= 3
    assert all(map(_inert, outputs))
    assert all(_inert(row["message"]) and _inert(row["source"]) for row in tables["failures"])
    # and what looks like the markup of the terminal library is text
    assert any("[bold]x[/bold]" in output for output in outputs)


def test_every_cell_of_a_view_is_inert() -> None:
    cells = (
        "article_id",
        "title",
        "agency",
        "dateline_place",
        "published",
        "text",
        "name",
        "person_id",
        "role",
        "country",
    )
    cells += (
        "rule",
        "person",
        "predicate",
        "object",
        "status",
        "theme",
        "instrument",
        "amount",
        "deadline",
        "kind",
        "verb",
    )
    cells += ("speaker", "content", "type", "place", "start_date", "end_date", "agreement_id", "meeting_id", "polarity")
    row = dict.fromkeys(cells, f"x{EVIL}y") | {"start": 0, "end": 3, "n_mentions": 1}
    names = ("articles", "people", "titles", "agreements", "agreement_parties", "meetings", "meeting_participants")
    tables = {name: [row] for name in (*names, "statements")}
    console = Console(width=80, file=io.StringIO())
    with console.capture() as capture:
        console.print(article_view(tables), highlight=False)
        counts = {"articles": 1, "failures": 1}
        summary = Summary(1, 1, 0, counts, seconds=1, processed=1, messages=(f"a{EVIL}",))
        console.print(summary_view(summary, out=f"a{EVIL}"))
    assert _inert(capture.get())


def test_a_message_of_an_unexpected_error_is_inert(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise ValueError(f"no {EVIL}")

    monkeypatch.setattr("pipeline.running.process.prepare", fail)
    ((_, rows),) = process_with(read_records([{"text": NOTE}]), default_nlp("blank:es"))
    assert rows["failures"][0]["error"] == "ValueError"
    assert _inert(rows["failures"][0]["message"])


# -------------------------------------------------------------------------------------------------------------- code
def _calls(check: Callable[[ast.AST], bool]) -> list[str]:
    return [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if check(node)
    ]


def test_nothing_unpickles_or_evaluates() -> None:
    """No file can bring code: no import of what unpickles, no eval, no YAML but by loaders that make plain values."""
    unsafe = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "torch", "sklearn"}

    def imports(node: ast.AST) -> bool:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        return any(name.split(".")[0] in unsafe for name in names)

    def evaluates(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec"}

    assert _calls(imports) == []
    assert _calls(evaluates) == []


def test_arrays_and_yaml_are_read_as_plain_values() -> None:
    def keywords(node: ast.Call) -> dict[str, str]:
        return {keyword.arg or "": ast.unparse(keyword.value) for keyword in node.keywords}

    def unsafe(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return False
        match ast.unparse(node.func):
            case "np.load" | "numpy.load":
                return keywords(node).get("allow_pickle") != "False"
            case "yaml.load":
                return keywords(node).get("Loader") not in {"yaml.BaseLoader", "yaml.SafeLoader", "yaml.CSafeLoader"}
            case name:
                return name in {"yaml.unsafe_load", "yaml.full_load", "np.fromfile", "pd.read_pickle"}

    assert _calls(unsafe) == []


def test_the_model_beside_the_code_holds_no_pickle() -> None:
    """A pickle begins with 0x80 and its protocol; thinc writes msgpack, numpy has a head of its own."""
    pickles = tuple(b"\x80" + bytes([protocol]) for protocol in range(2, 6))
    files = [path for path in (PACKAGE / "models" / "ner" / "model").rglob("*") if path.is_file()]
    assert files and not [path for path in files if path.read_bytes()[:2].startswith(pickles)]
