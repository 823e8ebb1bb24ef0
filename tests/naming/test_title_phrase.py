"""A title phrase, and prefixes, demonyms, countries. No model."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.naming.title_grammar import find_title_phrases
from pipeline.naming.title_phrase import (
    TitlePhrase,
    countries_named,
    country,
    demonym,
    opens_title,
    second_rank,
    without_prefixes,
)
from pipeline.naming.title_words import (
    is_adjective,
    modifiers,
    noun_forms,
    portfolios,
    prefixes,
    state_bodies,
    words_of_kind,
)
from pipeline.text.speech_verbs import speech_forms

_BLANK = spacy.blank("es")


def phrase_in(text: str) -> tuple[Doc, TitlePhrase]:
    """The only title phrase of a text."""
    doc = _BLANK(text)
    (phrase,) = find_title_phrases(doc)
    return doc, phrase


GENDERS = [
    ("la presidente", "female"),
    ("la primer ministro", "female"),
    ("el canciller", "male"),
    ("al canciller", "male"),
    ("del canciller", "male"),
    ("la canciller", "female"),
    ("su canciller", None),
    ("canciller", None),
    ("la ministra", "female"),
    ("ministro", "male"),
    ("las ministras", "female"),
    ("los ministros", None),  # men and women
    ("los cancilleres", None),
]


@pytest.mark.parametrize(("text", "gender"), GENDERS)
def test_gender_of_the_noun_or_its_article(text: str, gender: str | None) -> None:
    assert phrase_in(text)[1].gender == gender


PORTFOLIOS = [
    ("la ministra de Salud", "Salud"),
    ("la ministra de Economía y Finanzas", "Economía y Finanzas"),
    ("la ministra", None),
    # inside the body it is none
    ("el secretario general de la Organización de Cooperación de Shanghái", None),
    ("el portavoz del Ministerio de Salud", None),
    ("el general de Ejército", None),  # a rank
]


@pytest.mark.parametrize(("text", "portfolio"), PORTFOLIOS)
def test_portfolio(text: str, portfolio: str | None) -> None:
    doc, phrase = phrase_in(text)
    own = phrase.own_portfolio
    assert (doc[own[0] : own[1]].text if own else None) == portfolio


COUNTRIES = [
    ("Chile", "CL"), ("CHILE", "CL"), ("EE.UU.", "US"), ("chile", None), ("Guadalupe", None), ("San Martín", None),
    ("Lima", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), COUNTRIES)
def test_countries(name: str, code: str | None) -> None:
    assert country(name) == code


NAMED = [
    ("Viajó a Chile", {"CL"}),
    ("Viajó a Costa Rica y Chile", {"CR", "CL"}),
    ("Viajó a Costa", set()),
    ("el presidente peruano", {"PE"}),
    ("el señor Peruano", set()),
    ("Chile", {"CL"}),
    ("", set()),
]


@pytest.mark.parametrize(("text", "codes"), NAMED)
def test_countries_and_demonyms_of_a_text(text: str, codes: set[str]) -> None:
    assert countries_named(_BLANK(text)) == codes


def test_demonyms_also_as_newswire_uses_them() -> None:
    assert (demonym("peruano"), demonym("americano"), demonym("azteca")) == ("PE", "US", "MX")
    assert demonym("alto") is None


PREFIXES = [
    ("ministro", [("ministro", None, False)]),
    ("exministro", [("exministro", None, False), ("ministro", "former", False)]),
    ("viceministro", [("viceministro", None, False), ("ministro", "vice", True)]),
    ("subdirector", [("subdirector", None, False), ("director", "deputy", True)]),
    ("cofundador", [("cofundador", None, False), ("fundador", None, False)]),
    (
        "exviceministro",
        [("exviceministro", None, False), ("viceministro", "former", False), ("ministro", "former", True)],
    ),
    ("exrey", [("exrey", None, False), ("rey", "former", False)]),  # three letters are left
    ("exir", [("exir", None, False)]),  # two are not enough
]


@pytest.mark.parametrize(("word", "wanted"), PREFIXES)
def test_prefixes(word: str, wanted: list[tuple[str, str | None, bool]]) -> None:
    assert list(without_prefixes(word)) == wanted


def test_the_longest_prefix_is_tried_first() -> None:
    lengths = [len(prefix) for prefix, _ in prefixes()]
    assert lengths == sorted(lengths, reverse=True)
    assert dict(prefixes()) == {
        "ex": "former", "ex-": "former", "vice": "vice", "vice-": "vice", "sub": "deputy", "co": None, "archi": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "opens"),
    [("ministro", True), ("exministro", True), ("antiguo", True), ("jefe", True), ("casa", False), ("de", False)],
)
def test_words_that_a_title_begins_with(word: str, opens: bool) -> None:
    assert opens_title(word) == opens


def test_a_deputy_is_not_the_holder() -> None:
    deputy = second_rank(noun_forms()["ministro",])
    assert (deputy.id, deputy.role, deputy.means) == ("vice_ministro", "deputy_minister", frozenset())
    assert second_rank(noun_forms()["presidente",]).role == "deputy_head_of_government"
    assert second_rank(noun_forms()["presidente",]).traits == {"municipal"}
    assert second_rank(noun_forms()["director",]).role == "executive"


FORMS = [
    # words, gender, plural
    ("ministro", "male", False),
    ("ministra", "female", False),
    ("ministros", None, True),
    ("ministras", "female", True),
    ("canciller", None, False),
    ("cancilleres", None, True),
]


@pytest.mark.parametrize(("word", "gender", "plural"), FORMS)
def test_forms_of_nouns(word: str, gender: str | None, plural: bool) -> None:
    form = noun_forms()[word,]
    assert (form.gender, form.plural) == (gender, plural)


def test_no_form_is_empty() -> None:
    assert () not in noun_forms()
    assert () not in modifiers("adjective", "qualifier")
    assert () not in modifiers("prefix")


def test_modifiers_by_kind() -> None:
    assert modifiers("qualifier")["interina",].qualifier == "acting"
    assert modifiers("qualifier")["saliente",].qualifier is None
    assert ("interina",) not in modifiers("adjective")
    assert ("municipal",) in modifiers("adjective", "regional")


@pytest.mark.parametrize(
    ("word", "adjective"),
    [("federal", True), ("interino", True), ("galo", True), ("municipal", True), ("señor", False), ("ex", False)],
)
def test_adjectives_of_offices(word: str, adjective: bool) -> None:
    assert is_adjective(word) == adjective


def test_a_portfolio_may_give_a_role() -> None:
    assert portfolios()["relaciones", "exteriores"] == "foreign_minister"
    assert portfolios()["salud",] is None


def test_bodies_of_one_state() -> None:
    bodies = state_bodies()
    assert (bodies["CIA"], bodies["Petrobras"], bodies["PEMEX"]) == ("US", "BR", "MX")
    assert "EFE" not in bodies  # a paper's correspondents act for no state
    assert "ONU" not in bodies
    assert "" not in bodies


def test_speech_and_other_words() -> None:
    assert {"dijo", "dicen", "afirmó"} <= speech_forms().keys()
    assert "firmó" not in speech_forms()
    assert "según" in words_of_kind("word")
    assert "según" not in words_of_kind("org_noun")
