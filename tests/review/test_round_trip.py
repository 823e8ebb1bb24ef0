"""Out to a tool and back again: nothing changed gives the rows themselves as gold, a change moves just its figure."""

from __future__ import annotations

import json

import pytest

from evaluation import __main__ as commands
from evaluation.gold import read_gold, read_partial
from evaluation.matching import Counts
from evaluation.partial import score_partial
from evaluation.scorer import score
from pipeline.output.folder import read_tables
from pipeline.output.review.run import import_file
from tests.review.tools import ALL, ENDINGS, GOLDEN, Tool, some_tables

ARTICLE = "xinhua-china-uzbekistan"
ARTICLES = (ARTICLE, "afp-angola-gas", "minrel-chile-corea")


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return some_tables(tmp_path_factory.mktemp("review") / "out", *ARTICLES)


def affirmed(tables):
    return [row for row in read_tables(tables)["agreements"] if row["article_id"] == ARTICLE]


def scored(tool, tables, to):
    import_file(tool.save(), tables, to)
    return score(read_gold(to), read_tables(tables))


@pytest.mark.parametrize("fmt", ENDINGS)
def test_an_unchanged_export_marked_complete_has_every_row_right(fmt, tables, tmp_path):
    tool = Tool.open(fmt, tables, tmp_path / "file")
    for article_id in ARTICLES:
        tool.complete(article_id)
    scores = scored(tool, tables, tmp_path / "gold")
    assert {metric: c.f1 for metric, c in scores.items() if c.f1 < 1} == {}
    assert scores["agreements.records"].gold > 15
    assert scores["titles"].gold > 5


def test_the_formats_make_the_same_gold_of_every_sample(tmp_path):
    gold = {}
    for fmt in ENDINGS:
        tool = Tool.open(fmt, GOLDEN, tmp_path / "file")
        for row in read_tables(GOLDEN, names=("articles",))["articles"]:
            tool.complete(row["article_id"])
        import_file(tool.save(), GOLDEN, tmp_path / fmt)
        gold[fmt] = {path.name: path.read_bytes() for path in (tmp_path / fmt).glob("*.json")}
    assert len(gold["csv"]) > 50
    assert gold["csv"] == gold["label-studio"]


@pytest.mark.parametrize("fmt", ENDINGS)
def test_a_corrected_a_deleted_and_an_added_row_change_their_figures_and_no_other(fmt, tables, tmp_path):
    rows = affirmed(tables)
    n = len(rows)
    kept, gone = rows[0], rows[-2]
    assert kept["status"] == "agreed"
    text = next(r["text"] for r in read_tables(tables)["articles"] if r["article_id"] == ARTICLE)
    tool = Tool.open(fmt, tables, tmp_path / "file", article_id=ARTICLE)
    tool.set_status(ARTICLE, kept["agreement_id"], "signed")
    tool.delete(ARTICLE, gone["agreement_id"])
    tool.add(ARTICLE, text, "agradeció")
    tool.complete(ARTICLE)
    scores = scored(tool, tables, tmp_path / "gold")
    # one of the rows is not in the gold, one of the gold is not among the rows
    assert scores["agreements.records"] == Counts(n - 1, n, n)
    assert scores["agreements.theme"] == Counts(n - 1, n, n)
    assert scores["agreements.status"] == Counts(n - 2, n, n)
    assert {m for m, c in scores.items() if c.f1 < 1} <= {m for m in scores if m.startswith("agreements")}
    (added,) = [a for a in read_gold(tmp_path / "gold")[ARTICLE]["agreements"] if a["predicate"] == "agradeció"]
    assert (added["status"], added["category"], added["parties"]) == ("signed", "trade", [])
    assert added["sentence_start"].startswith("Karimberdiev, por su parte, agradeció")


@pytest.mark.parametrize("fmt", ENDINGS)
def test_an_article_that_is_not_complete_tells_the_precision_of_its_checked_rows(fmt, tables, tmp_path):
    rows = affirmed(tables)
    tool = Tool.open(fmt, tables, tmp_path / "file", names=("agreements",))
    tool.verdict(ARTICLE, rows[0]["agreement_id"], "ok")
    tool.verdict(ARTICLE, rows[3]["agreement_id"], "wrong")
    tool.set_status(ARTICLE, rows[6]["agreement_id"], "proposed")
    to = tmp_path / "gold"
    done = import_file(tool.save(), tables, to)
    # Label Studio submits every article of the file, the other two are as they were
    assert (done.complete, done.checked) == (0, 3)
    gold = read_partial(to)
    assert [a["predicate"] for a in gold[ARTICLE]["agreements"]] == [rows[0]["predicate"], rows[6]["predicate"]]
    assert [a["predicate"] for a in gold[ARTICLE]["rejected"]["agreements"]] == [rows[3]["predicate"]]
    scores = score_partial(gold, read_tables(tables))
    assert (scores["agreements.records"].right, scores["agreements.records"].predicted) == (2, 3)
    assert (scores["agreements.status"].right, scores["agreements.status"].predicted) == (1, 3)
    assert "people" not in scores


@pytest.mark.parametrize("fmt", ENDINGS)
def test_only_the_tables_that_were_checked_are_scored(fmt, tables, tmp_path):
    tool = Tool.open(fmt, tables, tmp_path / "file", names=("dates", "organizations"))
    tool.complete(ARTICLE)
    assert set(scored(tool, tables, tmp_path / "gold")) == {"organizations", "dates"}


def test_evaluate_prints_both_kinds_of_gold(tables, tmp_path, capsys):
    tool = Tool.open("csv", tables, tmp_path / "file", names=("agreements",))
    tool.complete(ARTICLE)
    tool.verdict("afp-angola-gas", "a001", "wrong")
    import_file(tool.save(), tables, tmp_path / "gold")
    assert commands.main(["evaluate", "--gold", str(tmp_path / "gold"), "--tables", str(tables)]) == 0
    printed = capsys.readouterr().out
    whole, part = printed.split("checked in part")
    assert "agreements.records      1.000  1.000  1.000" in whole
    assert "agreements.records      0.000      0        1" in part


def test_evaluate_refuses_gold_of_articles_that_are_not_in_the_tables(tables, tmp_path, capsys):
    tool = Tool.open("csv", tables, tmp_path / "file")
    tool.complete(ARTICLE)
    import_file(tool.save(), tables, tmp_path / "gold")
    other = some_tables(tmp_path / "other", "afp-angola-gas")
    assert commands.main(["evaluate", "--gold", str(tmp_path / "gold"), "--tables", str(other)]) == 1
    assert f"1 articles of the gold are not there ({ARTICLE})" in capsys.readouterr().err


def test_gold_names_its_tables_and_the_text_it_was_made_on(tables, tmp_path):
    tool = Tool.open("csv", tables, tmp_path / "file")
    tool.complete(ARTICLE)
    (file,) = import_file(tool.save(), tables, tmp_path / "gold").files
    gold = json.loads(file.read_text(encoding="utf-8"))
    assert gold["tables"] == list(ALL)
    assert len(gold["text_sha256"]) == 64
    assert file.name == f"{ARTICLE}.json"
