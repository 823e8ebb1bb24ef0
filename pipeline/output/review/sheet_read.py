"""A CSV file as a spreadsheet saved it, back to what a person said.

`ok` over a changed cell is refused, because spreadsheets change cells by themselves; so is a file with fewer rows than
were exported, because a row may be lost by accident.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.output.review.judge import check_text, describe
from pipeline.output.review.kinds import BY_LABEL, Kind
from pipeline.output.review.model import Item, Judged, Review, ReviewError, item_of
from pipeline.output.review.offsets import find_words
from pipeline.output.review.sheet import BEFORE, FOUND, column_of
from pipeline.output.review.sheet_cells import flatten, read_cells, split_cell, unguard

VERDICTS = ("ok", "corrected", "wrong", "missing")

#: A row with its place in the file.
Placed = tuple[str, dict[str, str]]


def read(data: bytes, name: str, texts: Mapping[str, str]) -> list[Review]:
    """Return the reviews of a sheet; `texts` are those of the tables, by article id. Raises ReviewError."""
    groups = _by_article(list(_records(read_cells(data, name), name)))
    return [_review(article, rows, texts) for article, rows in groups]


def _by_article(rows: Sequence[Placed]) -> list[tuple[Placed, list[Placed]]]:
    """Return the row of each article with the rows of its things."""
    articles: dict[str, Placed] = {}
    for where, row in rows:
        if row["kind"] == "article" and articles.setdefault(row["article_id"], (where, row))[0] != where:
            raise ReviewError(f"{where}: article '{row['article_id']}' has a row already; remove one")
    groups: dict[str, list[Placed]] = {article_id: [] for article_id in articles}
    for where, row in rows:
        if row["article_id"] not in groups:
            raise ReviewError(
                f"{where}: article '{row['article_id']}' has no row of kind 'article' in this file; take article_id "
                "and that row over from the export"
            )
        if row["kind"] != "article":
            groups[row["article_id"]].append((where, row))
    return [(articles[article_id], group) for article_id, group in groups.items()]


def _records(rows: Sequence[tuple[int, list[str]]], name: str) -> Iterator[Placed]:
    """Yield the rows by column, with their place in the file; identity cells without their apostrophe."""
    head = _head(rows[0][1] if rows else [], name)
    for line, cells in rows[1:]:
        where = f"{name}: line {line}"
        if any(cell.strip() for cell in cells[len(head) :]):
            raise ReviewError(
                f"{where}: it has {len(cells)} cells for {len(head)} columns; move what is too much, save again"
            )
        row = dict(zip(head, [*cells, *[""] * len(head)], strict=False))
        row |= {key: unguard(row[key].strip()) for key in ("article_id", "row", "sentence", "text")}
        row |= {key: row[key].strip().casefold() for key in ("kind", "verdict")}
        if row["kind"] != "article" and row["kind"] not in BY_LABEL:
            raise ReviewError(f"{where}: kind '{row['kind']}' is unknown; choose {', '.join((*BY_LABEL, 'article'))}")
        yield where, row


def _head(cells: Sequence[str], name: str) -> list[str]:
    """Return the names of the columns, without empty ones at the end. Raises ReviewError where one is lost."""
    head = [cell.strip() for cell in cells]
    while head and not head[-1]:
        head.pop()
    if lost := [column for column in (*BEFORE, FOUND) if column not in head]:
        raise ReviewError(
            f"{name}: there is no column {', '.join(lost)}; the first line of the export must stay as it is"
        )
    return head


def _json(row: Mapping[str, str], where: str) -> Any:
    try:
        return json.loads(row[FOUND])
    except ValueError as error:
        raise ReviewError(
            f"{where}: its column '{FOUND}' is broken; take it over from the export, or, for a row of yours, empty it "
            "and give the verdict 'missing'"
        ) from error


def _review(article: Placed, rows: Sequence[Placed], texts: Mapping[str, str]) -> Review:
    where, cells = article
    article_id, verdict = cells["article_id"], cells["verdict"]
    facts = _json(cells, where)
    try:
        sha256, tables, exported, of = facts["sha256"], tuple(facts["tables"]), int(facts["rows"]), int(facts["of"])
    except (KeyError, TypeError, ValueError) as error:
        raise ReviewError(f"{where}: its column '{FOUND}' is broken; take it over from the export") from error
    if verdict not in ("", "complete"):
        raise ReviewError(f"{where}: verdict '{verdict}' is unknown for an article; write complete or nothing")
    text = check_text(article_id, sha256, where, texts)
    _check_count(article, rows, exported, of)
    judged = tuple(_judge(at, row, text, complete=verdict == "complete") for at, row in rows)
    if twice := [i for i, n in Counter(one.found.id for one in judged if one.found).items() if n > 1]:
        raise ReviewError(f"{where}: {' '.join(twice[0])} is there twice; remove the copy, or empty its '{FOUND}'")
    return Review(article_id, None, sha256, tables, verdict == "complete", judged, where)


def _check_count(article: Placed, rows: Sequence[Placed], exported: int, of: int) -> None:
    """Raise ReviewError where not all rows that were exported are here, or those of a complete article were not all."""
    where, cells = article
    known = sum(bool(row[FOUND].strip()) for _, row in rows)
    if known != exported:
        raise ReviewError(
            f"{where}: {exported} rows of '{cells['article_id']}' were exported and {known} are here; give a row the "
            "verdict wrong instead of deleting it, and copy none"
        )
    if cells["verdict"] == "complete" and exported < of:
        raise ReviewError(
            f"{where}: only {exported} of the {of} rows of '{cells['article_id']}' are in this file, so that nobody "
            "can say it is complete; export it with --article, without --below and --limit"
        )


def _judge(where: str, row: Mapping[str, str], text: str, *, complete: bool) -> Judged:
    verdict = row["verdict"]
    if verdict not in ("", *VERDICTS):
        raise ReviewError(f"{where}: verdict '{verdict}' is unknown; choose {', '.join(VERDICTS)} or nothing")
    added = not row[FOUND].strip()
    if added != (verdict == "missing"):
        what = "a row of yours needs the verdict missing" if added else "missing is for rows of yours, without 'found'"
        raise ReviewError(f"{where}: {what}")
    kind = BY_LABEL[row["kind"]]
    if added:
        return Judged(None, _item_of_row(kind, row, None, text, where), True)
    found = item_of(_json(row, where), where)
    if verdict == "wrong":
        return Judged(found, None, True)
    now = _item_of_row(kind, row, found, text, where)
    if now != found and verdict != "corrected":
        raise ReviewError(
            f"{where}: {describe(found, text)}: {_difference(found, now)}, and the verdict is '{verdict}'; write "
            "'corrected' if that is meant, else put the cell back"
        )
    return Judged(found, now, complete or bool(verdict))


def _difference(found: Item, now: Item) -> str:
    for name in dict.fromkeys((*found.values, *now.values)):
        if found.values.get(name) != now.values.get(name):
            was, is_ = (" | ".join(item.values.get(name, ())) or "nothing" for item in (found, now))
            return f"{name} was '{was}' and is '{is_}'"
    return "the text is another one"


def _item_of_row(kind: Kind, row: Mapping[str, str], found: Item | None, text: str, where: str) -> Item:
    values = {}
    for field in kind.fields:
        if given := split_cell(row.get(column_of(kind, field.name), "")):
            values[field.name] = given
    span = _span(row, found, text, where)
    if kind.table == "people":
        values = {"name": (text[slice(*span)],), **values}
    return Item(kind.table, found.key if found else "", *span, values)


def _span(row: Mapping[str, str], found: Item | None, text: str, where: str) -> tuple[int, int]:
    """Return where the words of the column `text` are: as found, else in the sentence given, else the only place."""
    words = flatten(row["text"])
    if found and words == flatten(text[found.start : found.end]):
        return found.start, found.end
    sentence = find_words(text, row["sentence"])
    within = sentence or (0, len(text))
    inside = text[slice(*within)]
    at = find_words(inside, words)
    if at is None:
        raise ReviewError(
            f"{where}: '{words[:60]}' is not in the {'sentence' if sentence else 'article'}; copy its words exactly"
        )
    if find_words(inside[at[1] :], words):
        raise ReviewError(f"{where}: '{words[:60]}' is there more than once; say more words, or copy its sentence too")
    return within[0] + at[0], within[0] + at[1]
