"""What the report says, in English and Spanish: all of it is in assets/texts.json."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from babel import Locale

LANGUAGES = ("en", "es")

Texts = dict[str, dict[str, str]]


def asset(name: str) -> str:
    """Return a file of the folder `assets` as text."""
    return (files("pipeline.output.report") / "assets" / name).read_text(encoding="utf-8")


@cache
def texts(language: str) -> Texts:
    """Return the sentences (`ui`), names of columns (`columns`) and of codes (`values`) in `language`."""
    content = json.loads(asset("texts.json"))
    return {part: {key: both[language] for key, both in entries.items()} for part, entries in content.items()}


@cache
def country_names(language: str) -> dict[str, str]:
    """Return the names of states and territories by ISO 3166-1 alpha-2 code, from Unicode CLDR."""
    return {code: name for code, name in Locale(language).territories.items() if len(code) == 2}
