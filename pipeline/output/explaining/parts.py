"""The parts of a `rule` and what each one is: an entry of a lexicon, a pattern, a model, a reason or a doubt.

`rule_parts.csv` has one line for each kind of part. Its `part` is the text of a part, `*` standing for an id of the
lexicons that `lexicon` names; `entry` says which of their entries is meant: `*` the id, an id, or a cell of the
entries, where `{name}` is a cell of the row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.output.explaining.entries import Located, entries_by_cell, entry_of, find_everywhere
from pipeline.schemas import Row

_KINDS_WITH_TABLE = {"title": "titles", "date": "dates", "amount": "amounts"}
#: Tables whose rows come from the reader.
_READ = ("agreements", "meetings", "statements")
#: Entries of which one may be meant that are shown.
_MOST = 3


class Part(NamedTuple):
    """A part of a rule: its words, what it is, whether it is guesswork, the entries and the lexicons behind it.

    `meaning` is empty for a part that nothing explains.
    """

    text: str
    meaning: str
    guess: bool
    entries: tuple[Located, ...]
    lexicons: tuple[str, ...]


class _Line(NamedTuple):
    part: str
    lexicons: tuple[str, ...]
    entry: str
    guess: bool
    meaning: str


def explain_rule(table: str, row: Row) -> list[Part]:
    """Return the parts of the rule of a row, in order; of `table`, or of a mention the table of its kind."""
    scope = row["kind"] if table == "mentions" else table
    scope = _KINDS_WITH_TABLE.get(scope, scope)
    return [_explain_part(scope, text, row) for text in split_rule(scope, row["rule"])]


def split_rule(scope: str, rule: str) -> list[str]:
    """Return the parts of a rule: `reader.91|who.88` at its bars, others before a colon, as `presidente:list`."""
    return rule.split("|") if scope in _READ else re.split("(?=[:/])", rule)


def _explain_part(scope: str, text: str, row: Row) -> Part:
    line = _line(scope, text)
    if line is None:
        found = find_everywhere(text.lstrip(":/"))
        return Part(text, "", False, tuple(found), tuple(dict.fromkeys(e.lexicon for e in found)))
    stem = line.part.removesuffix("*")
    entries = _entries(line, text[len(stem) :] if line.part.endswith("*") else "", row)
    return Part(text, line.meaning, line.guess, entries, line.lexicons)


def _line(scope: str, text: str) -> _Line | None:
    """Return the line for a part: the one with its very words, else the longest beginning."""
    lines = _lines().get(scope, {})
    if text in lines:
        return lines[text]
    stems = [part for part in lines if part.endswith("*") and text.startswith(part[:-1]) and len(text) >= len(part)]
    return lines[max(stems, key=len)] if stems else None


@cache
def _lines() -> Mapping[str, Mapping[str, _Line]]:
    text = files("pipeline.output.explaining").joinpath("rule_parts.csv").read_text(encoding="utf-8")
    found: dict[str, dict[str, _Line]] = {}
    for row in csv.DictReader(text.splitlines()):
        lexicons = tuple(name for name in row["lexicon"].split(";") if name)
        line = _Line(row["part"], lexicons, row["entry"], row["guess"] == "yes", row["meaning"])
        found.setdefault(row["scope"], {})[row["part"]] = line
    return found


def _entries(line: _Line, id_: str, row: Row) -> tuple[Located, ...]:
    wanted = line.entry.replace("*", id_)
    for name in re.findall(r"\{(\w+)\}", wanted):
        wanted = wanted.replace(f"{{{name}}}", str(row.get(name) or ""))
    if not wanted:
        return ()
    column, is_cell, value = wanted.partition("=")
    if is_cell:
        found = [entry for lexicon in line.lexicons for entry in entries_by_cell(lexicon, column, value)]
        # The only one that has the row's word is the one; of a whole list of words the list is enough.
        return tuple(found) if len(found) <= _MOST else ()
    found = [entry for lexicon in line.lexicons if (entry := entry_of(lexicon, wanted))]
    return tuple(found or find_everywhere(wanted))
