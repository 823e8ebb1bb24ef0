"""Files that a URL names, such as `s3://bucket/folder`, by `fsspec`. Its library for the scheme must be installed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from pipeline.config import require
from pipeline.reading.addresses import shown_url, url_key, without_secrets
from pipeline.reading.model import Problem


def is_remote(name: str) -> bool:
    """Whether a name is a URL (`s3://…`) and no path of this machine, be it written as `file://…`."""
    scheme, found, _ = name.partition("://")
    return bool(found) and scheme.isalnum() and scheme != "file"


@dataclass(frozen=True, slots=True)
class RemotePath:
    """A file of an object store: what readers need of a `pathlib.Path`."""

    url: str = field(repr=False)
    _fs: Any = field(compare=False, repr=False)
    _path: str = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        """The last part of the path, without a query."""
        return posixpath.basename(shown_url(self._path))

    @property
    def key(self) -> str:
        """What tells the file from others, without the secrets of its URL."""
        return url_key(self.url)

    def hide(self, message: str) -> str:
        """Return the message of a library without the secrets of the URL."""
        return without_secrets(message, self.url)

    def open(self, mode: str = "rb") -> BinaryIO:
        """Open the content, which is read as it is needed. Raises OSError, whatever the library raises."""
        try:
            stream: BinaryIO = self._fs.open(self._path, mode)
        except PermissionError:
            raise
        except Exception as error:
            raise OSError(self.hide(_reason(error))) from hidden_error(error, self.url)
        return stream

    def address(self) -> dict[str, str]:
        """Return what `at` makes the same path of, in another process too. It may hold a password."""
        return {"url": self.url, "file_system": self._fs.to_json(), "path": self._path}

    @classmethod
    def at(cls, address: Mapping[str, str]) -> RemotePath:
        """Return the path at an address."""
        import fsspec

        return cls(address["url"], fsspec.AbstractFileSystem.from_json(address["file_system"]), address["path"])

    def signature(self) -> str:
        """Return what the store says of the content without reading it; another content has another signature."""
        return str(self._fs.ukey(self._path))


def find_remote(url: str) -> Iterator[tuple[RemotePath, str]]:
    """Yield the files that the URL of a file, folder or glob names, sorted, with paths relative to its fixed part.

    Raises Problem if there is no file or the store refuses.
    """
    fs, path = file_system(url)
    try:
        fs.invalidate_cache()  # a notebook may ask twice, and the folder may have grown in between
        paths, root = _list_paths(fs, path)
    except Exception as error:  # each library has errors of its own
        message = f"the storage refused ({without_secrets(_reason(error), url)}); check address and permissions"
        raise Problem("unreadable", message) from hidden_error(error, url)
    if not paths:
        raise Problem("not_found", "there is no such file or folder; check the address")
    for found in paths:
        relative = shown_url(found).removeprefix(shown_url(root)).lstrip("/")
        if not any(part.startswith(".") for part in relative.split("/")):
            yield RemotePath(str(fs.unstrip_protocol(found)), fs, found), relative


def file_system(url: str) -> tuple[Any, str]:
    """Return the `fsspec` file system of a URL, and the path in it.

    Raises Problem for a scheme without its library, and for a server that cannot be reached, where that is tried now.
    """
    try:
        require("s3", "an address")
        import fsspec

        fs, path = fsspec.core.url_to_fs(url)
    except Exception as error:  # each library has errors of its own
        message = f"this storage cannot be used ({without_secrets(_reason(error), url)})"
        raise Problem("unreadable", message) from hidden_error(error, url)
    return fs, str(path).rstrip("/")


def hidden_error(error: BaseException, url: str) -> OSError:
    """Return an error of a library without the secrets of a URL in its message, with its traceback."""
    shown = OSError(f"{type(error).__name__}: {without_secrets(str(error), url)}")
    return shown.with_traceback(error.__traceback__)


def _reason(error: BaseException) -> str:
    """Return what an error says; its name when it says nothing."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _list_paths(fs: Any, path: str) -> tuple[Sequence[str], str]:
    """Return the paths that a path or pattern names, and the part that they are relative to."""
    # a URL has its query behind a question mark, an address between brackets
    magic = re.search(r"[*?[]", path) if "://" not in path else re.search(r"(?<!/)[*[]", path.partition("?")[0])
    if magic:
        return sorted(found for found in fs.glob(path) if fs.isfile(found)), posixpath.dirname(path[: magic.start()])
    if fs.isfile(path):
        return [path], posixpath.dirname(path)
    return sorted(fs.find(path)), path
