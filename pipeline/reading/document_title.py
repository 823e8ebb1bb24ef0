"""Titles in the properties of files: some are the title of what is in them, most were filled in by programs."""

from __future__ import annotations

import re

from pipeline.knowledge.folding import fold_name
from pipeline.reading.words import word_pattern

#: A title that ends like the name of a file.
_FILE_NAME = re.compile(r"\.(?:docx?|indd|odt|p65|pdf|pptx?|pub|qxd|rtf|txt|xlsx?)$", re.IGNORECASE)
#: Words of a title that need not stand in the text: fewer may be the name of the paper or of a template.
_MIN_WORDS = 4
#: Characters at the head of a text in which its title stands.
_HEAD = 5_000


def title_of(own: str, text: str, headline: str | None) -> str | None:
    """Return the title of a document: its `own` one where the text has it, else the `headline`, else its own if any.

    `own` is that of its properties, empty where they have none.
    """
    if not own or _FILE_NAME.search(own) or _is_filled_in(own):
        return headline
    if _plain(own) in _plain(text[:_HEAD]):
        return own
    return headline or (own if len(re.findall(r"[^\W\d_]{2,}", own)) >= _MIN_WORDS else None)


def _is_filled_in(title: str) -> bool:
    """Whether a program gave the title: "Documento1", "Microsoft Word - nota"."""
    return re.fullmatch(rf"{word_pattern('no title')}\W*\d*(?: - .*)?", title, re.IGNORECASE) is not None


def _plain(text: str) -> str:
    words = re.findall(r"[^\W_]+", fold_name(text))
    return f" {' '.join(words)} "
