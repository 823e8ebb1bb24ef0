"""From articles to rows with pipelines made by hand: order and failures. No model."""

import hashlib

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.reading.read import Article, Failure
from pipeline.running import process as module
from pipeline.running.process import Prepared, outcomes_of, parse, prepare, process_with

SPANISH = "Los cancilleres de Chile y del Perú acordaron abrir un paso fronterizo antes de fin de año."


def article(article_id="a", text=SPANISH, **fields):
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        **{"article_id": article_id, "source": "x", "input": f"{article_id}.txt", "sha256": digest, "raw_text": text}
        | fields
    )


@Language.component("test_breaks_on_bomba")
def breaks_on_bomba(doc: Doc) -> Doc:
    if "bomba" in doc.text:
        raise ZeroDivisionError("no se puede")
    return doc


@Language.component("test_broken_row")
def broken_row(doc: Doc) -> Doc:
    if "bomba" in doc.text:
        doc._.agreements = [{"no_id": 1, "parties": [{}]}]
    return doc


@Language.component("test_forgets_to_return")
def forgets_to_return(doc: Doc) -> None:
    doc.user_data["seen"] = True


@pytest.fixture
def nlp():
    nlp = spacy.blank("es")
    nlp.add_pipe("comunicado_sentences")
    return nlp


def test_prepare_cleans_and_dates_the_article():
    prepared = prepare(
        article(text=f"  {SPANISH}\r\n\r\n", date="2024-05-03", title="Titular", url="https://x.example")
    )
    assert isinstance(prepared, Prepared)
    assert prepared.text == SPANISH
    assert prepared.row["published"] == "2024-05-03"
    assert prepared.row["published_from"] == "record"
    assert prepared.row["title"] == "Titular"
    assert prepared.row["language"] == "es"


def test_the_language_of_the_record_is_believed():
    prepared = prepare(article(text="Signed in Lima by both ministers on Monday morning.", language="es"))
    assert isinstance(prepared, Prepared)
    assert prepared.row["language_score"] is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The foreign ministers of Chile and Peru agreed on Monday to open a new border crossing.", None),
        ("Os chanceleres do Brasil e de Angola assinaram nesta segunda-feira um acordo de cooperação.", None),
        (SPANISH, "pt"),
        (SPANISH, "est"),
    ],
)
def test_other_languages_fail_with_advice(text, language):
    failure = prepare(article(text=text, language=language))
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.error) == ("language", "not_spanish")
    assert failure.message.startswith("a.txt: the text is not in Spanish")
    assert "language: es" in failure.message


@pytest.mark.parametrize("language", ["es", "ES", "es-MX", "es_419", "spa", "Español"])
def test_codes_for_spanish(language):
    assert isinstance(prepare(article(language=language)), Prepared)


def test_ids_come_out_in_order_and_failures_keep_their_place(nlp):
    failure = Failure(source="b.txt", article_id="b", stage="read", error="empty", message="b.txt: empty")
    results = list(process_with([article("a"), failure, article("c")], nlp))
    assert [name for name, _ in results] == ["a", "b", "c"]
    assert [set(rows) == {"failures"} for _, rows in results] == [False, True, False]


def test_one_article_that_a_stage_cannot_take_does_not_cost_the_others(nlp):
    nlp.add_pipe("test_breaks_on_bomba")
    texts = [SPANISH, f"{SPANISH} La bomba no explotó.", SPANISH]
    results = dict(process_with([article(str(n), text) for n, text in enumerate(texts)], nlp))
    assert "articles" in results["0"]
    assert "articles" in results["2"]
    row = results["1"]["failures"][0]
    assert (row["stage"], row["error"]) == ("process", "ZeroDivisionError")
    assert row["message"].startswith("1.txt: ZeroDivisionError in breaks_on_bomba")
    assert "no se puede" in row["message"]
    assert row["sha256"]


def test_several_articles_are_processed_as_each_by_itself(nlp):
    nlp.add_pipe("test_breaks_on_bomba")
    failure = Failure(source="b.txt", article_id="b", stage="read", error="empty", message="b.txt: empty")
    items = [article("a"), failure, article("c", f"{SPANISH} La bomba."), article("d", "This is no Spanish at all.")]
    together = outcomes_of([*items, article("e")], nlp)
    assert together == [rows for _, rows in process_with([*items, article("e")], nlp)]
    assert ["articles" in rows for rows in together] == [True, False, False, False, True]


def test_a_component_without_a_result_is_named(nlp):
    nlp.add_pipe("test_forgets_to_return")
    (rows,) = outcomes_of([article("a")], nlp)
    assert "the component 'test_forgets_to_return' gives NoneType and no Doc" in rows["failures"][0]["message"]


def test_a_row_that_fits_no_table_does_not_cost_the_run(nlp):
    nlp.add_pipe("test_broken_row")
    results = dict(process_with([article("a"), article("b", f"{SPANISH} La bomba.")], nlp))
    assert "articles" in results["a"]
    assert results["b"]["failures"][0]["stage"] == "process"


def test_cleaning_that_breaks_does_not_cost_the_run(nlp, monkeypatch):
    def broken(text):
        raise RuntimeError("roto")

    monkeypatch.setattr(module, "clean_text", broken)
    results = dict(process_with([article("a")], nlp))
    assert results["a"]["failures"][0]["error"] == "RuntimeError"


def test_a_text_beyond_the_limit_of_the_model_is_a_failure(nlp):
    nlp.max_length = 50
    row = dict(process_with([article("a")], nlp))["a"]["failures"][0]
    assert row["error"] == "too_long"
    assert "the limit is 50; split it" in row["message"]


def test_parse_leaves_failures_out(nlp):
    failure = Failure(source="b.txt", article_id="b", stage="read", error="empty", message="b.txt: empty")
    docs = list(parse([article("a"), failure, article("c")], nlp))
    assert [doc._.article["article_id"] for doc in docs] == ["a", "c"]


def test_articles_stream(nlp):
    taken = []

    def source():
        for n in range(10):
            taken.append(n)
            yield article(str(n))

    next(process_with(source(), nlp))
    assert taken == [0]
