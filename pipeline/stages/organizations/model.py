"""One mention of a body."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.knowledge.entries import Entry


@dataclass(frozen=True, slots=True)
class Found:
    """A mention: characters `start` to `end` (exclusive), what made it, and the kind of body it suggests.

    `entry` is that of the lexicon of organizations, if any; `acronym` says that the mention is one ("OPS"); `key` is
    the id of the body where it is known, or `=17` for "the body of the mention that starts at character 17".
    """

    start: int
    end: int
    rule: str
    entry: Entry | None = None
    kind: str = "other"
    acronym: bool = False
    key: str = ""

    @property
    def body(self) -> str:
        """The key that other mentions of the same body are given."""
        return self.key or f"={self.start}"
