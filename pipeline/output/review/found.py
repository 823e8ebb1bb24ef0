"""Rows of an article to items: the only place that knows which column is which field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.output.review import doubts
from pipeline.output.review.model import Item, Values
from pipeline.schemas import Row

Tables = Mapping[str, Sequence[Row]]

#: Tables that the items of a table are made of.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "agreements": ("agreements", "agreement_parties"),
    "meetings": ("meetings", "meeting_participants"),
    "statements": ("statements",),
    "people": ("people", "titles", "mentions"),
    "places": ("places", "mentions"),
    "organizations": ("organizations", "mentions"),
    "dates": ("dates",),
}


def items_of(table: str, tables: Tables) -> list[Item]:
    """Return the items of one of the tables of NEEDS; `tables` hold the rows of one article."""
    return _READERS[table](tables)


def _values(**fields: object) -> Values:
    """Return the fields that have a value, its white space as single spaces; a list stays one, without repetitions."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    kept = {name: tuple(dict.fromkeys(" ".join(str(v).split()) for v in values if v)) for name, values in lists.items()}
    return {name: values for name, values in kept.items() if values}


def _children(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row[column]), []).append(row)
    return groups


def _item(table: str, row: Row, key: str, values: Values, doubt: doubts.Doubt) -> Item:
    return Item(table, str(row[key]), int(row["start"]), int(row["end"]), values, *doubt)


def party_value(row: Row) -> str:
    """Return a party as the gold names it: a state by its code, others by name."""
    return str(row["country"] if row["country"] and row["kind"] != "organization" else row["name"])


def _agreements(tables: Tables) -> list[Item]:
    parties = _children(tables["agreement_parties"], "agreement_id")
    found = []
    for row in tables["agreements"]:
        here = parties.get(str(row["agreement_id"]), [])
        values = _values(
            **{
                name: row[name]
                for name in ("predicate", "status", "theme", "polarity", "instrument", "amount", "deadline")
            },
            parties=[party_value(p) for p in here],
            topics=str(row["topics"] or "").split(";"),
        )
        found.append(_item("agreements", row, "agreement_id", values, doubts.of_agreement(row)))
    return found


def _meetings(tables: Tables) -> list[Item]:
    participants = _children(tables["meeting_participants"], "meeting_id")
    found = []
    for row in tables["meetings"]:
        here = participants.get(str(row["meeting_id"]), [])
        days = tuple(dict.fromkeys(str(day) for day in (row["start_date"], row["end_date"]) if day))
        values = _values(
            **{name: row[name] for name in ("type", "status", "name", "place")},
            participants=[p["name"] for p in here],
            date="/".join(days),
        )
        found.append(_item("meetings", row, "meeting_id", values, doubts.of_meeting(row, here)))
    return found


def _statements(tables: Tables) -> list[Item]:
    return [
        _item("statements", r, "statement_id", _values(speaker=r["speaker"], verb=r["verb"], kind=r["kind"]), doubt)
        for r in tables["statements"]
        for doubt in [doubts.of_statement(r)]
    ]


def _people(tables: Tables) -> list[Item]:
    titles = _children((t for t in tables["titles"] if t["person_id"]), "person_id")
    mentions = _children((m for m in tables["mentions"] if m["kind"] == "person"), "entity_id")
    found = []
    for row in tables["people"]:
        here = mentions.get(str(row["person_id"]), [])
        values = _values(
            name=row["name"],
            country=row["country"],
            titles=[t["text"] for t in titles.get(str(row["person_id"]), [])],
            mentions=[m["text"] for m in here],
        )
        doubt = doubts.of_person(row, [str(m["rule"]) for m in here])
        found.append(_item("people", row, "person_id", values, doubt))
    return found


def _surfaces(tables: Tables, kind: str) -> list[Row]:
    """Return the first mention of every distinct surface; the gold has surfaces, not mentions."""
    first: dict[str, Row] = {}
    for mention in sorted((m for m in tables["mentions"] if m["kind"] == kind), key=lambda m: int(m["start"])):
        first.setdefault(str(mention["text"]), mention)
    return list(first.values())


def _places(tables: Tables) -> list[Item]:
    places = {row["place_id"]: row for row in tables["places"]}
    found = []
    for mention in _surfaces(tables, "place"):
        place = places[mention["entity_id"]]
        values = _values(kind=place["kind"], country=place["country"])
        found.append(_item("places", mention, "mention_id", values, doubts.of_place(place, str(mention["rule"]))))
    return found


def _organizations(tables: Tables) -> list[Item]:
    bodies = {row["organization_id"]: row for row in tables["organizations"]}
    return [
        _item("organizations", m, "mention_id", {}, doubts.of_organization(bodies[m["entity_id"]], str(m["rule"])))
        for m in _surfaces(tables, "organization")
    ]


def _dates(tables: Tables) -> list[Item]:
    return [_item("dates", r, "date_id", _values(value=r["value"]), doubts.of_date(r)) for r in tables["dates"]]


_READERS: Mapping[str, Callable[[Tables], list[Item]]] = {
    "agreements": _agreements,
    "meetings": _meetings,
    "statements": _statements,
    "people": _people,
    "places": _places,
    "organizations": _organizations,
    "dates": _dates,
}
