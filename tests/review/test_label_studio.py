"""Label Studio: what it really exports, and what cannot be used, with the reason."""

from __future__ import annotations

import copy
import json
import xml.etree.ElementTree as ET

import pytest

from evaluation.gold import read_gold
from pipeline.output.review.label_studio_config import config
from pipeline.output.review.model import ReviewError
from pipeline.output.review.run import import_file, write_tasks
from pipeline.output.review.tasks import read_tasks
from tests.review.conftest import LABEL_STUDIO
from tests.review.tools import ALL, GOLDEN


@pytest.fixture
def tasks():
    return json.loads(LABEL_STUDIO.read_text(encoding="utf-8"))


def imported(tasks, tables, to, **options):
    file = to.parent / "export.json"
    file.write_text(json.dumps(tasks), encoding="utf-8")
    return import_file(file, tables, to, **options)


def result(tasks):
    return tasks[0]["annotations"][0]["result"]


def region(tasks, words):
    return next(r for r in result(tasks) if r["from_name"] == "label" and r["value"]["text"].startswith(words))


def test_a_real_export_comes_back_exactly_behind_emoji(tasks, emoji_tables, tmp_path):
    done = imported(tasks, emoji_tables, tmp_path / "gold")
    assert (done.complete, done.partial, done.remarks) == (1, 0, ())
    gold = read_gold(tmp_path / "gold")["emojis"]
    assert [p["mention"] for p in gold["places"]][-4:] == ["Mbujag̃uá", "Ecuador", "Lisboa", "Portugal"]
    # the status was changed in the browser, a person was marked there behind eight emoji
    assert [(a["predicate"], a["status"]) for a in gold["agreements"]] == [
        ("firmaron", "signed"),
        ("acordaron crear", "proposed"),
    ]
    assert gold["people"][-1]["name"] == "homólogo"
    assert gold["people"][0] == {
        "name": "Aurora Sotomayor",
        "mentions": ["Aurora Sotomayor"],
        "titles": ["cancilleres de Chile"],
        "country": "CL",
    }


def test_offsets_of_older_versions_in_utf_16_units_mean_the_same_words(tasks, emoji_tables, emoji_text, tmp_path):
    imported(copy.deepcopy(tasks), emoji_tables, tmp_path / "gold")
    for part in result(tasks):
        for side in ("start", "end"):
            if side in part["value"]:
                part["value"][side] = len(emoji_text[: part["value"][side]].encode("utf-16-le")) // 2
    imported(tasks, emoji_tables, tmp_path / "gold2")
    names = [folder / "emojis.json" for folder in (tmp_path / "gold", tmp_path / "gold2")]
    assert names[0].read_bytes() == names[1].read_bytes()


def test_ids_may_be_new(tasks, emoji_tables, tmp_path):
    # a copied annotation has other ids; what was found is known by its place
    for part in result(tasks):
        part["id"] = f"u_{part['id']}"
    imported(tasks, emoji_tables, tmp_path / "gold")
    gold = read_gold(tmp_path / "gold")["emojis"]
    assert len(gold["people"]) == 4
    assert len(gold["places"]) == 7


def test_a_verdict_belongs_to_its_region_whatever_its_id(tasks, emoji_tables, tmp_path):
    for words in ("Lisboa", "homólogo"):
        at = {side: region(tasks, words)["value"][side] for side in ("start", "end")}
        part = {"from_name": "verdict", "to_name": "text", "type": "choices", "value": {**at, "choices": ["wrong"]}}
        result(tasks).append(part | {"id": region(tasks, words)["id"]})
    for part in result(tasks):
        part["id"] = f"u_{part['id']}"
    imported(tasks, emoji_tables, tmp_path / "gold")
    gold = read_gold(tmp_path / "gold")["emojis"]
    assert "Lisboa" not in [place["mention"] for place in gold["places"]]
    assert "homólogo" not in [person["name"] for person in gold["people"]]


def test_skipped_and_untouched_tasks_give_no_gold_and_are_told(tasks, emoji_tables, tmp_path):
    skipped, untouched = copy.deepcopy(tasks[0]), copy.deepcopy(tasks[0])
    skipped["annotations"][0]["was_cancelled"] = True
    untouched["annotations"] = []
    done = imported([*tasks, skipped, untouched], emoji_tables, tmp_path / "gold")
    assert done.remarks == ("1 tasks not annotated: no gold of them", "1 tasks skipped: no gold of them")
    assert len(done.files) == 1


def test_the_latest_of_one_person_counts(tasks, emoji_tables, tmp_path):
    later = copy.deepcopy(tasks[0]["annotations"][0]) | {"id": 2, "updated_at": "2026-12-01T00:00:00Z"}
    later["result"] = [r for r in later["result"] if r["id"] != "agreements-a001"]
    tasks[0]["annotations"].insert(0, later)
    imported(tasks, emoji_tables, tmp_path / "gold")
    assert [a["predicate"] for a in read_gold(tmp_path / "gold")["emojis"]["agreements"]] == ["acordaron crear"]


