"""The rows of the report by table, as columns: of articles that are kept, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.output.report.columns import Packed, packed_table
from pipeline.output.report.passages import WINDOW, Passages, Place
from pipeline.schemas import MENTION_KINDS

#: Numbers of the kinds of mention, as assets/ know them.
_NUMBERS = {kind: number for number, kind in enumerate(MENTION_KINDS)}
#: Failures that are listed; more would say the same again.
MAX_FAILURES = 5_000

_CHUNK = 2_000
# Cells that are mostly a part of the passage.
_QUOTED = {"object", "content"}
_AGREEMENTS = """
    SELECT t.agreement_id AS id, p.countries, p.parties, p."references", t.predicate, t.lemma, t.object, t.theme,
        t.topics, t.status, t.polarity, t.scope, t.instrument, t.amount, t.amount_value, t.amount_unit, t.deadline,
        t.plover, t.cameo, round(t.confidence, 4) AS confidence, t.rule, t.agreement_key AS key, {where}
    FROM agreements t LEFT JOIN (
        SELECT article_id, agreement_id, string_agg(DISTINCT country, ';' ORDER BY country) AS countries,
            string_agg(name, '; ' ORDER BY len(party_id), party_id) AS parties,
            string_agg(DISTINCT resolved_from, '; ' ORDER BY resolved_from) AS "references"
        FROM agreement_parties GROUP BY 1, 2
    ) p ON p.article_id = t.article_id AND p.agreement_id = t.agreement_id
"""
_MEETINGS = """
    SELECT t.meeting_id AS id, t.type, t.name, t.ordinal, t.status, t.place, t.country, t.start_date, t.end_date,
        p.participants, t.plover, t.rule, {where}
    FROM meetings t LEFT JOIN (
        SELECT article_id, meeting_id,
            string_agg(name, '; ' ORDER BY len(participant_id), participant_id) AS participants
        FROM meeting_participants GROUP BY 1, 2
    ) p ON p.article_id = t.article_id AND p.meeting_id = t.meeting_id
"""
_STATEMENTS = """
    SELECT t.statement_id AS id, t.speaker, t.speaker_kind, t.verb, t.lemma, t.kind, t.content, t.rule, {where}
    FROM statements t
"""
#: Where the evidence of a row is: number of the article, a part of its text, its first character, start, end.
_WHERE = f"""
    k.n AS n, greatest(t.start - {WINDOW}, 0) AS "left", coalesce(t.start, -1) AS "from", coalesce(t."end", -1) AS "to",
    coalesce(substr(a.text, greatest(t.start - {WINDOW}, 0) + 1,
        {2 * WINDOW} + least(t."end" - t.start, {2 * WINDOW})), '') AS near
"""
_ARTICLES = """
    SELECT a.article_id AS id, a.title, outlet(a.source, a.input, a.agency) AS source, a.published, a.url,
        a.dateline_place, a.duplicate_of, a.input, coalesce(g.found, 0) AS agreements, coalesce(m.found, 0) AS meetings,
        coalesce(s.found, 0) AS statements
    FROM kept k JOIN articles a USING (article_id)
    LEFT JOIN (SELECT article_id, count(*) AS found FROM agreements GROUP BY 1) g USING (article_id)
    LEFT JOIN (SELECT article_id, count(*) AS found FROM meetings GROUP BY 1) m USING (article_id)
    LEFT JOIN (SELECT article_id, count(*) AS found FROM statements GROUP BY 1) s USING (article_id)
    ORDER BY k.n
