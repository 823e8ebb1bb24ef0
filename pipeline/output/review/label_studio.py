"""Label Studio: tasks with predictions out, its JSON export in.

A task is an article, a region a row; the fields of a row are choices and text areas of its region. What was found
travels in `data.found`, so that the export says by itself what was changed, whatever the tool does to predictions.
JSON-MIN cannot be read: it drops the ids of regions, so that nobody knows which one a field belongs to.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.output.folder import text_digest
from pipeline.output.review.judge import judge_items
from pipeline.output.review.kinds import BY_LABEL, KINDS, Kind
from pipeline.output.review.model import Item, Review, ReviewError, Task, item_of, record_of
from pipeline.output.review.offsets import span_of_words


def tasks_json(tasks: Sequence[Task], version: str) -> bytes:
    """Return the tasks as Label Studio imports them; `version` names what predicted."""
    return (json.dumps([_task(t, version) for t in tasks], ensure_ascii=False, indent=1) + "\n").encode()


def _task(task: Task, version: str) -> dict[str, Any]:
    result = [part for item in task.items for part in _region(item, task.text)]
    return {
        "data": {
            "heading": f"{task.article_id}: {len(task.wanted)} of {len(task.items)} rows to check",
            "text": task.text,
            "article_id": task.article_id,
            "sha256": text_digest(task.text),
            "tables": list(task.tables),
            "lowest_confidence": task.lowest,
            "found": [record_of(item) for item in task.items],
        },
        "predictions": [{"model_version": version, "score": task.lowest, "result": result}],
    }


def _region(item: Item, text: str) -> Iterator[dict[str, Any]]:
    kind = KINDS[item.table]
    at = {"start": item.start, "end": item.end}
    common = {"id": f"{item.table}-{item.key}", "to_name": "text", "origin": "prediction"}
    words = text[item.start : item.end]
    region = {"value": {**at, "text": words, "labels": [kind.label]}, "from_name": "label", "type": "labels"}
    yield {
        **common,
        **region,
        "score": item.confidence,
        "meta": {"text": [f"{item.confidence:.2f} {item.why}".strip()]},
    }
    for field in kind.fields:
        if values := list(item.values.get(field.name, ())):
            what, type_ = ("choices", "choices") if field.choices else ("text", "textarea")
            yield {**common, "value": {**at, what: values}, "from_name": f"{kind.label}_{field.name}", "type": type_}


def read(data: Any, name: str, *, annotator: str | None = None) -> tuple[list[Review], list[str]]:
    """Return the reviews of an export, and remarks on what gave none (skipped, not annotated). Raises ReviewError.

    Of several annotations by one person the latest counts; several persons are told apart by `annotator` (id or email).
    """
    records = data if isinstance(data, list) else [data]
    reviews, nothing = [], Counter[str]()
    for number, record in enumerate(records, 1):
        where = f"{name}: task {record.get('id', number) if isinstance(record, dict) else number}"
        if not isinstance(record, dict) or "data" not in record:
            raise ReviewError(
                f"{where}: this is no whole task; export the project from Label Studio as JSON, not JSON-MIN"
            )
        annotation = _latest_annotation(record, where, annotator)
        if isinstance(annotation, str):
            nothing[annotation] += 1
        else:
            reviews.append(_review(record["data"], list(annotation["result"]), where))
    return reviews, [f"{count} tasks {reason}: no gold of them" for reason, count in sorted(nothing.items())]


def _latest_annotation(record: Mapping[str, Any], where: str, annotator: str | None) -> Mapping[str, Any] | str:
    """Return the annotation that counts, or why there is none; of one person that is the latest."""
    annotations = record.get("annotations") or []
    done = [a for a in annotations if not a.get("was_cancelled") and a.get("result") is not None]
    mine = [a for a in done if annotator is None or annotator in _persons(a)]
    if not mine:
        by_whom = f" by {annotator}" if annotator else ""
        return "skipped" if annotations and not done else f"not annotated{by_whom}"
    _check_person(mine, where)
    latest: Mapping[str, Any] = max(mine, key=_time_of)
    return latest


def _check_person(annotations: Sequence[Mapping[str, Any]], where: str) -> None:
    people = sorted({_persons(annotation)[-1] for annotation in annotations})
    if len(people) > 1:
        raise ReviewError(
            f"{where}: {len(people)} persons annotated it ({', '.join(people)}); choose one with --annotator"
        )


def _time_of(annotation: Mapping[str, Any]) -> tuple[str, int]:
    return str(annotation.get("updated_at") or annotation.get("created_at") or ""), annotation.get("id") or 0


def _persons(annotation: Mapping[str, Any]) -> list[str]:
    """Return the names of who made an annotation: id and, where it is given, email."""
    by = annotation.get("completed_by")
    return [str(by[k]) for k in ("id", "email") if by.get(k)] if isinstance(by, dict) else [str(by)]


def _review(data: Mapping[str, Any], result: Sequence[Any], where: str) -> Review:
    try:
        article_id, text, sha256 = str(data["article_id"]), str(data["text"]), str(data["sha256"])
        tables, records = tuple(data["tables"]), data["found"]
    except (KeyError, TypeError) as error:
        raise ReviewError(f"{where}: it has no {error}; it was not made by comunicado review export") from error
    found = [item_of(record, where) for record in records]
    complete = any(r.get("from_name") == "complete" for r in result)
    now = _items(result, text, where)
    return Review(article_id, text, sha256, tables, complete, judge_items(found, now, complete=complete), where)


def _items(result: Sequence[Any], text: str, where: str) -> list[Item]:
    """Return the items of regions; the fields of a region have its id."""
    parts: dict[str, dict[str, Any]] = {}
    for part in result:
        if part.get("type") == "relation":
            raise ReviewError(
                f"{where}: it has a relation, which nothing here reads; name the parties in the region's field"
            )
        if part.get("from_name") != "complete":
            parts.setdefault(str(part.get("id")), {})[str(part.get("from_name"))] = part.get("value") or {}
    return [_item(key, values, text, where) for key, values in parts.items()]


def _item(key: str, parts: Mapping[str, Mapping[str, Any]], text: str, where: str) -> Item:
    region = parts.get("label")
    label = next(iter(region.get("labels") or []), "") if region else ""
    if region is None or label not in BY_LABEL:
        what = f"label '{label}'" if region else f"no span with a label, only {', '.join(parts)}"
        raise ReviewError(f"{where}: region {key} has {what}; give it one of {', '.join(BY_LABEL)}")
    kind = BY_LABEL[label]
    start, end = _span(region, text, where)
    fields = _fields(kind, parts, where)
    values = _with_name(label, {name: value for name, value in fields.items() if value}, text[start:end])
    verdict = next(iter((parts.get("verdict") or {}).get("choices") or []), "")
    return Item(kind.table, key.removeprefix(f"{kind.table}-"), start, end, values, verdict=verdict)


def _span(region: Mapping[str, Any], text: str, where: str) -> tuple[int, int]:
    """Return first character and end of a region. Raises ReviewError where its words are not there."""
    words = region.get("text")
    start, end = int(region.get("start", -1)), int(region.get("end", -1))
    span = span_of_words(text, start, end, words) if isinstance(words, str) else (start, end)
    if span is None:
        raise ReviewError(
            f"{where}: '{words}' is not at [{start}:{end}] of the text; delete the region and mark it anew"
        )
    return span


def _fields(kind: Kind, parts: Mapping[str, Mapping[str, Any]], where: str) -> dict[str, tuple[str, ...]]:
    """Return the values of a region by field. Raises ReviewError for a field of another kind."""
    values = {}
    for name in (part for part in parts if part not in ("label", "verdict")):
        field = name.removeprefix(f"{kind.label}_")
        if field not in {f.name for f in kind.fields} or field == name:
            raise ReviewError(f"{where}: '{name}' does not belong to a region labelled {kind.label}; delete it there")
        given = parts[name].get("choices") or parts[name].get("text") or []
        values[field] = tuple(t.strip() for t in ([given] if isinstance(given, str) else given) if t.strip())
    return values


def _with_name(label: str, values: dict[str, tuple[str, ...]], words: str) -> dict[str, tuple[str, ...]]:
    """Return the values of a region; a person without a name is called as the words of the region say."""
    return {"name": (words,), **values} if label == "person" else values