def test_several_persons_are_told_apart(tasks, emoji_tables, tmp_path):
    other = copy.deepcopy(tasks[0]["annotations"][0]) | {"id": 2, "completed_by": {"id": 7, "email": "b@example.org"}}
    other["result"] = [r for r in other["result"] if r["id"] != "agreements-a002"]
    tasks[0]["annotations"].append(other)
    with pytest.raises(ReviewError, match=r"task 1: 2 persons annotated it \(1, b@example.org\).*--annotator"):
        imported(tasks, emoji_tables, tmp_path / "gold")
    imported(tasks, emoji_tables, tmp_path / "gold", annotator="b@example.org")
    assert [a["predicate"] for a in read_gold(tmp_path / "gold")["emojis"]["agreements"]] == ["firmaron"]


def spoil_label(tasks):
    region(tasks, "Lisboa")["value"]["labels"] = ["town"]


def spoil_words(tasks):
    region(tasks, "Lisboa")["value"].update(start=1, end=7)


def spoil_value(tasks):
    next(r for r in result(tasks) if r["from_name"] == "agreement_status")["value"]["choices"] = ["broken"]


def spoil_country(tasks):
    next(r for r in result(tasks) if r["from_name"] == "place_country")["value"]["text"] = ["Perú"]


def spoil_article(tasks):
    tasks[0]["data"]["article_id"] = "otro"


def spoil_text(tasks):
    tasks[0]["data"]["text"] = tasks[0]["data"]["text"].replace("😀", ":)")
    tasks[0]["annotations"][0]["result"] = []


def spoil_hash(tasks):
    tasks[0]["data"]["sha256"] = "0" * 64


def spoil_twice(tasks):
    copied = [copy.deepcopy(r) | {"id": "u_1"} for r in result(tasks) if r["id"] == "places-x015"]
    result(tasks).extend(copied)


def spoil_task_twice(tasks):
    tasks.append(copy.deepcopy(tasks[0]))


def spoil_relation(tasks):
    result(tasks).append({"type": "relation", "from_id": "people-1", "to_id": "places-x001", "direction": "right"})


def spoil_field(tasks):
    next(r for r in result(tasks) if r["from_name"] == "place_country")["id"] = "people-pedro-mena-ec"


def spoil_predicate(tasks):
    region(tasks, "homólogo")["value"]["labels"] = ["agreement"]


def spoil_min(tasks):
    tasks[0] = {**tasks[0]["data"], "id": 1, "label": [], "annotation_id": 1}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (spoil_label, r"region places-x015 has label 'town'; give it one of agreement, meeting"),
        (spoil_words, r"'Lisboa' is not at \[1:7\] of the text; delete the region and mark it anew"),
        (spoil_value, r"agreement a001 .*status 'broken' is unknown; choose one of signed, agreed"),
        (spoil_country, r"place x001 'LIMA': country 'Perú' is not an ISO 3166-1 alpha-2 code"),
        (spoil_article, r"there is no article 'otro' in the tables; name with --in"),
        (spoil_text, r"the tool changed the text of 'emojis'"),
        (spoil_hash, r"the text of 'emojis' is not that of the tables"),
        (spoil_twice, r"place 'Lisboa' is there twice with the same values; remove one"),
        (spoil_task_twice, r"article 'emojis' is there twice, also in export.json: task 1"),
        (spoil_relation, r"it has a relation, which nothing here reads"),
        (spoil_field, r"'place_country' does not belong to a region labelled person"),
        (spoil_predicate, r"agreement 'homólogo': predicate is empty; say what the predicate is"),
        (spoil_min, r"export the project from Label Studio as JSON, not JSON-MIN"),
    ],
)
def test_a_mistake_is_named_with_its_task_and_nothing_is_written(spoil, message, tasks, emoji_tables, tmp_path):
    spoil(tasks)
    with pytest.raises(ReviewError, match=rf"export.json: task 1: .*{message}"):
        imported(tasks, emoji_tables, tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


def test_every_control_of_a_prediction_is_in_the_interface(tmp_path):
    write_tasks(read_tasks(GOLDEN, ALL), ALL, "label-studio", tmp_path / "t.json")
    view = ET.parse(tmp_path / "t.json.xml").getroot()
    controls = {tag.get("name"): tag for tag in view.iter() if tag.get("toName") == "text"}
    values = {name: {child.get("value") for child in tag} for name, tag in controls.items()}
    tasks = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    parts = [part for task in tasks for part in task["predictions"][0]["result"]]
    assert {part["type"].casefold() for part in parts} == {"labels", "choices", "textarea"}
    for part in parts:
        assert controls[part["from_name"]].tag.casefold() == part["type"]
        assert set(part["value"].get("labels", part["value"].get("choices", ()))) <= values[part["from_name"]]


def test_a_task_has_the_least_sure_row_as_its_score(tmp_path):
    write_tasks(read_tasks(GOLDEN, ("agreements",), below=0.6), ("agreements",), "label-studio", tmp_path / "t.json")
    tasks = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    scores = [task["predictions"][0]["score"] for task in tasks]
    assert scores == sorted(scores)
    assert max(scores) < 0.6
    for task in tasks:
        sure = [part["score"] for part in task["predictions"][0]["result"] if "score" in part]
        assert min(sure) == task["predictions"][0]["score"]


def test_the_interface_names_only_the_tables_that_are_checked():
    assert "agreement_status" in config(("agreements",))
    assert "person_name" not in config(("agreements",))
