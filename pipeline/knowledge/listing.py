"""The lexicons as text for a person: which there are, what their columns mean, which entries hold some words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from pipeline.knowledge.columns import LexiconColumn, choices, described_lexicons, lexicon_columns
from pipeline.knowledge.folding import fold_name
from pipeline.knowledge.lexicon import read_lexicon

#: Allowed values that are listed; patterns by name and the like have more.
_LISTED = 30


def lexicons_listing() -> str:
    """Return a line for each lexicon that takes own entries: name, entries, columns."""
    width = max(map(len, described_lexicons()))
    return "".join(
        f"{name:{width}}  {len(read_lexicon(name)):5}  id, {', '.join(c.name for c in lexicon_columns(name))}\n"
        for name in described_lexicons()
    )


def columns_listing(lexicon: str) -> str:
    """Return the columns of a lexicon: name, type, whether it is needed, meaning, allowed values.

    Its first entry comes last.
    """
    lines = [f"{lexicon}.csv: {len(read_lexicon(lexicon))} entries", "  id: text, needed. Names the entry, in rule too"]
    lines += [f"  {column.name}: {_describe_column(lexicon, column)}" for column in lexicon_columns(lexicon)]
    return "\n".join([*lines, "", entries_as_csv(lexicon, read_lexicon(lexicon)[:2])])


def _describe_column(lexicon: str, column: LexiconColumn) -> str:
    kind = f"{column.type}, joined by ;" if column.type.endswith("s") else column.type
    allowed = sorted(choices(lexicon, column)) if column.type in ("choice", "choices") else []
    listed = f": {', '.join(allowed)}" if 0 < len(allowed) <= _LISTED else ""
    return f"{kind}{', needed' if column.required else ''}. {column.meaning}{listed}"


def entries_listing(lexicons: Iterable[str], words: str) -> str:
    """Return the entries that have `words` in a cell, by lexicon, as CSV; empty when there are none."""
    parts = []
    for lexicon in lexicons:
        found = [
            entry
            for entry in read_lexicon(lexicon)
            if any(fold_name(words) in fold_name(cell) for cell in entry.values())
        ]
        if found:
            parts.append(f"# {lexicon}.csv\n{entries_as_csv(lexicon, found)}")
    return "\n".join(parts)


def entries_as_csv(lexicon: str, entries: Iterable[dict[str, str]]) -> str:
    """Return the entries as the lines of a lexicon file, its header first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", *(column.name for column in lexicon_columns(lexicon))])
    writer.writerows(entry.values() for entry in entries)
    return out.getvalue()
