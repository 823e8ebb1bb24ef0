"""Parts of rules: every part that occurs is explained, and every id of a lexicon is found."""

import ast
import csv
from pathlib import Path

import pytest

from pipeline.knowledge.lexicon import read_lexicon
from pipeline.output.explaining.entries import entry_of, find_everywhere
from pipeline.output.explaining.parts import _line, explain_rule, split_rule
from pipeline.schemas import TABLES

ROOT = Path(__file__).parents[2]
RULED = [t.name for t in TABLES.values() if "rule" in t.column_names]


def unexplained(tables, name):
    return {part.text for row in tables[name] for part in explain_rule(name, row) if not part.meaning}


@pytest.mark.parametrize("name", RULED)
def test_every_part_of_the_samples_is_explained(tables_of_samples, name):
    assert tables_of_samples[name]
    assert unexplained(tables_of_samples, name) == set()


@pytest.mark.parametrize("name", RULED)
def test_every_part_of_real_texts_is_explained(corpus, name):
    assert unexplained(corpus, name) == set()


@pytest.mark.parametrize(
    ("table", "rule", "parts"),
    [
        (
            "agreements",
            "reader.91|verb.firmar|who.88|theme.73",
            ["reader.91", "verb.firmar", "who.88", "theme.73"],
        ),
        ("titles", "vice_ministro:name_after", ["vice_ministro", ":name_after"]),
        ("dates", "weekday.bare: no reference date", ["weekday.bare", ": no reference date"]),
        ("statements", "reader.97|who.doubtful.31", ["reader.97", "who.doubtful.31"]),
        ("person", "title:presidente:mention", ["title", ":presidente", ":mention"]),
        ("meetings", "reader.66", ["reader.66"]),
    ],
)
def test_rules_come_apart(table, rule, parts):
    assert split_rule(table, rule) == parts


@pytest.mark.parametrize(
    ("table", "row", "found"),
    [
        ("agreements", {"rule": "verb.firmar"}, ("commitment_verbs", "firmar")),
        ("agreements", {"rule": "noun.firma"}, ("commitment_nouns", "firma")),
        ("titles", {"rule": "vice_ministro"}, ("title_nouns", "ministro")),
        ("dates", {"rule": "weekday.bare"}, ("date_patterns", "weekday.bare")),
        ("statements", {"rule": "speech.speech_decir"}, ("speech_verbs", "speech_decir")),
        ("meetings", {"rule": "meeting.meeting_cumbre"}, ("meeting_nouns", "meeting_cumbre")),
        ("mentions", {"kind": "person", "rule": "registry", "entity_id": "xi-jinping"}, ("people", "xi-jinping")),
    ],
)
def test_a_part_names_its_entry(table, row, found):
    (part,) = explain_rule(table, row)
    assert [(entry.lexicon, entry.cells["id"]) for entry in part.entries] == [found]
    assert part.meaning


def test_a_line_is_the_one_in_the_file():
    entry = entry_of("commitment_verbs", "firmar")
    lines = (
        (ROOT / "pipeline" / "knowledge" / "lexicons" / "commitment_verbs.csv").read_text(encoding="utf-8").splitlines()
    )
    file, _, line = entry.place.partition(" line ")
    assert file == "lexicons/commitment_verbs.csv"
    assert lines[int(line) - 1].startswith("firmar,")


def test_guesswork_is_marked():
    parts = explain_rule("agreements", {"rule": "reader.52|verb.pedir|who.doubtful.31|theme.doubtful.40"})
    assert [part.guess for part in parts] == [False, False, True, True]


def test_a_part_of_another_version_is_sought_in_all_lexicons():
    (part,) = explain_rule("amounts", {"rule": "firmar"})
    assert part.meaning == ""
    assert [entry.lexicon for entry in part.entries] == [entry.lexicon for entry in find_everywhere("firmar")]
    assert "commitment_verbs" in part.lexicons


def texts_of(folder, names, argument):
    """Texts that the modules of a folder give to one of the calls, as the argument with that number."""
    found = set()
    for path in (ROOT / "pipeline" / folder).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in names:
                parts = node.args[argument : argument + 1]
                found |= {c.value for part in parts for c in ast.walk(part) if isinstance(c, ast.Constant)}
    return {text for text in found if isinstance(text, str)}


def test_every_way_to_tie_a_title_in_the_code_is_explained():
    ways = texts_of("stages/titles", ("Link",), 4) | texts_of("stages/titles", ("link_of",), 2)
    assert len(ways) > 8
    assert {way for way in ways if _line("titles", f":{way}") is None} == set()


def test_the_vocabulary_names_lexicons_and_entries_that_there_are():
    with (ROOT / "pipeline" / "output" / "explaining" / "rule_parts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["scope"], row["part"]) for row in rows}) == len(rows)
    for row in rows:
        for lexicon in filter(None, row["lexicon"].split(";")):
            entries = read_lexicon(lexicon)
            column, is_cell, value = row["entry"].partition("=")
            if is_cell:
                assert column in entries[0]
            if is_cell and "{" not in value:
                assert any(entry[column] == value for entry in entries), row
            if row["entry"] and "*" not in row["entry"] and "{" not in row["entry"] and not is_cell:
                assert entry_of(lexicon, row["entry"]), row
