"""Large corpora: the news texts beside the checkout, and any number of texts made of their sentences."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.raw import raw_records

RAW = Path("../shared/raw/news_es.jsonl.xz")
Record = dict[str, Any]

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
#: Characters of a sentence at least: shorter ones are headings and credits.
_SHORTEST = 20
#: Of so many texts one repeats the text before it.
_REPEATED = 10


def made_records(number: int, characters: int) -> Iterator[Record]:
    """Texts of about so many characters: all sentences of the real ones shuffled and dealt out, again and again.

    Every tenth repeats the one before with its first words replaced. Days are those of the real texts.
    """
    chance = random.Random(1)
    sentences, days = [], []
    for record in raw_records(RAW):
        days.append(record.get("date"))
        sentences += [part for part in _SENTENCE_END.split(record["text"]) if len(part) >= _SHORTEST]
    pack, text = _dealt(sentences, chance), ""
    for n in range(number):
        text = f"Redacción, {text[_SHORTEST:]}" if n % _REPEATED == _REPEATED - 1 else _joined(pack, characters)
        yield {"id": f"made-{n:06}", "date": chance.choice(days), "text": text}


def _dealt(sentences: list[str], chance: random.Random) -> Iterator[str]:
    while True:
        chance.shuffle(sentences)
        yield from sentences


def _joined(sentences: Iterator[str], characters: int) -> str:
    parts: list[str] = []
    length = 0
    while length < characters:
        parts.append(next(sentences))
        length += len(parts[-1]) + 1
    return " ".join(parts)[:characters]


def write_records(path: Path, records: Iterable[Record]) -> list[str]:
    """Write a JSONL file of records, and return their ids."""
    ids = []
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            ids.append(record["id"])
    return ids
