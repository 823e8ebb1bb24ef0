import pytest
import spacy
from spacy.tokens import Doc

from pipeline.schemas import MENTION_KINDS, TABLES
from pipeline.text.attributes import (
    STAGES,
    article_of,
    dateline_country,
    lower_words,
    mentions_of,
    register,
    row_id,
    rows_of,
    set_mentions,
    text_of,
    words_of_doc,
)


@pytest.fixture
def doc():
    register()
    return spacy.blank("es")("Wang Yi viajó a Almaty.")


def test_register_can_be_called_again():
    register()
    register()
    assert all(Doc.has_extension(stage) for stage in (*STAGES, "mentions", "article"))


def test_a_doc_of_no_stage_has_no_rows(doc):
    assert rows_of(doc, "people") == []
    assert article_of(doc) == {}
    assert mentions_of(doc) == []


def test_docs_do_not_share_rows(doc):
    doc._.people = [{"person_id": "wang-yi"}]
    assert rows_of(spacy.blank("es")("Otro texto."), "people") == []


@pytest.mark.parametrize(
    ("places", "country"),
    [
        ([("guayaquil", 0, 9, "EC")], "EC"),
        ([("guayaquil", 0, 9, "EC"), ("lima", 22, 26, "PE")], "EC"),  # the other is no place of the dateline
        ([("guayaquil", 0, 9, None)], None),
        ([("guayaquil", 0, 4, "EC"), ("aquil", 5, 9, "EC")], "EC"),
        ([("guayaquil", 0, 4, "EC"), ("aquil", 5, 9, "PE")], None),  # of two countries
        ([("lima", 22, 26, "PE")], None),
        ([("lima", 9, 13, "PE")], None),
        ([], None),
    ],
)
def test_the_country_of_the_dateline_is_that_of_its_place(doc, places, country):
    doc._.dateline = [{"place": "Guayaquil", "place_start": 0, "place_end": 9}]
    doc._.places = [{"place_id": key, "country": code} for key, _, _, code in places]
    set_mentions(doc, "place", [{"entity_id": k, "start": a, "end": b, "rule": "x"} for k, a, b, _ in places])
    assert dateline_country(doc) == country


@pytest.mark.parametrize("row", [[], [{"place": None, "place_start": None, "place_end": None}]])
def test_no_dateline_no_country(doc, row):
    doc._.dateline = row
    set_mentions(doc, "place", [{"entity_id": "lima", "start": 0, "end": 4, "rule": "x"}])
    doc._.places = [{"place_id": "lima", "country": "PE"}]
    assert dateline_country(doc) is None


def test_row_ids_sort_as_text():
    assert row_id("a", 1) == "a001"
    ids = [row_id("d", n) for n in range(1, 120)]
    assert sorted(ids) == ids


def test_mentions_of_one_kind_are_replaced_and_others_stay(doc):
    set_mentions(doc, "place", [{"entity_id": "KZ", "start": 16, "end": 22, "rule": "x"}])
    set_mentions(doc, "person", [{"entity_id": "wang-yi", "start": 0, "end": 7, "rule": "x"}])
    set_mentions(doc, "place", [{"entity_id": "almaty", "start": 16, "end": 22, "rule": "y"}])
    assert [(m["kind"], m["entity_id"]) for m in mentions_of(doc)] == [("person", "wang-yi"), ("place", "almaty")]
    assert [m["entity_id"] for m in mentions_of(doc, "place")] == ["almaty"]


def test_mentions_of_an_unknown_kind_are_refused(doc):
    with pytest.raises(KeyError):
        set_mentions(doc, "persona", [])


def test_kinds_name_id_and_table():
    for column, table in MENTION_KINDS.values():
        assert column in TABLES[table].key


def test_text_and_words_of_a_doc_are_those_of_its_tokens_and_made_once():
    doc = spacy.blank("es")("El canciller de Perú llegó.")
    assert text_of(doc) == doc.text
    assert words_of_doc(doc) == ["El", "canciller", "de", "Perú", "llegó", "."]
    assert lower_words(doc) == ["el", "canciller", "de", "perú", "llegó", "."]
    assert text_of(doc) is text_of(doc)
    assert lower_words(doc) is lower_words(doc)
    assert text_of(Doc(doc.vocab).from_bytes(doc.to_bytes())) == doc.text  # and what is kept does not break saving
