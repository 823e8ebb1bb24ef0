"""Persons of a tagger's names set by hand: in which years an office is held, and marks at the edge of a name."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from pipeline.naming.known_people import known_people
from pipeline.stages.people import find_people
from pipeline.text.attributes import Row, register

NLP = spacy.blank("es")


def people(
    words: list[str], *spans: tuple[int, int], published: str | None = None, rule: str = ""
) -> tuple[list[Row], list[Row]]:
    """Rows and mentions of a Doc of these words; `spans` are its persons, as tokens."""
    register()
    doc = Doc(NLP.vocab, words=words)
    doc._.article = {"article_id": "a", "published": published}
    doc.ents = tuple(Span(doc, start, end, label="PER", span_id=rule) for start, end in spans)
    return find_people(doc)


@pytest.mark.parametrize(
    ("published", "role"),
    [
        ("2006-05-01", None),
        ("2007-05-01", "head_of_state"),  # the first year
        ("2012-05-01", "head_of_state"),
        ("2017-05-01", "head_of_state"),  # the last year
        ("2018-05-01", None),
        (None, "head_of_state"),  # of any year
    ],
)
def test_the_years_of_an_office(published: str | None, role: str | None) -> None:
    (row,), _ = people(["dijo", "Rafael", "Correa"], (1, 3), published=published)
    assert (row["person_id"], row["role"]) == ("rafael-correa", role)


def test_an_office_without_end_goes_on() -> None:
    person = next(p for p in known_people() if p.since and p.until is None and p.role and p.name.count(" ") == 1)
    words = ["dijo", *person.name.split()]
    assert [people(words, (1, 3), published=f"{year}-01-01")[0][0]["role"] for year in (person.since - 1, 2030)] == [
        None,
        person.role,
    ]


@pytest.mark.parametrize(
    ("token", "surface"),
    [
        ("Quevedo,-", "Quevedo"),
        ("Quevedo»", "Quevedo"),
        ("Quevedo.", "Quevedo."),  # it may be an abbreviation
        ("Quevedo", "Quevedo"),
    ],
)
def test_marks_behind_a_name(token: str, surface: str) -> None:
    (row,), (mention,) = people(["dijo", "Ana", token], (1, 3))
    assert row["name"] == f"Ana {surface}"
    assert mention["end"] - mention["start"] == len(row["name"])


@pytest.mark.parametrize(("token", "numeral"), [("I.", "I"), ("XVI.", "XVI"), ("L.", "L.")])
def test_a_numeral_at_the_end_of_a_sentence(token: str, numeral: str) -> None:
    (row,), _ = people(["dijo", "Juan", "Carlos", token], (1, 4))
    assert row["name"] == f"Juan Carlos {numeral}"


def test_a_stop_alone_is_no_numeral() -> None:
    assert people(["dijo", "V."], (1, 2))[0][0]["name"] == "V."


def test_what_is_no_person_has_no_row() -> None:
    register()
    doc = Doc(NLP.vocab, words=["dijo", "Lima"])
    doc.ents = (Span(doc, 1, 2, label="LOC"),)
    assert find_people(doc) == ([], [])


def test_a_surname_of_who_rules_needs_the_state() -> None:
    def ids(*words: str, rule: str = "in_office") -> list[str]:
        rows, _ = people([*words, "Correa"], (len(words), len(words) + 1), published="2013-05-01", rule=rule)
        return [row["person_id"] for row in rows]

    assert ids("en", "Ecuador", "dijo") == ["rafael-correa"]
    assert ids("en", "China", "dijo") == ["correa"]
    assert ids("en", "Ecuador", "dijo", rule="title_before") == ["correa"]


def test_two_persons_of_one_article_have_two_ids() -> None:
    words = ["Rafael", "Correa", "y", "Ana", "Correa", "y", "Ana", "Paz"]
    rows, mentions = people(words, (0, 2), (3, 5), (6, 8))
    assert [row["person_id"] for row in rows] == ["rafael-correa", "ana-correa", "ana-paz"]
    assert [mention["start"] for mention in mentions] == sorted(mention["start"] for mention in mentions)
    assert [row["gender"] for row in rows] == ["male", "female", "female"]
