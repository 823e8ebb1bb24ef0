"""The dateline of an article: `QUITO, 3 may (Xinhua) -- El canciller…`.

Reads: the text of the Doc (by `pipeline.reading.datelines`). Writes: `doc._.dateline`, a list of no or one row.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.reading.datelines import find_dateline
from pipeline.text import attributes
from pipeline.text.attributes import text_of


class DatelineStage:
    """Component that leaves the dateline of a Doc in `doc._.dateline`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find and write."""
        row = find_dateline(text_of(doc))
        doc._.dateline = [] if row is None else [row]
        return doc


@Language.factory("comunicado_dateline", assigns=["doc._.dateline"])
def make_dateline(nlp: Language, name: str) -> DatelineStage:
    """Factory of the stage."""
    attributes.register()
    return DatelineStage()


__all__ = ["DatelineStage", "find_dateline", "make_dateline"]
