"""A person's name and a title of a person, as the stage of titles passes them on."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.naming.title_phrase import TitlePhrase

Tokens = tuple[int, int]


@dataclass(slots=True)
class Name:
    """A person's name: tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    person_id: str


@dataclass(slots=True)
class Link:
    """A title of a person; `start`, `end` may be narrower than the phrase (lists)."""

    phrase: TitlePhrase
    person_id: str
    start: int
    end: int
    rule: str
    country: str | None = None
    portfolio: Tokens | None = None
