"""Sentence boundaries by rule, before the parser, which then keeps to them.

Neither the parser's nor the `senter`'s boundaries hold on newswire: `EE. UU.`, `Sr. Wang`, `No. 123` and a dateline's
`México, DF.` split sentences, a headline without full stop joins them. Example: "El Sr. Wang viajó a EE. UU. el lunes."
is one sentence.

The dateline is a sentence of its own: "Rabat, 2 feb (EFE).- España y Marruecos firmaron" would give the parser a wrong
subject.

Reads: tokens. Writes: `token.is_sent_start`.
"""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.reading.sentences import sentence_spans
from pipeline.text.attributes import text_of
from pipeline.text.component import Component


class Sentences(Component):
    """Component: marks the first token of every sentence of `sentence_spans`."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentence starts of `doc`, in place."""
        with using(self.lexicon):
            starts = [start for start, _ in sentence_spans(text_of(doc))]
        tokens = doc.to_array(["IDX", "LENGTH", "IS_SPACE"]).astype("int64")
        holders = np.searchsorted(tokens[:, 0] + np.maximum(1, tokens[:, 1]), starts, side="right")
        words = np.flatnonzero(tokens[:, 2] == 0)  # no sentence begins with a space
        marks = np.full(len(doc), -1, dtype="int64")  # Doc's code for "no sentence begins here"
        marks[:1] = 1
        marks[words[np.searchsorted(words, holders[holders <= words.max(initial=-1)])]] = 1
        # an array at once: setting `token.is_sent_start` one by one looks through the whole Doc every time
        return doc.from_array(["SENT_START"], marks.astype("uint64").reshape(-1, 1))  # type: ignore[arg-type]


@Language.factory("comunicado_sentences", assigns=["token.is_sent_start"], default_config={"lexicon": None})
def make_sentences(nlp: Language, name: str, lexicon: Lexicon | None = None) -> Sentences:
    """Make the component."""
    return Sentences(lexicon)
