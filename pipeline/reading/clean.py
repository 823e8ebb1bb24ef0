"""Raw article text to the text that is analysed: characters repaired, page furniture, credits and repeats taken out.

Nothing of the story is rewritten. The steps run in the order of `clean_text` until nothing changes any more, so that
cleaning a clean text changes nothing.
"""

from __future__ import annotations

import html
import re
from itertools import pairwise
from typing import NamedTuple

from pipeline.reading.characters import clean_characters
from pipeline.reading.credits import Credits, take_credits
from pipeline.reading.furniture import drop_furniture
from pipeline.reading.repeats import drop_repeats

#: Rounds of cleaning at most. Two are usual (the second finds nothing left to do); entities within entities take more.
_ROUNDS = 12


class CleanText(NamedTuple):
    """Cleaned `text`; `bylines` and `agency`, who is credited; `removed`, what was taken out, in order."""

    text: str
    bylines: tuple[str, ...]
    agency: str | None
    removed: tuple[str, ...]


def clean_text(raw: str) -> CleanText:
    """Clean one article: `raw` as read; the `text` of the result is what stands in `articles.text`.

    Offsets of all tables count its characters. Cleaning a cleaned text changes nothing. Raises nothing; the
    text of a page with nothing but furniture is empty.
    """
    text, credits, removed = raw, Credits(), list[str]()
    for _ in range(_ROUNDS):
        before = text
        text = tidy_lines(clean_characters(text))
        text = strip_markup(text)
        text = unwrap_lines(text)
        text, gone = drop_furniture(text)
        removed += gone
        text, found, gone = take_credits(text)
        credits = credits.merge(found)
        removed += gone
        text, gone = drop_repeats(text)
        removed += gone
        text = tidy_lines(text)
        if text == before:
            break
    return CleanText(text, credits.people, credits.agency, tuple(removed))


# ------------------------------------------------------------------------------------------------------------ lines
def tidy_lines(text: str) -> str:
    """Leave no space around lines, at most one blank line in a row, none at the ends."""
    tidy = "\n".join([line.strip() for line in text.split("\n")])
    return (re.sub("\n{3,}", "\n\n", tidy) if "\n\n\n" in tidy else tidy).strip()


# ----------------------------------------------------------------------------------------------------------- markup
_BLOCKS = (
    "address|article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav"
)
_BLOCKS += "|ol|p|pre|section|table|tbody|thead|tr|ul"
_INLINES = "a|abbr|b|big|cite|code|del|em|font|i|iframe|img|ins|label|mark|q|s|small|source|span|strike|strong|sub|sup"
_INLINES += "|td|th|time|u|video"
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS})\b[^<>\n]{{0,1000}}>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_INLINES})\b[^<>\n]{{0,1000}}>", re.IGNORECASE)
#: Each stops at the next of its kind, so that a page of nothing but openings takes no quadratic time.
_SCRIPT = re.compile(
    r"<(script|style)\b[^<>]*>(?:(?!</?\1\b).)*</\1\s*>|<!--(?:(?!<!--|-->).)*-->", re.IGNORECASE | re.DOTALL
)
#: Entities with their semicolon only: "AT&T", "R&D" stay.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")

_LINK = re.compile(r"(!?)\[([^\[\]\n]{0,500})\](?:\([^()\s]{1,1000}(?:\s+[\"'][^\"'\n]*[\"'])?\)|\{:[^}\n]*\})")
_HEADING = re.compile(r"(?m)^ {0,3}#{1,6} +(?=\S)(.*?)(?: +#+)?$")
_STRONG = re.compile(r"(?<![\w*])(\*\*|__)(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?![\w*])")
_QUOTE = re.compile(r"(?m)^ {0,3}(?:> ?)+(?=\S)")
_LIQUID = re.compile(r"\{%[^%\n]{0,300}%\}|\{\{[^}\n]{0,300}\}\}|\{:[^}\n]{0,200}\}")


def strip_markup(text: str) -> str:
    """Replace HTML remains and, where the text is clearly Markdown, its marks by the text they mark."""
    if "<" in text:
        text = _TAG.sub("", _BLOCK_TAG.sub("\n", _SCRIPT.sub("", text)))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return strip_markdown(text) if is_markdown(text) else text


def is_markdown(text: str) -> bool:
    """Whether a text is clearly Markdown: a link, a heading, or two strong passages. One asterisk is a footnote."""
    return (
        ("[" in text and _LINK.search(text) is not None)
        or ("#" in text and _HEADING.search(text) is not None)
        or (("**" in text or "__" in text) and len(_STRONG.findall(text)) >= 2)
        or ("{" in text and _LIQUID.search(text) is not None)
    )


def strip_markdown(text: str) -> str:
    """Replace the links, emphasis, headings and quote marks of Markdown by their text; pictures go."""
    text = _LIQUID.sub("", text)
    text = _LINK.sub(lambda match: "" if match.group(1) else match.group(2), text)
    text = _HEADING.sub(r"\1", text)
    text = _QUOTE.sub("", text)
    return _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))


# ------------------------------------------------------------------------------------------------------- wrapped lines
#: Widths that mail programs and editors break lines at.
_WIDTHS = range(50, 91)
_MIN_BREAKS = 4


def unwrap_lines(text: str) -> str:
    """Join lines broken at a fixed width to their paragraphs; other line ends are paragraph ends and stay.

    A text counts as wrapped if no line is longer than those of mails and nearly every line inside a paragraph is so
    long that the first word of the next would not have fitted: that does not happen by chance or in short paragraphs.
    """
    blocks = [block.split("\n") for block in re.split(r"\n[ ]*\n\s*", text.strip("\n"))]
    width = max((len(line) for block in blocks for line in block), default=0)
    breaks = [pair for block in blocks for pair in pairwise(block)]
    if width not in _WIDTHS or len(breaks) < _MIN_BREAKS:
        return text
    full = sum(len(line.rstrip()) + 1 + len(after.split(" ")[0]) > width for line, after in breaks)
    if full < 0.9 * len(breaks):
        return text
    return "\n\n".join(" ".join(line.strip() for line in block) for block in blocks)
