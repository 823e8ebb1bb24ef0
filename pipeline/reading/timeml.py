"""TimeML documents: writing expressions of time for the field's own tools, reading the text of such a document.

The shape is that of TimeML 1.2.1 (http://timeml.org): `DCT` holds the day of publication as the expression `t0`, and
what was counted from it names it in `anchorTimeID`.
"""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from pipeline.stages.dates.context import TimeExpression


_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">\n'
)
#: Characters that XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return the text with a blank for each character that XML cannot hold.

    It is as long as before, so that offsets stay.
    """
    return _NO_XML.sub(" ", text)


def timeml_document(text: str, found: Iterable[TimeExpression], *, doc_id: str, reference: dt.date | None) -> str:
    """Return a TimeML document of a text and its expressions, which must be in order and apart.

    An expression without a value, for want of a reference date, has `value=""` and the reason as `comment`.
    """
    parts = [_HEAD, f"<DOCID>{escape(xml_text(doc_id))}</DOCID>\n"]
    if reference is not None:
        day = reference.isoformat()
        dct = f'tid="t0" type="DATE" value="{day}" temporalFunction="false" functionInDocument="CREATION_TIME"'
        parts.append(f"<DCT><TIMEX3 {dct}>{day}</TIMEX3></DCT>\n")
    parts.append("<TEXT>")
    text, at = xml_text(text), 0
    for number, item in enumerate(found, start=1):
        parts.append(escape(text[at : item.start]))
        surface = text[item.start : item.end]
        parts.append(f"<TIMEX3 {_attributes(item, surface, number, reference)}>{escape(surface)}</TIMEX3>")
        at = item.end
    return "".join([*parts, escape(text[at:]), "</TEXT>\n</TimeML>\n"])


#: Lengths that begin or end with the day of publication, by a word of them.
_WINDOWS = (
    ("beginPoint", re.compile(r"\b(?:próxim|siguientes|venider)", re.IGNORECASE)),
    ("endPoint", re.compile(r"\b(?:últim|pasad)", re.IGNORECASE)),
)


def _attributes(found: TimeExpression, surface: str, number: int, reference: dt.date | None) -> str:
    timex = found.timex
    attributes = {"tid": f"t{number}", "type": timex.type, "value": timex.value or ""}
    if timex.mod:
        attributes["mod"] = timex.mod
    if timex.anchor:
        attributes["temporalFunction"] = "true"
        if timex.anchor == reference:
            attributes["anchorTimeID"] = "t0"
    if timex.type == "DURATION" and reference is not None:
        attributes |= {name: "t0" for name, words in _WINDOWS if words.search(surface)}
    if timex.value is None:
        attributes["comment"] = found.rule
    return " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())


def timeml_text(document: str) -> tuple[str, str | None]:
    """Return the text and day of publication of a TimeML document, tags left out.

    The day is as written, None when there is none.

    Raises ValueError for what is no TimeML, and for a document type declaration, which may hold an entity bomb.
    """
    if "<!DOCTYPE" in document or "<!ENTITY" in document:
        raise ValueError("it has a document type declaration; remove it")
    try:
        root = ElementTree.fromstring(document.lstrip("\ufeff \t\r\n"))
    except ElementTree.ParseError as error:
        raise ValueError(f"it is no well-formed XML ({error})") from error
    text, dct = root.find(".//TEXT"), root.find(".//DCT//TIMEX3")
    if text is None:
        raise ValueError("there is no TEXT element in it")
    return "".join(text.itertext()), dct.get("value") if dct is not None else None
