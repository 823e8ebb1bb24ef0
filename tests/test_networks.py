"""The networks computed without spaCy: the same results, and the same to the last bit in any company."""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.lang.es.lemmatizer import SpanishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from spacy.vectors import Vectors
from threadpoolctl import threadpool_info, threadpool_limits

import pipeline.models.ner
from pipeline.models import components
from pipeline.models.components import speed_up
from pipeline.models.embedding import RowCache, multiply_by_row
from pipeline.models.lemmas import WordLemmatizer
from pipeline.models.ner.model import build_nlp, load_packaged
from pipeline.models.ner.network import read_network
from pipeline.models.nlp import find_model, load_base, load_nlp
from pipeline.models.tok2vec import speed_up_tok2vec
from pipeline.reader import component
from pipeline.reading.read import read_articles, read_records
from pipeline.running.process import outcome_of, outcomes_of

SAMPLES = Path(__file__).parents[1] / "data" / "raw"
CONFIG = Path(pipeline.models.ner.__file__).parent / "model" / "config.cfg"
ARTICLE = """
El presidente de Uruguay , Ernesto Talvi Sosa , recibió en Montevideo a la delegación del Banco Mundial .
Según la Comisión Económica para América Latina y el Caribe ( Cepal ) , Washington y la Unión Europea lo negaron .

La ministra de Asuntos Exteriores y Cooperación de España , Trinidad Jiménez García-Herrera , viajó a EE.UU.
« Todos los Hombres del Presidente » se proyecta hoy en el Teatro Solís de Montevideo
Real Sociedad de Fútbol 2 - Club Deportivo Universidad Católica del Ecuador 2
Madrid"""
PARAGRAPHS = [line.split() for line in ARTICLE.splitlines()[1:]]


def some_rows(count: int, width: int) -> np.ndarray:
    return np.random.default_rng(count).normal(size=(count, width)).astype("float32")


@pytest.mark.parametrize("inputs", [96, 100, 672])
def test_a_row_times_weights_does_not_depend_on_the_other_rows(inputs: int) -> None:
    rows, weights = some_rows(53, inputs), some_rows(inputs, 288)
    together = multiply_by_row(rows, weights)
    assert np.allclose(together, rows @ weights, atol=1e-3)
    for start, end in ((0, 1), (7, 8), (3, 40), (1, 53), (52, 53)):
        assert np.array_equal(multiply_by_row(rows[start:end], weights), together[start:end])


def test_rows_are_made_once_and_forgotten_when_there_are_too_many() -> None:
    made: list[list[int]] = []

    def make(keys: list[int]) -> np.ndarray:
        made.append(keys)
        return np.array([[key, -key] for key in keys], dtype="float32")

    cache = RowCache(make, width=2, most=4)
    for keys in ([1, 2, 1], [2, 3], [2, 1], [4, 5], [5, 4], [1, 2, 3, 6, 7, 8, 1]):
        assert cache.rows(keys).tolist() == [[key, -key] for key in keys]
    assert made == [[1, 2], [3], [4, 5], [1, 2, 3, 6, 7, 8]]


def names(paragraphs: Sequence[Sequence[str]], *, by_spacy: bool = False) -> list[list[tuple[int, int, str]]]:
    model = load_packaged()
    return (model._replace(network=None) if by_spacy else model).find(paragraphs)


def test_names_are_those_that_spacy_finds() -> None:
    found = names(PARAGRAPHS)
    assert found == names(PARAGRAPHS, by_spacy=True)
    assert found[2] == [] and max(end - start for names in found for start, end, _ in names) > 6  # more than is seen


@pytest.mark.parametrize("count", [1, 2, 3, 7, 13])
def test_names_of_cut_texts_are_those_that_spacy_finds(count: int) -> None:
    """A name cannot go on after the last word, whatever the network says."""
    paragraphs = [words[:count] for words in PARAGRAPHS]
    assert names(paragraphs) == names(paragraphs, by_spacy=True)


def test_nothing_has_no_names() -> None:
    assert names([]) == [] and names([[], []]) == [[], []]


