"""Documents of other programs, written by hand: PDF, Word, mail, saved page, ZIP and feeds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from pdfminer.fontmetrics import FONT_METRICS

#: Where a word may be parted at the end of a line.
HYPHEN = "\u00ad"
HEIGHT, WIDTH = 842, 595
_FONTS = ("Times-Roman", "Times-Bold")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Line(NamedTuple):
    """A line of a page: its words, where they begin, in points from the upper left corner, and their size."""

    text: str
    x: float
    y: float
    size: float = 10
    is_bold: bool = False


def width(text: str, size: float) -> float:
    """The width of a text in Times."""
    return sum(FONT_METRICS["Times-Roman"][1].get(char, 500) for char in text) * size / 1000


def column(
    paragraphs: Iterable[str], x: float, y: float, wide: float, *, size: float = 10, indent: float = 0, gap: float = 0
) -> list[Line]:
    """Paragraphs broken into lines of a column, 1.2 sizes apart; `gap` is what more stands between paragraphs."""
    lines = []
    for paragraph in paragraphs:
        left = x + indent
        for text in _broken(paragraph, wide, indent, size):
            lines.append(Line(text, left, y, size))
            left, y = x, y + 1.2 * size
        y += gap
    return lines


def _broken(paragraph: str, wide: float, indent: float, size: float) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        parts = word.split(HYPHEN)
        for number in range(len(parts), -1, -1):
            head = "".join(parts[:number]) + ("-" if 0 < number < len(parts) else "")
            longer = f"{line} {head}".strip()
            if number == 0 or width(longer, size) <= wide - indent:
                break
        rest = "".join(parts[number:])
        if not rest:
            line = longer
            continue
        yield longer
        line, indent = rest, 0
    yield line


def pdf(pages: Sequence[Sequence[Line]], *, title: str | None = None, is_locked: bool = False) -> bytes:
    """A PDF file of these lines, in the order in which they are given."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = b" ".join(b"/F%d %d 0 R" % (n, n + 3) for n in range(2))
    objects += [f"<< /Type /Font /Subtype /Type1 /BaseFont /{n} /Encoding /WinAnsiEncoding >>".encode() for n in _FONTS]
    objects.append(b"<< /Title (%s) >>" % _escaped(title or ""))
    kids = []
    for lines in pages:
        content = b"\n".join(map(_drawn, lines))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        box = b"/MediaBox [0 0 %d %d]" % (WIDTH, HEIGHT)
        page = b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R /Resources << /Font << %s >> >> >>"
        objects.append(page % (box, len(objects), fonts))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [(a) (a)]" % (b"o" * 32, b"u" * 32)
    return _pdf_file(objects, b"/Root 1 0 R /Info 5 0 R " + (lock if is_locked else b""))


def _pdf_file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(data))
    return data + head + table + end


def _drawn(line: Line) -> bytes:
    place = b"%.2f %.2f Td" % (line.x, HEIGHT - line.y - line.size)
    return b"BT /F%d %.1f Tf %s (%s) Tj ET" % (line.is_bold, line.size, place, _escaped(line.text))


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def docx(body: str, *, title: str = "", styles: Mapping[str, str] | None = None) -> bytes:
    """A Word file with this XML as its body; `styles` are names by id."""
    listed = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in (styles or {}).items()
    )
    core = f'<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></p>'
    return archive(
        {
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{listed}</w:styles>',
            "docProps/core.xml": core,
        }
    )


def word_paragraph(text: str, style: str = "") -> str:
    """A paragraph of a Word file, in two runs."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in (text[:9], text[9:]) if part
    )
    return f"<w:p>{named}{runs}</w:p>"


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive with these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            out.writestr(zipfile.ZipInfo(name, (2024, 5, 3, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def locked_archive(name: str, content: str) -> bytes:
    """A ZIP archive that says of its only file that it is locked."""
    data = bytearray(archive({name: content}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)
