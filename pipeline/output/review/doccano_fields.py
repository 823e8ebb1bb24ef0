"""Fields as entities: where in the text the values of a row are, and what an entity in the text says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.knowledge.gazetteer import country_code, demonym_code
from pipeline.output.review.kinds import KINDS, Field, Kind
from pipeline.output.review.model import Item
from pipeline.output.review.offsets import find_run, find_words

#: Fields that are entities, by table. Others cannot be corrected with labels alone and stay as they were found.
SHOWN: Mapping[str, tuple[str, ...]] = {
    "agreements": ("theme", "parties", "instrument", "amount"),
    "meetings": ("status", "participants", "place"),
    "statements": ("speaker", "verb"),
    "people": ("titles",),
}


#: Labels that are no rows: nothing is missing in the article, the rows in this passage are right.
COMPLETE, CHECKED = "complete", "checked"


@dataclass(frozen=True, slots=True)
class Entity:
    """A labelled span, in code points; `key` tells apart the rows that stand on the same words."""

    label: str
    start: int
    end: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """An entity that is a field of a row, with the values it stands for."""

    field: str
    entity: Entity
    values: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """As JSON."""
        entity = self.entity
        return {
            "field": self.field,
            "label": entity.label,
            "at": [entity.start, entity.end],
            "values": list(self.values),
        }

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Linked:
        """From `record`."""
        return cls(str(record["field"]), Entity(str(record["label"]), *record["at"]), tuple(record["values"]))


def entity_label(item: Item) -> str:
    """The label of a row's entity, with its main choice."""
    kind = KINDS[item.table]
    if kind.main is None:
        return kind.label
    negated = item.table == "agreements" and item.one("polarity") == "negated"
    return f"{kind.label}: {'negated' if negated else item.one(kind.main)}"


def label_names(tables: Sequence[str]) -> list[str]:
    """Every label that a person may need for these tables, those that stand alone first."""
    heads, fields = [COMPLETE, CHECKED], []
    for kind in map(KINDS.__getitem__, tables):
        main = kind.field(kind.main).choices if kind.main else ()
        main += ("negated",) if kind.table == "agreements" else ()
        heads += [f"{kind.label}: {value}" for value in main] or [kind.label]
        for field in map(kind.field, SHOWN.get(kind.table, ())):
            fields += [_label(field, value) for value in field.choices or ("",)]
    return list(dict.fromkeys([*heads, *fields]))


def relation_names(tables: Sequence[str]) -> list[str]:
    """Every type of relation for these tables: the names of the fields."""
    return list(dict.fromkeys(name for table in tables for name in SHOWN.get(table, ())))


def main_span(item: Item, text: str) -> tuple[int, int]:
    """Where a row's entity is: an agreement on the words of its predicate, everything else on its own span."""
    words = item.one("predicate") if item.table == "agreements" else None
    return (find_run(text, words, item.start, item.end) if words else None) or (item.start, item.end)


def linked(item: Item, text: str) -> list[Linked]:
    """The fields of a row that can be shown, as entities; several values may stand on one ("ambas partes")."""
    at: dict[tuple[str, Entity], list[str]] = {}
    for name in SHOWN.get(item.table, ()):
        field = KINDS[item.table].field(name)
        for value in item.values.get(name, ()):
            span = main_span(item, text) if field.choices else _place(item, text, value)
            if span:
                at.setdefault((name, Entity(_label(field, value), *span)), []).append(value)
    return [Linked(name, entity, tuple(values)) for (name, entity), values in at.items()]


def _label(field: Field, value: str) -> str:
    return f"{field.name}: {value}" if field.choices else field.one or field.name


def _place(item: Item, text: str, value: str) -> tuple[int, int] | None:
    """Where the words of a value are: in the row itself if any of them is there, else nearest before it."""
    spans = [find_words(text, words, item.start, item.end) for words in (*item.words.get(value, ()), value)]
    given = [span for span in spans if span]
    inside = [span for span in given if item.start <= span[0] and span[1] <= item.end]
    return next(iter(inside or given), None)


def values_of(
    kind: Kind,
    values: Mapping[str, tuple[str, ...]],
    old: Item | None,
    links: Sequence[Linked],
    targets: Sequence[tuple[str, Entity]],
    codes: Mapping[str, str],
    text: str,
) -> dict[str, tuple[str, ...]]:
    """The fields of a row by the entities that its relations lead to.

    Values without an entity stay; those whose entity or relation is gone are gone; new ones are read from the label or
    the words.
    """
    result = dict(values)
    for name in SHOWN.get(kind.table, ()):
        field = kind.field(name)
        before = [link for link in links if link.field == name]
        told = {value for link in before for value in link.values}
        kept = [v for v in (old.values.get(name, ()) if old else ()) if v not in told]
        now = [v for type_, e in targets if type_ == name for v in _said(field, e, before, codes, text)]
        order = list(old.values.get(name, ())) if old else []
        merged = dict.fromkeys((*kept, *now))
        result[name] = tuple(sorted(merged, key=lambda v: order.index(v) if v in order else len(order)))
    return {name: given for name, given in result.items() if given}


def _said(
    field: Field, entity: Entity, before: Sequence[Linked], codes: Mapping[str, str], text: str
) -> tuple[str, ...]:
    for link in before:
        if (link.entity.label, link.entity.start, link.entity.end) == (entity.label, entity.start, entity.end):
            return link.values
    if field.choices:
        return (entity.label.partition(": ")[2],)
    words = " ".join(text[entity.start : entity.end].split())
    return (
        (codes.get(words) or country_code(words) or demonym_code(words) or words,)
        if field.name == "parties"
        else (words,)
    )
