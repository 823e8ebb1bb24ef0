"""Topics by the words of a text: which surfaces are found, and which are silent inside of longer ones. No model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from pipeline.knowledge.entries import LexiconError
from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.reader.themes import theme_entries, topics_in

#: Made-up words, so that no entry of the package is found beside them.
OWN = """id,theme,topic,weight,words
zulo,trade,zulo,1,zulo*;pasta de zulo
zulo-grande,trade,big_zulo,1,zulo* grande*
zulo-nulo,trade,,0,zulo nulo
mirra,trade,mirra,1,mirra;mirra roja
mirra-roja,trade,red_mirra,1,mirra roja
otra,trade,,1,otraz
sigla,trade,acronym,1,ZUZU;Zuzu Azul
guion,trade,hyphen,1,post-zul*;Z-ZUL
"""


@pytest.fixture
def own() -> Iterator[None]:
    """Only a test that asks for them knows the made-up words."""
    with using(Lexicon.of({"themes": OWN})):
        yield


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("la lucha contra las tres fuerzas malignas", ("three_evil_forces",)),
        ("la Franja y la Ruta", ("belt_and_road",)),
        ("la exención de visado a sus ciudadanos", ("visa_exemption",)),
        ("la extradición y un tratado de libre comercio", ("extradition", "free_trade_agreement")),
        ("el puente", ()),
        ("", ()),
    ],
)
def test_topics_of_the_package(text: str, topics: tuple[str, ...]) -> None:
    assert topics_in(text) == topics


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("el zulo", ("zulo",)),
        ("los ZULOS", ("zulo",)),  # any ending, any case
        ("el azulo", ()),  # not inside of a word
        ("la mirra", ("mirra",)),
        ("las mirras", ()),  # no ending
        ("zulo, mirra", ("zulo", "mirra")),  # by position
        ("mirra, zulo", ("mirra", "zulo")),
        ("zulo, mirra, zulos", ("zulo", "mirra")),  # each once
        ("otraz", ()),  # a theme and no topic
    ],
)
@pytest.mark.usefixtures("own")
def test_single_words(text: str, topics: tuple[str, ...]) -> None:
    assert topics_in(text) == topics


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("zulos grandes", ("big_zulo",)),  # the shorter one is silent inside of it
        ("zulo  \n grande", ("big_zulo",)),  # any space
        ("zulo muy grande", ("zulo",)),
        ("zulo, grande", ("zulo",)),
        ("grande zulo", ("zulo",)),
        ("zulo nulo", ()),  # weight 0 keeps the shorter one silent
        ("zulo nulos", ("zulo",)),  # "nulo" takes no ending
        ("zulo nulo y zulos", ("zulo",)),
        ("mirra roja", ("mirra", "red_mirra")),  # two entries of the same length
        ("pasta de zulo", ("zulo",)),
        ("pasta de zulos", ("zulo",)),  # the word alone
        ("pasta de zulo grande", ("zulo",)),  # of two that overlap the longer one
        ("POST-ZULES", ("hyphen",)),
        ("post zules", ()),
    ],
)
@pytest.mark.usefixtures("own")
def test_several_words(text: str, topics: tuple[str, ...]) -> None:
    assert topics_in(text) == topics


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("la ZUZU", ("acronym",)),
        ("la zuzu", ()),
        ("la Zuzu", ()),
        ("la ZUZUS", ()),
        ("Zuzu Azul", ("acronym",)),
        ("Zuzu azul", ()),
        ("Z-ZUL", ("hyphen",)),
        ("z-zul", ()),
    ],
)
@pytest.mark.usefixtures("own")
def test_what_has_capitals_is_found_only_with_them(text: str, topics: tuple[str, ...]) -> None:
    assert topics_in(text) == topics


@pytest.mark.usefixtures("own")
def test_entries_are_those_of_the_lexicon() -> None:
    entry = next(e for e in theme_entries() if e.id == "zulo-nulo")
    assert (entry.theme, entry.topic, entry.weight) == ("trade", "", 0.0)
    assert [e.id for e in theme_entries()][-8:] == [row.partition(",")[0] for row in OWN.splitlines()[1:]]


@pytest.mark.usefixtures("own")
def test_words_that_begin_with_no_word_are_refused(knowing: Callable[[Mapping[str, str]], None]) -> None:
    knowing({"themes": "id,theme,topic,weight,words\nmal,trade,bad,1,*zulo\n"})
    with pytest.raises(LexiconError, match=r"themes\.csv: '\*zulo' of 'mal' does not begin with a word"):
        topics_in("el zulo")
