"""What the words around a name say of it: a piece of another name, no place of the story, which country."""

from __future__ import annotations

import pytest

from pipeline.stages.places.evidence import country_beside, country_inside, has_evidence, is_blocked, is_name_of_its_own
from tests.places.barred import asked, barred


@pytest.mark.parametrize(
    "text",
    [
        "La empresa Telefónica |EEUU| ganó",  # an acronym is a name by itself
        "Telefónica |Chile| ganó",  # capital of the sentence
        "la Cumbre Perú-|Chile|",
        "la Cumbre |Perú|-Chile",
        "la vía Transoceánica |Perú|-Brasil",
        "la vía Transoceánica |Perú|–Brasil",
        "dice que Bolivia |Francia| votaron",  # two names of a headline
        "dice que Reino Unido |Francia| votaron",
        "dice que Santo Tomé y Príncipe |Francia| votaron",
        "dice que San Vicente y las Granadinas |Francia| votaron",
        "dijo en |Chile| Ana Paz",
        "En |Chile| Ana Paz calló",
        "ayer |Chile| Perú",
        "ayer |Chile|\nAna",
        "ayer |Chile|, Ana",
        "ayer |Chile| ONU",
        "Ana\n|Chile|",
        "la Reunión |Perú|",
        "dijo Desde |Chile|",
        "el plan A |Perú|",  # a letter is no name
        "el plan x |Perú|",
        "el |Chile|",
        "|Chile|",
    ],
)
def test_a_whole_name(text: str) -> None:
    assert is_name_of_its_own(*asked(text))


@pytest.mark.parametrize(
    "text",
    [
        "la empresa Telefónica |Chile| ganó",
        "el técnico |Israel| Paz renunció",
        "|Israel| Paz renunció",
        "|Israel| Paz ni de",
        "ayer |Chile| Ana",
        "dijo de |Georgia| Paz",  # a woman's name as often
        "la Generación X |Perú|",
        "dijo que Perú y Ana |Chile|",
    ],
)
def test_a_piece_of_another_name(text: str) -> None:
    assert not is_name_of_its_own(*asked(text))


def test_a_person_stands_behind_the_place() -> None:
    assert is_name_of_its_own(*asked("ayer |Kenia| William Ruto", people=["William Ruto"]))
    assert not is_name_of_its_own(*asked("ayer |Kenia| William Ruto", people=["Ruto"]))


def test_a_body_ends_before_the_place() -> None:
    assert not is_name_of_its_own(*asked("la empresa eBay |Chile| ganó", bodies=["eBay"]))
    assert is_name_of_its_own(*asked("la empresa eBay |Chile| ganó", bodies=["empresa"]))


def test_the_tagger_sees_a_whole_name() -> None:
    assert is_name_of_its_own(*asked("la empresa Telefónica |Chile| ganó", sites=["Chile"]))


@pytest.mark.parametrize(
    "text",
    [
        "el Acuerdo de |París|",
        "Acuerdo de |París|",
        "virus de |Marburgo|",
        "un virus de la |India|",
        "la película |Casablanca|",
        "película |Casablanca|",
        "el Acuerdo sobre |Chile|",
        "el Tratado de Libre Comercio de |América del Norte|",
        "Tratado Antártico de |Bogotá|",
    ],
)
def test_no_place_of_the_story(text: str) -> None:
    words, at, _ = barred(text)
    assert is_blocked(words, at)


@pytest.mark.parametrize(
    "text",
    [
        "el rey de |España|",
        "el Acuerdo |Chile|",
        "el Acuerdo y |Chile|",
        "el Tratado Antártico y de |Bogotá|",
        "el Tratado\nGran Colombia de |Bogotá|",
        "la carta de la ciudad de |Lima|",
        "el virus 19 de |Marburgo|",
        "|Casablanca| es una película",
        "de la |India| vino el virus",
        "el Foro Económico Mundial de |Davos|",
    ],
)
def test_a_place_of_the_story(text: str) -> None:
    words, at, _ = barred(text)
    assert not is_blocked(words, at)


def test_a_forum_of_a_whole_region_is_not_held_there() -> None:
    words, at, _ = barred("el Foro Económico Mundial de |América Latina|")
    assert is_blocked(words, at, region=True)


@pytest.mark.parametrize(
    ("text", "sites", "known"),
    [
        ("llovió en |Meta|", [], True),
        ("de |Meta|, Colombia", [], True),
        ("de |Meta| (Colombia)", [], True),
        ("|Meta|, Colombia", [], True),
        ("Colombia habló de |Meta|", ["Meta"], True),  # the tagger's, in an article on Colombia
        ("Chile habló de |Hidalgo|", ["Hidalgo"], False),
        ("Colombia habló de |Meta|", [], False),
        ("de |Meta| y Colombia", [], False),
        ("de |Meta|, Ana", [], False),
        ("de |Meta|, América Latina", [], False),
        ("|Meta|", [], False),
        ("|Meta| se lee en", [], False),
    ],
)
def test_a_word_that_is_a_place_too(text: str, sites: list[str], known: bool) -> None:
    from pipeline.knowledge.gazetteer import find_place

    context, at, end = asked(text, sites=sites)
    place = find_place(context.surface(at, end))
    assert place
    assert has_evidence(context, at, end, place) is known


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Cayó en |Jamrayah|", None),
        ("El Ejército sirio en |Jamrayah|", "SY"),
        ("Siria calla sobre |Jamrayah|", "SY"),
        ("Siria |Jamrayah|", "SY"),
        ("Hay paz en Damasco y |Jamrayah|", "SY"),
        ("El ejército iraní en |Jamrayah|", "IR"),  # five letters
        ("Cuba dice que Israel y Siria atacaron |Jamrayah|", "SY"),  # the last
        ("Cuba lo dijo en Cuba. Israel calló. Cayó en |Jamrayah|", "CU"),  # else the article's
        ("Cuba lo dijo en Cuba; Israel; cayó en |Jamrayah|", "CU"),
        ("Cuba lo dijo en Cuba\nAyer Israel\ncayó en |Jamrayah|", "CU"),
        ("Cuba lo dijo en Cuba. Israel\n|Jamrayah|", "CU"),
        ("Cuba lo dijo en Cuba. Es un queso galo de |Jamrayah|", "CU"),  # "galo" is a name too
        ("Cuba lo dijo en Cuba. Israel lo sabe y en América Latina |Jamrayah|", "IL"),  # no state's region
    ],
)
def test_the_sentence_names_the_country(text: str, country: str | None) -> None:
    context, at, _ = asked(text)
    assert country_beside(context, at) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("|Hotel Sol|, Lima", "PE"),
        ("|Hotel Sol| (Lima)", "PE"),
        ("|Hotel Sol| de Lima", "PE"),
        ("|Hotel Sol de Lima|", "PE"),
        ("|Hotel Lima Sol|", "PE"),
        ("|Hotel de América Latina| de Lima", "PE"),
        ("|Hotel Sol|; Lima", None),
        ("|Hotel Sol| en Lima", None),
        ("|Hotel de América Latina|", None),
        ("|Hotel Sol|, Ana, Lima", None),
        ("|Lima Bravo|", None),  # the first word is the name itself
        ("|Hotel Sol|", None),
    ],
)
def test_the_name_tells_its_country(text: str, country: str | None) -> None:
    assert country_inside(*asked(text)) == country
