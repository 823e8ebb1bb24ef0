"""The command line: what it prints where, exit codes, and that bad input ends as one row of failures each."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.output.folder import read_tables
from pipeline.running.batch import run as batch
from pipeline.schemas import TABLES
from tests.bad_inputs import CASES, GOOD

pytestmark = pytest.mark.usefixtures("in_process")

OTHER = (
    "QUITO, 8 jun (Agencia).- El presidente del Ecuador recibió en Quito al primer ministro de Portugal. Ambos "
    "acordaron crear una comisión mixta de pesca, según dijo el mandatario ecuatoriano."
)


def run(*arguments, stdin=None):
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


def failures(out):
    return read_tables(Path(out))["failures"]


def test_extract_writes_every_table_and_says_so(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(GOOD)
    result = run("extract", tmp_path / "in", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "1 article in" in result.stdout
    assert "agreements" in result.stdout
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert {"articles.csv", "articles.parquet", "failures.csv", "datapackage.json", "run.json"} <= names
    tables = read_tables(tmp_path / "out")
    assert [row["article_id"] for row in tables["articles"]] == ["a"]
    assert {"CL", "PE"} <= {row["country"] for row in tables["places"]}


def test_run_json_says_what_ran(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    run("extract", tmp_path / "a.txt", "--out", tmp_path / "out", "--format", "csv")
    content = json.loads((tmp_path / "out" / "run.json").read_text())
    assert content["package"]["name"] == "comunicado"
    assert content["model"]["name"].startswith("es_core_news_")
    assert content["counts"]["articles"] == 1
    assert content["settings"]["formats"] == ["csv"]
    assert len(content["lexicon_digest"]) == 64
    assert len(content["name_recogniser"]["sha256"]) == 64


def test_one_format_only(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    run("extract", tmp_path / "a.txt", "--out", tmp_path / "out", "--format", "parquet")
    assert not list((tmp_path / "out").glob("*.csv"))
    assert read_tables(tmp_path / "out")["articles"][0]["article_id"] == "a"


def test_defaults_are_data_raw_and_data_out(in_tmp):
    (in_tmp / "data" / "raw").mkdir(parents=True)
    (in_tmp / "data" / "raw" / "a.txt").write_text(GOOD)
    assert run("extract").exit_code == 0
    assert (in_tmp / "data" / "out" / "articles.csv").is_file()


def test_the_same_text_gives_the_same_rows_however_it_comes(tmp_path):
    # stdin, a text file, JSONL, packed JSONL, CSV and a folder of all
    record = {"id": "a", "text": GOOD, "date": "2024-05-03"}
    line = json.dumps(record, ensure_ascii=False) + "\n"
    (tmp_path / "a.txt").write_text(f"---\nid: a\ndate: 2024-05-03\n---\n{GOOD}\n")
    (tmp_path / "feed.jsonl").write_text(line)
    (tmp_path / "feed.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    (tmp_path / "feed.json").write_text(line)
    with (tmp_path / "feed.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(record))
        writer.writeheader()
        writer.writerow(record)
    seen = {}
    for name in ("a.txt", "feed.jsonl", "feed.jsonl.gz", "feed.json", "feed.csv", "-"):
        out = tmp_path / f"out-{name}"
        source = tmp_path / name if name != "-" else name
        assert (
            run("extract", source, "--out", out, "--format", "csv", stdin=line if name == "-" else None).exit_code == 0
        )
        seen[name] = {p.name: p.read_bytes() for p in out.glob("*.csv") if p.name != "articles.csv"}
    assert all(tables == seen["a.txt"] for tables in seen.values())
    assert b"firmaron" in seen["-"]["agreements.csv"]


def test_a_folder_of_mixed_formats(tmp_path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "uno.txt").write_text(GOOD)
    (folder / "sub" / "dos.md").write_text(f"---\ntitle: Visita\n---\n{OTHER}")
    (folder / "tres.jsonl").write_text(json.dumps({"id": "t1", "text": GOOD.replace("Lima", "Tacna")}) + "\n")
    (folder / "seis.html").write_text(f"<html><body><article><p>{OTHER}</p><p>{GOOD}</p></article></body></html>")
    assert run("extract", folder, "--out", tmp_path / "out").exit_code == 0
    ids = [row["article_id"] for row in read_tables(tmp_path / "out")["articles"]]
    assert ids == ["seis", "sub/dos", "t1", "uno"]


@pytest.mark.parametrize("name", ["vacio.txt", "imagen.txt", "linea.jsonl", "ingles.txt"])
def test_only_bad_input_is_exit_code_1(tmp_path, name):
    next(case for case in CASES if case.name == name).make(tmp_path / name)
    result = run("extract", tmp_path / name, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert len(failures(tmp_path / "out")) == 1


def test_two_records_with_one_id(tmp_path):
    lines = [json.dumps({"id": "x", "text": text}, ensure_ascii=False) for text in (GOOD, OTHER)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    assert run("extract", tmp_path / "a.jsonl", "--out", tmp_path / "out").exit_code == 0
    (row,) = failures(tmp_path / "out")
    assert (row["article_id"], row["error"].replace(" ", "_")) == ("x", "duplicate_id")
    assert read_tables(tmp_path / "out")["articles"][0]["text"].startswith("LIMA")


#: What Python runs first in every process: chmod would not do, for root may read every file.
REFUSE = """
import sys

