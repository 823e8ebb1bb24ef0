"""Docs that no pipeline of ours made, or that were changed since: parts of them, merged tokens, others' extensions."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from pipeline import find_dates
from pipeline.reader.actors import find_actors
from pipeline.text.attributes import lower_words, offsets_of, register, set_mentions, text_of, words_of_doc

_BLANK = """
import pipeline, spacy
doc = spacy.blank("es")("Perú y Chile firmaron un convenio el 3 de mayo de 2024.")
for name in pipeline.__all__:
    if name == "find_dateline":
        pipeline.find_dateline(doc.text)
    elif name.startswith("find_"):
        getattr(pipeline, name)(doc)
    elif name.endswith("_table"):
        print(name, len(getattr(pipeline, name)([doc])))
"""


@pytest.fixture
def blank() -> Language:
    return spacy.blank("es")


def test_all_that_finds_and_all_tables_take_a_doc_of_no_pipeline() -> None:
    """In a process of its own, in which no component has declared an extension."""
    told = subprocess.run([sys.executable, "-c", _BLANK], check=True, capture_output=True, text=True).stdout
    rows = dict(line.split() for line in told.splitlines())
    assert rows.pop("articles_table") == "1"
    assert set(rows.values()) == {"0"}


def test_a_part_of_a_doc_has_its_own_words(blank: Language) -> None:
    doc = blank("Juan Paz vino el lunes. La cita será el 3 de mayo de 2024.")
    assert lower_words(doc)[0] == "juan"
    assert offsets_of(doc)[-1] == len(doc.text)
    part = doc[6:].as_doc(copy_user_data=True)
    assert words_of_doc(part)[:2] == ["La", "cita"]
    assert text_of(part) == "La cita será el 3 de mayo de 2024."
    (row,) = find_dates(part)
    assert part.text[row["start"] : row["end"]] == "3 de mayo de 2024"


def test_merged_tokens_are_the_words(blank: Language) -> None:
    doc = blank("Juan Paz vino.")
    assert words_of_doc(doc) == ["Juan", "Paz", "vino", "."]
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[:2])
    assert words_of_doc(doc) == ["Juan Paz", "vino", "."]
    assert offsets_of(doc) == [0, 9, 13, 14]


def test_actors_of_merged_tokens_are_found_anew(blank: Language) -> None:
    doc = blank("Ayer vino Juan Paz a Perú.")
    blank.add_pipe("comunicado_people")  # declares the extensions
    doc._.places = [{"place_id": "PE", "name": "Perú", "kind": "country", "country": "PE"}]
    set_mentions(doc, "place", [{"entity_id": "PE", "start": 21, "end": 25, "rule": "x"}])
    assert [doc[actor.start : actor.end].text for actor in find_actors(doc)] == ["Perú"]
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[2:4])
    assert [doc[actor.start : actor.end].text for actor in find_actors(doc)] == ["Perú"]


def test_what_is_remembered_of_a_doc_is_not_saved_with_it(blank: Language) -> None:
    doc = blank("Juan Paz vino.")
    before = doc.to_bytes()
    assert text_of(doc)
    assert offsets_of(doc)
    assert doc.to_bytes() == before


def test_an_extension_of_somebody_else_is_not_written_over() -> None:
    register()
    ours = Doc.remove_extension("dates")
    try:
        Doc.set_extension("dates", getter=lambda doc: ["ayer"])
        with pytest.raises(ValueError, match=r'Doc\._\.dates is set by other code.*remove_extension\("dates"\)'):
            register()
    finally:
        Doc.set_extension("dates", default=ours[0], force=True)
    register()


def test_one_text_that_fails_does_not_end_the_others(blank: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    ner = blank.add_pipe("comunicado_ner")
    weights = ner.weights()  # type: ignore[attr-defined]

    class Failing:
        def find(self, paragraphs: list[list[str]]) -> object:
            if "Lima" in paragraphs[0]:
                raise ArithmeticError("Lima")
            return weights.find(paragraphs)

    monkeypatch.setattr(ner, "weights", Failing)
    failed: list[str] = []
    blank.set_error_handler(lambda name, proc, docs, error: failed.extend(doc.text for doc in docs))
    texts = ["Wang Yi llegó a Quito.", "Wang Yi llegó a Lima.", "Wang Yi llegó a Almaty."]
    assert [doc.text for doc in blank.pipe(texts)] == [texts[0], texts[2]]
    assert failed == [texts[1]]


def test_names_are_scored_as_spacy_scores_its_own(blank: Language) -> None:
    blank.add_pipe("comunicado_ner")
    doc = blank.make_doc("El canciller Wang Yi llegó a Almaty.")
    right = {"entities": [(13, 20, "PER"), (29, 35, "LOC")]}
    scores = blank.evaluate([Example.from_dict(doc, right)])
    assert (scores["ents_p"], scores["ents_r"], scores["ents_f"]) == (1.0, 1.0, 1.0)
    wrong = {"entities": [(13, 20, "PER"), (29, 35, "ORG")]}
    assert blank.evaluate([Example.from_dict(doc, wrong)])["ents_f"] == 0.5
