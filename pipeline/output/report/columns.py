"""Columns as JSON: what repeats is said once and then by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

#: A table: its columns by name, each `{"v": values}` or `{"d": distinct values, "i": their numbers, -1 for missing}`.
Packed = dict[str, dict[str, list[Any]]]

# A dictionary pays when less than this share of the cells is distinct.
_WORTH = 0.5


def packed_table(columns: Mapping[str, Sequence[Any]]) -> Packed:
    """Return columns of equal length, packed; the reverse is `Rows` in assets/store.js."""
    return {name: packed_column(values) for name, values in columns.items()}


def packed_column(values: Sequence[Any]) -> dict[str, list[Any]]:
    """Return a column, text as a dictionary where that is shorter.

    Numbers, lists and missing cells (None) stay as they are.
    """
    texts = [value for value in values if isinstance(value, str)]
    distinct = list(dict.fromkeys(texts))
    if not texts or len(distinct) > _WORTH * len(texts):
        return {"v": list(values)}
    numbers = {text: number for number, text in enumerate(distinct)}
    return {"d": distinct, "i": [-1 if value is None else numbers[value] for value in values]}
