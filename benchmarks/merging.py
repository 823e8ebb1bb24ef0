"""`python -m benchmarks.merging [DOCUMENTSxCHARACTERS ...]`: time and memory of the merge of a run, by corpus.

The shards are made without models: texts of random words, every tenth the one before with a new beginning and end, and
five mentions each. What is measured is a process that makes the tables of them. Three corpora are of about one size, in
ever longer texts; the fourth is a third of the second.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.memory import measure
from pipeline.config import Settings
from pipeline.reading.model import Article
from pipeline.running.batch.documents import Document, cut
from pipeline.running.batch.ledger import Ledger
from pipeline.running.batch.merge import write_merged
from pipeline.running.batch.rows import shard_files
from pipeline.running.batch.sandbox import Result
from pipeline.running.batch.store import open_store
from pipeline.schemas import Row

_SHAPES = ("100000x3000", "3000x100000", "300x900000", "1000x100000")
_WORDS, _MENTIONS = 30_000, 5


def main() -> int:
    """Print a line for each corpus; with `--merge`, be the process that is measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.merging", description=__doc__)
    parser.add_argument("shapes", nargs="*", default=_SHAPES, metavar="DOCUMENTSxCHARACTERS")
    parser.add_argument("--merge", type=Path, metavar="FOLDER", help="write the tables of the shards in a folder")
    arguments = parser.parse_args()
    if arguments.merge:
        _merge(arguments.merge)
        return 0
    print("| documents | characters each | seconds | peak memory, MiB |\n| --- | --- | --- | --- |")
    for shape in arguments.shapes:
        documents, characters = map(int, shape.split("x"))
        with tempfile.TemporaryDirectory() as name:
            _make_shards(Path(name), documents, characters)
            measured = measure([sys.executable, "-m", "benchmarks.merging", "--merge", name])
        print(f"| {documents:,} | {characters:,} | {measured.seconds:.0f} | {measured.mebibytes:.0f} |", flush=True)
    return 0


def _make_shards(folder: Path, documents: int, characters: int) -> None:
    ledger = _ledger(folder)
    for shard in cut(_documents(documents, characters)):
        articles = [document.item for document in shard if isinstance(document.item, Article)]
        rows = {
            "articles": [(number, _article_row(article)) for number, article in enumerate(articles)],
            "mentions": [(number, row) for number, article in enumerate(articles) for row in _mention_rows(article)],
        }
        counts = {name: len(found) for name, found in rows.items()}
        ledger.commit(shard, Result(shard_files(rows), counts, ()))


def _merge(folder: Path) -> None:
    ledger = _ledger(folder)
    wanted = {number: set(range(shard.documents)) for number, shard in enumerate(ledger.shards)}
    with open_store(folder).stage() as stage:
        write_merged(ledger, wanted, stage, Settings())


def _ledger(folder: Path) -> Ledger:
    ledger = Ledger(open_store(folder))
    ledger.open({"made": "for a measurement"}, fresh=False, again=False)
    return ledger


def _documents(number: int, characters: int) -> Iterator[Document]:
    """Yield articles whose ids do not sort in the order in which they come."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefgilmnoprstuvñáéí", k=chance.randint(2, 11))) for _ in range(_WORDS)]
    text = ""
    for n in range(number):
        if n % 10 == 9:
            text = f"Redacción. {text[:-50]}"
        else:
            text = " ".join(chance.choices(words, k=characters // 7 + 1))[:characters]
        digest = hashlib.sha256(str(n).encode()).hexdigest()
        day = f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}"
        article = Article(
            article_id=f"note-{digest[:12]}", source="made", input="made", sha256=digest, raw_text=text, date=day
        )
        yield Document(digest[:32], article)


def _article_row(article: Article) -> Row:
    return {
        "article_id": article.article_id,
        "sha256": article.sha256,
        "published": article.date,
        "published_from": "record",
        "language": "es",
        "n_chars": len(article.raw_text),
        "n_sentences": 1,
        "n_tokens": 1,
        "text": article.raw_text,
    }


def _mention_rows(article: Article) -> Iterator[Row]:
    for n in range(_MENTIONS):
        yield {
            "article_id": article.article_id,
            "mention_id": f"m{n:03}",
            "kind": "person",
            "entity_id": "p001",
            "text": article.raw_text[n : n + 8],
            "start": n,
            "end": n + 8,
            "sentence": 0,
            "rule": "made",
        }


if __name__ == "__main__":
    sys.exit(main())
