"""From what the caller names (files, folders, globs, `-`) to the files meant, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from pipeline.reading.addresses import query_key, without_secrets
from pipeline.reading.formats import ending_of
from pipeline.reading.model import Failure, Problem, safe_line
from pipeline.reading.record import Where, failure
from pipeline.reading.remote import RemotePath, find_remote, is_remote

STDIN = "-"
#: The folder in which a run keeps what it has done. A folder with this one in it is an output folder: what is there was
#: made of articles and is none.
WORK = ".comunicado"


class InputError(OSError):
    """Nothing of what was named is there; the message names it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read and how it is called in the tables."""

    path: Path | RemotePath
    where: Where

    @property
    def key(self) -> str:
        """The same for two names of one file; it is written down."""
        return self.path.key if isinstance(self.path, RemotePath) else os.path.realpath(self.path)


def find_files(name: str | os.PathLike[str]) -> Iterator[File | Failure]:
    """Yield the files that a path, glob or URL names, sorted within folders and globs; hidden files are left out."""
    name = os.fspath(name).removeprefix("file://")
    path = Path(name)
    if is_remote(name):
        yield from _remote(name)
    elif path.is_dir():
        yield from _walk(path)
    elif path.exists() or path.is_symlink():
        yield File(path, where_of(path, path.parent))
    elif glob.has_magic(name):
        yield from _matches(name)
    else:
        yield _input_failure(name, Problem("not_found", "there is no such file or folder; check the path"))


def refuse_missing(inputs: Iterable[str | os.PathLike[str]]) -> None:
    """Raise InputError when no input names anything on this machine, and none is an address or standard input."""
    missing = []
    for given in inputs:
        name = os.fspath(given)
        found = None if name == STDIN or is_remote(name) else next(find_files(name), None)
        if not isinstance(found, Failure) or found.error != "not_found":
            return
        missing.append(found.message)
    raise InputError("; ".join(missing) or "no input is named")


def _remote(url: str) -> Iterator[File | Failure]:
    try:
        for path, relative in find_remote(url):
            name = _name_for_table(relative)
            # two pages of one script differ in the query alone
            query = query_key(path.url)
            stem = ending_of(name)[1]
            yield File(path, Where(name, f"{stem}-{query}" if query else stem))
    except Problem as problem:
        yield _input_failure(url, problem)


def _matches(pattern: str) -> Iterator[File | Failure]:
    """Yield the files that a glob finds, or those in the folders that it finds if it finds no file."""
    root = _fixed_part(pattern)
    paths = sorted(Path(found) for found in glob.glob(pattern, recursive=True))
    files = [path for path in paths if path.is_file()]
    folders = [path for path in paths if path.is_dir()] if not files else []
    for path in files:
        yield File(path, where_of(path, root))
    for path in folders:
        yield from _walk(path, root=root)
    if not files and not folders:
        yield _input_failure(pattern, Problem("not_found", "no file matches; check the pattern"))


def _fixed_part(pattern: str) -> Path:
    """Return the part of a glob before its first wildcard, which its files are named relative to."""
    return Path(*takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts))


def _walk(folder: Path, *, root: Path | None = None) -> Iterator[File | Failure]:
    """Yield the files of a folder and its folders.

    A folder without files, or an empty one inside that is called like a file, is a failure.
    """
    closed: list[OSError] = []
    found = False
    for item in _items(folder, root or folder, closed):
        found = True
        yield item
    for error in closed:
        message = f"the folder cannot be listed ({error.strerror}); change its permissions"
        yield _input_failure(str(error.filename), Problem("no_permission", message))
    if not found and not closed:
        yield _input_failure(str(folder), Problem("empty", "there is no file in the folder"))


def _items(folder: Path, root: Path, closed: list[OSError]) -> Iterator[File | Failure]:
    """Yield the visible files of a folder and its folders; errors of folders that cannot be listed go to `closed`."""
    for current, folders, names in os.walk(folder, onerror=closed.append):
        here = Path(current)
        folders[:] = [name for name in _visible(folders) if not (here / name / WORK).is_dir()]
        files = _visible(names)
        for name in files:
            yield File(here / name, where_of(here / name, root))
        is_empty = not files and not folders
        if is_empty and here != folder and ending_of(here.name)[0]:
            problem = Problem("folder", "it is a folder called like a file, and there is no file in it")
            yield failure(problem, where_of(here, root))


def _visible(names: list[str]) -> list[str]:
    return sorted(name for name in names if not name.startswith("."))


def _input_failure(name: str, problem: Problem) -> Failure:
    """Return the failure of an input that has no place within a folder."""
    shown = _name_for_table(without_secrets(name, name))
    return failure(problem, Where(shown, shown))


def where_of(path: Path, root: Path) -> Where:
    """Return what a file is called: its path relative to `root`, and that without its ending as id."""
    relative = _name_for_table(path.relative_to(root).as_posix())
    return Where(relative, ending_of(relative)[1])


def _name_for_table(name: str) -> str:
    """Return a path fit for a table: broken bytes and control characters of file names shown as a mark."""
    readable = os.fsencode(name).decode("utf-8", errors="replace")
    return safe_line("".join("\ufffd" if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in readable))
