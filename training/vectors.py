"""Word vectors of the unannotated news: floret, so that vectors exist for every spelling in a small table."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.training.initialize import convert_vectors

#: Skipgram of 100 dimensions in 50,000 hashed rows; one thread, without which no two runs are alike.
SETTINGS = {"model": "skipgram", "dim": 100, "bucket": 50000, "minn": 3, "maxn": 5, "hashCount": 2, "minCount": 3}


def train_vectors(text: Path, out: Path) -> None:
    """Train on a file with one paragraph a line and write the table in floret's text format (about 8 minutes)."""
    import floret  # wanted for training only

    model = floret.train_unsupervised(str(text), mode="floret", epoch=5, lr=0.05, thread=1, verbose=0, **SETTINGS)
    model.save_floret_vectors(str(out))


def attach_vectors(nlp: Language, table: Path) -> None:
    """Give `nlp` the vectors of a floret table, rounded to the half precision they are kept in."""
    convert_vectors(nlp, table, truncate=0, prune=-1, mode="floret")
    nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype("float16").astype("float32")
