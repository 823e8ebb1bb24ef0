"""Files that are on the disk when they are said to be: written beside their place, synced, renamed.

What a system call has written can be lost with the power until it is synced, a new name in a folder until the folder
is (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014). The order here is the one of SQLite's atomic
commit: the data, then the name, then the folder.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

#: What a file is called while it is written: ".dates.csv.1f0c….part". Nobody can guess the name and put a link there.
_HALF_WRITTEN = re.compile(r"\.(.+)\.[0-9a-f]{16}\.part")
#: What file systems say that cannot sync a folder, or anything at all, or do not let it be opened.
_NOT_SUPPORTED = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM)


def begin_file(place: Path) -> tuple[BinaryIO, Path]:
    """Open a new file beside `place`; the file and its path. Raises OSError, also when something is there already."""
    temporary = _beside(place)
    return temporary.open("xb"), temporary  # x: never through a link


def _beside(place: Path) -> Path:
    return place.with_name(f".{place.name}.{secrets.token_hex(8)}.part")


def place_of(name: str) -> str | None:
    """Return the name of the place of a file that `begin_file` made, None for the name of any other file."""
    match = _HALF_WRITTEN.fullmatch(name)
    return match.group(1) if match else None


def finish_file(file: BinaryIO) -> None:
    """Close a file when its content is on the disk. Raises OSError."""
    file.flush()
    _sync(file.fileno())
    file.close()


def put_in_place(files: Iterable[tuple[Path, Path]]) -> None:
    """Rename finished files, given with their places, one after the other, and sync the folders. Raises OSError."""
    folders: dict[Path, None] = {}
    for temporary, place in files:
        os.replace(temporary, place)
        folders[place.parent] = None
    for folder in folders:
        sync_folder(folder)


@contextmanager
def draft_of(place: Path) -> Iterator[Path]:
    """Make a folder for a library that writes a file by its name, and yield a path of the name of `place` in it.

    The file takes its place when it is whole, and nothing is left when it is not. Raises OSError.
    """
    remove_drafts(place.parent, of=place.name)
    folder = _beside(place)
    folder.mkdir(mode=0o700)  # raises for a link that somebody put there
    try:
        with _held(folder):
            draft = folder / place.name
            yield draft
            with draft.open("rb+") as file:
                finish_file(file)
            put_in_place([(draft, place)])
    finally:  # after an interrupt too
        shutil.rmtree(folder, ignore_errors=True)


def remove_drafts(folder: Path, *, of: str | None = None) -> None:
    """Remove the folders of `draft_of` whose process was killed, those for the place `of` alone when it is given.

    What is no folder of this user, is called otherwise or holds anything else is left alone, and so is a link.
    """
    for draft in folder.glob(".*.part"):
        place = place_of(draft.name)
        if place is not None and of in (None, place):
            with suppress(OSError), _held(draft) as is_own:
                if is_own and all(name.startswith(place) for name in os.listdir(draft)):
                    shutil.rmtree(draft)


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Hold a folder by a lock that goes with this process; whether it is this user's, and held by nobody else.

    Where there is no such lock nobody knows whether a draft is still written, and it is nobody's.
    """
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # Windows
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        is_own = os.fstat(descriptor).st_uid == os.geteuid()
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except OSError:  # another process has it, or the file system has no locks
            is_own = False
        yield is_own
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, so that they stay. Raises OSError."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk. Nothing happens where the system has no such thing."""
    if os.name != "posix":  # Windows opens no folders
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            _sync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NOT_SUPPORTED:
            raise


def _sync(descriptor: int) -> None:
    """Put what was written on the disk itself: macOS' `fsync` stops at the memory of the disk."""
    try:
        from fcntl import F_FULLFSYNC, fcntl  # type: ignore[attr-defined, unused-ignore]
    except ImportError:
        os.fsync(descriptor)
        return
    try:
        fcntl(descriptor, F_FULLFSYNC)
    except OSError:  # a file system that is not on a disk of this machine
        os.fsync(descriptor)
