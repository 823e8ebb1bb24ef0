"""Broken documents and odd texts through the whole job: nothing is lost or crashes, the tables keep their promises."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzzing.__main__ import fuzz, shrunk
from fuzzing.check import broken_promises, check_folder
from fuzzing.mutate import TOKENS, Sample, mutant, samples
from fuzzing.targets import ENDINGS, SAMPLES, TARGETS, BrokenPromiseError, kept, seeds
from pipeline.config import BLANK
from pipeline.models.nlp import load_nlp
from pipeline.reading.read import read_records
from pipeline.running.extraction import finish
from pipeline.running.process import process_with

ROOT = Path(__file__).parents[1]

#: Pieces that Spanish news is made of, and pieces that it should not be made of, in any order.
_PIECES = [token.decode("utf-8", errors="replace") for token in TOKENS if len(token) < 100]
_PIECES += [
    "El canciller de Chile ",
    "Aurora Sotomayor",
    "dijo este lunes que ",
    "firmaron en Lima ",
    "un memorando de ",
]
_PIECES += [
    "entendimiento",
    " por 5 millones de dólares",
    ", ",
    ". ",
    ".\n\n",
    "Ambas partes acordaron ",
    "abrir la frontera ",
]
_PIECES += [
    "antes de 2030",
    "la OCS ",
    "el presidente ",
    "Bruselas",
    "México",
    " y ",
    "«Vamos», afirmó ",
    "la cumbre de ",
]
TEXTS = st.one_of(
    st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=40).map("".join),
    st.text(max_size=120),
)
#: What a field of a record can hold.
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.dates(), st.datetimes(), st.binary(max_size=9),
    st.lists(st.integers(), max_size=3), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip
FIELDS = st.sampled_from(["id", "html", "title", "date", "url", "source", "language", "otro"])


@pytest.fixture(scope="module")
def blank() -> Any:
    return load_nlp(BLANK)


@pytest.fixture(scope="module")
def pool() -> list[Sample]:
    return samples([ROOT / folder for folder in SAMPLES])


def test_a_hundred_and_fifty_broken_documents(pool: list[Sample], nlp: Any, blank: Any, capsys: Any) -> None:
    assert fuzz(pool, range(150), seed=7, full=nlp, blank=blank) == 0, capsys.readouterr().out


def test_good_documents_of_every_format_are_among_the_samples(pool: list[Sample]) -> None:
    endings = {sample.ending for sample in pool}
    assert endings >= {".txt", ".md", ".html", ".tml", ".jsonl", ".jsonl.gz", ".json", ".csv", ".parquet"}


def test_an_input_follows_from_seed_and_number(pool: list[Sample]) -> None:
    assert [mutant(pool, 1, n) for n in range(50)] == [mutant(pool, 1, n) for n in range(50)]
    assert mutant(pool, 1, 3) != mutant(pool, 2, 3)


@settings(max_examples=100)
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_any_text_keeps_the_promises(texts: list[str]) -> None:
    keeps_promises([{"text": text, "language": "es", "date": "2024-05-17"} for text in texts], load_blank())


@settings(max_examples=25)
@given(text=TEXTS)
def test_any_text_keeps_the_promises_with_the_model(nlp: Any, text: str) -> None:
    keeps_promises([{"text": text, "language": "es"}], nlp)


@settings(max_examples=100)
@given(
    records=st.lists(st.dictionaries(st.one_of(FIELDS, st.just("text")), VALUES, max_size=5), min_size=1, max_size=3)
)
def test_any_record_is_an_article_or_a_failure(records: list[dict[str, Any]]) -> None:
    keeps_promises(records, load_blank())


def keeps_promises(records: list[dict[str, Any]], nlp: Any) -> None:
    tables = finish(rows for _, rows in process_with(read_records(records), nlp))
    assert broken_promises(tables) == []
    assert len(tables["articles"]) + len(tables["failures"]) == len(records)


_BLANK: list[Any] = []


def load_blank() -> Any:
    """The pipeline without a model, once; hypothesis and fixtures of a function's length do not mix."""
    if not _BLANK:
        _BLANK.append(load_nlp(BLANK))
    return _BLANK[0]


