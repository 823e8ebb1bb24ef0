"""A record (JSON object, CSV or Parquet row, front matter) to an Article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.reading.addresses import without_secrets
from pipeline.reading.html import extract_page
from pipeline.reading.model import (
    MAX_FIELD,
    Article,
    Failure,
    Problem,
    check_id,
    check_text,
    digest,
    encodable,
    safe_line,
)
from pipeline.reading.published import DATE_FORMS, parse_day

#: A longer text is no date.
_MAX_DATE = 200


@dataclass(frozen=True, slots=True)
class Where:
    """Where a document is: path relative to the named folder, its default id, and the line or row of a record."""

    path: str
    stem: str
    number: int | None = None

    @property
    def input(self) -> str:
        """Path, with `:line` for a record."""
        return self.path if self.number is None else f"{self.path}:{self.number}"

    @property
    def default_id(self) -> str:
        """Id of a document that has none of its own."""
        return self.stem if self.number is None else f"{self.stem}:{self.number}"

    def at(self, number: int) -> Where:
        """Return the same file, at a line or row."""
        return Where(self.path, self.stem, number)


def failure(
    problem: Problem, where: Where, *, article_id: str | None = None, data: str | bytes | None = None
) -> Failure:
    """Return the Failure row of a problem; `data` is what was read, for its digest."""
    sha256 = None if data is None else digest(encodable(data) if isinstance(data, str) else data)
    # The words of a message can be those of the document: a column name, the reason of a parser that quotes it.
    message = safe_line(without_secrets(f"{where.input}: {problem.message}"))
    return Failure(where.input, article_id, "read", problem.error, message, sha256)


def article_from(record: Mapping[str, Any], where: Where) -> Article:
    """Return the Article of a record with `text` or `html`. Raises Problem."""
    article_id = record_id(record, where)
    text, html = _text_field(record, "text"), _text_field(record, "html")
    if text is None and html is None:
        raise Problem("missing_text", "there is no 'text' (or 'html') in it; every record needs one")
    if text is not None:
        check_text(text)
        return _article(article_id, where, record, text, digest(text), page={})
    assert html is not None
    check_text(html)
    page = extract_page(html)
    check_text(page["text"])
    return _article(article_id, where, record, page["text"], digest(html), page=page)


def _article(
    article_id: str,
    where: Where,
    record: Mapping[str, Any],
    text: str,
    sha256: str,
    *,
    page: Mapping[str, Any],
) -> Article:
    """Return an Article of the fields of a record, filled up from what its HTML page says of itself."""
    date, unread_date = record_date(record)
    return Article(
        article_id=article_id,
        source=_line(record.get("source")) or page.get("source") or where.input,
        input=where.input,
        sha256=sha256,
        raw_text=text,
        title=_line(record.get("title")) or page.get("title"),
        url=_line(record.get("url")) or page.get("url"),
        date=date or page.get("date"),
        language=_language(record.get("language")),
        unread_date=unread_date,
        authors=page.get("authors", ()),
    )


def record_id(record: Mapping[str, Any], where: Where) -> str:
    """Return the record's own id, else the one of its place. Raises Problem for an unsafe id."""
    value = record.get("id")
    if is_missing(value) or isinstance(value, (list, dict, bool)):
        return where.default_id
    # 12.0 is what a spreadsheet makes of the id 12 when another row has none.
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return check_id(text) or where.default_id


def record_date(record: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the ISO date of a record, and what it has in its place where nobody can read it.

    It is not guessed: a wrong date would spoil every other one.
    """
    value = record.get("date")
    if is_missing(value):
        return None, None
    # Lists are not written out: an alias bomb of YAML is small in memory and endless as text.
    kind = type(value).__name__
    shown = f"a {kind}" if isinstance(value, (list, dict)) else f"'{safe_line(str(value)[:_MAX_DATE])[:60]}'"
    day = None if isinstance(value, str) and len(value) > _MAX_DATE else parse_day(value)
    return (None, shown) if day is None else (day.isoformat(), None)


def undated_failure(article: Article, where: Where) -> Failure:
    """Return the failure of an article whose date cannot be read."""
    problem = Problem("unknown_date", f"the date {article.unread_date} is not understood; give {DATE_FORMS}")
    return replace(failure(problem, where, article_id=article.article_id), sha256=article.sha256)


def is_missing(value: Any) -> bool:
    """Whether a cell holds nothing: null, NaN, NaT or an empty string."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    if isinstance(value, (str, list, dict, bytes)):
        return False
    try:
        # NaN and NaT are the only values that differ from themselves.
        return bool(value != value)
    except TypeError:  # pandas.NA, which refuses to be true or false
        return True


def _text_field(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None or (not isinstance(value, str) and is_missing(value)):
        return None
    if not isinstance(value, str):
        raise Problem("missing_text", f"its '{name}' is a {type(value).__name__}, not text")
    if name == "html" and not value.strip():
        return None
    return encodable(value)


def _line(value: Any) -> str | None:
    if is_missing(value) or isinstance(value, (list, dict)):
        return None
    return safe_line(str(value))[:MAX_FIELD] or None


def _language(value: Any) -> str | None:
    """Return the two-letter code of a language field: `es-MX`, `ES` and `spa` are all `es`."""
    line = _line(value)
    if line is None:
        return None
    code = re.split(r"[-_ ]", line.lower())[0]
    return {"spa": "es", "español": "es", "espanol": "es", "spanish": "es", "castellano": "es"}.get(code, code)
