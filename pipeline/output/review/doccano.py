"""doccano: sequence labelling with relations, JSON lines out (and in: `doccano_read`).

doccano has labels and relations and nothing else, so a row is an entity with its most important choice in the label
(`agreement: signed` on the words of the predicate), and other fields are entities that a relation leads to
(`theme: trade`, `party`). A field whose words are not in the text has no entity and stays as it was found. `checked`
marks a passage whose rows are right as they are, `complete`, anywhere, an article in which nothing is missing.

Offsets are those of the tool, UTF-16 code units. Metadata of ours travels in `found`, `sha256`, `tables`, `article_id`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.output.folder import text_digest
from pipeline.output.review.doccano_fields import Entity, entity_label, label_names, linked, main_span, relation_names
from pipeline.output.review.model import Task, record_of
from pipeline.output.review.offsets import to_utf16

_COLORS = ("#6a994e", "#2e86ab", "#d1495b", "#f2a541", "#7b5ea7", "#8d6a4f", "#4a7c7e", "#a05195", "#667788")


def task_lines(tasks: Sequence[Task]) -> Iterator[bytes]:
    """One line an article, in ASCII: doccano guesses the encoding of a file and takes UTF-8 with emoji for GB 2312."""
    for task in tasks:
        yield (json.dumps(_task(task)) + "\n").encode()


def label_types(tables: Sequence[str]) -> bytes:
    """The labels as doccano imports them (Labels > Actions > Import Labels), before any data."""
    return _types(label_names(tables))


def relation_types(tables: Sequence[str]) -> bytes:
    """The types of relations as doccano imports them (Relations > Actions > Import Labels)."""
    return _types(relation_names(tables))


def _types(names: Sequence[str]) -> bytes:
    types = [{"text": name, "backgroundColor": _COLORS[i % len(_COLORS)]} for i, name in enumerate(names)]
    return (json.dumps(types, indent=1) + "\n").encode()


def _task(task: Task) -> dict[str, Any]:
    numbers: dict[Entity, int] = {}
    relations: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    for item in task.items:
        links = linked(item, task.text)
        span = main_span(item, task.text)
        # two rows never share an entity, else whoever corrects one would correct the other
        whole = Entity(entity_label(item), *span, item.key)
        numbers[whole] = len(numbers) + 1
        for link in links:
            number = numbers.setdefault(link.entity, len(numbers) + 1)
            relations.append({"id": len(relations) + 1, "from_id": numbers[whole], "to_id": number, "type": link.field})
        found.append({**record_of(item), "shown": list(span), "links": [link.record() for link in links]})
    entities = [
        {"id": number, "label": e.label} | dict(zip(("start_offset", "end_offset"), _utf16(e, task.text), strict=True))
        for e, number in numbers.items()
    ]
    return {
        "text": task.text,
        "entities": entities,
        "relations": relations,
        "article_id": task.article_id,
        "sha256": text_digest(task.text),
        "tables": list(task.tables),
        "codes": dict(task.codes),
        "found": found,
    }


def _utf16(entity: Entity, text: str) -> tuple[int, int]:
    return to_utf16(text, entity.start), to_utf16(text, entity.end)
