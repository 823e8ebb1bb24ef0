"""The stages: each one spaCy component and one table (or a part of it), one file or `component.py` of a folder."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def from_component(package: str) -> Callable[[str], Any]:
    """Return the `__getattr__` of a stage's package: `find_*` and `make_*` of its `component`, loaded when asked for.

    So its helpers can be imported without it, and `from pipeline.stages.dates import find_dates` works all the same.
    """

    def get(name: str) -> Any:
        if name.startswith(("find_", "make_")):
            return getattr(import_module(f"{package}.component"), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return get
