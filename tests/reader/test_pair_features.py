"""Numbers about a cue and a mention: which class of distance, kind, preposition and count is set. No model."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from pipeline.reader import pair_features
from pipeline.reader.actors import Actor
from pipeline.reader.pair_features import KINDS, ROLES, WIDTH, may_be, pair_numbers, see_mentions, see_words

#: Columns of the blocks: sentences, words, kind, preposition, flags, count, rank, flags of owners, owners, party,
#: marks.
SENTENCES, WORDS, KIND, PREPOSITION, FLAGS, COUNT, RANK, OWNER_FLAGS, OWNERS, PARTY, MARKS = (
    range(*edges) for edges in pairwise((0, 11, 26, 41, 56, 65, 71, 77, 88, 93, 99, 103))
)


def actor(start: int, end: int | None = None, kind: str = "country", **fields: Any) -> Actor:
    return Actor(start, end or start + 1, "Perú", kind, **fields)


def numbers_of(
    *actors: Actor,
    cue: int = 100,
    sentence: int = 5,
    sentences: tuple[int, ...] | None = None,
    keys: str | None = None,
    quoted: tuple[bool, ...] | None = None,
    cue_quoted: bool = False,
    before: list[bool] | None = None,
    parties: list[tuple[str, str] | None] | None = None,
    windows: tuple[int, ...] | None = None,
    text: dict[int, str] | None = None,
    role: str = "speaker",
) -> Any:
    """Numbers of the pairs of a cue with actors; all in one sentence and window, of different names, standing for
    nobody and not quoted unless told. `text` are tokens by their place."""
    of, window, inside, tokens = [sentence] * 300, [0] * 300, [False] * 300, ["y"] * 300
    for n, mention in enumerate(actors):
        of[mention.start] = sentences[n] if sentences else sentence
        window[mention.start] = windows[n] if windows else 0
        inside[mention.start] = quoted[n] if quoted else False
    inside[cue] = cue_quoted
    for at, word in (text or {}).items():
        tokens[at] = word
    words = see_words(tokens, of, window, inside)
    names = list(keys) if keys else [str(i) for i in range(len(actors))]
    mentions = see_mentions(actors, names, parties or [None] * len(actors), words)
    return pair_numbers(mentions, words, cue, role, None if before is None else np.array(before, dtype=bool))


def set_in(row: Any, block: range) -> int:
    """The one column of a block that is 1, counted within it."""
    (found,) = np.flatnonzero(row[block.start : block.stop])
    return int(found)


def flags(row: Any) -> set[str]:
    return {name for name, value in zip(pair_features.FLAGS, row[FLAGS.start : FLAGS.stop], strict=True) if value}


def owner_flags(row: Any) -> set[str]:
    named = row[OWNER_FLAGS.start : OWNER_FLAGS.stop]
    return {name for name, value in zip(pair_features.OWNER_FLAGS, named, strict=True) if value}


def test_the_width_is_that_of_the_network() -> None:
    assert WIDTH == MARKS.stop == 103
    assert numbers_of(actor(3)).shape == (1, 103)


def test_no_mentions_make_no_rows() -> None:
    assert numbers_of().shape == (0, 103)


SENTENCE_CLASSES = [(-21, 0), (-20, 1), (-9, 1), (-8, 2), (-5, 2), (-4, 3), (-3, 3), (-2, 4), (-1, 5), (0, 6), (1, 7),
                    (2, 8), (3, 9), (4, 9), (5, 10), (90, 10)]  # fmt: skip


@pytest.mark.parametrize(("away", "column"), SENTENCE_CLASSES)
def test_distance_in_sentences(away: int, column: int) -> None:
    (row,) = numbers_of(actor(10), sentence=30, sentences=(30 + away,))
    assert set_in(row, SENTENCES) == column


WORD_CLASSES = [(-61, 0), (-60, 1), (-31, 1), (-30, 2), (-16, 2), (-15, 3), (-9, 3), (-8, 4), (-5, 4), (-4, 5), (-3, 5),
                (-2, 6), (-1, 6), (0, 7), (1, 7), (2, 8), (3, 8), (4, 9), (7, 9), (8, 10), (14, 10), (15, 11), (29, 11),
                (30, 12), (59, 12), (60, 13), (150, 13)]  # fmt: skip


@pytest.mark.parametrize(("away", "column"), WORD_CLASSES)
def test_distance_in_words(away: int, column: int) -> None:
    (row,) = numbers_of(actor(100 + away), cue=100)
    assert set_in(row, WORDS) == column


@pytest.mark.parametrize(
    ("start", "end", "column"),
    [
        (96, 100, 6),  # it ends right before the cue: one word away
        (96, 101, 7),  # the cue is its last word
        (99, 110, 7),  # the cue is in the middle of it
        (102, 110, 8),  # behind the cue its first word counts
    ],
)
def test_words_are_counted_from_the_nearer_end(start: int, end: int, column: int) -> None:
    (row,) = numbers_of(actor(start, end), cue=100)
    assert set_in(row, WORDS) == column


@pytest.mark.parametrize("sentence", [4, 6])
def test_in_another_sentence_words_are_not_counted(sentence: int) -> None:
    (row,) = numbers_of(actor(99), sentences=(sentence,))
    assert set_in(row, WORDS) == 14


def test_kinds_have_their_columns() -> None:
    order = "person organization country region place site institution media group document anaphor name date amount"
    assert " ".join(KINDS) == order
    rows = numbers_of(*(actor(i, kind=kind) for i, kind in enumerate([*KINDS, "river"])))
    assert [set_in(row, KIND) for row in rows] == list(range(15))


def test_prepositions_have_their_columns() -> None:
    words = ["con", "entre", "de", "a", "por", "para", "según", "contra", "en", "ante", "hacia", "desde", "sobre"]
    rows = numbers_of(*(actor(i, preposition=word) for i, word in enumerate([None, *words, "tras"])))
    assert [set_in(row, PREPOSITION) for row in rows] == list(range(15))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, set()),
        ({"plural": True}, {"plural"}),
        ({"definite": True}, {"definite"}),
        ({"kind": "person", "person_id": "ana-vera"}, {"person"}),
        ({"kind": "person"}, set()),
    ],
)
def test_what_an_actor_tells_of_itself(fields: dict[str, Any], told: set[str]) -> None:
    (row,) = numbers_of(actor(10, **fields))
    assert flags(row) == told | {"first", "same"}


@pytest.mark.parametrize(
    ("mention", "cue", "told"),
    [
        (False, False, {"same"}),
        (True, True, {"quoted", "same", "cue quoted"}),
        (True, False, {"quoted"}),
        (False, True, {"cue quoted"}),
    ],
)
def test_quotation_marks_around_mention_and_cue(mention: bool, cue: bool, told: set[str]) -> None:
    (row,) = numbers_of(actor(10), quoted=(mention,), cue_quoted=cue)
    assert flags(row) == told | {"first"}


def test_mentions_of_whoever_spoke_last() -> None:
    rows = numbers_of(actor(1), actor(5), actor(9), keys="aba", before=[True, False, True])
    assert ["spoke last" in flags(row) for row in rows] == [True, False, True]


def test_where_nobody_has_spoken_no_mention_is_of_who_spoke_last() -> None:
    mentions = [actor(1), actor(5)]
    assert not any("spoke last" in flags(row) for row in numbers_of(*mentions))
    assert np.array_equal(numbers_of(*mentions), numbers_of(*mentions, before=[False, False]))


def test_who_spoke_last_changes_no_other_number() -> None:
    (told,), (plain,) = numbers_of(actor(10), before=[True]), numbers_of(actor(10))
    assert np.flatnonzero(told != plain).tolist() == [FLAGS.stop - 1]


@pytest.mark.parametrize(("sentence", "early"), [(0, True), (1, True), (2, False)])
def test_title_and_first_sentence_are_early(sentence: int, early: bool) -> None:
    (row,) = numbers_of(actor(10), sentences=(sentence,))
    assert ("early" in flags(row)) is early


def test_only_the_first_mention_of_one_is_the_first() -> None:
    rows = numbers_of(actor(1), actor(5), actor(9), keys="aba")
    assert ["first" in flags(row) for row in rows] == [True, True, False]


@pytest.mark.parametrize(
    ("mentions", "column"), [(1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (7, 3), (8, 4), (12, 4), (13, 5), (20, 5)]
)
def test_number_of_mentions_of_one(mentions: int, column: int) -> None:
    rows = numbers_of(*(actor(i) for i in range(mentions + 1)), keys="a" * mentions + "b")
    assert [set_in(row, COUNT) for row in rows] == [column] * mentions + [0]


def test_rank_counts_the_mentions_in_between() -> None:
    before = [actor(i) for i in (10, 20, 30, 40, 50, 60, 70, 80)]
    after = [actor(i) for i in (100, 110, 120, 130, 140, 150, 160)]
    rows = numbers_of(*before, *after, cue=100)
    assert [set_in(row, RANK) for row in rows] == [5, 5, 5, 4, 3, 2, 1, 0, 0, 1, 2, 3, 4, 5, 5]


ACTING = {"person", "organization", "country", "region", "place", "site", "institution", "media", "group", "document",
          "anaphor", "name"}  # fmt: skip


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("party", ACTING),
        ("speaker", ACTING),
        ("participant", ACTING),
        ("place", {"country", "region", "place", "site"}),
        ("day", {"date"}),
        ("deadline", {"date"}),
        ("amount", {"amount"}),
    ],
)
def test_what_can_have_a_role(role: str, kinds: set[str]) -> None:
    assert {kind for kind in KINDS if may_be(role, kind)} == kinds


def test_roles_are_those_the_network_scores() -> None:
    assert ROLES == ("party", "speaker", "participant", "place", "day", "deadline", "amount")


CHINA, PERU = ("c:CN", "country"), ("c:PE", "country")


@pytest.mark.parametrize(("role", "named"), [("party", [True, True]), ("speaker", [False, True])])
def test_a_party_is_named_wherever_something_stands_for_it(role: str, named: list[bool]) -> None:
    """The chancellor of another sentence and the capital of this one are both China."""
    rows = numbers_of(actor(1), actor(90), keys="ab", sentences=(2, 5), parties=[CHINA, CHINA], role=role)
    assert ["here" in owner_flags(row) for row in rows] == named
    assert ["elsewhere" in owner_flags(row) for row in rows] == [role == "party", False]


def test_the_nearest_mention_of_an_owner_is_told_from_the_others() -> None:
    rows = numbers_of(actor(10), actor(90), actor(104), keys="aaa", cue=100)
    assert ["nearest" in owner_flags(row) for row in rows] == [False, False, True]
    assert ["nearest ahead" in owner_flags(row) for row in rows] == [False, True, False]


def test_a_mention_of_the_same_sentence_is_nearer_than_one_of_the_next_words() -> None:
    rows = numbers_of(actor(60), actor(101), keys="aa", cue=100, sentences=(5, 6))
    assert ["nearest" in owner_flags(row) for row in rows] == [True, False]


def test_mentions_of_the_window_of_the_cue_are_told() -> None:
    rows = numbers_of(actor(10), actor(90), windows=(1, 0))
    assert ["window" in owner_flags(row) for row in rows] == [False, True]


def test_owners_are_ranked_by_how_often_they_are_named() -> None:
    rows = numbers_of(*(actor(i) for i in range(1, 10)), keys="aaabbcdef")
    ranks = [owner_flags(row) & {"most", "second", "rare"} for row in rows]
    assert ranks == [{"most"}] * 3 + [{"second"}] * 2 + [set()] * 3 + [{"rare"}]


def test_mentions_side_by_side_are_listed() -> None:
    rows = numbers_of(actor(10, 12), actor(14), actor(18))
    assert ["before one" in owner_flags(row) for row in rows] == [True, False, False]
    assert ["after one" in owner_flags(row) for row in rows] == [False, True, False]


@pytest.mark.parametrize(("keys", "count"), [("aaa", 1), ("aab", 2), ("abc", 3), ("abcd", 4), ("abcdefg", 4)])
def test_owners_in_the_sentence_of_the_cue_are_counted(keys: str, count: int) -> None:
    row, *_ = numbers_of(*(actor(10 * i) for i in range(len(keys))), keys=keys)
    assert set_in(row, OWNERS) == count
    assert ("alone" in owner_flags(row)) is (count == 1)


def test_what_a_mention_stands_for_is_told_of_parties_only() -> None:
    kinds = ["country", "organization", "person", "group", "region"]
    actors, parties = [actor(10 * i) for i in range(6)], [*((kind, kind) for kind in kinds), None]
    assert [set_in(row, PARTY) for row in numbers_of(*actors, parties=parties, role="party")] == [0, 1, 2, 3, 4, 4]
    assert [set_in(row, PARTY) for row in numbers_of(*actors, parties=parties)] == [5] * 6


@pytest.mark.parametrize(
    ("text", "column"),
    [({}, 0), ({95: ","}, 1), ({95: ",", 97: "«"}, 2), ({94: ",", 95: ";", 96: ":"}, 2), ({89: ",", 101: ","}, 0)],
)
def test_marks_between_mention_and_cue(text: dict[int, str], column: int) -> None:
    (row,) = numbers_of(actor(90), cue=100, text=text)
    assert set_in(row, MARKS) == column


def test_marks_are_counted_within_the_sentence_and_behind_the_cue_too() -> None:
    other, behind = numbers_of(actor(90), actor(110), cue=100, sentences=(4, 5), text={105: ","})
    assert (set_in(other, MARKS), set_in(behind, MARKS)) == (3, 1)
