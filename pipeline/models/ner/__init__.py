"""The package's own named-entity recogniser: `spacy.blank("es").add_pipe("comunicado_ner")`."""

from pipeline.models.ner.component import LABELS, NamedEntities, make_ner
from pipeline.models.ner.model import ModelError

__all__ = ["LABELS", "ModelError", "NamedEntities", "make_ner"]
