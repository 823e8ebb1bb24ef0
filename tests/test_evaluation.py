"""The scorer, the facts, the floors and the golden comparison, on rows written by hand."""

from __future__ import annotations

import json

import pytest
import yaml

from evaluation import __main__ as commands
from evaluation import gold as gold_module
from evaluation.floors import SLACK, Floors, FloorsError, accept, check, read_floors, write_floors
from evaluation.golden import differences, write_golden
from evaluation.matching import Counts, are_alike, contains, count, fold, pairs
from evaluation.must import MustError, failing_checks, read_must
from evaluation.partial import score_partial
from evaluation.scorer import score
from pipeline.schemas import TABLES

TEXT = (
    "Chile y Perú firmaron un convenio en Lima.\nNo hubo preguntas. Ambos países prometieron reunirse en mayo de 2025."
)


def row(table, **cells):
    return dict.fromkeys(TABLES[table].column_names) | {"article_id": "a"} | cells


def tables(**rows):
    return {name: rows.get(name, []) for name in TABLES} | {"articles": [row("articles", text=TEXT)]}


FULL = tables(
    people=[row("people", person_id="p", name="Aurora Sotomayor")],
    titles=[row("titles", person="Aurora Sotomayor", text="canciller chilena")],
    mentions=[
        row("mentions", kind="place", text="Lima"),
        row("mentions", kind="place", text="lima"),
        row("mentions", kind="organization", text="la ONU"),
    ],
    dates=[row("dates", text="mayo de 2025", value="2025-05")],
    agreements=[
        row(
            "agreements",
            agreement_id="a1",
            predicate="firmaron",
            lemma="firmar",
            theme="trade",
            status="signed",
            polarity="affirmed",
            start=0,
            end=41,
        ),
        row(
            "agreements",
            agreement_id="a2",
            predicate="prometieron reunirse",
            lemma="reunir",
            theme="trade",
            status="agreed",
            polarity="affirmed",
            start=62,
            end=109,
        ),
        row("agreements", agreement_id="a3", predicate="hubo", lemma="haber", polarity="negated", start=43, end=60),
    ],
    agreement_parties=[
        row("agreement_parties", agreement_id="a1", name="Chile", kind="country", country="CL"),
        row("agreement_parties", agreement_id="a1", name="Perú", kind="country", country="PE"),
        row("agreement_parties", agreement_id="a2", name="Chile", kind="country", country="CL"),
    ],
    meetings=[row("meetings", meeting_id="m1", type="visit", place="Lima")],
    meeting_participants=[row("meeting_participants", meeting_id="m1", name="Sotomayor", kind="person")],
    statements=[row("statements", speaker="canciller Sotomayor", verb="dijo")],
)
GOLD = {
    "people": [
        {"name": "Aurora Sotomayor", "mentions": ["Sotomayor"], "titles": ["canciller chilena"], "country": "CL"}
    ],
    "places": [
        {"mention": "Lima", "kind": "city", "iso2": "PE"},
        {"mention": "Chile", "kind": "country", "iso2": "CL"},
    ],
    "organizations": ["ONU"],
    "dates": [{"mention": "mayo de 2025", "value": "2025-05"}],
    "agreements": [
        {"sentence_start": "Chile y Perú firmaron", "predicate": "firmaron", "category": "trade", "status": "signed"}
        | {"parties": ["CL", "PE"]},
        {"sentence_start": "Ambos países prometieron reun", "predicate": "prometieron reunirse", "status": "agreed"}
        | {"category": "mechanism_meeting", "parties": ["CL", "PE"]},
    ],
    "meetings": [{"type": "visit", "name": None, "participants": ["Aurora Sotomayor"], "place": None}],
    "statements": [{"speaker": "Sotomayor", "verb": "dijo", "kind": "direct"}],
}


def test_scores_of_an_article():
    scores = score({"a": GOLD}, FULL)
    assert scores["people"] == scores["titles"] == scores["dates"] == Counts(1, 1, 1)
    assert scores["places"] == Counts(1, 2, 1)
    assert scores["organizations"] == Counts(1, 1, 1)
    assert scores["agreements.sentences"] == Counts(2, 2, 2)
    assert scores["agreements.records"] == scores["agreements.status"] == Counts(2, 2, 2)
    assert scores["agreements.theme"] == Counts(1, 2, 2)
    assert scores["agreements.parties"] == Counts(3, 4, 3)
    assert scores["meetings"] == scores["statements"] == Counts(1, 1, 1)


def test_an_empty_output_scores_nothing_and_an_empty_gold_everything():
    assert all(c.f1 == 0.0 for m, c in score({"a": GOLD}, tables()).items() if m != "agreements.parties")
    nothing = {name: [] for name in gold_module.SECTIONS}
    assert all(c.f1 == 1.0 for c in score({"a": nothing}, tables()).values())