def test_the_recognisers_rows_do_not_depend_on_what_came_before() -> None:
    model = load_packaged()
    words = sorted({word for words in PARAGRAPHS for word in words})
    first, second = (read_network(model.nlp, model.evidence) for _ in range(2))
    assert first and second
    together = first._words.rows(words)
    for start in range(0, len(words), 3):
        assert np.array_equal(second._words.rows(words[start : start + 3]), together[start : start + 3])


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("spacy.MaxoutWindowEncoder.v2", "spacy.MishWindowEncoder.v2"),
        ("extra_state_tokens = true", "extra_state_tokens = false"),
        ("use_upper = true", "use_upper = false"),
        ("include_static_vectors = true", "include_static_vectors = false"),
    ],
)
def test_another_architecture_is_left_to_spacy(tmp_path: Path, usual: str, other: str) -> None:
    text = CONFIG.read_text("utf-8").replace(usual, other)
    if "Mish" in other:
        text = text.replace("maxout_pieces = 3", "")
    (tmp_path / "config.cfg").write_text(text, "utf-8")
    nlp = build_nlp(tmp_path / "config.cfg")
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=some_rows(50, 100), mode="floret", minn=3, maxn=5, hash_count=2
    )
    nlp.get_pipe("ner").add_label("PER")
    nlp.initialize()
    assert read_network(nlp, load_packaged().evidence) is None


#: Columns and kind of word vectors of the small base model, of the larger ones, and of none.
KINDS = [
    pytest.param(["NORM", "PREFIX", "SUFFIX", "SHAPE"], None, id="small"),
    pytest.param(["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"], "default", id="large"),
    pytest.param(["ORTH", "LOWER"], "floret", id="floret"),
]
TEXTS = [ARTICLE, "Uruguay y  el  Banco.", "", "Sr.", ARTICLE[100:], "\n \n"]


def with_tok2vec(
    columns: Sequence[str], vectors: str | None, *, depth: int = 2, encoder: str | None = None
) -> Language:
    """A pipeline of one tok2vec component with the same random weights at every call."""
    nlp = spacy.blank("es")
    if vectors == "floret":
        settings = {"data": some_rows(50, 30), "minn": 3, "maxn": 5, "hash_count": 2}
    else:
        settings = {"data": some_rows(3, 30), "keys": [nlp.vocab.strings.add(word) for word in ("Uruguay", "de", ".")]}
    if vectors:
        nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, mode=vectors, **settings)
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 32,
        "attrs": list(columns),
        "rows": [50 + number for number, _ in enumerate(columns)],
        "include_static_vectors": bool(vectors),
    }
    encode = {"@architectures": encoder or "spacy.MaxoutWindowEncoder.v2", "width": 32, "depth": depth}
    encode |= {"window_size": 2} if encoder else {"window_size": 2, "maxout_pieces": 3}
    model = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    nlp.add_pipe("tok2vec", config={"model": model})
    fix_random_seed(0)
    nlp.initialize()
    for layer in nlp.get_pipe("tok2vec").model.walk():
        for name in layer.param_names:
            numbers = layer.get_param(name)
            layer.set_param(name, some_rows(numbers.size, 1).reshape(numbers.shape) / 8 + numbers)
    return nlp


@pytest.mark.parametrize(("columns", "vectors"), KINDS)
def test_rows_of_a_tok2vec_are_those_of_spacy(columns: Sequence[str], vectors: str | None) -> None:
    nlp = with_tok2vec(columns, vectors)
    component = nlp.get_pipe("tok2vec")
    docs = [nlp.make_doc(text) for text in TEXTS]
    expected = component.predict(docs)
    assert speed_up_tok2vec(component)
    for ours, theirs in zip(component.predict(docs), expected, strict=True):
        assert ours.shape == theirs.shape and np.allclose(ours, theirs, atol=1e-4)


@pytest.mark.parametrize(("columns", "vectors"), KINDS)
def test_rows_of_a_tok2vec_do_not_depend_on_other_texts(columns: Sequence[str], vectors: str | None) -> None:
    pipelines = [with_tok2vec(columns, vectors) for _ in range(2)]
    for nlp in pipelines:
        assert speed_up_tok2vec(nlp.get_pipe("tok2vec"))
    together = [doc.tensor for doc in pipelines[0].pipe(TEXTS)]
    alone = [pipelines[1](text).tensor for text in reversed(TEXTS)]
    assert all(np.array_equal(one, other) for one, other in zip(together, reversed(alone), strict=True))


