"""What comes back from doccano: entities and relations to rows again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.output.review.doccano_fields import CHECKED, COMPLETE, Entity, Linked, entity_label, values_of
from pipeline.output.review.judge import judged
from pipeline.output.review.kinds import BY_LABEL, KINDS, Kind
from pipeline.output.review.model import Item, Review, ReviewError, item_of
from pipeline.output.review.offsets import from_utf16

#: Table and key.
Id = tuple[str, str]


def read(lines: Sequence[str], name: str) -> list[Review]:
    """Reviews of an export as JSONL. Raises ReviewError.

    What was changed, or is within a passage marked `checked`, was looked at.
    """
    records = {f"{name}: line {n}": line for n, line in enumerate(lines, 1) if line.strip()}
    pages = [_Page.of(_record(line, where), where) for where, line in records.items()]
    if any(_overlap(page.sent) for page in pages) and not any(_overlap([*page.entities.values()]) for page in pages):
        raise ReviewError(
            f"{name}: not one entity overlaps another, as many did: the project was made without 'Allow overlapping "
            "spans', which drops entities; make it anew with that and with 'Use relation labeling'"
        )
    return [_review(page) for page in pages]


def _record(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ReviewError(f"{where}: it is not valid JSON ({error}); export the project again") from error
    if not isinstance(record, dict) or not isinstance(record.get("entities"), list):
        raise ReviewError(f"{where}: it has no entities; export the project from doccano as JSONL")
    return record


@dataclass(frozen=True, slots=True)
class _Page:
    """A line of the export: what was found and where it was shown, the entities and relations that are there now."""

    where: str
    article_id: str
    text: str
    sha256: str
    tables: tuple[str, ...]
    codes: Mapping[str, str]
    found: tuple[Item, ...]
    shown: Mapping[Id, tuple[int, int]]
    links: Mapping[Id, Sequence[Linked]]
    entities: Mapping[Any, Entity]
    relations: Sequence[Mapping[str, Any]]

    @classmethod
    def of(cls, record: Mapping[str, Any], where: str) -> _Page:
        """Read a record. Raises ReviewError."""
        try:
            text, ids = str(record["text"]), (str(record["article_id"]), str(record["text"]), str(record["sha256"]))
            records, tables, codes = record["found"], tuple(record["tables"]), record["codes"]
            found = tuple(item_of(r, where) for r in records)
            shown = {item.id: (int(r["shown"][0]), int(r["shown"][1])) for item, r in zip(found, records, strict=True)}
            links = {item.id: [Linked.of(k) for k in r["links"]] for item, r in zip(found, records, strict=True)}
        except (KeyError, TypeError) as error:
            raise ReviewError(f"{where}: it has no {error}; it was not made by comunicado review export") from error
        entities = {e.get("id"): _entity(e, text, where) for e in record["entities"]}
        return cls(where, *ids, tables, codes, found, shown, links, entities, record.get("relations") or ())

    @property
    def sent(self) -> list[Entity]:
        """The entities that went out."""
        heads = [Entity("", *span) for span in self.shown.values()]
        return [*heads, *(link.entity for links in self.links.values() for link in links)]

    @property
    def heads(self) -> dict[Any, Entity]:
        """The entities that are rows."""
        return {n: e for n, e in self.entities.items() if e.label.partition(": ")[0] in BY_LABEL}

    def targets(self) -> dict[Any, list[tuple[str, Entity]]]:
        """Fields of each row, as (name, entity). Raises ReviewError for a relation that leads nowhere."""
        targets: dict[Any, list[tuple[str, Entity]]] = {number: [] for number in self.heads}
        for relation in self.relations:
            _relate(relation, self.entities, targets, self.where)
        return targets


def _review(page: _Page) -> Review:
    targets = page.targets()
    _check_linked(page, targets)
    olds = _olds(page, targets)
    now = [_item(page, entity, olds.get(number), targets[number]) for number, entity in page.heads.items()]
    complete = any(e.label == COMPLETE for e in page.entities.values())
    one_by_one = judged(page.found, now, complete=complete)
    return Review(page.article_id, page.text, page.sha256, page.tables, complete, one_by_one, page.where)


def _entity(record: Mapping[str, Any], text: str, where: str) -> Entity:
    label = str(record.get("label"))
    start, end = (from_utf16(text, int(record.get(key, -1))) for key in ("start_offset", "end_offset"))
    if start is None or end is None or start >= end:
        raise ReviewError(
            f"{where}: entity {record.get('id')} ({label}) begins or ends inside a character or beyond the text; mark "
            "it anew, in a project without 'Count grapheme clusters as one character'"
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
        raise ReviewError(f"{where}: a relation '{type_}' does not fit {kind.label}; change its type or delete it")
    targets[source].append((type_, target))


def _check_linked(page: _Page, targets: Mapping[Any, Sequence[tuple[str, Entity]]]) -> None:
    """Raises ReviewError for an entity that belongs to nothing: it would be lost without a word."""
    reached = [id(entity) for links in targets.values() for _, entity in links]
    for number, entity in page.entities.items():
        if number not in targets and entity.label not in (COMPLETE, CHECKED) and id(entity) not in reached:
            raise ReviewError(
                f"{page.where}: entity {number} ({entity.label}) belongs to nothing; draw a relation to it, or delete "
                f"it; labels that stand alone are {', '.join((*BY_LABEL, COMPLETE, CHECKED))}"
            )


def _olds(page: _Page, targets: Mapping[Any, Sequence[tuple[str, Entity]]]) -> dict[Any, Item]:
    """What each entity was before: the row shown there, of several the one with the same label, else by overlap."""
    heads = page.heads

    def rank(number: Any, item: Item) -> tuple[int, int, int]:
        entity, (start, end) = heads[number], page.shown[item.id]
        same = (entity.start, entity.end) == (start, end)
        before = {(link.field, link.entity.start, link.entity.end) for link in page.links[item.id]}
        common = len({(field, e.start, e.end) for field, e in targets[number]} & before)
        shared = max(0, min(entity.end, end) - max(entity.start, start))
        return 2 * same + (same and entity.label == entity_label(item)), common if shared else 0, shared

    labels = {number: entity.label.partition(": ")[0] for number, entity in heads.items()}
    possible = [(n, item) for n in heads for item in page.found if KINDS[item.table].label == labels[n]]
    olds: dict[Any, Item] = {}
    taken: set[Id] = set()
    for best, number, item in sorted(((rank(*pair), *pair) for pair in possible), key=lambda c: c[0], reverse=True):
        if best[2] and number not in olds and item.id not in taken:
            olds[number] = item
            taken.add(item.id)
    return olds


def _item(page: _Page, entity: Entity, old: Item | None, targets: Sequence[tuple[str, Entity]]) -> Item:
    label, _, choice = entity.label.partition(": ")
    kind = BY_LABEL[label]
    values = {**(old.values if old else {}), **_main(kind, choice)}
    links = page.links[old.id] if old else ()
    values = values_of(kind, values, old, links, targets, page.codes, page.text)
    words = " ".join(page.text[entity.start : entity.end].split())
    passages = [e for e in page.entities.values() if e.label == CHECKED]
    verdict = "ok" if any(p.start <= entity.start and entity.end <= p.end for p in passages) else ""
    if old is not None and page.shown[old.id] == (entity.start, entity.end):
        return Item(kind.table, old.key, old.start, old.end, values, verdict=verdict)
    named_by_words = {"agreements": "predicate", "people": "name"}.get(kind.table)
    if named_by_words:
        values[named_by_words] = (words,)
    return Item(kind.table, old.key if old else "", entity.start, entity.end, values, verdict=verdict)


def _main(kind: Kind, choice: str) -> dict[str, tuple[str, ...]]:
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
