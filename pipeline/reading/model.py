"""What reading yields: an `Article` or a `Failure`, with the limits and the safety rules both obey."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from pipeline.reading.characters import repair_controls

#: A document above this many characters is refused: the longest joint declarations have some 200,000.
MAX_CHARACTERS = 5_000_000
#: A line above this many characters is no paragraph (a dump, a base64 picture) and would cost the parser gigabytes.
MAX_PARAGRAPH = 1_000_000
#: Bytes read of one document at most; UTF-8 and UTF-16 need four bytes a character at worst.
MAX_BYTES = 4 * MAX_CHARACTERS
#: A JSON file is parsed as a whole; JSONL is there for more.
MAX_JSON_BYTES = 256_000_000
#: A document that may hold pictures beside its text: a PDF, a Word file, a mail, a saved page.
MAX_DOCUMENT_BYTES = 256_000_000
#: Values of a JSON document at most, by its commas and brackets: each takes some 60 bytes of memory, whatever it is.
MAX_JSON_VALUES = 10_000_000
#: Tags of a page at most, five to ten seconds of work for most kinds of them and twenty for some, such as `<dt>` and
#: `<section>`; pages of newspapers have some hundreds to a few thousand.
MAX_TAGS = 100_000
#: A packed file may unpack to this many bytes; above, it must not be more than so many times its size, as bombs are.
MAX_UNPACKED = MAX_BYTES
MAX_RATIO = 200
#: Longest id and longest title, source or URL kept.
MAX_ID = 500
MAX_FIELD = 2_000

#: Control characters, invisible marks and bidirectional overrides: they could rewrite a terminal line or hide a name.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Article:
    """One document as it came in.

    `input` is the path relative to the folder named by the caller, with `:line` for records; `source` the outlet if the
    document names it, else the same path; `sha256` of the decoded text in UTF-8 (for HTML: of the page); `date` is ISO
    `YYYY-MM-DD`. `unread_date` is what the record has for a date and nobody can read, shown as in a message. `authors`
    are people whom the document names as its writers outside its text.
    """

    article_id: str
    source: str
    input: str
    sha256: str
    raw_text: str
    title: str | None = None
    url: str | None = None
    date: str | None = None
    language: str | None = None
    unread_date: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """One document that could not be processed: where it is, in which stage, which error, and what to do about it."""

    source: str
    article_id: str | None
    stage: str
    error: str
    message: str
    sha256: str | None = None


class Problem(Exception):
    """A document cannot be read. `error` is a short name for counting, `message` a sentence for a person."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(message)
        self.error = error
        self.message = message


def digest(data: str | bytes) -> str:
    """Return the SHA-256 of bytes, or of text in UTF-8."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def safe_line(text: str) -> str:
    """Return the text on one line without control or invisible characters.

    It is fit for a terminal, a log or a table cell.
    """
    plain = _UNSAFE.sub("", re.sub(r"[\t\r\n\u2028\u2029]", " ", repair_controls(text)))
    return unicodedata.normalize("NFC", encodable(" ".join(plain.split())))


def encodable(text: str) -> str:
    """Replace the lone surrogates of a text (from broken JSON escapes or file names): they fit in no UTF-8 file."""
    return _SURROGATES.sub("\ufffd", text)


def check_id(value: str) -> str:
    """Return an id given by a document, trimmed.

    Raises Problem for one that is unsafe as a file name, link or terminal text.

    Refused and not repaired: an id is a key to other tables of the user, and a changed key joins nothing.
    """
    name = unicodedata.normalize("NFC", value.strip())
    shown = safe_line(name)[:60]
    if _UNSAFE.search(name) or _SURROGATES.search(name):
        raise Problem("unsafe_id", f"the id '{shown}' holds control or invisible characters; give a plain one")
    if name.startswith(("/", "\\", "~")) or ".." in re.split(r"[/\\]", name):
        raise Problem(
            "unsafe_id", f"the id '{shown}' is a path out of the folder; give one without '..' or leading '/'"
        )
    if len(name) > MAX_ID:
        raise Problem("unsafe_id", f"the id '{shown}…' has {len(name)} characters; at most {MAX_ID} are allowed")
    return name


def check_text(text: str) -> None:
    """Raise Problem for a text that is empty, binary or beyond the limits."""
    if not text:
        raise Problem("empty", "there is no text in it; remove it or fill it")
    if "\x00" in text:
        raise Problem("binary", "it holds NUL bytes, so it is binary or damaged; export it again as text")
    if not text.strip() or not _UNSAFE.sub("", text).strip():
        raise Problem("empty", "there is only white space in it; remove it or fill it")
    if len(text) > MAX_CHARACTERS:
        raise Problem("too_long", f"it has {len(text)} characters, the limit is {MAX_CHARACTERS}; split it")
    longest = max(map(len, text.splitlines()))
    if longest > MAX_PARAGRAPH:
        raise Problem("too_long", f"one line has {longest} characters, the limit is {MAX_PARAGRAPH}; is it an article?")
    controls = sum(1 for c in text[:4096] if c < " " and c not in "\t\n\r\f")
    # One in a hundred: a stray form feed or escape is dirt, more is no text.
    if controls * 100 > len(text[:4096]):
        raise Problem("binary", "it is full of control characters, so it is binary or damaged; export it again as text")
