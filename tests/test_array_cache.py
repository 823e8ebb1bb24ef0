"""Arrays in the cache folder: kept when they can be, never missed, and nothing damaged is believed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.knowledge import array_cache as module
from pipeline.knowledge.array_cache import Arrays, kept


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    found = module._folder()
    assert found is not None and found.is_relative_to(tmp_path)
    return found


def _numbers() -> Arrays:
    return {"numbers": np.arange(1_000), "names": np.array(["es", "gl"])}


def _never() -> Arrays:
    raise AssertionError("made again")


def _check(arrays: Arrays) -> None:
    assert arrays.keys() == {"numbers", "names"}
    assert arrays["numbers"].tolist() == list(range(1_000)) and arrays["names"].tolist() == ["es", "gl"]


def test_made_once(folder: Path) -> None:
    _check(kept("a", _numbers))
    _check(kept("a", _never))
    assert [path.name for path in folder.iterdir()] == ["a.npz"]


@pytest.mark.parametrize("content", [b"", b"PK", b"\x00" * 5_000, "short", "changed"])
def test_a_damaged_file_is_made_anew(folder: Path, content: bytes | str) -> None:
    kept("a", _numbers)
    path = folder / "a.npz"
    whole = path.read_bytes()
    changed = {"short": whole[:-100], "changed": whole[:900] + b"\xff" + whole[901:]}
    path.write_bytes(content if isinstance(content, bytes) else changed[content])
    _check(kept("a", _numbers))
    assert path.read_bytes() == whole
    _check(kept("a", _never))


def test_a_folder_that_cannot_be_written_is_no_problem(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    _check(kept("a", _numbers))


def test_a_user_without_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", nobody)
    _check(kept("a", _numbers))


def test_nothing_is_left_of_a_file_that_could_not_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **arrays: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(np, "savez", full)
    _check(kept("a", _numbers))
    assert list(folder.iterdir()) == []