def test_a_token_with_a_norm_of_its_own_has_its_own_row() -> None:
    nlp = with_tok2vec(["NORM"], None, depth=1)
    speed_up_tok2vec(nlp.get_pipe("tok2vec"))
    docs = [nlp.make_doc("Uruguay") for _ in range(2)]
    docs[1][0].norm_ = "uy"
    first, second = nlp.get_pipe("tok2vec").predict(docs)
    assert not np.allclose(first, second)


def test_a_tok2vec_of_another_architecture_is_left_to_spacy() -> None:
    component = with_tok2vec(["NORM"], None, encoder="spacy.MishWindowEncoder.v2").get_pipe("tok2vec")
    forward = component.model._func
    assert not speed_up_tok2vec(component) and component.model._func is forward


def test_other_components_are_left_alone() -> None:
    nlp = spacy.blank("es")
    for factory in ("sentencizer", "parser", "senter"):
        nlp.add_pipe(factory)
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    before = nlp.pipeline
    speed_up(nlp)
    assert nlp.pipeline == before


def test_with_an_unknown_spacy_its_networks_are_left_to_it_and_that_is_said_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(components, "spacy_version", "3.99.0")
    with warnings.catch_warnings(record=True) as said:
        nlp = load_nlp(accelerate=True)
        nlp("Perú y Chile firmaron un convenio.")
    messages = [str(warning.message) for warning in said if warning.category is RuntimeWarning]
    assert messages == [
        "spaCy 3.99.0 is not known here (3.8.x is): its networks are left to it, which takes longer",
    ]
    assert type(nlp.get_pipe("lemmatizer")) is SpanishLemmatizer
    assert nlp.get_pipe("comunicado_ner").weights().network is None


@pytest.mark.parametrize(("value", "accelerated"), [("0", False), ("1", True), (None, True)])
def test_the_switch(monkeypatch: pytest.MonkeyPatch, value: str | None, accelerated: bool) -> None:
    if value is None:
        monkeypatch.delenv("COMUNICADO_ACCELERATE", raising=False)
    else:
        monkeypatch.setenv("COMUNICADO_ACCELERATE", value)
    nlp = load_nlp()
    assert (nlp.get_pipe("comunicado_ner").weights().network is not None) is accelerated
    assert isinstance(nlp.get_pipe("lemmatizer"), WordLemmatizer) is accelerated
    assert isinstance(load_nlp(accelerate=True).get_pipe("lemmatizer"), WordLemmatizer)


def test_a_tok2vec_can_still_be_saved(tmp_path: Path) -> None:
    nlp = with_tok2vec(["NORM"], None)
    speed_up_tok2vec(nlp.get_pipe("tok2vec"))
    nlp.to_disk(tmp_path)
    read = spacy.load(tmp_path)
    assert np.allclose(read(ARTICLE).tensor, nlp(ARTICLE).tensor, atol=1e-4)


def test_a_pipeline_that_is_trained_after_all_answers_with_its_new_weights() -> None:
    nlp = with_tok2vec(["NORM", "PREFIX"], None)
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 32, "upstream": "*"}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener, "nO": None}})
    words = nlp.make_doc("Perú firmó un convenio")
    example = Example.from_dict(words, {"tags": ["PROPN", "VERB", "DET", "NOUN"]})
    optimizer = nlp.initialize(lambda: [example])
    speed_up(nlp)
    nlp(words.text)
    for _ in range(20):
        nlp.update([example], sgd=optimizer)
    reloaded = spacy.blank("es").from_config(nlp.config).from_bytes(nlp.to_bytes())
    scores = [pipeline.get_pipe("tagger").predict([pipeline(words.text)]) for pipeline in (nlp, reloaded)]
    assert [token.tag_ for token in nlp(words.text)] == ["PROPN", "VERB", "DET", "NOUN"]
    assert [doc.tolist() for doc in scores[0]] == [doc.tolist() for doc in scores[1]]


@pytest.fixture(scope="module")
def base(nlp: Language) -> Language:
    """The installed base model as spaCy computes it."""
    return load_base(find_model(), exclude=["ner", "senter", "attribute_ruler"])


