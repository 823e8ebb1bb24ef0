import numpy as np
import pytest

from pipeline.running.duplicates import find_duplicates, jaccard, shingles_of

STORY = (
    "El canciller de Panamá recibió este martes a su homólogo costarricense en la capital panameña. Los dos ministros "
    "firmaron un convenio de cooperación fronteriza que entrará en vigor el próximo año. El texto prevé patrullajes "
    "conjuntos, un puesto aduanero único y la construcción de un puente sobre el río Sixaola. La ceremonia tuvo lugar "
    "en el palacio Bolívar y asistieron empresarios de ambos lados de la frontera común."
)
OTHER = (
    "El primer ministro de la India llegó a París para una visita de tres días en la que hablará de defensa. Los dos "
    "gobiernos esperan cerrar la compra de aviones de combate y de submarinos que negocian desde hace un año."
)


def test_the_same_text_is_a_duplicate_of_the_earlier():
    articles = [("b", STORY, "2024-05-02"), ("a", STORY, "2024-05-03"), ("c", OTHER, "2024-05-01")]
    assert find_duplicates(articles) == {"a": "b"}


def test_a_new_first_sentence_is_still_the_same_story():
    assert find_duplicates([("a", STORY, None), ("b", "SAN JOSÉ (Agencia).- " + STORY + " Redacción.", None)]) == {
        "b": "a"
    }


def test_different_stories_are_not():
    assert find_duplicates([("a", STORY, None), ("b", OTHER, None)]) == {}


def test_order_of_the_input_does_not_matter():
    articles = [
        ("a", STORY, None),
        ("b", STORY + " Fin.", "2024-05-01"),
        ("c", STORY, "2024-06-01"),
        ("d", OTHER, None),
    ]
    assert find_duplicates(articles) == find_duplicates(articles[::-1]) == {"a": "b", "c": "b"}


def test_no_chain_leads_over_a_duplicate():
    found = find_duplicates([(str(n), STORY, None) for n in range(5)])
    assert set(found.values()) == {"0"}


@pytest.mark.parametrize("text", ["", "   ", "—.", "¡!"])
def test_texts_without_words_are_no_duplicates(text):
    assert find_duplicates([("a", text, None), ("b", text, None)]) == {}


def test_shingles_are_runs_of_words_each_once():
    assert len(shingles_of("uno dos tres cuatro cinco")) == 2
    assert len(shingles_of("uno uno uno uno uno uno")) == 1


def test_texts_at_the_threshold_are_candidates():
    words = [f"palabra{n}" for n in range(400)]
    texts = [(f"{n}a", " ".join(f"{word}x{n}" for word in words), "2024-01-01") for n in range(100)]
    copies = [(f"{n}b", " ".join(text.split()[:304] + ["fin"] * 96), None) for n, (_, text, _) in enumerate(texts)]
    assert len(find_duplicates(texts + copies)) == 100


def test_short_texts():
    assert len(shingles_of("Hola, mundo")) == 1
    assert shingles_of("Hola, mundo").tolist() == shingles_of("hola mundo").tolist()
    assert shingles_of("Hola, mundo").tolist() != shingles_of("mundo hola").tolist()
    assert find_duplicates([("a", "Hola, mundo", None), ("b", "hola mundo", None)]) == {"b": "a"}


def test_jaccard():
    assert jaccard(np.array([1, 2], np.uint64), np.array([2, 3], np.uint64)) == pytest.approx(1 / 3)
    assert jaccard(np.array([], np.uint64), np.array([], np.uint64)) == 0.0
