"""The accelerator: which components of a loaded pipeline are computed here instead of by spaCy.

It gives the rows that spaCy gives, in less time, and can be switched off (`config.ACCELERATE`). It reaches into spaCy
where that has no public way: the function of a network, `Model._func`. With a spaCy that it does not know it stands
aside.
"""

from __future__ import annotations

import warnings
from functools import cache

from spacy.about import __version__ as spacy_version
from spacy.lang.es.lemmatizer import SpanishLemmatizer
from spacy.language import Language

from pipeline.models.blas import use_openblas
from pipeline.models.lemmas import remember_lemmas
from pipeline.models.taggers import speed_up_tagger
from pipeline.models.tok2vec import speed_up_tok2vec

#: The series of spaCy whose networks are known here.
KNOWN_SPACY = "3.8."


def is_known_spacy() -> bool:
    """Return whether the installed spaCy is of the known series, and say so once in a process when it is not."""
    if spacy_version.startswith(KNOWN_SPACY):
        return True
    _warn(spacy_version)
    return False


@cache
def _warn(version: str) -> None:
    warnings.warn(
        f"spaCy {version} is not known here ({KNOWN_SPACY}x is): its networks are left to it, which takes longer",
        RuntimeWarning,
        stacklevel=2,
    )


def speed_up(nlp: Language) -> None:
    """Let a pipeline compute as here what is known here; it gives the same and is for use, no longer for training.

    Components are changed in place, so that a saved pipeline has those of spaCy.
    """
    if not is_known_spacy():
        return
    for _, pipe in nlp.pipeline:
        use_openblas(pipe)
        speed_up_tok2vec(pipe)
        speed_up_tagger(pipe)
        if type(pipe) is SpanishLemmatizer and pipe.mode == "rule":
            remember_lemmas(pipe)
