"""Score what finds the article in a saved page, on the pages of tests/web_pages: `python -m evaluation.web_pages`.

`seen` and `unseen` name a half; without one both are scored. `--pages` lists the pages of `seen`, the worst first.
Other extractors take part when they are installed: `pip install newspaper4k readability-lxml` (jusText comes with
trafilatura).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import trafilatura

from pipeline.reading.charset import decode
from pipeline.reading.clean import clean_text
from pipeline.reading.html import extract_page
from pipeline.reading.model import Problem

PAGES = Path(__file__).parents[1] / "tests" / "web_pages"
HALVES = ("seen", "unseen")
#: Names of desks and agencies: whoever gives them as author is neither right nor wrong.
_DESK = re.compile(r"\b(redaccion|agencias?|anonimo|admin\w*|efe|afp|ap|reuters|xinhua|prensa|digital|noticias)\b")


class Found(NamedTuple):
    """What an extractor found in a page: its main `text`, and title, day (ISO) and authors if any."""

    text: str = ""
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()


class Score(NamedTuple):
    """How one page was read: words found, in the gold and in both, and what else was right."""

    page: str
    found: int
    gold: int
    both: int
    title: bool
    date: bool
    authors: bool
    signed: bool

    @property
    def f1(self) -> float:
        """F1 of the words of the page."""
        return _f1(self.both, self.found, self.gold)


Extractor = Callable[[str], Found]


def read_pages(half: str) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Return the pages of one half, decoded as the package does it, with their gold, by id."""
    gold = json.loads((PAGES / half / "gold.json").read_text(encoding="utf-8"))
    return {page: (decode((PAGES / half / f"{page}.html").read_bytes()), gold[page]) for page in sorted(gold)}


def extractors() -> dict[str, Extractor]:
    """Return the extractors that are installed, by name, this project first."""
    known: dict[str, tuple[str | None, Extractor]] = {
        "comunicado": (None, _here),
        "trafilatura": (None, _trafilatura),
        "newspaper4k": ("newspaper", _newspaper),
        "readability-lxml": ("readability", _readability),
        "jusText": ("justext", _justext),
    }
    return {name: extract for name, (module, extract) in known.items() if module is None or _installed(module)}


def _installed(module: str) -> bool:
    try:
        import_module(module)
    except ImportError as error:
        print(f"{module} is left out: {error}", file=sys.stderr)
        return False
    return True


def _here(html: str) -> Found:
    try:
        page = extract_page(html)
    except Problem:
        return Found()
    cleaned = clean_text(page["text"])
    return Found(cleaned.text, page["title"], page["date"], page["authors"] or cleaned.bylines)


def _trafilatura(html: str) -> Found:
    text = trafilatura.extract(html) or ""
    page: Any = trafilatura.bare_extraction(html, with_metadata=True)
    if page is None:
        return Found(text)
    return Found(text, page.title, page.date, tuple((page.author or "").split("; ")) if page.author else ())


def _newspaper(html: str) -> Found:
    article = import_module("newspaper").Article("https://www.example.org/", language="es")
    article.download(input_html=html)
    article.parse()
    day = article.publish_date
    return Found(article.text, article.title, day.date().isoformat() if day else None, tuple(article.authors))


def _readability(html: str) -> Found:
    page = import_module("readability").Document(html)
    return Found(trafilatura.html2txt(page.summary()), page.short_title())


def _justext(html: str) -> Found:
    justext = import_module("justext")
    paragraphs = justext.justext(html.encode(), justext.get_stoplist("Spanish"), encoding="utf-8")
    return Found("\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate))


def score(page: str, found: Found, gold: Mapping[str, Any]) -> Score:
    """Return how much of the gold of a page was found, and how much else."""
    words, wanted = Counter(_words(found.text)), Counter(_words(gold["text"]))
    return Score(
        page,
        found=words.total(),
        gold=wanted.total(),
        both=(words & wanted).total(),
        title=_words(found.title or "") == _words(gold["title"]),
        date=found.date == gold["date"],
        authors=_people(found.authors, gold) == _people(gold["authors"], gold),
        signed=bool(gold["authors"]),
    )


def _people(names: Iterable[str], gold: Mapping[str, Any]) -> set[str]:
    """Names as they are compared, without desks, agencies, the outlet itself and who has another part in the page."""
    others = {_folded(name) for name in (*gold["others"], gold["source"])}
    return {name for name in map(_folded, names) if name not in others and not _DESK.search(name)} - {""}


def _folded(text: str) -> str:
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return re.findall(r"\w+", plain)


def _f1(both: int, found: int, gold: int) -> float:
    return 2 * both / (found + gold) if both else 0.0


def table(scores: Mapping[str, Sequence[Score]]) -> str:
    """Return a Markdown table, a row for each extractor: F1 of words, and shares of pages where the rest is right."""
    head = (
        "| | F1, mean of pages | F1, all words | precision | recall | title | day | authors | authors of signed pages |"
    )
    return "\n".join([head, "|" + " --- |" * 9, *(_row(name, pages) for name, pages in scores.items())])


def _row(name: str, pages: Sequence[Score]) -> str:
    both, found, gold = (sum(values) for values in zip(*((p.both, p.found, p.gold) for p in pages), strict=True))
    signed = [p.authors for p in pages if p.signed]
    figures = [
        sum(p.f1 for p in pages) / len(pages),
        _f1(both, found, gold),
        both / max(found, 1),
        both / max(gold, 1),
        *(sum(right) / len(pages) for right in zip(*((p.title, p.date, p.authors) for p in pages), strict=True)),
        sum(signed) / max(len(signed), 1),
    ]
    return f"| {name} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |"


def listing(pages: Sequence[Score]) -> str:
    """Return a line for each page, the worst text first, with what else is wrong in it."""
    wrong = [
        (page, [name for name in ("title", "date", "authors") if not getattr(page, name)])
        for page in sorted(pages, key=lambda page: page.f1)
    ]
    return "\n".join(f"{p.page}  F1 {p.f1:.3f}  {p.both} of {p.gold}, {p.found} found  {' '.join(w)}" for p, w in wrong)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of each half and return 0."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.web_pages", description=__doc__)
    parser.add_argument("half", nargs="?", choices=HALVES, help="one half of the pages; both when left out")
    parser.add_argument("--pages", action="store_true", help="list what this project gets wrong in the pages of seen")
    options = parser.parse_args(arguments)
    for half in [options.half] if options.half else HALVES:
        pages = read_pages(half)
        scores = {
            name: [score(page, extract(html), gold) for page, (html, gold) in pages.items()]
            for name, extract in extractors().items()
        }
        print(f"{len(pages)} pages of {PAGES.name}/{half}\n\n{table(scores)}\n")
        if options.pages and half == "seen":
            print(f"{listing(scores['comunicado'])}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
