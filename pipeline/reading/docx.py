"""The article of a Word file (.docx): the text of its body, its title. It is a zip archive with XML in it.

Heads, feet, footnotes and comments stand in other parts of the archive and are left out. When a file was made says
little about the day of publication, and who it was made by is mostly the name of a computer: neither is taken.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.reading.document_title import title_of
from pipeline.reading.model import MAX_FIELD, Problem, safe_line
from pipeline.reading.safe_xml import XmlError, parse_xml
from pipeline.reading.zipped import unpacked_part

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
#: First bytes of a Word file that is locked, and of one as Word wrote them until 2003.
_OLE = b"\xd0\xcf\x11\xe0"
#: Parts of a document that are not printed, or printed twice: text that was moved away, pictures for old programs.
_LEFT_OUT = frozenset((f"{_WORD}moveFrom", f"{_WORD}del", f"{_WORD}pPr", f"{_WORD}rPr", _FALLBACK))
#: Names of styles of headings, as Word keeps them in every language.
_HEADINGS = re.compile(r"title|heading 1", re.IGNORECASE)
#: Paragraphs at the beginning in which a headline is looked for.
_HEAD = 8


def docx_record(data: bytes) -> dict[str, Any]:
    """Return the text of a Word file, its paragraphs on lines of their own, and its title.

    Raises Problem for a file that is none, broken or locked, and for one that unpacks to too much.
    """
    if data.startswith(_OLE):
        raise Problem("encrypted", "it is locked with a password, or an old Word file; save it as .docx without one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _record(archive)
    except (KeyError, XmlError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        reason = str(error).strip("'\"").splitlines()[0][:100] if str(error) else type(error).__name__
        raise Problem("broken_docx", f"it is no readable Word file ({reason}); save it again, or as .txt") from error


def _record(archive: zipfile.ZipFile) -> dict[str, Any]:
    body = parse_xml(unpacked_part(archive, "word/document.xml")).find(f"{_WORD}body")
    if body is None:
        raise XmlError("there is no text in it")
    paragraphs = [(style, text) for style, text in _paragraphs(body) if text]
    text = "\n\n".join(text for _, text in paragraphs)
    headings = _heading_styles(archive)
    headline = next((text for style, text in paragraphs[:_HEAD] if style in headings), None)
    return {"text": text, "title": title_of(_own_title(archive), text, headline and headline[:MAX_FIELD])}


def _paragraphs(parent: Any) -> Iterator[tuple[str, str]]:
    """Yield style and text of the paragraphs within an element, in order; the row of a table is one paragraph."""
    for element in parent:
        if element.tag == f"{_WORD}p":
            yield _style(element), _text(element)
            for box in element.iter(f"{_WORD}txbxContent"):
                if next(box.iterancestors(_FALLBACK), None) is None:
                    yield from _paragraphs(box)
        elif element.tag == f"{_WORD}tr":
            yield from _row(element)
        elif element.tag not in _LEFT_OUT and isinstance(element.tag, str):
            yield from _paragraphs(element)


def _row(row: Any) -> Iterator[tuple[str, str]]:
    """Yield the cells of a row as one paragraph; where a cell has several, as in tables for layout, all of these."""
    cells = [[pair for pair in _paragraphs(cell) if pair[1]] for cell in row.iterchildren(f"{_WORD}tc")]
    if all(len(cell) <= 1 for cell in cells):
        yield "", " | ".join(text for cell in cells for _, text in cell)
    else:
        for cell in cells:
            yield from cell


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    return "" if style is None else style.get(f"{_WORD}val", "")


def _text(paragraph: Any) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in "".join(_pieces(paragraph)).split("\n"))))


#: Signs that are elements. A page break is a line end too.
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def _pieces(element: Any) -> Iterator[str]:
    """Yield the text of a paragraph without that of the boxes that hang on it."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _LEFT_OUT or child.tag == f"{_WORD}txbxContent":
            continue
        name = child.tag.removeprefix(_WORD)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        else:
            yield from _pieces(child)


def _heading_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the ids of the styles of titles, whose names are the same in every language."""
    if "word/styles.xml" not in archive.namelist():
        return frozenset()
    styles: Iterable[Any] = parse_xml(unpacked_part(archive, "word/styles.xml")).iter(f"{_WORD}style")
    names = ((style.get(f"{_WORD}styleId", ""), style.find(f"{_WORD}name")) for style in styles)
    return frozenset(
        key for key, name in names if name is not None and _HEADINGS.fullmatch(name.get(f"{_WORD}val", ""))
    )


def _own_title(archive: zipfile.ZipFile) -> str:
    if "docProps/core.xml" not in archive.namelist():
        return ""
    return safe_line(parse_xml(unpacked_part(archive, "docProps/core.xml")).findtext(_TITLE) or "")
