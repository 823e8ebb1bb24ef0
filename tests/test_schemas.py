import re
from pathlib import Path

import pytest

from pipeline.schemas import DOCUMENT_TABLES, TABLES, Column, Table, frictionless_schema, table_dictionary, validate

SHARED_CONTRACT = Path(__file__).parents[2] / "shared" / "TABLES.md"

# The contract: columns of each table in order. A column may be added at the end, none renamed or dropped.
CONTRACT = {
    "articles": "article_id source sha256 title agency dateline_place dateline_date published published_from bylines "
    "language language_score n_chars n_sentences n_tokens duplicate_of text",
    "mentions": "article_id mention_id kind entity_id text start end sentence rule",
    "people": "article_id person_id name country role gender n_mentions start end",
    "titles": "article_id title_id person_id person text role portfolio organization country qualifier start end "
    "sentence rule",
    "organizations": "article_id organization_id name acronym kind country n_mentions start end",
    "places": "article_id place_id name kind country admin1 latitude longitude geonames_id role n_mentions start end",
    "dates": "article_id date_id text type value start_date end_date anchor start end sentence rule",
    "amounts": "article_id amount_id text value unit kind start end sentence rule",
    "meetings": "article_id meeting_id type name ordinal status place country start_date end_date plover text start "
    "end sentence rule",
    "meeting_participants": "article_id meeting_id participant_id name kind person_id country",
    "statements": "article_id statement_id speaker person_id speaker_kind verb lemma kind content start end sentence "
    "rule",
    "agreements": "article_id agreement_id predicate lemma object theme topics status polarity scope instrument amount "
    "amount_value amount_unit deadline plover cameo text start end sentence confidence rule",
    "agreement_parties": "article_id agreement_id party_id name kind country organization_id person_id resolved_from",
    "events": "event_id kind type parties instrument theme status first_told last_told start_date end_date place "
    "country latitude longitude n_articles n_sources plover confidence",
    "event_articles": "event_id article_id row_id status told",
    "failures": "source article_id stage error message sha256",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_are_those_of_the_contract_in_order(name):
    wanted = CONTRACT[name].split()
    assert list(TABLES[name].column_names[: len(wanted)]) == wanted


def test_tables_are_those_of_the_contract():
    assert set(TABLES) == set(CONTRACT)


def test_contract_beside_the_checkout_says_the_same():
    if not SHARED_CONTRACT.is_file():
        pytest.skip("../shared/TABLES.md is not there")
    text = SHARED_CONTRACT.read_text(encoding="utf-8")
    columns = re.findall(r"^`((?:article_id|source)(?:, \w+){4,})`", text, re.MULTILINE)
    of_documents = {CONTRACT[name] for name in DOCUMENT_TABLES}
    assert {line.replace(",", "") for line in columns} == of_documents
    (joined,) = re.findall(r"^Agreements and meetings joined.*", text, re.MULTILINE)
    listed = [re.sub(r" \(.*?\)", "", part).replace(",", "") for part in re.findall(r"`([^`]+)`", joined)]
    assert listed == [CONTRACT["events"], CONTRACT["event_articles"]]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_keys_and_foreign_keys_name_columns(table):
    assert set(table.key) <= set(table.column_names)
    assert len(set(table.column_names)) == len(table.column_names)
    for own, other, theirs in table.foreign_keys:
        assert set(own) <= set(table.column_names)
        assert set(theirs) <= set(TABLES[other].column_names)
        assert theirs == TABLES[other].key


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_every_column_has_a_type_and_a_meaning(table):
    for column in table.columns:
        assert column.type in {"string", "integer", "number", "date"}
        assert column.description
        assert len(set(column.values)) == len(column.values)


TOY = Table(
    "toy",
    "A table.",
    (
        Column("id", "string", "Id", required=True),
        Column("n", "integer", "Number"),
        Column("x", "number", "Value"),
        Column("kind", "string", "Kind", values=("a", "b")),
    ),
    ("id",),
)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([{"id": None}], "id is empty"),
        ([{"id": ""}], "id is empty"),
        ([{"id": "1", "n": "2"}], "n '2' is no integer"),
        ([{"id": "1", "n": True}], "n True is no integer"),
        ([{"id": "1", "x": "0,5"}], "x '0,5' is no number"),
        ([{"id": "1", "kind": "c"}], "kind 'c' is not one of a, b"),
        ([{"id": "1", "otra": 1}], "unknown column otra"),
        ([{"id": "1"}, {"id": "1"}], "the key is not unique"),
    ],
)
def test_validate_names_the_mistake(rows, problem):
    assert [p.split(": ", 1)[1] for p in validate(TOY, rows)] == [problem]


def test_validate_accepts_missing_values_and_whole_numbers():
    assert validate(TOY, [{"id": "1", "n": None, "x": 3, "kind": ""}, {"id": "2", "n": 0, "x": 0.5}]) == []


def test_frictionless_schema_has_types_keys_and_allowed_values():
    schema = frictionless_schema(TABLES["agreement_parties"])
    assert schema["primaryKey"] == ["article_id", "agreement_id", "party_id"]
    assert {"fields": ["article_id"], "reference": {"resource": "articles", "fields": ["article_id"]}} in schema[
        "foreignKeys"
    ]
    kind = next(f for f in schema["fields"] if f["name"] == "kind")
    assert kind["constraints"]["enum"] == ["country", "organization", "person", "group"]


def test_table_dictionary_has_every_table_and_column():
    text = table_dictionary()
    for table in TABLES.values():
        assert f"### {table.name}\n" in text
        for column in table.columns:
            assert f"| `{column.name}` | {column.type} | " in text


def test_a_description_without_translation_is_named() -> None:
    table = Table("laws", "Laws by number.", (Column("article_id", "string", "Article the row comes from"),))
    assert "Laws by number." in table_dictionary([table])
    with pytest.raises(ValueError, match=r"pipeline/dictionary_es\.csv: add a line for 'Laws by number\.'"):
        table_dictionary([table], language="es")
