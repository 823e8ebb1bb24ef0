"""Doc to rows to DataFrames: one function a table, and the only place that knows both.

`doc_rows(doc)` gives the rows of every table for one article; `people_table(docs)` and its sisters give one table as a
DataFrame, for notebooks: `docs` are Docs of `parse`, columns and types those of `schemas.TABLES`, rows sorted by the
key, missing cells `pd.NA` or `NaT`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

from pipeline.events.join import join_events
from pipeline.schemas import MENTION_KINDS, TABLES, Row, Table
from pipeline.text.attributes import article_of, foreign_affairs_of, mentions_of, row_id, rows_of, text_of

if TYPE_CHECKING:
    import pandas as pd

#: Tables whose rows are the rows of the stage with the same name.
_PLAIN = ("people", "titles", "organizations", "places", "dates", "amounts", "statements", "meetings", "agreements")
#: Child tables: the list in the parent row and the column that links them.
_CHILDREN = {
    "meeting_participants": ("meetings", "participants", "meeting_id"),
    "agreement_parties": ("agreements", "parties", "agreement_id"),
}
_PANDAS: Mapping[str, Any] = {"string": "string", "integer": "Int64", "number": "Float64", "date": "datetime64[s]"}


_COLUMNS = {name: table.column_names for name, table in TABLES.items()}


class UnfitRowsError(ValueError):
    """The rows that a stage left do not fit its tables. `stage` is its name, `reason` tells what is wrong."""

    def __init__(self, stage: str, reason: Exception) -> None:
        super().__init__(f"the rows of the stage '{stage}' do not fit")
        self.stage, self.reason = stage, reason


def doc_rows(doc: Doc) -> dict[str, list[Row]]:
    """Return the rows of every table of articles for one processed Doc, each with all columns of its table.

    Raises UnfitRowsError when a stage left something else.
    """
    base = {"article_id": article_of(doc).get("article_id", "")}
    text = _Text(doc)
    out = {"articles": [_article_row(doc, text)], "mentions": _mention_rows(doc, text)}
    for name in _PLAIN:
        with _left_by(name):
            out[name] = [_row(TABLES[name], base | row, text) for row in rows_of(doc, name)]
    for name, (parent, field, link) in _CHILDREN.items():
        with _left_by(parent):
            out[name] = [
                _row(TABLES[name], base | {link: row[link]} | child, text)
                for row in rows_of(doc, parent)
                for child in row.get(field) or ()
            ]
    return out


def stage_of_table(name: str) -> str:
    """Return the stage whose rows a table is made of, "" for one that several make."""
    return name if name in _PLAIN else _CHILDREN.get(name, ("",))[0]


@contextmanager
def _left_by(stage: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # whatever a row may hold
        raise UnfitRowsError(stage, error) from error


class _Text:
    """Text and sentence starts of a Doc, taken once: `doc.text` is put together from its tokens at every call."""

    def __init__(self, doc: Doc) -> None:
        self.text = text_of(doc)
        self.starts = _sentence_starts(doc) if doc.has_annotation("SENT_START") else [0]

    def sentence(self, char: int) -> int:
        """Return the index of the sentence that holds a character."""
        return max(0, bisect_right(self.starts, char) - 1)


def _sentence_starts(doc: Doc) -> list[int]:
    """Return the first characters of `doc.sents`, without making a Span of each."""
    tokens = doc.to_array(["IDX", "SENT_START"]).astype("int64")
    first = tokens[:, 1] == 1
    first[:1] = True
    starts: list[int] = tokens[first, 0].tolist()
    return starts


def _row(table: Table, row: Mapping[str, Any], text: _Text) -> Row:
    full = {name: row.get(name) for name in _COLUMNS[table.name]}
    if (start := full.get("start")) is not None:
        if "text" in full:
            full["text"] = text.text[start : full["end"]]
        if "sentence" in full:
            full["sentence"] = text.sentence(start)
    return full


def _mention_rows(doc: Doc, text: _Text) -> list[Row]:
    base = {"article_id": article_of(doc).get("article_id", "")}
    rows = []
    for n, mention in enumerate(mentions_of(doc), 1):
        with _left_by(MENTION_KINDS[mention["kind"]][1]):
            rows.append(_row(TABLES["mentions"], base | {"mention_id": row_id("x", n)} | mention, text))
    return rows


def _article_row(doc: Doc, text: _Text) -> Row:
    row = dict.fromkeys(TABLES["articles"].column_names) | article_of(doc)
    abroad = foreign_affairs_of(doc)
    row |= {
        "n_chars": len(text.text),
        "n_sentences": len(text.starts) if doc.has_annotation("SENT_START") else None,
        "n_tokens": len(doc) - int(doc.to_array("IS_SPACE").sum()),
        "text": text.text,
        "foreign_affairs": None if abroad is None else round(abroad, 2),
    }
    return {k: v for k, v in row.items() if k in TABLES["articles"].column_names}


def merge_rows(parts: Iterable[Mapping[str, list[Row]]]) -> dict[str, list[Row]]:
    """Return all rows of several articles, by table, each table sorted by its key."""
    merged: dict[str, list[Row]] = {name: [] for name in TABLES}
    for part in parts:
        for name, rows in part.items():
            merged[name].extend(rows)
    for name, rows in merged.items():
        # the columns of a key are text and never empty
        rows.sort(key=itemgetter(*TABLES[name].key) if TABLES[name].key else partial(_cells, TABLES[name]))
    return merged


def _cells(table: Table, row: Row) -> tuple[str, ...]:
    """Return the order of a table without key."""
    return tuple(str(row[name] or "") for name in table.column_names)


def to_frame(table: str, rows: list[Row]) -> pd.DataFrame:
    """Return the rows as a DataFrame with the columns and types of the schema; missing is `pd.NA` or `NaT`."""
    import pandas as pd  # here: a process that only makes rows does not need it, and it takes long to load

    columns = TABLES[table].columns
    data = {c.name: pd.array([row.get(c.name) for row in rows], dtype=_PANDAS[c.type]) for c in columns}
    return pd.DataFrame(data)


def _table(name: str, docs: Iterable[Doc]) -> pd.DataFrame:
    return to_frame(name, merge_rows(doc_rows(doc) for doc in docs)[name])


def articles_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `articles` table of `docs` as a DataFrame: one row an article.

    Key: article_id.
    """
    return _table("articles", docs)


