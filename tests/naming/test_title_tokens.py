"""What the grammar of titles asks about tokens: capitals, names, places, nouns. No model."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.naming.title_tokens import TitleTokens
from tests.stages.named import named, names_of

_BLANK = spacy.blank("es")


def before_names(text: str) -> TitleTokens:
    """The tokens of a text whose names nobody has read yet."""
    return TitleTokens(_BLANK(text), None)


def with_names(text: str, **tags: str) -> TitleTokens:
    """The tokens of a text with names in brackets."""
    doc = named(text, tags=tags)
    covered = {i for name in names_of(doc) for i in range(name.start, name.end)}
    return TitleTokens(doc, covered.__contains__)


def at(tokens: TitleTokens, word: str) -> int:
    """The first token with this text."""
    return next(t.i for t in tokens.doc if t.text == word)


def text_to(tokens: TitleTokens, start: int, end: int) -> str:
    return str(tokens.doc[start:end].text)


CAPITALS = [
    # from the first word to before which it goes on
    ("Banco Central de Chile", "Banco", "Banco Central"),
    ("Banco central", "Banco", "Banco"),
    ("banco", "banco", ""),
    ("Comisión Económica", "Comisión", "Comisión Económica"),
    # a hyphen between blanks joins nothing
    ("Instituto Franco - Alemán de Lima", "Instituto", "Instituto Franco"),
    # a person's name ends it
    ("Ministerio de Petróleo Ali Hasan", "Petróleo", "Petróleo"),
    # behind an acronym a name of two words or of somebody known may follow, but no adjective
    ("portavoz de la CIA Zork Plonk dijo", "CIA", "CIA"),
    ("portavoz de la UE Zork Plonk dijo", "UE", "UE"),
    ("portavoz de la CIA Zork dijo", "CIA", "CIA Zork"),
    ("portavoz de la CIA Merkel dijo", "CIA", "CIA"),
    ("portavoz de la CIA Nacional Peruana dijo", "CIA", "CIA Nacional Peruana"),
    ("portavoz de la CIA NSA Zork", "CIA", "CIA NSA Zork"),
    ("portavoz de Y Zork Plonk dijo", "Y", "Y Zork Plonk"),
]


@pytest.mark.parametrize(("text", "word", "wanted"), CAPITALS)
def test_capitalised_words(text: str, word: str, wanted: str) -> None:
    tokens = before_names(text)
    assert text_to(tokens, at(tokens, word), tokens.capitals_end(at(tokens, word))) == wanted


def test_a_hyphen_without_blanks_joins() -> None:
    words, spaces = ["Instituto", "Franco", "-", "Alemán", "y"], [True, False, False, True, False]
    assert TitleTokens(Doc(_BLANK.vocab, words=words, spaces=spaces), None).capitals_end(0) == 4
    assert TitleTokens(Doc(_BLANK.vocab, words=words[:3], spaces=spaces[:3]), None).capitals_end(0) == 2
    assert TitleTokens(Doc(_BLANK.vocab, words=words, spaces=[False, True, *spaces[2:]]), None).capitals_end(0) == 2


def test_a_name_that_was_read_ends_the_capitals() -> None:
    tokens = with_names("Ministerio Zork [Plonk Blub]")
    assert text_to(tokens, 0, tokens.capitals_end(0)) == "Ministerio Zork"
    assert not tokens.opens_body(2)
    assert tokens.opens_body(1)


def test_behind_the_end_there_is_nothing() -> None:
    tokens = before_names("Banco Central")
    assert tokens.word(1) == "central"
    assert tokens.word(2) == ""
    assert tokens.is_capital(1)
    assert not tokens.is_capital(2)
    assert tokens.capitals_end(2) == 2


NAMES = [
    ("Ana Paz", True),  # a given name before a capital
    ("Ana canta", False),
    ("ana Paz", False),
    ("Vladimir putin", False),
    ("Zork Plonk", False),
    ("Angela Merkel", True),  # an office holder
    ("Xi Jinping", True),
    ("Merkel habló", False),  # a surname alone is too little
]


@pytest.mark.parametrize(("text", "is_name"), NAMES)
def test_whether_a_name_begins(text: str, is_name: bool) -> None:
    assert before_names(text).is_name(0) == is_name


OTHERS = [
    ("Ana Paz", True),
    ("ONU", True),
    ("UE", True),
    ("Y", False),
    ("Unicef", True),
    ("Turismo", False),
]


@pytest.mark.parametrize(("text", "other"), OTHERS)
def test_whether_something_else_begins(text: str, other: bool) -> None:
    assert before_names(text).starts_other(0) == other


PLACES = [
    ("Perú", "Perú", "PE"),
    ("perú", None, None),
    ("Corea del Sur", "Corea del Sur", "KR"),
    ("República Democrática y Popular de Argelia", "República Democrática y Popular de Argelia", "DZ"),
    ("Asia Central", "Asia Central", None),
    ("Kremlin", "Kremlin", "RU"),
    ("Arequipa", None, None),  # a town has no ministers
    ("Economía", None, None),
]


@pytest.mark.parametrize(("text", "place", "code"), PLACES)
def test_places(text: str, place: str | None, code: str | None) -> None:
    tokens = before_names(text)
    found = tokens.place(0)
    assert (None if found is None else (text_to(tokens, 0, found[0]), found[1])) == (place and (place, code))


def test_a_country_in_a_longer_name_is_none_once_names_are_read() -> None:
    assert with_names("China Telecom").place(0) is None
    assert with_names("China [Zork Plonk]").place(0) == (1, "CN")
    assert with_names("[China Paz]").place(0) is None
    assert before_names("China Telecom").place(0) == (1, "CN")


JOINED = [
    ("Asia, Medio Oriente y Oceanía", "Asia, Medio Oriente y Oceanía"),
    ("Asia y Oceanía", "Asia y Oceanía"),
    ("Asia e Irán", "Asia"),  # a country may be the next actor
    ("Asia, Oceanía", "Asia"),
    ("Asia, Oceanía viajaron con ella sola y", "Asia"),
    ("Asia, Oceanía viajaron con ella y", "Asia, Oceanía"),
    ("Asia y", "Asia"),
    ("Asia y otros", "Asia"),
    ("Asia u Oceanía", "Asia"),
]


@pytest.mark.parametrize(("text", "wanted"), JOINED)
def test_regions_joined(text: str, wanted: str) -> None:
    tokens = before_names(text)
    assert text_to(tokens, 0, tokens.places_end(1)) == wanted


PLURALS = [
    ("Perú y Colombia, [Ana Paz]", ["PE", "CO"]),
    ("Perú y de Colombia [Ana Paz]", ["PE", "CO"]),
    ("Perú, de la Argentina y del Brasil ([Ana Paz])", ["PE", "AR", "BR"]),
    ("Perú y Colombia, ayer", []),
    ("Perú y Colombia", []),
    ("Perú y Asia Central, [Ana Paz]", []),
    ("Perú y otros, [Ana Paz]", []),
    ("Perú y", []),
    ("Perú, [Ana Paz]", []),
    ("Perú y de", []),
]


@pytest.mark.parametrize(("text", "codes"), PLURALS)
def test_countries_of_a_plural(text: str, codes: list[str]) -> None:
    tokens = with_names(text)
    found, end = tokens.countries_of_plural("PE", 1)
    assert found == codes
    assert tokens.word(end) in ((",", "ana", "(") if codes else (",", "y"))


def test_before_names_are_read_any_capital_may_follow_a_plural() -> None:
    assert before_names("Perú y Colombia, Zork").countries_of_plural("PE", 1) == (["PE", "CO"], 3)
    assert before_names("Perú y Colombia, zork").countries_of_plural("PE", 1) == ([], 1)
    assert with_names("Perú y Colombia, Zork").countries_of_plural("PE", 1) == ([], 1)


def test_states_of_provinces_and_bodies() -> None:
    tokens = before_names("Jalisco y Asia Central")
    assert tokens.state_of_region(0, 1) == "MX"
    assert tokens.state_of_region(2, 4) is None
    assert tokens.state_of_region(1, 2) is None
    tokens = before_names("Departamento de Estado y Pentágono y Cámara de los Comunes y Banco Sur")
    assert tokens.state_of_body(0, 1) == "US"  # with what follows
    assert tokens.state_of_body(4, 5) == "US"
    assert tokens.state_of_body(6, 7) == "GB"
    assert tokens.state_of_body(11, 12) is None
    assert before_names("Banco Central de la República Argentina").state_of_body(0, 2) == "AR"


NOUNS = [
    ("ministro de Salud", "ministro", "ministro", None, "minister"),
    ("primer ministro", "primer ministro", "primer_ministro", None, "head_of_government"),
    ("exministro", "exministro", "ministro", "former", "minister"),
    ("viceministro", "viceministro", "vice_ministro", "vice", "deputy_minister"),
    ("exviceministro", "exviceministro", "vice_ministro", "former", "deputy_minister"),
    ("vicepresidenta ejecutiva", "vicepresidenta", "vice_presidente", "vice", "deputy_head_of_government"),
    ("presidenta ejecutiva", "presidenta ejecutiva", "presidente_ejecutivo", None, "executive"),
]


@pytest.mark.parametrize(("text", "surface", "noun", "qualifier", "role"), NOUNS)
def test_nouns(text: str, surface: str, noun: str, qualifier: str | None, role: str) -> None:
    tokens = before_names(text)
    found = tokens.noun(0)
    assert found is not None
    assert (text_to(tokens, 0, found[0]), found[1].id, found[2], found[1].role) == (surface, noun, qualifier, role)


def test_other_words_are_no_nouns_of_office() -> None:
    assert before_names("casa").noun(0) is None


LOWER = [
    ("gremio", {}, True),
    ("gremio", {"gremio": "NOUN"}, True),
    ("gremio", {"gremio": "VERB"}, False),
    ("Gremio", {}, False),
    ("g8", {}, False),
    ("ir", {}, False),  # too short
    ("sol", {}, True),
    ("comer", {}, False),
    ("cantar", {}, False),
    ("vivir", {}, False),
    ("visita", {}, False),  # "el presidente de visita"
    ("ministro", {}, False),  # an office of its own
    ("sobre", {}, False),
    ("según", {}, False),
    ("agencia", {}, True),
]


@pytest.mark.parametrize(("text", "tags", "noun"), LOWER)
def test_lower_case_nouns(text: str, tags: dict[str, str], noun: bool) -> None:
    assert with_names(text, **tags).is_lower_noun(0) == noun


PARTS = [
    ("la Avenida Presidente Masaryk", "Presidente", True),
    ("la avenida Presidente Masaryk", "Presidente", True),
    ("la Gran Presidente Masaryk", "Presidente", True),
    ("la gran Presidente Masaryk", "Presidente", False),
    ("la Gran presidente Masaryk", "presidente", False),
    ("el señor Presidente Masaryk", "Presidente", False),
    ("el Señor Presidente Masaryk", "Presidente", False),
    ("El Presidente Masaryk", "Presidente", False),
    ("Presidente Masaryk", "Presidente", False),
    ("y El Presidente Masaryk", "Presidente", False),
    ("la avenida presidente Masaryk", "presidente", False),
    ("[Presidente Masaryk]", "Presidente", True),
    ("la [Rosa Presidente]", "Presidente", True),
]


@pytest.mark.parametrize(("text", "word", "part"), PARTS)
def test_whether_a_noun_is_part_of_a_name(text: str, word: str, part: bool) -> None:
    tokens = with_names(text)
    assert tokens.is_part_of_name(at(tokens, word)) == part


def test_behind_the_first_word_of_a_sentence_a_title_may_be_capitalised() -> None:
    doc = named("Ayer. Hoy Presidente Masaryk")
    assert not TitleTokens(doc, lambda i: False).is_part_of_name(3)


BEFORE = [
    ("el ministro", "el", None),
    ("Ayer ministro", None, None),
    ("ministro", None, None),
    ("al ministro", "al", None),
    ("el propio ministro", "el", None),
    ("el también ministro", "el", None),
    ("un también ministro", None, None),
    ("también ministro", None, None),
    ("un mismo ministro", "un", None),
    ("mismo ministro", None, None),
    ("mismo ministro y el", None, None),
    ("el entonces ministro", "el", None),
    ("entonces ministro", "entonces", None),
    ("el hasta ayer ministro", "el", 1),
    ("el hasta hace poco ministro", "el", 1),
    ("hasta ayer ministro", None, 0),
    ("el hasta luego ministro", None, None),
]


@pytest.mark.parametrize(("text", "determiner", "lately"), BEFORE)
def test_what_stands_before_a_title(text: str, determiner: str | None, lately: int | None) -> None:
    tokens = before_names(text)
    i = at(tokens, "ministro")
    assert tokens.determiner(i) == determiner
    assert tokens.until_lately(i) == lately
