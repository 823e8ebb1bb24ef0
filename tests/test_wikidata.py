import re

import pytest

from pipeline.knowledge.columns import mistakes
from pipeline.knowledge.gazetteer import find_place
from pipeline.knowledge.lexicon import read_lexicon


@pytest.mark.parametrize(("name", "wikidata"), [("Perú", "Q419"), ("Chile", "Q298"), ("España", "Q29"), ("Lima", None)])
def test_states_have_their_wikidata_id(name, wikidata):
    place = find_place(name)
    assert place is not None
    assert place.wikidata == wikidata


@pytest.mark.parametrize(("body", "wikidata"), [("onu", "Q1065"), ("oea", "Q123759"), ("oms", "Q7817"), ("omc", "")])
def test_bodies_have_their_wikidata_id(body, wikidata):
    (entry,) = (e for e in read_lexicon("organizations") if e["id"] == body)
    assert entry["wikidata"] == wikidata


@pytest.mark.parametrize("lexicon", ["countries", "organizations"])
def test_no_wikidata_id_is_given_twice(lexicon):
    ids = [entry["wikidata"] for entry in read_lexicon(lexicon) if entry["wikidata"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"Q[1-9]\d*", identifier) for identifier in ids)


def test_what_is_no_wikidata_id_is_told():
    (found,) = mistakes({"countries": "id,wikidata\nPE,419\n"})
    assert "'419' is no Wikidata id (as Q419)" in found
