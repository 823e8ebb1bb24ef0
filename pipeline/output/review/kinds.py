"""What a person checks of each table: the fields, their allowed values, and the word for it in a tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.schemas import MEETING_STATUSES, MEETING_TYPES, STATUSES, THEMES, TOPICS


@dataclass(frozen=True, slots=True)
class Field:
    """A field to correct; `form` tells what its text must look like (see `judge`)."""

    name: str
    many: bool = False
    choices: tuple[str, ...] = ()
    required: bool = False
    form: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A table to check; `label` is its word in a tool."""

    table: str
    label: str
    fields: tuple[Field, ...]


_KINDS = (
    Kind(
        "agreements",
        "agreement",
        (
            Field("predicate", required=True),
            Field("status", choices=STATUSES, required=True),
            Field("theme", choices=THEMES, required=True),
            Field("polarity", choices=("affirmed", "negated"), required=True),
            Field("parties", many=True),
            Field("topics", many=True, choices=TOPICS),
            Field("instrument"),
            Field("amount"),
            Field("deadline", form="value"),
        ),
    ),
    Kind(
        "meetings",
        "meeting",
        (
            Field("type", choices=MEETING_TYPES, required=True),
            Field("status", choices=MEETING_STATUSES),
            Field("name"),
            Field("participants", many=True),
            Field("place"),
            Field("date", form="value"),
        ),
    ),
    Kind(
        "statements",
        "statement",
        (
            Field("speaker", required=True),
            Field("verb", required=True),
            Field("kind", choices=("direct", "indirect"), required=True),
        ),
    ),
    Kind(
        "people",
        "person",
        (
            Field("name", required=True),
            Field("country", form="country"),
            Field("titles", many=True),
            Field("mentions", many=True),
        ),
    ),
    Kind(
        "places",
        "place",
        (
            Field("kind", choices=("country", "city", "region", "other"), required=True),
            Field("country", form="country"),
        ),
    ),
    Kind("organizations", "organization", ()),
    Kind("dates", "date", (Field("value", form="value"),)),
)

#: Kinds by table, in the order of a form.
KINDS: Mapping[str, Kind] = {kind.table: kind for kind in _KINDS}
#: Kinds by their word in a tool.
BY_LABEL: Mapping[str, Kind] = {kind.label: kind for kind in _KINDS}
