"""`python -m benchmarks [FILE] [--rounds N]`: recogniser, dates alone and the whole run against the plain base model.

FILE is read as any input of `extract`; without it the news texts of `../shared/corpus` are taken, else the samples.
Exit status 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from benchmarks.ratios import Comparison, take_turns
from pipeline.config import FORMATS
from pipeline.extraction import finish
from pipeline.ner import NamedEntities
from pipeline.nlp import find_model, load_base, load_nlp
from pipeline.process import process_with
from pipeline.read import Article, read_articles
from pipeline.stages.dates import find_dates
from pipeline.write import write_tables

_CORPUS = Path("../shared/corpus/articles.jsonl")
_SAMPLES = Path("data/raw")
_BATCH = 16


def main() -> int:
    """Run the comparisons and print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=_CORPUS if _CORPUS.exists() else _SAMPLES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--model", default=None, help="base model to compare with")
    arguments = parser.parse_args()
    model = find_model(arguments.model)
    texts = [item.raw_text for item in read_articles([arguments.file]) if isinstance(item, Article)]
    base = load_base(model)
    print(f"{len(texts)} texts of {arguments.file}, {model}, {arguments.rounds} rounds")
    failed = False
    jobs: tuple[Callable[[], Comparison], ...] = (
        lambda: _recogniser(base, texts, arguments.rounds),
        lambda: _dates(base, texts, arguments.rounds),
        lambda: _run(base, model, texts, arguments),
    )
    for comparison in (job() for job in jobs):
        print(comparison, flush=True)
        failed = failed or not comparison.holds
    return int(failed)


def _recogniser(base: Language, texts: list[str], rounds: int) -> Comparison:
    """Cost a word of our recogniser against the base model's, on Docs that have all the rest."""
    own = NamedEntities()
    with base.select_pipes(disable=["ner"]):
        docs = list(base.pipe(texts, batch_size=_BATCH))

    def run(component: Any) -> Callable[[], None]:
        def job() -> None:
            copies = [_without_names(doc) for doc in docs]
            for _ in component.pipe(iter(copies), batch_size=_BATCH):
                pass

        return job

    ours, theirs = take_turns(run(own), run(base.get_pipe("ner")), rounds)
    return Comparison("cost a word of our recogniser, times the base model's", ours, theirs, 1.2, at_most=True)


def _without_names(doc: Doc) -> Doc:
    doc.set_ents([], default="missing")
    return doc


def _dates(base: Language, texts: list[str], rounds: int) -> Comparison:
    """Texts a second of the dates stage on a blank pipeline against the plain base model with all its components."""
    blank, reference = spacy.blank("es"), dt.date(2013, 6, 12)

    def ours() -> None:
        for doc in blank.pipe(texts, batch_size=_BATCH):
            find_dates(doc, reference=reference)

    def theirs() -> None:
        for _ in base.pipe(texts, batch_size=_BATCH):
            pass

    return Comparison(
        "texts a second, dates alone, times the base model's", *take_turns(ours, theirs, rounds), 5.0, at_most=False
    )


def _run(base: Language, model: str, texts: list[str], arguments: argparse.Namespace) -> Comparison:
    """Texts a second from file to tables against the plain base model with all its components."""
    nlp = load_nlp(model)

    def ours() -> None:
        tables = finish([rows for _, rows in process_with(read_articles([arguments.file]), nlp)])
        with tempfile.TemporaryDirectory() as folder:
            write_tables(tables, Path(folder), formats=FORMATS)

    def theirs() -> None:
        for _ in base.pipe(texts, batch_size=_BATCH):
            pass

    seconds = take_turns(ours, theirs, arguments.rounds)
    return Comparison("texts a second, from file to tables, times the base model's", *seconds, 0.75, at_most=False)


if __name__ == "__main__":
    sys.exit(main())