# The check must see what it is there for, or it checks nothing.
NOTE = "LIMA, 3 may (Agencia).- El canciller de Chile, Aurora Sotomayor, dijo que firmará un acuerdo por 5 millones."


def test_broken_tables_are_seen(nlp: Any) -> None:
    tables = finish(rows for _, rows in process_with(read_records([{"text": NOTE}, {"text": ""}]), nlp))
    assert broken_promises(tables) == []
    for name, change in (
        ("mentions", {"end": 10_000}),
        ("mentions", {"text": "otra cosa"}),
        ("mentions", {"entity_id": "nadie"}),
        ("titles", {"person_id": "nadie"}),
        ("titles", {"role": "emperor"}),
        ("people", {"article_id": "otro"}),
        ("articles", {"title": "\x1b[2J"}),
        ("articles", {"bylines": "\ud800"}),
        ("failures", {"error": "ValueError"}),
        ("failures", {"message": "no"}),
    ):
        first, *others = tables[name]
        assert broken_promises({**tables, name: [first | change, *others]}), (name, change)


def test_crashes_and_losses_are_seen(tmp_path: Path, blank: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(NOTE, encoding="utf-8")
    assert check_folder(tmp_path, blank, outputs=True) == []
    monkeypatch.setattr("fuzzing.check.process_with", lambda documents, nlp: iter(()))
    assert any(problem.startswith("lost") for problem in check_folder(tmp_path, blank))
    monkeypatch.setattr("fuzzing.check.finish", lambda parts: 1 / 0)
    assert check_folder(tmp_path, blank)[0].startswith("crash: ZeroDivisionError")


def test_a_broken_promise_is_reported_once_with_a_small_input(
    pool: list[Sample], blank: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path
) -> None:
    monkeypatch.setattr("fuzzing.__main__.BROKEN", tmp_path / "broken")

    def sees_letters(folder: Path, nlp: Any, *, outputs: bool) -> list[str]:
        return ["letters: found one"] if any(b"e" in path.read_bytes() for path in folder.iterdir()) else []

    monkeypatch.setattr("fuzzing.__main__.check_folder", sees_letters)
    texts = [sample for sample in pool if sample.ending == ".txt"]
    assert fuzz(texts, range(40), seed=1, full=blank, blank=blank) == 1
    output = capsys.readouterr().out
    assert [path.read_bytes() for path in (tmp_path / "broken").iterdir()] == [b"e"]
    assert output.count("--only") == 1 and "1 bytes: b'e'" in output and "3 broken promises" in output


def test_shrinking_leaves_what_breaks() -> None:
    data = random.Random(0).randbytes(500) + b"\xff\x00\xff" + b"a" * 300
    assert shrunk(data, lambda part: b"\xff\x00\xff" in part) == b"\xff\x00\xff"


@pytest.mark.parametrize("target", TARGETS)
def test_what_reached_new_code_keeps_the_promises(target: str) -> None:
    inputs = list(kept(ROOT / "fuzzing" / "corpus" / target))
    assert inputs
    for path in inputs:
        TARGETS[target](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_there_is_something_to_begin_with(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert len(list(seeds(target))) > 20


CRASH = {
    "source": "a",
    "article_id": "a",
    "stage": "dates",
    "error": "ValueError",
    "message": "a: ValueError in find_dates: no day",
    "sha256": None,
}


@pytest.mark.parametrize(
    ("target", "what", "gives", "data"),
    [
        ("readers", "read_articles", lambda paths: [], bytes([ENDINGS.index(".txt")]) + b"Hola."),
        ("dates", "find_dates", lambda doc, reference: [{"start": 0, "end": 4, "value": "2024"}], b"ayer"),
        ("article", "process_with", lambda documents, nlp: [("a", {"failures": [CRASH]})], b"Hola."),
    ],
)
def test_targets_see_broken_promises(
    target: str, what: str, gives: Any, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    TARGETS[target](data)
    monkeypatch.setattr(f"fuzzing.targets.{what}", gives)
    with pytest.raises(BrokenPromiseError):
        TARGETS[target](data)
