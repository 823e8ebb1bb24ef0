"""Main text and metadata of an HTML page, by `trafilatura`."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, TypedDict

from pipeline.reading.model import MAX_TAGS, Problem, encodable, safe_line
from pipeline.reading.page_head import authors_of
from pipeline.reading.published import parse_day

#: Dates of pages are looked for in metadata and the URL only: an extensive search takes any date of the story.
#: `max_date` is given because the library would otherwise ask the clock, and a page must read the same next year.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
#: Shorter text is what a menu or an error page leaves ("Inicio", "Página no encontrada"), not a note.
MIN_CHARACTERS = 60
#: With more paragraphs, cells and list items than this, the second opinion of `justext`, whose time grows with their
#: square (two seconds for 2,000, minutes for 20,000), is not asked for.
MAX_COMPARED = 3_000
#: A paragraph with more elements than this is flattened: the library leaves a piece of text where each of them was, and
#: looks from every piece back to the first. Ten pages of prose with a link a line have some five hundred. Another
#: element with more pieces of text of its own has them put into paragraphs.
MAX_IN_PARAGRAPH = 1_000
#: Elements in a paragraph whose words are none of the article's.
_NO_PROSE = (
    "audio button canvas iframe map math noscript object picture script select style svg template textarea time video"
)
#: The other pieces of text of a paragraph, and its line breaks.
_PIECES = f""".//node()[self::text() or self::br][not(ancestor::{" or ancestor::".join(_NO_PROSE.split())})]"""
#: Elements that stand between paragraphs.
_BLOCKS = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 head header hr li main nav ol p pre section table tbody td tfoot th thead tr ul"
)
_TAG = re.compile("<[a-zA-Z]")
_PARAGRAPH = re.compile(r"<(?:p|li|t[dhr]|d[dtl]|h[1-6]|div|option|label|table|ul|ol|pre|blockquote)\b", re.IGNORECASE)


class Page(TypedDict):
    """What a page says: its main text and, where it names them, title, ISO date, outlet, URL and authors."""

    text: str
    title: str | None
    date: str | None
    source: str | None
    url: str | None
    authors: tuple[str, ...]


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
        authors=_authors(html),
    )


def _authors(html: str) -> tuple[str, ...]:
    """Return who signs a page by its head. Whom the library finds in the page is more often none than the author."""
    from trafilatura import load_html

    page = load_html(html)
    return () if page is None else tuple(map(encodable, authors_of(page)))


def _parse(html: str) -> Any:
    from trafilatura import bare_extraction  # slow to import, and most corpora have no HTML

    return bare_extraction(
        _flattened(html) if _count(_TAG, html) > MAX_IN_PARAGRAPH else html,
        fast=_count(_PARAGRAPH, html) > MAX_COMPARED,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )


def _flattened(html: str) -> Any:
    """Return a page parsed, with plain text and line breaks alone where it is crowded; as it is where it is nowhere."""
    from trafilatura import load_html

    page = load_html(html)
    elements = [] if page is None else [*page.iter("*")]
    mixed = [element for element in elements if element.tag != "p" and _is_mixed(element)]
    for element in mixed:
        _gather(element)
    crowded = [element for element in elements if element.tag == "p" and _is_crowded(element)]
    for paragraph in crowded:
        _flatten(paragraph)
    return page if mixed or crowded else html


def _is_mixed(element: Any) -> bool:
    pieces = (one for one in element if one.tag != "br" and one.tail and not one.tail.isspace())
    return next(islice(pieces, MAX_IN_PARAGRAPH, None), None) is not None


def _gather(element: Any) -> None:
    """Put what stands between the blocks of an element into paragraphs, of text and line breaks."""
    blocks = frozenset(_BLOCKS.split())
    children, text = list(element), element.text
    del element[:]
    element.text = None
    run = _paragraph(element, text)
    for child in children:
        if child.tag in blocks:
            text, child.tail = child.tail, None
            _add(element, run)
            element.append(child)
            run = _paragraph(element, text)
        else:
            run.append(child)
    _add(element, run)


def _paragraph(beside: Any, text: str | None) -> Any:
    paragraph = beside.makeelement("p")
    paragraph.text = text
    return paragraph


def _add(element: Any, run: Any) -> None:
    _flatten(run)
    if "".join(run.itertext()).strip():
        element.append(run)


def _is_crowded(paragraph: Any) -> bool:
    within = (one for one in paragraph.iterdescendants() if one.tag != "br")
    return next(islice(within, MAX_IN_PARAGRAPH, None), None) is not None


def _flatten(paragraph: Any) -> None:
    """Leave of a paragraph its text and its line breaks. A parser of HTML puts no block into one."""
    lines: list[list[str]] = [[]]
    for piece in paragraph.xpath(_PIECES, smart_strings=False):
        if isinstance(piece, str):
            lines[-1].append(piece)
        else:
            lines.append([])
    del paragraph[:]
    paragraph.text = "".join(lines[0])
    for line in lines[1:]:
        line_end = paragraph.makeelement("br")
        line_end.tail = "".join(line)
        paragraph.append(line_end)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _line(value: str | None) -> str | None:
    return (safe_line(value) or None) if value else None
