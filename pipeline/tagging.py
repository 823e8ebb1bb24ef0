"""The job of `comunicado timex`: articles in, their expressions of time out, as TimeML or JSON lines."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.datelines import find_dateline
from pipeline.published import resolve_published
from pipeline.read import Article, Failure, read_articles
from pipeline.temporal.context import Found
from pipeline.temporal.spans import Conventions, annotate
from pipeline.timeml import timeml_document, xml_text
from pipeline.write import prepare_folder, write_file

FORMATS = ("timeml", "jsonl")
#: The file of the JSON lines.
JSONL = "timexes.jsonl"

_UNFIT = re.compile(r"[^\w.-]+")


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
) -> Tagged:
    """Write the expressions of time of each document: `<id>.tml` files, or all as lines of `timexes.jsonl`.

    `reference` is the day "hoy" means in every document; without it, each document's own day of publication. Offsets
    count characters of the text in NFC. Raises ValueError for an unknown format and OutputError when `out` cannot be
    written.
    """
    if fmt not in FORMATS:
        raise ValueError(f"unknown format '{fmt}': choose {' or '.join(FORMATS)}")
    prepare_folder(out)
    documents, expressions, messages, lines = 0, 0, [], []
    names: set[str] = set()
    for item in read_articles(inputs):
        if isinstance(item, Failure):
            messages.append(item.message)
            continue
        text = xml_text(unicodedata.normalize("NFC", item.raw_text))
        day = reference or _published(item)
        found = annotate(text, day, conventions=conventions)
        documents, expressions = documents + 1, expressions + len(found)
        if fmt == "jsonl":
            lines += [json.dumps(line, ensure_ascii=False) for line in _lines(item.article_id, text, found)]
        else:
            document = timeml_document(text, found, doc_id=item.article_id, reference=day)
            write_file(out / f"{_file_name(item.article_id, names)}.tml", document.encode())
        if on_document:
            on_document(item.article_id)
    if fmt == "jsonl":
        write_file(out / JSONL, "".join(f"{line}\n" for line in lines).encode())
    return Tagged(documents, expressions, tuple(messages))


def _published(article: Article) -> dt.date | None:
    return resolve_published(article, article.raw_text, find_dateline(article.raw_text))[0]


def _lines(article_id: str, text: str, found: Sequence[Found]) -> Iterator[dict[str, object]]:
    for item in found:
        timex = item.timex
        yield {
            "article_id": article_id,
            "start": item.start,
            "end": item.end,
            "text": text[item.start : item.end],
            "type": timex.type,
            "value": timex.value,
            "mod": timex.mod,
            "anchor": timex.anchor.isoformat() if timex.anchor else None,
            "rule": item.rule,
        }


def _file_name(article_id: str, taken: set[str]) -> str:
    """A file name of an id that no other document has: `feed:12` is `feed_12`."""
    base = _UNFIT.sub("_", article_id).strip(".")[:150] or "document"
    name, number = base, 2
    while name.lower() in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name.lower())
    return name
