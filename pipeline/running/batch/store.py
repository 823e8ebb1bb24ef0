"""The output folder: a local one, or one behind an `fsspec` URL such as `s3://bucket/folder`.

Both promise the same: a file appears whole or not at all, and the files of a `Stage` appear only when all of them are
ready. What a method has written or removed stays so after a crash of the machine. Names are relative, with `/`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from pipeline.output.durable import (
    begin_file,
    finish_file,
    make_folder,
    place_of,
    put_in_place,
    remove_drafts,
    sync_folder,
)
from pipeline.output.write import OutputError, file_names, prepare_folder, write_error
from pipeline.reading.addresses import shown_url, without_secrets
from pipeline.reading.inputs import WORK
from pipeline.reading.model import Problem
from pipeline.reading.remote import file_system, hidden_error, is_remote

#: The folder for files of a run's own that were damaged.
DAMAGED = f"{WORK}/damaged"


class Stage(Protocol):
    """Files that are being written and appear together."""

    def open(self, name: str) -> BinaryIO:
        """Open a new file to write to; it is closed by the stage."""

    def sizes(self) -> dict[str, int]:
        """Return the bytes written so far, by name."""

    def scratch(self) -> BinaryIO:
        """Open a temporary file on the disk where the others are; it is closed with the stage, and gone then."""


class Store(Protocol):
    """Where tables and shards are kept. Every method raises OutputError when the storage refuses.

    `url` is shown and written down: no user, password or query is in it.
    """

    url: str

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes:
        """Return the content of a file, or `length` bytes of it. Raises FileNotFoundError when there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all."""

    def size(self, name: str) -> int | None:
        """Return the bytes of a file, None when there is none."""

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the bytes of every file in a folder and the folders in it, by name from the root of the store."""

    def remove(self, name: str) -> None:
        """Remove a file or a folder; nothing happens when there is none."""

    def set_aside(self, name: str) -> str:
        """Move a damaged file out of the way, and return where it is now."""

    def stage(self) -> Any:
        """Return the context manager of a Stage; its files are dropped when an error leaves it."""

    def tidy(self) -> None:
        """Remove what a killed run left half-written, and keep the rest for good. Only for who holds the lock."""


def open_store(url: str | os.PathLike[str]) -> Store:
    """Return the store of a path or URL, made if it is not there.

    Raises OutputError when nothing can be written there.
    """
    name = os.fspath(url).removeprefix("file://")
    return RemoteStore(name) if is_remote(name) else LocalStore(Path(name))


