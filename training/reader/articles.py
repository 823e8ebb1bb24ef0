"""The annotated articles: folders of gold, the texts, and the Docs that the stages before the reader make of them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.models.nlp import load_nlp
from pipeline.reading.read import Article, Failure, read_articles, read_records
from pipeline.running.process import parse
from pipeline.text.attributes import article_of
from training.raw import raw_records

#: Texts in a folder of gold.
_TEXTS = "articles.jsonl"
_READER = "comunicado_reader"
#: Seed of the order in which articles are dealt out to folds.
_SEED = 1

Stage = Callable[[Doc], Doc]


@dataclass(frozen=True)
class Annotated:
    """An article: its Doc, as the stages before the reader leave it, and the file of its gold."""

    doc: Doc
    gold: Path

    @property
    def article_id(self) -> str:
        """Id of the article, the name of its gold."""
        return self.gold.stem


def load_stages(model: str | None = None) -> tuple[Language, list[Stage]]:
    """Return the pipeline up to the reader, and the stages behind it; `model` as in `load_nlp`."""
    nlp = load_nlp(model)
    behind = nlp.pipe_names[nlp.pipe_names.index(_READER) :]
    stages = [nlp.remove_pipe(name)[1] for name in behind]
    return nlp, stages[1:]


def read_annotated(folders: Iterable[Path], raw: Path, nlp: Language) -> list[Annotated]:
    """Return the articles of some folders of gold, by id; those not in Spanish are left out.

    A folder has one `<id>.json` an article, and their texts as `articles.jsonl`; else these are looked up by id in
    `raw`, a `.jsonl.xz`. Raises FileNotFoundError for a folder, file or text that is not there.
    """
    found = []
    for folder in folders:
        gold = {path.stem: path for path in sorted(folder.glob("*.json"))}
        if not gold:
            raise FileNotFoundError(
                f"{folder}: no gold there; give folders with --gold, --written, --annotated, --weak"
            )
        articles = sorted(_texts(folder, raw, gold.keys()), key=lambda article: article.article_id)
        found += [Annotated(doc, gold[article_of(doc)["article_id"]]) for doc in parse(articles, nlp)]
    return found


def read_raw(ids: Iterable[str], raw: Path, nlp: Language) -> Iterator[Doc]:
    """Return the Docs of the texts of `raw`, a `.jsonl.xz`, with these ids."""
    return parse((a for a in read_records(_raw_records(raw, ids), name=raw.name) if not isinstance(a, Failure)), nlp)


def read_ids(path: Path) -> frozenset[str]:
    """Return the ids in a file, one a line; lines that begin with # are none. Raises FileNotFoundError for no file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def without_ids(articles: Iterable[Annotated], ids: Iterable[str]) -> list[Annotated]:
    """Return the articles of other ids."""
    kept = frozenset(ids)
    return [article for article in articles if article.article_id not in kept]


def shuffle(articles: Iterable[Annotated]) -> list[Annotated]:
    """Return the articles in an order that depends on their ids alone and on nothing that is in them."""
    order = sorted(articles, key=lambda article: article.article_id)
    random.Random(_SEED).shuffle(order)
    return order


def _texts(folder: Path, raw: Path, wanted: Iterable[str]) -> list[Article]:
    """Return the articles with some ids. Raises FileNotFoundError for one that is not there."""
    missing, own = set(wanted), folder / _TEXTS
    read = read_articles(own) if own.is_file() else read_records(_raw_records(raw, missing), name=raw.name)
    articles = [item for item in read if not isinstance(item, Failure) and item.article_id in missing]
    missing -= {article.article_id for article in articles}
    if missing:
        raise FileNotFoundError(f"{folder}: no text of {', '.join(sorted(missing)[:5])}")
    return articles


def _raw_records(raw: Path, wanted: Iterable[str]) -> Iterator[dict[str, str]]:
    chosen = frozenset(wanted)
    yield from (record for record in raw_records(raw) if record["id"] in chosen)


def read_texts(folders: Sequence[Path], raw: Path) -> Iterator[str]:
    """Yield the title and text of every article of `raw` and of the `articles.jsonl` of some folders."""
    yield from map(_title_and_text, raw_records(raw))
    for path in (folder / _TEXTS for folder in folders):
        if path.is_file():
            with path.open(encoding="utf-8") as lines:
                yield from map(_title_and_text, map(json.loads, lines))


def _title_and_text(record: Mapping[str, Any]) -> str:
    return f"{record.get('title') or ''}\n{record['text']}"
