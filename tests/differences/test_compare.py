"""What differs between two folders: rows by what they say, not by their numbers. No model."""

import copy
import csv
import io
import json

import pytest

from pipeline.output.differences import compare, csv_lines, json_text, text_lines
from pipeline.output.differences.keys import MENTIONED, NUMBERS, REFERENCES, pair_rows
from pipeline.output.write import write_tables
from pipeline.schemas import DOCUMENT_TABLES, TABLES

ARTICLE = "xinhua-china-uzbekistan"


@pytest.fixture(scope="module")
def three(tables_of_samples):
    """The tables of three articles, and all failures."""
    chosen = (ARTICLE, "afp-angola-gas", "cumbres/mercosur-2018-06-18")
    return {
        name: [row for row in rows if name == "failures" or row.get("article_id") in chosen]
        for name, rows in tables_of_samples.items()
    }


@pytest.fixture(scope="module")
def before(three, tmp_path_factory):
    out = tmp_path_factory.mktemp("before")
    write_tables(three, out, formats=["csv"])
    return out


@pytest.fixture
def tables(three):
    return copy.deepcopy(three)


@pytest.fixture
def changed(before, tables, tmp_path):
    """What differs between the folder of three articles and `tables`, as they are when this is called."""

    def run(names=tuple(DOCUMENT_TABLES), limit=None):
        write_tables(tables, tmp_path, formats=["csv"])
        return compare(before, tmp_path, names, limit=limit)

    return run


def of_article(rows):
    return [row for row in rows if row["article_id"] == ARTICLE]


def found_in(comparison):
    """Changes by table and kind."""
    found = {}
    for change in comparison.changes:
        found.setdefault((change.table, change.kind), []).append(change)
    return found


def test_the_same_tables_from_csv_and_parquet_do_not_differ(only):
    for other in ("exact", "parquet"):
        found = compare(only["escaped"], only[other])
        assert not found.differs
        assert found.changes == []
        assert list(found.counts) == list(DOCUMENT_TABLES)
        assert all(c.same == c.before == c.after for c in found.counts.values())


def test_a_row_less_shifts_numbers_and_is_one_row_less(tables, changed):
    first = of_article(tables["agreements"])[0]
    assert first["agreement_id"] == "a001"
    gone = [p for p in of_article(tables["agreement_parties"]) if p["agreement_id"] == "a001"]
    tables["agreements"].remove(first)
    for party in gone:
        tables["agreement_parties"].remove(party)
    for name in ("agreements", "agreement_parties"):
        for row in of_article(tables[name]):
            row["agreement_id"] = f"a{int(row['agreement_id'][1:]) - 1:03d}"
    found = found_in(changed())
    assert {key: len(rows) for key, rows in found.items()} == {
        ("agreements", "lost"): 1,
        ("agreement_parties", "lost"): 2,
    }
    assert found["agreements", "lost"][0].row["predicate"] == first["predicate"]


def test_a_row_more_comes_with_the_numbers_that_it_has(tables, changed):
    new = {
        **of_article(tables["agreements"])[0],
        "agreement_id": "a099",
        "predicate": "acordaron otra cosa",
        "start": 1,
    }
    party = {**of_article(tables["agreement_parties"])[0], "agreement_id": "a099"}
    tables["agreements"].append(new)
    tables["agreement_parties"].append(party)
    found = found_in(changed())
    assert [change.row["agreement_id"] for change in found["agreements", "added"]] == ["a099"]
    assert [change.row["agreement_id"] for change in found["agreement_parties", "added"]] == ["a099"]
    assert len(found) == 2


@pytest.mark.parametrize(("kind", "table"), MENTIONED.items())
def test_numbers_of_what_mentions_point_to_may_shift(tables, changed, kind, table):
    number = NUMBERS[table]
    for row in of_article(tables[table]):
        row[number] = f"{row[number][0]}{int(row[number][1:]) + 1:03d}"
    for row in of_article(tables["mentions"]):
        if row["kind"] == kind:
            row["entity_id"] = f"{row['entity_id'][0]}{int(row['entity_id'][1:]) + 1:03d}"
    assert not changed().differs


