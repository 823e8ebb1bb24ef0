"""The article of a mail (.eml), and the page in a saved one (.mhtml), which is written like a mail.

A mail's day is the one in its head; that of a saved page is the day on which somebody saved it, and is not taken.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from typing import Any

from pipeline.reading.charset import decode
from pipeline.reading.fragments import plain_text
from pipeline.reading.model import Problem, safe_line

#: Above this line stands the text of a mail, below it who wrote it, in every mail program.
_SIGNATURE = re.compile(r"^-- \r?$", re.MULTILINE)
#: Addresses of pages, and not of parts of a mail or of files on somebody's disk.
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def mail_record(data: bytes) -> dict[str, Any]:
    """Return the text of a mail, with its subject as title, its sender's name as source and its day.

    Raises Problem for what is no mail, and for one without text.
    """
    message = _parsed(data, "broken_mail", "mail")
    part = message.get_body(("plain", "html"))
    if part is None or part.get_content_maintype() != "text":
        raise Problem("missing_text", "there is no text in the mail, attachments are not read; save them beside it")
    is_html = part.get_content_subtype() == "html"
    text = _text(part)
    return {
        "text": plain_text(text) if is_html else _plain_mail(text, part),
        "title": _header(message, "Subject"),
        "source": _sender(message),
        "date": _header(message, "Date"),
    }


def saved_page_record(data: bytes) -> dict[str, Any]:
    """Return the page of an .mhtml file, which is its first part with HTML, and the address that it was saved from.

    Raises Problem for what is no such file, and for one without a page.
    """
    message = _parsed(data, "broken_mhtml", "saved page")
    page = next((part for part in _parts(message) if part.get_content_type() in _PAGES), None)
    if page is None:
        raise Problem("no_main_text", "there is no page in it; save the page again, as .html or as .mhtml")
    places = (_header(page, "Content-Location"), _header(message, "Snapshot-Content-Location"))
    return {"html": _text(page), "url": next((place for place in places if _ADDRESS.fullmatch(place)), None)}


#: Kinds of parts that are pages.
_PAGES = frozenset(("text/html", "application/xhtml+xml"))


def _parsed(data: bytes, error: str, kind: str) -> EmailMessage:
    """Return a message. Raises Problem with `error` for what has no head of one."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not any(name in message for name in ("From", "Date", "Subject", "Content-Type")):
        raise Problem(error, f"it is no {kind}: there is no head with From, Date or Content-Type; save it again")
    return message


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    return (part for part in message.walk() if isinstance(part, EmailMessage))


def _text(part: MIMEPart) -> str:
    """Return the text of a part. What it says of its encoding is believed where the bytes are not UTF-8."""
    data = part.get_payload(decode=True)
    declared = part.get_content_charset()
    # Windows-1252 is what those write who declare the others.
    declared = "cp1252" if declared in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else declared
    return decode(data, declared=declared) if isinstance(data, bytes) and data else ""


def _plain_mail(text: str, part: MIMEPart) -> str:
    """Return the text above the signature; lines that were broken for the mail's sake joined where it says which."""
    text = _SIGNATURE.split(text, maxsplit=1)[0].replace("\r\n", "\n")
    content_type = part["Content-Type"]
    if content_type is None or content_type.params.get("format", "").lower() != "flowed":
        return text
    between = "" if content_type.params.get("delsp", "").lower() == "yes" else " "
    return re.sub(r"(?<=\S) \n(?=\S)", between, text)


def _header(message: EmailMessage, name: str) -> str:
    return safe_line(str(message.get(name, "")))


def _sender(message: EmailMessage) -> str | None:
    """Return the name of who sent a mail, the host of the address where there is no name."""
    addresses = getattr(message.get("From"), "addresses", ())
    if not addresses:
        return None
    return safe_line(addresses[0].display_name) or safe_line(addresses[0].domain) or None
