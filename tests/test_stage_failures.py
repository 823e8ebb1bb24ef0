"""A stage that fails, hangs or leaves rows that fit no table loses its own rows; the article keeps the others."""

from types import SimpleNamespace

import pytest

from pipeline.models.nlp import PREFIX
from pipeline.output.tables import stage_of_table
from pipeline.reading.read import read_records
from pipeline.running.batch.child import process_shard
from pipeline.running.extraction import finish
from pipeline.running.process import outcome_of, stage_of
from pipeline.schemas import DOCUMENT_STAGES, FAILURE_STAGES, MENTION_KINDS, TABLES, validate

STAGES = [stage for stage in FAILURE_STAGES if stage not in DOCUMENT_STAGES]
TEXTS = [
    "LIMA, 3 may (Andina).- El canciller de Chile, Juan Pérez, se reunió en Lima con su homólogo del Perú, Luis Gómez.",
    "El presidente de México, Andrés Manuel López Obrador, y el primer ministro de Canadá, Justin Trudeau, firmaron el "
    "3 de mayo de 2024 un memorando de entendimiento por 20 millones de dólares en las Naciones Unidas. «Es un día "
    "grande», dijo Trudeau.",
]


@pytest.fixture(scope="module")
def items():
    return list(read_records([{"id": f"a{n}", "text": text, "date": "2024-05-03"} for n, text in enumerate(TEXTS)]))


def with_component(nlp, stage, component):
    """The pipeline with another component in the place of a stage's."""
    pipeline = [(name, component if name == PREFIX + stage else own) for name, own in nlp.pipeline]
    return SimpleNamespace(pipeline=pipeline, make_doc=nlp.make_doc, max_length=nlp.max_length)


def fails(doc):
    raise ZeroDivisionError("no se puede")


def broken_links(tables):
    """Foreign keys of rows that lead nowhere."""
    for table in TABLES.values():
        for own, other, theirs in table.foreign_keys:
            known = {tuple(row[name] for name in theirs) for row in tables[other]}
            for row in tables[table.name]:
                key = tuple(row[name] for name in own)
                if None not in key and key not in known:
                    yield table.name, key


def test_the_stages_that_may_fail_are_those_of_the_pipeline(nlp):
    found = [stage_of(name) for name in nlp.pipe_names]
    assert [stage for stage in found if stage] == STAGES
    assert nlp.pipe_names[found.index("")] == "comunicado_sentences"


@pytest.mark.parametrize("stage", STAGES)
def test_an_article_keeps_the_rows_of_the_other_stages(nlp, items, stage):
    tables = finish(outcome_of(item, with_component(nlp, stage, fails)) for item in items)
    assert [row["article_id"] for row in tables["articles"]] == ["a0", "a1"]
    found = [(row["article_id"], row["stage"], row["error"]) for row in tables["failures"]]
    assert found == [("a0", stage, "ZeroDivisionError"), ("a1", stage, "ZeroDivisionError")]
    assert all("please report it" in row["message"] for row in tables["failures"])
    assert [problem for name in TABLES for problem in validate(TABLES[name], tables[name])] == []
    assert list(broken_links(tables)) == []
    assert not any(tables[name] for name in TABLES if stage_of_table(name) == stage)


@pytest.mark.parametrize("stage", ["dates", "amounts", "statements"])
def test_stages_that_nobody_needs_leave_all_other_rows_as_they_are(nlp, items, stage):
    whole = finish(outcome_of(item, nlp) for item in items)
    without = finish(outcome_of(item, with_component(nlp, stage, fails)) for item in items)
    for name in ("people", "titles", "organizations", "places"):
        assert without[name] == whole[name]
        assert whole[name]


def test_nothing_is_left_of_what_a_stage_did_before_it_failed(nlp, items):
    dates = nlp.get_pipe("comunicado_dates")

    def fails_late(doc):
        fails(dates(doc))

    tables = finish(outcome_of(item, with_component(nlp, "dates", fails_late)) for item in items)
    assert tables["dates"] == []
    assert "date" not in {row["kind"] for row in tables["mentions"]}


@pytest.mark.parametrize(
    ("stage", "row"),
    [
        ("agreements", {"no_id": 1, "parties": [{}]}),
        ("meetings", {"meeting_id": "m001", "start": "x", "end": 3}),
        ("meetings", {"meeting_id": "m001", "start": 0, "end": 3, "start_date": "10000-01-01"}),
        ("statements", {"statement_id": "s001", "start": 0, "end": 3, "person_id": "p\ud800"}),
    ],
)
def test_rows_that_fit_no_table_cost_their_stage(nlp, items, stage, row):
    def leaves_a_row(doc):
        doc._.set(stage, [row])
        return doc

    files, rows = process_shard(items, with_component(nlp, stage, leaves_a_row))
    assert rows["articles"] == rows["failures"] == 2
    assert rows["people"] == 4
    assert stage not in files


def test_a_stage_that_is_left_out_does_not_run(nlp, items):
    failed = outcome_of(items[0], with_component(nlp, "dates", fails))
    (row,) = failed["failures"]
    assert row["stage"] == "dates"
    seen = []
    process_shard(items[:1], nlp, on_stage=seen.append)
    assert [stage for stage in seen if stage] == STAGES
    assert seen[0] == seen[-1] == ""


def test_every_kind_of_mention_has_a_stage():
    assert {table for _, table in MENTION_KINDS.values()} <= set(STAGES)


@pytest.mark.parametrize("times", [20, 2_000])
def test_offices_within_offices_end_somewhere(nlp, times):
    text = "El presidente del gobierno de " * times + "Chile, Juan Pérez, habló."
    rows = outcome_of(next(iter(read_records([{"text": text, "language": "es"}]))), nlp)
    assert "failures" not in rows
