"""20,000 articles with 12,000 agreements, written directly: the file stays small and works."""

import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.output.report.write import LIMIT, write_report
from pipeline.output.write import arrow_schema
from pipeline.schemas import TABLES

ARTICLES, AGREEMENTS, STATEMENTS = 20_000, 12_000, 18_000
COUNTRIES = ("CN", "UZ", "CL", "PE", "AR", "BR", "MX", "US", "RU", "ES", "FR", "DE", "KZ", "VE", "CO", "EC")


def columns(table, count, **cells):
    """Columns of a table as Arrow; those that are not given are missing."""
    schema = arrow_schema(TABLES[table])
    return pa.table({name: cells.get(name, [None] * count) for name in schema.names}, schema=schema)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Texts of 1,200 characters in two paragraphs, of words drawn by chance: they pack worse than news does."""
    chance, folder = random.Random(7), tmp_path_factory.mktemp("large")
    syllables = [a + b for a in "bcdfglmnprst" for b in ("a", "e", "i", "o", "u", "an", "er", "os")]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(9_000)]
    paragraphs = [" ".join(chance.choices(words, k=90))[:598].strip() + "." for _ in range(ARTICLES * 2)]
    texts = ["\n\n".join(paragraphs[n * 2 : n * 2 + 2]) for n in range(ARTICLES)]
    ids = [f"{n:05}" for n in range(ARTICLES)]
    days = [f"20{10 + n % 15:02}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(ARTICLES)]
    tables = {
        "articles": {
            "article_id": ids,
            "source": [f"Medio {n % 30}" for n in range(ARTICLES)],
            "sha256": ids,
            "text": texts,
            "title": [text[:70] for text in texts],
            "published": pa.array(days).cast(pa.date32()),
            "url": [f"https://example.org/{n}/{texts[n][:40].replace(' ', '-')}" for n in range(ARTICLES)],
        },
        "agreements": located(chance, paragraphs, ids, AGREEMENTS, "agreement_id")
        | {name: chance.choices(TABLES_VALUES[name], k=AGREEMENTS) for name in ("theme", "status", "polarity")}
        | {"predicate": ["acordaron"] * AGREEMENTS, "confidence": [0.5 + n % 50 / 100 for n in range(AGREEMENTS)]}
        | {"object": [paragraphs[n][40:120] for n in range(AGREEMENTS)]}
        | {"agreement_key": [f"k{n}" for n in range(AGREEMENTS)]},
        "statements": located(chance, paragraphs, ids, STATEMENTS, "statement_id")
        | {"speaker": [f"Persona {n % 900}" for n in range(STATEMENTS)]}
        | {"content": [paragraphs[n][20:200] for n in range(STATEMENTS)]},
    }
    owner = tables["agreements"]
    parties = [
        (article, number, f"p{side}", code, code, "country")
        for article, number in zip(owner["article_id"], owner["agreement_id"], strict=True)
        for side, code in enumerate(chance.sample(COUNTRIES, 2))
    ]
    names = ("article_id", "agreement_id", "party_id", "name", "country", "kind")
    tables["agreement_parties"] = dict(zip(names, map(list, zip(*parties, strict=True)), strict=True))
    for name, cells in tables.items():
        count = len(cells["article_id"])
        pq.write_table(columns(name, count, **cells), folder / f"{name}.parquet")
    return folder


TABLES_VALUES = {column.name: column.values for column in TABLES["agreements"].columns}


def located(chance, paragraphs, ids, count, key):
    """Cells of rows whose evidence is in the second paragraph of an article."""
    owners = sorted(chance.choices(range(len(ids)), k=count))
    starts = [len(paragraphs[n * 2]) + 2 + chance.randint(0, 200) for n in owners]
    return {
        "article_id": [ids[n] for n in owners],
        key: [f"r{n:05}" for n in range(count)],
        "start": starts,
        "end": [start + 180 for start in starts],
        "rule": [f"verb.{n % 120}|subject|theme.{n % 60}" for n in range(count)],
    }


def test_twenty_thousand_articles_stay_under_the_limit_and_work(large, opened):
    report = write_report(large)
    assert report.size < LIMIT
    assert report.path.stat().st_size == report.size
    assert report.choice.total == ARTICLES
    assert report.choice.kept == ARTICLES
    page = opened(report.path)
    assert page.locator("[data-figure=agreements] strong").inner_text() == "12,000"
    page.click("[data-view=agreements]")
    assert page.inner_text("#count") == "12,000 of 12,000 rows"
    page.select_option("#filter-party", "CN")
    page.click("[data-sort=confidence]")
    shown = int(page.inner_text("#count").split(" of ")[0].replace(",", ""))
    # Two of sixteen countries each.
    assert 1_300 < shown < 1_700
    page.fill("#search", page.locator("tbody a").first.inner_text()[-40:])
    page.wait_for_function("document.getElementById('count').textContent.startsWith('1 of')")
    page.locator("tbody a").first.click()
    assert len(page.inner_text(".passage .k-evidence >> nth=0")) > 5
