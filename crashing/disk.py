"""What a disk holds when the power fails, worked out from the changes of a folder that `preload.c` writes down.

As little is kept as POSIX promises (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014): what is
written to a file is on the disk once the file is synced, and a name that was made, moved or removed once its folder is.
Until then it may be there or not, whatever becomes of other names; a rename within a folder is whole or did not happen.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

#: Content of each file by its path, None for a folder.
Tree = dict[str, bytes | None]


class Record(NamedTuple):
    """A change: which process made it, as its how manieth, and what it did (see `preload.c`)."""

    process: int
    call: int
    kind: str
    path: str
    other: str
    offset: int
    data: bytes


def read_journal(path: Path) -> Iterator[Record]:
    """Yield the changes in a journal; none when there is no journal."""
    if not path.exists():
        return
    with path.open("rb") as file:
        while line := file.readline():
            process, call, kind, name, other, offset, length = line.decode().rstrip("\n").split("\t")
            yield Record(int(process), int(call), kind, name, other, int(offset), file.read(int(length)))


@dataclass(eq=False)
class File:
    """A file as programs see it, and what of it is on the disk."""

    data: bytes = b""
    synced: bytes = b""

    def sync(self) -> None:
        """Put the content on the disk."""
        self.synced = self.data


@dataclass(eq=False)
class Folder:
    """Names as programs see them, those on the disk, and the changes since, each of one name or of two."""

    names: dict[str, File | Folder] = field(default_factory=dict)
    synced: dict[str, File | Folder] = field(default_factory=dict)
    pending: list[Mapping[str, File | Folder | None]] = field(default_factory=list)

    def change(self, change: Mapping[str, File | Folder | None]) -> None:
        """Give names to files or, with None, take them away."""
        _change(self.names, change)
        self.pending.append(change)

    def sync(self) -> None:
        """Put the names on the disk."""
        self.synced = dict(self.names)
        self.pending.clear()


def _change(names: dict[str, File | Folder], change: Mapping[str, File | Folder | None]) -> None:
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


class Failure(NamedTuple):
    """How the power fails: whether a change of names that was not synced is kept, and what is left of a file."""

    keeps: Callable[[], bool]
    content: Callable[[File], bytes]


#: Nothing happened that was not synced.
ALL_LOST = Failure(lambda: False, lambda file: file.synced)
#: The disk wrote its folders first: all names are there, contents are not.
DATA_LOST = Failure(lambda: True, lambda file: file.synced)
#: No failure: what programs see.
NOTHING_LOST = Failure(lambda: True, lambda file: file.data)


def some_lost(seed: int) -> Failure:
    """Return a failure after which some changes are there and some are not, and files end anywhere or in garbage."""
    chance = random.Random(seed)
    share = chance.choice((0.1, 0.5, 0.9))

    def content(file: File) -> bytes:
        if file.data == file.synced:
            return file.data
        cut = chance.randrange(len(file.data) + 1)
        rest = len(file.data) - cut
        tails = (b"", bytes(rest), chance.randbytes(rest))
        return chance.choice((file.synced, file.data, *(file.data[:cut] + tail for tail in tails)))

    return Failure(lambda: chance.random() < share, content)


class Disk:
    """A folder and what is in it, on the disk and not yet."""

    def __init__(self, tree: Tree) -> None:
        self._root = Folder()
        for path, data in sorted(tree.items()):
            parent, name = self._parent(path)
            parent.names[name] = Folder() if data is None else File(data, data)
            parent.sync()

    def apply(self, record: Record) -> None:
        """Make a change. Raises ValueError for one that is not understood."""
        parent, name = self._parent(record.path)
        if record.kind in ("create", "mkdir"):
            parent.change({name: File() if record.kind == "create" else Folder()})
        elif record.kind == "remove":
            parent.change({name: None})
        elif record.kind in ("rename", "link"):
            self._move(record)
        elif record.kind == "sync":
            (parent.names[name] if name else self._root).sync()
        else:
            self._write(parent.names[name], record)

    def _parent(self, path: str) -> tuple[Folder, str]:
        *above, name = path.split("/")
        folder: File | Folder = self._root
        for part in above:
            assert isinstance(folder, Folder)
            folder = folder.names[part]
        assert isinstance(folder, Folder)
        return folder, name

    def _move(self, record: Record) -> None:
        (old, name), (new, other) = self._parent(record.path), self._parent(record.other)
        node = old.names[name]
        if record.kind == "link":
            new.change({other: node})
        elif old is new:
            old.change({name: None, other: node})
        else:  # each half is kept or lost by itself
            new.change({other: node})
            old.change({name: None})

    def _write(self, file: File | Folder, record: Record) -> None:
        if not isinstance(file, File) or record.kind not in ("write", "truncate"):
            raise ValueError(f"a change that is not understood: {record.kind} of {record.path}")
        before = file.data[: record.offset].ljust(record.offset, b"\0")
        after = file.data[record.offset + len(record.data) :] if record.kind == "write" else b""
        file.data = before + record.data + after

    def after(self, failure: Failure) -> Tree:
        """Return what is on the disk after the power failed."""
        contents: dict[File, bytes] = {}  # of a file with two names too, once
        tree: Tree = {}

        def show(folder: Folder, above: str) -> None:
            names = dict(folder.synced)
            for change in folder.pending:
                if failure.keeps():
                    _change(names, change)
            for name, node in names.items():
                if isinstance(node, File):
                    contents.setdefault(node, failure.content(node))
                    tree[above + name] = contents[node]
                else:
                    tree[above + name] = None
                    show(node, f"{above}{name}/")

        show(self._root, "")
        return tree


def read_tree(folder: Path) -> Tree:
    """Return what is in a folder."""
    paths = sorted(folder.rglob("*"))
    return {str(path.relative_to(folder)): None if path.is_dir() else path.read_bytes() for path in paths}


def write_tree(tree: Tree, folder: Path) -> None:
    """Make a folder with these files."""
    folder.mkdir(parents=True)
    for path, data in sorted(tree.items()):
        if data is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(data)
