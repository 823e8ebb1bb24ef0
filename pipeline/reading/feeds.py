"""The articles of a feed: RSS 0.9 to 2.0, RDF and Atom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pipeline.reading.charset import decode
from pipeline.reading.credits import people_in
from pipeline.reading.fragments import plain_text
from pipeline.reading.model import Problem, check_id, encodable, safe_line
from pipeline.reading.safe_xml import XmlError, parse_xml

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_HEAD = 300
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{2,40})""")
#: Names of the elements of each field, without their namespaces, the best first.
_TITLE, _ID, _DATE = ("title",), ("guid", "id"), ("pubDate", "published", "date", "issued", "updated", "modified")
_TEXT, _AUTHORS = ("encoded", "content", "description", "summary"), ("creator", "author")
#: Parts of namespaces whose titles and authors are those of a picture or a recording.
_OTHER_SPACES = ("search.yahoo.com/mrss", "itunes.com/dtds")
#: An author as RSS 2.0 has it: an address, and a name in brackets.
_MAIL = re.compile(r"^\S+@\S+\s*\((.*)\)$")
#: Elements with an article each.
_ITEMS = frozenset(("item", "entry"))
_KINDS = frozenset(("rss", "feed", "RDF"))


class Feed(NamedTuple):
    """The items of a feed, its title, and why it could not be read to its end, empty when it could."""

    items: list[Any]
    title: str | None
    broken: str


def parse_feed(data: bytes) -> Feed | str:
    """Return a feed; of a TimeML document, which may be called .xml too, its source.

    Raises Problem for what is no XML, and for XML of another kind.
    """
    source = decode(data, declared=_encoding(data))
    document = encodable(_DECLARATION.sub("", source.lstrip("\ufeff"))).strip().encode()
    root, broken = _root(document)
    kind = _name(root)
    if kind == "TimeML":
        return source
    if kind not in _KINDS:
        known = "RSS and Atom feeds and TimeML are"
        raise Problem("unknown_xml", f"XML with '{kind[:40]}' around it is not read; {known}; save its text as .txt")
    channel = next((each for each in root.iter() if _name(each) == "channel"), root)
    items = [each for each in root.iter() if _name(each) in _ITEMS]
    if not items:
        raise Problem("empty", "there is no item in the feed")
    return Feed(items, _first(channel, _TITLE), broken)


def _root(document: bytes) -> tuple[Any, str]:
    """Return the root of a document, and what is wrong with it where what can be read of it is all there is."""
    try:
        return parse_xml(document, encoding="utf-8"), ""
    except XmlError as error:
        reason = str(error)
    try:
        return parse_xml(document, recover=True, encoding="utf-8"), reason
    except XmlError:
        raise Problem("broken_xml", f"it is no XML that is read ({reason}); save it again") from None


def item_record(item: Any, source: str | None) -> dict[str, Any]:
    """Return the record of an item of a feed called `source`. Its text is the longest one: a summary may stand by it.

    Raises Problem for an item with too many tags.
    """
    url = _link(item)
    return {
        "id": _safe_id(_first(item, _ID) or url),
        "text": plain_text(max(_contents(item, _TEXT), key=len, default="")) or None,
        "title": _line(_first(item, _TITLE)),
        "date": _first(item, _DATE),
        "url": url,
        "source": _line(_first(item, ("source",))) or _line(source),
    }


def item_authors(item: Any) -> tuple[str, ...]:
    """Return the people who wrote an item; names of desks and accounts are left out."""
    names = (_MAIL.sub(r"\1", name) for name in _contents(item, _AUTHORS))
    return tuple(dict.fromkeys(person for name in names for person in people_in(" ".join(name.split()))))


def _safe_id(value: str | None) -> str | None:
    """Return an id if it may be one of an article; whoever wrote it did not write it for that."""
    try:
        return check_id(value) if value else None
    except Problem:
        return None


def _link(item: Any) -> str | None:
    """Return the address of an item's page."""
    links = [each for each in item if _name(each) == "link" and each.get("rel", "alternate") == "alternate"]
    found = [_content(each) or each.get("href", "") for each in links] + [*_contents(item, _ID)]
    return next((address.strip() for address in found if re.match("https?://", address.strip())), None)


def _first(item: Any, names: Sequence[str]) -> str | None:
    return next(_contents(item, names), None)


def _contents(item: Any, names: Sequence[str]) -> Iterator[str]:
    """Yield what the elements of these names hold, by the order of the names, without those that hold nothing."""
    for name in names:
        for child in item:
            if _name(child) == name and (content := _content(child)):
                yield content


def _content(element: Any) -> str:
    """Return the text of an element, or its markup where that is not escaped; the name or title where it has one."""
    from lxml import etree

    named = next((child for child in element if _name(child) in ("name", "title")), None)
    if named is not None:
        return (named.text or "").strip()
    inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
    return ((element.text or "") + inner).strip()


def _line(text: str | None) -> str | None:
    return safe_line(plain_text(text)) if text else None


def _name(element: Any) -> str:
    """Return the name of an element without its namespace, empty for those of media and of podcasts."""
    space, _, name = element.tag.rpartition("}") if isinstance(element.tag, str) else ("", "", "")
    return "" if any(word in space for word in _OTHER_SPACES) else name


def _encoding(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:_HEAD])
    name = declared[1].decode("ascii") if declared else None
    return "cp1252" if name and name.lower() in ("iso-8859-1", "latin1", "latin-1") else name