def test_rows_of_other_articles_do_not_count():
    other = {name: [r | {"article_id": "b"} for r in rows] for name, rows in FULL.items()}
    assert score({"a": GOLD}, other)["people"] == Counts(0, 1, 0)


@pytest.mark.parametrize(
    ("table", "cells", "metric"),
    [
        ("people", {"name": "Bruno Díaz"}, "people"),
        ("titles", {"person": None}, "titles"),
        ("titles", {"person": "Bruno Díaz"}, "titles"),
        ("titles", {"text": "embajador"}, "titles"),
        ("dates", {"value": "2024-05"}, "dates"),
        ("dates", {"text": "junio"}, "dates"),
        ("meetings", {"type": "summit"}, "meetings"),
        ("statements", {"verb": "negó"}, "statements"),
        ("statements", {"speaker": "Díaz"}, "statements"),
    ],
)
def test_a_wrong_cell_is_a_wrong_row(table, cells, metric):
    changed = dict(FULL) | {table: [FULL[table][0] | cells]}
    assert score({"a": GOLD}, changed)[metric].right == 0


def test_vague_gold_dates_want_no_value():
    gold = GOLD | {"dates": [{"mention": "los próximos años", "value": None}]}
    for value, right in ((None, 1), ("FUTURE_REF", 1), ("PXY", 1), ("2025", 0)):
        rows = dict(FULL) | {"dates": [row("dates", text="los próximos años", value=value)]}
        assert score({"a": gold}, rows)["dates"].right == right


def test_counts():
    counts = Counts(1, 2, 4) + Counts(1, 2, 0)
    assert (counts.precision, counts.recall, counts.f1) == (0.5, 0.5, 0.5)
    assert (Counts().precision, Counts().recall, Counts().f1) == (1.0, 1.0, 1.0)
    assert Counts(0, 1, 0).precision == 0.0


def test_pairs_are_one_to_one_and_the_best_together():
    # greedily, "a" would take "ab" and leave nothing for "b"
    weights = {("a", "a"): 2.0, ("a", "ab"): 2.0, ("b", "ab"): 1.0}
    assert pairs("ab", ["ab", "a"], lambda g, p: weights.get((g, p), 0.0)) == [(0, 1), (1, 0)]
    assert pairs([], "a", lambda g, p: 1.0) == []
    assert count("aa", "a", lambda g, p: g == p) == Counts(1, 2, 1)


def test_comparing_surfaces():
    assert fold("  Nurtleú\n MURAT ") == "nurtleu murat"
    assert contains("Wang Yi", "Wang")
    assert not contains("", "Wang")
    assert are_alike("ministro de Asuntos Exteriores", "ministro Exteriores de Chile")
    assert not are_alike("ministro de Defensa", "presidente")


# ------------------------------------------------------------------------------------------------------ must.yaml
def checks(tmp_path, content):
    path = tmp_path / "must.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True))
    return read_must(path)


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        ({"table": "people", "where": {"name": "Aurora Sotomayor", "country": None}}, True),
        ({"table": "people", "where": {"name": "Sotomayor"}}, False),
        ({"table": "people", "where": {"country": "CL"}}, False),
        ({"table": "people", "like": {"name": "sotomayor"}}, True),
        ({"table": "agreements", "where": {"start": "0"}}, True),
        ({"table": "agreements", "near": "en Lima", "where": {"status": "signed"}}, True),
        ({"table": "agreements", "near": "en mayo", "where": {"status": "signed"}}, False),
        ({"table": "agreements", "near": "No hubo", "like": {"predicate": "hubo"}}, False),
        ({"table": "agreements", "where": {"polarity": "negated"}, "like": {"predicate": "hubo"}}, True),
        ({"table": "agreements", "parties": ["CL", "PE"]}, True),
        ({"table": "agreements", "parties": ["CL", "BO"]}, False),
        ({"table": "agreements", "parties": ["PE"], "where": {"lemma": "reunir"}}, False),
        ({"table": "meetings", "participants": ["Sotomayor"]}, True),
        ({"table": "meetings", "participants": ["Díaz"]}, False),
    ],
)
def test_must_and_must_not(tmp_path, check, holds):
    assert bool(failing_checks(checks(tmp_path, {"a": {"must": [check]}}), FULL)) != holds
    assert bool(failing_checks(checks(tmp_path, {"a": {"must_not": [check]}}), FULL)) == holds
    assert failing_checks(checks(tmp_path, {"b": {"must": [check]}}), FULL)
    assert bool(failing_checks(checks(tmp_path, {"*": {"must": [check]}}), FULL)) != holds


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"a": {"should": []}}, "a: there is no list 'should'"),
        ({"a": {"must": [{"table": "personas"}]}}, "a: there is no table 'personas'"),
        ({"a": {"must": [{"table": "people", "is": 1}]}}, "a: unknown key is"),
        ({"a": {"must": [{"table": "people", "where": {"nombre": "x"}}]}}, "a: people has no column nombre"),
    ],
)
def test_a_slip_in_must_yaml_is_an_error(tmp_path, content, message):
    with pytest.raises(MustError, match=message):
        checks(tmp_path, content)


