"""The lexicon that a pipeline holds, and what is worked out from it.

Code that looks a word up asks the lexicon in force: that of the pipeline whose component runs (`using`), in other
places that of the package. So two pipelines with different own entries give each its own rows, side by side and in
threads. Tables that are made of entries are kept with their lexicon (`per_lexicon`), and go when it goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, update_wrapper
from types import MappingProxyType
from typing import Any, ClassVar, ParamSpec, TypeVar, overload
from weakref import WeakValueDictionary

from pipeline.knowledge.entries import Entry, Own, lexicon_files, overlay, packaged_lexicon, split_cell

P = ParamSpec("P")
R = TypeVar("R")


class Lexicon:
    """What is known of words and names: the entries of the package with own ones laid over them. It does not change.

    `Lexicon.of` gives the same object for the same own entries, so that what is worked out from it is so only once.
    """

    _of_own: ClassVar[WeakValueDictionary[tuple[tuple[str, str], ...], Lexicon]] = WeakValueDictionary()

    def __init__(self, own: Own) -> None:
        """Lay entries over those of the package; `own` as in `of`. Raises LexiconError for entries that do not fit."""
        self.own: Own = MappingProxyType(dict(own))
        self._entries = {name: overlay(packaged_lexicon(name), text, name=f"{name}.csv") for name, text in own.items()}
        #: Remembered results by function, see `per_lexicon`.
        self.remembered: dict[Callable[..., Any], Callable[..., Any]] = {}

    @classmethod
    def of(cls, own: Own | None = None) -> Lexicon:
        """Return the lexicon with `own` entries, texts of CSV files by name of the lexicon.

        Without own entries it is the package's alone.

        Raises LexiconError for entries that do not fit.
        """
        key = tuple(sorted((own or {}).items()))
        found = cls._of_own.get(key)
        if found is None:
            found = cls._of_own[key] = cls(own or {})
        return found

    def entries(self, name: str) -> tuple[Entry, ...]:
        """Return the entries of the lexicon `name`, each a mapping of column to text.

        Raises LexiconError for a broken file.
        """
        found = self._entries.get(name)
        return packaged_lexicon(name) if found is None else found

    def digest(self) -> str:
        """Return the SHA-256 over all entries, in hexadecimal.

        Two lexicons with the same digest know the same things.
        """
        digest = hashlib.sha256()
        for name, data in lexicon_files():
            digest.update(name.encode() + b"\0" + data + b"\0")
        for name, text in sorted(self.own.items()):
            digest.update(b"own\0" + name.encode() + b"\0" + text.encode() + b"\0")
        return digest.hexdigest()

    def __reduce__(self) -> tuple[Callable[[dict[str, str]], Lexicon], tuple[dict[str, str]]]:
        return Lexicon.of, (dict(self.own),)


#: What is in force where no pipeline says otherwise.
_default = Lexicon.of()
_in_force: ContextVar[Lexicon] = ContextVar("lexicon")


def current_lexicon() -> Lexicon:
    """Return the lexicon in force."""
    return _in_force.get(_default)


def set_default(lexicon: Lexicon) -> None:
    """Put a lexicon in force where no pipeline says otherwise. Only for `use_lexicon`, which goes with it."""
    global _default
    _default = lexicon


@contextmanager
def using(lexicon: Lexicon | None) -> Iterator[None]:
    """Put `lexicon` in force within a `with`; None leaves that in force which is. Not around a `yield`."""
    if lexicon is None:
        yield
        return
    token = _in_force.set(lexicon)
    try:
        yield
    finally:
        _in_force.reset(token)


@overload
def per_lexicon(function: Callable[P, R]) -> Callable[P, R]: ...
@overload
def per_lexicon(*, maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def per_lexicon(function: Callable[P, R] | None = None, *, maxsize: int | None = None) -> Any:
    """Remember what a function gives, like `functools.cache`, for each lexicon apart.

    With `maxsize` like `functools.lru_cache`. Whatever is worked out from entries and remembered needs this in place
    of those two.
    """
    if function is None:
        return lambda f: _per_lexicon(f, maxsize)
    return _per_lexicon(function, maxsize)


def _per_lexicon(function: Callable[P, R], maxsize: int | None) -> Callable[P, R]:
    def remembering(*args: P.args, **kwargs: P.kwargs) -> R:
        remembered = current_lexicon().remembered
        found = remembered.get(remembering)
        if found is None:
            found = remembered[remembering] = lru_cache(maxsize)(function)
        result: R = found(*args, **kwargs)  # type: ignore[arg-type]  # as of lru_cache, they are hashable
        return result

    return update_wrapper(remembering, function)


def read_lexicon(name: str) -> tuple[Entry, ...]:
    """Return the entries of the lexicon file `name`, in force here, each a mapping of column to text.

    Raises LexiconError.
    """
    return current_lexicon().entries(name)


@per_lexicon
def word_list(lexicon: str, identifier: str, column: str = "words") -> tuple[str, ...]:
    """Return the words in a cell of an entry: `word_list("commitment_words", "settling")`.

    Raises KeyError for an unknown id.
    """
    return {entry["id"]: split_cell(entry[column]) for entry in read_lexicon(lexicon)}[identifier]