def mentions_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `mentions` table of `docs` as a DataFrame: one row a span of an entity.

    Key: article_id, mention_id.
    """
    return _table("mentions", docs)


def people_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `people` table of `docs` as a DataFrame: one row a person and article.

    Key: article_id, person_id.
    """
    return _table("people", docs)


def titles_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `titles` table of `docs` as a DataFrame: one row a title phrase of a person.

    Key: article_id, title_id.
    """
    return _table("titles", docs)


def organizations_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `organizations` table of `docs` as a DataFrame: one row a body and article.

    Key: article_id, organization_id.
    """
    return _table("organizations", docs)


def places_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `places` table of `docs` as a DataFrame: one row a place and article.

    Key: article_id, place_id.
    """
    return _table("places", docs)


def dates_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `dates` table of `docs` as a DataFrame: one row an expression of time.

    Key: article_id, date_id.
    """
    return _table("dates", docs)


def amounts_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `amounts` table of `docs` as a DataFrame: one row an amount.

    Key: article_id, amount_id.
    """
    return _table("amounts", docs)


def meetings_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `meetings` table of `docs` as a DataFrame: one row a meeting and article.

    Key: article_id, meeting_id.
    """
    return _table("meetings", docs)


def meeting_participants_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `meeting_participants` table of `docs` as a DataFrame: one row a participant of a meeting.

    Key: article_id, meeting_id, participant_id.
    """
    return _table("meeting_participants", docs)


def statements_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `statements` table of `docs` as a DataFrame: one row a statement.

    Key: article_id, statement_id.
    """
    return _table("statements", docs)


def agreements_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `agreements` table of `docs` as a DataFrame: one row a commitment predicate.

    Key: article_id, agreement_id.
    """
    return _table("agreements", docs)


def agreement_parties_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `agreement_parties` table of `docs` as a DataFrame: one row a party of an agreement.

    Key: article_id, agreement_id, party_id.
    """
    return _table("agreement_parties", docs)


def events_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `events` table of `docs` as a DataFrame: one row an agreement or meeting, whoever tells of it.

    Key: event_id.
    """
    return to_frame("events", join_events(merge_rows(doc_rows(doc) for doc in docs))[0])


def event_articles_table(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the `event_articles` table of `docs` as a DataFrame: one row a row of an article that tells of an event.

    Key: event_id, article_id, row_id.
    """
    return to_frame("event_articles", join_events(merge_rows(doc_rows(doc) for doc in docs))[1])