# --------------------------------------------------------------------------------------------------------- floors
def test_a_floor_is_rounded_down_with_slack():
    floors = accept(None, {"people": 0.987, "dates": 0.29, "must": 0.01}, [], digest="d")
    assert floors.floors == {"people": round(0.98 - SLACK, 2), "dates": round(0.29 - SLACK, 2), "must": 0.0}


def test_a_seeded_loss_goes_red():
    floors = accept(None, {"people": 0.98}, ["gap"], digest="d")
    assert check(floors, {"people": 0.97}, ["gap"], digest="d") == []
    assert check(floors, {"people": 0.95}, ["gap"], digest="d") == ["people: F1 0.950 is below the floor of 0.96"]
    assert check(floors, {}, [], digest="d") == ["people: F1 0.000 is below the floor of 0.96"]
    assert check(floors, {"people": 1.0}, ["gap", "new"], digest="d") == ["no longer holds: new"]


def test_floors_of_other_gold_are_refused():
    with pytest.raises(FloorsError, match="run 'make accept'"):
        check(Floors("d", {}), {}, [], digest="e")
    with pytest.raises(FloorsError, match="no floors yet"):
        check(None, {}, [], digest="d")


def test_floors_rise_and_do_not_fall():
    first = accept(None, {"people": 0.90}, ["x", "y"], digest="d")
    higher = accept(first, {"people": 0.95, "dates": 0.5}, ["x"], digest="e")
    assert higher.floors == {"people": 0.93, "dates": 0.48}
    assert higher.gaps == ("x",)
    assert higher.digest == "e"
    assert accept(higher, {"people": 0.935, "dates": 0.5}, ["x"], digest="e").floors["people"] == 0.93


def test_lowering_wants_a_reason_and_keeps_it():
    first = accept(None, {"people": 0.90}, [], digest="d")
    with pytest.raises(FloorsError, match=r"people: F1 0.500 .*--lower --reason"):
        accept(first, {"people": 0.50}, [], digest="d")
    with pytest.raises(FloorsError, match="no longer holds: x"):
        accept(first, {"people": 0.90}, ["x"], digest="d")
    lowered = accept(first, {"people": 0.50}, ["x"], digest="d", reason="gold corrected")
    assert lowered.floors == {"people": 0.48}
    assert lowered.lowered == (
        {"what": "people", "from": 0.88, "to": 0.48, "reason": "gold corrected"},
        {"what": "x", "reason": "gold corrected"},
    )


def test_gaps_of_another_model_are_left_alone():
    first = accept(None, {"people": 0.90}, ["x"], digest="d")
    assert accept(first, {"people": 0.90}, None, digest="d").gaps == ("x",)


