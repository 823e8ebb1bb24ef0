"""Noun phrases that name a meeting: where they start and end, ordinal, quoted name. Docs made by hand, no model."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.stages.meetings.phrases import MeetingPhrase, find_meeting_phrases, ordinal_value
from pipeline.text.quotes import find_quotes

_POS = {
    "oficial": "ADJ", "bilateral": "ADJ", "breve": "ADJ", "política": "ADJ", "previstas": "ADJ",
    "cancilleres": "NOUN", "ministros": "NOUN", "mar": "NOUN", "trabajo": "NOUN",
    "abrió": "VERB", "fue": "AUX",
}  # fmt: skip


def doc_of(text: str) -> Doc:
    """A Doc with parts of speech by hand; "visita!" is "visita" as a verb, words with a capital are names."""
    doc = spacy.blank("es").make_doc(text.replace("!", ""))
    for token in doc:
        token.pos_ = "PROPN" if token.text.istitle() else _POS.get(token.text, "X")
        if f"{token.text}!" in text:
            token.pos_ = "VERB"
    return doc


def phrases(text: str, start: int = 0, end: int | None = None) -> list[MeetingPhrase]:
    """The phrases of the words from `start` to `end` of a text."""
    doc = doc_of(text)
    return list(find_meeting_phrases(doc, doc[start : len(doc) if end is None else end], find_quotes(doc.text)))


def names(text: str) -> list[str]:
    return [phrase.name for phrase in phrases(text)]


def one(text: str) -> MeetingPhrase:
    (phrase,) = phrases(text)
    return phrase


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("VII", 7), ("22", 22), ("3.ª", 3), ("70º", 70), ("11a", 11), ("100", 100), ("1000", None),
        ("segundo", 2), ("Segunda", 2), ("terceras", 3), ("décima", 10), ("segundero", None), ("vii", None),
        ("reunión", None), ("2ª-", None),
    ],
)  # fmt: skip
def test_the_value_of_an_ordinal(word: str, value: int | None) -> None:
    assert ordinal_value(word) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("la reunión abrió", "reunión"),
        ("la reunión bilateral abrió", "reunión bilateral"),
        ("la breve reunión abrió", "reunión"),
        ("la Cumbre del Mercosur abrió", "Cumbre del Mercosur"),
        ("la reunión de cancilleres abrió", "reunión de cancilleres"),
        ("la reunión de los cancilleres abrió", "reunión de los cancilleres"),
        ("la reunión sobre el mar abrió", "reunión sobre el mar"),
        ("la reunión de la abrió", "reunión"),  # nothing follows what leads on
        ("la reunión la cancilleres", "reunión"),  # an article belongs to it behind "de" and "y" only
        ("la reunión cancilleres", "reunión"),
        ("la cumbre Chile Perú abrió", "cumbre Chile Perú"),
        ("la Cumbre de América Latina y el Caribe abrió", "Cumbre de América Latina y el Caribe"),
        ("la Cumbre de Cooperación y Desarrollo abrió", "Cumbre de Cooperación y Desarrollo"),
        ("la Cumbre de Argentina e Italia abrió", "Cumbre de Argentina e Italia"),
        ("la Cumbre de Lima y el mar abrió", "Cumbre de Lima"),  # no name behind "y"
        ("la reunión de cancilleres y Vera", "reunión de cancilleres"),  # no name before it
        ("la Cumbre de Lima y", "Cumbre de Lima"),
        ("la Cumbre de Lima y el", "Cumbre de Lima"),
        ("la Cumbre América Latina - Europa abrió", "Cumbre América Latina - Europa"),
        ("la Cumbre América Latina – Europa abrió", "Cumbre América Latina – Europa"),
        ("la Cumbre Lima - abrió", "Cumbre Lima"),
        ("la reunión de cancilleres - Europa", "reunión de cancilleres"),
        ("la Cumbre Lima 2025 abrió", "Cumbre Lima 2025"),
        ("la reunión 2025 abrió", "reunión"),
        ("la reunión celebrada Lima", "reunión"),
        ("la reunión sostenida Lima", "reunión"),
        ("la cumbre convocada Lima", "cumbre"),
        ("la reunión conjunto Lima", "reunión"),
        ("la reunión junto Vera", "reunión"),
        ("la Cumbre , Lima", "Cumbre"),
        ("la reunión de trabajo abrió", "reunión de trabajo"),
        ("la reunión de trabajo cancilleres", "reunión de trabajo cancilleres"),
        ("la ronda de negociaciones abrió", "ronda de negociaciones"),
    ],
)  # fmt: skip
def test_what_belongs_to_the_name(text: str, name: str) -> None:
    assert names(text) == [name]


def test_a_name_has_at_most_24_words() -> None:
    doc = phrases("la Cumbre " + "Lima " * 30)
    assert doc[0].end - doc[0].start == 24


@pytest.mark.parametrize(
    ("text", "name", "ordinal"),
    [
        ("la VII Reunión de cancilleres", "VII Reunión de cancilleres", 7),
        ("la segunda reunión de cancilleres", "segunda reunión de cancilleres", 2),
        ("la vigésima segunda reunión", "vigésima segunda reunión", 22),
        ("la décima primera reunión", "décima primera reunión", 11),
        ("la segunda segunda reunión", "segunda reunión", 2),  # units and units are no number
        ("la décima vigésima reunión", "vigésima reunión", 20),
        ("la novena segunda reunión", "segunda reunión", 2),
        ("la vigésima décima reunión", "décima reunión", 10),
        ("la gran reunión", "reunión", None),
        ("segunda reunión", "segunda reunión", 2),
        ("reunión", "reunión", None),
        ("vigésima segunda reunión", "vigésima segunda reunión", 22),
    ],
)
def test_the_ordinal_of_a_meeting(text: str, name: str, ordinal: int | None) -> None:
    assert (one(text).name, one(text).ordinal) == (name, ordinal)


def test_an_ordinal_of_the_sentence_before_is_not_its_own() -> None:
    (phrase,) = phrases("fue la segunda reunión abrió", start=3)
    assert (phrase.name, phrase.ordinal) == ("reunión", None)
    (phrase,) = phrases("fue la vigésima segunda reunión", start=3)
    assert (phrase.name, phrase.ordinal) == ("segunda reunión", 2)


def test_a_name_ends_with_its_sentence() -> None:
    (phrase,) = phrases("la Cumbre de Lima Vera abrió", end=4)
    assert phrase.name == "Cumbre de Lima"


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        ("la reunión abrió", False),
        ("la reunión de cancilleres abrió", False),
        ("la Cumbre del Mercosur abrió", True),  # a name of its own
        ("la segunda reunión de cancilleres abrió", True),  # one of a series
        ("la segunda reunión abrió", False),  # of whatever
        ("la visita a Perú", False),
        ("la visita oficial de Vera", False),  # whatever follows, a visit is one of many
        ("la segunda visita oficial", False),
        ("las conversaciones de Ginebra", False),
        ("la reunión «Rumbo al Sur» abrió", True),
        ("la reunión «rumbo al sur» abrió", False),  # words that somebody said
    ],
)
def test_what_names_one_meeting_by_itself(text: str, specific: bool) -> None:
    assert one(text).specific is specific


@pytest.mark.parametrize(
    ("text", "definite"),
    [
        ("la reunión", True), ("dicha reunión", True), ("del encuentro", True), ("esa cumbre", True),
        ("una reunión", False), ("su visita", False), ("reunión", False), ("la segunda reunión", True),
        ("la breve reunión", False),
    ],
)  # fmt: skip
def test_what_is_told_as_known(text: str, definite: bool) -> None:
    assert one(text).definite is definite


def test_an_article_of_the_sentence_before_is_not_its_own() -> None:
    assert [phrase.definite for phrase in phrases("fue la reunión", start=2)] == [False]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("el encuentro «Soberanía 2025» abrió", "Soberanía 2025"),
        ("la conferencia «Rumbo al Sur» abrió", "Rumbo al Sur"),
        ("el encuentro de cancilleres «Soberanía 2025» abrió", "Soberanía 2025"),
        ("la cumbre «Rumbo al Sur» abrió", "cumbre"),  # a summit has a name before its title
        ("el encuentro «rumbo al sur» abrió", "encuentro"),
        ("el encuentro abrió «Soberanía 2025»", "encuentro"),
        ("el encuentro «" + "Sur " * 22 + "» abrió", "Sur " * 22),
        ("el encuentro «" + "Sur " * 23 + "» abrió", "encuentro"),  # no name has ninety characters
    ],
)
def test_a_quoted_name(text: str, name: str) -> None:
    assert one(text).name == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("«" + "sí " * 18 + "la reunión»", []),  # 66 characters
        ("«" + "sí " * 12 + "la reunión»", ["reunión"]),  # 48 characters
        ("«" + "sí " * 18 + "la reunión", ["reunión"]),  # nobody closes the quote
        ("«" + "sí " * 18 + "no» la reunión", ["reunión"]),
        ("la reunión «" + "sí " * 18 + "no»", ["reunión"]),
    ],
)
def test_what_somebody_says_names_no_meeting(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vera visita! Lima", []),  # a verb
        ("la visita Lima", ["visita Lima"]),
        ("la visita y la reunión", ["visita", "reunión"]),
        ("la Cumbre de la Reunión de Lima", ["Cumbre de la Reunión de Lima"]),  # one within the other
        ("la Cumbre Lima . la reunión", ["Cumbre Lima", "reunión"]),
        ("el tratado", []),
    ],
)
def test_the_phrases_of_a_sentence(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_where_a_phrase_is() -> None:
    phrase = one("ayer abrió la VII Reunión de cancilleres")
    assert (phrase.start, phrase.noun, phrase.end) == (3, 4, 7)
