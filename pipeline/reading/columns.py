"""Which column of a table each field of an article is read from: the one that was named, its own, or a common one.

Tables of newspapers and archives have `cuerpo`, `fecha` and `titular`. Such names are a lexicon
(`reading_words.csv`), and are taken where no column is called `text` or `html`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.config import UNDATED, check_undated
from pipeline.knowledge.lexicon import per_lexicon, word_list
from pipeline.reading.model import Problem, safe_line

#: Fields of a record that are read; others are left alone.
FIELDS = ("id", "text", "html", "title", "date", "url", "source", "language")
#: Fields of which a record needs one.
_CONTENT = ("text", "html")
#: Characters of the names of columns that a message shows.
_SHOWN = 200


def parse_columns(text: str) -> dict[str, str]:
    """Return the columns by field that `text=cuerpo,date=fecha` names.

    Raises ValueError for a field that there is not, one named twice and a part that is no `field=column`.
    """
    columns: dict[str, str] = {}
    for part in filter(None, map(str.strip, re.split(r",(?=\s*\w+\s*=)", text))):
        name, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise ValueError(f"'{part}' names no column: write it as text=cuerpo,date=fecha")
        if name in columns:
            raise ValueError(f"the column for '{name}' is named twice: '{columns[name]}' and '{column}'")
        columns[name] = column
    return check_columns(columns)


def check_columns(columns: Mapping[str, str]) -> dict[str, str]:
    """Return columns by field, if the fields are ones that are read.

    Raises ValueError where they are not, or a column has no name.
    """
    for name, column in columns.items():
        if name not in FIELDS:
            raise ValueError(f"there is no field '{name}' to read a column for: choose from {', '.join(FIELDS)}")
        if not isinstance(column, str) or not column.strip():
            raise ValueError(f"no column is named for '{name}': write {name}=NAME")
    return dict(columns)


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are read: `columns` that were named, by field, and what becomes of those `undated`.

    `undated` is one of UNDATED: an article with a date that cannot be read is kept without one, or fails. Raises
    ValueError for anything else.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    undated: str = UNDATED[0]

    def __post_init__(self) -> None:
        check_columns(self.columns)
        check_undated(self.undated)

    @property
    def key(self) -> str:
        """A text that differs where a file may have other documents: of two with one key, one is read."""
        return json.dumps([sorted(self.columns.items()), self.undated], ensure_ascii=True)


@dataclass(slots=True)
class Columns:
    """The columns of one file, or of other records that belong together.

    `named` are columns by field. `is_whole` tells that all records are seen, `advice` what to write where none is
    found for the text.
    """

    named: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = True
    advice: str = "--columns text=NAME"
    #: Columns that were recognised or named, by field; fields with their own column are not among them.
    found: dict[str, str] = field(default_factory=dict)
    #: Whether one of them was recognised and not named.
    is_recognised: bool = False
    #: Named fields whose column some record had.
    _seen: set[str] = field(default_factory=set)
    #: Whether a record without text was told already.
    _is_refused: bool = False
    #: The names of the last record, and what was made of them: most records have those of the one before.
    _last: tuple[tuple[str, ...], Mapping[str, str]] | None = None

    def of_table(self, header: Sequence[str]) -> dict[str, str]:
        """Return the column of a table for each field that it has.

        Raises Problem for a column that was named and is not there, and for a table without text.
        """
        self.check_named(header)
        columns = self._columns(header)
        if columns.keys().isdisjoint(_CONTENT):
            raise Problem(
                "missing_text",
                f"there is no column 'text' (or 'html') among its columns: {_shown(header)}; "
                f"say which has the text: {self.advice}",
            )
        return columns

    def of_record(self, record: Mapping[Any, Any]) -> dict[str, Any]:
        """Return the fields of a record, under their own names."""
        names = tuple(name for name in record if isinstance(name, str))
        if self._last is None or self._last[0] != names:
            self._last = (names, self._columns(names))
        return {name: record[column] for name, column in self._last[1].items()}

    def check_record(self, record: Mapping[Any, Any], fields: Mapping[str, Any]) -> None:
        """Raise Problem for a record whose `fields` are without text."""
        if fields.keys().isdisjoint(_CONTENT):
            self._is_refused = True
            wanted = self.named.get("text", "text")
            raise Problem(
                "missing_text",
                f"there is no '{safe_line(wanted)}' (or 'html') in it; every record needs one. Its fields are: "
                f"{_shown(map(str, record))}; say which has the text: {self.advice}",
            )

    def check_named(self, names: Iterable[str]) -> None:
        """Raise Problem for a column that was named and is none of `names`."""
        header = list(names)
        missing = [name for name, column in self.named.items() if _column_called(column, header) is None]
        self._refuse(missing, header)

    def check_seen(self) -> None:
        """Raise Problem for a column that was named and that no record had."""
        if self.is_whole and self._last is not None:
            told = {*self._seen, *(_CONTENT if self._is_refused else ())}
            self._refuse([name for name in self.named if name not in told], self._last[0])

    def _refuse(self, missing: Sequence[str], header: Iterable[str]) -> None:
        if missing:
            wanted = ", ".join(f"'{safe_line(self.named[name])}' (for {name})" for name in missing)
            raise Problem("missing_column", f"there is no column {wanted} among its columns: {_shown(header)}")

    def of_another(self) -> Columns:
        """Return those of another file in the same archive, of which nothing is known yet."""
        return Columns(self.named, self.is_whole, self.advice)

    def note(self, other: Columns) -> None:
        """Tell what was recognised in another file too."""
        self.found |= other.found
        self.is_recognised = self.is_recognised or other.is_recognised

    @property
    def line(self) -> str:
        """What is read from where, for a person: "text from cuerpo, date from fecha"; empty when all was told."""
        if not self.is_recognised:
            return ""
        return ", ".join(f"{name} from {safe_line(self.found[name])}" for name in _IN_WORDS if name in self.found)

    def _columns(self, header: Sequence[str]) -> dict[str, str]:
        """Return the column for each field that is there, and note where it has another name."""
        own = _own(header)
        told = {name: found for name, column in self.named.items() if (found := _column_called(column, header))}
        self._seen.update(told)
        columns = {name: column for name, column in own.items() if name not in self.named} | told
        if own.keys().isdisjoint(_CONTENT):
            guessed = _recognised(header, taken={*columns.values()}, known={*columns, *self.named})
            self.is_recognised = self.is_recognised or bool(guessed)
            columns |= guessed
        self.found |= {name: column for name, column in columns.items() if own.get(name) != column}
        return columns


#: The order in which a person wants to be told.
_IN_WORDS = ("text", "html", "date", "title", "source", "id", "url", "language")


def _own(header: Sequence[str]) -> dict[str, str]:
    """Return the column with the name of a field for each field that has one, in capitals or not."""
    plain = {name.strip().lower(): name for name in header}
    plain |= {name: name for name in header}
    return {name: plain[name] for name in FIELDS if name in plain}


def _recognised(header: Sequence[str], *, taken: set[str], known: set[str]) -> dict[str, str]:
    """Return columns with a common name, by field, but for those `taken` and for fields that are `known`."""
    folded: dict[str, str] = {}
    for name in header:
        if name not in taken:
            folded.setdefault(_folded(name), name)
    found = {}
    for name in FIELDS:
        column = next((folded[common] for common in _common_names(name) if common in folded), None)
        if name not in known and column is not None:
            found[name] = column
    return found


@per_lexicon
def _common_names(name: str) -> tuple[str, ...]:
    """Return what the column of a field is called in tables of others, the likeliest first, folded."""
    return tuple(map(_folded, word_list("reading_words", f"column {name}")))


def _column_called(name: str, header: Sequence[str]) -> str | None:
    """Return the column that somebody named, who need not have written capitals and accents as it does."""
    if name in header:
        return name
    return next((column for column in header if _folded(column) == _folded(name)), None)


def _folded(name: str) -> str:
    """Return the letters and figures of a name in lower case without accents.

    `Fecha_Publicación` is `fechapublicacion`.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in plain if character.isalnum())


def _shown(names: Iterable[str]) -> str:
    return safe_line(", ".join(names)[:_SHOWN])
