"""The gold of the saved pages stands in the pages: what is measured on them is what a reader would see."""

import datetime
import html
import re
from pathlib import Path

import pytest

from evaluation.web_pages import HALVES, Found, read_pages, score

PAGES = Path(__file__).parent / "web_pages"
FIELDS = {"authors", "date", "others", "paywall", "source", "text", "title"}


def visible(page: str) -> str:
    """Return the words of a page, without tags, in one line."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", page)))


@pytest.fixture(scope="module")
def pages():
    """All pages with their gold, by half and id."""
    return {half: read_pages(half) for half in HALVES}


def test_there_are_sixty_pages_each_once(pages):
    names = [page for half in HALVES for page in pages[half]]
    assert len(names) == len(set(names)) == 60
    assert {half: {int(page) % 2 for page in pages[half]} for half in HALVES} == {"seen": {0}, "unseen": {1}}
    files = [path.stem for half in HALVES for path in (PAGES / half).glob("*.html")]
    assert sorted(files) == sorted(names)


@pytest.mark.parametrize("half", HALVES)
def test_every_paragraph_of_the_gold_is_in_its_page(half, pages):
    for page, (source, gold) in pages[half].items():
        shown = visible(source)
        lost = [line for line in gold["text"].split("\n") if re.sub(r"\s+", " ", line).strip() not in shown]
        assert lost == [], page


@pytest.mark.parametrize("half", HALVES)
def test_records_are_complete(half, pages):
    for page, (_, gold) in pages[half].items():
        assert set(gold) == FIELDS, page
        assert datetime.date.fromisoformat(gold["date"]).year >= 2015, page
        assert gold["title"] and gold["source"] and len(gold["text"].split()) > 40, page


@pytest.mark.parametrize("half", HALVES)
def test_authors_and_titles_are_in_their_pages(half, pages):
    """Those of one page in its head only."""
    for page, (source, gold) in pages[half].items():
        whole = re.sub(r"\s+", " ", html.unescape(source)).casefold()
        assert [name for name in (gold["title"], *gold["authors"]) if name.casefold() not in whole] == [], page


def test_texts_are_used_once(pages):
    titles = [gold["title"] for half in HALVES for _, gold in pages[half].values()]
    assert len(titles) == len(set(titles))


def test_pages_are_small():
    sizes = [path.stat().st_size for path in PAGES.rglob("*.html")]
    assert max(sizes) < 60_000
    assert sum(sizes) < 900_000


def test_at_least_eight_pages_are_not_utf8():
    """As pages of the 2000s were saved."""
    broken = 0
    for path in PAGES.rglob("*.html"):
        try:
            path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            broken += 1
    assert broken >= 8


def test_some_pages_end_in_a_paywall(pages):
    assert sum(gold["paywall"] for half in HALVES for _, gold in pages[half].values()) >= 4


GOLD = {
    "text": "El canciller llegó a Lima. Firmó el acuerdo.",
    "title": "Lima recibe al canciller",
    "date": "2020-03-04",
    "authors": ["Ana Vera"],
    "others": ["Juan Paz"],
    "source": "El Diario de Valdeluz",
}


def test_a_page_read_as_it_is_scores_one():
    found = Found(GOLD["text"].upper(), "Lima recibe al canciller", "2020-03-04", ("Ana Vera",))
    assert score("1", found, GOLD).f1 == 1.0
    assert score("1", found, GOLD)[4:] == (True, True, True, True)


def test_words_too_many_and_too_few_count():
    """Four words of eight, and four that are not in the gold: half of what was found and half of the gold."""
    assert score("1", Found("El canciller llegó a uno dos tres cuatro"), GOLD).f1 == 0.5


def test_desks_and_those_with_another_part_are_no_authors():
    for names in (("Ana Vera", "Redacción"), ("ana vera", "Juan Paz"), ("Ana Vera", "El Diario de Valdeluz", "EFE")):
        assert score("1", Found(authors=names), GOLD).authors, names
    assert not score("1", Found(authors=("Ana Vera", "Luz Gil")), GOLD).authors
    assert not score("1", Found(authors=("Redacción",)), GOLD).authors