class LocalStore:
    """A folder of this machine, or of a file system that is mounted here."""

    def __init__(self, folder: Path) -> None:
        prepare_folder(folder)
        self.folder = folder
        self.url = str(folder)

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes:
        """Return the content of a file, or some bytes of it."""
        with (self.folder / name).open("rb") as file:
            file.seek(start)
            return file.read(-1 if length is None else length)

    def write(self, name: str, data: bytes) -> None:
        """Write beside the place, then rename."""
        with self.stage() as stage:
            stage.open(name).write(data)

    def size(self, name: str) -> int | None:
        """Return the bytes of a file, None when there is none."""
        path = self.folder / name
        return path.stat().st_size if path.is_file() else None

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the bytes of every file below a folder; files of a write that was interrupted are not among them."""
        root = self.folder / folder
        return {
            path.relative_to(self.folder).as_posix(): path.stat().st_size
            for path in root.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }

    def remove(self, name: str) -> None:
        """Remove a file or a folder. Raises OutputError when it cannot be removed."""
        path = self.folder / name
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)
        except OSError as error:
            raise OutputError(f"{path}: cannot be removed ({error.strerror or error})") from error

    def set_aside(self, name: str) -> str:
        """Move a damaged file to the folder of these. Raises OutputError when it cannot be moved."""
        place = self.folder / _aside(name)
        try:
            make_folder(place.parent)
            put_in_place([(self.folder / name, place)])
            sync_folder((self.folder / name).parent)
        except OSError as error:
            raise OutputError(f"{self.folder / name}: cannot be moved ({error.strerror or error})") from error
        return str(place)

    def tidy(self) -> None:
        """Remove files of stages and drafts of exports whose process is gone; what others have there is left alone.

        Names that it made and did not come to sync are synced: this run builds upon what it sees.
        """
        own, work = {*file_names(), "comunicado-write-test"}, self.folder / WORK
        halves = [path for path in self.folder.glob(".*.part") if place_of(path.name) in own]
        halves += [path for path in work.rglob(".*.part") if place_of(path.name)]
        try:
            for path in halves:
                if not path.is_dir():
                    path.unlink(missing_ok=True)
            remove_drafts(self.folder)
            for folder in (self.folder.parent, self.folder, *_folders(work)):
                sync_folder(folder)
        except OSError as error:
            raise write_error(self.folder, error) from error

    @contextmanager
    def stage(self) -> Iterator[Stage]:
        """Yield a Stage of files beside their places, all renamed at the end."""
        stage = _LocalStage(self.folder)
        try:
            yield stage
            stage.commit()
        except OSError as error:
            if isinstance(error, OutputError):
                raise
            raise write_error(self.folder, error) from error
        finally:  # after an interrupt too
            stage.discard()


class _LocalStage:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, tuple[BinaryIO, Path]] = {}
        self._scratch = ExitStack()

    def open(self, name: str) -> BinaryIO:
        place = self._folder / name
        make_folder(place.parent)
        file, temporary = begin_file(place)
        self._files[name] = (file, temporary)
        return file

    def sizes(self) -> dict[str, int]:
        for file, _ in self._files.values():
            file.flush()
        return {name: temporary.stat().st_size for name, (_, temporary) in self._files.items()}

    def scratch(self) -> BinaryIO:
        # not in the folder of the system, which is in memory on some machines
        return self._scratch.enter_context(tempfile.TemporaryFile(dir=self._folder))

    def commit(self) -> None:
        for file, _ in self._files.values():
            finish_file(file)
        put_in_place((temporary, self._folder / name) for name, (_, temporary) in self._files.items())
        self._files.clear()

    def discard(self) -> None:
        with suppress(OSError):
            self._scratch.close()
        for file, temporary in self._files.values():
            with suppress(OSError):  # a full disk cannot take the rest of the buffer; the file goes anyway
                file.close()
            temporary.unlink(missing_ok=True)


class RemoteStore:
    """A folder of an object store or another file system that `fsspec` knows, named by a URL."""

    def __init__(self, url: str) -> None:
        self._address = url.rstrip("/")
        self.url = shown_url(self._address)
        try:
            self._fs, self._root = file_system(self._address)
        except Problem as problem:
            raise OutputError(f"{self.url}: {problem.message}") from problem
        with self._errors():
            bucket = self._root.split("/")[0]
            if bucket and not self._fs.exists(bucket):  # `fsspec` would make it, with settings nobody chose
                name = without_secrets(bucket, self._address)
                raise OutputError(f"{self.url}: there is no bucket '{name}'; make it, or choose another with --out")
            self.write(".comunicado-write-test", b"")
            self.remove(".comunicado-write-test")

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _new_path(self, name: str) -> str:
        """Return the path of a file to write, its folder made where there are folders.

        Paths in a bucket have no `/` in front.
        """
        path = self._path(name)
        if path.startswith("/"):
            self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        return path

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Raise errors of the many libraries behind `fsspec` as OutputError."""
        try:
            yield
        except OutputError:
            raise
        except FileNotFoundError as error:
            raise FileNotFoundError(without_secrets(str(error), self._address)) from None
        except Exception as error:
            reason = without_secrets(str(error), self._address)
            raise OutputError(
                f"{self.url}: the storage refused ({reason}); check address and permissions"
            ) from hidden_error(error, self._address)

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes:
        """Return the content of an object, or some bytes of it."""
        with self._errors():
            end = None if length is None else start + length
            return bytes(self._fs.cat_file(self._path(name), start=start or None, end=end))

    def write(self, name: str, data: bytes) -> None:
        """Put an object, which appears whole or not at all."""
        with self._errors():
            self._fs.pipe_file(self._new_path(name), data)

    def size(self, name: str) -> int | None:
        """Return the bytes of an object, None when there is none."""
        with self._errors():
            self._fs.invalidate_cache()
            path = self._path(name)
            return int(self._fs.info(path)["size"]) if self._fs.isfile(path) else None

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the bytes of every object below a folder."""
        with self._errors():
            self._fs.invalidate_cache()
            found = self._fs.find(self._path(folder), detail=True)
            start = len(self._root) + 1
            return {path[start:]: int(info["size"]) for path, info in found.items()}

    def remove(self, name: str) -> None:
        """Remove an object or a folder."""
        with self._errors():
            self._fs.invalidate_cache()
            if self._fs.exists(self._path(name)):
                self._fs.rm(self._path(name), recursive=True)

    def set_aside(self, name: str) -> str:
        """Move a damaged object to the folder of these."""
        with self._errors():
            self._fs.mv(self._path(name), self._new_path(_aside(name)))
        return f"{self.url}/{_aside(name)}"

    def tidy(self) -> None:
        """Do nothing: an object is there as a whole or not at all."""

    @contextmanager
    def stage(self) -> Iterator[Stage]:
        """Yield a Stage of objects that are uploaded from local files at the end.

        An upload that was begun cannot be seen half-way.
        """
        with tempfile.TemporaryDirectory(prefix="comunicado-") as folder:
            store = LocalStore(Path(folder))
            with store.stage() as stage:
                yield stage
            with self._errors():
                for name in store.sizes(""):
                    self._fs.put_file(str(store.folder / name), self._new_path(name))


def _folders(work: Path) -> list[Path]:
    """Return a work folder and those in it; none when there is no such folder."""
    return [work, *(path for path in work.iterdir() if path.is_dir())] if work.is_dir() else []


def _aside(name: str) -> str:
    """Return where a damaged file goes: `.comunicado/shards/a.shard` to `.comunicado/damaged/shards-a.shard`."""
    return f"{DAMAGED}/{name.removeprefix(f'{WORK}/').replace('/', '-')}"
