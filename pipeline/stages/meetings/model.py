"""A meeting as the text tells of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.text.attributes import Row


@dataclass
class Meeting:
    """A meeting: what one mention tells of it, or several that were joined.

    `participants` and `place` are rows of the reader (name, kind, person_id, country, sure), `day` a row of dates;
    `specific`: the phrase names one meeting by itself.
    """

    type: str
    status: str
    start: int
    end: int
    rule: str
    sure: float
    name: str | None = None
    ordinal: int | None = None
    specific: bool = False
    definite: bool = False
    participants: list[Row] = field(default_factory=list)
    place: Row | None = None
    day: Row | None = None

    @property
    def who(self) -> frozenset[str]:
        """Names of those who take part."""
        return frozenset(str(p["name"]) for p in self.participants)
