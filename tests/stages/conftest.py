"""Fixtures of the tests of the stages."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from pipeline.stages import names, people, sentences
from pipeline.stages.titles import component as titles


@pytest.fixture(scope="session")
def name_stages() -> Language:
    """Sentences, names, people and titles by our own rules: no model."""
    assert all((names, people, sentences, titles))
    blank = spacy.blank("es")
    for name in ("sentences", "names", "people", "titles"):
        blank.add_pipe(f"comunicado_{name}")
    return blank
