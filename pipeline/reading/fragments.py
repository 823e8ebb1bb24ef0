"""Pieces of HTML that are an article and nothing else, as in feeds and mails: all of their text, by paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.reading.model import MAX_TAGS, Problem, encodable

_TAG = re.compile("<[a-zA-Z]")
_IS_HTML = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*[\s/>]|!--)|&(?:[a-zA-Z]{2,8}|#\d{1,6});")
#: Elements whose words are none of the article's.
_SKIPPED = frozenset(
    (
        *("audio", "button", "canvas", "form", "head", "iframe", "map", "math", "noscript", "object"),
        *("script", "select", "style", "svg", "template", "textarea", "video"),
    )
)
#: Elements that begin and end a paragraph.
_PARAGRAPHS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)


def plain_text(fragment: str) -> str:
    """Return the text of a fragment of HTML, its paragraphs on lines of their own; a text without marks as it is.

    Raises Problem for too many tags.
    """
    if not _IS_HTML.search(fragment):
        return fragment
    if (tags := sum(1 for _ in _TAG.finditer(fragment))) > MAX_TAGS:
        raise Problem("too_long", f"it has {tags} tags, the limit is {MAX_TAGS}; save its text as .txt")
    root = _parsed(fragment)
    text = "".join(_pieces(root)) if root is not None else ""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return encodable("\n\n".join(line for line in lines if line))


def _parsed(fragment: str) -> Any:
    from lxml import etree, html

    try:
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
        return html.document_fromstring(encodable(fragment).replace("\x00", "").encode(), parser=parser)
    except etree.ParserError:  # there is nothing in it
        return None


def _pieces(root: Any) -> Iterator[str]:
    """Yield the text of a page piece by piece, with a line end where a paragraph ends and blanks within it."""
    from lxml import etree

    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_skipped, is_end = element.tag in _SKIPPED, event == "end"
        skipped += (-1 if is_end else 1) * is_skipped
        if element.tag in _PARAGRAPHS or (element.tag == "br" and is_end):
            yield "\n"
        elif element.tag in ("td", "th"):
            yield " "
        piece = element.tail if is_end else element.text
        if piece and not skipped and not (is_end and element is root):
            yield re.sub(r"\s+", " ", piece)
