"""Which articles have their rows in the file: the newest, as many as fit; figures and charts count all."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipeline.output.report.passages import LONGEST

#: Bytes of rows before packing that a report may hold; packed, news text has a third of that.
BUDGET = 70_000_000
# What an article and a row weigh without their text, in bytes: names, codes, offsets.
_ARTICLE, _ROW = 400, 170


@dataclass(frozen=True, slots=True)
class Choice:
    """How many articles have rows in the file, of how many, and the day of the oldest of them (None: no day known)."""

    kept: int
    total: int
    oldest: str | None


def choose_articles(database: duckdb.DuckDBPyConnection, budget: int = BUDGET) -> Choice:
    """Make the table `kept` (article_id, n) in `database`: the newest articles, n from 0, undated ones last.

    `budget` is in bytes; one article is kept even when it is larger.
    """
    database.execute(
        f"""
        CREATE OR REPLACE TABLE kept AS
        WITH counted AS (
            SELECT article_id, count(*) AS n_rows FROM (
                SELECT article_id FROM agreements UNION ALL SELECT article_id FROM meetings
                UNION ALL SELECT article_id FROM statements
            ) GROUP BY 1
        ), weighed AS (
            SELECT article_id, published,
                {_ARTICLE} + coalesce(length(title), 0) + coalesce(length(url), 0)
                + coalesce(least(length(text), {LONGEST} * n_rows) + {_ROW} * n_rows, 0) AS weight
            FROM articles LEFT JOIN counted USING (article_id)
        )
        SELECT article_id, published, row_number() OVER newest - 1 AS n FROM weighed
        WINDOW newest AS (ORDER BY published DESC NULLS LAST, article_id)
        QUALIFY n = 0 OR sum(weight) OVER (ORDER BY published DESC NULLS LAST, article_id) <= ?
        """,
        [budget],
    )
    kept, oldest = database.execute("SELECT count(*), min(published) FROM kept").fetchall()[0]
    return Choice(kept, database.execute("SELECT count(*) FROM articles").fetchall()[0][0], oldest)
