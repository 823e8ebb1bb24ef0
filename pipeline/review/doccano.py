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

from pipeline.review.doccano_fields import Entity, entity_label, linked, main_span
from pipeline.review.model import Task, record_of, text_digest
from pipeline.review.offsets import to_utf16


def task_lines(tasks: Sequence[Task]) -> Iterator[bytes]:
    """One line an article."""
    for task in tasks:
        yield (json.dumps(_task(task), ensure_ascii=False) + "\n").encode()


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
