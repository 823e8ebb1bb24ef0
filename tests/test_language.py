"""Language: Spanish is never lost, its neighbours are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipeline.knowledge import array_cache
from pipeline.reading.language import LANGUAGES, detect_language, rank_languages
from pipeline.reading.language_model import load_identifier


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


_TEXTS = ("", "a", "El canciller viajará hoy a Pekín. " * 40, "外交部长访问马德里", "ñ", "12")


def test_scores_are_those_of_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    library.set_languages([code for code in LANGUAGES.split() if code in library.labels])
    expected = [library.rank(text) for text in _TEXTS]
    monkeypatch.setattr(array_cache, "_folder", lambda: tmp_path)
    for _ in ("unpacked", "kept"):
        identifier = load_identifier(LANGUAGES.split())
        assert [identifier.rank(text) for text in _TEXTS] == expected
    assert len(list(tmp_path.iterdir())) == 1


def test_scores_sum_to_one_and_are_probabilities() -> None:
    ranked = rank_languages("El canciller viajará hoy a Madrid.")
    assert ranked[0][0] == "es"
    assert sum(score for _, score in ranked) == pytest.approx(1, abs=1e-3)


def test_a_quotation_in_english_leaves_the_text_spanish() -> None:
    text = "El ministro dijo en inglés «we are ready to sign the agreement» y viajó después a Washington con su equipo."
    assert detect_language(text)[0] == "es"
