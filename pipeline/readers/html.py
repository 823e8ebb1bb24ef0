"""Main text and metadata of an HTML page, by `trafilatura`."""

from __future__ import annotations

from typing import Any, TypedDict

from pipeline.published import parse_day
from pipeline.readers.model import Problem, encodable, safe_line

#: Dates of pages are looked for in metadata and the URL only: an extensive search takes any date of the story.
#: `max_date` is given because the library would otherwise ask the clock, and a page must read the same next year.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
#: Shorter text is what a menu or an error page leaves ("Inicio", "Página no encontrada"), not a note.
MIN_CHARACTERS = 60


class Page(TypedDict):
    """What a page says: its main text and, where it names them, title, ISO date, outlet and URL."""

    text: str
    title: str | None
    date: str | None
    source: str | None
    url: str | None


def extract_page(html: str) -> Page:
    """Main text of a page and what its head says of it. Raises Problem when no main text is found."""
    try:
        page = _parsed(html)
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


def _parsed(html: str) -> Any:
    from trafilatura import bare_extraction  # slow to import, and most corpora have no HTML

    return bare_extraction(
        html, include_comments=False, include_tables=True, with_metadata=True, date_extraction_params=dict(_DATES)
    )


def _line(value: str | None) -> str | None:
    return (safe_line(value) or None) if value else None