def annotated(nlp: Language, texts: Iterable[str], *components: str) -> list[Doc]:
    """Docs that have gone through the first components of the pipeline, one by one, and then through the given ones."""
    docs = [nlp.get_pipe("tok2vec")(nlp.get_pipe("comunicado_sentences")(nlp.make_doc(text))) for text in texts]
    for name in components:
        docs = [nlp.get_pipe(name)(doc) for doc in docs]
    return docs


def columns(docs: Iterable[Doc], *names: str) -> list[Any]:
    return [doc.to_array(list(names)).tolist() for doc in docs]


def sample_texts() -> list[str]:
    texts = [path.read_text("utf-8", "replace") for path in sorted(SAMPLES.glob("*.txt"))]
    assert len(texts) > 10
    return texts + TEXTS


def test_articles_side_by_side_have_the_rows_of_each_by_itself(nlp: Language) -> None:
    items = list(read_articles([SAMPLES]))[:6]
    assert outcomes_of(items, nlp) == [outcome_of(item, nlp) for item in items]


def test_a_text_that_cannot_be_read_does_not_cost_its_neighbours(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = component.read

    def refuse(doc: Doc, *weights: Any) -> Any:
        if "Lisboa" in doc.text:
            raise FloatingPointError("no")
        return read(doc, *weights)

    monkeypatch.setattr(component, "read", refuse)
    texts = ["El presidente llegó ayer.", "La ministra viajó a Lisboa y volvió.", "España y Chile firmaron un acuerdo."]
    records = [{"id": str(n), "text": text, "language": "es"} for n, text in enumerate(texts)]
    rows = outcomes_of(list(read_records(records)), nlp)
    assert ["failures" in found for found in rows] == [False, True, False]
    assert rows[1]["failures"][0]["error"] == "FloatingPointError"
    assert [row["status"] for row in rows[2]["agreements"]] == ["signed"]


def test_morphology_and_lemmas_are_those_of_spacy(nlp: Language, base: Language) -> None:
    assert isinstance(nlp.get_pipe("lemmatizer"), WordLemmatizer)
    ours = annotated(nlp, sample_texts(), "morphologizer", "lemmatizer")
    theirs = annotated(nlp, sample_texts())
    for doc, other in zip(theirs, ours, strict=True):
        base.get_pipe("lemmatizer")(base.get_pipe("morphologizer")(doc))
        assert [(token.lemma_, token.pos_, str(token.morph)) for token in doc] == [
            (token.lemma_, token.pos_, str(token.morph)) for token in other
        ]


def test_given_lemmas_stay(nlp: Language) -> None:
    (doc,) = annotated(nlp, ["Los presidentes viajaron."], "morphologizer")
    doc[1].lemma_ = "dado"
    assert [token.lemma_ for token in nlp.get_pipe("lemmatizer")(doc)][1:3] == ["dado", "viajar"]


def test_a_saved_pipeline_has_the_components_of_spacy(nlp: Language) -> None:
    factories = {name: settings["factory"] for name, settings in nlp.config["components"].items()}
    assert factories["tok2vec"] == "tok2vec" and factories["lemmatizer"] == "lemmatizer"


@pytest.mark.parametrize("name", ["tok2vec", "morphologizer", "lemmatizer"])
def test_components_can_be_saved_and_sent_to_another_process(nlp: Language, base: Language, name: str) -> None:
    ours = nlp.get_pipe(name)
    assert ours.to_bytes(exclude=["vocab"]) == base.get_pipe(name).to_bytes(exclude=["vocab"])
    assert type(pickle.loads(pickle.dumps(ours))) is type(ours)


def test_articles_are_processed_in_one_thread_and_the_caller_keeps_its_own(nlp):
    threads = []

    def counted(doc):
        threads.extend(library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas")
        return doc

    seen = SimpleNamespace(pipeline=[*nlp.pipeline, ("count", counted)], make_doc=nlp.make_doc, max_length=1_000_000)
    with threadpool_limits(limits=2, user_api="blas"):
        before = threadpool_info()
        outcome_of(next(iter(read_records([{"text": "El canciller de Chile viajó a Lima.", "language": "es"}]))), seen)
        assert threadpool_info() == before
    assert set(threads) == {1}
