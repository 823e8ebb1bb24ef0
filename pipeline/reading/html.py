"""Main text and metadata of an HTML page, by `trafilatura`."""

from __future__ import annotations

import re
from typing import Any, TypedDict

from pipeline.reading.model import MAX_TAGS, Problem, encodable, safe_line
from pipeline.reading.published import parse_day

#: Dates of pages are looked for in metadata and the URL only: an extensive search takes any date of the story.
#: `max_date` is given because the library would otherwise ask the clock, and a page must read the same next year.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
#: Shorter text is what a menu or an error page leaves ("Inicio", "Página no encontrada"), not a note.
MIN_CHARACTERS = 60
#: With more paragraphs, cells and list items than this, the second opinion of `justext`, whose time grows with their
#: square (two seconds for 2,000, minutes for 20,000), is not asked for.
MAX_COMPARED = 3_000
_TAG = re.compile("<[a-zA-Z]")
_PARAGRAPH = re.compile(r"<(?:p|li|t[dhr]|d[dtl]|h[1-6]|div|option|label|table|ul|ol|pre|blockquote)\b", re.IGNORECASE)


class Page(TypedDict):
    """What a page says: its main text and, where it names them, title, ISO date, outlet and URL."""

    text: str
    title: str | None
    date: str | None
    source: str | None
    url: str | None


def extract_page(html: str) -> Page:
    """Return the main text of a page and what its head says of it.

    Raises Problem when no main text is found, or too many tags.
    """
    if (tags := _count(_TAG, html)) > MAX_TAGS:
        raise Problem("too_long", f"the page has {tags} tags, the limit is {MAX_TAGS}; save its text as .txt")
    try:
        page = _parse(html)
    except Exception as error:  # a parser of other people's pages fails in ways nobody can list
        reason = f"the page cannot be parsed ({type(error).__name__}); save its text as .txt"
        raise Problem("no_main_text", reason) from error
    text = encodable((getattr(page, "text", None) or "").strip())
    if page is None or len(text) < MIN_CHARACTERS:
        raise Problem("no_main_text", "no article is found in the page; save its text as .txt")
    day = parse_day(page.date) if page.date else None
    return Page(
        text=text,
        title=_line(page.title),
        date=day.isoformat() if day else None,
        source=_line(page.sitename),
        url=_line(page.url),
    )


def _parse(html: str) -> Any:
    from trafilatura import bare_extraction  # slow to import, and most corpora have no HTML

    return bare_extraction(
        html,
        fast=_count(_PARAGRAPH, html) > MAX_COMPARED,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _line(value: str | None) -> str | None:
    return (safe_line(value) or None) if value else None
