"""Who wrote the article of a page, as its head tells machines: JSON-LD and `<meta>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.knowledge.folding import fold_name
from pipeline.reading.credits import people_in

#: Values of the JSON-LD of one page that are looked at.
_MOST_VALUES = 20_000
#: Names of `<meta>`, in lower case.
_TITLES = ("og:title", "twitter:title", "title", "dc.title", "dcterms.title", "parsely-title")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
_SITES = ("og:site_name", "application-name", "twitter:site", "publisher", "dc.publisher")
#: Authors of one article at most; more names are a list of something else.
_MOST_AUTHORS = 6
#: The name of an account behind that of its owner.
_ACCOUNT = re.compile(r"\s*@\w+")


def authors_of(page: Any) -> tuple[str, ...]:
    """Return the people who sign the article of a parsed page; desks, agencies and the outlet are left out."""
    metas = _metas(page)
    nodes = list(_nodes(page))
    article = _article_of(nodes, [title for name in _TITLES for title in metas.get(name, ())])
    sites = {_key(site) for site in _sites(nodes, metas)} - {""}
    names = (_ACCOUNT.sub("", name) for name in _authors(article, nodes, metas))
    found = people_in(", ".join(name for name in names if _key(name) not in sites))
    return found if len(found) <= _MOST_AUTHORS else ()


def _metas(page: Any) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for element in page.iter("meta"):
        value = _text(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            if (name := element.get(attribute)) and value:
                found.setdefault(name.strip().lower(), []).append(value)
    return found


def _nodes(page: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of the JSON-LD of a page, those around before those within."""
    left = _MOST_VALUES
    for script in page.iter("script"):
        values = [_json(script.text)] if "ld+json" in (script.get("type") or "").lower() else []
        while values and left:
            value = values.pop(0)
            left -= 1
            if isinstance(value, dict):
                yield value
                values += value.values()
            elif isinstance(value, list):
                values += value


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "null", strict=False)
    except (ValueError, RecursionError):
        return None


def _article_of(nodes: Sequence[Mapping[str, Any]], titles: Sequence[str]) -> Mapping[str, Any]:
    """Return the object of the article: the one with the title of the page, else the first."""
    articles = [node for node in nodes if _is_a(node, "Article", "Posting", "Report")]
    named = [node for node in articles if _text(node.get("headline")) in titles]
    return next(iter((*named, *articles)), {})


def _is_a(node: Mapping[str, Any], *kinds: str) -> bool:
    types = node.get("@type")
    return any(isinstance(one, str) and one.endswith(kinds) for one in (types if isinstance(types, list) else [types]))


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _key(text: str) -> str:
    """Return the words of a text as they are compared: without regard to case, accents and marks."""
    return " ".join(re.findall(r"\w+", fold_name(text)))


def _authors(
    article: Mapping[str, Any], nodes: Sequence[Mapping[str, Any]], metas: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Yield the names of who wrote the article: of the article itself, else of the head."""
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    values = [value for field in ("author", "creator") for value in _listed(article.get(field))]
    own = [_text(_named(value, known)) for value in values]
    yield from own if any(own) else (name for key in _AUTHORS for name in metas.get(key, ()))


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _named(value: Any, known: Mapping[str, Mapping[str, Any]]) -> Any:
    if not isinstance(value, dict):
        return value
    return value.get("name") or known.get(str(value.get("@id")), {}).get("name")


def _sites(nodes: Sequence[Mapping[str, Any]], metas: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name in _SITES:
        yield from metas.get(name, ())
    yield from (_text(node.get("name")) for node in nodes if _is_a(node, "Organization", "WebSite"))
