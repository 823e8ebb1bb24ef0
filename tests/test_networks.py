"""The networks computed without spaCy: the same results, and the same to the last bit in any company."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from spacy.vectors import Vectors

import pipeline.ner
from pipeline.ner.model import build_nlp, load_packaged
from pipeline.ner.network import read_network
from pipeline.networks.embedding import RowCache, multiply_by_row

CONFIG = Path(pipeline.ner.__file__).parent / "model" / "config.cfg"
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
    return (model._replace(network=None) if by_spacy else model).find([paragraphs])[0]


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
