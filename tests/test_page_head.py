"""Who wrote a page, as its head says."""

import json

import pytest
from trafilatura import load_html

from pipeline.reading.html import extract_page
from pipeline.reading.page_head import authors_of

TEXT = "<p>Los cancilleres de Chile y del Perú firmaron este martes en Lima un acuerdo de libre tránsito.</p>"


def page(*nodes: object, metas: str = "") -> str:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)
    return f"<html><head>{metas}{scripts}</head><body><h1>Acuerdo</h1><article>{TEXT * 3}</article></body></html>"


def article(author: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "Acuerdo", "author": author}


@pytest.mark.parametrize(
    ("html", "authors"),
    [
        (page(article({"@type": "Person", "name": "Ana Ruiz"})), ("Ana Ruiz",)),
        (page(article([{"name": "Ana Ruiz"}, {"name": "Luis Vega"}])), ("Ana Ruiz", "Luis Vega")),
        (page(article("Ana Ruiz @anaruiz")), ("Ana Ruiz",)),
        (
            page({"@graph": [article({"@id": "#a"}), {"@type": "Person", "@id": "#a", "name": "Ana Ruiz"}]}),
            ("Ana Ruiz",),
        ),
        (page(metas='<meta name="author" content="Ana Ruiz">'), ("Ana Ruiz",)),
        (page(article({"name": "Redacción"})), ()),
        (page(article("Faro Austral"), metas='<meta property="og:site_name" content="Faro Austral">'), ()),
        (page(article({"name": "Ana Ruiz"}), metas='<meta name="author" content="Luis Vega">'), ("Ana Ruiz",)),
        (page(article([f"Ana {name}" for name in ("Ruiz", "Vega", "Mora", "Sosa", "Lara", "Paz", "Gil")])), ()),
        (page().replace("</head>", '<script type="application/ld+json">{"author": </script></head>'), ()),
        (page(json.loads("[" * 200 + "]" * 200)), ()),
    ],
)
def test_authors(html: str, authors: tuple[str, ...]) -> None:
    assert authors_of(load_html(html)) == authors


def test_they_are_those_of_the_page() -> None:
    assert extract_page(page(article({"name": "Ana Ruiz"})))["authors"] == ("Ana Ruiz",)
