"""What the rows of a document depend on besides its text: shards made with something else are not gone on with."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import as_file, files

from pipeline.knowledge.lexicon import Lexicon, current_lexicon
from pipeline.models.choice import version_of

#: A digest or a version, by what it is of.
Identity = Mapping[str, str | None]

_NAMES = {
    "code": "another version of the package",
    "lexicons": "other lexicons",
    "recogniser": "another recogniser",
    "reader": "another reader",
}


def identity_of(model: str, lexicon: Lexicon | None = None) -> Identity:
    """Return versions and digests for runs with a base model and a lexicon, that in force when None."""
    return {
        "package": version_of("comunicado"),
        "code": code_digest(),
        "lexicons": (lexicon or current_lexicon()).digest(),
        "recogniser": recogniser_digest(),
        "reader": reader_digest(),
        "model": f"{model} {version_of(model) or ''}".strip(),
        "spacy": version_of("spacy"),
        "numpy": version_of("numpy"),
        "onnxruntime": version_of("onnxruntime"),
        "tokenizers": version_of("tokenizers"),
        "python": platform.python_version(),
    }


def model_of(identity: Identity) -> tuple[str, str | None]:
    """Return the name and version of the base model of an identity."""
    name, _, version = str(identity["model"]).partition(" ")
    return name, version or None


def differences(one: Identity, other: Identity) -> str:
    """Return what differs between two identities, for a message; empty when they are the same."""
    names = [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
    return ", ".join(_NAMES.get(name) or f"{name} {one.get(name)} (now {other.get(name)})" for name in names)


@lru_cache(maxsize=1)
def recogniser_digest() -> str:
    """Return the SHA-256 over the files of the name recogniser: the same digest, the same names."""
    return _digest("models/ner/model", "*")


@lru_cache(maxsize=1)
def reader_digest() -> str:
    """Return the SHA-256 over the weights of the reader.

    With the same digest agreements, meetings and statements are the same.
    """
    return _digest("reader/model", "*")


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return the SHA-256 over the modules of the package: rules are code too, and change between two releases."""
    return _digest(".", "*.py")


def _digest(folder: str, pattern: str) -> str:
    """Return the SHA-256 over some files of the package. Raises FileNotFoundError where there are none."""
    total = hashlib.sha256()
    with as_file(files("pipeline")) as package:
        found = sorted(p for p in (package / folder).rglob(pattern) if p.is_file())
        if not found:
            raise FileNotFoundError(f"pipeline/{folder}: no files; the package is not whole, install it again")
        for path in found:
            total.update(path.relative_to(package / folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
