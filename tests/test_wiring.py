"""The whole pipeline: its order, its rules on samples and real texts, workers, labels, the package that is shipped."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import frictionless
import pytest

from pipeline.output.tables import merge_rows
from pipeline.output.write import write_tables
from pipeline.reading.read import Article, read_articles, read_records
from pipeline.reading.sentences import sentence_spans
from pipeline.schemas import MENTION_KINDS, TABLES, validate
from pipeline.text.attributes import STAGES

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "raw"

#: The reader comes before the stages that look at what it reads.
READ = STAGES.index("meetings")
OURS = ["sentences", "ner", "names", *STAGES[:READ], "reader", *STAGES[READ:]]


def test_every_stage_runs_in_the_order_of_the_design(nlp):
    ours = [name.removeprefix("comunicado_") for name in nlp.pipe_names if name.startswith("comunicado_")]
    assert ours == OURS
    assert nlp.pipe_names[0] == "comunicado_sentences"
    assert "ner" not in nlp.pipe_names


@pytest.mark.parametrize("component", OURS)
def test_a_component_declares_what_its_module_reads(nlp, component):
    meta = nlp.get_pipe_meta(f"comunicado_{component}")
    source = Path(sys.modules[type(nlp.get_pipe(f"comunicado_{component}")).__module__].__file__).read_text("utf-8")
    asked = {f"doc._.{stage}" for stage in re.findall(r'rows_of\(doc, "(\w+)"\)', source)}
    asked |= {"doc._.mentions"} if "mentions_of(doc" in source else set()
    asked |= {"doc.ents"} if re.search(r"doc\.ents\b(?! =)|entity_ranges\(doc", source) else set()
    # names and the recogniser replace what another recogniser may have found
    assert asked - {*meta.requires} == ({"doc.ents"} if component in ("names", "ner") else set())


# ------------------------------------------------------------------------------------- rules of the tables on real runs
@pytest.fixture(params=["samples", "corpus"])
def tables(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("name", TABLES)
def test_rows_keep_to_the_schema(tables, name):
    # columns, types, required cells, allowed values, unique keys
    assert validate(TABLES[name], tables[name]) == []


@pytest.mark.parametrize("name", [t.name for t in TABLES.values() if {"text", "start"} <= set(t.column_names)])
def test_text_is_what_stands_at_the_offsets(tables, name):
    texts = {a["article_id"]: a["text"] for a in tables["articles"]}
    wrong = [r for r in tables[name] if texts[r["article_id"]][r["start"] : r["end"]] != r["text"]]
    assert wrong == []


@pytest.mark.parametrize("name", [t.name for t in TABLES.values() if {"sentence", "start"} <= set(t.column_names)])
def test_sentence_is_the_one_that_holds_the_start(tables, name):
    spans = {a["article_id"]: sentence_spans(a["text"]) for a in tables["articles"]}
    for row in tables[name]:
        start, end = spans[row["article_id"]][row["sentence"]]
        assert start <= row["start"] < end, row


@pytest.mark.parametrize("name", ["people", "organizations", "places"])
def test_entities_have_the_span_and_the_number_of_their_mentions(tables, name):
    kind, column = next((k, c) for k, (c, table) in MENTION_KINDS.items() if table == name)
    for row in tables[name]:
        mentions = [
            m
            for m in tables["mentions"]
            if m["kind"] == kind and (m["article_id"], m["entity_id"]) == (row["article_id"], row[column])
        ]
        assert len(mentions) == row["n_mentions"] >= 1, row
        assert (row["start"], row["end"]) in {(m["start"], m["end"]) for m in mentions}, row


@pytest.mark.parametrize("name", [t.name for t in TABLES.values() if t.foreign_keys])
def test_foreign_keys_resolve(tables, name):
    for own, other, theirs in TABLES[name].foreign_keys:
        known = {tuple(row[c] for c in theirs) for row in tables[other]}
        lost = [row for row in tables[name] if row[own[-1]] is not None and tuple(row[c] for c in own) not in known]
        assert lost == []


def test_mentions_point_to_entities(tables):
    for kind, (column, table) in MENTION_KINDS.items():
        known = {(row["article_id"], row[column]) for row in tables[table]}
        lost = [m for m in tables["mentions"] if m["kind"] == kind and (m["article_id"], m["entity_id"]) not in known]
        assert lost == []


def test_rows_are_sorted_by_key(tables):
    for table in TABLES.values():
        keys = [tuple(str(row[c] or "") for c in table.key) for row in tables[table.name]]
        assert keys == sorted(keys)


def test_child_tables_have_no_childless_surprises(tables):
    # a meeting needs nobody, but an agreement without a party is one that nobody made
    with_party = {(p["article_id"], p["agreement_id"]) for p in tables["agreement_parties"]}
    affirmed = [a for a in tables["agreements"] if a["polarity"] == "affirmed"]
    alone = [a for a in affirmed if (a["article_id"], a["agreement_id"]) not in with_party]
    assert len(alone) <= len(affirmed) // 4


def test_bounds_of_dates_are_in_order(tables):
    for row in tables["dates"]:
        if row["start_date"] and row["end_date"]:
            assert row["start_date"] <= row["end_date"], row
        assert row["type"] in ("DATE", "TIME") or not row["start_date"], row


def test_every_sample_comes_out_once(samples):
    documents = list(read_articles([SAMPLES]))
    out = [a["article_id"] for a in samples["articles"]]
    failed = samples["failures"]
    assert len(documents) == len(out) + len(failed)
    assert len(out) == len(set(out))
    given = {d.article_id for d in documents if isinstance(d, Article)}
    assert given == set(out) | {f["article_id"] for f in failed if f["stage"] != "read"}


def test_every_real_text_comes_out_once(shared_corpus, corpus):
    assert {a["article_id"] for a in corpus["articles"]} | {f["article_id"] for f in corpus["failures"]} == {
        d.article_id for d in read_records(shared_corpus)
    }
    assert not [f for f in corpus["failures"] if f["stage"] == "process"]


def test_frictionless_validates_the_package(samples, tmp_path):
    write_tables(samples, tmp_path, formats=["csv", "parquet"])
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    problems = [(task.name, error.message) for task in report.tasks for error in task.errors]
    assert report.valid, problems[:5]
    assert len(report.tasks) == len(TABLES)


def test_frictionless_goes_red_on_a_seeded_fault(samples, tmp_path):
    faulty = {name: list(rows) for name, rows in samples.items()}
    faulty["people"] = [row | {"role": "kaiser"} for row in faulty["people"]]
    write_tables(faulty, tmp_path, formats=["csv"])
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_merging_in_another_order_changes_nothing(samples):
    by_article = [
        {name: [r for r in rows if r.get("article_id") == a["article_id"]] for name, rows in samples.items()}
        for a in samples["articles"]
    ]
    assert merge_rows(by_article)["agreements"] == merge_rows(by_article[::-1])["agreements"] == samples["agreements"]


# --------------------------------------------------------------------------------------------------------- parse
def test_no_code_reads_dependencies(nlp):
    """The base model's parser is left out, so whoever asked for a label would get an empty one."""
    assert "parser" not in nlp.pipe_names
    # `head` of a token: `head(…)` is the network's
    asks = re.compile(r"\.(?:dep_|head(?!\w*\()|children|subtree|noun_chunks)\b")
    modules = (ROOT / "pipeline").rglob("*.py")
    assert [path.name for path in modules if asks.search(path.read_text(encoding="utf-8"))] == []


