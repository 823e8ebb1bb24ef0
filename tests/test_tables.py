"""Doc to rows to DataFrames, on a Doc whose rows are written by hand: no model."""

import pandas as pd
import pytest
import spacy

import pipeline
from pipeline.output.tables import doc_rows, merge_rows, to_frame
from pipeline.schemas import TABLES
from pipeline.text.attributes import set_mentions

TEXT = "Wang Yi llegó a Almaty. China y Namibia firmaron un acuerdo."


@pytest.fixture
def doc():
    nlp = spacy.blank("es")
    nlp.add_pipe("comunicado_sentences")
    doc = nlp(TEXT)
    doc._.article = {"article_id": "x/1", "sha256": "0" * 64, "published_from": "none", "language": "es", "secret": 1}
    doc._.people = [
        {"person_id": "wang-yi", "name": "Wang Yi", "country": "CN", "role": None, "gender": None, "n_mentions": 1}
        | {"start": 0, "end": 7}
    ]
    doc._.places = [
        {
            "place_id": "NA",
            "name": "Namibia",
            "kind": "country",
            "country": "NA",
            "n_mentions": 1,
            "start": 32,
            "end": 39,
        }
    ]
    doc._.agreements = [
        {
            "agreement_id": "a001",
            "predicate": "firmaron",
            "lemma": "firmar",
            "theme": "trade",
            "status": "signed",
            "polarity": "affirmed",
            "plover": "SUPPORT",
            "cameo": "057",
            "start": 24,
            "end": 59,
            "confidence": 0.9,
            "rule": "sign",
            "parties": [
                {"party_id": "p1", "name": "China", "kind": "country", "country": "CN"},
                {"party_id": "p2", "name": "Namibia", "kind": "country", "country": "NA", "resolved_from": None},
            ],
        }
    ]
    set_mentions(doc, "place", [{"entity_id": "NA", "start": 32, "end": 39, "rule": "gazetteer"}])
    set_mentions(doc, "person", [{"entity_id": "wang-yi", "start": 0, "end": 7, "rule": "ner"}])
    return doc


def test_text_and_sentence_are_filled_from_the_offsets(doc):
    row = doc_rows(doc)["agreements"][0]
    assert row["text"] == "China y Namibia firmaron un acuerdo"
    assert row["sentence"] == 1
    assert row["article_id"] == "x/1"


def test_every_row_has_all_columns_of_its_table_and_no_other(doc):
    for name, rows in doc_rows(doc).items():
        for row in rows:
            assert tuple(row) == TABLES[name].column_names


def test_children_go_to_their_own_table(doc):
    parties = doc_rows(doc)["agreement_parties"]
    assert [(p["agreement_id"], p["party_id"], p["country"]) for p in parties] == [
        ("a001", "p1", "CN"),
        ("a001", "p2", "NA"),
    ]
    assert "parties" not in doc_rows(doc)["agreements"][0]


def test_mentions_are_numbered_by_position(doc):
    assert [(m["mention_id"], m["kind"], m["text"]) for m in doc_rows(doc)["mentions"]] == [
        ("x001", "person", "Wang Yi"),
        ("x002", "place", "Namibia"),
    ]


def test_article_row_counts_characters_sentences_and_tokens(doc):
    row = doc_rows(doc)["articles"][0]
    assert (row["n_chars"], row["n_sentences"], row["n_tokens"]) == (60, 2, 13)
    assert row["text"] == TEXT


def test_merged_rows_are_sorted_by_key():
    rows = [{"articles": [{"article_id": i}]} for i in ("b", "a", "a/2")]
    merged = merge_rows(rows)
    assert [r["article_id"] for r in merged["articles"]] == ["a", "a/2", "b"]
    assert set(merged) == set(TABLES)


def test_frame_has_the_types_of_the_schema(doc):
    frame = to_frame("agreements", doc_rows(doc)["agreements"])
    assert list(frame.columns) == list(TABLES["agreements"].column_names)
    assert str(frame["start"].dtype) == "Int64"
    assert str(frame["amount_value"].dtype) == "Float64"
    assert frame["amount_value"].isna().all()


def test_namibia_is_not_missing(doc):
    frame = pipeline.places_table([doc])
    assert frame["country"].tolist() == ["NA"]
    assert not frame["country"].isna().any()


def test_dates_become_timestamps():
    frame = to_frame("articles", [{"article_id": "a", "published": "2025-04-25"}, {"article_id": "b"}])
    assert frame["published"].tolist()[0] == pd.Timestamp("2025-04-25")
    assert pd.isna(frame["published"].tolist()[1])


@pytest.mark.parametrize("name", [t for t in TABLES if t != "failures"])
def test_there_is_a_function_for_each_table(doc, name):
    frame = getattr(pipeline, f"{name}_table")([doc])
    assert list(frame.columns) == list(TABLES[name].column_names)
