"""Entries of the lexicons with the line that each one stands on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pipeline.knowledge.entries import Entry, lexicon_files, numbered_entries, split_cell
from pipeline.knowledge.lexicon import current_lexicon, per_lexicon, read_lexicon


class Located(NamedTuple):
    """An entry, its lexicon (`commitment_verbs`), and its file and line, the header being line 1."""

    lexicon: str
    place: str
    cells: Entry


def entry_of(lexicon: str, id_: str) -> Located | None:
    """Return the entry of a lexicon with an id."""
    return _by_id(lexicon).get(id_)


def entries_by_cell(lexicon: str, column: str, value: str) -> list[Located]:
    """Return the entries of a lexicon that have a value in a column, by itself or among others joined by `;`."""
    return [entry for entry in _by_id(lexicon).values() if value in split_cell(entry.cells.get(column, ""))]


def find_everywhere(id_: str) -> list[Located]:
    """Return the entries of all lexicons with an id."""
    return [entry for lexicon in _texts() if (entry := entry_of(lexicon, id_))] if id_ else []


@cache
def _texts() -> Mapping[str, str]:
    return {name.removesuffix(".csv"): data.decode("utf-8") for name, data in lexicon_files()}


@per_lexicon
def _by_id(lexicon: str) -> Mapping[str, Located]:
    """Return what `read_lexicon` gives, with the places: an own entry stands where the own one does."""
    known = {entry["id"]: entry for entry in read_lexicon(lexicon)}
    places = _places(_texts()[lexicon], f"lexicons/{lexicon}.csv", lexicon)
    own = current_lexicon().own
    if lexicon in own:
        places |= _places(own[lexicon], f"your {lexicon}.csv", lexicon)
    return {id_: Located(lexicon, places[id_], cells) for id_, cells in known.items()}


def _places(text: str, file: str, lexicon: str) -> dict[str, str]:
    return {entry["id"]: f"{file} line {line}" for line, entry in numbered_entries(text, name=f"{lexicon}.csv")}
