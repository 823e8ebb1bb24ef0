"""The lexicon as a setting of spaCy components: plain texts in the config, so that a saved pipeline has its entries."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from spacy.util import registry

from pipeline.knowledge.lexicon import Lexicon

_NAME = "comunicado.Lexicon.v1"


def setting_of(lexicon: Lexicon) -> dict[str, Any]:
    """Return the config of components that hold `lexicon`.

    Its texts have "%24" for "$", which configs read as an insertion.
    """
    own = {name: text.replace("%", "%25").replace("$", "%24") for name, text in lexicon.own.items()}
    return {"lexicon": {"@misc": _NAME, "own": own}}


@registry.misc(_NAME)  # type: ignore[untyped-decorator]
def make_lexicon(own: dict[str, str]) -> Lexicon:
    """Return the lexicon with `own` entries, texts of `setting_of` by name of the lexicon.

    A component without the setting asks the lexicon in force when it is called. Raises LexiconError for entries that do
    not fit.
    """
    return Lexicon.of({name: unquote(text) for name, text in own.items()})