def test_floors_come_back_from_their_file(tmp_path):
    floors = accept(None, {"people": 0.9, "dates": 0.8}, ["x"], digest="d")
    write_floors(floors, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == floors
    assert read_floors(tmp_path / "none.json") is None


# --------------------------------------------------------------------------------------------------- golden, gold
def test_a_seeded_difference_in_the_golden_tables_is_shown(tmp_path):
    write_golden(FULL, tmp_path)
    assert differences(FULL, tmp_path) == []
    changed = dict(FULL) | {"people": [FULL["people"][0] | {"name": "Aurora"}]}
    (message,) = differences(changed, tmp_path)
    assert message.startswith("people.csv: 2 lines expected, 2 got")
    assert "+ a,p,Aurora," in message
    (tmp_path / "dates.csv").unlink()
    assert differences(FULL, tmp_path) == ["dates.csv: there is no golden table"]


def test_gold_is_read_by_id(tmp_path):
    (tmp_path / "sub__a.json").write_text(json.dumps(GOLD))
    (tmp_path / "floors.json").write_text("{}")
    assert list(gold_module.read_gold(tmp_path)) == ["sub/a"]


@pytest.mark.parametrize(
    ("content", "message"), [("{", "no valid JSON"), ("{}", "no list people"), (None, "no gold in it")]
)
def test_broken_gold_is_named(tmp_path, content, message):
    if content:
        (tmp_path / "a.json").write_text(content)
    with pytest.raises(gold_module.GoldError, match=message):
        gold_module.read_gold(tmp_path)


def test_digest_changes_with_any_file_but_the_floors(tmp_path):
    (tmp_path / "a.json").write_text("1")
    first = gold_module.digest([tmp_path])
    (tmp_path / "floors.json").write_text("2")
    assert gold_module.digest([tmp_path]) == first
    (tmp_path / "a.json").write_text("2")
    assert gold_module.digest([tmp_path]) != first


def test_lexicon_check_goes_red_on_a_broken_lexicon(monkeypatch, capsys):
    assert commands.main(["lexicons"]) == 0
    monkeypatch.setattr(commands, "lexicon_files", lambda: iter([("x.csv", b"id,a\n1,b\n1,c\n")]))
    assert commands.main(["lexicons"]) == 1
    assert "x.csv line 3: id '1' is on line 2 too" in capsys.readouterr().out
    monkeypatch.setattr(commands, "lexicon_files", lambda: iter([("people.csv", b"id,role\nserguei-lavrov,jefe\n")]))
    assert commands.main(["lexicons"]) == 1
    assert "people.csv line 2: role 'jefe' is none of: academic" in capsys.readouterr().out


def test_lower_and_reason_belong_together():
    for arguments in (["accept", "--lower"], ["accept", "--reason", "x"]):
        with pytest.raises(SystemExit):
            commands.main(arguments)


def test_gold_of_some_tables_is_scored_on_these():
    assert set(score({"a": GOLD | {"tables": ["people", "dates"]}}, FULL)) == {"people", "titles", "dates"}


def test_of_a_repeated_sentence_the_one_at_start_is_meant():
    text = "Chile y Perú firmaron.\nAyer llovió.\nChile y Perú firmaron."
    cells = {
        "predicate": "firmaron",
        "theme": "trade",
        "status": "signed",
        "polarity": "affirmed",
        "start": 36,
        "end": 58,
    }
    rows = dict(FULL) | {
        "articles": [row("articles", text=text)],
        "agreements": [row("agreements", agreement_id="a1", lemma="firmar", **cells)],
    }
    record = GOLD["agreements"][0]
    for start, right in ((36, 1), (0, 0)):
        gold = GOLD | {"agreements": [record | {"start": start}]}
        assert score({"a": gold}, rows)["agreements.records"].right == right


def test_a_name_of_two_letters_is_no_country_and_a_mark_may_be_the_verb():
    parties = [row("agreement_parties", agreement_id="a1", name="UE", kind="organization")]
    gold = GOLD | {"agreements": [GOLD["agreements"][0] | {"parties": ["UE"]}]}
    assert score({"a": gold}, dict(FULL) | {"agreement_parties": parties})["agreements.parties"] == Counts(1, 1, 1)
    said = {"statements": [row("statements", speaker="Sotomayor", verb=":")]}
    gold = GOLD | {"statements": [{"speaker": "Sotomayor", "verb": ":", "kind": "direct"}]}
    assert score({"a": gold}, dict(FULL) | said)["statements"].right == 1


def partial(**lists):
    nothing = {name: [] for name in gold_module.SECTIONS}
    return nothing | {"rejected": nothing | lists.pop("rejected", {})} | lists


def test_of_an_article_checked_in_part_only_checked_rows_count():
    gold = partial(people=GOLD["people"], agreements=GOLD["agreements"][:1], rejected={"dates": GOLD["dates"]})
    scores = score_partial({"a": gold}, FULL)
    checked = {metric: (c.right, c.predicted) for metric, c in scores.items() if c.predicted}
    assert checked["people"] == checked["titles"] == checked["agreements.records"] == (1, 1)
    assert checked["dates"] == (0, 1)
    assert not checked.keys() & {"places", "organizations", "meetings", "statements"}


def test_broken_partial_gold_is_named(tmp_path):
    (tmp_path / "partial").mkdir()
    nothing = {name: [] for name in gold_module.SECTIONS}
    (tmp_path / "partial" / "a.json").write_text(json.dumps(nothing))
    with pytest.raises(gold_module.GoldError, match="a: no lists in 'rejected'"):
        gold_module.read_partial(tmp_path)


@pytest.mark.parametrize("arguments", [["--tables", "x"], ["--gold", "x", "--model", "blank:es"]])
def test_options_of_evaluate_that_do_not_go_together(arguments, capsys):
    with pytest.raises(SystemExit):
        commands.main(["evaluate", *arguments])
    assert "--tables goes with --gold, --model without it" in capsys.readouterr().err
