"""Own knowledge: a folder of CSV files that add to the lexicons of the package, change them or take from them.

A file has the name of the lexicon it is for ("people.csv"), the column `id` and any others of it. A row with a new id
is a new entry, one with a known id changes that entry in the columns that the file has, and `-` before a known id takes
that entry away. `comunicado lexicon list` shows the lexicons, `comunicado lexicon check DIR` looks a folder through.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path

from pipeline.knowledge.columns import lexicon_columns, mistakes
from pipeline.knowledge.entries import AWAY, Entry, LexiconError, Own, numbered_entries, packaged_lexicon, split_cell
from pipeline.knowledge.lexicon import Lexicon, current_lexicon, set_default


def load_lexicon(folder: str | Path | None) -> Lexicon:
    """Return the lexicon with the entries of `folder` besides those of the package.

    `load_nlp` and the `find_*` functions take it.

    Without a folder it is the one in force. Raises LexiconError, with file and line, when something in it is wrong.
    """
    return Lexicon.of(checked_own(folder)) if folder else current_lexicon()


def use_lexicon(folder: str | Path | None) -> None:
    """Put the entries of `folder` in force in this process where no pipeline says otherwise; None: the package's alone.

    Deprecated, it will go with 0.2: `load_nlp(lexicon=folder)` gives a pipeline its own lexicon. Pipelines that are
    loaded already keep theirs. Raises LexiconError, with file and line, when something in the folder is wrong; then
    nothing changes.
    """
    warnings.warn(
        "use_lexicon goes with 0.2: give the folder to the pipeline, load_nlp(lexicon=folder)",
        DeprecationWarning,
        stacklevel=2,
    )
    set_default(Lexicon.of() if folder is None else load_lexicon(folder))


def checked_own(folder: str | Path) -> Own:
    """Return the own entries of a folder. Raises LexiconError with the first mistake, and the number of the others."""
    own = read_own(folder)
    found = mistakes(own)
    if found:
        others = f" (and {len(found) - 1} more: comunicado lexicon check {folder})" if len(found) > 1 else ""
        raise LexiconError(f"{folder}: {found[0]}{others}")
    return own


def read_own(folder: str | Path) -> Own:
    """Return the texts of the CSV files of a folder by name of the lexicon, unchecked; other files are left alone.

    UTF-8, with or without the mark that spreadsheets put in front of it. Raises LexiconError when there is no such
    folder, nothing in it, or no UTF-8.
    """
    path = Path(folder)
    if not path.is_dir():
        raise LexiconError(f"{folder}: there is no such folder; --lexicon takes one with files such as people.csv")
    files = sorted(file for file in path.glob("*.csv") if file.is_file())
    if not files:
        raise LexiconError(f"{folder}: there is no CSV file in it; name them as the lexicons: comunicado lexicon list")
    return {file.stem: _text_of(file) for file in files}


def effects(own: Own) -> list[str]:
    """Return a line for each own entry, valid as it is: what it adds, changes or takes away, and what it repeats."""
    return [line for lexicon, text in own.items() for line in _effects(lexicon, text)]


def _effects(lexicon: str, text: str) -> Iterator[str]:
    known = {entry["id"]: entry for entry in packaged_lexicon(lexicon)}
    column = next(c.name for c in lexicon_columns(lexicon) if c.type in ("text", "texts"))
    holders = {part: entry["id"] for entry in known.values() for part in split_cell(entry[column])}
    for line, entry in numbered_entries(text, name=f"{lexicon}.csv"):
        identifier, where = entry["id"], f"{lexicon}.csv line {line}:"
        if identifier.startswith(AWAY):
            yield f"{where} takes away {identifier.removeprefix(AWAY)}"
        elif identifier in known:
            yield f"{where} changes {identifier}: {_changes(known[identifier], entry)}"
        else:
            same = {holders[part] for part in split_cell(entry.get(column, "")) if part in holders}
            doubt = f"; {' and '.join(sorted(same))} has that {column} too: is it to be changed?" if same else ""
            yield f"{where} adds {identifier}{doubt}"


def _changes(packaged: Entry, own: Entry) -> str:
    changed = [f"{name} '{packaged[name]}' -> '{cell}'" for name, cell in own.items() if packaged[name] != cell]
    return ", ".join(changed) or "nothing, it is as in the package"


def _text_of(file: Path) -> str:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: it is not UTF-8 (byte {error.start}); save it as CSV UTF-8") from error
    # letters and accents typed apart are no mistake of a person
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
