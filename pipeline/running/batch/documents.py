"""Documents on their way: fingerprints, shards of them, and the bytes that cross to another process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple, dataclass
from typing import Any

from pipeline.reading.model import Article, Failure

#: Documents of a shard, and characters after which it is closed before that: what a kill costs at most, and what the
#: memory of a run must hold a few times.
SHARD_DOCUMENTS = 64
SHARD_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the corpus. `item` is None when its rows are there and its file was not read again."""

    fingerprint: str
    item: Article | Failure | None


def fingerprint_of(item: Article | Failure) -> str:
    """Return 128 bits in hexadecimal over all that is known of a document: the same fingerprint, the same rows.

    The text of an article is in it by its SHA-256; a date that cannot be read changes no row.
    """
    left_out = ("raw_text", "unread_date")
    fields = astuple(item) if isinstance(item, Failure) else [v for k, v in asdict(item).items() if k not in left_out]
    data = json.dumps([type(item).__name__, *fields], ensure_ascii=False)
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def cut(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield the shards of documents, in order. What is in a shard depends on the documents alone."""
    shard: list[Document] = []
    characters = 0
    for document in documents:
        shard.append(document)
        characters += len(document.item.raw_text) if isinstance(document.item, Article) else 0
        if len(shard) == SHARD_DOCUMENTS or characters >= SHARD_CHARACTERS:
            yield shard
            shard, characters = [], 0
    if shard:
        yield shard


def shard_id(shard: Iterable[Document]) -> str:
    """Return the name of a shard: a digest of its documents."""
    return hashlib.sha256("".join(document.fingerprint for document in shard).encode()).hexdigest()[:32]


def pack(items: Iterable[Article | Failure]) -> bytes:
    """Return the documents as JSON."""
    return json.dumps([[type(item).__name__, asdict(item)] for item in items]).encode()


def unpack(data: bytes) -> list[Article | Failure]:
    """Return the documents out of `pack`."""
    return [_article(fields) if kind == "Article" else Failure(**fields) for kind, fields in json.loads(data)]


def _article(fields: dict[str, Any]) -> Article:
    return Article(**fields | {"authors": tuple(fields["authors"])})
