"""The article of a PDF file: its text in the order of reading, its title. Pages are taken apart by `pdfminer.six`.

A PDF has letters and places and no paragraphs; what belongs together is told by where it stands (`page_order`,
`paragraphs`). The day on which the file was made says little about the day of publication and is not taken for it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from statistics import median
from typing import Any

from pipeline.reading.document_title import title_of
from pipeline.reading.model import MAX_FIELD, Problem, encodable, safe_line
from pipeline.reading.page_order import Page, Piece, blocks_of, without_margins
from pipeline.reading.paragraphs import Paragraph, paragraphs_of, text_of, words_of

#: Pages of a document at most: one that is longer is a book or a collection, and no article.
MAX_PAGES = 500
#: Share of letters that a document must know by name: others are pictures of letters, which fonts number as they like.
_KNOWN = 0.8
#: A heading's letters are taller than those of the text, so many times.
_HEADING = 1.15
#: Words of a headline at least; a single one is the name of a section or a paper.
_HEADLINE_WORDS = 4
_UNKNOWN_LETTER = re.compile(r"\(cid:\d+\)")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " "})


def pdf_record(data: bytes) -> dict[str, Any]:
    """Return the text of a PDF file, its paragraphs on lines of their own, and its title.

    Raises Problem for a file that is none or broken, one that is locked, and one without letters, as scans are.
    """
    pages, title = _parse(data)
    _check_letters([piece.text for page in pages for piece in page.pieces])
    blocks = [block for page in without_margins(pages) for block in blocks_of(page.pieces)]
    paragraphs = paragraphs_of(blocks)
    words = words_of(blocks)
    texts = [text_of(paragraph, words) for paragraph in paragraphs]
    text = "\n\n".join(texts)
    return {"text": text, "title": title_of(title, text, _headline(paragraphs, texts))}


def _parse(data: bytes) -> tuple[list[Page], str]:
    """Return the pages of a file, and the title in its properties."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        return _read(data)
    except (MemoryError, Problem):
        raise
    except PDFPasswordIncorrect as error:
        raise Problem("encrypted", "it is locked with a password; save it without one") from error
    except Exception as error:  # a parser of other people's files fails in ways nobody can list
        reason = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
        raise Problem("broken_pdf", f"it is no readable PDF ({reason}); save it again, or its text as .txt") from error


def _read(data: bytes) -> tuple[list[Page], str]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(data)))
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(char_margin=1.0, boxes_flow=None, all_texts=True))
    interpreter = PDFPageInterpreter(resources, device)
    pages = []
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number == MAX_PAGES:
            raise Problem("too_long", f"it has more than {MAX_PAGES} pages; split it into its articles")
        interpreter.process_page(page)
        layout = device.get_result()
        pages.append(Page(_once(_pieces(layout, layout.height)), layout.height))
    if not pages:
        raise Problem("broken_pdf", "it is no readable PDF (there is no page in it); save it again")
    return pages, _property(document.info, "Title")


def _property(info: Sequence[Any], name: str) -> str:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    values = [resolve1(each.get(name)) for each in info]
    found = next((value for value in values if isinstance(value, (bytes, str))), b"")
    return safe_line(decode_text(found) if isinstance(found, bytes) else found)


def _pieces(layout: Any, height: float) -> Iterator[Piece]:
    """Yield the pieces of lines that are within a part of a page; what is written upwards or slanted is left out."""
    from pdfminer.layout import LTChar, LTContainer, LTTextLine

    for item in layout:
        if isinstance(item, LTTextLine):
            letters = [letter for letter in item if isinstance(letter, LTChar)]
            text = encodable(item.get_text().translate(_LIGATURES)).strip()
            if text and letters and all(abs(number) < 0.1 for number in letters[0].matrix[1:3]):
                size = median(letter.size for letter in letters)
                yield Piece(text, item.x0, item.x1, height - item.y1, height - item.y0, size)
        elif isinstance(item, LTContainer):
            yield from _pieces(item, height)


def _once(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces without those that are printed over themselves, as a bold letter or a shadow."""
    return list({(piece.text, round(piece.left / 3), round(piece.top / 3)): piece for piece in pieces}.values())


def _check_letters(texts: Sequence[str]) -> None:
    """Raise Problem where there are no letters, or most are not known by name."""
    whole = "".join(texts)
    known = sum(char.isalpha() for char in _UNKNOWN_LETTER.sub("", whole))
    if not known and "(cid:" not in whole:
        raise Problem("no_text_layer", "there is no text layer in it, as in a scan; run OCR first, e.g. ocrmypdf")
    if known < _KNOWN * (known + len(_UNKNOWN_LETTER.findall(whole))):
        reason = "its fonts do not tell which letters they draw; run OCR over it, e.g. ocrmypdf --force-ocr"
        raise Problem("no_text_layer", reason)


def _headline(paragraphs: Sequence[Paragraph], texts: Sequence[str]) -> str | None:
    """Return the headline: of what stands before the text in taller letters, the tallest with some words."""
    usual = _usual_size(paragraphs)
    above = list(takewhile(lambda pair: not _is_text(pair[0], usual), zip(paragraphs, texts, strict=True)))
    tall = [(one.size, -number, text) for number, (one, text) in enumerate(above) if one.size > _HEADING * usual]
    headlines = [found for found in tall if len(found[2].split()) >= _HEADLINE_WORDS] or tall
    return max(headlines)[2][:MAX_FIELD] if headlines else None


def _is_text(paragraph: Paragraph, usual: float) -> bool:
    return len(paragraph.lines) > 2 and paragraph.size <= _HEADING * usual


def _usual_size(paragraphs: Iterable[Paragraph]) -> float:
    """Return the size of most letters."""
    letters: dict[float, int] = {}
    for line in (line for paragraph in paragraphs for line in paragraph.lines):
        size = round(line.size, 1)
        letters[size] = letters.get(size, 0) + len(line.text)
    return max(letters, key=lambda size: letters[size])
