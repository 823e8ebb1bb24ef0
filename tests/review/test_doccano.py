"""doccano: what it really exports, and what cannot be used, with the reason."""

from __future__ import annotations

import json

import pytest

from evaluation.gold import read_gold, read_partial
from pipeline.output.review.model import ReviewError
from pipeline.output.review.run import import_file
from tests.review.conftest import DOCCANO
from tests.review.tools import GOLDEN, Tool


@pytest.fixture
def page():
    return json.loads(DOCCANO.read_text(encoding="utf-8"))


def imported(page, tables, to):
    file = to.parent / "admin.jsonl"
    file.write_text(json.dumps(page, ensure_ascii=False) + "\n", encoding="utf-8")
    import_file(file, tables, to)
    return (read_gold(to) if list(to.glob("*.json")) else read_partial(to))["emojis"]


def utf16(text, words):
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return {"start_offset": start, "end_offset": start + len(words.encode("utf-16-le")) // 2}


def entity(page, label, words):
    at = utf16(page["text"], words)
    return next(e for e in page["entities"] if e == e | at | {"label": label})


def mark(page, label, words):
    added = {"id": 900 + len(page["entities"]), "label": label, **utf16(page["text"], words)}
    page["entities"].append(added)
    return added


def relate(page, source, target, kind):
    ids = {"from_id": source["id"], "to_id": target["id"]}
    page["relations"].append({"id": 900 + len(page["relations"]), "type": kind, **ids})


def test_a_real_export_comes_back_exactly_behind_emoji(page, emoji_tables, tmp_path):
    # "donde", behind eight emoji, was marked `complete` in the browser
    assert entity(page, "complete", "donde")["start_offset"] == page["text"].index("donde") + 9
    gold = imported(page, emoji_tables, tmp_path / "gold")
    assert [p["mention"] for p in gold["places"]][-4:] == ["Mbujag̃uá", "Ecuador", "Lisboa", "Portugal"]
    assert [(a["predicate"], a["status"], a["category"], a["parties"]) for a in gold["agreements"]] == [
        ("firmaron", "signed", "general_cooperation", ["CL", "PE"]),
        ("acordaron crear", "agreed", "mechanism_meeting", ["EC", "PT"]),
    ]
    assert gold["meetings"][0]["participants"] == ["Pedro Mena"]


def test_a_relation_less_is_a_party_less_and_a_new_one_is_read_by_its_words(page, emoji_tables, tmp_path):
    head = entity(page, "agreement: signed", "firmaron")
    gone = entity(page, "party", "Perú")
    page["entities"].remove(gone)
    page["relations"] = [r for r in page["relations"] if gone["id"] not in (r["from_id"], r["to_id"])]
    relate(page, head, mark(page, "party", "Ecuador"), "parties")
    relate(page, head, mark(page, "party", "Pedro Mena"), "parties")
    gold = imported(page, emoji_tables, tmp_path / "gold")
    # a state by its name, a person by the state the person acts for: the same one
    assert gold["agreements"][0]["parties"] == ["CL", "EC"]


def test_another_label_is_another_value(page, emoji_tables, tmp_path):
    entity(page, "agreement: signed", "firmaron")["label"] = "agreement: in_force"
    entity(page, "theme: general_cooperation", "firmaron")["label"] = "theme: migration_visas"
    entity(page, "place: city", "Mbujag̃uá")["label"] = "place: other"
    gold = imported(page, emoji_tables, tmp_path / "gold")
    assert (gold["agreements"][0]["status"], gold["agreements"][0]["category"]) == ("in_force", "migration_visas")
    assert {"mention": "Mbujag̃uá", "kind": "other", "iso2": "PE"} in gold["places"]


def test_negated_is_no_agreement(page, emoji_tables, tmp_path):
    entity(page, "agreement: signed", "firmaron")["label"] = "agreement: negated"
    assert [a["predicate"] for a in imported(page, emoji_tables, tmp_path / "gold")["agreements"]] == [
        "acordaron crear"
    ]


def test_a_passage_marked_checked_says_that_its_rows_are_right(page, emoji_tables, tmp_path):
    page["entities"].remove(entity(page, "complete", "donde"))
    mark(page, "checked", "El presidente de Ecuador, Pedro Mena, viajó el jueves a Lisboa")
    gold = imported(page, emoji_tables, tmp_path / "gold")
    assert gold["complete"] is False
    assert [p["mention"] for p in gold["places"]] == ["Ecuador", "Lisboa"]
    assert [p["name"] for p in gold["people"]] == ["Pedro Mena"]
    assert gold["agreements"] == []


def test_nothing_said_is_nothing_written(page, emoji_tables, tmp_path):
    page["entities"].remove(entity(page, "complete", "donde"))
    with pytest.raises(ReviewError, match="nothing in it was checked"):
        imported(page, emoji_tables, tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


def spoil_inside(page):
    page["entities"][0].update(start_offset=25, end_offset=30)


def spoil_beyond(page):
    page["entities"][0]["end_offset"] = 4000


def spoil_alone(page):
    mark(page, "party", "Lisboa")


def spoil_label(page):
    mark(page, "town", "Lisboa")


def spoil_choice(page):
    entity(page, "agreement: signed", "firmaron")["label"] = "agreement: broken"


def spoil_type(page):
    page["relations"][0]["type"] = "friend"


def spoil_direction(page):
    relation = page["relations"][0]
    relation["from_id"], relation["to_id"] = relation["to_id"], relation["from_id"]


def spoil_theme(page):
    head = entity(page, "agreement: signed", "firmaron")
    relate(page, head, mark(page, "theme: trade", "acuerdo"), "theme")


def spoil_text(page):
    page["text"] = page["text"].replace("Lisboa", "Oporto")


def spoil_entities(page):
    page["label"] = page.pop("entities")


def spoil_found(page):
    page["found"][0].pop("values")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (spoil_inside, r"begins or ends inside a character or beyond the text"),
        (spoil_beyond, r"begins or ends inside a character or beyond the text"),
        (spoil_alone, r"entity \d+ \(party\) belongs to nothing; draw a relation to it, or delete it"),
        (spoil_label, r"entity \d+ \(town\) belongs to nothing; .*labels that stand alone are agreement, "),
        (spoil_choice, r"agreement a001 .*status 'broken' is unknown; choose one of signed"),
        (spoil_type, r"a relation 'friend' does not fit"),
        (spoil_direction, r"does not begin at one of agreement, .*draw it from the thing to its field"),
        (spoil_theme, r"theme has 2 values \(general_cooperation, trade\); leave one"),
        (spoil_text, r"the tool changed the text of 'emojis'"),
        (spoil_entities, r"it has no entities; export the project from doccano as JSONL"),
        (spoil_found, r"the record of what was found is broken"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_nothing_is_written(spoil, message, page, emoji_tables, tmp_path):
    spoil(page)
    with pytest.raises(ReviewError, match=rf"admin.jsonl: line 1: .*{message}"):
        imported(page, emoji_tables, tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


def test_a_project_without_overlapping_spans_is_found_out(page, emoji_tables, tmp_path):
    # what doccano keeps then: the first of spans that overlap
    kept, last = [], -1
    for e in sorted(page["entities"], key=lambda e: (e["start_offset"], e["end_offset"])):
        if e["start_offset"] >= last:
            kept, last = [*kept, e], e["end_offset"]
    page["entities"], page["relations"] = kept, []
    with pytest.raises(ReviewError, match="'Allow overlapping spans'"):
        imported(page, emoji_tables, tmp_path / "gold")


def test_the_file_is_ascii_and_every_label_in_it_is_among_the_labels(tmp_path):
    tool = Tool.open("doccano", GOLDEN, tmp_path / "t")
    assert (tmp_path / "t.jsonl").read_bytes().isascii()
    for what, used in (
        ("labels", {e["label"] for p in tool.pages for e in p["entities"]}),
        ("relations", {r["type"] for p in tool.pages for r in p["relations"]}),
    ):
        known = [label["text"] for label in json.loads((tmp_path / f"t.jsonl.{what}.json").read_bytes())]
        assert len(known) == len(set(known))
        assert used <= set(known)
