from __future__ import annotations

import pytest

from pipeline.text.surfaces import SurfaceIndex, spelled_like, starts_sentence, words_of


def found(surfaces: list[str], text: str) -> list[str]:
    index: SurfaceIndex[str] = SurfaceIndex()
    for surface in surfaces:
        index.add(surface, surface)
    words = words_of(text)
    hits, at = [], 0
    while at < len(words):
        hit = index.longest(words, at)
        if hit:
            hits.append(text[words[at].start : words[hit[0] - 1].end])
        at = hit[0] if hit else at + 1
    return hits


@pytest.mark.parametrize(
    ("surfaces", "text", "hits"),
    [
        (["Chile"], "El chile verde de Chile y de CHILE", ["Chile", "CHILE"]),
        (["EE.UU."], "En EE.UU. y en EE. UU. firmaron", ["EE.UU.", "EE. UU."]),
        (["Guinea", "Guinea Ecuatorial"], "Guinea Ecuatorial y Guinea", ["Guinea Ecuatorial", "Guinea"]),
        (["China", "Kazajistán"], "las relaciones China-Kazajistán", ["China", "Kazajistán"]),
        (["México"], "MEXICO, México y Mexico", ["MEXICO", "México", "Mexico"]),
        (["Índico"], "Indicó que el INDICO", ["INDICO"]),
        (["Pará"], "PARA firmar en Para", []),
        (["UE"], "La UE y la ue", ["UE"]),
        (["Costa Rica"], "en Costa\n\nRica", []),
        (["península coreana"], "la Península coreana y la península coreana", ["península coreana"]),
        (["Asia Central"], "ASIA CENTRAL y Asia central", ["ASIA CENTRAL"]),
    ],
)
def test_longest(surfaces: list[str], text: str, hits: list[str]) -> None:
    assert found(surfaces, text) == hits


@pytest.mark.parametrize(
    ("pattern", "word", "alike"),
    [
        ("México", "MEXICO", True),
        ("México", "méxico", False),
        ("OEA", "Oea", False),
        ("Celac", "CELAC", True),
        ("del", "DEL", True),
        ("de", "De", False),
        ("Malé", "Male", False),
        ("Japón", "Japon", True),
    ],
)
def test_spelled_like(pattern: str, word: str, alike: bool) -> None:
    assert spelled_like(pattern, word) is alike


def test_words_know_where_they_are() -> None:
    text = "«EE.UU.»,  25\xa0años"
    words = words_of(text)
    assert "".join(w.gap + w.text for w in words) == text
    assert all(text[w.start : w.end] == w.text for w in words)


@pytest.mark.parametrize(
    ("text", "start", "first"),
    [("Chile firmó", 0, True), ("Hoy. «Chile", 6, True), ("de Chile", 3, False), ("a\nChile", 2, True)],
)
def test_starts_sentence(text: str, start: int, first: bool) -> None:
    assert starts_sentence(text, start) is first
