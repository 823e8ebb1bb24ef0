"""Which components of a loaded pipeline are computed here instead of by spaCy."""

from __future__ import annotations

from typing import Any

from spacy.lang.es.lemmatizer import SpanishLemmatizer
from spacy.language import Language

from pipeline.models.lemmas import WordLemmatizer
from pipeline.models.taggers import speed_up_tagger
from pipeline.models.tok2vec import speed_up_tok2vec


def speed_up(nlp: Language) -> None:
    """Let a pipeline compute as here what is known here; it gives the same and is for use, no longer for training.

    Components are replaced in place, not by `replace_pipe`, so that a saved pipeline has those of spaCy.
    """
    for number, (name, pipe) in enumerate(nlp._components):
        speed_up_tok2vec(pipe)
        speed_up_tagger(pipe)
        nlp._components[number] = (name, _faster(pipe) or pipe)


def _faster(pipe: Any) -> Any:
    return WordLemmatizer.of(pipe) if type(pipe) is SpanishLemmatizer and pipe.mode == "rule" else None
