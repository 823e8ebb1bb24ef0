"""comunicado_ner: names of persons, places, organisations and other things, by the package's own trained network.

    doc = nlp("El canciller Wang Yi llegó a Almaty.")  →  doc.ents: Wang Yi PER, Almaty LOC

Reads: the words of the Doc. Writes: `doc.ents` (PER, LOC, ORG, MISC), replacing what was there.

The network sits in a pipeline of its own with its own vocabulary: it works on a blank pipeline, on any base model and
on pre-tokenised Docs, never listens to another component and never changes one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.models.components import is_known_spacy
from pipeline.models.ner.consistency import Entity
from pipeline.models.ner.features import paragraphs_of
from pipeline.models.ner.model import NerModel, load_from, load_packaged
from pipeline.text.attributes import NAME_LABELS, words_of_doc

#: Labels the network gives: those of CoNLL-2002.
LABELS = NAME_LABELS


class NamedEntities:
    """The component. Weights are read at the first Doc, once a process, and are never pickled.

    `model`: a model folder other than the packaged one. `accelerate`: whether the network is computed by code of our
    own, which gives the same names in less time.
    """

    def __init__(
        self,
        name: str = "comunicado_ner",
        *,
        model: str | None = None,
        lexicon: Lexicon | None = None,
        accelerate: bool = True,
    ) -> None:
        self.name = name
        self.model = model
        self.lexicon = lexicon
        self.accelerate = accelerate

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels that `doc.ents` can get."""
        return LABELS

    def weights(self) -> NerModel:
        """Return the weights. Raises ModelError when the model folder is incomplete."""
        model = load_from(self.model) if self.model else load_packaged()
        return model if self.accelerate and is_known_spacy() else model._replace(network=None)

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents`."""
        forms, paragraphs = words_of_doc(doc), paragraphs_of(doc)
        with using(self.lexicon):
            found = self.weights().find([[forms[index] for index in tokens] for tokens in paragraphs])
        pairs = zip(paragraphs, found, strict=True)
        doc.set_ents([_outer_span(doc, tokens, ent) for tokens, ents in pairs for ent in ents], default="outside")
        return doc

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """Return precision, recall and F1 of the names, all and by label, as spaCy's own recogniser does."""
        return get_ner_prf(examples, **settings)

    # A saved pipeline keeps the settings only: the weights belong to the package, which has to be installed anyway for
    # the factory to be found.
    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return no bytes: nothing but the config is needed to restore the component."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> NamedEntities:
        """Return the component as it is, the counterpart of `to_bytes`."""
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write nothing: nothing but the config is needed to restore the component."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> NamedEntities:
        """Return the component as it is, the counterpart of `to_disk`."""
        return self


def _outer_span(doc: Doc, tokens: list[int], entity: Entity) -> Span:
    """Return the span of the outer Doc for words of a paragraph; white space tokens between them are inside."""
    start, end, label = entity
    return Span(doc, tokens[start], tokens[end - 1] + 1, label=label)


@Language.factory(
    "comunicado_ner",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"model": None, "lexicon": None, "accelerate": True},
    default_score_weights={"ents_f": 1.0, "ents_p": None, "ents_r": None, "ents_per_type": None},
)
def make_ner(
    nlp: Language, name: str, model: str | None, lexicon: Lexicon | None = None, accelerate: bool = True
) -> Any:
    """Return the component, the factory of `comunicado_ner`; `model` is a model folder other than the packaged one."""
    return NamedEntities(name, model=model, lexicon=lexicon, accelerate=accelerate)
