"""What an article says as a whole: the states it names, its own, and where no places are; ids of places."""

from __future__ import annotations

import pytest
import spacy

from pipeline.knowledge.gazetteer import Place
from pipeline.stages.places.component import Places
from pipeline.stages.places.context import context_of
from pipeline.stages.places.entities import place_id
from tests.places.barred import context, doc_of


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Perú, China y China", ("CN", "PE")),  # the most frequent first
        ("El ministro chino calló", ("CN",)),
        ("Un belga calló", ("BE",)),
        ("Una cena de gala", ()),
        ("Es el asado CHINO", ()),
        ("Vive en Granada", ()),  # a state, or a town of Spain
        ("Vive en Maryland", ("US",)),
        ("Maryland y Perú", ("PE", "US")),  # states before their towns
        ("Chicago y Perú", ("PE", "US")),
        ("Habló con Hidalgo", ()),  # a surname
        ("Habló de Asia Central", ()),
        ("", ()),
    ],
)
def test_states_that_an_article_names(text: str, codes: tuple[str, ...]) -> None:
    found = context(text)
    assert found.near == codes
    assert found.home == (codes[0] if codes else None)


@pytest.mark.parametrize(("end", "home"), [(4, "PE"), (None, "CN")])
def test_an_article_is_from_the_place_of_its_dateline(end: int | None, home: str) -> None:
    doc = doc_of("LIMA, 3 may -- China calló.")
    doc._.dateline = [{"start": 0, "end": 14, "place_start": 0 if end else None, "place_end": end}]
    assert context_of(doc).home == home


def test_an_article_from_nowhere_known_is_from_the_state_it_names() -> None:
    doc = doc_of("JIRVAH, 3 may -- China calló.")
    doc._.dateline = [{"start": 0, "end": 16, "place_start": 0, "place_end": 6}]
    assert context_of(doc).home == "CN"


@pytest.mark.parametrize(
    ("start", "end", "taken"),
    [(0, 5, False), (0, 6, True), (6, 8, True), (11, 13, True), (12, 14, False), (19, 20, True), (21, 22, False)],
)
def test_characters_of_persons_and_bodies(start: int, end: int, taken: bool) -> None:
    found = context("dijo Ana Paz a la ONU", people=["Ana Paz"], bodies=["ONU"])
    assert found.is_taken(start, end) is taken


def test_words_outside_of_a_text_are_empty() -> None:
    found = context("Lima calló")
    assert [found.lower(at) for at in (-1, 0, 1, 2)] == ["", "lima", "calló", ""]


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (Place(name="Chile", kind="country", country="CL", id="x"), "CL"),
        (Place(name="Lima", kind="city", country="PE", id="geo-1"), "geo-1"),
        (Place(name="Peña Ñata", kind="other", country="CL"), "other-cl-pena-nata"),
        (Place(name="Mar Azul", kind="other", country=None), "other-mar-azul"),
        (Place(name="Atlántida", kind="country", country=None), "country-atlantida"),
    ],
)
def test_ids(place: Place, key: str) -> None:
    assert place_id(place) == key


def test_the_tagger_counts_unless_it_is_left_aside() -> None:
    nlp = spacy.blank("es")
    stage = nlp.add_pipe("comunicado_places")
    text = "Vive cerca de Jirvah."
    assert [r["name"] for r in stage(doc_of(text, sites=["Jirvah"]))._.places] == ["Jirvah"]
    assert [r["name"] for r in Places()(doc_of(text, sites=["Jirvah"]))._.places] == ["Jirvah"]
    assert Places(use_entities=False)(doc_of(text, sites=["Jirvah"]))._.places == []
