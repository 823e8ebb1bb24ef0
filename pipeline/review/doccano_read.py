"""What comes back from doccano: entities and relations to rows again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from pipeline.review.doccano_fields import CHECKED, COMPLETE, Entity, Linked, entity_label, values_of
from pipeline.review.judge import judged
from pipeline.review.kinds import BY_LABEL, KINDS, Kind
from pipeline.review.model import Item, Review, ReviewError, item_of
from pipeline.review.offsets import from_utf16


def read(lines: Sequence[str], name: str) -> tuple[list[Review], list[str]]:
    """Reviews of an export as JSONL, and remarks. Raises ReviewError.

    An article counts as looked at when something in it was changed, or marked `checked` or `complete`.
    """
    reviews, untouched, crossing = [], 0, [False, False]
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}: line {number}"
        record = _record(line, where)
        review, kept = _review(record, where)
        crossing = [was or is_ for was, is_ in zip(crossing, kept, strict=True)]
        if any(one.checked for one in review.judged) or review.complete:
            reviews.append(review)
        else:
            untouched += 1
    if crossing == [True, False]:
        raise ReviewError(
            f"{name}: not one entity overlaps another, as many did: the project was made without 'Allow overlapping "
            "spans', which drops entities; make it anew with that and with 'Use relation labeling'"
        )
    return reviews, [f"{untouched} articles with nothing changed, checked or complete: no gold of them"] * bool(
        untouched
    )


def _record(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ReviewError(f"{where}: it is not valid JSON ({error}); export the project again") from error
    if not isinstance(record, dict) or not isinstance(record.get("entities"), list):
        raise ReviewError(f"{where}: it has no entities; export the project from doccano as JSONL")
    return record


def _review(record: Mapping[str, Any], where: str) -> tuple[Review, tuple[bool, bool]]:
    """The review, and whether entities overlapped in what went out and in what came back."""
    try:
        text, article_id, sha256 = str(record["text"]), str(record["article_id"]), str(record["sha256"])
        tables, records, codes = tuple(record["tables"]), record["found"], record["codes"]
    except (KeyError, TypeError) as error:
        raise ReviewError(f"{where}: it has no {error}; it was not made by comunicado review export") from error
    found = [item_of(r, where) for r in records]
    shown = {item.id: tuple(r["shown"]) for item, r in zip(found, records, strict=True)}
    links = {item.id: [Linked.of(link) for link in r["links"]] for item, r in zip(found, records, strict=True)}
    entities = {e.get("id"): _entity(e, text, where) for e in record["entities"]}
    marks = {label: [e for e in entities.values() if e.label == label] for label in (COMPLETE, CHECKED)}
    heads = {i: e for i, e in entities.items() if e.label not in marks and e.label.split(": ")[0] in BY_LABEL}
    targets: dict[Any, list[tuple[str, Entity]]] = {i: [] for i in heads}
    for relation in record.get("relations") or ():
        _relate(relation, entities, targets, where)
    _check_linked(entities, heads, marks, targets, where)
    olds = _olds(heads, found, shown, targets, links)
    now = [_item(e, olds.get(i), targets[i], links, shown, codes, text, where) for i, e in heads.items()]
    said = {
        item.id: "ok"
        for item in found
        if any(m.start <= shown[item.id][0] and shown[item.id][1] <= m.end for m in marks[CHECKED])
    }
    complete = bool(marks[COMPLETE])
    review = Review(article_id, text, sha256, tables, complete, judged(found, now, complete=complete, said=said), where)
    out = [e for item in found for e in (Entity("", *shown[item.id]), *(link.entity for link in links[item.id]))]
    return review, (_overlap(out), _overlap(list(entities.values())))


def _entity(record: Mapping[str, Any], text: str, where: str) -> Entity:
    label = str(record.get("label"))
    start, end = (from_utf16(text, int(record.get(key, -1))) for key in ("start_offset", "end_offset"))
    if start is None or end is None or start >= end:
        raise ReviewError(
            f"{where}: entity {record.get('id')} ({label}) begins or ends inside a character or beyond the text; mark it "
            "anew, in a project without 'Count grapheme clusters as one character'"
        )
    return Entity(label, start, end)


def _relate(
    relation: Mapping[str, Any],
    entities: Mapping[Any, Entity],
    targets: dict[Any, list[tuple[str, Entity]]],
    where: str,
) -> None:
    source, target, type_ = relation.get("from_id"), entities.get(relation.get("to_id")), str(relation.get("type"))
    if source not in targets or target is None:
        raise ReviewError(
            f"{where}: relation {relation.get('id')} ({type_}) does not begin at one of {', '.join(BY_LABEL)}; draw it "
            "from the thing to its field, or delete it"
        )
    kind = BY_LABEL[entities[source].label.split(": ")[0]]
    if type_ not in {field.name for field in kind.fields}:
        raise ReviewError(f"{where}: a relation '{type_}' cannot begin at a {kind.label}; change its type or delete it")
    targets[source].append((type_, target))


def _check_linked(
    entities: Mapping[Any, Entity],
    heads: Mapping[Any, Entity],
    marks: Mapping[str, Sequence[Entity]],
    targets: Mapping[Any, Sequence[tuple[str, Entity]]],
    where: str,
) -> None:
    """Raises ReviewError for an entity that belongs to nothing: it would be lost without a word."""
    reached = [id(entity) for links in targets.values() for _, entity in links]
    for number, entity in entities.items():
        if number not in heads and entity.label not in marks and id(entity) not in reached:
            raise ReviewError(
                f"{where}: entity {number} ({entity.label}) belongs to nothing; draw a relation to it, or delete it; "
                f"labels that stand alone are {', '.join((*BY_LABEL, COMPLETE, CHECKED))}"
            )


def _olds(
    heads: Mapping[Any, Entity],
    found: Sequence[Item],
    shown: Mapping[tuple[str, str], tuple[int, ...]],
    targets: Mapping[Any, Sequence[tuple[str, Entity]]],
    links: Mapping[tuple[str, str], Sequence[Linked]],
) -> dict[Any, Item]:
    """What each entity was before: the row shown there, of several the one with the same label, else by overlap."""
    olds: dict[Any, Item] = {}

    def rank(number: Any, item: Item) -> tuple[int, int, int]:
        entity, (start, end) = heads[number], shown[item.id]
        same = (entity.start, entity.end) == (start, end)
        common = {(f, e.start, e.end) for f, e in targets[number]} & {
            (k.field, k.entity.start, k.entity.end) for k in links[item.id]
        }
        shared = max(0, min(entity.end, end) - max(entity.start, start))
        return (2 * same + (entity.label == entity_label(item)) if same else 0, len(common) if shared else 0, shared)

    labels = {number: entity.label.split(": ")[0] for number, entity in heads.items()}
    possible = [(number, item) for number in heads for item in found if KINDS[item.table].label == labels[number]]
    candidates = sorted(((rank(*pair), *pair) for pair in possible), key=lambda c: c[0], reverse=True)
    for best, number, item in candidates:
        if best[2] and number not in olds and not any(item is old for old in olds.values()):
            olds[number] = item
    return olds


def _item(
    entity: Entity,
    old: Item | None,
    targets: Sequence[tuple[str, Entity]],
    links: Mapping[tuple[str, str], Sequence[Linked]],
    shown: Mapping[tuple[str, str], tuple[int, ...]],
    codes: Mapping[str, str],
    text: str,
    where: str,
) -> Item:
    label, _, choice = entity.label.partition(": ")
    kind = BY_LABEL[label]
    values = {**(old.values if old else {}), **_main(kind, choice, where)}
    values = values_of(kind, values, old, links.get(old.id, ()) if old else (), targets, codes, text)
    words = text[entity.start : entity.end]
    same_place = old is not None and shown[old.id] == (entity.start, entity.end)
    if kind.table == "agreements" and not same_place:
        values["predicate"] = (words,)
    if kind.table == "people" and not same_place:
        values["name"] = (words,)
    span = (old.start, old.end) if old and same_place else (entity.start, entity.end)
    return Item(kind.table, old.key if old else "", *span, values)


def _main(kind: Kind, choice: str, where: str) -> dict[str, tuple[str, ...]]:
    if kind.main is None:
        return {}
    if kind.table == "agreements":
        if choice == "negated":
            return {"polarity": ("negated",)}
        return {"status": (choice,), "polarity": ("affirmed",)}
    return {kind.main: (choice,)}


def _overlap(entities: Sequence[Entity]) -> bool:
    ordered = sorted((e.start, e.end) for e in entities)
    return any(one[1] > other[0] for one, other in pairwise(ordered))
