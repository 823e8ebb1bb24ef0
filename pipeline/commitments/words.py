"""Word lists of the commitment modules (`lexicons/commitment_words.csv`), each with its meaning there."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import read_lexicon, split_cell


@cache
def word_list(name: str) -> frozenset[str]:
    """Lemmas of a list: `word_list("deals")` holds "acuerdo", "convenio", ... Raises KeyError for an unknown list."""
    return {row["id"]: frozenset(split_cell(row["words"])) for row in read_lexicon("commitment_words")}[name]