def test_a_reference_to_another_row_is_a_change(tables, changed):
    parties = of_article(tables["agreement_parties"])
    assert (parties[0]["agreement_id"], parties[2]["agreement_id"]) == ("a001", "a002")
    # the first party goes over to the second agreement
    parties[0]["agreement_id"], parties[0]["party_id"] = "a002", "p3"
    found = found_in(changed(["agreement_parties"]))
    assert set(found) == {("agreement_parties", "lost"), ("agreement_parties", "added")}


def test_a_changed_row_shows_its_columns_before_and_after(tables, changed):
    row = of_article(tables["agreements"])[0]
    was = dict(row)
    row["theme"], row["deadline"], row["confidence"] = "trade", "2030", None
    (change,) = changed().changes
    assert (change.table, change.kind, change.article_id) == ("agreements", "changed", ARTICLE)
    assert change.columns == {
        "theme": (was["theme"], "trade"),
        "deadline": (None, "2030"),
        "confidence": (was["confidence"], None),
    }


def test_a_span_that_moves_is_a_change_and_no_loss(tables, changed):
    row = of_article(tables["agreements"])[0]
    end = row["end"]
    row["end"] -= 10
    row["text"] = row["text"][:-10]
    row["object"] = row["object"][:-10]
    (change,) = changed().changes
    assert change.kind == "changed"
    assert change.columns["end"] == (end, end - 10)


def test_two_rows_at_one_place_keep_apart(tables, changed):
    """Coordinated verbs have one clause: what one of them loses is not put on the other."""
    rows = of_article(tables["agreements"])
    rows[1].update({name: rows[0][name] for name in ("text", "start", "end", "sentence")})
    before = copy.deepcopy(rows[:2])
    after = [dict(before[1], agreement_id="a001", theme="trade"), dict(before[0], agreement_id="a002")]
    pairs = pair_rows("agreements", before, after)
    first, second = (row["predicate"] for row in before)
    assert [(a["predicate"], b["predicate"]) for a, b in pairs.both] == [(first, first), (second, second)]


def test_articles_of_one_folder_are_counted_and_not_compared(tables, changed):
    for name, rows in tables.items():
        tables[name] = [row for row in rows if row["article_id"] != ARTICLE]
    found = changed()
    assert found.only_before == [ARTICLE]
    assert found.only_after == []
    assert found.changes == []
    assert found.differs
    assert f"1 article is only in the first folder, and not compared: {ARTICLE}" in list(text_lines(found))


def test_failures_are_compared_by_document(tables, changed):
    tables["failures"][0]["message"] = "other"
    (change,) = changed(["failures"]).changes
    assert (change.kind, list(change.columns)) == ("changed", ["message"])


def test_a_table_alone_and_a_limit(tables, changed):
    for row in tables["people"]:
        row["gender"] = "male" if row["gender"] == "female" else "female"
    found = changed(["people"], limit=3)
    assert list(found.counts) == ["people"]
    assert len(found.changes) == 3
    assert found.counts["people"].changed == len(tables["people"])
    assert f"people, the first 3 of {len(tables['people'])} (--limit N)" in "\n".join(text_lines(found))


def test_every_numbered_table_is_known():
    numbered = {
        table.name: table.key[-1]
        for table in TABLES.values()
        for column in table.columns
        if column.name in table.key[-1:] and column.description.startswith("Number of")
    }
    assert numbered == dict(NUMBERS)
    for column, target in REFERENCES.values():
        assert NUMBERS[target] == column


def test_as_text_json_and_csv(tables, changed):
    row = of_article(tables["agreements"])[0]
    was, row["theme"] = row["theme"], "trade"
    found = changed()
    lines = list(text_lines(found))
    assert lines[0].split() == ["table", "before", "after", "same", "changed", "added", "lost"]
    assert f"    theme: {was} -> trade" in lines
    content = json.loads(json_text(found))
    assert content["tables"]["agreements"]["changed"] == 1
    assert content["changes"][0]["columns"] == {"theme": {"old": was, "new": "trade"}}
    (cells,) = csv.DictReader(io.StringIO("".join(csv_lines(found)), newline=""))
    assert (cells["table"], cells["change"], cells["column"]) == ("agreements", "changed", "theme")
    assert (cells["old"], cells["new"]) == (was, "trade")