def refuse(event, arguments):
    if event == "open" and str(arguments[0]).endswith("a.txt"):
        raise PermissionError(13, "Permission denied", str(arguments[0]))

sys.addaudithook(refuse)
"""


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_text(GOOD)
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "sitecustomize.py").write_text(REFUSE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "first"))
    assert run("extract", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "out").exit_code == 0
    (failure,) = failures(tmp_path / "out")
    assert failure["source"].endswith("a.txt")
    assert "permission" in failure["message"]
    assert [row["article_id"] for row in read_tables(tmp_path / "out")["articles"]] == ["b"]


def test_an_empty_folder_is_a_failure(tmp_path):
    (tmp_path / "vacia").mkdir()
    assert run("extract", tmp_path / "vacia", "--out", tmp_path / "out").exit_code == 1
    assert [row["error"] for row in failures(tmp_path / "out")] == ["empty"]


@pytest.mark.parametrize("name", ["no-hay", "no-hay.csv", "*.jsonl"])
def test_an_input_that_is_not_there_leaves_nothing(tmp_path, name):
    result = run("extract", tmp_path / name, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert name in result.stderr
    assert not (tmp_path / "out").exists()


def test_only_ten_failures_are_listed(tmp_path):
    (tmp_path / "a.jsonl").write_text("{\n" * 12)
    result = run("extract", tmp_path / "a.jsonl", "--out", tmp_path / "out")
    assert result.stdout.count("valid JSON") == 10
    assert "and 2 more" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "--format", "xlsx"],
        ["extract", "--format", ","],
        ["extract", "--workers", "0"],
        ["extract", "--workers", "dos"],
        ["extract", "--nada"],
        ["schema", "personas"],
        ["schema", "--format", "xml"],
        ["show", "no-hay", "--in", "no-hay"],
        ["otra-cosa"],
    ],
)
def test_wrong_usage_is_exit_code_2_with_a_reason_on_stderr(in_tmp, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert len(result.stderr.split()) > 4
    assert result.stdout == ""
    assert not list(in_tmp.iterdir())


def test_a_model_that_is_not_installed(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    result = run("extract", tmp_path / "a.txt", "--out", tmp_path / "out", "--model", "es_core_news_xl")
    assert result.exit_code == 1
    assert "es_core_news_xl" in result.stderr
    assert "Traceback" not in result.output


def test_an_output_folder_that_is_a_file(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "out").write_text("")
    result = run("extract", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "choose another folder with --out" in result.stderr


def test_unexpected_errors_show_no_traceback_but_with_debug(tmp_path, monkeypatch):
    def broken(*arguments, **options):
        raise KeyError("roto")

    monkeypatch.setattr(batch, "run_extract", broken)
    result = run("extract", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr == "comunicado: KeyError: 'roto'; --debug shows where\n"
    assert isinstance(run("extract", tmp_path, "--out", tmp_path / "out", "--debug").exception, KeyError)


def test_interrupted_is_130_with_a_line(tmp_path, monkeypatch):
    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "run_extract", interrupted)
    result = run("extract", tmp_path, "--out", tmp_path / "out")
    assert result.exit_code == 130
    assert result.stderr == "comunicado: interrupted; nothing was written\n"


def test_ctrl_c_stops_workers_too(tmp_path):
    lines = (json.dumps({"id": str(n), "text": GOOD}) for n in range(2000))
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    command = [sys.executable, "-m", "pipeline", "extract", "a.jsonl", "--workers", "2"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # a shell that started the tests in the background has it ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    work = tmp_path / "data" / "out" / ".comunicado"
    while not list(work.glob("shards/*.shard")) and process.poll() is None:
        time.sleep(0.05)
    # as a terminal does: to every process of the group
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "documents are done and kept in data/out, no table was written; the same command goes on" in errors
    assert "Traceback" not in errors
    assert [path.name for path in (tmp_path / "data" / "out").iterdir()] == [".comunicado"]


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["extract"],
        ["show"],
        ["report"],
        ["explain"],
        ["query"],
        ["diff"],
        ["export"],
        ["review"],
        ["review", "export"],
        ["review", "import"],
        ["timex"],
        ["lexicon", "check"],
        ["lexicon", "list"],
        ["schema"],
        ["version"],
    ],
)
def test_help_has_an_example(command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.stdout
    assert not command or "Example: comunicado" in result.stdout


def test_python_m_pipeline_is_the_same():
    result = subprocess.run([sys.executable, "-m", "pipeline", "--help"], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("Usage: comunicado")


def test_version_names_package_and_models():
    lines = run("version").stdout.splitlines()
    assert lines[0].startswith("comunicado ")
    assert any(line.startswith("es_core_news_") for line in lines)


def test_schema_as_markdown_and_json():
    assert run("schema", "amounts").stdout.startswith("### amounts")
    content = json.loads(run("schema", "--format", "json").stdout)
    assert content["people"]["primaryKey"] == ["article_id", "person_id"]
    assert list(content) == list(TABLES)


@pytest.fixture
def shown(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    run("extract", tmp_path / "a.txt", "--out", tmp_path / "out")
    return tmp_path


@pytest.mark.parametrize("by", ["id", "file"])
def test_show_has_text_legend_and_rows(shown, by):
    arguments = ["a", "--in", shown / "out"] if by == "id" else [shown / "a.txt"]
    result = run("show", *arguments)
    assert result.exit_code == 0
    assert "libre tránsito" in result.stdout
    assert "colours: person" in result.stdout
    for title in ("people", "titles", "agreements"):
        assert f"{title} " in result.stdout or f"{title}\n" in result.stdout
    assert "Aurora Sotomayor" in result.stdout


def test_show_of_an_unknown_article_names_known_ones(shown):
    result = run("show", "b", "--in", shown / "out")
    assert result.exit_code == 2
    assert "there are: a" in result.stderr


def test_show_of_a_failure_gives_its_reason(shown):
    (shown / "vacio.txt").write_text("")
    run("extract", shown / "vacio.txt", "--out", shown / "out2")
    for arguments in (["vacio", "--in", shown / "out2"], [shown / "vacio.txt"]):
        result = run("show", *arguments)
        assert result.exit_code == 1
        assert "the file is empty" in result.stderr


def test_no_control_character_of_an_input_reaches_the_terminal(tmp_path):
    evil = GOOD.replace("Aurora", "Au\x1b[31mrora").replace("Elmer", "El\u202emer").replace("Lima", "L\x07ima")
    (tmp_path / "a\x1b[2J.txt").write_text(evil)
    (tmp_path / "b\x1b[2J.txt").write_text("")
    outputs = [
        run("extract", tmp_path, "--out", tmp_path / "out").output,
        run("show", tmp_path / "a\x1b[2J.txt").output,
        run("show", "\x1b[2J", "--in", tmp_path / "out").output,
    ]
    for output in outputs:
        assert not set(output) & {"\x1b", "\x07", "\u202e"}


def test_lexicon_check_tells_effects_or_all_mistakes(tmp_path):
    (tmp_path / "demonyms.csv").write_text("id,country,form,use\nincaico,PE,incaico,noun\n", encoding="utf-8")
    result = run("lexicon", "check", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "demonyms.csv line 2: adds incaico\n")
    (tmp_path / "demonyms.csv").write_text("id,country,form,use\nincaico,QQ,incaico,verb\n", encoding="utf-8")
    result = run("lexicon", "check", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "demonyms.csv line 2: country 'QQ' is no code of a state (ISO 3166-1 alpha-2, as PE or NA)",
        "demonyms.csv line 2: use 'verb' is none of: hyphen, noun, prefix",
        f"comunicado: {tmp_path}: 2 mistakes; nothing of it can be used yet",
    ]


def test_lexicon_list_finds_entries_of_the_package_and_own_ones(tmp_path):
    assert run("lexicon", "list", "people", "--find", "lavrov").stdout.startswith("# people.csv\nid,name,")
    assert run("lexicon", "list", "people", "--find", "Quispe Mamani").exit_code == 1
    (tmp_path / "people.csv").write_text("id,name,gender,role\naqm,Amaru Quispe Mamani,male,mayor\n", encoding="utf-8")
    result = run("lexicon", "list", "--find", "quispe mamani", "--lexicon", tmp_path)
    assert result.stdout == (
        "# people.csv\nid,name,variants,country,gender,role,organization,from,to\n"
        "aqm,Amaru Quispe Mamani,,,male,mayor,,,\n"
    )
    result = run("lexicon", "list", "persons")
    assert result.exit_code == 2
    assert "there is no lexicon 'persons'" in result.stderr


def test_extract_with_a_broken_lexicon_stops_before_anything_is_written(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "people.csv").write_text("id,role\nserguei-lavrov,jefe\n", encoding="utf-8")
    result = run("extract", tmp_path / "a.txt", "--out", tmp_path / "out", "--lexicon", tmp_path)
    assert result.exit_code == 1
    assert f"comunicado: {tmp_path}: people.csv line 2: role 'jefe' is none of: academic" in result.stderr
    assert not (tmp_path / "out" / "articles.csv").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["show", "a"],
        ["report"],
        ["explain", "a:agreements:1"],
        ["query", "SELECT * FROM articles"],
        ["diff"],
        ["export", "--format", "sqlite", "--to", "a.db"],
        ["review", "export", "--format", "csv", "--to", "a.csv"],
        ["review", "import", "a.csv", "--to", "gold"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_a_folder_without_tables_or_with_a_damaged_one_is_told_in_one_line(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    where = {"report": [tmp_path], "diff": [tmp_path, tmp_path]}.get(command[0], ["--in", tmp_path])
    if command[:2] == ["review", "import"]:
        (tmp_path / "a.csv").write_text("verdict,kind,confidence,why,article_id,row,sentence,text,found\nok,,,,a,,,,\n")
    result = run(*command, *where)
    assert result.exit_code in (1, 2)
    assert "there are no tables here; make them with: comunicado extract --out" in result.stderr
    (tmp_path / "articles.csv").write_text("id,text\na,b\n")
    result = run(*command, *where)
    assert result.exit_code in (1, 2)
    assert result.stderr.splitlines() == [
        f"comunicado: {tmp_path}/articles.csv: the table is damaged (it has no column article_id); "
        f"make it anew with: comunicado extract --fresh --out {tmp_path}"
    ]


BROKEN_PACKAGES = {
    "resources that are no list": ('{"resources": 5}', "it describes no tables"),
    "resources that are no objects": ('{"resources": [3]}', "it describes no tables"),
    "a resource without a name": ('{"resources": [{"path": "a.csv"}]}', "it describes no tables"),
    "a name that is none": ('{"resources": [{"name": ["a"]}]}', "it describes no tables"),
    "a list": ("[]", "it describes no tables"),
    "no JSON": ("<html>", "Expecting value: line 1 column 1 (char 0)"),
    "nothing": ("", "Expecting value: line 1 column 1 (char 0)"),
    "nested without end": ("[" * 100_000, "it describes no tables"),
}


@pytest.mark.parametrize("case", BROKEN_PACKAGES)
@pytest.mark.parametrize("command", [["show", "a"], ["report"], ["query", "SELECT 1"], ["diff"]], ids=lambda c: c[0])
def test_a_damaged_description_of_the_tables_is_told_in_one_line(command, case, tmp_path):
    content, reason = BROKEN_PACKAGES[case]
    where = {"report": [tmp_path], "diff": [tmp_path, tmp_path]}.get(command[0], ["--in", tmp_path])
    (tmp_path / "articles.csv").write_text("article_id,text\na,b\n")
    (tmp_path / "datapackage.json").write_text(content)
    result = run(*command, *where)
    assert result.exit_code in (1, 2)
    assert result.stderr.splitlines() == [
        f"comunicado: {tmp_path}/datapackage.json: the description of the tables is damaged ({reason}); "
        f"make it anew with: comunicado extract --fresh --out {tmp_path}"
    ]


def test_a_file_that_is_not_there_is_told_without_the_number_of_the_system(tmp_path):
    golden = Path(__file__).parent / "golden"
    result = run("review", "import", tmp_path / "none.csv", "--to", tmp_path / "gold", "--in", golden)
    assert result.stderr == f"comunicado: {tmp_path}/none.csv: no such file or directory\n"


def test_version_is_an_option_too():
    assert run("--version").stdout.split() == run("version").stdout.split()[:2]
