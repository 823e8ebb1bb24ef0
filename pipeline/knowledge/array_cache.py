"""Arrays that take long to make, kept in the user's cache folder from one process to the next.

Nothing depends on the folder: where it cannot be read or written, or a file in it is damaged (`npz` files carry
checksums), the arrays are made anew.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path

#: Arrays by name.
Arrays = dict[str, Any]


def kept(name: str, make: Callable[[], Arrays]) -> Arrays:
    """The arrays that `make` gives; `name` must tell everything that they depend on, by a digest for instance."""
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"{name}.npz"
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        arrays = make()
    with suppress(OSError):
        _write(path, arrays)
    return arrays


def _folder() -> Path | None:
    """Where this system wants files that may be lost, None for a user without a home."""
    folder = user_cache_path("comunicado", appauthor=False)
    return folder if folder.is_absolute() else None


def _write(path: Path, arrays: Arrays) -> None:
    """All or nothing, for other processes may read or write the same file meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        try:
            np.savez(file, **arrays)
            file.close()
            Path(file.name).replace(path)
        except BaseException:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise
