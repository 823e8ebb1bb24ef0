"""The job of `comunicado timex`: articles in, their expressions of time out, as TimeML or JSON lines."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipeline.config import MEMORY, TIME_LIMIT
from pipeline.output.write import prepare_folder, write_file, write_stream
from pipeline.reading.columns import Options
from pipeline.reading.datelines import find_dateline
from pipeline.reading.published import resolve_published
from pipeline.reading.read import Article, Failure, read_articles
from pipeline.reading.timeml import timeml_document, xml_text
from pipeline.reading.tokenizer_limits import glued_signs
from pipeline.running.batch.reading import Reading
from pipeline.running.batch.sandbox import Limits
from pipeline.stages.dates.context import TimeExpression
from pipeline.stages.dates.spans import Conventions, annotate

FORMATS = ("timeml", "jsonl")
#: The file of the JSON lines.
JSONL = "timexes.jsonl"

_UNFIT = re.compile(r"[^\w.-]+")
#: Bytes of a file name without its ending: file systems allow 255, and a temporary name is longer than the final one.
_LONGEST_NAME = 150
#: Names that Windows keeps for devices, whatever ending they have.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tagged:
    """What was done: documents, expressions of time, and a message for each document that could not be read."""

    documents: int
    expressions: int
    messages: tuple[str, ...]


def run_timex(
    inputs: Sequence[str | Path],
    out: Path,
    *,
    reference: dt.date | None = None,
    fmt: str = "timeml",
    conventions: Conventions = "timeml",
    on_document: Callable[[str], None] | None = None,
    time_limit: float = TIME_LIMIT,
    memory: float = MEMORY,
) -> Tagged:
    """Write the expressions of time of each document: `<id>.tml` files, or all as lines of `timexes.jsonl`.

    `inputs` are as for `read_articles`; `fmt` is "timeml" or "jsonl", `conventions` "timeml" or "news" (see
    `timex_spans`). `reference` is the day "hoy" means in every document; without it, each document's own day of
    publication. `on_document` is called with a name as each document is done. Files are read by a process of its own,
    which may take `time_limit` seconds a document and `memory` GiB. Offsets count characters of the text in NFC.
    Returns how many documents and expressions there were. Raises ValueError for an unknown format or unknown
    conventions, OutputError when `out` cannot be written, and WorkerError when the process that reads does not start.
    """
    if fmt not in FORMATS:
        raise ValueError(f"unknown format '{fmt}': choose {' or '.join(FORMATS)}")
    prepare_folder(out)
    run = _Run(inputs, reference, conventions, on_document, Limits(seconds=time_limit, memory=memory))
    if fmt == "jsonl":
        write_stream(out / JSONL, (line for document in run.documents() for line in _json_lines(document)))
    else:
        names: dict[str, int] = {}
        for document in run.documents():
            name = f"{_file_name(document.article_id, names)}.tml"
            tml = timeml_document(
                document.text, document.found, doc_id=document.article_id, reference=document.reference
            )
            write_file(out / name, tml.encode())
    return Tagged(run.read, run.expressions, tuple(run.messages))


class _Document(NamedTuple):
    """A text with its expressions of time and the day they were counted from."""

    article_id: str
    text: str
    reference: dt.date | None
    found: list[TimeExpression]


@dataclass(slots=True)
class _Run:
    """The documents of a run, one after the other, and what is to be said of them at its end."""

    inputs: Sequence[str | Path]
    reference: dt.date | None
    conventions: Conventions
    on_document: Callable[[str], None] | None
    limits: Limits
    read: int = 0
    expressions: int = 0
    messages: list[str] = field(default_factory=list)

    def documents(self) -> Iterator[_Document]:
        """Yield each document that could be read, tagged."""
        for item in self._items():
            if isinstance(item, Failure):
                self.messages.append(item.message)
                continue
            text = xml_text(unicodedata.normalize("NFC", item.raw_text))
            if (reason := glued_signs(text)) is not None:
                self.messages.append(f"{item.input}: {reason}")
                continue
            day = self.reference or _published_day(item)
            found = annotate(text, day, conventions=self.conventions)
            self.read, self.expressions = self.read + 1, self.expressions + len(found)
            yield _Document(item.article_id, text, day, found)
            if self.on_document:
                self.on_document(item.article_id)

    def _items(self) -> Iterator[Article | Failure]:
        reading = Reading(self.limits, Options(undated="fail"))
        try:
            yield from read_articles(self.inputs, read=reading.read)
        finally:
            reading.stop()


def _published_day(article: Article) -> dt.date | None:
    return resolve_published(article, article.raw_text, find_dateline(article.raw_text))[0]


def _json_lines(document: _Document) -> Iterator[bytes]:
    for item in document.found:
        timex = item.timex
        line = {
            "article_id": document.article_id,
            "start": item.start,
            "end": item.end,
            "text": document.text[item.start : item.end],
            "type": timex.type,
            "value": timex.value,
            "mod": timex.mod,
            "anchor": timex.anchor.isoformat() if timex.anchor else None,
            "rule": item.rule,
        }
        yield json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _file_name(article_id: str, taken: dict[str, int]) -> str:
    """Return a file name of an id that no other document has: `feed:12` is `feed_12`.

    `taken` holds the names given so far, in lower case as file systems may compare them, with the last number tried
    after them, so that thousands of ids that differ in nothing a file name can show take no quadratic time.
    """
    base = _UNFIT.sub("_", article_id).strip(".").encode()[:_LONGEST_NAME].decode(errors="ignore") or "document"
    base = f"_{base}" if _DEVICE.fullmatch(base) else base
    name, number = base, taken.get(base.casefold(), 1)
    while name.casefold() in taken:
        number += 1
        name = f"{base}-{number}"
    taken[base.casefold()] = number
    taken.setdefault(name.casefold(), 1)
    return name
