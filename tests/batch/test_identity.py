"""What rows depend on besides their text is told by digests of files that there are."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest

from pipeline.running.batch import identity


def by_hand(folder: str) -> str:
    root = Path(str(files("pipeline"))) / folder
    total = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def test_digests_are_of_the_weights_there_are() -> None:
    assert identity.recogniser_digest() == by_hand("models/ner/model")
    assert identity.reader_digest() == by_hand("reader/model")
    assert hashlib.sha256().hexdigest() not in (identity.recogniser_digest(), identity.code_digest())


def test_no_files_have_no_digest() -> None:
    with pytest.raises(FileNotFoundError, match="pipeline/nowhere: no files"):
        identity._digest("nowhere", "*")
