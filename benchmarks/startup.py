"""From the start of an interpreter to the first rows, against `spacy.load` of the base model."""

from __future__ import annotations

import resource
import subprocess
import sys

from benchmarks.ratios import Comparison, take_turns

_BASE = "import warnings; warnings.simplefilter('ignore'); import spacy; spacy.load({model!r})"
#: What a worker process does until it has the rows of its first article.
_OURS = """
import sys
from pipeline.running.process import default_nlp, process_with
from pipeline.reading.read import read_records
text = "RABAT, 2 feb (EFE).- España y Marruecos firmaron hoy un acuerdo de pesca por 30 millones de euros."
((_, rows),) = process_with(read_records([{{"id": "a", "text": text}}]), default_nlp({model!r}))
sys.exit(not rows["agreements"])
"""


def to_first_row(model: str, rounds: int) -> Comparison:
    """CPU seconds of whole processes."""
    ours, theirs = take_turns(
        lambda: _run(_OURS.format(model=model)), lambda: _run(_BASE.format(model=model)), rounds, clock=_of_children
    )
    return Comparison("start-up to the first row, times spacy.load", ours, theirs, 1.3, at_most=True)


def _run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def _of_children() -> float:
    """CPU seconds of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