# --------------------------------------------------------------------------------------------------------- package
@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The built wheel; from a copy, so that the checkout stays clean."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    shutil.copytree(ROOT / "pipeline", source / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(source / "dist"),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = (source / "dist").glob("*.whl")
    return path


def test_the_wheel_has_every_data_file_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "pipeline"
    data = [
        *(package / "knowledge" / "lexicons").iterdir(),
        *(p for p in (package / "models" / "ner" / "model").rglob("*") if p.is_file()),
    ]
    data += [package / "output" / "explaining" / "rule_parts.csv", *(package / "output" / "exports").glob("*.csv")]
    data += (package / "output" / "report" / "assets").iterdir()
    assert data
    wanted = {p.relative_to(ROOT).as_posix() for p in [*data, package / "py.typed"]}
    wanted |= {p.relative_to(ROOT).as_posix() for p in package.rglob("*.py")}
    assert wanted - names == set()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"pipeline", "comunicado"}


def test_the_pipeline_runs_from_the_unpacked_wheel(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import pipeline; "
        "assert pipeline.__file__.startswith(sys.argv[1]); "
        "t = pipeline.extract('El canciller de Chile y su homólogo del Perú firmaron en Lima un acuerdo de pesca.'); "
        "print(sorted(t['places']['country'].dropna().unique()))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['CL', 'PE']"


def test_spacy_finds_the_stages_without_importing_the_package():
    code = (
        "import spacy, sys; nlp = spacy.blank('es'); nlp.add_pipe('comunicado_sentences'); "
        "doc = nlp('El Sr. Ruiz viajó a EE. UU. el lunes. Volvió el martes.'); print(len(list(doc.sents)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2"


@pytest.mark.parametrize("stage", OURS)
def test_every_stage_is_an_entry_point(stage):
    from importlib.metadata import entry_points

    (point,) = entry_points(group="spacy_factories", name=f"comunicado_{stage}")
    assert callable(point.load())
