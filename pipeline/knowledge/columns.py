"""What the columns of the lexicons mean, and whether the cells of a file are what they should be.

`lexicons/columns.csv` describes every column: its type, whether each entry needs it, and its meaning. Own entries
(`--lexicon DIR`) are checked against it, and those of the package too, so that a mistake is shown with its line before
it silently does nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from pipeline.knowledge.entries import AWAY, Entry, LexiconError, Own, numbered_entries, packaged_lexicon, split_cell
from pipeline.schemas import TABLES

#: Choices that are listed in a message; of more, the closest ones.
_LISTED = 24


@dataclass(frozen=True, slots=True)
class LexiconColumn:
    """A column of a lexicon.

    `type`: text, number, integer, year, pattern (a regular expression), country (ISO 3166-1 alpha-2), wikidata
    or choice, and texts, countries, choices for several values joined by `;`. `required`: no entry does without it.
    """

    name: str
    type: str
    required: bool
    allowed: str
    meaning: str


@cache
def lexicon_columns(lexicon: str) -> tuple[LexiconColumn, ...]:
    """Return the columns of a lexicon besides `id`; none for weights, which are fitted and not written."""
    return tuple(
        LexiconColumn(row["id"].partition(".")[2], row["type"], row["required"] == "yes", row["values"], row["meaning"])
        for row in packaged_lexicon("columns")
        if row["id"].partition(".")[0] == lexicon
    )


@cache
def described_lexicons() -> tuple[str, ...]:
    """Return the names of the lexicons that take own entries."""
    return tuple(dict.fromkeys(row["id"].partition(".")[0] for row in packaged_lexicon("columns")))


@cache
def choices(lexicon: str, column: LexiconColumn) -> frozenset[str]:
    """Return the values that a column of type choice may have: those of a table, and those that the package uses."""
    table, _, name = column.allowed.partition(".")
    allowed = {value for c in TABLES[table].columns if c.name == name for value in c.values} if table else set()
    return frozenset(allowed | {v for row in packaged_lexicon(lexicon) for v in split_cell(row[column.name])})


def mistakes(own: Own) -> list[str]:
    """Return what is wrong with own entries, one line a mistake with file, line and what would do.

    The list is empty when all is well.
    """
    return [message for lexicon, text in own.items() for message in _mistakes(lexicon, text)]


def _mistakes(lexicon: str, text: str) -> Iterator[str]:
    name = f"{lexicon}.csv"
    columns = {column.name: column for column in lexicon_columns(lexicon)}
    if not columns:
        yield f"{name}: {_unknown_lexicon(lexicon)}"
        return
    try:
        entries = numbered_entries(text, name=name)
    except LexiconError as error:
        yield f"{error}{_other_separator(text)}"
        return
    for column in entries[0][1]:
        if column != "id" and column not in columns:
            yield f"{name} line 1: there is no column '{column}'; the columns are: id, {', '.join(columns)}"
    known = {entry["id"] for entry in packaged_lexicon(lexicon)}
    for line, entry in entries:
        for message in _mistakes_of_entry(lexicon, entry, columns, known):
            yield f"{name} line {line}: {message}"


def _unknown_lexicon(lexicon: str) -> str:
    near = get_close_matches(lexicon, described_lexicons(), n=1)
    advice = f"did you mean {near[0]}.csv?" if near else "comunicado lexicon list shows them"
    return f"there is no lexicon of this name; {advice}"


def _other_separator(text: str) -> str:
    header = text.partition("\n")[0]
    separator = next((s for s in ";\t" if s in header and "," not in header), None)
    return "; save it with commas between the cells" if separator else ""


def _mistakes_of_entry(lexicon: str, entry: Entry, columns: dict[str, LexiconColumn], known: set[str]) -> Iterator[str]:
    identifier = entry["id"]
    if identifier.startswith(AWAY):
        yield from _mistakes_of_id_to_take_away(identifier.removeprefix(AWAY), known)
        return
    for column in columns.values():
        yield from (
            f"{column.name} {message}" for message in _mistakes_of_cell(lexicon, column, entry.get(column.name, ""))
        )
    missing = [column.name for column in columns.values() if column.required and not entry.get(column.name)]
    if identifier in known:  # an entry that is changed keeps what it has
        missing = [name for name in missing if name in entry]
    if missing:
        new = "" if identifier in known else f"; '{identifier}' is new{_near_names(identifier, known)}"
        yield f"{', '.join(missing)} must not be empty{new}"


def _mistakes_of_id_to_take_away(identifier: str, known: set[str]) -> Iterator[str]:
    if identifier not in known:
        yield f"there is no entry '{identifier}' to take away{_near_names(identifier, known)}"


def _near_names(value: str, known: set[str] | frozenset[str]) -> str:
    near = get_close_matches(value, known, n=3)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _mistakes_of_cell(lexicon: str, column: LexiconColumn, cell: str) -> Iterator[str]:
    if any(unicodedata.category(character) == "Cc" for character in cell):
        yield "has a control character or a line break"
    several = column.type.endswith("s")
    kind = {"countries": "country"}.get(column.type, column.type.removesuffix("s"))
    parts = cell.split(";") if several else [cell]
    if cell and not all(part.strip() for part in parts):
        yield f"'{cell}' has an empty part: values are joined by one ';'"
    for part in map(str.strip, parts):
        if part and (message := _CHECKS[kind](lexicon, column, part)):
            yield message


def _country(lexicon: str, column: LexiconColumn, part: str) -> str:
    known = any(part == row["id"] for row in packaged_lexicon("countries"))
    return "" if known else f"'{part}' is no code of a state (ISO 3166-1 alpha-2, as PE or NA)"


def _choice(lexicon: str, column: LexiconColumn, part: str) -> str:
    allowed = choices(lexicon, column)
    if part in allowed:
        return ""
    few = len(allowed) <= _LISTED
    listed = ", ".join(sorted(allowed)) if few else f"those that others have{_near_names(part, allowed)}"
    return f"'{part}' is none of: {listed}"


def _number(lexicon: str, column: LexiconColumn, part: str) -> str:
    return "" if re.fullmatch(r"-?\d+(?:\.\d+)?", part) else f"'{part}' is no number (as 0.75)"


def _integer(lexicon: str, column: LexiconColumn, part: str) -> str:
    return "" if re.fullmatch(r"-?\d+", part) else f"'{part}' is no whole number"


def _year(lexicon: str, column: LexiconColumn, part: str) -> str:
    return "" if re.fullmatch(r"\d{4}", part) else f"'{part}' is no year"


def _wikidata(lexicon: str, column: LexiconColumn, part: str) -> str:
    return "" if re.fullmatch(r"Q[1-9]\d*", part) else f"'{part}' is no Wikidata id (as Q419)"


def _pattern(lexicon: str, column: LexiconColumn, part: str) -> str:
    try:
        re.compile(part)
    except re.error as error:
        return f"is no regular expression: {error}"
    return ""


def _text(lexicon: str, column: LexiconColumn, part: str) -> str:
    listed = ";" in part and column.name not in ("pattern", "example", "meaning")
    return f"'{part}' has a ';', but takes one value" if listed else ""


_CHECKS: dict[str, Callable[[str, LexiconColumn, str], str]] = {
    "choice": _choice,
    "country": _country,
    "integer": _integer,
    "number": _number,
    "pattern": _pattern,
    "text": _text,
    "wikidata": _wikidata,
    "year": _year,
}
