"""What the components of the pipeline have in common."""

from __future__ import annotations

from pipeline.knowledge.lexicon import Lexicon
from pipeline.text.attributes import register


class Component:
    """A component that looks names and words up in `lexicon`, in that in force when None."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        register()
        self.lexicon = lexicon
