"""What is to be checked, in which order; and gold files, whole or not at all."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from pipeline.output.folder import read_tables, text_digest
from pipeline.output.review import doubts
from pipeline.output.review.gold_files import gold_of, write_gold
from pipeline.output.review.judge import judge_items
from pipeline.output.review.model import Item, Judged, Review, ReviewError
from pipeline.output.review.offsets import find_words, from_utf16
from pipeline.output.review.tasks import in_order, read_tasks
from pipeline.output.write import OutputError
from pipeline.schemas import TABLES
from tests.review.tools import ALL, GOLDEN

TEXT = "Chile y Perú firmaron un convenio en Lima. No hubo preguntas."


def test_agreements_come_by_their_probability():
    rows = read_tables(GOLDEN, names=("agreements",))["agreements"]
    ordered = in_order(read_tasks(GOLDEN, ("agreements",)))
    assert [item.confidence for _, item in ordered] == sorted(row["confidence"] for row in rows)


def test_below_and_limit_choose_the_least_sure():
    rows = read_tables(GOLDEN, names=("agreements",))["agreements"]
    unsure = in_order(read_tasks(GOLDEN, ("agreements",), below=0.6))
    assert len(unsure) == sum(row["confidence"] < 0.6 for row in rows) > 5
    few = read_tasks(GOLDEN, ("agreements",), below=0.6, limit=3)
    assert [item.id for _, item in in_order(few)] == [item.id for _, item in unsure[:3]]
    assert sum(len(task.items) for task in few) > 3  # the article is shown whole


def test_articles_without_a_row_are_there_unless_rows_are_chosen():
    rows = read_tables(GOLDEN, names=("articles", "meetings"))
    ids = {row["article_id"] for row in rows["articles"]}
    without = ids - {row["article_id"] for row in rows["meetings"]}
    assert without
    assert {task.article_id for task in read_tasks(GOLDEN, ("meetings",))} == ids
    assert not without & {task.article_id for task in read_tasks(GOLDEN, ("meetings",), limit=1000)}


def test_every_row_of_every_table_is_a_thing_to_check():
    rows = read_tables(GOLDEN)
    things = Counter(item.table for task in read_tasks(GOLDEN, ALL) for item in task.items)
    for table in ("agreements", "meetings", "statements", "people", "dates"):
        assert things[table] == len(rows[table])
    for table, kind in (("places", "place"), ("organizations", "organization")):
        surfaces = {(m["article_id"], m["text"]) for m in rows["mentions"] if m["kind"] == kind}
        assert things[table] == len(surfaces)


def test_an_unknown_article_is_told():
    with pytest.raises(ReviewError, match="there is no article 'nada' in it"):
        read_tasks(GOLDEN, ("agreements",), article_id="nada")


def row(table, **cells):
    return dict.fromkeys(TABLES[table].column_names) | cells


@pytest.mark.parametrize(
    ("doubt", "why"),
    [
        (doubts.of_date(row("dates", rule="weekday.bare: no reference date")), "no reference date"),
        (doubts.of_date(row("dates", rule="vague.window")), "no value"),
        (doubts.of_date(row("dates", rule="month.bare", value="2024-05")), "year or week by context"),
        (doubts.of_date(row("dates", rule="date.full", value="2024-05-01")), ""),
        (doubts.of_statement(row("statements", speaker_kind="unknown")), "speaker unknown"),
        (doubts.of_meeting(row("meetings", status="held"), []), "no participants"),
        (doubts.of_meeting(row("meetings"), []), "no participants or status"),
        (doubts.of_person(row("people", country="CL"), ["ner", "tagger"]), "found by a model alone"),
        (doubts.of_person(row("people", country="CL"), ["ner", "registry"]), ""),
        (doubts.of_place(row("places", kind="city"), "ner"), "no gazetteer knows it"),
        (doubts.of_organization(row("organizations", kind="igo"), "acronym_in_brackets"), ""),
        (
            doubts.of_agreement(
                row("agreements", confidence=0.5, rule="reader.58|verb.firmar|who.doubtful.31|theme.doubtful.40")
            ),
            "who.doubtful.31, theme.doubtful.40",
        ),
        (doubts.of_agreement(row("agreements", confidence=0.97, rule="reader.98|who.92|theme.88")), ""),
        (doubts.of_meeting(row("meetings", status="held", confidence=0.96, rule="reader.97"), [{}]), ""),
        (
            doubts.of_statement(
                row("statements", speaker_kind="person", confidence=0.7, rule="reader.72|who.doubtful.35")
            ),
            "who.doubtful.35",
        ),
        (doubts.of_statement(row("statements", speaker_kind="person", confidence=0.95, rule="reader.95|who.80")), ""),
    ],
)
def test_why_a_row_is_doubted(doubt, why):
    assert doubt[1] == why
    assert bool(why) == (doubt[0] < 0.95)


def test_what_the_reader_finds_is_doubted_by_its_probability():
    cells = {"confidence": 0.64, "rule": "reader.64|who.80"}
    of = [
        doubts.of_agreement(row("agreements", **cells)),
        doubts.of_meeting(row("meetings", status="held", **cells), [{}]),
        doubts.of_statement(row("statements", speaker_kind="group", **cells)),
        doubts.of_meeting(row("meetings", **cells), []),
        doubts.of_statement(row("statements", speaker_kind="unknown", **cells)),
        doubts.of_statement(row("statements", speaker_kind="person", rule="said.after")),  # of an older version
    ]
    assert [sure for sure, _ in of] == [0.64, 0.64, 0.64, 0.64, 0.3, 0.5]


@pytest.mark.parametrize("text", ["abc", "a😀c", "🇵🇪x", "Mbujag̃uá 👨‍👩‍👧 fin", ""])
def test_utf_16_offsets_as_code_points(text):
    for offset in range(len(text) + 1):
        assert from_utf16(text, len(text[:offset].encode("utf-16-le")) // 2) == offset
    assert from_utf16("a😀c", 2) is None  # between the halves of a surrogate pair
    assert from_utf16("abc", 4) is from_utf16("a😀c", 5) is None


def test_words_are_looked_for_whole_with_any_white_space_between_them():
    text = "Chinas y la\nChina de Perú, la China."
    assert find_words(text, "la China") == (9, 17)
    assert find_words(text, "Chin") is find_words(text, "") is None


def test_who_says_two_things_with_one_verb_has_two_statements_and_a_place_named_twice_is_one():
    said = {"speaker": ("Chile",), "verb": ("dijo",), "kind": ("direct",)}
    items = [Item("statements", "s1", 0, 5, said), Item("statements", "s2", 8, 12, said)]
    items += [Item("places", key, 37, 41, {"kind": ("city",)}) for key in ("x1", "")]
    tables = ("statements", "places")
    gold = gold_of(Review("a", TEXT, "", tables, True, tuple(Judged(None, item, True) for item in items), "f: 1"))
    assert len(gold["statements"]) == 2
    assert gold["places"] == [{"mention": "Lima", "kind": "city", "iso2": None}]


def review(article_id="a", *, complete=True):
    found = Item("places", "x1", 37, 41, {"kind": ("city",)}, verdict="ok")
    things = judge_items([found], [found], complete=complete)
    return Review(article_id, TEXT, text_digest(TEXT), ("places",), complete, things, "f: 1")


def test_gold_that_is_there_is_not_written_over_unless_asked(tmp_path):
    write_gold([review(complete=False), review("b/c")], tmp_path)
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.json")} == {"partial/a.json", "b__c.json"}
    before = (tmp_path / "partial" / "a.json").read_bytes()
    with pytest.raises(ReviewError, match=r"there is gold of 1 of these articles already \(a.json\)"):
        write_gold([review(), review("d")], tmp_path)
    assert (tmp_path / "partial" / "a.json").read_bytes() == before
    assert not (tmp_path / "d.json").exists()
    # complete now: the article has one gold, not two
    write_gold([review()], tmp_path, replace=True)
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.json")} == {"a.json", "b__c.json"}


def test_two_articles_of_one_file_name_are_refused(tmp_path):
    with pytest.raises(ReviewError, match="two article ids give one file name"):
        write_gold([review("a/b"), review("a__b")], tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


def test_an_error_while_writing_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="the disk is full"):
        write_gold([review(), review("b")], tmp_path / "gold")
    assert not list((tmp_path / "gold").rglob("*.json"))
    assert not list((tmp_path / "gold").rglob(".*"))
