"""What is fuzzed with coverage: functions of bytes that raise BrokenPromiseError when something does not hold."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from fuzzing.check import broken_promises, wrong_dates
from fuzzing.mutate import samples
from pipeline.config import BLANK
from pipeline.models.nlp import load_nlp
from pipeline.reading.formats import READERS
from pipeline.reading.model import Article
from pipeline.reading.read import read_articles, read_records
from pipeline.running.extraction import finish
from pipeline.running.process import process_with
from pipeline.schemas import TABLES, Row, validate
from pipeline.stages.dates.component import find_dates

#: Endings of files, some of them packed.
ENDINGS = (*READERS, ".txt.gz", ".jsonl.gz")
#: Folders of what is changed at random.
SAMPLES = (Path("data/raw"), Path("tests/inputs"))
_DAY = dt.date(2024, 5, 3)


class BrokenPromiseError(AssertionError):
    """What should hold for every input does not; the message says what."""


def readers(data: bytes) -> None:
    """Read a file; the first byte is the number of its ending."""
    ending = ENDINGS[data[0] % len(ENDINGS)] if data else ENDINGS[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{ending}")
        path.write_bytes(data[1:])
        documents = list(read_articles([path]))
    if not documents:
        raise BrokenPromiseError(f"nothing came out of a {ending} file")
    _raise_first(
        f"{document.input}: an article without text"
        for document in documents
        if isinstance(document, Article) and not document.raw_text.strip()
    )


def dates(data: bytes) -> None:
    """Find the dates of a text."""
    doc = _tokenizer().make_doc(data.decode("utf-8", "replace"))
    rows = [_date_row(doc, number, row) for number, row in enumerate(find_dates(doc, reference=_DAY))]
    _raise_first(validate(TABLES["dates"], rows))
    _raise_first(wrong_dates(rows))


def _date_row(doc: Doc, number: int, row: Row) -> Row:
    text = doc.text[row["start"] : row["end"]]
    return {"article_id": "a", "date_id": str(number), "sentence": 0, "text": text, **row}


def article(data: bytes) -> None:
    """Take a text the whole way to the tables."""
    record = {"id": "a", "text": data.decode("utf-8", "replace"), "date": _DAY.isoformat(), "language": "es"}
    documents = read_records([record])
    _raise_first(broken_promises(finish(rows for _, rows in process_with(documents, _blank()))))


TARGETS: Mapping[str, Callable[[bytes], None]] = {"readers": readers, "dates": dates, "article": article}


def seeds(target: str) -> Iterator[bytes]:
    """Yield inputs of a target to begin with, made of the samples."""
    for sample in samples(SAMPLES):
        if target == "readers" and sample.ending in ENDINGS:
            yield bytes([ENDINGS.index(sample.ending)]) + sample.data
        elif target != "readers" and sample.ending == ".txt":
            yield from sample.data.split(b"\n\n")


def _raise_first(problems: Iterable[str]) -> None:
    for problem in problems:
        raise BrokenPromiseError(problem)


def kept(folder: Path) -> Iterator[Path]:
    """Yield the inputs that are kept in a folder, each of which reaches something that the others do not."""
    yield from sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))


@cache
def _tokenizer() -> Language:
    return spacy.blank("es")


@cache
def _blank() -> Language:
    return load_nlp(BLANK)
