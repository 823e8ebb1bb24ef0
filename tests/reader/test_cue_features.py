"""What the lexicons know of a cue: status and tense of its form, words before it, what words around speak for."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.reader.cue_features import WIDTH, Known
from pipeline.schemas import STATUSES, THEMES

TENSES = ("present", "past", "future", "conditional", "subjunctive", "gerund", "participle", "infinitive")
BEFORE = ("podría", "podrían", "puede", "pueden", "debe", "deben", "va", "van", "no", "para", "si", "que")
#: Columns: words behind the cue, words around it, words of the article, status and tense of the cue, those of the next
#: verb, words before.
BEHIND, AROUND, SHARES, STATUS, TENSE, NEXT_STATUS, NEXT_TENSE, WORDS = (
    range(*edges) for edges in pairwise((0, 14, 28, 42, 49, 57, 64, 72, 84))
)
#: A made-up word of weight 2 for each of two themes, so that no entry of the package is found beside them.
OWN = "id,theme,topic,weight,words\nzulo,trade,,2,zulo*\nmirra,energy,,2,mirra*\n"


@pytest.fixture(autouse=True)
def own() -> Iterator[None]:
    """The made-up words are in force."""
    with using(Lexicon.of({"themes": OWN})):
        yield


def numbers(text: str, cue: str, *, title: str = "") -> Any:
    """Numbers of a cue of a text of one sentence."""
    spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    words = [text[a:b].lower() for a, b in spans]
    at = words.index(cue.lower())
    return Known(title, text, words).numbers(at, (0, len(words)), (spans[at][1], len(text)))


def named(row: Any, block: range, names: tuple[str, ...]) -> list[str]:
    """Names of the columns of a block that are not 0."""
    return [name for name, value in zip(names, row[block.start : block.stop], strict=True) if value]


def themes(row: Any, block: range) -> dict[str, float]:
    values = zip(THEMES, row[block.start : block.stop].tolist(), strict=True)
    return {name: pytest.approx(value, rel=1e-5) for name, value in values if value}


def test_the_width_is_that_of_the_network() -> None:
    assert (len(THEMES), len(STATUSES)) == (14, 7)
    assert WIDTH == WORDS.stop == 84
    row = numbers("Perú firmó un convenio.", "firmó")
    assert row.shape == (84,)
    assert row.dtype == np.float32


@pytest.mark.parametrize(
    ("cue", "status", "tense"),
    [
        ("firmaron", ["signed"], ["past"]),
        ("FIRMARON", ["signed"], ["past"]),
        ("firmarán", ["signed"], ["future"]),
        ("firmarían", ["signed"], ["conditional"]),
        ("firmen", ["signed"], ["subjunctive"]),
        ("firmando", ["signed"], ["gerund"]),
        ("firmado", ["signed"], ["participle"]),
        ("firmar", ["signed"], ["infinitive"]),
        ("acuerdan", ["agreed"], ["present"]),
        ("exhortó", ["called_for"], ["past"]),
        ("propuso", ["proposed"], ["past"]),
        ("negoció", ["proposed"], ["past"]),
        ("reafirmaron", ["reaffirmed"], ["past"]),
        ("aspiran", ["intended"], ["present"]),
        ("ampliarán", [], ["future"]),  # an action, which tells of no status
        ("zarparon", [], []),
        ("convenio", [], []),
    ],
)
def test_status_and_tense_of_the_cue(cue: str, status: list[str], tense: list[str]) -> None:
    row = numbers(f"Ambos {cue} todo.", cue)
    assert (named(row, STATUS, STATUSES), named(row, TENSE, TENSES)) == (status, tense)


def test_of_two_entries_of_a_verb_the_first_tells_its_status() -> None:
    assert named(numbers("Ratificaron todo.", "Ratificaron"), STATUS, STATUSES) == ["signed"]


def test_own_verbs_have_their_status(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing({"commitment_verbs": "id,lemma,status,confidence\napalabrar,apalabrar,proposed,0.6\n"})
    row = numbers("Ambos apalabraron todo.", "apalabraron")
    assert (named(row, STATUS, STATUSES), named(row, TENSE, TENSES)) == (["proposed"], ["past"])


@pytest.mark.parametrize(
    ("text", "status", "tense"),
    [
        ("Acordaron firmar el acta.", ["signed"], ["infinitive"]),
        ("Acordaron ampliar y firmar el acta.", [], ["infinitive"]),  # the nearest one
        ("Acordaron el lunes 2 firmar el acta.", ["signed"], ["infinitive"]),  # the fourth word
        ("Acordaron el lunes 2 pronto firmar el acta.", [], []),
        ("Acordaron el acta.", [], []),
        ("Tras firmar acordaron el acta.", [], []),
    ],
)
def test_status_and_tense_of_the_next_verb(text: str, status: list[str], tense: list[str]) -> None:
    row = numbers(text, "acordaron")
    assert (named(row, NEXT_STATUS, STATUSES), named(row, NEXT_TENSE, TENSES)) == (status, tense)


def test_the_next_verb_stands_in_the_sentence() -> None:
    words = ["acordaron", "todo", ".", "firmaron"]
    known = Known("", "Acordaron todo. Firmaron", words)
    assert named(known.numbers(0, (0, 3), (9, 15)), NEXT_STATUS, STATUSES) == []
    assert named(known.numbers(0, (0, 4), (9, 24)), NEXT_STATUS, STATUSES) == ["signed"]


@pytest.mark.parametrize("word", BEFORE)
def test_words_before_the_cue(word: str) -> None:
    assert named(numbers(f"Ambos {word} firmar", "firmar"), WORDS, BEFORE) == [word]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No se lo ha firmado", ["no"]),  # the fourth word before it
        ("No se lo ha hoy firmado", []),
        ("firmado que no", []),
        ("que no va firmado", ["va", "no", "que"]),
    ],
)
def test_four_words_before_the_cue_are_looked_at(text: str, found: list[str]) -> None:
    assert named(numbers(text, "firmado"), WORDS, BEFORE) == found


def test_words_before_the_cue_stand_in_its_sentence() -> None:
    known = Known("", "Dicen que no. Firmaron", ["dicen", "que", "no", ".", "firmaron"])
    assert named(known.numbers(4, (4, 5), (22, 22)), WORDS, BEFORE) == []


def test_words_behind_the_cue_speak_the_less_the_further_they_stand() -> None:
    near, far = (numbers("Firmaron" + " " * gap + "zulo.", "Firmaron") for gap in (1, 61))
    assert themes(near, BEHIND) == {"trade": 2 * math.exp(-1 / 60)}
    assert themes(far, BEHIND) == {"trade": 2 * math.exp(-61 / 60)}
    assert themes(numbers("El zulo firmaron.", "firmaron"), BEHIND) == {}


def test_a_second_word_of_one_entry_counts_half() -> None:
    text = "Firmaron zulo zulos."
    assert themes(numbers(text, "Firmaron"), BEHIND) == {"trade": 2 * math.exp(-1 / 60) + math.exp(-6 / 60)}
    assert themes(numbers(text, "Firmaron"), AROUND) == {"trade": 1.0}


@pytest.mark.parametrize(("away", "found"), [(300, {"trade": 2 / 3}), (301, {})])
def test_words_around_the_cue(away: int, found: dict[str, float]) -> None:
    # the end of the cue is where it is counted from
    text = "zulo" + " " * (away - 4 - len("firmaron")) + "firmaron."
    assert themes(numbers(text, "firmaron"), AROUND) == found


def test_words_behind_the_sentence_do_not_speak_for_the_cue() -> None:
    known = Known("", "Firmaron todo. Zulo", ["firmaron", "todo", ".", "zulo"])
    row = known.numbers(0, (0, 3), (8, 14))
    assert (themes(row, BEHIND), themes(row, AROUND)) == ({}, {})
    assert themes(row, SHARES) == {"trade": 1.0}


@pytest.mark.parametrize(
    ("title", "text", "shares"),
    [
        ("", "Firmaron.", {}),
        ("", "Firmaron zulo.", {"trade": 1.0}),
        ("", "Firmaron zulo y mirra.", {"trade": 0.5, "energy": 0.5}),
        ("", "Firmaron zulo, zulos y mirra.", {"trade": 0.6, "energy": 0.4}),
        ("Mirra", "Firmaron zulo.", {"trade": 0.5, "energy": 0.5}),
        ("Mirra", "Firmaron.", {"energy": 1.0}),
    ],
)
def test_shares_of_the_themes_in_article_and_title(title: str, text: str, shares: dict[str, float]) -> None:
    assert themes(numbers(text, "Firmaron", title=title), SHARES) == shares


def test_a_few_weak_words_make_no_whole(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing({"themes": "id,theme,topic,weight,words\nzulo,trade,,0.5,zulo\n"})
    assert themes(numbers("Firmaron zulo.", "Firmaron"), SHARES) == {"trade": 0.5}
