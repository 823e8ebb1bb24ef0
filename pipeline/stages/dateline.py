"""The dateline of an article: `QUITO, 3 may (Xinhua) -- El canciller…`.

Reads: the text of the Doc (by `pipeline.reading.datelines`). Writes: `doc._.dateline`, a list of no or one row.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.reading.datelines import find_dateline
from pipeline.text.attributes import text_of
from pipeline.text.component import Component


class Dateline(Component):
    """Component that leaves the dateline of a Doc in `doc._.dateline`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the dateline and write it."""
        with using(self.lexicon):
            row = find_dateline(text_of(doc))
        doc._.dateline = [] if row is None else [row]
        return doc


@Language.factory("comunicado_dateline", assigns=["doc._.dateline"], default_config={"lexicon": None})
def make_dateline(nlp: Language, name: str, lexicon: Lexicon | None = None) -> Dateline:
    """Make the component."""
    return Dateline(lexicon)


__all__ = ["Dateline", "find_dateline", "make_dateline"]
