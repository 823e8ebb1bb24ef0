"""Language: Spanish is never lost, its neighbours are told apart."""

from __future__ import annotations

import pytest

from pipeline.reading.language import LANGUAGES, detect_language, rank_languages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("El canciller viajará hoy a Madrid.", "es"),
        ("Firman acuerdo", "es"),
        ("Comunicado conjunto", "es"),
        ("Ministros dialogan", "es"),
        ("Reunión en La Habana", "es"),
        ("QUITO, 3 may (EFE).- Wang Yi y Mika Lahti.", "es"),
        ("Canciller recibe a embajador de Portugal", "es"),
        ("123", "es"),
        ("", "es"),
        ("O presidente da Xunta reuniuse onte co ministro. Os dous acordaron mellorar as estradas da comarca.", "gl"),
        ("O Goberno galego asinou un acordo.", "gl"),
        ("El president es va reunir ahir amb el ministre d'Afers Exteriors.", "ca"),
        ("Els ministres van signar l'acord", "ca"),
        ("O ministro das Relações Exteriores reuniu-se ontem com o seu homólogo.", "pt"),
        ("O governo assinou um acordo.", "pt"),
        ("The foreign minister met his counterpart in Madrid on Tuesday.", "en"),
        ("Il governo firma un accordo.", "it"),
        ("Le gouvernement signe un accord.", "fr"),
        ("Министр иностранных дел прибыл в Москву.", "ru"),
        ("外交部长访问马德里", "zh"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert detect_language(text)[0] == code


def test_scores_sum_to_one_and_are_probabilities() -> None:
    ranked = rank_languages("El canciller viajará hoy a Madrid.")
    assert ranked[0][0] == "es"
    assert {code for code, _ in ranked} == {*LANGUAGES.split()}
    assert sum(score for _, score in ranked) == pytest.approx(1, abs=1e-3)


def test_a_quotation_in_english_leaves_the_text_spanish() -> None:
    text = "El ministro dijo en inglés «we are ready to sign the agreement» y viajó después a Washington con su equipo."
    assert detect_language(text)[0] == "es"