"""
#: Columns of each table of entities beside id, name, country, number of articles and of mentions.
_ENTITIES = {
    "people": ("person_id", ("role",)),
    "organizations": ("organization_id", ("kind", "acronym")),
    "places": ("place_id", ("kind", "latitude", "longitude", "geonames_id")),
}


def define_outlet(database: duckdb.DuckDBPyConnection) -> None:
    """Define the SQL function `outlet(source, input, agency)`.

    It gives who published; None where the source is only a file's path.
    """
    database.execute(
        "CREATE OR REPLACE TEMP MACRO outlet(source, input, agency) AS "
        "coalesce(CASE WHEN source = input THEN NULL ELSE source END, agency)"
    )


def report_rows(database: duckdb.DuckDBPyConnection) -> dict[str, Packed]:
    """Return every table of the report, packed; needs the table `kept`."""
    passages = Passages()
    tables: dict[str, dict[str, list[Any]]] = {
        "agreements": _rows_in_passages(database, _AGREEMENTS, passages),
        "meetings": _rows_in_passages(database, _MEETINGS, passages),
        "statements": _rows_in_passages(database, _STATEMENTS, passages),
        "passages": {
            "article": passages.articles,
            "offset": passages.offsets,
            "text": passages.texts,
            "cut": passages.cuts,
            "spans": _spans(database, passages),
        },
        "articles": _columns(database, _ARTICLES),
        "failures": _columns(database, f"SELECT * FROM failures ORDER BY ALL LIMIT {MAX_FAILURES}"),
    }
    for name, (key, more) in _ENTITIES.items():
        tables[name] = _columns(database, _entities(name, key, more))
    return {name: packed_table(columns) for name, columns in tables.items()}


def _entities(table: str, key: str, columns: Sequence[str]) -> str:
    best = ", ".join(
        f'first(t.{c} ORDER BY t.n_mentions DESC, t.{c}) FILTER (t.{c} IS NOT NULL) AS "{c}"'
        for c in ("name", "country", *columns)
    )
    return f"""
        SELECT t.{key} AS id, {best}, count(*) AS articles, CAST(sum(t.n_mentions) AS BIGINT) AS mentions,
            list(k.n ORDER BY k.n) FILTER (k.n IS NOT NULL) AS "in"
        FROM {table} t LEFT JOIN kept k USING (article_id)
        GROUP BY t.{key} HAVING count(k.n) > 0 ORDER BY articles DESC, id
    """


def _columns(database: duckdb.DuckDBPyConnection, query: str) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = database.sql(query).to_arrow_table().to_pydict()
    return columns


def _rows_in_passages(database: duckdb.DuckDBPyConnection, query: str, passages: Passages) -> dict[str, list[Any]]:
    """Return the rows of `query` with their place in a passage: p (-1 for none), start, end, and s, e of the sentence.

    What stands in the passage word for word is not said again: `object_at`, `object_to` are its place there.
    """
    database.execute(
        query.format(where=_WHERE)
        + "JOIN kept k ON k.article_id = t.article_id JOIN articles a ON a.article_id = t.article_id "
        + "ORDER BY k.n, t.start, id"
    )
    names = [str(column[0]) for column in database.description or ()]
    columns: dict[str, list[Any]] = {name: [] for name in (*names[:-5], "article", "p", "start", "end", "s", "e")}
    for row in _fetch(database):
        number, left, start, end, near = row[-5:]
        place = passages.add(number, near, left, start, end) or Place(-1, 0, 0, 0, 0)
        cells = (*row[:-5], number, place.passage, place.start, place.end, place.sentence_start, place.sentence_end)
        for column, cell in zip(columns.values(), cells, strict=True):
            column.append(cell)
    for name in sorted(_QUOTED & columns.keys()):
        _quote(columns, name, passages.texts)
    return columns


def _quote(columns: dict[str, list[Any]], name: str, texts: Sequence[str]) -> None:
    """Put the place of a cell in its passage for the cell where it stands there: start and end, else None."""
    starts: list[int | None] = []
    ends: list[int | None] = []
    for row, (text, passage) in enumerate(zip(columns[name], columns["p"], strict=True)):
        at = texts[passage].find(text) if text and passage >= 0 else -1
        starts.append(at if at >= 0 else None)
        ends.append(at + len(text) if at >= 0 else None)
        if at >= 0:
            columns[name][row] = None
    columns |= {f"{name}_at": starts, f"{name}_to": ends}


def _fetch(database: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := database.fetchmany(_CHUNK):
        yield from rows


def _spans(database: duckdb.DuckDBPyConnection, passages: Passages) -> list[list[int]]:
    """Return for each passage its mentions as start, length, number of the kind, again and again."""
    spans: list[list[int]] = [[] for _ in passages.texts]
    known = pa.table(
        {
            "passage": pa.array(range(len(spans)), pa.int64()),
            "n": pa.array(passages.articles, pa.int64()),
            "low": pa.array(passages.offsets, pa.int64()),
            "high": pa.array([o + len(t) for o, t in zip(passages.offsets, passages.texts, strict=True)], pa.int64()),
        }
    )
    database.register("passages", known)
    database.execute(
        """
        SELECT DISTINCT p.passage, m.start - p.low, m."end" - m.start, m.kind
        FROM passages p JOIN kept k USING (n) JOIN mentions m USING (article_id)
        WHERE m.start >= p.low AND m."end" <= p.high AND m."end" > m.start ORDER BY ALL
        """
    )
    for passage, start, length, kind in _fetch(database):
        if kind in _NUMBERS:
            spans[passage] += (start, length, _NUMBERS[kind])
    database.unregister("passages")
    return spans
