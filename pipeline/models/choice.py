"""Which base model a run takes: known without loading it, or spaCy."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from pipeline.config import BASE_MODELS, BLANK


class ModelNotFoundError(RuntimeError):
    """No Spanish base model is installed; the message says how to install one."""


def find_model(name: str | None = None) -> str:
    """Return the name of the base model to load: `name` if given, else the first installed one of `BASE_MODELS`.

    Raises ModelNotFoundError when it is not installed.
    """
    wanted = (name,) if name else BASE_MODELS
    for model in wanted:
        if model == BLANK or version_of(model):
            return model
    raise ModelNotFoundError(
        f"no Spanish model is installed ({', '.join(wanted)}): run 'make setup' "
        f"or 'python -m spacy download {wanted[0]}'"
    )


def version_of(package: str) -> str | None:
    """Return the installed version of a package, None when there is none."""
    try:
        return version(package)
    except (PackageNotFoundError, ValueError):
        return None
