"""Which cues count as right, and of which weights each is; which articles are kept out. No network is needed."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, cast

import pytest
from spacy.lang.es import Spanish

from pipeline.reader.sureness import ODDS, names_of, odds_of, with_sure
from pipeline.text.attributes import Row, article_of
from tests.stages.marked import marked
from training.reader import verdicts
from training.reader.articles import Annotated, read_ids, without_ids
from training.reader.confidence import (
    UNKNOWN,
    Case,
    cases_of,
    fit_confidence,
    read_cases,
    write_cases,
)
from training.reader.gold import Cue, Gold

TRAINING = Path(__file__).parents[2] / "training"
EVERY = frozenset(("agreement", "statement", "meeting"))


def cue(token: int, likely: float, sentence: int = 0, kind: str = "agreement", **more: Any) -> Row:
    """A cue as the reader finds it, of one word."""
    nobody: Row = {"party": [], "speaker": [], "participant": []}
    own = {"kind": kind, "token": token, "words": [token], "sentence": sentence, "hint": None}
    about = {"about": [0.0] * (ODDS[kind] - ODDS["statement"])} if kind == "agreement" else {}
    return {**nobody, **own, **about, "evidence": [likely, 0.5, 0.5], **more}


def gold(*words: list[int], sentence: int = 0, kind: str = "agreement", told: frozenset[str] = EVERY) -> Gold:
    return Gold([Cue(kind, own[0], own, {}, sentence=sentence) for own in words], told, 1.0)


def judged(cues: list[Row], own: Gold) -> list[tuple[str, bool]]:
    return [(case.name, case.right) for case in cases_of(cues, own)]


def test_the_likeliest_of_a_sentence_is_told_from_the_others() -> None:
    cues = [cue(1, 0.4), cue(3, 0.8), cue(5, 0.9, kind="meeting"), cue(9, 0.2, sentence=1)]
    assert names_of(cues) == ["agreement.further", "agreement", "meeting", "agreement"]


def test_a_first_cue_is_right_where_its_sentence_holds_one() -> None:
    assert judged([cue(1, 0.8)], gold([7])) == [("agreement", True)]


@pytest.mark.parametrize("own", [gold([7], sentence=1), gold([7], kind="meeting"), gold()])
def test_and_wrong_where_it_holds_none(own: Gold) -> None:
    assert judged([cue(1, 0.8)], own) == [("agreement", False)]


def test_a_further_cue_is_right_only_by_its_words() -> None:
    cues = [cue(1, 0.8), cue(3, 0.4), cue(5, 0.3)]
    assert judged(cues, gold([1], [5])) == [
        ("agreement", True),
        ("agreement.further", False),
        ("agreement.further", True),
    ]


def test_any_word_of_a_cue_counts() -> None:
    cues = [cue(1, 0.8), cue(3, 0.4, words=[3, 4])]
    assert judged(cues, gold([4, 6])) == [("agreement", True), ("agreement.further", True)]


def test_two_cues_are_not_right_by_one_of_the_gold() -> None:
    cues = [cue(1, 0.4, words=[1, 2]), cue(2, 0.8, words=[2])]
    assert judged(cues, gold([1, 2])) == [("agreement", True), ("agreement.further", False)]


def test_kinds_of_which_the_gold_does_not_tell_are_no_cases() -> None:
    assert judged([cue(1, 0.8, kind="meeting")], gold(told=frozenset(("agreement",)))) == []


def test_weights_by_kind_likeliest_and_further() -> None:
    cases = [Case("statement", [x, 0.0, 0.0, 0.0], x > 0) for x in (-2.0, -1.0, 1.0, 2.0)]
    confidence = fit_confidence(cases)
    assert sorted(confidence) == sorted(kind + end for kind in EVERY for end in ("", ".further"))
    assert confidence["statement"][0] > 0
    assert confidence["statement.further"] == [UNKNOWN, UNKNOWN, 0.0, 0.0, 0.0]
    assert {len(confidence[kind]) for kind in EVERY} == {1 + count for count in ODDS.values()}


def test_cases_are_kept_for_another_step(tmp_path: Path) -> None:
    cases = [Case("statement", [0.5, -1.0], True), Case("meeting.further", [2.0], False)]
    write_cases(cases, tmp_path / "cases.jsonl")
    assert read_cases(tmp_path / "cases.jsonl") == cases


def test_a_verdict_is_about_the_likeliest_cue_of_its_clause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = marked("Chile pactó y firmó. Perú firmó.")
    told = [{"kind": "agreement", "start": "0", "end": "20", "predicate": "pactó firmó", "record": "1"}]
    table = tmp_path / "verdicts.csv"
    with table.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, ["article_id", "start", "end", "predicate", "record"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows({**row, "article_id": article_of(doc)["article_id"]} for row in told)
    cues = [cue(1, 0.3), cue(3, 0.6), cue(6, 0.9, sentence=1)]
    monkeypatch.setattr(verdicts, "EncodedArticle", lambda doc, network: None)
    monkeypatch.setattr(verdicts, "find_cues", lambda article: (cues, 0.5))
    found = list(verdicts.cases_of_verdicts(verdicts.read_verdicts(table), [doc], cast(Any, None)))
    assert found == [Case("agreement", odds_of(cues[1]), True)]


#: Weights of the odds of evidence that say nothing.
NOTHING = [0.0] * ODDS["agreement"]


def test_how_sure_a_cue_is_goes_by_its_weights() -> None:
    confidence = {"agreement": [*NOTHING, 3.0], "agreement.further": [*NOTHING, -3.0]}
    further, first = with_sure([cue(1, 0.4), cue(3, 0.8)], confidence)
    assert further["sure"] < 0.1 < 0.9 < first["sure"]


def annotated(*ids: str) -> list[Annotated]:
    doc = Spanish()("x")
    return [Annotated(doc, Path(f"{article_id}.json")) for article_id in ids]


def ids_of(articles: list[Annotated]) -> list[str]:
    return [article.article_id for article in articles]


def test_articles_are_kept_out_by_their_ids(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("# of the news\n029\n\nnone\n", encoding="utf-8")
    learned = without_ids(annotated("001", "029", "002"), read_ids(kept))
    assert ids_of(learned) == ["001", "002"]


def test_a_fifth_of_the_written_articles_is_kept_out() -> None:
    kept = read_ids(TRAINING / "kept.txt")
    written = {path.stem for path in (TRAINING / "articles").glob("*.json")}
    assert len(kept & written) == 153
    assert len(kept - written) == 10
